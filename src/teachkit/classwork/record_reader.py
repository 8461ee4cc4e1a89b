"""Reads records of JSON Lines or of a JSON array: an answer each, or a student's work each.

A record with ``item`` and ``response`` is one answer; one with ``answers`` is what a page
saves; one with ``student`` and item ids is a row of a wide table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import did_you_mean
from .answers_json import JsonReader
from .codes import bad_code, clean_code
from .columns import item_parts, known_columns
from .encoding import encoding_name
from .findings import shown
from .limits import CELL_CHARS, CODE_CHARS, COLUMNS, LONG_ROWS, ROWS
from .long import Collected
from .part_names import say_unknown_parts
from .records import InputFile, Submission, Unread
from .responses import from_json, from_parts
from .rows import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Sheet
    from .encoding import TextFile
    from .findings import Findings
    from .json_records import Record

__all__ = ["RecordReader", "is_answer_record"]

_DETAILS = ("name", "time", "variant")


def is_answer_record(value: dict[str, object], sheet: Sheet) -> bool:
    """Whether a record is one of ours, and not a row of another system's table."""
    names = value.keys()
    if names >= {"item", "response"} or "answers" in names:
        return True
    return "student" in names and bool(names & (known_columns(sheet) - {"student", *_DETAILS}))


class RecordReader:
    """Reads records.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
    """

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet, self.findings = sheet, findings
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []
        self.absent: dict[str, str] = {}
        self._file = ""
        self._unknown: set[str] = set()

    def read(self, source: TextFile, records: Iterable[Record | BadRow]) -> InputFile:
        """Read all records that can be read."""
        self._file = source.name
        whole = JsonReader(self.sheet, self.findings)
        single = Collected(self.sheet, self.findings, self._file)
        count = 0
        for count, record in enumerate(records, start=1):
            if count > LONG_ROWS:
                message = f"only {LONG_ROWS:,} records were read"
                self._error("too-many-rows", message, record.line, "split it into several files")
                break
            if isinstance(record, BadRow):
                self._error("bad-json", f"{record.message}: not graded", record.line, record.hint)
            elif "answers" in record.value:
                start = str(record.value.get("student", ""))
                whole.take(record.value, f'"student": "{start}"', self._file, record.line)
            else:
                self._take(record, single)
        self.submissions += [*whole.submissions, *single.submissions()]
        self.submissions.sort(key=lambda one: one.row)
        self.unread += whole.unread
        if not self.submissions:
            self._error("no-rows", "no answers could be read", 0, "is this the right file?")
        encoding = encoding_name(source.encoding)
        self.findings.note(f"{source.name}: JSON Lines, {encoding}, {count} records")
        found = len(self.submissions)
        return InputFile(source.name, source.sha256, "JSON Lines", encoding, "", found)

    def _error(self, code: str, message: str, line: int, hint: str, key: str = "") -> None:
        self.findings.error(code, self._file, message, line=line, key=key, hint=hint)

    def _take(self, record: Record, single: Collected) -> None:
        value, line = record.value, record.line
        code = clean_code(_text(value.get("student")))
        if wrong := bad_code(code):
            hint = "write the code into the record"
            self._error("no-student", f"{wrong}: record not graded", line, hint, "student")
            return
        texts = {name: _clean(one) for name, one in value.items()}
        if any(len(text) > CELL_CHARS for text in texts.values()):
            fault = f"an answer is longer than {CELL_CHARS:,} characters"
            self.unread.append(Unread(code, self._file, line, fault))
            message = f"{fault}: record (student {shown(code)}) not graded"
            self._error("bad-row", message, line, "shorten it, or mark this student by hand")
            return
        details = {name: clean_code(texts.get(name, ""))[:CODE_CHARS] for name in _DETAILS}
        number = texts.get("attempt", "")
        attempt = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None
        if "item" in value and "response" in value:
            item, part = texts["item"], texts.get("part", "")
            response = texts["response"]
            single.add(code, item, part, response, line, attempt=attempt, details=details)
            return
        if len(self.submissions) >= ROWS:
            message = f"only the first {ROWS:,} students and attempts were read"
            self._error("too-many-rows", message, line, "split it into several files")
            return
        self.submissions.append(
            Submission(
                code,
                self._file,
                line,
                self._wide(texts, line),
                name=details["name"],
                attempt=attempt,
                time=details["time"],
                variant=details["variant"],
            )
        )

    def _wide(self, texts: dict[str, str], line: int) -> dict[str, str]:
        """Return item to response for the items that a record has a place for."""
        responses = {}
        used = {"student", "attempt", *_DETAILS}
        for item in self.sheet.items:
            parts = {part: f"{item.id}.{part}" for part in item_parts(item)}
            if item.id in texts:
                responses[item.id] = texts[item.id]
                say_unknown_parts(self.findings, self._file, line, item, texts[item.id])
            elif any(name in texts for name in parts.values()):
                given = {part: texts.get(name, "") for part, name in parts.items()}
                responses[item.id] = from_parts(given)
            used |= {item.id, *parts.values()}
        for name in sorted(texts.keys() - used - self._unknown):
            if len(self._unknown) >= COLUMNS:
                break
            self._unknown.add(name)
            hint = did_you_mean(name[:100], used)
            self.findings.warn(
                "unknown-key",
                self._file,
                "the key was not read",
                line=line,
                key=shown(name),
                hint=hint if hint.startswith("did") else "",
            )
        return responses


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _clean(value: object) -> str:
    """Bring a value to text that can be written to any file."""
    try:
        text = from_json(value)
    except RecursionError:
        return ""
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char
                   for char in text)  # fmt: skip
