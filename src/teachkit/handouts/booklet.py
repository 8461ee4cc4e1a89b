"""Two pages to a side, in the order in which folded sheets are read: for the printer only.

Imposition takes a page's tags away: a booklet is drawn, not structured. So it stands beside the
tagged file, never in its place, and claims no standard.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

from .run import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["booklet_order", "make_booklets"]

_SUFFIX = "-booklet"


def booklet_order(pages: int) -> list[tuple[int | None, int | None]]:
    """Return left and right page of each side, counted from 0; None is empty paper.

    Four pages need one sheet: (4, 1) on its front and (2, 3) on its back.
    """
    full = -(-pages // 4) * 4
    sides: list[tuple[int | None, int | None]] = []
    for at in range(full // 2):
        pair = (full - 1 - at, at) if at % 2 == 0 else (at, full - 1 - at)
        left, right = (one if one < pages else None for one in pair)
        sides.append((left, right))
    return sides


def make_booklets(files: Iterable[Path]) -> list[Path]:
    """Write a booklet beside each PDF of two pages or more: ``NAME-booklet.pdf``."""
    made = []
    for path in files:
        if path.suffix == ".pdf" and not path.stem.endswith(_SUFFIX):
            with pikepdf.open(path) as source:
                if len(source.pages) > 1:
                    made.append(path.with_name(f"{path.stem}{_SUFFIX}.pdf"))
                    write_file(made[-1], _imposed(source, booklet_order(len(source.pages))))
    return made


def _imposed(source: pikepdf.Pdf, sides: Sequence[tuple[int | None, int | None]]) -> bytes:
    width, height = (float(one) for one in source.pages[0].mediabox[2:])
    if width > height:
        width, height = height, width
    with pikepdf.new() as booklet:
        for side in sides:
            page = booklet.add_blank_page(page_size=(height, width))
            for place, number in enumerate(side):
                if number is not None:
                    left = place * height / 2
                    half = pikepdf.Rectangle(left, 0, left + height / 2, width)
                    page.add_overlay(source.pages[number], half)
        title = source.docinfo.get("/Title")
        if title is not None:
            booklet.docinfo["/Title"] = title
        saved = io.BytesIO()
        booklet.save(saved, deterministic_id=True, compress_streams=True)
    return saved.getvalue()
