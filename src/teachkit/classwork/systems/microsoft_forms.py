"""Microsoft Forms: a form's or quiz's responses, XLSX or CSV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]

_START = words(
    "start time | startzeit | heure de début | hora de inicio | 開始時刻 | ora di inizio"
)
_END = words(
    """completion time | fertigstellungszeit | heure de fin | hora de finalización | 完了時刻
    | ora di completamento"""
)
_OTHER = words(
    """id | total points | quiz feedback | grade posted time | last modified time | language
    | gesamtpunktzahl | quizfeedback | sprache | nombre total de points
    | 合計点 | クイズのフィードバック"""
)


def _recognises(header: Sequence[str]) -> bool:
    names = [cell.strip().casefold() for cell in header[:5]]
    return len(names) > 3 and names[0] == "id" and bool(set(names) & (_START | _END))


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses: list[Guess] = []
    question = ""
    for cell in header:
        name = cell.strip().casefold()
        if question and _belongs(cell, question):
            guesses.append(Guess("ignored", note=COMPANION))
            continue
        question = ""
        known = detail(cell)
        if name in _END:
            guesses.append(Guess("time"))
        elif name in _START or name in _OTHER:
            guesses.append(Guess("ignored"))
        elif known and not any(one.role == "asked" for one in guesses):
            guesses.append(known)
        else:
            code = known is not None and known.role == "student"
            guesses.append(known if code and known else Guess("asked", cell))
            question = cell
    return guesses


def _belongs(cell: str, question: str) -> bool:
    """Whether a header is ``Points - Q`` or ``Feedback - Q`` of the question before it.

    Of a title that stands twice the number behind it is not always repeated.
    """
    title = question.strip()
    for one in {title, re.sub(r"\d+$", "", title)}:
        pattern = r"[^-–]{2,40}\s[-–]\s" + re.escape(one) + r"\d*"
        if one and re.fullmatch(pattern, cell.strip()):
            return True
    return False


SYSTEM = System(
    name="microsoft-forms",
    title="Microsoft Forms responses",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(separators=(";",), arrows=("->", "=>")),
)
