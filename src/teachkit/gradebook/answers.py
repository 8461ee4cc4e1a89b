"""A student's answer as the student would read it: texts of options, not their ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..display import number_of, right_sides
from ..marking.order import event_ranks
from ..marking.responses import pick
from ..model import Choice, Claims, Cloze, Essay, Match, Multi, Number, Order, State
from .machine import GIVEN
from .markup import escape, inline, paragraphs, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Item, Mark, PartMark, Sheet
    from .results import Cell

__all__ = ["STATE_WORDS", "answer_html", "feedback_html", "heading", "prompt_html", "reason_of"]

_DECIDED_BY = re.compile(r"decided by [^:]+: ")

STATE_WORDS = {
    "correct": "Right",
    "partial": "Partly right",
    "incorrect": "Not right",
    "unsure": "Your teacher will mark this.",
    "unreadable": "This could not be read. Your teacher will mark this.",
    "blank": "No answer",
}
"""What a state is called in a letter to a student."""


def heading(sheet: Sheet, item: Item) -> str:
    """Return the number of an item as printed on the sheet."""
    return f"Q{number_of(sheet, item.id)}"


def prompt_html(item: Item) -> str:
    """Render the prompt; of a cloze also its text, each gap as a number."""
    prompt = paragraphs(item.prompt)
    if not isinstance(item, Cloze):
        return prompt
    text = item.text
    for number, gap in enumerate(item.gaps, start=1):
        text = text.replace(f"[[{gap.id}]]", f"({number}) ____")
    return prompt + paragraphs(text)


def _list(tag: str, entries: Iterable[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{entry}</li>" for entry in entries) + f"</{tag}>"


def answer_html(cell: Cell) -> str:
    """Render what the student answered."""
    item, mark = cell.item, cell.mark
    if mark is None or mark.state is State.BLANK:
        return "none" if not cell.response.strip() else _said(cell.response)
    if mark.rule == GIVEN:
        return "marked elsewhere: only its points were handed over"
    if mark.parts and not isinstance(item, Essay):
        return _parts_table(item, mark)
    match item:
        case Choice() | Multi() if mark.matched:
            texts = {one.id: inline(one.text) for one in item.options}
            ids = mark.matched.split(";")
            return _list("ul", (texts[one] for one in ids)) if len(ids) > 1 else texts[ids[0]]
        case Order() if mark.matched:
            texts = {one.id: inline(one.text) for one in item.events}
            return _list("ol", (texts[one] for one in mark.matched.split(";")))
        case Number(unit=unit) if unit:
            return f"{_said(cell.response)} (unit: {escape(unit)})"
        case _:
            return _said(cell.response)


def _said(text: str) -> str:
    """Show a student's own words; direction marks in them must not reorder the page."""
    return f'<bdi class="said">{escape(text)}</bdi>'


def _parts_table(item: Item, mark: Mark) -> str:
    head = {"cloze": "Gap", "match": "To match", "claims": "Sentence"}.get(item.kind, "Part")
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{said}</td><td>{_part_result(part, why)}</td></tr>'
        for part, (label, said, why) in zip(mark.parts, _part_texts(item, mark), strict=True)
    )
    return (
        f'<table><thead><tr><th scope="col">{head}</th><th scope="col">Your answer</th>'
        f'<th scope="col">Result</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _part_texts(item: Item, mark: Mark) -> list[tuple[str, str, str]]:
    """Return (label, answer, why) of each part, as HTML; why is for parts that are not right."""
    said = [one.response.strip() for one in mark.parts]
    match item:
        case Cloze():
            return [
                (f"({number})", _said(text) if text else "none", inline(gap.why))
                for number, (gap, text) in enumerate(zip(item.gaps, said, strict=True), start=1)
            ]
        case Match():
            sides = dict(right_sides(item))
            chosen = [pick(text, sides.items()) if text else None for text in said]
            return [
                (
                    inline(pair.left),
                    inline(sides[id_]) if id_ else _said(text) if text else "none",
                    inline(pair.why),
                )
                for pair, text, id_ in zip(item.pairs, said, chosen, strict=True)
            ]
        case _:  # claims: the reason of a wrong one already says why
            texts = {one.id: one.text for one in item.claims} if isinstance(item, Claims) else {}
            return [
                (inline(texts.get(part.id, part.id)), _said(text) if text else "none", "")
                for part, text in zip(mark.parts, said, strict=True)
            ]


def _part_result(part: PartMark, why: str) -> str:
    if part.state is State.CORRECT:
        return STATE_WORDS["correct"]
    if part.state.needs_person:
        return STATE_WORDS[part.state]
    words = STATE_WORDS[part.state]
    reason = "" if part.state is State.BLANK else f": {escape(reason_of(part.reason))}"
    return f"{words}{reason}" + (f". {why}" if why else "")


def reason_of(reason: str) -> str:
    """Write a reason for a student: who of the teachers decided is not told."""
    return _DECIDED_BY.sub("decided by your teacher: ", plain(reason))


def feedback_html(cell: Cell) -> str:
    """Render what there is to say on a decided answer: on what was chosen, and in general."""
    if cell.mark is None or cell.is_open:
        return ""
    said = "".join(f"<p>{text}</p>" for text in _on_choice(cell.item, cell.mark))
    return said + paragraphs(cell.item.explain)


def _on_choice(item: Item, mark: Mark) -> list[str]:
    """Return the author's feedback on the options that were chosen, and missed."""
    match item:
        case Choice():
            return [inline(one.why) for one in item.options if one.id == mark.matched and one.why]
        case Multi() if mark.state is not State.BLANK:
            ticked = set(mark.matched.split(";"))
            said = [
                f"{inline(one.text)} – {inline(one.why)}"
                for one in item.options
                if one.id in ticked and not one.correct and one.why
            ]
            missed = [
                inline(one.text) for one in item.options if one.correct and one.id not in ticked
            ]
            return [*said, *(["Right too: " + " / ".join(missed)] if missed else [])]
        case Order() if mark.score < 1 and mark.state is not State.BLANK:
            ranks = event_ranks(item)
            right = sorted(item.events, key=lambda one: ranks[one.id])
            dated = (
                f"{inline(one.text)}{f' ({escape(one.date)})' if one.date else ''}" for one in right
            )
            return ["In order of time:" + _list("ol", dated)]
        case Essay():
            texts = {one.id: one.text for one in item.criteria}
            rows = (f"{inline(texts[one.id])}: {inline(one.reason)}" for one in mark.parts)
            return [_list("ul", rows)] if mark.parts else []
        case _:
            return []
