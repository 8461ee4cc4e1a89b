"""`teachkit schema`: the exercise format for editors."""

from __future__ import annotations

import json
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
        commands, "schema", _run, "Print the JSON Schema of exercise files, for editors."
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="write it to a file instead")


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..schema import json_schema  # noqa: PLC0415

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if given.out is None:
        say.out(text.rstrip("\n"))
    else:
        given.out.write_text(text, encoding="utf-8")
        say.out(str(given.out))
    return 0
