"""`teachkit report`: what a class knows, on a page and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..speech import LANGUAGES
from .common import add_command, add_pack

if TYPE_CHECKING:
    import argparse

    from .common import Commands, Say

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands, "report", _run, "Write a page on what a class knows and how each question did."
    )
    command.add_argument(
        "results", nargs="+", type=Path, metavar="RESULTS", help="a folder of results, or several"
    )
    command.add_argument("--pdf", action="store_true", help="the same as PDF too")
    command.add_argument(
        "--names", action="store_true", help="names of students beside their codes"
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the folder for the files (default: the results); several classes make one report",
    )
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        default="",
        help="what the report speaks (default: the sheet's language, or else English)",
    )
    command.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper size (default: a4)"
    )
    add_pack(command)


def _run(given: argparse.Namespace, say: Say) -> int:
    several = len(given.results) > 1
    if several and given.out is None:
        say.err("several folders of results: say with --out where their page goes")
        return 2
    return _pooled(given, say) if several else _single(given, say)


def _single(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook.folder import write_private  # noqa: PLC0415
    from ..gradebook.lock import locked  # noqa: PLC0415
    from ..report import gather, report_html, report_pdf  # noqa: PLC0415

    folder = given.results[0]
    with locked(folder, reading=given.out is not None):
        report = gather(folder, names=given.names, language=given.language)
        made: dict[str, str | bytes] = {"report.html": report_html(report)}
        if given.pdf:
            made["report.pdf"] = report_pdf(report, paper=given.paper, pack_root=given.pack)
        out = given.out or folder
        out.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            write_private(out / name, content)
            say.out(str(out / name))
    return 0


def _pooled(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook.folder import write_private  # noqa: PLC0415
    from ..report import gather, pooled_html, pooled_pdf  # noqa: PLC0415

    classes = [gather(folder, language=given.language) for folder in given.results]
    made: dict[str, str | bytes] = {"report.html": pooled_html(classes)}
    if given.pdf:
        made["report.pdf"] = pooled_pdf(classes, paper=given.paper, pack_root=given.pack)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        write_private(given.out / name, content)
        say.out(str(given.out / name))
    return 0
