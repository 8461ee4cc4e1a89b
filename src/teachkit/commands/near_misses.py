"""`teachkit near-misses`: what a key caught, and what it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_command

if TYPE_CHECKING:
    import argparse

    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands,
        "near-misses",
        _run,
        "Tell an author what each key caught, what it does not know, what wrong options drew.",
    )
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook import open_results  # noqa: PLC0415
    from ..gradebook.decided import usable  # noqa: PLC0415
    from ..gradebook.decisions import settle  # noqa: PLC0415
    from ..gradebook.near_misses import near_misses  # noqa: PLC0415

    results = open_results(given.results)
    settled, problems = usable(results.sheet, settle(results.decisions.entries))
    say.out(near_misses(results, settled))
    say.problems(problems)
    return 0
