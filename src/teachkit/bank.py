"""Read exercise files: TOML into the frozen types of ``model``, with every problem at once.

A key, its type and whether it is required are said in one place, the model's classes,
which ``tables`` walks. What a *good* item is, is ``lint``'s business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from .errors import Problem, ProblemsError, did_you_mean
from .model import Sheet
from .tables import TableReader
from .tomlfile import LineIndex, parse_toml

__all__ = [
    "FORMAT",
    "LineIndex",
    "ReadSheet",
    "find_sheet",
    "load_sheet",
    "read_sheet",
    "sheet_files",
]

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What came of reading one exercise file."""

    path: Path
    sheet: Sheet | None
    """None if a problem is an error."""
    problems: list[Problem] = field(default_factory=list)
    lines: LineIndex = field(default_factory=LineIndex)
    table: dict[str, Any] = field(default_factory=dict)
    """The file as plain tables, for those who look further than the first problem."""
    reader: TableReader | None = None
    """It names key paths as the problems do; None if the file is no TOML."""


def sheet_files(root: Path) -> list[Path]:
    """Return the exercise files of a pack, of a folder, or the file itself, sorted by name."""
    if root.is_file():
        return [root]
    folder = root / "exercises" if (root / "exercises").is_dir() else root
    return sorted(folder.glob("*.toml"))


def find_sheet(name: str, root: Path) -> Path:
    """Return the file of a sheet given as a path or as an id of the pack at ``root``.

    A path of a TOML file may start at the pack, or where one is.

    Raises:
        ProblemsError: there is no such sheet; the hint names those there are.
    """
    here = [Path(name)] if name.endswith(".toml") else []
    for direct in (root / name, *here):
        if direct.is_file():
            return direct
    known = {path.stem: path for path in sheet_files(root)}
    if name in known:
        return known[name]
    hint = did_you_mean(name, known) or f"there is no .toml file in {root}"
    raise ProblemsError([Problem(file=name, message="no such sheet", hint=hint, code="no-sheet")])


def load_sheet(path: Path) -> Sheet:
    """Read one exercise file.

    Args:
        path: A TOML file of format 1.

    Raises:
        ProblemsError: with all problems of the file.
    """
    read = read_sheet(path)
    if read.sheet is None:
        raise ProblemsError(read.problems)
    return read.sheet


def read_sheet(path: Path) -> ReadSheet:
    """Read one exercise file and say what is wrong with it, without raising."""
    table, lines, problems = parse_toml(path)
    if table is None:
        return ReadSheet(path, None, problems, lines)
    reader = TableReader(str(path), lines)
    sheet = reader.table(Sheet, table, ())
    if table.get("format", FORMAT) != FORMAT:
        reader.report(
            ("format",),
            "unknown format",
            f"this teachkit reads format = {FORMAT}",
            "unknown-format",
        )
    if reader.problems:
        return ReadSheet(path, None, list(reader.problems), lines, table, reader)
    return ReadSheet(path, cast("Sheet", sheet), [], lines, table, reader)
