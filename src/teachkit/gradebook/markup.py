"""Inline Markdown to safe HTML: emphasis, code and links; all else is text.

The sheets' texts are written by teachers for pages and handouts. A letter needs little
of that, and grading may import nothing heavy, so this is a small treatment and not a
Markdown reader. Everything is escaped first to last.
"""

from __future__ import annotations

import re

__all__ = ["escape", "inline", "paragraphs", "plain"]

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#x27;",
    }
)
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(
    r"\\(?P<literal>[!-/:-@\[-`{-~])"
    r"|(?P<space>[ ]?)\{(?P<role>[a-z:-]+)\}`(?P<target>[^`]*)`"
    r"|`(?P<code>[^`]+)`"
    r"|!?\[(?P<text>[^\[\]]*)\]\((?P<url>[^()\s]*)\)"
    r"|\*\*(?P<strong>[^*]+)\*\*"
    r"|\*(?P<em>[^*\s][^*]*)\*"
)
_TITLED = re.compile(r"(?P<title>.*\S)\s*<[^<>]*>")
_SILENT_ROLES = ("fact", "item-ref")


def escape(text: str) -> str:
    """Make any text safe between tags and in quoted attributes."""
    return _FORBIDDEN.sub("\ufffd", text).translate(_ESCAPES)


def inline(text: str) -> str:
    """Render a text of the sheet as HTML."""
    pieces, at = [], 0
    for found in _MARKUP.finditer(text):
        pieces += [escape(text[at : found.start()]), _element(found)]
        at = found.end()
    return "".join([*pieces, escape(text[at:])])


def paragraphs(text: str) -> str:
    """Render a longer text of the sheet: blank lines part paragraphs."""
    pieces = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{inline(piece)}</p>" for piece in pieces if piece)


def plain(text: str) -> str:
    """Strip the markup from a text of the sheet."""
    return _MARKUP.sub(_words, text)


def _words(found: re.Match[str]) -> str:
    """Return what is left of a piece of markup in plain text."""
    if found["role"]:
        titled = _TITLED.fullmatch(found["target"])
        words = titled["title"] if titled else found["target"]
        return "" if found["role"] in _SILENT_ROLES else found["space"] + words
    names = ("literal", "code", "text", "strong", "em")
    return next((found[name] for name in names if found[name] is not None), "")


def _element(found: re.Match[str]) -> str:
    words = _words(found)
    if found["code"] is not None:
        return f"<code>{escape(words)}</code>"
    if found["strong"] is not None:
        return f"<strong>{inline(words)}</strong>"
    if found["em"] is not None:
        return f"<em>{inline(words)}</em>"
    if found["url"] and found["url"].startswith(("https://", "http://")) and words:
        return f'<a href="{escape(found["url"])}">{inline(words)}</a>'
    return escape(words)
