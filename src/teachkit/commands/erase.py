"""`teachkit erase`: one student out of a folder of results."""

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
        commands, "erase", _run, "Take a student out of all files of a folder of results."
    )
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")
    command.add_argument("student", metavar="STUDENT", help="the student's code")
    command.add_argument(
        "--key",
        type=Path,
        metavar="KEYFILE",
        help="the key file of --anonymous: STUDENT is looked up there, and goes there too",
    )
    command.add_argument(
        "--dry-run", action="store_true", help="only say what would go, and what would not"
    )


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..privacy import erase  # noqa: PLC0415

    code = _pseudonym(given.key, given.student) if given.key else given.student
    erased = erase(given.results, code, dry_run=given.dry_run)
    say.out("would be erased:" if given.dry_run else "erased:")
    for one in erased.done:
        say.out(f"  {one}")
    if given.key:
        say.out(f"  {given.key}: the line of {code}")
        if not given.dry_run:
            _forget(given.key, code)
    say.out("not in reach:")
    for one in erased.left:
        say.out(f"  {one}")
    return 0


def _pseudonym(path: Path, student: str) -> str:
    """Return the pseudonym of a student; whoever gives one gets it back."""
    from ..classwork import shown  # noqa: PLC0415
    from ..errors import Problem, ProblemsError  # noqa: PLC0415
    from ..gradebook.key_file import read_key  # noqa: PLC0415

    key = read_key(path)
    found = student if student in key.people else key.of(student)
    if not found:
        message = f"there is no student {shown(student)} in it"
        problem = Problem(file=str(path), message=message, hint="check the code", code="not-there")
        raise ProblemsError([problem])
    return found


def _forget(path: Path, pseudonym: str) -> None:
    """Take a student out of the key file."""
    from ..gradebook.key_file import read_key, save_key  # noqa: PLC0415
    from ..gradebook.lock import locked  # noqa: PLC0415

    with locked(path):
        key = read_key(path)
        del key.people[pseudonym]
        save_key(path, key)
