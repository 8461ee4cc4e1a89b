"""A student's answer as the student would read it: texts of options, not their ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..display import number_of, right_sides
from ..marking.order import event_ranks
from ..marking.responses import pick
from ..model import Choice, Claims, Cloze, Date, Essay, Match, Multi, Number, Order, State, Text
from ..speech import reason_in
from .amounts import decimal
from .machine import GIVEN
from .markup import escape, inline, paragraphs, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Item, Mark, PartMark, Sheet
    from ..speech import Speech
    from .results import Cell

__all__ = ["answer_html", "feedback_html", "heading", "prompt_html", "result_of"]

_DECIDED_BY = re.compile(r"decided by [^:]+: ")


def heading(sheet: Sheet, item: Item) -> str:
    """Return the number of an item for a teacher's page."""
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


def answer_html(cell: Cell, speech: Speech) -> str:
    """Render what the student answered."""
    item, mark = cell.item, cell.mark
    if mark is None or mark.state is State.BLANK:
        return _said(cell.response) if cell.response.strip() else speech.say("letter.none")
    if mark.rule == GIVEN:
        return speech.say("letter.elsewhere")
    if mark.parts and not isinstance(item, Essay):
        return _parts_table(item, mark, speech)
    match item:
        case Choice() | Multi() if mark.matched:
            texts = {one.id: inline(one.text) for one in item.options}
            ids = mark.matched.split(";")
            return _list("ul", (texts[one] for one in ids)) if len(ids) > 1 else texts[ids[0]]
        case Order() if mark.matched:
            texts = {one.id: inline(one.text) for one in item.events}
            return _list("ol", (texts[one] for one in mark.matched.split(";")))
        case Number(unit=unit) if unit:
            return f"{_said(cell.response)} ({speech.say('letter.unit', unit=escape(unit))})"
        case _:
            return _said(cell.response)


def _said(text: str) -> str:
    """Show a student's own words; direction marks in them must not reorder the page."""
    return f'<bdi class="said">{escape(text)}</bdi>'


_HEADS = {"cloze": "gap", "match": "to-match", "claims": "sentence"}


def _parts_table(item: Item, mark: Mark, speech: Speech) -> str:
    head = speech.say(f"letter.{_HEADS.get(item.kind, 'a-part')}")
    given, result = speech.say("letter.your-answer"), speech.say("letter.result")
    texts = zip(mark.parts, _part_texts(item, mark, speech.say("letter.none")), strict=True)
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{said}</td>'
        f"<td>{_part_result(part, why, speech)}</td></tr>"
        for part, (label, said, why) in texts
    )
    return (
        f'<table><thead><tr><th scope="col">{head}</th><th scope="col">{given}</th>'
        f'<th scope="col">{result}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _part_texts(item: Item, mark: Mark, none: str) -> list[tuple[str, str, str]]:
    """Return (label, answer, why) of each part, as HTML; why is for parts that are not right."""
    said = [one.response.strip() for one in mark.parts]
    match item:
        case Cloze():
            return [
                (f"({number})", _said(text) if text else none, inline(gap.why))
                for number, (gap, text) in enumerate(zip(item.gaps, said, strict=True), start=1)
            ]
        case Match():
            sides = dict(right_sides(item))
            chosen = [pick(text, sides.items()) if text else None for text in said]
            return [
                (
                    inline(pair.left),
                    inline(sides[id_]) if id_ else _said(text) if text else none,
                    inline(pair.why),
                )
                for pair, text, id_ in zip(item.pairs, said, chosen, strict=True)
            ]
        case _:  # claims: the reason of a wrong one already says why
            texts = {one.id: one.text for one in item.claims} if isinstance(item, Claims) else {}
            return [
                (inline(texts.get(part.id, part.id)), _said(text) if text else none, "")
                for part, text in zip(mark.parts, said, strict=True)
            ]


def _part_result(part: PartMark, why: str, speech: Speech) -> str:
    if part.state is State.CORRECT or part.state.needs_person:
        return speech.say(f"letter.{part.state}")
    reason = "" if part.state is State.BLANK else part.reason
    return result_of(part.state, reason, speech) + (f". {why}" if why else "")


def result_of(state: str, reason: str, speech: Speech) -> str:
    """Say a state and its reason for a student: who of the teachers decided is not told."""
    words = speech.say(f"letter.{state}")
    told = reason_in(speech, _DECIDED_BY.sub("decided by your teacher: ", plain(reason)))
    return speech.say("letter.said", state=words, reason=escape(told)) if told else words


def feedback_html(cell: Cell, speech: Speech) -> str:
    """Render what there is to say on a decided answer: on what was chosen, and in general."""
    if cell.mark is None or cell.is_open:
        return ""
    said = "".join(f"<p>{text}</p>" for text in _on_choice(cell.item, cell.mark, speech))
    return said + paragraphs(cell.item.explain)


def _on_choice(item: Item, mark: Mark, speech: Speech) -> list[str]:
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
            too = speech.say("letter.right-too", options=" / ".join(missed)) if missed else ""
            return [*said, *([too] if too else [])]
        case Order() if mark.score < 1 and mark.state is not State.BLANK:
            ranks = event_ranks(item)
            right = sorted(item.events, key=lambda one: ranks[one.id])
            dated = (
                f"{inline(one.text)}{f' ({escape(one.date)})' if one.date else ''}" for one in right
            )
            return [speech.say("letter.in-order") + _list("ol", dated)]
        case Text() | Number() | Date() if mark.score < 1 and mark.state is not State.BLANK:
            # The machine's reason often names it; a teacher's decision says only "rejected".
            answer = _right_answer(item, speech)
            known = not answer or answer in mark.reason
            return [] if known else [speech.say("letter.right-answer", answer=escape(answer))]
        case Essay():
            texts = {one.id: one.text for one in item.criteria}
            rows = (f"{inline(texts[one.id])}: {inline(one.reason)}" for one in mark.parts)
            return [_list("ul", rows)] if mark.parts else []
        case _:
            return []


def _right_answer(item: Text | Number | Date, speech: Speech) -> str:
    match item:
        case Number():
            return f"{speech.number(decimal(item.answer))} {item.unit}".strip()
        case Date():
            return item.answer
        case _:
            return " / ".join(item.accept[: item.need])
