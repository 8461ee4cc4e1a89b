"""What results keep so that a later run can mark again: answers as given, exact marks.

``responses.jsonl`` holds one record a line: what was handed in, never a mark.
``marks.jsonl`` holds one mark a line, with exact credit and the rule's version.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..classwork import Answer, Classwork, InputFile, Student, Unread
from .rules import RULE_VERSIONS, rule_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .results import Cell, StudentResult

__all__ = ["KeptMark", "kept_answers", "kept_marks", "read_answers", "read_marks"]

_FORMAT = "teachkit-responses/1"


@dataclass(frozen=True, slots=True)
class KeptMark:
    """A mark as it stood when the results were written."""

    student: str
    item: str
    attempt: int
    state: str
    response: str
    rule: str
    version: int
    reason: str
    score: Fraction | None
    points: Fraction | None


def _line(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, as a broken program wrote it: kept as it is
        text = json.dumps(record)
    return text + "\n"


def kept_answers(work: Classwork) -> str:
    """Write all that a class handed in, one record a line."""
    hashes = {one.file: one.sha256 for one in work.files}
    lines = [_line({"format": _FORMAT})]
    lines += [
        _line({"is": "file", **_record(one), "file": Path(one.file).name}) for one in work.files
    ]
    lines += [_line({"is": "student", **_record(one)}) for one in work.students]
    lines += [_line({"is": "unread", **_record(one)}) for one in work.unread]
    lines += [
        _line(
            {
                "is": "answer",
                **_record(one),
                "file": Path(one.file).name,
                "sha256": hashes.get(one.file, ""),
            }
        )
        for one in work.answers
    ]
    return "".join(lines)


def _record(one: Answer | InputFile | Student | Unread) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__ if _says(one, name)}


def _says(one: Answer | InputFile | Student | Unread, name: str) -> bool:
    """Whether to write a field: those that few records need are left out where empty."""
    return name not in ("fault", "credit", "variant", "due") or bool(getattr(one, name))


def read_answers(text: str) -> Classwork:
    """Read what `kept_answers` wrote.

    Raises:
        ValueError: It is something else, or damaged.
    """
    records = [json.loads(line) for line in text.split("\n") if line]
    if not records or records[0] != {"format": _FORMAT}:
        raise ValueError(f"not of the format {_FORMAT}")
    of: dict[str, list[dict[str, Any]]] = {"file": [], "student": [], "unread": [], "answer": []}
    for record in records[1:]:
        record.pop("sha256", None) if record["is"] == "answer" else None
        of[record.pop("is")].append(record)
    try:
        return Classwork(
            answers=tuple(Answer(**one) for one in of["answer"]),
            students=tuple(Student(**one) for one in of["student"]),
            files=tuple(InputFile(**one) for one in of["file"]),
            unread=tuple(Unread(**one) for one in of["unread"]),
        )
    except TypeError as error:
        raise ValueError(str(error)) from error


def kept_marks(results: Sequence[StudentResult]) -> str:
    """Write all marks exactly, one a line."""
    return "".join(_line(_mark(one, cell)) for one in results for cell in one.cells)


def _mark(result: StudentResult, cell: Cell) -> dict[str, Any]:
    rule = cell.mark.rule if cell.mark else ""
    return {
        "student": result.student.code,
        "item": cell.item.id,
        "attempt": result.attempt,
        "state": cell.state,
        "response": cell.response,
        "rule": rule,
        "version": RULE_VERSIONS.get(rule_key(cell.item.kind, rule), 0),
        "reason": cell.reason,
        "score": None if cell.score is None else str(cell.score),
        "points": None if cell.points is None else str(cell.points),
    }


def read_marks(text: str) -> Iterator[KeptMark]:
    """Read what `kept_marks` wrote; raises ``ValueError`` if it is something else."""
    for line in _lines(text):
        record = json.loads(line)
        for name in ("score", "points"):
            record[name] = None if record[name] is None else Fraction(record[name])
        try:
            yield KeptMark(**record)
        except TypeError as error:
            raise ValueError(str(error)) from error


def _lines(text: str) -> Iterable[str]:
    return (line for line in text.split("\n") if line)
