"""Google Forms: a form's or quiz's responses as CSV, or its linked sheet as XLSX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]

_STAMP = words(
    """timestamp | zeitstempel | horodateur | marca temporal | informazioni cronologiche
    | carimbo de data/hora | tijdstempel | sygnatura czasowa | タイムスタンプ | 타임스탬프"""
)
_SCORE = words(
    """total score | score | gesamtpunktzahl | punktzahl | score total | puntuación total
    | puntuación | punteggio totale | pontuação total | 合計スコア | スコア"""
)


def _recognises(header: Sequence[str]) -> bool:
    return len(header) > 1 and header[0].strip().casefold() in _STAMP and not _is_plain(header)


def _is_plain(header: Sequence[str]) -> bool:
    """Whether it is a wide table of our own with its time first."""
    return "student" in {cell.strip().casefold() for cell in header}


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses = [Guess("time")]
    question = ""
    for place, cell in enumerate(header[1:], start=1):
        if question and _belongs(cell, question):
            # A quiz has `Q [Score]` and `Q [Feedback]` behind Q, whatever the language.
            guesses.append(Guess("ignored", note=COMPANION))
            continue
        question = ""
        if cell.strip().casefold() in _SCORE:
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
