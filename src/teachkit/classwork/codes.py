"""Student codes: one form to compare and show, and what no code may be."""

from __future__ import annotations

import unicodedata

from .findings import shown
from .limits import CODE_CHARS
from .responses import from_cell

__all__ = ["bad_code", "clean_code"]

_JOINERS = "\u200c\u200d"  # words of some scripts need them


def clean_code(cell: str) -> str:
    """Bring a student's code or name to the form in which it is compared and shown."""
    return unicodedata.normalize("NFC", " ".join(from_cell(cell).split()))


def bad_code(code: str) -> str:
    """Say what is wrong with a code; "" if nothing is."""
    if not code:
        return "there is no student code"
    if len(code) > CODE_CHARS:
        return f"the student code is longer than {CODE_CHARS} characters"
    if any(unicodedata.category(char)[0] == "C" and char not in _JOINERS for char in code):
        return f"the student code {shown(code)} holds an invisible character"
    return ""
