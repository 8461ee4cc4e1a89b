"""`teachkit regrade`: the same answers, the sheet as it is now."""

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
        commands, "regrade", _run, "Mark kept answers again; say whose mark changes, and why."
    )
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")
    command.add_argument(
        "--against",
        default="",
        metavar="DIR|COMMIT",
        help="another pack, sheet file, or commit of the pack (default: the pack as it is)",
    )
    command.add_argument(
        "--never-lower", action="store_true", help="a mark that would fall stays as it was"
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the folder for the new results (default: RESULTS-regraded)",
    )
    add_pack(command)


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook import open_results  # noqa: PLC0415
    from ..gradebook.lock import locked  # noqa: PLC0415
    from ..regrade import regrade, sheet_now  # noqa: PLC0415

    with locked(given.results, reading=True):  # else half of it may be of another run
        results = open_results(given.results)
    sheet, text, state = sheet_now(results.sheet.id, given.pack, given.against)
    folder = given.results.resolve()
    out = given.out or given.results.parent / f"{folder.name}-regraded"
    made = regrade(results, sheet, out, sheet_text=text, state=state, never_lower=given.never_lower)
    say.out(made.text)
    say.problems(made.graded.problems)
    say.out(f"new results: {out}")
    return 0
