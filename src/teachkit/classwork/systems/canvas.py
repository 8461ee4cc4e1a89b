"""Canvas: "Student Analysis" of a classic quiz, a CSV.

Each question has a column ``ID: text`` and behind it one that is headed by its points, so
headers repeat. Ticks are joined by commas, with a backslash before a comma of a text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, heading

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]

_QUESTION = re.compile(r"\s*\d{1,20}:\s*(.*)", re.DOTALL)
_POINTS = re.compile(r"\s*\d+(?:[.,]\d+)?\s*")


def _recognises(header: Sequence[str]) -> bool:
    pairs = pairwise(header)
    return any(_QUESTION.fullmatch(one) and _POINTS.fullmatch(two) for one, two in pairs)


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses: list[Guess] = []
    asked = False
    for cell in header:
        name = heading(cell)
        if question := _QUESTION.fullmatch(cell):
            guesses.append(Guess("asked", question[1]))
            asked = True
        elif asked:
            guesses.append(Guess("ignored", note=COMPANION))
        elif name == "id":
            guesses.append(Guess("student", rank=3))
        elif name in ("submitted", "eingereicht", "soumis", "提出済み"):
            guesses.append(Guess("time"))
        elif name in ("root_account", "section", "section_id", "section_sis_id"):
            guesses.append(Guess("ignored"))
        else:
            guesses.append(detail(cell) or Guess("unknown"))
    return guesses


SYSTEM = System(
    name="canvas",
    title="Canvas student analysis",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(separators=(",",), arrows=("=>",), escape="\\"),
)
