"""`teachkit handout`: worksheets and keys on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_command, add_pack

if TYPE_CHECKING:
    import argparse

    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(commands, "handout", _run, "Write worksheets or keys as PDF.")
    command.add_argument(
        "sheets", nargs="+", metavar="SHEET", help="a sheet's id, or its TOML file"
    )
    command.add_argument("--key", action="store_true", help="the key, for teachers")
    command.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper size (default: a4)"
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the PDF files"
    )
    add_pack(command)


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..bank import find_sheet  # noqa: PLC0415
    from ..handouts import build_handout  # noqa: PLC0415
    from ..lint import load_sound_sheet  # noqa: PLC0415

    for sheet in [load_sound_sheet(find_sheet(name, given.pack)) for name in given.sheets]:
        for path in build_handout(
            sheet, given.out, key=given.key, paper=given.paper, pack_root=given.pack
        ):
            say.out(str(path))
    return 0
