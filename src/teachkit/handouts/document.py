"""A sheet as the document that a template sets: plain data that goes to Typst as JSON."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..display import sheet_build
from ..paper import Paper
from ..parts import Use
from .blocks import item_data
from .keys import key_data
from .look import Look
from .writer import Spot, Writer

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet
    from .words import Words

__all__ = ["FORMAT", "handout_document", "simpler"]

FORMAT = 1


def handout_document(
    sheet: Sheet,
    *,
    key: bool,
    pack_root: Path,
    paper: str = "a4",
    look: Look | None = None,
) -> tuple[dict[str, Any], dict[str, Path]]:
    """Return the data of one handout, and the figures it needs by name.

    Args:
        sheet: The worksheet.
        key: Whether to add the answers.
        pack_root: The pack's folder.
        paper: ``a4`` or ``letter``.
        look: How it looks; left out, as usual on that paper.

    Raises:
        ProblemsError: with everything in the sheet that cannot be printed.
    """
    look = look or Look(paper=Paper(paper))
    if look.simple:
        sheet = simpler(sheet)
    writer = Writer(sheet, pack_root)
    title = writer.plain(sheet.title, Spot().key("title"))
    if not title:
        hint = "readers and screen readers need one"
        writer.report(Spot().key("title"), "the title is empty", hint, "empty-title")
    items = [item_data(writer, item, number) for number, item in enumerate(sheet.items, start=1)]
    document: dict[str, Any] = {
        "format": FORMAT,
        "edition": "key" if key else "worksheet",
        "paper": look.paper_name,
        "look": look.data(),
        "language": writer.language(),
        "sheet": sheet.id,
        "title": title,
        "build": sheet_build(sheet),
        "points": _counted(sheet, writer.words),
        "practice": _practice(sheet, writer.words),
        "intro": writer.blocks(sheet.intro, Spot().key("intro")),
        "words": writer.words.templates,
        "items": items,
    }
    if key:
        for item, data in zip(sheet.items, items, strict=True):
            data["key"] = key_data(writer, item, look.detail)
        minutes = sum((item.minutes for item in sheet.items), Fraction())
        document["minutes"] = writer.words.amount(minutes, "minute")
    writer.finish()
    return document, writer.figures


def _points(sheet: Sheet, use: Use) -> Fraction:
    return sum((item.points for item in sheet.items if item.use is use), Fraction())


def _counted(sheet: Sheet, words: Words) -> str:
    """Return the points that count; "" on a sheet that is all practice."""
    points = _points(sheet, Use.GRADED)
    return words.amount(points) if points else ""


def _practice(sheet: Sheet, words: Words) -> str:
    """Say that practice does not count; "" if there is none."""
    points = _points(sheet, Use.PRACTICE)
    return words.note("practice-apart", points=words.amount(points, "point")) if points else ""


def simpler(sheet: Sheet) -> Sheet:
    """Return the sheet with the simpler prompts where items offer them."""
    items = (replace(item, prompt=item.simple or item.prompt) for item in sheet.items)
    return replace(sheet, items=tuple(items))
