"""The class as paper needs it: name, code and variant of each student, and names that print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any

from ..classwork.encoding import NotTextError
from ..classwork.findings import Findings, shown
from ..classwork.roster import read_roster
from ..classwork.roster_file import open_roster, roster_names
from ..classwork.rows import Row
from ..errors import Problem, ProblemsError
from .glyphs import clean, describe, soft_breaks, unprintable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ..classwork.opened import Opened

__all__ = ["Copy", "read_class"]

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Copy:
    """One student's copy of a sheet."""

    code: str
    name: str
    variant: str
    file: str
    """The code as it may stand in a file's name."""

    def data(self, *, stamp: bool = False) -> dict[str, Any]:
        """Return what a template is told."""
        return {"code": self.code, "name": self.name, "stamp": stamp}


def read_class(
    path: Path, variants: Sequence[str], file_names: Callable[[Iterable[str]], Mapping[str, str]]
) -> list[Copy]:
    """Read a roster: a table with ``student``, and if you like ``name`` and ``variant``.

    Args:
        path: The roster.
        variants: Names of the variants that are printed; those without one get them in turn.
        file_names: Brings codes to safe names of files.

    Returns:
        A copy for each student, in the roster's order.

    Raises:
        ProblemsError: with every row that cannot be used, and every name that no font covers.
    """
    findings = Findings()
    try:
        students, file = read_roster(open_roster(path), str(path), findings)
        rows = _rows(open_roster(path))
    except NotTextError as error:
        problem = Problem(file=str(path), message=error.message, hint=error.hint, code=error.code)
        raise ProblemsError([problem]) from None
    problems = [one for one in findings.problems if one.severity == "error"]
    if file is None or problems:
        raise ProblemsError(problems or findings.problems)
    files = file_names(students)
    turn = cycle(variants)
    copies = []
    for code, student in students.items():
        line, variant = rows.get(code, (0, ""))
        given = variant.strip().upper() or next(turn)
        name = " ".join(clean(student.name).split())
        problems += _wrong(str(path), line, code, name, given, variants)
        copies.append(Copy(soft_breaks(clean(code)), soft_breaks(name), given, files[code]))
    if not copies:
        message, hint = "there is no student in it", "one row a student"
        problems.append(Problem(file=str(path), message=message, hint=hint, code="bad-roster"))
    if problems:
        raise ProblemsError(problems)
    return copies


def _rows(opened: Opened | None) -> dict[str, tuple[int, str]]:
    """Return line and variant of each code; of a code that stands twice the first."""
    found: dict[str, tuple[int, str]] = {}
    if opened is None:
        return found
    names = roster_names(opened.table.header)
    places = {name: names.index(name) for name in ("student", "variant") if name in names}
    for row in opened.table.rows:
        if isinstance(row, Row):
            cells = {name: row.cells[at] for name, at in places.items() if at < len(row.cells)}
            code = cells.get("student", "").strip()
            found.setdefault(code, (row.line, cells.get("variant", "")))
    return found


def _wrong(  # noqa: PLR0913, PLR0917 - one row and what it is held against
    file: str, line: int, code: str, name: str, variant: str, variants: Sequence[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a row."""

    def problem(kind: str, message: str, hint: str) -> Problem:
        return Problem(file=file, line=line, key=shown(code), message=message, hint=hint, code=kind)

    for what, text in (("code", code), ("name", name)):
        missing = unprintable(clean(text))
        if missing:
            yield problem(
                "no-glyph",
                f"no font of the handouts has {', '.join(map(describe, missing[:5]))} "
                f"of this {what}",
                "write it in Latin, Greek, Cyrillic or Japanese letters",
            )
    if len(name) > _LONGEST:
        message = f"the name has {len(name)} letters"
        yield problem("long-name", message, f"{_LONGEST} fit on a line")
    if variant not in variants:
        known = ", ".join(variants) if any(variants) else "none: print with --variants"
        yield problem("no-variant", f"there is no variant {shown(variant)}", f"variants: {known}")
