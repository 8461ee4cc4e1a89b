"""`teachkit handout`: worksheets and keys on paper."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError
from .common import add_command, add_pack

if TYPE_CHECKING:
    import argparse

    from ..handouts.classlist import Copy
    from ..handouts.request import Request
    from ..model import Sheet
    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(commands, "handout", _run, "Write worksheets or keys as PDF.")
    command.add_argument(
        "sheets", nargs="+", metavar="SHEET", help="a sheet's id, or its TOML file"
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the PDF files"
    )
    _add_what(command)
    _add_class(command)
    _add_look(command)
    add_pack(command)


def _add_what(command: argparse.ArgumentParser) -> None:
    what = command.add_argument_group("what is printed")
    what.add_argument("--key", action="store_true", help="the key, for teachers: --as key")
    what.add_argument(
        "--as",
        dest="kind",
        choices=("worksheet", "key", "cards", "tickets", "grid"),
        help="worksheet (default), key, cards to cut apart, exit tickets, marking grid",
    )
    what.add_argument(
        "--answers",
        choices=("answers", "reasons", "full"),
        help="how much a key says: answers only, with reasons, or rules, tests and facts as well",
    )
    what.add_argument("--items", metavar="ID,ID", default="", help="only these items, by their ids")
    what.add_argument(
        "--simple", action="store_true", default=None, help="simpler prompts, where items have them"
    )


def _add_class(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("for a class")
    group.add_argument(
        "--variants", type=int, metavar="N", help="variants A, B, C, …, with keys and a map"
    )
    group.add_argument(
        "--seed", default="", metavar="WORD", help="another word shuffles the variants otherwise"
    )
    group.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="a sheet for each student of this CSV or XLSX: student, name, variant",
    )
    group.add_argument(
        "--one-file", action="store_true", help="the class's sheets in one PDF, 40 in each"
    )
    group.add_argument(
        "--stamp", action="store_true", help="set each variant once and stamp the names: for many"
    )
    group.add_argument(
        "--jobs", type=int, metavar="N", help="files set at the same time (default: processors)"
    )


def _add_look(command: argparse.ArgumentParser) -> None:
    look = command.add_argument_group("how it looks")
    look.add_argument("--paper", choices=("a4", "letter"), help="paper size (default: a4)")
    look.add_argument(
        "--sides", choices=("single", "double"), help="printed on one side, or on both"
    )
    look.add_argument(
        "--style",
        choices=("standard", "large", "dyslexia", "contrast"),
        help="large print (18 pt), dyslexia-friendly, or high contrast",
    )
    look.add_argument(
        "--tint", choices=("none", "cream", "blue", "green", "rose"), help="the ground of the page"
    )
    look.add_argument("--preview", action="store_true", help="write the pages as PNG too")
    look.add_argument(
        "--booklet", action="store_true", help="also two pages to a side, to fold: for print only"
    )


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..bank import find_sheet  # noqa: PLC0415
    from ..handouts.printing import draw, print_handouts  # noqa: PLC0415
    from ..lint import load_sound_sheet  # noqa: PLC0415

    kind = "key" if given.key else given.kind or "worksheet"
    _check(given, kind)
    if given.stamp or given.booklet:
        _need("pikepdf", "print")
    for sheet in [load_sound_sheet(find_sheet(name, given.pack)) for name in given.sheets]:
        request = _request(given, sheet)
        students = _students(given, request)
        made = print_handouts(
            request,
            given.out,
            kind=kind,
            students=students,
            one_file=given.one_file,
            stamp=given.stamp,
            workers=given.jobs or min(os.cpu_count() or 1, 8),
            progress=say.progress(len(students)),
        )
        if given.booklet:
            from ..handouts.booklet import make_booklets  # noqa: PLC0415

            made += make_booklets(made)
        if given.preview:
            made += draw(request, given.out, kind=kind, students=students)
        for path in made if len(made) <= 40 else made[-20:]:
            say.out(str(path))
        if len(made) > 40:
            say.out(f"{len(made)} files in {given.out}")
    return 0


def _check(given: argparse.Namespace, kind: str) -> None:
    """Refuse options that do not go together, before anything is printed."""
    wrong = ""
    if given.key and given.kind not in (None, "key"):
        wrong = "--key is --as key"
    elif given.stamp and given.one_file:
        wrong = "--stamp writes a file for each student: leave out --one-file"
    elif (given.stamp or given.one_file) and (given.roster is None or kind != "worksheet"):
        wrong = "--stamp and --one-file are for worksheets with --roster"
    elif given.jobs is not None and given.jobs < 1:
        wrong = "--jobs is 1 or more"
    if wrong:
        raise ProblemsError([Problem(file="teachkit handout", message=wrong, code="usage")])


def _need(package: str, extra: str) -> None:
    """Say how to install what an option works with, if it is not there."""
    if find_spec(package) is None:
        message, hint = f"{package} is not installed", f"pip install 'teachkit[{extra}]'"
        raise ProblemsError([Problem(file="teachkit", message=message, hint=hint, code="package")])


def _request(given: argparse.Namespace, sheet: Sheet) -> Request:
    """Return what is asked for: options first, then the sheet's and the pack's own settings."""
    from ..handouts.look import chosen, look_of, pack_defaults  # noqa: PLC0415
    from ..handouts.request import Request, chosen_items  # noqa: PLC0415
    from ..paper import Detail, Handout, Paper, Sides, Style, Tint  # noqa: PLC0415

    asked = Handout(
        paper=Paper(given.paper) if given.paper else None,
        sides=Sides(given.sides) if given.sides else None,
        style=Style(given.style) if given.style else None,
        tint=Tint(given.tint) if given.tint else None,
        simple=given.simple,
        answers=Detail(given.answers) if given.answers else None,
        variants=given.variants,
        seed=given.seed,
    )
    table = chosen(asked, sheet, pack_defaults(given.pack))
    if table.variants is not None and not 1 <= table.variants <= 26:
        message = f"{table.variants} variants cannot be made"
        code = "out-of-range"
        raise ProblemsError([Problem(file=sheet.id, message=message, hint="1 to 26", code=code)])
    ids = [one.strip() for one in given.items.split(",") if one.strip()]
    return Request(
        sheet=chosen_items(sheet, ids),
        pack_root=given.pack,
        look=look_of(table),
        variants=table.variants or 0,
        seed=table.seed,
    )


def _students(given: argparse.Namespace, request: Request) -> list[Copy]:
    if given.roster is None:
        return []
    from ..gradebook.filenames import file_names  # noqa: PLC0415
    from ..handouts.classlist import read_class  # noqa: PLC0415

    return read_class(given.roster, [one.name for one in request.orders()], file_names)
