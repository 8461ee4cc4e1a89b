"""The key of an item, as plain nodes: for a practice item's disclosure and for teachers.

One function a kind. ``full`` is the teacher's view: every accepted and rejected form, part
credit, levels. Without it, what helps a student who has tried: what is right, and why.
Only ``directives`` decides whether any of this may be made at all. What is said of one option,
gap, pair, event, claim or known wrong answer is named by it (``tk-for``): so ``forms`` can tell
the page's script which feedback belongs to what a student has answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from .markup import labelled, plain, strong, table
from .questions import option_list, verdict_word
from .words import _, date_text, number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model import (
        Choice,
        Claims,
        Cloze,
        Date,
        Essay,
        Event,
        Gap,
        Item,
        Match,
        Multi,
        Number,
        Order,
        Text,
    )
    from .markup import Cell, Writer

__all__ = ["ANSWERS", "answer"]


def _why(writer: Writer, of: str, text: str, *path: str | int) -> list[nodes.Node]:
    blocks = writer.blocks(text, *path) if text else []
    for block in blocks:
        cast("nodes.Element", block)["tk-for"] = of
    return blocks


def _right(*, correct: bool) -> nodes.strong:
    """Return the mark of an option: a sign and a word, never colour alone."""
    if correct:
        return strong(f"[x] {_('right')}", "tk-right")
    return strong(f"[ ] {_('not right')}", "tk-wrong")


def _options(
    item: Choice | Multi, writer: Writer, language: str, *, full: bool
) -> list[nodes.Node]:
    del language
    items = []
    for index, option in enumerate(item.options):
        entry = nodes.list_item("", writer.paragraph(option.text, "option", index, "text"))
        verdict = nodes.paragraph("", "", _right(correct=option.correct))
        if full and option.credit is not None:
            verdict += nodes.Text(", " + _("credit %s") % number_text(option.credit))
        verdict["tk-for"] = option.id
        entry += [verdict, *_why(writer, option.id, option.why, "option", index, "why")]
        items.append(entry)
    return [option_list(*items)]


def _number(item: Number, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del writer, language
    text = " ".join(filter(None, (number_text(item.answer), item.unit)))
    if item.tolerance:
        text += " ± " + number_text(item.tolerance)
    parts = [labelled(_("Answer:"), nodes.Text(text))]
    if full and item.near:
        near = "; ".join(
            _("within %(within)s: %(credit)s")
            % {"within": number_text(one.within), "credit": number_text(one.credit)}
            for one in item.near
        )
        parts.append(labelled(_("Part credit:"), nodes.Text(near)))
    return list(parts)


def _date(item: Date, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del writer
    kept = {"day": 3, "month": 2, "year": 1}[item.precision]
    text = date_text("-".join(item.answer.split("-")[:kept]), language)
    parts = [labelled(_("Answer:"), nodes.Text(text))]
    if full:
        reading = {True: _("day first"), False: _("month first"), None: _("by a person")}
        parts.append(labelled(_("3/4/1949 is read:"), nodes.Text(reading[item.day_first])))
    return list(parts)


def _text(item: Text, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del language
    parts = _accepted(item.accept, full=full or item.need > 1)
    if item.need > 1:
        parts.append(labelled(_("Needed:"), nodes.Text(str(item.need))))
    rejected = nodes.bullet_list(bullet="-")
    for index, reject in enumerate(item.rejects):
        if full or reject.why:
            head = nodes.paragraph("", "", nodes.emphasis("", reject.text), nodes.Text(": "))
            head += strong(_("not accepted"), "tk-wrong")
            why = _why(writer, f"reject-{index}", reject.why, "reject", index, "why")
            rejected += nodes.list_item("", head, *why)
    return [*parts, rejected] if len(rejected) else parts


def _accepted(accept: tuple[str, ...], *, full: bool) -> list[nodes.Node]:
    parts: list[nodes.Node] = [labelled(_("Answer:"), nodes.Text(accept[0]))]
    if full and accept[1:]:
        parts.append(labelled(_("Also accepted:"), nodes.Text("; ".join(accept[1:]))))
    return parts


def _cloze(item: Cloze, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del language
    entries = []
    for index, gap in enumerate(item.gaps):
        entry = nodes.list_item("", *_gap(gap, full=full))
        entry += _why(writer, gap.id, gap.why, "gap", index, "why")
        entries.append(entry)
    return [nodes.enumerated_list("", *entries, enumtype="arabic", prefix="(", suffix=")")]


def _gap(gap: Gap, *, full: bool) -> list[nodes.Node]:
    forms = tuple(dict.fromkeys(filter(None, (gap.answer, *gap.accept))))
    parts = _accepted(forms, full=full) if forms else []
    if gap.group:
        parts.append(plain(_("In any order with the other gaps of its group.")))
    return parts


def _match(item: Match, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del language, full
    rows: list[list[Cell]] = []
    for index, pair in enumerate(item.pairs):
        left = writer.paragraph(pair.left, "pair", index, "left")
        right = writer.paragraph(pair.right, "pair", index, "right")
        rows.append([[left], [right, *_why(writer, pair.id, pair.why, "pair", index, "why")]])
    parts: list[nodes.Node] = [table([_("Given"), _("Belongs to it")], rows, [50, 50])]
    if item.extra:
        parts.append(plain(_("These belong to nothing:")))
        sides = (nodes.list_item("", writer.paragraph(text, "extra")) for text in item.extra)
        parts.append(nodes.bullet_list("", *sides, bullet="-"))
    return parts


def _order(item: Order, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del full
    entries = []
    for index, event in _in_order(item.events):
        text = writer.paragraph(event.text, "event", index, "text")
        entry = nodes.list_item("", text)
        if event.date:
            entry += plain(date_text(event.date, language))
        entry += _why(writer, event.id, event.why, "event", index, "why")
        entries.append(entry)
    return [nodes.enumerated_list("", *entries, enumtype="arabic", prefix="", suffix=".")]


def _in_order(events: tuple[Event, ...]) -> Iterable[tuple[int, Event]]:
    """Return events with their places in the file: by date if all have one, else as they are."""
    numbered = list(enumerate(events))
    if all(event.date for event in events):
        numbered.sort(key=lambda one: one[1].date)
    return numbered


def _claims(item: Claims, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del language, full
    rows: list[list[Cell]] = []
    for index, claim in enumerate(item.claims):
        text = writer.paragraph(claim.text, "claim", index, "text")
        verdict = nodes.paragraph("", "", strong(verdict_word(claim.verdict)))
        rows.append([[text], [verdict, *_why(writer, claim.id, claim.why, "claim", index, "why")]])
    return [table([_("Claim"), _("The source")], rows, [50, 50])]


def _essay(item: Essay, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    del language, full
    parts: list[nodes.Node] = []
    for index, text in enumerate(item.model):
        number = f" {index + 1}" if len(item.model) > 1 else ""
        parts.append(nodes.paragraph("", "", strong(f"{_('Model answer')}{number}")))
        parts.append(nodes.block_quote("", *writer.blocks(text, "model", index)))
    for index, criterion in enumerate(item.criteria):
        at = writer.at("criterion", index)
        rows: list[list[Cell]] = [
            [[plain(number_text(level.points))], [at.paragraph(level.text, "level", place, "text")]]
            for place, level in enumerate(criterion.levels)
        ]
        title = at.paragraph(criterion.text, "text", classes=["tk-criterion"])
        parts += [title, table([_("Points"), _("An answer that …")], rows, [15, 85])]
    return parts


ANSWERS: dict[str, Callable[..., list[nodes.Node]]] = {
    "choice": _options,
    "multi": _options,
    "number": _number,
    "date": _date,
    "text": _text,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "claims": _claims,
    "essay": _essay,
}
"""The key of each kind."""


def answer(item: Item, writer: Writer, language: str, *, full: bool) -> list[nodes.Node]:
    """Return what is right, and why.

    Args:
        item: The item.
        writer: Writes the texts of this item; paths start at the item.
        language: For dates.
        full: Whether a teacher reads it.
    """
    return ANSWERS[item.kind](item, writer, language, full=full)
