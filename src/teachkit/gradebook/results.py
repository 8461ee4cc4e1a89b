"""The results of a class: a cell for each student and item, and what adds up from them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import State

if TYPE_CHECKING:
    from ..classwork import Student
    from ..model import Item, Mark

__all__ = ["EXCUSED", "MISSING", "STATES", "Cell", "StudentResult"]

MISSING = "missing"
EXCUSED = "excused"
STATES = (*(state.value for state in State), MISSING, EXCUSED)
"""The states of a cell: those of a mark, and the two that belong to the gradebook."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one item of one student."""

    item: Item
    state: str
    """One of `STATES`."""
    reason: str
    response: str = ""
    mark: Mark | None = None
    """``None`` where there was nothing to mark."""

    @property
    def counts(self) -> bool:
        """Whether the item's points belong to what this student can reach."""
        return self.state not in (MISSING, EXCUSED)

    @property
    def is_open(self) -> bool:
        """Whether a person must still decide."""
        return self.state in (State.UNSURE, State.UNREADABLE)

    @property
    def score(self) -> Fraction | None:
        """Credit, 0..1; ``None`` while it is open, and where nothing counts."""
        return self.mark.score if self.mark and self.counts and not self.is_open else None

    @property
    def points(self) -> Fraction | None:
        """Credit times the item's points; ``None`` as ``score``."""
        return None if self.score is None else self.score * self.item.points


@dataclass(frozen=True, slots=True)
class StudentResult:
    """A student's row."""

    student: Student
    cells: tuple[Cell, ...]
    """One an item, in the sheet's order."""
    attempt: int = 0
    """The attempt that counts; 0 if there is none."""

    @property
    def total(self) -> Fraction:
        """Points so far."""
        return sum((cell.points or Fraction(0) for cell in self.cells), Fraction(0))

    @property
    def out_of(self) -> Fraction:
        """Points of all items that count."""
        return sum((cell.item.points for cell in self.cells if cell.counts), Fraction(0))

    @property
    def open(self) -> Fraction:
        """Points that a person must still decide."""
        return sum((cell.item.points for cell in self.cells if cell.is_open), Fraction(0))

    def count(self, state: str) -> int:
        """Count the cells in a state."""
        return sum(cell.state == state for cell in self.cells)
