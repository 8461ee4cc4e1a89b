"""`teachkit columns`: what the columns of a file mean, to look through and keep."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError, did_you_mean
from .common import add_command, add_layout, add_pack, count

if TYPE_CHECKING:
    import argparse

    from ..classwork.mapping import Mapping
    from ..model import Sheet
    from .common import Commands, Say

__all__ = ["add"]

_SET = re.compile(r"(\d{1,4})=(.+)")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands,
        "columns",
        _run,
        "Say what the columns of a class's file mean, and keep it as a mapping.",
    )
    command.add_argument("sheet", metavar="SHEET", help="the sheet's id, or its TOML file")
    command.add_argument(
        "file", type=Path, metavar="FILE", help="a table of answers: CSV, XLSX, JSON, Parquet"
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NUMBER=WHAT",
        help="say what a column is: an item, item.part, or a role; may be repeated",
    )
    command.add_argument(
        "--accept", action="store_true", help="take each suggestion: look at them first"
    )
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="write the mapping, for grade --mapping"
    )
    add_layout(command)
    add_pack(command)


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..bank import find_sheet  # noqa: PLC0415
    from ..classwork import open_columns  # noqa: PLC0415
    from ..classwork.mapping_file import mapping_text  # noqa: PLC0415
    from ..lint import load_sound_sheet  # noqa: PLC0415

    sheet = load_sound_sheet(find_sheet(given.sheet, given.pack))
    mapping, problems = open_columns(sheet, given.file, layout=given.format)
    say.problems(problems)
    if mapping is None:
        if not problems:
            say.err(f"{given.file}: this is no table: its answers are found by their ids")
        return 1
    if given.accept:
        mapping = mapping.accepted()
    for one in given.set:
        mapping = _with(mapping, one, sheet)
    for line in _lines(mapping):
        say.out(line)
    if given.out is not None:
        _write(given.out, mapping_text(mapping))
        say.out(f"mapping: {given.out}")
    if mapping.unsure:
        say.err(
            f"{count(len(mapping.unsure), 'column')} marked ? for you to decide, "
            "with --set or in the mapping"
        )
        return 1
    return 0


def _with(mapping: Mapping, words: str, sheet: Sheet) -> Mapping:
    """Apply one ``--set``."""
    from ..classwork.mapping import ROLES, item_names  # noqa: PLC0415

    found = _SET.fullmatch(words)
    numbers = {one.number for one in mapping.columns}
    if found is None or int(found[1]) not in numbers:
        hint = f"as in --set 3=student; the columns are 1 to {len(numbers)}"
        raise ProblemsError(
            [Problem(file=f"--set {words}", message="there is no such column", hint=hint)]
        )
    what, names = found[2].strip(), item_names(sheet)
    if what in names:
        return mapping.with_column(int(found[1]), "item", what)
    if what in ROLES and what not in ("item", "shown", "points"):
        return mapping.with_column(int(found[1]), what)
    hint = did_you_mean(what, [*names, *ROLES])
    raise ProblemsError(
        [Problem(file=f"--set {words}", message="there is no such item or role", hint=hint)]
    )


def _lines(mapping: Mapping) -> list[str]:
    """Show a mapping as a table."""
    lines = [f"{mapping.sheet}: {mapping.system}, {count(len(mapping.columns), 'column')}"]
    for one in mapping.listed:
        header = " ".join(one.header.split())
        cut = header if len(header) <= 36 else header[:35] + "…"
        safe = "".join(char if char.isprintable() else "\ufffd" for char in cut)
        what = " ".join(filter(None, [one.role, one.item]))
        note = "".join(char if char.isprintable() else " " for char in one.note)
        lines.append(f"{one.number:4}  {safe:36}  {what}{f'  ({note})' if note else ''}")
    left = len(mapping.columns) - len(mapping.listed)
    if left:
        lines.append(f"and {count(left, 'column')} of points, feedback or keys, which are not read")
    return lines


def _write(path: Path, text: str) -> None:
    """Write a new file; one that a person may have corrected is not overwritten."""
    from ..gradebook.folder import write_private  # noqa: PLC0415

    if path.exists():
        hint = "name another file, or delete this one first"
        raise ProblemsError([Problem(file=str(path), message="is there already", hint=hint)])
    write_private(path, text)
