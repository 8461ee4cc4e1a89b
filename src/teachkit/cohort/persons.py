"""The loop over rows where each student is looked at: roster, variant, attempt, time.

It costs what the loop over rows costs, in every engine. A plain file does not go through it.
"""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

from ..classwork.findings import shown
from ..classwork.rows import BadRow, read_rows
from .blocks import blocks
from .members import lost_line
from .people import People
from .person_rows import PersonRows
from .sources import CsvSource
from .variants import VariantLoop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..classwork import Student
    from ..classwork.findings import Findings
    from ..classwork.rows import Row
    from .loops import Source
    from .students import Students
    from .work import Work

__all__ = ["PersonLoop", "person_pieces", "rows_of"]

_LINES = 2_000


def person_pieces(
    source: Source, work: Work, start: int = 0, end: int | None = None, line: int = 0
) -> Iterator[bytes | memoryview]:
    """Grade a file, or a part of one: yields lines of the gradebook.

    Args:
        source: The file.
        work: The run.
        start: Offset of the part, of Parquet its first group of rows.
        end: Where it ends; 0 and no end is the whole file.
        line: How many lines of the file end before it.
    """
    lines = PersonLoop(source, work).lines(rows_of(source, start, end, line))
    while piece := "".join(islice(lines, _LINES)):
        yield piece.encode("utf-8", "replace")
        work.progress(work.students.count, 0)


def rows_of(
    source: Source, start: int = 0, end: int | None = None, line: int = 0
) -> Iterator[Row | BadRow]:
    """Yield the rows of a file, or of a part of one, with their lines in the file."""
    if not isinstance(source, CsvSource):
        yield from source.rows(start, end)
    elif (start, end) == (0, None):
        yield from source.table().rows
    else:
        for block in blocks(source.text.path, source.delimiter, start, end):
            stream = _stream(source, block.offset, None if block.rest else block.data)
            with stream:
                for row in read_rows(stream, source.delimiter, line=line):
                    if isinstance(row, BadRow) or any(map(str.strip, row.cells)):
                        yield row
            line += _line_ends(block.data)


def _stream(source: CsvSource, offset: int, data: bytes | None) -> io.StringIO | io.TextIOWrapper:
    text = source.text
    errors = "surrogateescape" if text.damaged else "strict"
    if data is not None:
        return io.StringIO(data.decode(text.encoding, errors), newline="")
    raw = text.path.open("rb")
    raw.seek(offset)
    return io.TextIOWrapper(raw, encoding=text.encoding, errors=errors, newline="")


def _line_ends(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


class PersonLoop(PersonRows):
    """Grades the rows of one file.

    Args:
        source: The file.
        work: The run.
        findings: Where to say what is wrong, if not with the run.
        students: Who was seen, if not by the run.
    """

    def __init__(
        self,
        source: Source,
        work: Work,
        findings: Findings | None = None,
        students: Students | None = None,
    ) -> None:
        super().__init__(source, work, findings or work.findings, students or work.students)
        self.people = work.people or People()
        self.chosen = self.people.chosen_in(source.name)
        self._loops: dict[tuple[str, str], VariantLoop] = {}

    def lines(self, rows: Iterable[Row | BadRow]) -> Iterator[str]:
        """Yield the line of each row that counts; name all that can't be graded."""
        for row in rows:
            if isinstance(row, BadRow):
                self.refuse_broken(row)
            elif line := self.line(row):
                yield line
        for loop in self._loops.values():
            loop.end()

    def absent(self, code: str, name: str) -> None:
        """Note who is listed as having handed in nothing."""
        self.work.absent[code] = name

    def person(self, code: str, row: Row) -> str:
        """Grade a student's row; "" if another one counts."""
        if row.line in self.chosen.left:
            return ""
        name, said = self.chosen.kept.get(row.line) or self.details(row.cells)
        member = self._member(code, row)
        variant = (member.variant if member else "") or said
        doubtful = bool(said and said != variant)
        if doubtful:
            self._other_variant(code, row, said, variant)
        name = (member.name if member else "") or name
        self.students.see(code)
        if member is not None and member.status == "excused":
            self._excused(code, row)
            self.work.counts_of(variant).count_students("excused", 1)
            return lost_line(self.counts.sheet, code, name, "excused")
        loop = self.loop(variant, doubtful=doubtful)
        if loop.no_variant:
            self._no_variant(code, row, variant, doubtful=doubtful)
        due = member.due if member else ""
        return loop.graded(code, name, row, due)

    def loop(self, variant: str, *, doubtful: bool = False) -> VariantLoop:
        """Return what grades the rows of a variant."""
        printed = "" if doubtful else variant.strip().upper()
        found = self._loops.get((variant, printed))
        if found is None:
            counts = self.work.counts_of(variant)
            found = VariantLoop(counts, self, self.people.printed, printed)
            self._loops[variant, printed] = found
        return found

    def _member(self, code: str, row: Row) -> Student | None:
        members = self.people.members
        member = None if members is None else members.get(code)
        if members is not None and member is None:
            self.findings.warn(
                "not-on-roster",
                self.file,
                "the student is not on the roster; graded",
                line=row.line,
                key=shown(code),
                hint="add the code to the roster, or look if it is misspelt",
            )
        return member

    def _excused(self, code: str, row: Row) -> None:
        self.findings.warn(
            "excused-work",
            self.file,
            "the student is excused: work not graded",
            line=row.line,
            key=shown(code),
            hint="take 'excused' out of the roster if it is to count",
        )

    def _other_variant(self, code: str, row: Row, said: str, variant: str) -> None:
        self.findings.warn(
            "other-variant",
            self.file,
            f"the student answered the form {shown(said)}, the roster says {shown(variant)}",
            line=row.line,
            key=shown(code),
            hint="the roster counts",
        )

    def _no_variant(self, code: str, row: Row, variant: str, *, doubtful: bool) -> None:
        why = f"variant {shown(variant)} is not on the map" if variant else "no variant is named"
        why = "two variants are named" if doubtful else why
        self.findings.warn(
            "no-variant",
            self.file,
            f"{why}: answers by letter wait for a person",
            line=row.line,
            key=shown(code),
            hint="name the variant in the answers or in the roster",
        )
