"""Where in the lesson's pages a section stands: labels such as ``(elig-rule)=``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TITLE", "section_pages", "sections_of"]

TITLE = "title:"
"""Before a label: the key of its heading, see `sections_of`."""

_HEADING = re.compile(r"^\((?P<label>[^()\s]+)\)=\s*\n#+ (?P<title>.+)$", re.MULTILINE)
_LABEL = re.compile(r"^\(([^()\s]+)\)=\s*$|^:name:\s*(\S+)\s*$", re.MULTILINE)


def section_pages(docs: Path, lesson: str) -> dict[str, str]:
    """Return the page on which each label of a lesson stands.

    Args:
        docs: The folder of the pages.
        lesson: The lesson's folder below it, as a sheet names it.

    Returns:
        Label to page, without its ending and with ``/`` (``lessons/1-x/documents``). Empty if
        there is no such folder; a page that cannot be read has no labels.
    """
    found: dict[str, str] = {}
    folder = docs / lesson
    if not lesson or not folder.resolve().is_relative_to(docs.resolve()):
        return found
    for page in sorted(folder.rglob("*.md")):
        name = page.relative_to(docs).with_suffix("").as_posix()
        try:
            text = page.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for match in _LABEL.finditer(text):
            found.setdefault(match[1] or match[2], name)
    return found


def sections_of(docs: Path, lesson: str) -> dict[str, str]:
    """Return what `section_pages` does and, under ``title:LABEL``, the heading of each section.

    Args:
        docs: The folder of the pages.
        lesson: The lesson's folder below it.
    """
    found = section_pages(docs, lesson)
    for name in sorted(set(found.values())):
        text = (docs / f"{name}.md").read_text(encoding="utf-8", errors="replace")
        for match in _HEADING.finditer(text):
            if found.get(match["label"]) == name:
                found.setdefault(TITLE + match["label"], match["title"].strip())
    return found
