"""The results of a class: a cell for each student and item, and what adds up from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..classwork import Student
    from ..late import Lateness
    from ..model import Item, Mark

__all__ = ["EXCUSED", "MISSING", "STATES", "Cell", "StudentResult", "add_up", "make_cell"]

MISSING = "missing"
EXCUSED = "excused"
STATES = (*(state.value for state in State), MISSING, EXCUSED)
"""The states of a cell: those of a mark, and the two that belong to the gradebook."""

_OPEN = (State.UNSURE, State.UNREADABLE)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one item of one student; students with the same answer share it."""

    item: Item
    state: str
    """One of `STATES`."""
    reason: str
    response: str = ""
    mark: Mark | None = None
    """``None`` where there was nothing to mark."""
    points: Fraction | None = None
    """Credit times the item's points; ``None`` while it is open, and where nothing counts."""
    machine: Mark | None = None
    """What the machine alone would say, where a person's decision changed it."""

    @property
    def counts(self) -> bool:
        """Whether the item's points belong to what this student can reach."""
        return self.state not in (MISSING, EXCUSED)

    @property
    def is_open(self) -> bool:
        """Whether a person must still decide."""
        return self.state in _OPEN

    @property
    def score(self) -> Fraction | None:
        """Credit, 0..1; ``None`` as ``points``."""
        return self.mark.score if self.mark and self.points is not None else None


def make_cell(item: Item, response: str, mark: Mark, machine: Mark | None = None) -> Cell:
    """Make the cell of a marked response."""
    points = None if mark.state.needs_person else mark.score * item.points
    changed = None if machine == mark else machine
    return Cell(item, mark.state.value, mark.reason, response, mark, points, changed)


@dataclass(frozen=True, slots=True)
class StudentResult:
    """A student's row."""

    student: Student
    cells: tuple[Cell, ...]
    """One an item, in the sheet's order."""
    attempt: int
    """The attempt that counts; 0 if there is none."""
    total: Fraction
    """Points so far."""
    out_of: Fraction
    """Points of all items that count."""
    open: Fraction
    """Points that a person must still decide."""
    counts: Counter[str]
    """Number of cells in each state."""
    time: str = ""
    """When the attempt was handed in, as the file says."""
    late: Lateness | None = None
    """What the hand-in keeps, where the sheet says what becomes of late work."""

    @property
    def final(self) -> Fraction:
        """The points so far, less what being late takes."""
        return self.total if self.late is None else self.total * self.late.kept


def add_up(student: Student, cells: Iterable[Cell], attempt: int = 0) -> StudentResult:
    """Make a student's row from its cells."""
    kept = tuple(cells)
    total = sum((cell.points for cell in kept if cell.points is not None), _ZERO)
    out_of = sum((cell.item.points for cell in kept if cell.counts), _ZERO)
    waiting = sum((cell.item.points for cell in kept if cell.is_open), _ZERO)
    counts = Counter(cell.state for cell in kept)
    return StudentResult(student, kept, attempt, total, out_of, waiting, counts)
