"""`teachkit letters`: the letters of a class, to print at once."""

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
    command = add_command(
        commands, "letters", _run, "Print the letters to all students as one PDF."
    )
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")
    command.add_argument("--whole", action="store_true", help="questions that are fully right, too")
    command.add_argument(
        "--duplex", action="store_true", help="for both sides: each letter begins a new sheet"
    )
    command.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper size (default: a4)"
    )
    add_pack(command)


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook.folder import write_private  # noqa: PLC0415
    from ..gradebook.lock import locked  # noqa: PLC0415
    from ..gradebook.opened import open_letters  # noqa: PLC0415
    from ..report import letters_pdf  # noqa: PLC0415

    with locked(given.results):
        sheet, letters = open_letters(given.results)
        pdf = letters_pdf(
            sheet,
            letters,
            whole=given.whole,
            duplex=given.duplex,
            paper=given.paper,
            pack_root=given.pack,
        )
        path = given.results / "letters.pdf"
        write_private(path, pdf)
    say.out(str(path))
    return 0
