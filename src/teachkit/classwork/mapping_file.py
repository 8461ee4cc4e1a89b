"""Writes a mapping as a file that a person can read and correct, and reads it back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError, did_you_mean
from ..tomlfile import parse_toml
from .mapping import ROLES, UNSURE, ColumnRole, Mapping, item_names
from .systems import SYSTEMS

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet
    from ..tomlfile import LineIndex

__all__ = ["FORMAT", "mapping_text", "read_mapping"]

FORMAT = 1
_TOP = ("format", "sheet", "system", "column")
_COLUMN = ("number", "header", "role", "item", "out-of")
_OUT_OF = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)


def mapping_text(mapping: Mapping) -> str:
    """Write a mapping as TOML, with why each column has its role."""
    lines = [
        "# What each column of the file holds. Look it through and correct it; then:",
        f"#   teachkit grade {mapping.sheet} FILE --mapping THIS-FILE --out RESULTS",
        "# Columns are found by their header, wherever they stand; by number where it repeats.",
        "# Columns that are not listed are not read.",
        "# Roles:",
        *(f"#   {role:<11} {meaning}" for role, meaning in ROLES.items()),
        "",
        f"format = {FORMAT}",
        f"sheet = {_quoted(mapping.sheet)}",
        f"system = {_quoted(mapping.system)}",
    ]
    for one in mapping.listed:
        lines += ["", "[[column]]", f"number = {one.number}", f"header = {_quoted(one.header)}"]
        note = " ".join(one.note.split())
        comment = f"  # {_printable(note)}" if note else ""
        lines.append(f"role = {_quoted(one.role)}{comment}")
        if one.item:
            lines.append(f"item = {_quoted(one.item)}")
        if one.out_of:
            lines.append(f"out-of = {_quoted(one.out_of)}")
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _quoted(text: str) -> str:
    """Write a TOML string; what no file can hold is replaced."""
    clean = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_mapping(path: Path, sheet: Sheet) -> Mapping:
    """Read a mapping.

    Raises:
        ProblemsError: It can't be read, is of another sheet, or names what is not there.
    """
    table, lines, problems = parse_toml(path)
    if table is None:
        raise ProblemsError(problems)
    return _Reader(path, sheet, lines).mapping(table)


class _Reader:
    """One mapping at work: notes all that is wrong with it."""

    def __init__(self, path: Path, sheet: Sheet, lines: LineIndex) -> None:
        self.file, self.sheet, self.lines = str(path), sheet, lines
        self.problems: list[Problem] = []
        self.names = item_names(sheet)

    def mapping(self, table: dict[str, Any]) -> Mapping:
        self._known(table, _TOP, ())
        if table.get("format") != FORMAT:
            self._say(("format",), f"the format is not {FORMAT}", "is this a mapping?")
        if table.get("sheet") != self.sheet.id:
            self._say(
                ("sheet",), f"this is a mapping of another sheet, not of '{self.sheet.id}'",
                "make one with teachkit columns",
            )  # fmt: skip
        system = table.get("system")
        if not isinstance(system, str) or system not in SYSTEMS:
            self._say(("system",), "there is no such system", did_you_mean(str(system), SYSTEMS))
        given = table.get("column")
        if not isinstance(given, list) or not given:
            self._say(("column",), "there are no columns", "each has its [[column]]")
            given = []
        columns = tuple(self._column(one, number) for number, one in enumerate(given))
        if self.problems:
            raise ProblemsError(self.problems)
        return Mapping(self.sheet.id, str(system), columns)

    def _say(self, path: tuple[str | int, ...], message: str, hint: str) -> None:
        key = ".".join(map(str, path))
        self.problems.append(
            Problem(
                file=self.file,
                line=self.lines.line(path),
                key=key,
                message=message,
                hint=hint,
                code="bad-mapping",
            )
        )

    def _known(self, table: dict[str, Any], known: tuple[str, ...], at: tuple[Any, ...]) -> None:
        for name in table:
            if name not in known:
                self._say((*at, name), "unknown key", did_you_mean(name, known))

    def _column(self, table: object, place: int) -> ColumnRole:
        at = ("column", place)
        if not isinstance(table, dict):
            self._say(at, "this is no column", "each has its [[column]]")
            return ColumnRole(0, "", "ignored")
        self._known(table, _COLUMN, at)
        number = table.get("number", 0)
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            self._say((*at, "number"), "the number is counted from 1", "number = 1")
            number = 0
        header, role, item, out_of = (
            self._text(table, name, at) for name in ("header", "role", "item", "out-of")
        )
        if role not in ROLES:
            self._say((*at, "role"), "there is no such role", did_you_mean(role, ROLES))
        if role == UNSURE:
            said = f'; it may be "{item}"' if item else ""
            self._say((*at, "role"), f"column {number} has no role yet{said}",
                      'write role = "item" and item = "…", or role = "ignored"')  # fmt: skip
        elif role in ("item", "shown", "points") and item not in self.names:
            self._say((*at, "item"), "there is no such item", did_you_mean(item, self.names))
        if out_of and (not _OUT_OF.fullmatch(out_of) or not float(out_of)):
            self._say((*at, "out-of"), "this is no number of points", 'out-of = "4"')
        return ColumnRole(number, header, role, item, out_of)

    def _text(self, table: dict[str, Any], name: str, at: tuple[str | int, ...]) -> str:
        value = table.get(name, "")
        if isinstance(value, str):
            return value
        self._say((*at, name), "this must be text in quotation marks", f'{name} = "…"')
        return ""
