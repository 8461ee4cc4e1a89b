"""Worksheets and keys on paper: a sheet becomes a tagged PDF, set by Typst.

Importing this package loads neither Typst nor the Markdown reader.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Sheet

__all__ = ["PAPERS", "build_handout"]

PAPERS = {"a4": "", "letter": "-letter"}
"""Paper sizes and what they add to a file's name."""


def build_handout(
    sheet: Sheet, out: Path, *, key: bool = False, paper: str = "a4", pack_root: Path
) -> list[Path]:
    """Print a sheet.

    Args:
        sheet: The worksheet.
        out: The folder to write into; made if it is not there.
        key: Whether to print the teacher's key instead of the worksheet.
        paper: ``a4`` or ``letter``.
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

    if paper not in PAPERS:
        raise ValueError(f"paper is {paper!r}, not one of {', '.join(PAPERS)}")
    document, figures = handout_document(sheet, key=key, paper=paper, pack_root=pack_root)
    pdf = compile_pdf(document, figures, pack_root=pack_root)
    target = out / f"{sheet.id}{'-key' if key else ''}{PAPERS[paper]}.pdf"
    _write(target, pdf)
    return [target]


def _write(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
