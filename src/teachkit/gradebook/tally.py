"""What a class's answers add up to: for each answer its mark, how many gave it, their totals.

All is whole numbers, so tallies merge by addition: any order of students, files, classes or
machines gives the same tally, and the same bytes of JSON. Difficulty, item-rest
correlation, alpha, thirds and what the students of each option reached on the rest all
follow from it; the students themselves are not needed again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from math import lcm
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from ..display import sheet_build
from ..model import Essay
from .chosen import chosen_in, option_keys
from .results import MISSING
from .units import common_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model import Item, Sheet
    from .results import Cell, StudentResult

__all__ = [
    "AnswerTally",
    "Given",
    "ItemTally",
    "Tally",
    "empty_tally",
    "kept_response",
    "tallies_by_variant",
    "tally_of",
]

_Key = TypeVar("_Key", int, str)

_LONG = 200


class Given(NamedTuple):
    """An answer and what it got; equal answers that people marked differently are two."""

    response: str
    """As given, see `kept_response`."""
    state: str
    """A value of ``model.State``."""
    points: int | None
    """In units; ``None`` while a person must decide."""


@dataclass(slots=True)
class AnswerTally:
    """Those who gave one answer."""

    response: str
    state: str
    points: int | None
    count: int = 0
    """How many students gave it."""
    total: int = 0
    """Sum of their totals on the whole sheet, in units."""
    squares: int = 0
    """Sum of the squares of their totals."""


@dataclass(slots=True)
class ItemTally:
    """All answers to one item."""

    missing: int = 0
    """Students who were graded, but had no place for this item."""
    answers: dict[Given, AnswerTally] = field(default_factory=dict)
    chosen: dict[str, dict[int, int]] = field(default_factory=dict)
    """Of kinds with fixed options: option key (see `chosen`) to total in units to number of
    students. All options have a key, also those that nobody chose."""

    def count(self, given: Given, count: int, total: int, squares: int) -> None:
        """Add students who gave an answer: how many, and the sums of their totals."""
        found = self.answers.get(given)
        if found is None:
            found = self.answers[given] = AnswerTally(*given)
        found.count += count
        found.total += total
        found.squares += squares

    def choose(self, option: str, totals: dict[int, int]) -> None:
        """Add students who chose an option: total in units to how many."""
        add(self.chosen.setdefault(option, {}), totals)

    def scaled(self, factor: int) -> ItemTally:
        """Return the same in a unit that is smaller by a whole factor."""
        return self._in(lambda number: number * factor)

    def reduced(self, factor: int) -> ItemTally:
        """Return the same in a unit that is larger by a whole factor."""
        return self._in(lambda number: number // factor)

    def _in(self, change: Callable[[int], int]) -> ItemTally:
        made = ItemTally(self.missing)
        for (text, state, points), one in self.answers.items():
            key = Given(text, state, None if points is None else change(points))
            sums = (one.count, change(one.total), change(change(one.squares)))
            made.answers[key] = AnswerTally(*key, *sums)
        made.chosen = {
            option: {change(total): count for total, count in totals.items()}
            for option, totals in self.chosen.items()
        }
        return made

    def __iadd__(self, other: ItemTally) -> Self:
        """Add the answers to the same item; both are in one unit."""
        self.missing += other.missing
        for given, one in other.answers.items():
            self.count(given, one.count, one.total, one.squares)
        for option, totals in other.chosen.items():
            self.choose(option, totals)
        return self


@dataclass(slots=True)
class Tally:
    """All answers to one sheet."""

    sheet: str
    build: str
    unit: int
    """All points here are whole numbers of 1/unit of a point."""
    totals: dict[int, int] = field(default_factory=dict)
    """Total in units to the number of graded students who reached it so far."""
    items: dict[str, ItemTally] = field(default_factory=dict)
    students: dict[str, int] = field(default_factory=dict)
    """Number of students by status: graded, missing, excused, unread."""

    def scaled(self, unit: int) -> Tally:
        """Return the same in another unit, a multiple of this one."""
        factor, rest = divmod(unit, self.unit)
        if rest:
            raise ValueError(f"{unit} is no multiple of the unit {self.unit}")
        if factor == 1:
            return self
        totals = {total * factor: count for total, count in self.totals.items()}
        items = {id_: one.scaled(factor) for id_, one in self.items.items()}
        return Tally(self.sheet, self.build, unit, totals, items, dict(self.students))

    def reduced(self, least: int) -> Tally:
        """Return the same in the smallest unit that fits and is a multiple of ``least``."""
        seen = (given.points for one in self.items.values() for given in one.answers)
        unit = common_unit((Fraction(one, self.unit) for one in seen if one is not None), least)
        factor = self.unit // unit
        if factor == 1:
            return self
        totals = {total // factor: count for total, count in self.totals.items()}
        items = {id_: one.reduced(factor) for id_, one in self.items.items()}
        return Tally(self.sheet, self.build, unit, totals, items, dict(self.students))

    def merge(self, other: Tally) -> Tally:
        """Return both together; neither is changed.

        Raises:
            ValueError: They are of different sheets, or of different states of one.
        """
        made = Tally(self.sheet, self.build, self.unit)
        made.items = {id_: ItemTally() for id_ in self.items}
        made += self
        made += other
        return made

    def __iadd__(self, other: Tally) -> Self:
        """Add another tally of the same sheet; raises ``ValueError`` if it is of another."""
        if (self.sheet, self.build) != (other.sheet, other.build):
            raise ValueError(
                f"tallies of {self.sheet} ({self.build}) and {other.sheet} ({other.build}) "
                "don't add up"
            )
        unit = lcm(self.unit, other.unit)
        mine, theirs = self.scaled(unit), other.scaled(unit)
        self.unit, self.totals, self.items = unit, mine.totals, mine.items
        add(self.totals, theirs.totals)
        add(self.students, theirs.students)
        for id_, one in theirs.items.items():
            found = self.items.setdefault(id_, ItemTally())
            found += one
        return self

    def to_json(self) -> str:
        """Write it; equal tallies are equal bytes."""
        from .statistics_file import tally_text  # noqa: PLC0415 - avoids a circle

        return tally_text(self)

    @classmethod
    def from_json(cls, text: str) -> Tally:
        """Read what `to_json` wrote; raises ``ValueError`` if it is something else."""
        from .statistics_file import read_tally  # noqa: PLC0415 - avoids a circle

        return read_tally(text)


def add(sums: dict[_Key, int], more: dict[_Key, int]) -> None:
    """Add counts to counts."""
    for key, count in more.items():
        sums[key] = sums.get(key, 0) + count


def empty_tally(sheet: Sheet, unit: int = 1) -> Tally:
    """Return a tally with nobody in it.

    Args:
        sheet: The sheet.
        unit: What the unit must be a multiple of.
    """
    items = {}
    for item in sheet.items:
        items[item.id] = ItemTally(chosen={key: {} for key in option_keys(item)})
    return Tally(sheet.id, sheet_build(sheet), lcm(unit, unit_of(sheet)), items=items)


def kept_response(item: Item, response: str) -> str:
    """Return the form in which a response is counted.

    An essay is read by a person and hardly ever given twice: its text is left out. A very
    long answer is cut, with a hash in place of the rest.
    """
    if isinstance(item, Essay):
        return ""
    if len(response) <= _LONG:
        return response
    digest = sha256(response.encode("utf-8", "replace")).hexdigest()
    return f"{response[:_LONG]}… sha256:{digest}"


def tally_of(sheet: Sheet, results: Iterable[StudentResult]) -> Tally:
    """Count a class."""
    given = list(results)
    marked = {id(cell): cell for one in given for cell in one.cells if cell.points is not None}
    unit = common_unit(cell.points for cell in marked.values() if cell.points is not None)
    tally = empty_tally(sheet, unit)
    add(tally.students, Counter[str](one.student.status for one in given))
    known: dict[int, tuple[Given, tuple[str, ...]]] = {}
    for one in given:
        if one.student.status == "graded":
            total = int(one.total * tally.unit)
            add(tally.totals, {total: 1})
            _count_cells(tally, one.cells, total, known)
    return tally


def _count_cells(
    tally: Tally,
    cells: Sequence[Cell],
    total: int,
    known: dict[int, tuple[Given, tuple[str, ...]]],
) -> None:
    """Count a student's answers; cells are shared, so what is told of one is kept."""
    for cell in cells:
        item = tally.items[cell.item.id]
        if cell.state == MISSING or cell.mark is None:
            item.missing += 1
            continue
        found = known.get(id(cell))
        if found is None:
            points = None if cell.points is None else int(cell.points * tally.unit)
            given = Given(kept_response(cell.item, cell.response), cell.state, points)
            found = known[id(cell)] = (given, chosen_in(cell.item, cell.machine or cell.mark))
        given, options = found
        item.count(given, 1, total, total * total)
        for option in options:
            item.choose(option, {total: 1})


def tallies_by_variant(sheet: Sheet, results: Iterable[StudentResult]) -> dict[str, Tally]:
    """Count each variant of a sheet apart, sorted by its name; nothing without variants."""
    groups: dict[str, list[StudentResult]] = {}
    for one in results:
        groups.setdefault(getattr(one.student, "variant", ""), []).append(one)
    if set(groups) <= {""}:
        return {}
    return {name: tally_of(sheet, groups[name]) for name in sorted(groups)}
