"""`teachkit explain`: the way from an answer to its mark."""

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
    command = add_command(commands, "explain", _run, "Say step by step how an answer got its mark.")
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")
    command.add_argument("student", metavar="STUDENT", help="the student's code")
    command.add_argument("item", metavar="ITEM", help="the item's id, or its number: Q3")


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook import open_results  # noqa: PLC0415
    from ..gradebook.explain import explain  # noqa: PLC0415

    say.out(explain(open_results(given.results), given.student, given.item))
    return 0
