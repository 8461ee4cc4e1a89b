"""Marks each different answer once, for loops that see millions of them."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from ..classwork import Answer
from ..errors import Problem, ProblemsError
from ..gradebook.chosen import chosen_in
from ..gradebook.decided import apply_to
from ..gradebook.machine import machine_mark
from ..gradebook.results import STATES, Cell, make_cell
from ..gradebook.review import open_answers
from ..gradebook.tables import shown_points
from ..gradebook.tally import Given, kept_response
from ..gradebook.units import unit_of
from ..model import Essay, State
from .reading import Read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from ..gradebook.decisions import Settled
    from ..model import Item, Sheet

__all__ = ["MOST_DIFFERENT", "Faulty", "ItemMarker", "Outcome", "markers_of", "too_many"]

MOST_DIFFERENT = 1_000_000
"""Different answers to one item that are kept: this bounds memory."""

_REMEMBERED_CHARS = 1_000


Faulty = dict[Given, tuple[str, tuple[tuple[str, str, str], ...]]]
"""Answers that could not be read: why, and what a person must decide of each."""


class Outcome(NamedTuple):
    """What became of an answer, as a loop over rows needs it."""

    text: str
    """Its cell in the gradebook."""
    points: int
    """In units; 0 while it is open."""
    waiting: int
    """The item's points in units while it is open, else 0."""
    state: int
    """Its place in ``STATES``."""
    given: Given
    options: tuple[str, ...]
    """The option keys that it chose, see ``gradebook.chosen``."""
    asked: tuple[tuple[str, str, str], ...]
    """Of what is open: part, response and reason."""
    counted: bool = True
    """Whether it is an answer; points that a file lacks are none, and count as missing."""


class ItemMarker:
    """Marks the answers to one item; outcomes are numbered in the order met."""

    def __init__(self, item: Item, sheet: Sheet, settled: Settled, unit: int) -> None:
        self.item, self.sheet, self.settled, self.unit = item, sheet, settled, unit
        self.outcomes: list[Outcome] = []
        self.single = isinstance(item, Essay)
        """Whether equal answers are so rare that remembering them is of no use."""
        self.faulty: Faulty = {}
        self._known: dict[str, int] = {}
        self._numbers: dict[Given, int] = {}

    def of(self, response: str, student: str = "") -> int:
        """Return the number of a response's outcome.

        Args:
            response: As readers give it.
            student: Set if decisions on this student alone may matter.

        Raises:
            ProblemsError: There are too many different answers to the item.
        """
        if not student:
            known = self._known.get(response)
            if known is not None:
                return known
        number = self._number(Read(response), student)
        if not student and not self.single and len(response) <= _REMEMBERED_CHARS:
            self._known[response] = number
        return number

    def of_read(self, read: Read, student: str = "") -> int:
        """Return the same of what a reader took from cells, with its faults and credits."""
        if not read.fault and not read.credit:
            return self.of(read.response, student)
        return self._number(read, student)

    def _number(self, read: Read, student: str) -> int:
        cell = self._cell(read, student)
        points = None if cell.points is None else _whole(cell.points * self.unit)
        text = read.fault if cell.mark is None else kept_response(self.item, cell.response)
        given = Given(text, cell.state, points)
        number = self._numbers.get(given)
        if number is None:
            number = self._numbers[given] = self._new(cell, given)
            if read.fault:
                self.faulty[given] = (read.fault, self.outcomes[number].asked)
        return number

    def _cell(self, read: Read, student: str) -> Cell:
        response, fault, credit = read
        if fault and not response:  # there is nothing that a person could decide on
            return Cell(self.item, State.UNREADABLE, fault)
        answer = Answer(student, self.item.id, response, fault=fault, credit=credit)
        machine = machine_mark(self.item, answer, self.sheet)
        final = apply_to(self.item, response, machine, student, self.settled)
        return make_cell(self.item, response, final, machine)

    def _new(self, cell: Cell, given: Given) -> int:
        waiting = _whole(self.item.points * self.unit) if cell.is_open else 0
        text = shown_points(cell.state, cell.points)
        place, mark = STATES.index(cell.state), cell.machine or cell.mark
        options = () if mark is None else chosen_in(self.item, mark)
        asked = tuple(self._asked(cell))
        counted = cell.mark is not None
        self.outcomes.append(
            Outcome(text, given.points or 0, waiting, place, given, options, asked, counted)
        )
        self._check_number()
        return len(self.outcomes) - 1

    def asked(self, given: Given) -> tuple[tuple[str, str, str], ...]:
        """Return (part, response, reason) of what is open in an answer."""
        if given in self.faulty:
            return self.faulty[given][1]
        number = self._numbers.get(given)
        if number is None:  # it was marked on another machine
            number = self.of("text" if self.single else given.response)
        return self.outcomes[number].asked or (("", given.response, "a person must decide"),)

    def _asked(self, cell: Cell) -> Iterator[tuple[str, str, str]]:
        for part, response, reason in open_answers(cell):
            yield part, kept_response(self.item, response), reason

    def _check_number(self) -> None:
        if len(self.outcomes) > MOST_DIFFERENT:
            raise ProblemsError([too_many(self.sheet, self.item.id)])


def too_many(sheet: Sheet, item: str) -> Problem:
    """Say that an item has more different answers than can be kept."""
    return Problem(
        file=sheet.id,
        key=item,
        message=f"there are more than {MOST_DIFFERENT:,} different answers to this item",
        hint="grade the files in several runs, or make the item an essay",
        code="too-many-answers",
    )


def _whole(number: Fraction) -> int:
    if number.denominator != 1:
        raise ValueError(f"{number} is not whole in the unit of the sheet")
    return number.numerator


def _working_unit(sheet: Sheet, settled: Settled) -> int:
    """Return a unit in which all points are whole, also those that people gave."""
    credits_ = [one.credit for one in settled.decisions.values() if one.credit is not None]
    return unit_of(sheet) * lcm(1, *(one.denominator for one in credits_))


def markers_of(sheet: Sheet, settled: Settled) -> list[ItemMarker]:
    """Make the markers of a sheet's items, in one unit."""
    unit = _working_unit(sheet, settled)
    return [ItemMarker(item, sheet, settled, unit) for item in sheet.items]
