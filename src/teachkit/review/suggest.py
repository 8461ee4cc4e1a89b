"""What the machine would guess about an answer that it does not decide.

Never used to decide. It orders the queue, and a teacher reads it beside the answer. Most
shares were measured on undecided answers to civics questions that people had marked: of
those that hold the key and other words 97 % were right. Those for "spelt much like" and
"known wrong" are estimates.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ..marking.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_STOP = frozenset("the a an of in on at to and or is was were are it its by for from".split())
_NOT = frozenset("no not never none neither nor without".split())
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALIKE = 0.8
_ALIKE_FROM = 4


def suggest(form: str, accept: Sequence[str], reject: Sequence[str] = ()) -> Suggestion:
    """Guess from the words that an answer shares with the key.

    Args:
        form: The answer's normal form.
        accept: Accepted answers.
        reject: Known wrong ones.
    """
    if form.startswith("sha256:"):
        return NONE
    said = set(form.split())
    keys = [set(normalise(one).split()) - _STOP for one in accept]
    if said & _NOT and not any(key & _NOT for key in keys):
        return Suggestion(0.03, "it says 'no' or 'not'")
    numbers = [set(_NUMBER.findall(" ".join(key))) for key in keys]
    mine = set(_NUMBER.findall(form))
    if mine and any(numbers) and not any(mine & one for one in numbers):
        return Suggestion(0.05, "it gives another number")
    for text in reject:
        wrong = set(normalise(text).split()) - _STOP
        if wrong and wrong <= said and not any(key <= wrong for key in keys):
            return Suggestion(0.05, f"it holds the known wrong answer '{text}'")
    return _by_words(said, list(zip(accept, keys, strict=True)))


def _by_words(said: set[str], keys: list[tuple[str, set[str]]]) -> Suggestion:
    for text, key in keys:
        if key and key <= said:
            return Suggestion(0.97, f"it holds all words of '{text}', and more")
    for text, key in keys:
        if key and all(any(_alike(one, other) for other in said) for one in key):
            return Suggestion(0.9, f"it is spelt much like '{text}'")
    for text, key in keys:
        if key & said:
            return Suggestion(0.87, f"it holds part of '{text}'")
    return NONE


def _alike(one: str, other: str) -> bool:
    """Whether two words are close in spelling; short ones and numbers must be equal."""
    if one == other:
        return True
    if min(len(one), len(other)) < _ALIKE_FROM or _NUMBER.search(one + other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
