"""Where in the lesson's pages a section stands: labels such as ``(elig-rule)=``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["section_pages"]

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
