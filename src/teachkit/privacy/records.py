"""Takes a student out of what results keep for later: answers, marks, decisions, the record."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..gradebook.decided import apply_to, usable
from ..gradebook.decisions import Settled, form_of, settle
from ..gradebook.results import EXCUSED, MISSING, Cell, add_up
from ..gradebook.review import review_groups, review_rows
from ..gradebook.spreadsheet import csv_text
from ..gradebook.statistics_file import statistics_text
from ..gradebook.tally import tallies_by_variant, tally_of
from ..marking import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..gradebook import Results, StudentResult
    from ..gradebook.decisions import Decision

__all__ = [
    "answers_without",
    "decisions_without",
    "marks_without",
    "own_files",
    "own_forms",
    "record_without",
    "response_of",
    "review_of",
    "statistics_of",
]

Form = tuple[str, str, str]
"""Item, part, and the form under which like answers are decided."""


def own_files(text: str, student: str) -> dict[str, int]:
    """Return the hash of each file that the student's work stands in, and how many hand-ins.

    0 is a file of nobody else: its name and hash go too.
    """
    mine: dict[str, set[int]] = {}
    others = set()
    hashes: dict[str, str] = {}
    for record in map(json.loads, filter(None, text.split("\n"))):
        what, own = record.get("is"), record.get("student") == student
        if what == "file":
            hashes[record["file"]] = record["sha256"]
        elif what in ("answer", "unread"):
            digest = record.get("sha256") or hashes.get(Path(record["file"]).name, "")
            if own:
                mine.setdefault(digest, set()).add(record.get("attempt", 0))
            else:
                others.add(digest)
    return {one: len(attempts) if one in others else 0 for one, attempts in mine.items()}


def answers_without(text: str, student: str) -> tuple[str, int]:
    """Take a student out of ``responses.jsonl``; return the text and how many lines went."""
    files = own_files(text, student)
    kept, gone = [], 0
    for line in filter(None, text.split("\n")):
        record = json.loads(line)
        what, digest = record.get("is"), record.get("sha256")
        is_own = record.get("code" if what == "student" else "student") == student
        if (what in ("student", "answer", "unread") and is_own) or (
            what == "file" and files.get(digest) == 0
        ):
            gone += 1
        elif what == "file" and digest in files:
            kept.append(json.dumps(_fewer(record, files[digest]), ensure_ascii=False) + "\n")
        else:
            kept.append(line + "\n")
    return "".join(kept), gone


def _fewer(record: dict[str, Any], hand_ins: int) -> dict[str, Any]:
    """Count the hand-ins of a file without those of the student."""
    return {**record, "submissions": max(0, record["submissions"] - hand_ins)}


def marks_without(text: str, student: str) -> tuple[str, int]:
    """Take a student out of ``marks.jsonl``; return the text and how many lines went."""
    lines = list(filter(None, text.split("\n")))
    kept = [line for line in lines if json.loads(line)["student"] != student]
    return "".join(f"{line}\n" for line in kept), len(lines) - len(kept)


def response_of(results: Results, student: str, item_id: str, part: str) -> str | None:
    """Return what a student answered to an item or a part of one; ``None`` if that is unknown."""
    kept = results.marks.get((student, item_id))
    if kept is None or not part:
        return kept.response if kept else None
    made = mark(results.sheet.item(item_id), kept.response, sheet=results.sheet)
    return next((one.response for one in made.parts if one.id == part), None)


def own_forms(results: Results, student: str) -> set[Form]:
    """Return the forms of answers that this student gave and nobody else."""
    mine: set[Form] = set()
    others: set[Form] = set()
    for kept in results.marks.values():
        if kept.state not in (MISSING, EXCUSED):
            found = mine if kept.student == student else others
            found.update(_forms(results, kept.item, kept.response))
    return mine - others


def _forms(results: Results, item_id: str, response: str) -> Iterator[Form]:
    yield item_id, "", form_of(response)
    for one in mark(results.sheet.item(item_id), response, sheet=results.sheet).parts:
        yield item_id, one.id, form_of(one.response)


def _is_own(decision: Mapping[str, Any], student: str, forms: set[Form]) -> bool:
    if decision.get("student"):
        return bool(decision["student"] == student)
    key = (decision["item"], decision.get("part", ""), decision.get("form", ""))
    return key in forms


def decisions_without(
    text: str, entries: tuple[Decision, ...], student: str, forms: set[Form]
) -> tuple[str, int]:
    """Take out decisions on the student, and on answers that nobody else gave.

    Returns:
        The text, in which all other lines stay as they are, and how many decisions went.
    """
    lines = text.split("\n")
    starts = [one.line - 1 for one in entries]
    kept, gone, at = [], 0, 0
    for place, one in enumerate(entries):
        start = starts[place]
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        kept += lines[at:start]
        if _is_own(_table(one), student, forms):
            gone += 1
        else:
            kept += lines[start:end]
        at = end
    return "\n".join([*kept, *lines[at:]]), gone


def record_without(
    record: Mapping[str, Any], files: Mapping[str, int], student: str, forms: set[Form]
) -> dict[str, Any]:
    """Take a student out of ``run.json``; its hashes are still the old ones."""
    inputs = [
        _fewer(one, files.get(one["sha256"], 0))
        for one in record.get("inputs", [])
        if files.get(one["sha256"]) != 0
    ]
    decisions = [
        text
        for text in record.get("decisions", [])
        if not _is_own(tomllib.loads(text)["decision"][0], student, forms)
    ]
    erased = int(record.get("erased", 0)) + 1
    outputs = dict(record["outputs"])
    rest = {name: value for name, value in record.items() if name != "outputs"}
    return {**rest, "inputs": inputs, "decisions": decisions, "erased": erased, "outputs": outputs}


def statistics_of(results: Results, without: str = "") -> str:
    """Count the class from its kept marks, with or without one student."""
    counted = _rows(results, without, Settled())
    by_variant = tallies_by_variant(results.sheet, counted)
    return statistics_text(tally_of(results.sheet, counted), by_variant)


def review_of(results: Results, without: str = "", forms: set[Form] | None = None) -> bytes:
    """Write ``review.csv`` anew, with or without one student.

    Args:
        results: The folder, read back.
        without: The student's code.
        forms: The forms that nobody else gave.
    """
    entries = results.decisions.entries
    held = [one for one in entries if not _is_own(_table(one), without, forms or set())]
    settled, _ = usable(results.sheet, settle(held))
    groups = review_groups(results.sheet, _rows(results, without, settled), settled)
    return csv_text(review_rows(groups)).encode("utf-8", "replace")


def _table(one: Decision) -> dict[str, str]:
    return {"student": one.student, "item": one.item, "part": one.part, "form": one.form}


def _rows(results: Results, without: str, settled: Settled) -> list[StudentResult]:
    return [
        _row(results, place, settled)
        for place, one in enumerate(results.work.students)
        if one.code != without
    ]


def _row(results: Results, place: int, settled: Settled) -> StudentResult:
    student = results.work.students[place]
    cells = []
    attempt = 0
    for item in results.sheet.items:
        kept = results.marks[student.code, item.id]
        attempt = kept.attempt
        marked = kept.state not in (MISSING, EXCUSED) and student.status != "unread"
        made = mark(item, kept.response, sheet=results.sheet) if marked else None
        if made is not None:
            made = apply_to(item, kept.response, made, student.code, settled)
        cells.append(Cell(item, kept.state, kept.reason, kept.response, made, kept.points))
    return add_up(student, cells, attempt)
