"""Worksheets and keys on paper: a sheet becomes a tagged PDF, set by Typst.

Importing this package loads neither Typst nor the Markdown reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..paper import Handout, Paper

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet

__all__ = ["PAPERS", "build_handout"]

PAPERS = {"a4": "", "letter": "-letter"}
"""Paper sizes and what they add to a file's name."""


def build_handout(
    sheet: Sheet, out: Path, *, key: bool = False, paper: str = "", pack_root: Path
) -> list[Path]:
    """Print a sheet.

    Args:
        sheet: The worksheet.
        out: The folder to write into; made if it is not there.
        key: Whether to print the teacher's key instead of the worksheet.
        paper: ``a4`` or ``letter``; left out, what the sheet or the pack says.
        pack_root: The pack's folder: its ``templates/`` are used before ours, and figures
            are looked for below it.

    Returns:
        The PDF that was written: ``SHEET.pdf``, ``SHEET-key.pdf``, ``SHEET-letter.pdf`` or
        ``SHEET-key-letter.pdf``.

    Raises:
        ProblemsError: something in the sheet, a figure or a template cannot be printed;
            nothing was written then.
        ValueError: there is no such paper.
    """
    from .compiler import compile_pdf  # noqa: PLC0415 - Typst is loaded when it is needed
    from .document import handout_document  # noqa: PLC0415
    from .look import chosen, look_of, pack_defaults  # noqa: PLC0415
    from .run import write_file  # noqa: PLC0415

    if paper and paper not in PAPERS:
        raise ValueError(f"paper is {paper!r}, not one of {', '.join(PAPERS)}")
    asked = Handout(paper=Paper(paper) if paper else None)
    look = look_of(chosen(asked, sheet, pack_defaults(pack_root)))
    document, figures = handout_document(sheet, key=key, look=look, pack_root=pack_root)
    pdf = compile_pdf(document, figures, pack_root=pack_root)
    target = out / f"{sheet.id}{'-key' if key else ''}{look.suffix()}.pdf"
    write_file(target, pdf)
    return [target]
