"""Cloze: a text with gaps, each an answer of its own."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import PartMark, State
from . import numerals, text
from .normal import normalise
from .responses import as_parts, clip, pick
from .verdicts import parts_sum, unreadable

if TYPE_CHECKING:
    from ..model import Cloze, Gap, Mark

__all__ = ["mark", "mark_gap"]

_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?(/\d{1,30})?")


def mark(item: Cloze, response: str) -> Mark:
    """Mean of the gaps."""
    given = as_parts(response)
    if given is None or (given and not given.keys() & {gap.id for gap in item.gaps}):
        return unreadable(item, response, "it does not say which gap is meant")
    found = {gap.id: mark_gap(gap, given.get(gap.id, "")) for gap in item.gaps if not gap.group}
    for group in dict.fromkeys(gap.group for gap in item.gaps if gap.group):
        gaps = [gap for gap in item.gaps if gap.group == group]
        found |= _mark_group(gaps, [given.get(gap.id, "") for gap in gaps])
    parts = [found[gap.id] for gap in item.gaps]
    right = sum(part.state is State.CORRECT for part in parts)
    score = Fraction(sum(part.score for part in parts), len(parts))
    return parts_sum(item, parts, score, f"{right} of {len(parts)} gaps right = {score}")


def mark_gap(gap: Gap, said: str) -> PartMark:
    """Mark one gap on its own: by its options, as a number, or as a text."""
    accept = gap.accept or ((gap.answer,) if gap.answer else ())
    if gap.options:
        return _mark_options(gap, said, accept)
    if gap.answer and not gap.accept and _NUMBER.fullmatch(gap.answer):
        state, reason = numerals.compare(said, Fraction(gap.answer))
        return PartMark(gap.id, state, Fraction(state is State.CORRECT), reason, said)
    decided = text.verdict(said, accept)
    score = Fraction(decided.state is State.CORRECT)
    return PartMark(gap.id, decided.state, score, decided.reason, said)


def _mark_options(gap: Gap, said: str, accept: tuple[str, ...]) -> PartMark:
    if not said.strip():
        return PartMark(gap.id, State.BLANK, Fraction(0), "no answer")
    chosen = pick(said, [(option, option) for option in gap.options])
    if chosen is None:
        return PartMark(
            gap.id, State.UNREADABLE, Fraction(0), f"'{clip(said)}' is none of the options", said
        )
    if normalise(chosen) in {normalise(one) for one in accept} or chosen in accept:
        return PartMark(gap.id, State.CORRECT, Fraction(1), f"'{clip(chosen)}' is right", said)
    right = f"; right is '{clip(accept[0])}'" if accept else ""
    return PartMark(gap.id, State.INCORRECT, Fraction(0), f"'{clip(chosen)}'{right}", said)


def _mark_group(gaps: list[Gap], said: list[str]) -> dict[str, PartMark]:
    """Mark gaps that form a set: the answers may stand in any order, none counts twice.

    Each answer is given to a gap that accepts it so that as many as possible are right
    (augmenting paths); the mark is noted at the gap where the student wrote it.
    """
    marks = [[mark_gap(gap, one) for gap in gaps] for one in said]
    taken: dict[int, int] = {}  # gap -> answer
    seen: set[str] = set()
    repeated: set[int] = set()

    def place(answer: int, tried: set[int]) -> bool:
        for gap in range(len(gaps)):
            if marks[answer][gap].state is State.CORRECT and gap not in tried:
                tried.add(gap)
                if gap not in taken or place(taken[gap], tried):
                    taken[gap] = answer
                    return True
        return False

    for answer, one in enumerate(said):
        form = normalise(one)
        if form and form in seen:
            repeated.add(answer)
        elif form:
            seen.add(form)
            place(answer, set())
    right = set(taken.values())
    return {
        gap.id: _set_part(
            gap, said[index], marks[index], right=index in right, repeated=index in repeated
        )
        for index, gap in enumerate(gaps)
    }


def _set_part(
    gap: Gap, said: str, marks: list[PartMark], *, right: bool, repeated: bool
) -> PartMark:
    """Make the mark of one answer of a set."""
    if right:
        return PartMark(
            gap.id, State.CORRECT, Fraction(1), f"'{clip(said)}' is one of the set", said
        )
    if repeated:
        return PartMark(
            gap.id, State.INCORRECT, Fraction(0), f"'{clip(said)}' was already given", said
        )
    known = [one for one in marks if one.state is State.CORRECT]
    if known:
        return PartMark(
            gap.id,
            State.INCORRECT,
            Fraction(0),
            f"'{clip(said)}' is the same answer as another of the set",
            said,
        )
    states = {one.state for one in marks}
    for state in (State.BLANK, State.UNSURE, State.UNREADABLE):
        if state in states:
            reason = next(one.reason for one in marks if one.state is state)
            return PartMark(gap.id, state, Fraction(0), reason, said)
    return PartMark(
        gap.id, State.INCORRECT, Fraction(0), f"'{clip(said)}' is not one of the set", said
    )
