"""Moodle: the quiz report "Responses", as CSV, JSON or XLSX, in any language.

Every header is translated. What stays is the shape: columns that end in the question's
number, at most three a question: the question, the response, the right answer.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, heading
from .vocabulary import (
    MOODLE_OTHER,
    MOODLE_QUESTION,
    MOODLE_RESPONSE,
    MOODLE_RIGHT,
    MOODLE_STATUS,
    MOODLE_TIME,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]

_NUMBERED = re.compile(r"(\D+?) ?(\d{1,3})")
_LONGEST = 80
_GRADE = re.compile(r"\D{2,40}/\d+[.,]\d{2}|grade\d{3,6}", re.IGNORECASE)


def _numbered(cell: str) -> re.Match[str] | None:
    """Part a header into a word and a number; a long one is none such."""
    return None if len(cell) > _LONGEST else _NUMBERED.fullmatch(" ".join(cell.split()))


def _numbers(header: Sequence[str]) -> dict[str, list[int]]:
    """Return the words that stand before numbers, each with its numbers."""
    found: dict[str, list[int]] = {}
    for cell in header:
        if (one := _numbered(cell)) and not _GRADE.fullmatch(cell.strip()):
            found.setdefault(heading(one[1]), []).append(int(one[2]))
    return found


def _response_word(numbers: dict[str, list[int]]) -> str:
    """Return the word that stands before the numbers of responses; "" if it can't be told."""
    if known := [word for word in numbers if word in MOODLE_RESPONSE]:
        return known[0] if len(known) == 1 else ""
    counts = Counter(map(tuple, numbers.values()))
    if not counts:
        return ""
    shape = counts.most_common(1)[0][0]
    rows = [word for word in numbers if tuple(numbers[word]) == shape]
    rows = [word for word in rows if word not in MOODLE_QUESTION and word not in MOODLE_RIGHT]
    if len(rows) == 3:  # question, response, right answer: always in this order
        return rows[1]
    return rows[0] if len(rows) == 1 else ""


def _recognises(header: Sequence[str]) -> bool:
    numbers = _numbers(header)
    graded = any(_GRADE.fullmatch(cell.strip()) for cell in header)
    known = bool(numbers.keys() & MOODLE_RESPONSE) and len(header) > 4
    return bool(numbers) and (graded or known) and bool(_response_word(numbers))


def _guesses(header: Sequence[str]) -> list[Guess]:
    numbers = _numbers(header)
    response = _response_word(numbers)
    same = [word for word in numbers if numbers[word] == numbers.get(response)]
    before = same[: same.index(response)] if response in same else []
    return [_guess(cell, response, before) for cell in header]


def _guess(cell: str, response: str, before: list[str]) -> Guess:
    name = heading(cell)
    if numbered := _numbered(cell):
        word, number = heading(numbered[1]), int(numbered[2])
        if word == response:
            return Guess("answer", number=number)
        if word in MOODLE_QUESTION or word in before[-1:]:
            return Guess("shown", number=number)
        return Guess("ignored", note=COMPANION)
    if name in MOODLE_STATUS:
        return Guess("status")
    if name in MOODLE_TIME:
        return Guess("time")
    if name in MOODLE_OTHER or _GRADE.fullmatch(name):
        return Guess("ignored")
    return detail(cell) or Guess("unknown")


SYSTEM = System(
    name="moodle",
    title="Moodle responses",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(separators=(";",), arrows=("->",), blanks=frozenset({"-"}), cut=10),
)
