"""How files write their dates: 3/4/2026 is read only where the file itself shows how."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ..classwork.day_order import DayOrder, order_said
from ..classwork.findings import Findings
from ..classwork.rows import BadRow
from .person_rows import PersonRows
from .persons import rows_of
from .students import Students

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..classwork.rows import Row
    from .loops import Source
    from .people import People
    from .work import Work

__all__ = ["settle_dates"]

_SAMPLE = 1_000


def settle_dates(sources: Sequence[Source], work: Work, people: People) -> None:
    """Find out how each file writes its dates, and note it in ``people``.

    A file is gone through to its end only if one of its first rows has such a date.
    """
    for source in sources:
        if source.columns.time is None:
            continue
        if any(map(DayOrder().add, islice(_times(source, work), _SAMPLE))):
            order = DayOrder()
            for time in _times(source, work):
                order.add(time)
            if order.day_first is not None:
                people.day_first[source.name] = order.day_first
                work.findings.note(order_said(source.name, day_first=order.day_first))


def _times(source: Source, work: Work) -> Iterator[str]:
    """Yield the times of all rows that can be graded."""
    loop = _Times(source, work, Findings(), Students(work.settled))
    for row in rows_of(source):
        if not isinstance(row, BadRow):
            loop.found = ""
            loop.line(row)
            yield loop.found


class _Times(PersonRows):
    """Notes the time of a row."""

    found = ""

    def person(self, code: str, row: Row) -> str:  # noqa: ARG002 - what it extends has it
        """Note it."""
        self.found = self.time(row.cells)
        return ""
