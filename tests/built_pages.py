"""Read built pages: their ids, their links and what they load."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Page", "pages_of", "read_page"]

LOADS = {"src", "srcset", "poster", "data", "action", "background"}


@dataclass
class Page(HTMLParser):
    """One HTML page."""

    ids: list[str] = field(default_factory=list)
    headings: int = 0
    links: list[str] = field(default_factory=list)
    """Targets of ``<a href>``."""
    loads: list[str] = field(default_factory=list)
    """What the browser fetches or sends to by itself: scripts, styles, images, forms."""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        """Note what the tag names."""
        self.headings += tag == "h1"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name == "href" and tag in {"a", "area"}:
                self.links.append(value)
            elif name in LOADS or name in {"href", "xlink:href"}:
                self.loads.append(value or "")


@cache
def read_page(path: Path) -> Page:
    """Read one page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def pages_of(folder: Path) -> list[Path]:
    """Return the pages of an edition."""
    return sorted(p for p in folder.rglob("*.html") if "_static" not in p.relative_to(folder).parts)
