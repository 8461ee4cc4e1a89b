"""A list of answers in one response: *Norway, Iceland and Portugal*."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..model import State
from .responses import clip
from .verdicts import show

if TYPE_CHECKING:
    from .matcher import Matcher, Verdict

__all__ = ["Listed", "mark_list"]

_STRONG = re.compile(r"[;,\n、，・]")
_WEAK = re.compile(r"\band\b|&|\bplus\b|(?<=\W)と(?=\W)|および", re.IGNORECASE)
_ENTRIES = 200


class Listed(NamedTuple):
    """What became of a list."""

    state: State
    score: Fraction
    """Credit that is certain so far."""
    reason: str
    matched: str


def mark_list(matcher: Matcher, response: str, need: int) -> Listed:
    """Mark a list of which ``need`` entries must be accepted; none counts twice.

    What is neither accepted nor fully understood leaves the list to a person.
    """
    said = list(_entries(matcher, response))
    found = {matcher.key.words(one.matched).form: one.matched for entry, one in said if _ok(one)}
    others = [entry.strip() for entry, one in said if not _ok(one)]
    score = min(Fraction(1), Fraction(len(found), need))
    reason = f"{len(found)} of {need} named = {show(score)}"
    matched = "; ".join(found.values())
    if others:
        open_ones = clip("; ".join(others))
        return Listed(State.UNSURE, score, f"{reason} so far; to decide: '{open_ones}'", matched)
    state = State.CORRECT if score >= 1 else State.PARTIAL if score else State.INCORRECT
    return Listed(state, score, reason, matched)


def _ok(one: Verdict) -> bool:
    return one.state is State.CORRECT


def _entries(matcher: Matcher, response: str) -> list[tuple[str, Verdict]]:
    """Split a response where that makes accepted answers of it, and mark each entry.

    An accepted answer may hold a comma or an *and* itself: *Washington, D.C.*
    """
    pieces = [piece for piece in _STRONG.split(response)[:_ENTRIES] if piece.strip()]
    entries: list[tuple[str, Verdict]] = []
    at = 0
    while at < len(pieces):
        for end in range(min(at + 3, len(pieces)), at, -1):
            entry = ", ".join(pieces[at:end])
            one = matcher.verdict(entry)
            if end == at + 1 or one.cause == "same":
                break
        at = end
        if one.cause == "several":
            entries += [(text, one._replace(matched=text)) for text in matcher.all_in(entry)]
            continue
        if _ok(one):
            entries.append((entry, one))
            continue
        smaller = [piece for piece in _WEAK.split(entry) if piece.strip()]
        marked = [(piece, matcher.verdict(piece)) for piece in smaller]
        entries += [(piece, one) for piece, one in marked if one.state is not State.BLANK]
    return entries
