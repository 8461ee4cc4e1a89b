"""The queue: what people must decide, question by question, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..classwork import item_parts
from ..display import letter
from ..gradebook import Results
from ..gradebook.answers import heading
from ..gradebook.decisions import form_of
from ..gradebook.like import NOTHING, Fixed, find_likes, settled_by
from ..gradebook.marking_run import mark_class
from ..gradebook.queue import Unit, in_order, shuffled
from ..marking.groups import group_open
from ..marking.order import event_ranks
from ..model import Choice, Claims, Cloze, Date, Essay, Match, Multi, Number, Order, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..gradebook import Counted
    from ..gradebook.decisions import Key, Settled
    from ..gradebook.results import StudentResult
    from ..model import Item, Sheet

__all__ = ["MOST_FORMS", "Question", "key_of", "questions", "sample"]


@dataclass(frozen=True, slots=True)
class Question:
    """An item, or a part of one, with what is open in it."""

    item: Item
    part: str
    heading: str
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    units: tuple[Unit, ...]
    fixed: tuple[Fixed, ...] = ()
    """Decisions of before on other answers, which may settle these, too."""
    later: tuple[int, int] = (0, 0)
    """Forms and answers that were left for a later page."""

    @property
    def open(self) -> tuple[Unit, ...]:
        """What still needs a decision: what decisions of before settle by likeness does not."""
        held = {one.form: one.verdict for one in self.fixed}
        return tuple(one for one in self.units if not settled_by(one.like, held))


MOST_FORMS = 3_000
"""Forms of a cohort's question on one page: the commonest. The next page has the next ones."""


def questions(results: Results | Counted, settled: Settled) -> list[Question]:
    """Return what is open: questions in the sheet's order, the heaviest units first.

    Args:
        results: The folder, read back.
        settled: The decisions that hold; with none, all that ever needed a person is there.

    What decisions settle by likeness alone is there, too, so that a teacher can change it.
    """
    sheet = results.sheet
    if not isinstance(results, Results):
        return _of_cohort(results, settled)
    direct = replace(settled, learned={})
    marked, _ = mark_class(sheet, results.work, results.record["attempt"], direct)
    return _questions(sheet, _units(marked), settled, results.digest)


def _of_cohort(results: Counted, settled: Settled) -> list[Question]:
    """Return the commonest forms that are open in each question."""
    units: dict[tuple[str, str], dict[str, Unit]] = {}
    later: dict[tuple[str, str], tuple[int, int]] = {}
    for one in results.forms:
        if (one.item, one.part, one.form, "") in settled.decisions:
            continue  # since the cohort was graded
        given = units.setdefault((one.item, one.part), {})
        if len(given) < MOST_FORMS:
            given[one.form] = Unit(one.form, one.reason, dict(one.responses))
        else:
            forms, answers = later.get((one.item, one.part), (0, 0))
            later[one.item, one.part] = forms + 1, answers + sum(one.responses.values())
    found = _questions(results.sheet, units, settled, results.digest)
    return [replace(one, later=later.get((one.item.id, one.part), (0, 0))) for one in found]


def _questions(
    sheet: Sheet, units: dict[tuple[str, str], dict[str, Unit]], settled: Settled, seed: str
) -> list[Question]:
    """Put units into the questions to which they belong."""
    disputes = {one.one.key: one.words for one in settled.conflicts}
    found = []
    for item in sheet.items:
        for part in ("", *item_parts(item)):
            given = list(units.get((item.id, part), {}).values())
            for unit in given:
                if words := disputes.get(_about(item.id, part, unit)):
                    unit.reason = f"{unit.reason}; {words}"
            if given:
                fixed = find_likes(item, part, sheet, given, settled)
                found.append(replace(_question(sheet, item, part, given, seed), fixed=fixed))
    return found


def _units(marked: Iterable[StudentResult]) -> dict[tuple[str, str], dict[str, Unit]]:
    found: dict[tuple[str, str], dict[str, Unit]] = {}
    for result in marked:
        for cell in result.cells:
            if cell.mark is None or not cell.is_open:
                continue
            parts = [one for one in cell.mark.parts if one.state.needs_person]
            said = [(one.id, one.response, one.reason) for one in parts]
            alone = isinstance(cell.item, Essay)
            for part, response, reason in said or [("", cell.response, cell.reason)]:
                form = form_of(response)
                key = result.student.code if alone else form
                unit = found.setdefault((cell.item.id, part), {}).setdefault(
                    key, Unit(form, reason, alone=alone)
                )
                unit.spellings[response] = unit.spellings.get(response, 0) + 1
                unit.students.append(result.student.code)
    return found


def _question(sheet: Sheet, item: Item, part: str, given: list[Unit], seed: str) -> Question:
    accept, reject = _key(item, part)
    name = heading(sheet, item) + (f", {_part_name(item, part)}" if part else "")
    if isinstance(item, Essay):
        # Each question in an order of its own, so that nobody is always read first or last.
        ordered = sorted(given, key=lambda one: shuffled(seed, item.id, one.students[0]))
    else:
        counts: dict[str, int] = {}
        for unit in given:
            counts |= unit.spellings
        ordered = list(in_order(given, group_open(item, part, sheet, counts)))
    return Question(item, part, name, accept, reject, tuple(ordered))


def _part_name(item: Item, part: str) -> str:
    number = item_parts(item).index(part) + 1
    return {"cloze": "gap", "match": "pair", "claims": "sentence"}[item.kind] + f" {number}"


def _key(item: Item, part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the accepted and rejected answers of an item or part, for the marker to see."""
    accept: Iterable[str] = ()
    reject: Iterable[str] = ()
    match item:
        case Text():
            accept, reject = item.accept, (one.text for one in item.rejects)
        case Number():
            accept = (f"{item.answer} {item.unit}".strip(),)
        case Date():
            accept = (item.answer,)
        case Cloze():
            gaps = [gap for gap in item.gaps if gap.id == part]
            accept = (one for gap in gaps for one in (*gap.accept, gap.answer) if one)
        case Match():
            accept = (pair.right for pair in item.pairs if pair.id == part)
        case Claims():
            accept = (one.verdict.value for one in item.claims if one.id == part)
        case Choice() | Multi():
            named = [
                (one.correct, f"{letter(at)} {one.text}") for at, one in enumerate(item.options)
            ]
            accept = (name for right, name in named if right)
            reject = (name for right, name in named if not right)
        case Order():
            ranks = event_ranks(item)
            accept = (one.text for one in sorted(item.events, key=lambda one: ranks[one.id]))
    return tuple(accept), tuple(reject)


def key_of(question: Question, unit: Unit) -> Key:
    """Return what a decision on the unit is about, as in ``Decision.key``."""
    return _about(question.item.id, question.part, unit)


def _about(item: str, part: str, unit: Unit) -> Key:
    return (item, part, "", unit.students[0]) if unit.alone else (item, part, unit.form, "")


def sample(found: list[Question], size: int, seed: str) -> list[Question]:
    """Draw units for a second marker: the same ones for the same results, each by itself."""
    ranked = sorted(
        (shuffled(seed, "sample", *key_of(question, unit)), place, number)
        for place, question in enumerate(found)
        for number, unit in enumerate(question.units)
    )
    drawn = {(place, number) for _, place, number in ranked[:size]}
    picked = []
    for place, one in enumerate(found):
        units = tuple(
            replace(unit, like=NOTHING)
            for number, unit in enumerate(one.units)
            if (place, number) in drawn
        )
        if units:
            picked.append(Question(one.item, one.part, one.heading, one.accept, one.reject, units))
    return picked
