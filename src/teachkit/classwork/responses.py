"""Brings what a file holds for an item to one string, the same from every format.

Lists are joined by ``;``, parts become a JSON object in the order of their names, and
an answer of nothing but white space is "". So equal answers are equal strings, and each
has to be marked only once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["from_cell", "from_json", "from_parts", "unknown_parts"]

_SPREADSHEET_TEXT = re.compile(r'="([^"]*)"')
"""How some programs write text that looks like a number, so that no zero is lost."""


def from_cell(cell: str) -> str:
    """Read a CSV cell; a JSON object in it is brought to the form of ``from_parts``."""
    text = cell.strip()
    if not text:
        return ""
    if guarded := _SPREADSHEET_TEXT.fullmatch(text):
        return guarded[1].strip()
    return _from_object(text) if text.startswith("{") else cell


def from_parts(parts: Mapping[str, str]) -> str:
    """Write the answers to the parts of an item; parts left empty are left out."""
    given = {part: text for part, text in sorted(parts.items()) if text.strip()}
    return json.dumps(given, ensure_ascii=False) if given else ""


def from_json(value: object) -> str:
    """Read a JSON value, parsed with numbers kept as strings."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, dict):
        return from_parts({part: from_json(one) for part, one in value.items()})
    if isinstance(value, list):
        entries = [from_json(one) for one in value]
        if any(";" in entry for entry in entries):  # joined, it would read as two entries
            return json.dumps(entries, ensure_ascii=False)
        return ";".join(entry for entry in entries if entry)
    return json.dumps(value)


def unknown_parts(response: str, known: Collection[str]) -> list[str]:
    """List the parts that a response names and an item has not."""
    if not response.startswith("{"):
        return []
    try:
        value = json.loads(response)
    except (ValueError, RecursionError):
        return []
    return [name for name in value if name not in known] if isinstance(value, dict) else []


def _from_object(text: str) -> str:
    """Bring a JSON object to the form of ``from_parts``; what is none stays as it is."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        return from_json(value) if isinstance(value, dict) else text
    except (ValueError, RecursionError):
        return text
