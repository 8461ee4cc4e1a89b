"""The shared vectors: answers with the marks that both markers must give, written by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from teachkit.bank import load_sheet

__all__ = ["FORMATS", "SHEET", "VECTORS"]

FOLDER = Path(__file__).parent / "vectors"
SHEET = load_sheet(FOLDER / "sheet.toml")
_FILES = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
FORMATS = {one["format"] for one in _FILES}
"""The versions of the table that the files are written for."""

VECTORS = [
    (SHEET.item(item), response, state, Fraction(score), (*less, state)[0])
    for one in _FILES
    for item, cases in one["cases"].items()
    for response, state, score, *less in cases
]
"""(item, response, state, score, state that the twin gives: it may be less sure)."""
