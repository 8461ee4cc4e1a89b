"""What commands share: how one is added, an option, and how one speaks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from ..errors import Problem

    # argparse gives the type no public name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

__all__ = ["Say", "add_command", "add_layout", "add_pack", "count"]


_LAYOUTS = (
    "wide", "long", "moodle", "google-forms", "microsoft-forms", "canvas",
    "canvas-new-quizzes", "gradescope", "table",
)  # fmt: skip
# As `classwork.LAYOUTS`: importing it would cost every command what only two of them need.


@dataclass(frozen=True, slots=True)
class Say:
    """How a command speaks; each call is one or more whole lines."""

    out: Callable[[str], None]
    """Results."""
    err: Callable[[str], None]
    """What is wrong."""
    bar: Callable[[int, int], None] | None = None
    """Shows how many of how many are done, where somebody looks on."""

    def progress(self, total: int) -> Callable[[int], None] | None:
        """Return what shows that so many of ``total`` are done; None where nobody looks on."""
        bar = self.bar
        return None if bar is None or total < 2 else lambda done: bar(done, total)

    live: Callable[[str], None] | None = None
    """Writes a line over the last one, on a terminal; else ``None``."""

    def problems(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong, a line each."""
        for problem in problems:
            self.err(str(problem))

    def listed(self, problems: Iterable[Problem]) -> None:
        """Give problems as the result: they are what was asked for."""
        for problem in problems:
            self.out(str(problem))


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace, Say], int],
    about: str,
) -> argparse.ArgumentParser:
    """Add a command with its one-line description and what it runs."""
    command = commands.add_parser(name, help=about, description=about)
    command.set_defaults(run=run)
    return command


def add_pack(command: argparse.ArgumentParser) -> None:
    """Add the option that says where the sheet's pack is."""
    command.add_argument(
        "--pack",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the pack that the sheet belongs to (default: this folder)",
    )


def add_layout(command: argparse.ArgumentParser) -> None:
    """Add the option that says how a class's tables are laid out."""
    command.add_argument(
        "--format",
        choices=_LAYOUTS,
        default="",
        metavar="NAME",
        help=f"how tables are laid out, if it is not recognised: {', '.join(_LAYOUTS)}",
    )


def count(number: int, word: str) -> str:
    """Write a number with its noun, in the plural unless it is one."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
