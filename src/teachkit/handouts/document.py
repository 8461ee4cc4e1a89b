"""A sheet as the document that a template sets: plain data that goes to Typst as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..display import sheet_build
from .blocks import item_data
from .keys import key_data
from .words import WORDS, amount
from .writer import Spot, Writer

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet

__all__ = ["FORMAT", "handout_document"]

FORMAT = 1
_PAPER_NAMES = {"a4": "a4", "letter": "us-letter"}


def handout_document(
    sheet: Sheet, *, key: bool, paper: str, pack_root: Path
) -> tuple[dict[str, Any], dict[str, Path]]:
    """Return the data of one handout, and the figures it needs by name.

    Args:
        sheet: The worksheet.
        key: Whether to add the answers.
        paper: ``a4`` or ``letter``.
        pack_root: The pack's folder.

    Raises:
        ProblemsError: with everything in the sheet that cannot be printed.
    """
    writer = Writer(sheet, pack_root)
    title = writer.plain(sheet.title, Spot().key("title"))
    if not title:
        hint = "readers and screen readers need one"
        writer.report(Spot().key("title"), "the title is empty", hint, "empty-title")
    items = [item_data(writer, item, number) for number, item in enumerate(sheet.items, start=1)]
    document: dict[str, Any] = {
        "format": FORMAT,
        "edition": "key" if key else "worksheet",
        "paper": _PAPER_NAMES[paper],
        "language": writer.language(),
        "sheet": sheet.id,
        "title": title,
        "build": sheet_build(sheet),
        "points": amount(sum((item.points for item in sheet.items), Fraction())),
        "intro": writer.blocks(sheet.intro, Spot().key("intro")),
        "words": WORDS,
        "items": items,
    }
    if key:
        for item, data in zip(sheet.items, items, strict=True):
            data["key"] = key_data(writer, item)
        minutes = sum((item.minutes for item in sheet.items), Fraction())
        document["minutes"] = amount(minutes, "minute")
    writer.finish()
    return document, writer.figures
