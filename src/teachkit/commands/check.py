"""`teachkit check`: all that is wrong with a pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_command, count

if TYPE_CHECKING:
    import argparse

    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands, "check", _run, "Say all that is wrong with a pack's exercises and evidence."
    )
    command.add_argument(
        "pack",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="PACK",
        help="a pack, a folder of sheets, or one sheet (default: this folder)",
    )
    command.add_argument("--strict", action="store_true", help="a warning fails too")
    command.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="how to print the problems (default: text)",
    )


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..lint import check, problems_to_json  # noqa: PLC0415

    problems = check(given.pack)
    errors = sum(problem.severity == "error" for problem in problems)
    if given.format == "json":
        say.out(problems_to_json(problems))
    else:
        say.listed(problems)
        say.out(f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}")
    return 1 if errors or (given.strict and problems) else 0
