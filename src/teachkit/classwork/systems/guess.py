"""What a system's module says of a header: a guess for each column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .vocabulary import CODE, DETAILS, EMAIL, IDENTITY, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..dialect import Dialect

__all__ = ["COMPANION", "Guess", "System", "detail", "heading"]

COMPANION = "points or feedback"
"""Why a column beside a question's is not read: there are too many of them to list."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to be.

    ``role`` is one of the roles of a mapping, or ``asked``: a column with answers, whose
    header says to what; or ``answer`` and ``shown``: the answers to the question of a
    number, and that question as the student saw it.
    """

    role: str
    text: str = ""
    """Of ``asked`` and ``points``: what the header says is asked."""
    number: int = 0
    """Of ``answer`` and ``shown``: the question's number."""
    rank: int = 0
    """Of ``student``: the lowest is taken."""
    out_of: str = ""
    """Of ``points``: the most that can be had."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A system that exports answers."""

    name: str
    """As ``--format`` takes it."""
    title: str
    """As people call the export."""
    recognises: Callable[[Sequence[str]], bool]
    guesses: Callable[[Sequence[str]], list[Guess]]
    dialect: Dialect


def detail(header: str) -> Guess | None:
    """Guess a column that most systems have: who it is."""
    name = heading(header)
    for rank, known in enumerate((CODE, IDENTITY, EMAIL)):
        if name in known:
            return Guess("student", rank=rank)
    return next((Guess(role) for role, known in DETAILS.items() if name in known), None)
