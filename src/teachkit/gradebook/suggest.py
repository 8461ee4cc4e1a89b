"""What the machine would guess about an answer that it does not decide.

Never used to decide. It orders the queue, and a teacher reads it beside the answer. Each
share was counted on answers to civics questions that the marker left open and people had
marked. Where nobody has counted, nothing is suggested.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["NONE", "Suggestion", "suggest"]


class Suggestion(NamedTuple):
    """A guess."""

    share: float
    """Of such answers, how many are right: 0..1."""
    why: str = ""
    """What the guess rests on; empty if there is none."""

    @property
    def words(self) -> str:
        """Say it as one reads it on the page; "" if nothing speaks either way."""
        if not self.why:
            return ""
        return f"{'probably right' if self.share > 0.5 else 'probably wrong'}: {self.why}"

    @property
    def undecided(self) -> float:
        """How open it is: 1 is a toss-up, 0 is as good as certain."""
        return 1 - abs(2 * self.share - 1)


NONE = Suggestion(0.41)
"""Answers in which the marker found nothing: 41 % were right."""

# What stopped the marker -> share of right answers, and words for it. Where all or none were
# right, one of each more is counted: 29 of 29 is 30 of 31.
_COUNTED = {
    "extra-words": (0.97, "it holds all words of '{}', and more"),
    "part": (0.87, "it holds part of '{}'"),
    "word-order": (0.97, "it holds the words of '{}' in another order"),
    "alternatives": (0.78, "it offers '{}' beside something else"),
    "other-number": (0.05, "it gives a number that '{}' does not have"),
    "negation": (0.07, "it says 'no' or 'not', and '{}' does not"),
}


def suggest(cause: str, nearest: str) -> Suggestion:
    """Guess from what stopped the marker.

    Args:
        cause: The marker's word for it, as in ``Mark.cause``.
        nearest: The accepted answer that comes nearest.
    """
    share, why = _COUNTED.get(cause, NONE)
    return Suggestion(share, why.format(nearest)) if nearest else NONE
