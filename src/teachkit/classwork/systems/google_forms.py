"""Google Forms: a form's or quiz's responses as CSV, or its linked sheet as XLSX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, heading
from .vocabulary import GOOGLE_SCORE, GOOGLE_STAMP

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]


def _recognises(header: Sequence[str]) -> bool:
    if len(header) < 2 or _is_plain(header):
        return False
    return heading(header[0]) in GOOGLE_STAMP or _is_quiz(header)


def _is_quiz(header: Sequence[str]) -> bool:
    """Whether questions have ``Q [x]`` and ``Q [y]`` behind them, x and y alike for all.

    So a quiz is known in a language whose words we do not know.
    """
    behind = [
        (one[len(asked) :].strip(), two[len(asked) :].strip())
        for asked, one, two in zip(header[1:], header[2:], header[3:], strict=False)
        if asked.strip() and _belongs(one, asked) and _belongs(two, asked)
    ]
    return len(behind) > 1 and len(set(behind)) == 1


def _is_plain(header: Sequence[str]) -> bool:
    """Whether it is a wide table of our own with its time first."""
    return "student" in map(heading, header)


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses = [Guess("time")]
    question = ""
    for place, cell in enumerate(header[1:], start=1):
        if question and _belongs(cell, question):
            # A quiz has `Q [Score]` and `Q [Feedback]` behind Q, whatever the language.
            guesses.append(Guess("ignored", note=COMPANION))
            continue
        question = ""
        if heading(cell) in GOOGLE_SCORE:
            guesses.append(Guess("ignored", note="score"))
            continue
        known = detail(cell) if place < len(header) else None
        guesses.append(known or Guess("asked", cell))
        question = cell
    return guesses


def _belongs(cell: str, question: str) -> bool:
    return re.fullmatch(re.escape(question.strip()) + r"\s*\[[^\]]+\]\s*", cell.strip()) is not None


SYSTEM = System(
    name="google-forms",
    title="Google Forms responses",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(separators=(",", ";"), arrows=("->", "=>")),
)
