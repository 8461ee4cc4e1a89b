"""The words that the script says: translated with all others, and handed to it as data."""

from __future__ import annotations

from .words import _

__all__ = ["page_words"]


def page_words() -> dict[str, str]:
    """Return what the script may say, by the name it has there; ``%(n)s`` is filled in."""
    return {
        "right": _("right"),
        "wrong": _("not right"),
    }
