"""Takes a student's rows out of tables; every byte of the other rows stays."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ..gradebook.review import REVIEW_COLUMNS, Group, review_rows
from ..gradebook.spreadsheet import csv_text, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["UnknownTableError", "review_without", "rows_without"]

_UTF8_MARK = "\ufeff".encode().decode("latin-1")
_MANY = 1_000_000


class UnknownTableError(Exception):
    """A table that was edited beyond what we can read."""


def rows_without(data: bytes, student: str) -> tuple[bytes, int]:
    """Take out the rows of a student.

    Args:
        data: A CSV with a column ``student``, also one that a spreadsheet saved again.
        student: The code.

    Returns:
        The table without them, and how many they were.

    Raises:
        UnknownTableError: It is no such table.
    """
    records, place, delimiter = _opened(data, "student")
    kept, gone = [records[0]], 0
    for record in records[1:]:
        cells = _cells(record, delimiter)
        if place < len(cells) and _is(cells[place], student):
            gone += 1
        else:
            kept.append(record)
    return "".join(kept).encode("latin-1"), gone


def review_without(
    data: bytes, student: str, response_of: Callable[[str, str, str], str | None]
) -> tuple[bytes, int]:
    """Take a student out of the rows of like answers.

    Args:
        data: A ``review.csv``, with whatever was written into it.
        student: The code.
        response_of: Student, item and part to what that student answered there.

    Returns:
        The table, and how many rows changed or went.

    Raises:
        UnknownTableError: It is no such table.
    """
    records, _, delimiter = _opened(data, "students")
    head = _cells(records[0].removeprefix(_UTF8_MARK), delimiter)
    kept, changed = [records[0]], 0
    for record in records[1:]:
        row = dict(zip(head, _cells(record, delimiter), strict=False))
        students = row.get("students", "").split("; ")
        rest = [one for one in students if not _is(one, student)]
        if len(rest) == len(students):
            kept.append(record)
            continue
        changed += 1
        if rest:
            kept.append(_group_row(row, rest, head, delimiter, response_of))
    return "".join(kept).encode("latin-1"), changed


def _group_row(
    row: dict[str, str],
    rest: Sequence[str],
    head: Sequence[str],
    delimiter: str,
    response_of: Callable[[str, str, str], str | None],
) -> str:
    """Write a row of like answers for those who are left."""
    item, part = row.get("item", ""), row.get("part", "")
    group = Group(item, part, row.get("form", ""), row.get("reason", ""), students=list(rest))
    for one in rest:
        said = response_of(one.removeprefix("'"), item, part)
        if said is not None:
            group.responses[said] = group.responses.get(said, 0) + 1
    made = dict(zip(REVIEW_COLUMNS, list(review_rows([group]))[1], strict=True))
    cells = {**row, **{name: made[name] for name in ("count", "responses", "students")}}
    text = csv_text([[cells.get(name, "") for name in head]], "," if delimiter == "," else ";")
    return _as_latin(text if delimiter in ",;" else text.replace(";", delimiter))


def _is(cell: str, student: str) -> bool:
    return cell in (student, safe(student), f"'{student}")


def _as_latin(text: str) -> str:
    """Hold the bytes of a text as one character each, as `_opened` does."""
    return text.encode("utf-8", "replace").decode("latin-1")


def _opened(data: bytes, column: str) -> tuple[list[str], int, str]:
    """Split a table into records; return them, the place of a column, and the delimiter."""
    records = list(_records(data.decode("latin-1")))
    head = records[0].removeprefix(_UTF8_MARK) if records else ""
    for delimiter in ",;\t":
        names = [cell.strip() for cell in _cells(head, delimiter)]
        if column in names:
            return records, names.index(column), delimiter
    raise UnknownTableError


def _records(text: str) -> Iterator[str]:
    """Yield each record with its line end; a line break within quotes does not end it."""
    pieces = text.split("\n")
    lines = [*(f"{piece}\n" for piece in pieces[:-1]), *filter(None, pieces[-1:])]
    record, quotes = [], 0
    for line in lines:
        record.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            yield "".join(record)
            record, quotes = [], 0
    if record:
        yield "".join(record)


def _cells(record: str, delimiter: str) -> list[str]:
    """Split one record; cells are texts again."""
    text = record.encode("latin-1").decode("utf-8", "replace")
    limit = csv.field_size_limit(_MANY)
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error as error:
        raise UnknownTableError from error
    finally:
        csv.field_size_limit(limit)
