"""Long tables: a row an answer, with ``student, item, response`` and perhaps ``part``.

An item that stands in no row was not asked. One that stands in the rows of others only
was left blank.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from ..errors import did_you_mean
from ..model import Use
from .codes import clean_code
from .columns import item_parts
from .findings import shown
from .header import column_name
from .limits import CODE_CHARS, LONG_ROWS, ROWS
from .records import Submission
from .responses import from_cell, from_parts
from .row_reader import RowReader

if TYPE_CHECKING:
    from ..model import Item, Sheet
    from .findings import Findings
    from .header import Table
    from .opened import Opened
    from .records import InputFile
    from .rows import Row

__all__ = ["Collected", "LongReader"]

_NEEDED = ("student", "item", "response")
_NAMES = {
    **dict.fromkeys(_NEEDED), "part": None, "attempt": None, "time": None, "timestamp": "time",
    "name": None, "variant": None,
}  # fmt: skip


@dataclass(slots=True)
class _HandIn:
    """One student's attempt, as its rows come in."""

    line: int
    name: str = ""
    time: str = ""
    variant: str = ""
    cells: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Item and part to response and line."""
    faults: dict[str, str] = field(default_factory=dict)


class Collected:
    """Answers that come one at a time, put together to hand-ins."""

    def __init__(self, sheet: Sheet, findings: Findings, file: str) -> None:
        self.sheet, self.findings, self.file = sheet, findings, file
        self.items = {item.id: item for item in sheet.items}
        self.asked: set[str] = set()
        self._hand_ins: dict[tuple[str, int | None], _HandIn] = {}

    def add(  # noqa: PLR0913 - the columns of a long table
        self,
        student: str,
        item: str,
        part: str,
        response: str,
        line: int,
        *,
        attempt: int | None = None,
        details: dict[str, str] | None = None,
    ) -> None:
        """Take one answer; of one that stands twice with two responses, neither is marked."""
        name, given_part = self._find(item.strip(), part.strip(), line)
        if not name:
            return
        if not self._has_room((student, attempt), line):
            return
        self.asked.add(name)
        hand_in = self._hand_ins.setdefault((student, attempt), _HandIn(line))
        for detail, text in (details or {}).items():
            if text:
                setattr(hand_in, detail, text)
        before = hand_in.cells.get((name, given_part))
        if before is None:
            hand_in.cells[name, given_part] = (response, line)
        elif before[0] != response:
            hand_in.faults[name] = f"it stands in lines {before[1]} and {line}, and they differ"
            self.findings.error(
                "answer-twice",
                self.file,
                f"student {shown(student)}, {name}: {hand_in.faults[name]}",
                line=line,
                key=name,
                hint="a column 'attempt' would say which is which",
            )

    def _has_room(self, key: tuple[str, int | None], line: int) -> bool:
        """Whether one more student or attempt may be taken; said if not."""
        if key in self._hand_ins or len(self._hand_ins) < ROWS:
            return True
        self.findings.error(
            "too-many-rows",
            self.file,
            f"only the first {ROWS:,} students and attempts were read",
            line=line,
            hint="split it into several files",
        )
        return False

    def _find(self, item: str, part: str, line: int) -> tuple[str, str]:
        """Return the ids that a row means; "" where the sheet has no such item or part."""
        if item not in self.items and not part and "." in item:
            item, _, part = item.partition(".")
        if item not in self.items:
            self._unknown("no such item on the sheet: not read", item, self.items, line)
            return "", ""
        parts = item_parts(self.items[item])
        if part and part not in parts:
            self._unknown("no such part of the item: not read", f"{item}.{part}", parts, line)
            return "", ""
        return item, part

    def _unknown(self, message: str, name: str, known: object, line: int) -> None:
        hint = did_you_mean(name.rpartition(".")[2][:100], known)  # type: ignore[arg-type]
        self.findings.warn(
            "unknown-item",
            self.file,
            message,
            line=line,
            key=shown(name),
            hint=hint if hint.startswith("did") else "",
        )

    def submissions(self) -> list[Submission]:
        """Return the hand-ins in the order in which they began."""
        self._name_lacking()
        asked = [item for item in self.sheet.items if item.id in self.asked]
        return [
            self._submission(student, attempt, one, asked)
            for (student, attempt), one in self._hand_ins.items()
        ]

    def _submission(
        self, student: str, attempt: int | None, one: _HandIn, asked: list[Item]
    ) -> Submission:
        responses, origin = {}, {}
        for item in asked:
            whole = one.cells.get((item.id, ""))
            parts = {
                p: one.cells[item.id, p] for p in item_parts(item) if (item.id, p) in one.cells
            }
            if whole and parts:
                one.faults.setdefault(item.id, "the item and its parts stand in rows of their own")
            if lines := [line for _, line in ((whole,) if whole else parts.values())]:
                origin[item.id] = (self.file, min(lines))
            if parts and not whole:
                responses[item.id] = from_parts({part: cell[0] for part, cell in parts.items()})
            else:
                responses[item.id] = whole[0] if whole else ""
        return Submission(
            student,
            self.file,
            one.line,
            responses,
            name=one.name[:CODE_CHARS],
            attempt=attempt,
            time=one.time,
            variant=one.variant[:CODE_CHARS],
            origin=origin,
            faults=one.faults,
        )

    def _name_lacking(self) -> None:
        """Name the items that nobody has a row for; practice need not be handed in."""
        lacking = [
            item.id
            for item in self.sheet.items
            if item.id not in self.asked and item.use is not Use.PRACTICE
        ]
        if lacking and self.asked:
            self.findings.error(
                "missing-column",
                self.file,
                "there is no answer to this item in the file: it is not counted",
                key=", ".join(lacking),
                hint="if it was asked, add its rows; the response may be empty",
            )


class LongReader(RowReader):
    """Reads a long table."""

    limit: ClassVar[int] = LONG_ROWS

    def read(self, opened: Opened) -> InputFile | None:
        """Read all rows that can be read; ``None`` if the file can't be used at all."""
        self.file = opened.name
        places = self._places(opened.table)
        if places is None:
            return None
        self._at = places
        self.date_cells(opened, places["response"], "response")
        self._collected = Collected(self.sheet, self.findings, self.file)
        self.walk(opened, len(opened.table.header), places["student"])
        self.submissions = self._collected.submissions()
        return self.finish(opened, "long")

    def _places(self, table: Table) -> dict[str, int] | None:
        """Find the columns; ``None`` if one that is needed is not there, or stands twice."""
        places: dict[str, int] = {}
        for place, cell in enumerate(table.header):
            name = column_name(cell)
            meant = _NAMES.get(name) or name
            if name not in _NAMES:
                if name:
                    message = f"column {place + 1} was not read"
                    known = "a long table has " + ", ".join(_NAMES)
                    self._say("unknown-column", message, table.line, shown(cell.strip()), known)
            elif meant not in places:
                places[meant] = place
            else:
                message = f"the column '{meant}' stands more than once: the file was not read"
                self.findings.error(
                    "column-twice", self.file, message, line=table.line, hint="keep one of them"
                )
                return None
        if lacking := [name for name in _NEEDED if name not in places]:
            message = f"there is no column {', '.join(map(shown, lacking))}: the file was not read"
            hint = "a long table has student, item, response, and perhaps part, attempt, time"
            self.findings.error("no-items", self.file, message, line=table.line, hint=hint)
            return None
        return places

    def _say(self, code: str, message: str, line: int, key: str, hint: str) -> None:
        self.findings.warn(code, self.file, message, line=line, key=key, hint=hint)

    def take(self, row: Row, code: str) -> None:
        """Take one answer."""
        cells = {name: row.cells[place] for name, place in self._at.items()}
        self._collected.add(
            code,
            cells["item"],
            cells.get("part", ""),
            from_cell(cells["response"]),
            row.line,
            attempt=self.attempt(cells.get("attempt", ""), row.line),
            details={
                "name": clean_code(cells.get("name", "")),
                "time": " ".join(cells.get("time", "").split()),
                "variant": clean_code(cells.get("variant", "")),
            },
        )
