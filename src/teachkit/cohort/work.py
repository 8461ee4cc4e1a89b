"""What a loop is given and what it fills: one object for a run, or for a part of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from ..classwork.findings import Findings
from ..gradebook.units import unit_of
from .counts import Counts
from .students import Students

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..classwork.mapping import Mapping
    from ..gradebook.decisions import Settled
    from ..gradebook.tally import Tally
    from ..model import Sheet
    from .people import People

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
    mapping: Mapping | None = None
    """What the columns of the files mean, if that was said."""
    people: People | None = None
    """What is known of single students, if each is looked at."""
    findings: Findings = field(default_factory=Findings)
    progress: Callable[[int, float], None] = _silent
    """Called now and then: rows so far, and the share of all bytes that they are."""
    counts: Counts = field(init=False)
    """Of those without a variant; of all, where there is none."""
    variants: dict[str, Counts] = field(init=False)
    """Name of a variant to its counts."""
    absent: dict[str, str] = field(default_factory=dict)
    """Code to name of those whom a file lists as having handed in nothing."""
    students: Students = field(init=False)

    def __post_init__(self) -> None:
        self.counts = Counts(self.sheet, self.settled)
        self.variants = {}
        self.students = Students(self.settled)

    def counts_of(self, variant: str) -> Counts:
        """Return what is added up of a variant."""
        if not variant:
            return self.counts
        if variant not in self.variants:
            self.variants[variant] = Counts(self.sheet, self.settled, self.counts.markers)
        return self.variants[variant]

    def tallies(self) -> tuple[Tally, dict[str, Tally]]:
        """Return the sums of all, and of each variant; none of these where there are none."""
        own = self.counts.result()
        if not self.variants:
            return own, {}
        found = {name: self.variants[name].result() for name in sorted(self.variants)}
        total = own
        for one in found.values():
            total = total.merge(one)
        return total.reduced(unit_of(self.sheet)), {**({"": own} if own.students else {}), **found}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.students.close()
