"""What a roster tells of a student for other programs: numbers, logins, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..classwork import clean_code, shown
from ..classwork.encoding import NotTextError
from ..classwork.roster_file import open_roster, roster_names
from ..classwork.rows import BadRow
from ..errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["People", "column", "read_people"]

_ALIASES = {
    "emailaddress": "email",
    "mail": "email",
    "surname": "lastname",
    "familyname": "lastname",
    "givenname": "firstname",
}
_OFFICE = ("student", "name", "group", "first-name", "last-name")
_OTHER = re.compile(r"[^a-z0-9]+")


def column(name: str) -> str:
    """Bring a column's name to the form in which names are compared: ``ID number`` is idnumber."""
    plain = _OTHER.sub("", name.casefold())
    return _ALIASES.get(plain, plain)


@dataclass(frozen=True, slots=True)
class People:
    """A roster as far as it goes: code to column to cell."""

    file: str = ""
    columns: frozenset[str] = frozenset()
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, code: str, name: str) -> str:
        """Return a cell; "" if there is none."""
        return self.rows.get(code, {}).get(name, "")


def _heads(header: Sequence[str]) -> list[str]:
    """Name the columns; what an office calls the code, a name or a class is known too."""
    ours = zip(map(column, header), roster_names(header), strict=True)
    return [column(name) if name in _OFFICE else head for head, name in ours]


def read_people(path: Path) -> People:
    """Read a roster: a table with a column ``student`` and whatever others there are.

    Raises:
        ProblemsError: It can't be read, has no such column, or names a student twice.
    """
    name = str(path)
    try:
        opened = open_roster(path)
    except NotTextError as error:
        raise _bad(name, error.message, error.hint) from error
    except OSError as error:
        raise _bad(name, f"can't be read: {error.strerror or error}", "check its name") from error
    table = opened.table if opened else None
    heads = _heads(table.header) if table else []
    if table is None or "student" not in heads:
        raise _bad(name, "there is no column 'student'", "a roster has one row a student")
    rows: dict[str, dict[str, str]] = {}
    problems = []
    for row in table.rows:
        if isinstance(row, BadRow):
            problems.append(_problem(name, row.message, row.hint, row.line))
            continue
        cells = {head: clean_code(cell) for head, cell in zip(heads, row.cells, strict=False)}
        code = cells.get("student", "")
        if code in rows:
            message = f"the student {shown(code)} stands twice"
            problems.append(_problem(name, message, "each has one row", row.line))
        elif code:
            rows[code] = cells
    if problems:
        raise ProblemsError(problems)
    return People(name, frozenset(heads) - {""}, rows)


def _problem(file: str, message: str, hint: str, line: int = 0) -> Problem:
    return Problem(file=file, line=line, message=message, hint=hint, code="bad-roster")


def _bad(file: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([_problem(file, message, hint)])
