"""Rows as students hand them in: who it is, and whether there is any work in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from ..classwork.codes import clean_code
from ..classwork.day_order import settled_day
from ..classwork.findings import shown
from ..classwork.limits import CODE_CHARS
from ..classwork.mapped import is_absent
from ..classwork.propose import ANONYMOUS
from ..classwork.systems.vocabulary import UNFINISHED, heading
from .rows import RowLoop

if TYPE_CHECKING:
    from ..classwork.findings import Findings
    from ..classwork.rows import Row
    from .loops import Source
    from .people import Details
    from .students import Students
    from .work import Work

__all__ = ["PersonRows", "is_nobody"]


def is_nobody(code: str) -> bool:
    """Whether this stands where a form did not ask who answers."""
    return code.strip().casefold() in ANONYMOUS


class PersonRows(RowLoop, ABC):
    """Goes through the rows of one file; what is done with each is said by those who extend it.

    Args:
        source: The file.
        work: The run.
        findings: Where to say what is wrong.
        students: Who was seen.
    """

    def __init__(self, source: Source, work: Work, findings: Findings, students: Students) -> None:
        super().__init__(work.counts, source.columns, students, findings, source.name)
        self.work = work
        self.day_first = None if work.people is None else work.people.day_first.get(source.name)
        """How the file writes its dates, if it does so in a way that may be mistaken."""
        self._first = getattr(source.columns, "first_name", None)
        self._last = getattr(source.columns, "last_name", None)
        self._status = getattr(source.columns, "status", None)
        self._mapped = bool(getattr(source.columns, "system", ""))
        places = [one.cells.places for one in self.readers]
        self._answers = sorted({at for each in places for at in each})

    def take(self, code: str, row: Row) -> str:
        """Look at a row that has all its cells, and a code that can be used."""
        if self._mapped and is_nobody(code):
            self.no_student(row.line, f"the student is {shown(code)}")
            return ""
        if self._status is not None and self._is_absent(code, row):
            self.absent(code, self.details(row.cells)[0])
            return ""
        return self.person(code, row)

    @abstractmethod
    def person(self, code: str, row: Row) -> str:
        """Do with a student's row what is to be done; return its line, "" if it has none."""

    def absent(self, code: str, name: str) -> None:
        """Note who is listed as having handed in nothing."""

    def details(self, cells: list[str]) -> Details:
        """Return name and variant, as far as the row has them."""
        parts = (_cell(cells, self._first), _cell(cells, self._last))
        name = _cell(cells, self.columns.name) or " ".join(filter(None, parts))
        return name[:CODE_CHARS], _cell(cells, self.columns.variant)[:CODE_CHARS]

    def time(self, cells: list[str]) -> str:
        """Return when a row was handed in; "" if it does not say."""
        at = self.columns.time
        text = "" if at is None else " ".join(cells[at].split())[:CODE_CHARS]
        return text if self.day_first is None else settled_day(text, day_first=self.day_first)

    def _is_absent(self, code: str, row: Row) -> bool:
        status = "" if self._status is None else heading(row.cells[self._status])
        if status in UNFINISHED:
            self.findings.warn(
                "unfinished",
                self.file,
                f"the attempt is {shown(status)}; graded as it is",
                line=row.line,
                key=shown(code),
            )
        return is_absent(status, (row.cells[at] for at in self._answers))


def _cell(cells: list[str], at: int | None) -> str:
    return "" if at is None else clean_code(cells[at])
