"""Text: a word or a short phrase, marked three ways: correct, incorrect, or a person decides.

This is the seam for a finer matcher: ``verdict`` decides only what is certain, that is
equality of normal forms with a form that the author accepted or rejected.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..model import State
from .normal import is_dont_know, normalise
from .responses import MAX_LENGTH, clip
from .verdicts import blank, scored, show, unreadable, unsure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Mark, Reject, Text

__all__ = ["Verdict", "mark", "verdict"]

_LIST = re.compile(r"[;,\n]|\band\b|&|、|と(?=\s)")


class Verdict(NamedTuple):
    """What can be said of one answer against the accepted and rejected forms."""

    state: State
    reason: str
    matched: str = ""


def verdict(response: str, accept: Iterable[str], rejects: Iterable[Reject] = ()) -> Verdict:
    """Decide what is certain about an answer; everything else is unsure."""
    if not response.strip():
        return Verdict(State.BLANK, "no answer")
    if len(response) > MAX_LENGTH:
        return Verdict(State.UNREADABLE, f"longer than {MAX_LENGTH:,} characters")
    form = normalise(response)
    for accepted in accept:
        if response.strip() == accepted.strip() or (form and form == normalise(accepted)):
            return Verdict(
                State.CORRECT, f"same as the accepted answer '{clip(accepted)}'", accepted
            )
    for reject in rejects:
        if form and form == normalise(reject.text):
            why = f": {reject.why}" if reject.why else ""
            return Verdict(
                State.INCORRECT, f"'{clip(reject.text)}' is a known wrong answer{why}", reject.text
            )
    if not form:
        return Verdict(State.BLANK, "nothing but punctuation")
    if is_dont_know(response):
        return Verdict(State.INCORRECT, "says that the answer is not known")
    return Verdict(State.UNSURE, "neither an accepted answer nor a known wrong one")


def mark(item: Text, response: str) -> Mark:
    """Mark a short answer; with ``need`` above 1, a list of answers."""
    said = verdict(response, item.accept, item.rejects)
    if item.need > 1 and said.state in (State.UNSURE, State.CORRECT):
        return _mark_list(item, response)
    if said.state is State.BLANK:
        return blank(item)
    if said.state is State.UNREADABLE:
        return unreadable(item, response, said.reason)
    if said.state is State.UNSURE:
        return unsure(item, said.reason)
    return scored(item, Fraction(said.state is State.CORRECT), said.reason, said.matched)


def _mark_list(item: Text, response: str) -> Mark:
    """Mark a list of which ``item.need`` entries must be accepted; none counts twice."""
    entries = [entry for entry in _LIST.split(response) if normalise(entry)]
    said = [verdict(entry, item.accept, item.rejects) for entry in entries]
    found = {normalise(one.matched) for one in said if one.state is State.CORRECT}
    others = [
        entry for entry, one in zip(entries, said, strict=True) if one.state is not State.CORRECT
    ]
    score = min(Fraction(1), Fraction(len(found), item.need))
    reason = f"{len(found)} of {item.need} named = {show(score)}"
    if others:
        return unsure(item, f"{reason} so far; to decide: '{clip('; '.join(others))}'", score)
    return scored(item, score, reason)
