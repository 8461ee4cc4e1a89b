"""What a loop is given and what it fills: one object for a run, or for a part of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from ..classwork.findings import Findings
from .counts import Counts
from .students import Students

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..gradebook.decisions import Settled
    from ..model import Sheet

__all__ = ["Engine", "Work"]

Engine = Literal["rows", "arrow", "cluster"]
"""Which loop a run takes."""


def _silent(rows: int, share: float) -> None:
    """Show no progress."""


@dataclass(slots=True)
class Work:
    """A run at work; it is closed at the end."""

    sheet: Sheet
    settled: Settled
    findings: Findings = field(default_factory=Findings)
    progress: Callable[[int, float], None] = _silent
    """Called now and then: rows so far, and the share of all bytes that they are."""
    counts: Counts = field(init=False)
    students: Students = field(init=False)

    def __post_init__(self) -> None:
        self.counts = Counts(self.sheet, self.settled)
        self.students = Students(self.settled)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.students.close()
