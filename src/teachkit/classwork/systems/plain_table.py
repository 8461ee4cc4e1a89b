"""A table that somebody made: columns named by who, and by ids or prompts of items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import Guess, System, detail

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]


def _guesses(header: Sequence[str]) -> list[Guess]:
    return [detail(cell) or Guess("asked", cell) for cell in header]


SYSTEM = System(
    name="table",
    title="table",
    recognises=lambda _: False,
    guesses=_guesses,
    dialect=Dialect(separators=(";", ","), arrows=("->", "=>", "→")),
)
