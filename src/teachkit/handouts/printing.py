"""Prints what a request asks for: worksheets, keys, copies for a class, cards, tickets, a grid."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..variants import map_rows
from .compiler import compile_pdf
from .pieces import cards_document, tickets_document
from .press import Press
from .request import TEACHER, Job
from .run import Journal, print_jobs, write_file
from .teacher import grid_document, map_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from .classlist import Copy
    from .request import Request

__all__ = ["KINDS", "draw", "picture_of", "print_handouts"]

KINDS = ("worksheet", "key", "cards", "tickets", "grid")
"""What can be printed of a sheet."""
_PPI = 100
_TOO_LONG = re.compile(r"ticket too long by (\d+) %")


def print_handouts(  # noqa: PLR0913 - what the command's options are
    request: Request,
    out: Path,
    *,
    kind: str = "worksheet",
    students: Sequence[Copy] = (),
    one_file: bool = False,
    stamp: bool = False,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Print a sheet.

    Args:
        request: The sheet, its look and its variants.
        out: The folder to write into; made if it is not there. What only teachers may see
            goes into ``teacher/`` in it, unless it was asked for by itself.
        kind: One of ``KINDS``.
        students: The class, for worksheets with names; empty prints them without.
        one_file: Whether to put the copies of the class into one file.
        stamp: Whether to set each variant once and stamp names on it.
        workers: How many files are set at the same time.
        progress: Is told how many files are done.

    Returns:
        The files that were written.

    Raises:
        ProblemsError: something cannot be printed. Files that are there are whole.
    """
    document, figures = request.document(key=kind == "key")
    if kind in ("worksheet", "key"):
        # Each item is tried before a thousand copies are: one that fails is named by its id.
        compile_pdf(document, figures, pack_root=request.pack_root)
    with Journal(out, request.sheet.id) as journal:
        if stamp and students and kind == "worksheet":
            from .stamp import stamp_copies  # noqa: PLC0415 - pikepdf is an extra of its own

            made: list[Path] = stamp_copies(
                request, out, students, journal=journal, progress=progress
            )
        else:
            try:
                made = print_jobs(
                    _jobs(request, kind, document, students, one_file=one_file),
                    out,
                    figures=figures,
                    pack_root=request.pack_root,
                    journal=journal,
                    workers=workers,
                    progress=progress,
                )
            except ProblemsError as error:
                raise _in_plain_words(error, request) from None
        if kind in ("cards", "tickets") or (kind == "worksheet" and (request.variants or students)):
            made += _for_teacher(request, out, kind, students, journal)
    return made


def _in_plain_words(error: ProblemsError, request: Request) -> ProblemsError:
    """Say what a template cannot say: which items do not fit, and what to do."""
    over = next(filter(None, (_TOO_LONG.search(one.message) for one in error.problems)), None)
    if over is None:
        return error
    return ProblemsError(
        [
            Problem(
                file=request.sheet.id,
                message=f"the items do not fit on half a page: {over[1]} % too long",
                hint="choose fewer with --items ID,ID",
                code="ticket-too-long",
            )
        ]
    )


def _jobs(
    request: Request,
    kind: str,
    document: dict[str, Any],
    students: Sequence[Copy],
    *,
    one_file: bool,
) -> Iterator[Job]:
    """Yield the files of one kind."""
    if kind == "key":
        return request.sheets(key=True)
    if kind == "worksheet" and students:
        return request.class_files(students) if one_file else request.copies(students)
    if kind == "worksheet":
        return request.sheets(key=False)
    if kind == "grid":
        made = grid_document(request, document, students)
    elif kind == "cards":
        made = cards_document(request, document)
    else:
        made = tickets_document(request, document)
    return iter([_job(f"{request.name(kind)}.pdf", made)])


def _job(file: str, document: dict[str, Any]) -> Job:
    return Job(file, f"{document['edition']}.typ", lambda: document)


def _for_teacher(
    request: Request, out: Path, kind: str, students: Sequence[Copy], journal: Journal
) -> list[Path]:
    """Write what goes with worksheets and only teachers may see."""
    key, figures = request.document(key=True)
    folder = f"{TEACHER}/"
    jobs: list[Job] = []
    if kind == "cards":
        jobs.append(_job(f"{folder}{request.name('cards-key')}.pdf", cards_document(request, key)))
    else:
        what = "tickets" if kind == "tickets" else ""
        jobs += request.sheets(key=True, folder=folder, what=what)
    files: list[Path] = []
    if request.variants and kind != "cards":
        jobs.append(_job(f"{folder}{request.name('variants')}.pdf", map_document(request, key)))
        table = map_rows(request.sheet, request.orders())
        files.append(_write_csv(out / TEACHER / f"{request.sheet.id}-variants.csv", table))
    if students:
        sheet, _ = request.document(key=False)
        grid = grid_document(request, sheet, students)
        jobs.append(_job(f"{folder}{request.name('grid')}.pdf", grid))
        if request.variants:
            rows = [["student", "name", "variant"]]
            rows += [[_safe(one.code), _safe(one.name), one.variant] for one in students]
            files.append(_write_csv(out / TEACHER / f"{request.sheet.id}-roster.csv", rows))
    made = print_jobs(jobs, out, figures=figures, pack_root=request.pack_root, journal=journal)
    return made + files


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    # The mark tells spreadsheets that this is UTF-8.
    write_file(path, b"\xef\xbb\xbf" + text.getvalue().encode())
    return path


def _safe(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    cell = cell.replace("\u200b", "")
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def draw(
    request: Request, out: Path, *, kind: str = "worksheet", students: Sequence[Copy] = ()
) -> list[Path]:
    """Write the pages of a kind as PNG, of a class only the first copy.

    Returns:
        The pictures: ``NAME-1.png``, ``NAME-2.png``, …
    """
    made: list[Path] = []
    for file, pages in _drawn(request, kind, students[:1], _PPI):
        for number, picture in enumerate(pages, start=1):
            made.append(out / f"{file.removesuffix('.pdf')}-{number}.png")
            write_file(made[-1], picture)
    return made


def picture_of(
    request: Request, kind: str, *, page: int = 1, students: Sequence[Copy] = (), ppi: int = _PPI
) -> bytes:
    """Return one page as PNG: of a kind, or of the ``map`` of variants."""
    _, pages = next(_drawn(request, kind, students, ppi))
    return pages[page - 1]


def _drawn(
    request: Request, kind: str, students: Sequence[Copy], ppi: int
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each file of a kind as pictures of its pages."""
    document, figures = request.document(key=kind in ("key", "map"))
    with Press(pack_root=request.pack_root) as press:
        for name, path in figures.items():
            press.place(name, path)
        if kind == "map":
            jobs = iter([_job("map.pdf", map_document(request, document))])
        else:
            jobs = _jobs(request, kind, document, students, one_file=False)
        for job in jobs:
            yield job.file, press.pictures(job.template, job.document(), ppi)
