"""Cloze: a text with gaps, each an answer of its own."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from ..model import PartMark, State
from . import text
from .compared import compare
from .context import ALONE
from .keys import Spec
from .normal import normalise
from .numerals import Asked
from .responses import as_parts, clip, pick
from .verdicts import parts_sum, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Cloze, Gap, Mark
    from .context import Context

__all__ = ["around", "beside", "gap_spec", "mark", "mark_gap", "number_of"]

_GAP = re.compile(r"\[\[[^\]]*\]\]")
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?(/\d{1,30})?")


def mark(item: Cloze, response: str, context: Context = ALONE) -> Mark:
    """Mean of the gaps."""
    given = as_parts(response)
    if given is None or (given and not given.keys() & {gap.id for gap in item.gaps}):
        return unreadable(item, response, "it does not say which gap is meant")
    mark_one = partial(mark_gap, question=around(item), context=beside(item, context))
    found = {gap.id: mark_one(gap, given.get(gap.id, "")) for gap in item.gaps if not gap.group}
    for group in dict.fromkeys(gap.group for gap in item.gaps if gap.group):
        gaps = [gap for gap in item.gaps if gap.group == group]
        found |= _mark_group(gaps, [given.get(gap.id, "") for gap in gaps], mark_one)
    parts = [found[gap.id] for gap in item.gaps]
    right = sum(part.state is State.CORRECT for part in parts)
    score = Fraction(sum(part.score for part in parts), len(parts))
    return parts_sum(item, parts, score, f"{right} of {len(parts)} gaps right = {score}")


def mark_gap(gap: Gap, said: str, *, question: str = "", context: Context = ALONE) -> PartMark:
    """Mark one gap on its own: by its options, as a number, or as a text.

    Args:
        gap: The gap.
        said: What the student wrote in it.
        question: The words around the gap.
        context: Language, and answers of other items and gaps.
    """
    accept = gap.accept or ((gap.answer,) if gap.answer else ())
    if gap.options:
        return _mark_options(gap, said, accept)
    number = number_of(gap)
    if number is not None:
        asked = Asked(question=question, language=context.language)
        state, reason, _ = compare(said, number, asked=asked)
        return PartMark(gap.id, state, Fraction(state is State.CORRECT), reason, said)
    decided = text.verdict(said, accept, question=question, context=context)
    score = Fraction(decided.state is State.CORRECT)
    return PartMark(gap.id, decided.state, score, decided.reason, said)


def gap_spec(item: Cloze, part: str, context: Context = ALONE) -> Spec | None:
    """Return all that decides about the words written into a gap; ``None`` if words do not.

    A gap of a set takes what any gap of the set accepts.
    """
    gap = next(one for one in item.gaps if one.id == part)
    alike = [one for one in item.gaps if one is gap or (gap.group and one.group == gap.group)]
    accept = tuple(dict.fromkeys(form for one in alike for form in one.accept))
    if gap.options or not accept:
        return None
    near = beside(item, context)
    return Spec(accept, (), around(item), language=near.language, others=near.others)


def number_of(gap: Gap) -> Fraction | None:
    """Return the number that a gap asks for; None if it asks for words."""
    if gap.answer and not gap.accept and not gap.options and _NUMBER.fullmatch(gap.answer):
        return Fraction(gap.answer)
    return None


def around(item: Cloze) -> str:
    """Return the words around the gaps."""
    return f"{item.prompt} {_GAP.sub(' ', item.text)}"


def beside(item: Cloze, context: Context) -> Context:
    """Return the context of a gap: other gaps' answers are answers of others, too."""
    own = tuple(one for gap in item.gaps for one in gap.accept)
    return context._replace(others=context.others + own)


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


def _mark_group(
    gaps: list[Gap], said: list[str], mark_one: Callable[[Gap, str], PartMark]
) -> dict[str, PartMark]:
    """Mark gaps that form a set: the answers may stand in any order, none counts twice.

    Each answer is given to a gap that accepts it so that as many as possible are right
    (augmenting paths); the mark is noted at the gap where the student wrote it.
    """
    marks = [[mark_one(gap, one) for gap in gaps] for one in said]
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
