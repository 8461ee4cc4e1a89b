"""`teachkit build`: everything that a pack makes."""

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
        commands, "build", _run, "Build pages, readings, handouts, keys and results."
    )
    command.add_argument(
        "pack",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="PACK",
        help="the pack's folder (default: this folder)",
    )
    command.add_argument(
        "--out",
        type=Path,
        default=Path("build"),
        metavar="DIR",
        help="where to build (default: build)",
    )
    command.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PART",
        help="site, teacher, readings, teacher-readings, handouts, teacher-handouts, results "
        "or zip; may be repeated",
    )
    command.add_argument("--clean", action="store_true", help="build all of it again")


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..build import STEP_NAMES, build_pack  # noqa: PLC0415 - heavy, and only needed here

    unknown = [part for part in given.only if part not in STEP_NAMES]
    if unknown:
        say.err(f"--only {unknown[0]}: not one of {', '.join(STEP_NAMES)}")
        return 2
    made = build_pack(
        given.pack,
        given.out,
        only=given.only,
        clean=given.clean,
        say=say.out,
    )
    if not made:
        say.err(f"nothing to build in {given.pack}")
        return 1
    for path in made:
        page = path / "index.html"
        say.out(f"  {page if page.is_file() else path}")
    return 0
