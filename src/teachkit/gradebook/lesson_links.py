"""Addresses of lesson sections, seen from a file of results."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from ..sections import TITLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Item, Sheet

__all__ = ["LessonLinks"]

_LABEL = re.compile(r"[^a-z0-9]+")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class LessonLinks:
    """Finds the address of the part of the lesson that an item belongs to.

    Args:
        sheet: The sheet.
        lesson_url: Where the student pages are, as seen from a letter; "" is a folder beside it.
        pages: Label to page, and to its heading (see ``sections.sections_of``); a section that
            is not in it is looked for on the lesson's first page.
        folder: The folder of the letters, for a page that stands above it.
    """

    def __init__(
        self,
        sheet: Sheet,
        lesson_url: str = "",
        pages: Mapping[str, str] | None = None,
        folder: str = "",
    ) -> None:
        self.lesson = sheet.lesson
        self.pages = pages or {}
        base = lesson_url if not lesson_url or lesson_url.endswith("/") else lesson_url + "/"
        if folder and not _ABSOLUTE.match(base) and not base.startswith("/"):
            above = normpath(f"{folder}/{base}")
            base = "" if above == "." else above + "/"
        self.base = base

    def of(self, item: Item) -> str:
        """Return the address of the item's section; "" if the sheet belongs to no lesson."""
        if not self.lesson:
            return ""
        label = _LABEL.sub("-", item.section.lower()).strip("-")
        page = self.pages.get(item.section, f"{self.lesson}/index")
        return f"{self.base}{page}.html" + (f"#{label}" if label else "")

    def title(self, item: Item) -> str:
        """Return the heading of the item's section, as Markdown; "" if it is not known."""
        return self.pages.get(TITLE + item.section, "") if item.section else ""
