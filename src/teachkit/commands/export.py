"""`teachkit export`: grades to where grades live."""

from __future__ import annotations

from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_command, count
from .export_large import write_large

if TYPE_CHECKING:
    import argparse

    from ..errors import Problem
    from ..exchange import Options
    from ..gradebook import Results
    from ..gradebook.large import LargeResults
    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands, "export", _run, "Write grades for Moodle, Canvas, Classroom or a spreadsheet."
    )
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")
    command.add_argument(
        "--to",
        required=True,
        choices=("moodle", "canvas", "classroom", "xlsx", "csv"),
        help="for which program",
    )
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="the file to write (default: one in RESULTS)"
    )
    command.add_argument(
        "--assignment",
        default="",
        metavar="NAME",
        help="what the grades are for: the column's name (default: the sheet's title)",
    )
    command.add_argument("--items", action="store_true", help="a column for each item too")
    command.add_argument(
        "--feedback", action="store_true", help="a column that says how the total came about"
    )
    command.add_argument(
        "--scale", default="", metavar="N", help="make every total a share of N points"
    )
    command.add_argument(
        "--open",
        choices=("empty", "refuse"),
        default="empty",
        help="if points wait for a person: leave that total empty, or write nothing "
        "(default: empty)",
    )
    _add_students(command)
    _add_form(command)


def _add_students(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="CSV or XLSX with a column student, and what the program knows students by: "
        "idnumber, username, email, sis user id …",
    )
    command.add_argument(
        "--key",
        type=Path,
        metavar="KEYFILE",
        help="the key file of --anonymous: codes and names in the place of pseudonyms; needs --out",
    )
    command.add_argument(
        "--identify",
        choices=("idnumber", "username", "email"),
        default="idnumber",
        help="by what Moodle finds a student (default: idnumber)",
    )
    command.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="a gradebook exported from Canvas, of which one column is filled",
    )


def _add_form(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--decimal-comma", action="store_true", help="1,5 and not 1.5; cells part at a semicolon"
    )
    command.add_argument(
        "--encoding",
        choices=("utf-8", "utf-8-bom", "windows-1252"),
        default="utf-8",
        help="of a CSV; utf-8-bom is what Excel needs (default: utf-8)",
    )


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..exchange import export, read_grades, told  # noqa: PLC0415
    from ..gradebook import open_results  # noqa: PLC0415
    from ..gradebook.folder import EXPORTS, write_private  # noqa: PLC0415
    from ..gradebook.large import is_large, open_large  # noqa: PLC0415
    from ..gradebook.lock import locked  # noqa: PLC0415

    top = _scale(given.scale)
    if top == 0:
        say.err(f"--scale {given.scale}: give a number above 0")
        return 2
    out = given.out or given.results / EXPORTS[given.to]
    _check_out(out, given)
    inside = out.resolve().is_relative_to(given.results.resolve())
    with locked(given.results) if inside else nullcontext():
        if is_large(given.results):
            large = open_large(given.results)
            say.problems(_stale(large))
            write_large(given, large, out, _options(given, large), top, say)
            return 0
        results = open_results(given.results)
        grades = read_grades(results)
        if given.key:
            grades = grades.named(_names(given.key, results))
        grades = grades.scaled(top) if top else grades
        options = _options(given, results)
        made = export(grades, given.to, options, refuse_open=given.open == "refuse")
        write_private(out, made.data)
    say.problems([*_stale(results), *made.problems])
    for one in made.notices:
        say.out(one)
    say.out(f"in the file: {made.given} of {count(len(grades.students), 'student')}")
    for one in told(made):
        say.out(f"  {one}")
    say.out(str(out))
    return 0


def _scale(text: str) -> Fraction | None:
    """Read the option; 0 if it is no number above 0."""
    if not text:
        return None
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
    return value if 0 < value <= 1_000_000 else Fraction(0)


def _options(given: argparse.Namespace, results: Results | LargeResults) -> Options:
    from ..exchange import Options, People, read_people  # noqa: PLC0415
    from ..gradebook.markup import plain  # noqa: PLC0415

    return Options(
        title=given.assignment or plain(results.sheet.title),
        people=read_people(given.roster) if given.roster else People(),
        identify=given.identify,
        items=given.items,
        feedback=given.feedback,
        decimal_comma=given.decimal_comma,
        encoding=given.encoding,
        template=given.template,
    )


def _names(key: Path, results: Results) -> dict[str, tuple[str, str]]:
    """Return code and name of each pseudonym in the results."""
    from ..errors import Problem, ProblemsError  # noqa: PLC0415
    from ..gradebook.key_file import read_key  # noqa: PLC0415

    people = read_key(key).people
    message = "" if results.record.get("anonymous") else "these results are not with pseudonyms"
    if not message:
        lost = [one.code for one in results.work.students if one.code not in people]
        message = f"the key file does not know {', '.join(lost[:8])}" if lost else ""
    if message:
        hint = "name the key file that these results were made with"
        raise ProblemsError([Problem(file=str(key), message=message, hint=hint, code="bad-key")])
    return {name: (one.code, one.name) for name, one in people.items()}


def _check_out(out: Path, given: argparse.Namespace) -> None:
    """Refuse to write over what is read."""
    from ..errors import Problem, ProblemsError  # noqa: PLC0415
    from ..gradebook.folder import EXPORTS  # noqa: PLC0415

    message = ""
    inside = out.resolve().is_relative_to(given.results.resolve())
    if inside and given.key:
        message = "names must not stand among pseudonyms"
    elif inside and out.name not in EXPORTS.values():
        message = "this name in the results is not for exports"
    elif any(one and one.exists() and out.exists() and one.samefile(out)
             for one in (given.template, given.roster, given.key)):  # fmt: skip
        message = "this file is read: it would be written over"
    elif out.is_dir():
        message = "this is a folder"
    if message:
        hint = "name another file with --out"
        raise ProblemsError([Problem(file=str(out), message=message, hint=hint, code="bad-out")])


def _stale(results: Results | LargeResults) -> list[Problem]:
    """Warn of decisions that came after the marks."""
    from ..errors import Problem  # noqa: PLC0415
    from ..gradebook.decided import usable  # noqa: PLC0415
    from ..gradebook.decisions import settle  # noqa: PLC0415
    from ..gradebook.decisions_file import DECISIONS, render  # noqa: PLC0415

    settled, _ = usable(results.sheet, settle(results.decisions.entries))
    now = [render(one) for one in settled.decisions.values()]
    if now == results.record.get("decisions", []):
        return []
    message = "decisions were added since the class was graded: they are not in these grades"
    return [
        Problem(
            file=str(results.folder / DECISIONS),
            message=message,
            hint="grade again, then export",
            severity="warning",
            code="stale-marks",
        )
    ]
