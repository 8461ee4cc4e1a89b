"""Gradescope: an assignment's scores, a CSV. It holds points and no answers.

Who is ``Missing`` has empty cells, which are no zeros. The points of a question that is
not marked yet are empty too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import Guess, System, detail, heading
from .vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]

_QUESTION = re.compile(
    r"\d{1,4}(?:\.\d{1,4}){0,5} ?:? ?(.*?) ?\((\d{1,9}(?:\.\d{1,9})?) ?(?:pts?|points?)\)"
)
_OTHER = words(
    """sections | section_name | total score | max points | submission id | view count
    | submission count | lateness (h:m:s)"""
)


def _question(cell: str) -> re.Match[str] | None:
    """Part a question's header into its title and its points."""
    return _QUESTION.fullmatch(" ".join(cell.split()))


def _recognises(header: Sequence[str]) -> bool:
    names = set(map(heading, header))
    return "status" in names and any(map(_question, header))


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses = []
    for cell in header:
        name = heading(cell)
        if question := _question(cell):
            guesses.append(Guess("points", question[1], out_of=question[2]))
        elif name == "status":
            guesses.append(Guess("status"))
        elif name == "submission time":
            guesses.append(Guess("time"))
        elif name in _OTHER:
            guesses.append(Guess("ignored"))
        else:
            guesses.append(detail(cell) or Guess("unknown"))
    return guesses


SYSTEM = System(
    name="gradescope",
    title="Gradescope scores",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(),
)
