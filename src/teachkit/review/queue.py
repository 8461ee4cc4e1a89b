"""The queue: what people must decide, question by question, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from ..classwork import item_parts
from ..gradebook.answers import heading
from ..gradebook.decisions import digest_of, form_of
from ..gradebook.marking_run import mark_class
from ..marking.groups import group_open
from ..model import Claims, Cloze, Date, Essay, Match, Number, Text
from .suggest import NONE, Suggestion, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..gradebook import Results
    from ..gradebook.decisions import Settled
    from ..gradebook.results import StudentResult
    from ..marking.groups import ReviewGroup
    from ..model import Item, Sheet

__all__ = ["Question", "Unit", "in_order", "key_of", "questions", "sample"]


@dataclass(slots=True)
class Unit:
    """What one decision settles: like answers, or one student's essay."""

    form: str
    reason: str
    """Why the machine does not decide."""
    spellings: dict[str, int] = field(default_factory=dict)
    """Each answer as given, and how many gave it."""
    students: list[str] = field(default_factory=list)
    alone: bool = False
    """Whether it is one student's answer, decided by itself."""
    suggestion: Suggestion = NONE
    cluster: int = 0

    @property
    def count(self) -> int:
        """How many answers it settles."""
        return len(self.students)

    @property
    def commonest(self) -> str:
        """The answer most often given in this form."""
        return min(self.spellings, key=lambda one: (-self.spellings[one], one))

    @property
    def digest(self) -> str:
        """A hash of the answer, where it stands alone."""
        return digest_of(next(iter(self.spellings))) if self.alone else ""

    @property
    def weight(self) -> float:
        """Large and undecided is heavy."""
        return self.count * (0.25 + 0.75 * self.suggestion.undecided)


@dataclass(frozen=True, slots=True)
class Question:
    """An item, or a part of one, with what is open in it."""

    item: Item
    part: str
    heading: str
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    units: tuple[Unit, ...]


def questions(results: Results, settled: Settled) -> list[Question]:
    """Return what is open: questions in the sheet's order, the heaviest units first.

    Args:
        results: The folder, read back.
        settled: The decisions that hold; with none, all that ever needed a person is there.
    """
    sheet = results.sheet
    marked, _ = mark_class(sheet, results.work, results.record["attempt"], settled)
    units = _units(marked)
    found = []
    for item in sheet.items:
        for part in ("", *item_parts(item)):
            given = list(units.get((item.id, part), {}).values())
            if given:
                found.append(_question(sheet, item, part, given, results.digest))
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
        ordered = sorted(given, key=lambda one: _shuffle(seed, item.id, one.students[0]))
    else:
        counts: dict[str, int] = {}
        for unit in given:
            counts |= unit.spellings
        ordered = list(in_order(given, group_open(item, part, sheet, counts), seed))
    return Question(item, part, name, accept, reject, tuple(ordered))


def in_order(
    given: Iterable[Unit], groups: Iterable[ReviewGroup], seed: str = ""
) -> Iterator[Unit]:
    """Give each unit its suggestion and cluster, and order them.

    Args:
        given: The open units of one question.
        groups: The marker's groups of their answers; what is in none stands alone.
        seed: Decides between equals.

    Yields:
        The heaviest cluster first, in it the heaviest unit.
    """
    of = {said: one for one in groups for said, _ in one.responses}
    clusters: dict[object, list[Unit]] = {}
    for unit in given:
        group = next((of[said] for said in unit.spellings if said in of), None)
        if group:
            unit.suggestion = suggest(group.cause, group.nearest)
        clusters.setdefault(_likeness(unit, group), []).append(unit)
    ranked = [
        sorted(units, key=lambda one: (-one.weight, _shuffle(seed, one.form)))
        for units in clusters.values()
    ]
    ranked.sort(
        key=lambda units: (-sum(one.weight for one in units), _shuffle(seed, units[0].form))
    )
    for number, units in enumerate(ranked):
        for unit in units:
            unit.cluster = number
            yield unit


def _likeness(unit: Unit, group: ReviewGroup | None) -> object:
    """Return what the units of a cluster share: why they are open, or words that look alike."""
    if group is None:
        return unit.form
    return (group.cause, group.nearest) if unit.suggestion.why else group.cluster


def _shuffle(*words: str) -> str:
    return sha256("|".join(words).encode("utf-8", "replace")).hexdigest()


def _part_name(item: Item, part: str) -> str:
    number = item_parts(item).index(part) + 1
    return {"cloze": "gap", "match": "pair", "claims": "sentence"}[item.kind] + f" {number}"


def _key(item: Item, part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the accepted and rejected answers of an item or part, for the marker to see."""
    match item:
        case Text():
            return item.accept, tuple(one.text for one in item.rejects)
        case Number():
            return (f"{item.answer} {item.unit}".strip(),), ()
        case Date():
            return (item.answer,), ()
        case Cloze():
            gaps = [gap for gap in item.gaps if gap.id == part]
            return tuple(one for gap in gaps for one in (*gap.accept, gap.answer) if one), ()
        case Match():
            return tuple(pair.right for pair in item.pairs if pair.id == part), ()
        case Claims():
            return tuple(one.verdict.value for one in item.claims if one.id == part), ()
        case _:
            return (), ()


def key_of(question: Question, unit: Unit) -> tuple[str, str, str, str]:
    """Return what a decision on the unit is about, as in ``Decision.key``."""
    if unit.alone:
        return (question.item.id, question.part, "", unit.students[0])
    return (question.item.id, question.part, unit.form, "")


def sample(found: list[Question], size: int, seed: str) -> list[Question]:
    """Draw units for a second marker: the same ones for the same results."""
    ranked = sorted(
        (_shuffle(seed, "sample", *key_of(question, unit)), place, number)
        for place, question in enumerate(found)
        for number, unit in enumerate(question.units)
    )
    drawn = {(place, number) for _, place, number in ranked[:size]}
    picked = []
    for place, one in enumerate(found):
        units = tuple(unit for number, unit in enumerate(one.units) if (place, number) in drawn)
        if units:
            picked.append(Question(one.item, one.part, one.heading, one.accept, one.reject, units))
    return picked
