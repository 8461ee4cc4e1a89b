"""The command line: the only place that prints.

Exit status: 0 all is well, 1 something is wrong with the files, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from . import __version__
from .errors import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .errors import Problem

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a letter must not stop us
            stream.reconfigure(errors="replace")
    given = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        return run(given)
    except ProblemsError as error:
        _print_problems(error.problems, sys.stderr)
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        sys.stderr.close()
    except KeyboardInterrupt:
        print("stopped; nothing is left half-written", file=sys.stderr)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"{name}{error.strerror or error}", file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="teachkit", description="Lessons, handouts and marking from one exercise bank."
    )
    top.add_argument("--version", action="version", version=f"teachkit {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_add_build, _add_check, _add_handout, _add_grade, _add_schema):
        add(commands)
    return top


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def _add_command(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about)
    command.set_defaults(run=run)
    return command


def _add_pack(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--pack",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the pack that the sheet belongs to (default: this folder)",
    )


# --- build -------------------------------------------------------------------


def _add_build(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _add_command(
        commands, "build", _build, "Build pages, handouts, keys and the sample class's results."
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
        help="site, teacher, handouts, teacher-handouts or results; may be repeated",
    )
    command.add_argument("--clean", action="store_true", help="build all of it again")


def _build(given: argparse.Namespace) -> int:
    from .build import STEP_NAMES, build_pack  # noqa: PLC0415 - heavy, and only needed here

    unknown = [part for part in given.only if part not in STEP_NAMES]
    if unknown:
        print(f"--only {unknown[0]}: not one of {', '.join(STEP_NAMES)}", file=sys.stderr)
        return 2
    made = build_pack(
        given.pack,
        given.out,
        only=given.only,
        clean=given.clean,
        say=lambda line: print(line, flush=True),
    )
    if not made:
        print(f"nothing to build in {given.pack}", file=sys.stderr)
        return 1
    for path in made:
        page = path / "index.html"
        print(f"  {page if page.is_file() else path}")
    return 0


# --- check -------------------------------------------------------------------


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _add_command(
        commands, "check", _check, "Say all that is wrong with a pack's exercises and evidence."
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


def _check(given: argparse.Namespace) -> int:
    from .lint import check, problems_to_json  # noqa: PLC0415

    problems = check(given.pack)
    errors = sum(problem.severity == "error" for problem in problems)
    if given.format == "json":
        print(problems_to_json(problems))
    else:
        _print_problems(problems, sys.stdout)
        print(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}")
    return 1 if errors or (given.strict and problems) else 0


# --- handout -----------------------------------------------------------------


def _add_handout(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _add_command(commands, "handout", _handout, "Write worksheets or keys as PDF.")
    command.add_argument(
        "sheets", nargs="+", metavar="SHEET", help="a sheet's id, or its TOML file"
    )
    command.add_argument("--key", action="store_true", help="the key, for teachers")
    command.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper size (default: a4)"
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the PDF files"
    )
    _add_pack(command)


def _handout(given: argparse.Namespace) -> int:
    from .bank import find_sheet  # noqa: PLC0415
    from .handouts import build_handout  # noqa: PLC0415
    from .lint import load_sound_sheet  # noqa: PLC0415

    for sheet in [load_sound_sheet(find_sheet(name, given.pack)) for name in given.sheets]:
        for path in build_handout(
            sheet, given.out, key=given.key, paper=given.paper, pack_root=given.pack
        ):
            print(path)
    return 0


# --- grade -------------------------------------------------------------------


def _add_grade(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _add_command(
        commands, "grade", _grade, "Mark a class's answers; write gradebook, review and feedback."
    )
    command.add_argument("sheet", metavar="SHEET", help="the sheet's id, or its TOML file")
    command.add_argument(
        "responses",
        nargs="+",
        type=Path,
        metavar="RESPONSES",
        help="CSV files, answers-JSON files, or folders of them",
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the results"
    )
    command.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="CSV of the class: student, and if you like name, group, status",
    )
    command.add_argument(
        "--attempt",
        choices=("last", "best", "first"),
        default="last",
        help="which attempt counts (default: last)",
    )
    command.add_argument(
        "--lesson-url",
        default="",
        metavar="URL",
        help="where the student pages are, for the links in the feedback",
    )
    _add_pack(command)


def _grade(given: argparse.Namespace) -> int:
    from .bank import find_sheet  # noqa: PLC0415
    from .gradebook import grade_class  # noqa: PLC0415
    from .lint import load_sound_sheet  # noqa: PLC0415
    from .sections import section_pages  # noqa: PLC0415

    sheet = load_sound_sheet(find_sheet(given.sheet, given.pack))
    graded = grade_class(
        sheet,
        given.responses,
        given.out,
        roster=given.roster,
        attempt=given.attempt,
        lesson_url=given.lesson_url,
        pages=section_pages(given.pack / "docs", sheet.lesson),
    )
    print(graded.summary())
    _print_problems(graded.problems, sys.stderr)
    print(f"results: {given.out}")
    return 1 if any(problem.severity == "error" for problem in graded.problems) else 0


# --- schema ------------------------------------------------------------------


def _add_schema(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _add_command(
        commands, "schema", _schema, "Print the JSON Schema of exercise files, for editors."
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="write it to a file instead")


def _schema(given: argparse.Namespace) -> int:
    from .schema import json_schema  # noqa: PLC0415

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if given.out is None:
        print(text, end="")
    else:
        given.out.write_text(text, encoding="utf-8")
        print(given.out)
    return 0


def _print_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    for problem in problems:
        print(problem, file=stream)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
