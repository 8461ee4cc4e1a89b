"""`teachkit export` of a cohort's results: written in pieces, as the gradebook is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from fractions import Fraction
    from pathlib import Path

    from ..exchange import Options
    from ..gradebook.large import LargeResults
    from .common import Say

__all__ = ["write_large"]


def write_large(  # noqa: PLR0913, PLR0917 - what the command has at hand
    given: argparse.Namespace,
    results: LargeResults,
    out: Path,
    options: Options,
    top: Fraction | None,
    say: Say,
) -> None:
    """Write the file and say what it holds."""
    from ..exchange.large import export_large  # noqa: PLC0415
    from ..gradebook.folder import write_private  # noqa: PLC0415

    made = export_large(
        results,
        given.to,
        options,
        refuse_open=given.open == "refuse",
        top=top,
        names=_names(given.key, results) if given.key else None,
    )
    write_private(out, made.pieces)
    say.problems([*made.problems, *made.more()])
    for one in made.notices:
        say.out(one)
    say.out(f"in the file: {made.given:,} of {made.students:,} students")
    for one in made.told():
        say.out(f"  {one}")
    say.out(str(out))


def _names(key: Path, results: LargeResults) -> dict[str, tuple[str, str]]:
    """Return code and name of each pseudonym."""
    from ..errors import Problem, ProblemsError  # noqa: PLC0415
    from ..gradebook.key_file import read_key  # noqa: PLC0415

    if not results.record.get("anonymous"):
        message, hint = "these results are not with pseudonyms", "leave out --key"
        raise ProblemsError([Problem(file=str(key), message=message, hint=hint, code="bad-key")])
    return {name: (one.code, one.name) for name, one in read_key(key).people.items()}
