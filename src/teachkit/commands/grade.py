"""`teachkit grade`: a class's answers to marks and letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .choice import choose
from .common import add_command, add_layout, add_pack
from .engines import add_engines, class_only, grade_many
from .review import save

if TYPE_CHECKING:
    import argparse

    from ..model import Sheet
    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands, "grade", _run, "Mark a class's answers; write gradebook, review and feedback."
    )
    command.add_argument("sheet", metavar="SHEET", help="the sheet's id, or its TOML file")
    command.add_argument(
        "responses",
        nargs="+",
        type=Path,
        metavar="RESPONSES",
        help="files of answers (CSV, XLSX, JSON, zip, Parquet), or folders of them",
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the results"
    )
    command.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="CSV or XLSX of the class: student, and if you like name, group, variant, status, due",
    )
    add_layout(command)
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="what the columns of the tables mean, as teachkit columns writes it",
    )
    _add_times(command)
    command.add_argument(
        "--lesson-url",
        default="",
        metavar="URL",
        help="where the student pages are, for the links in the feedback",
    )
    _add_decisions(command)
    add_engines(command)
    add_pack(command)


def _add_times(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--attempt",
        choices=("last", "best", "first", "in-time"),
        default="",
        help="which attempt counts; in-time is the last before it was due (default: last, and "
        "with the engines for many thousands none: who stands twice is refused)",
    )
    command.add_argument(
        "--due",
        default="",
        metavar="TIME",
        help="when this class's work was due, instead of what the sheet says: '2026-03-04 09:00'",
    )


def _add_decisions(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--variants",
        type=Path,
        metavar="FILE",
        help="the map that was printed with the variants: letters are read as students saw them",
    )
    command.add_argument(
        "--anonymous",
        type=Path,
        metavar="KEYFILE",
        help="write pseudonyms, no names; who is who is kept in this file, to be put elsewhere",
    )
    command.add_argument(
        "--decisions",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="decisions saved by the review, added to those in the results; may be repeated",
    )
    command.add_argument(
        "--save-to-bank",
        action="store_true",
        help="then write accepted and rejected answers into the sheet's file",
    )


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..bank import find_sheet  # noqa: PLC0415
    from ..lint import load_sound_sheet  # noqa: PLC0415

    path = find_sheet(given.sheet, given.pack)
    sheet = load_sound_sheet(path)
    engine, why = choose(given.engine, given.responses, class_only(given))
    if engine != "class":
        say.out(why)
        return grade_many(given, sheet, path, engine, say)
    return _grade_class(given, sheet, path, say)


def _grade_class(given: argparse.Namespace, sheet: Sheet, path: Path, say: Say) -> int:
    from ..gradebook import grade_class, open_results  # noqa: PLC0415
    from ..sections import sections_of  # noqa: PLC0415

    graded = grade_class(
        sheet,
        given.responses,
        given.out,
        roster=given.roster,
        variants=given.variants,
        attempt=given.attempt or "last",
        due=given.due,
        lesson_url=given.lesson_url,
        pages=sections_of(given.pack / "docs", sheet.lesson),
        source=path,
        decisions=given.decisions,
        layout=given.format,
        mapping=given.mapping,
        anonymous=given.anonymous,
    )
    say.out(graded.summary())
    say.problems(graded.problems)
    say.out(f"results: {given.out}")
    if given.save_to_bank:
        save(open_results(given.out), given.pack, say)
    return 1 if any(problem.severity == "error" for problem in graded.problems) else 0
