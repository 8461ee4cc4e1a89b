"""What a decision settles beside the answer that it is on: worked out before, for the page.

The page marks nothing. It is told which decision settles which other answer, by the code that
``teachkit grade`` uses, and follows the same few rules when decisions meet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .learned import TEACHES, spec_to_learn, teaches
from .likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Item, Sheet
    from .decisions import Settled
    from .likeness import Effects, Likeness
    from .queue import Unit

__all__ = ["ANSWER_CHARS", "ENOUGH", "MOST", "NOTHING", "Fixed", "Like", "find_likes", "settled_by"]

MOST = 3_000
"""Forms of one question that are compared: the commonest. This bounds the time, not the marks."""

ENOUGH = 12
"""Answers that, accepted, settle another one: of more than these, the commonest are told."""

ANSWER_CHARS = 2_000
"""Of an answer this much goes into the file of decisions."""

_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which no file can hold: what comes back is another answer."""


class Fixed(NamedTuple):
    """A decision of before on an answer that is not open any more."""

    form: str
    verdict: str
    answer: str


class Like(NamedTuple):
    """Decisions that would settle an answer, each by the form that it is on."""

    accepting: tuple[str, ...] = ()
    rejecting: tuple[str, ...] = ()
    vetoes: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """None of the first, accepted, settles it once one of the second is rejected."""


NOTHING = Like()


def find_likes(
    item: Item, part: str, sheet: Sheet, units: Sequence[Unit], settled: Settled
) -> tuple[Fixed, ...]:
    """Tell each unit what would settle it.

    Args:
        item: The item.
        part: The part's id; "" for the whole.
        sheet: The sheet.
        units: The open answers.
        settled: The decisions that hold.

    Returns:
        The decisions of before that count for these answers.
    """
    spec = spec_to_learn(item, part, sheet)
    if spec is None:
        return ()
    fixed = tuple(
        Fixed(one.form, one.verdict, one.answer)
        for one in settled.decisions.values()
        if (one.item, one.part, one.student) == (item.id, part, "")
        and one.verdict in TEACHES
        and teaches(one.form, one.answer)
    )
    near = sorted(units, key=lambda one: (-one.count, one.form))[:MOST]
    deciders = {one.answer: one.form for one in fixed}
    for unit in near:
        answer = unit.commonest[:ANSWER_CHARS]
        if teaches(unit.form, answer) and not _HALF.search(answer):
            deciders.setdefault(answer, unit.form)
    like = likeness(spec, tuple(deciders))
    forms = tuple(deciders.values())
    for unit in near:
        unit.like = _like(like, forms, unit)
    return fixed


def _like(like: Likeness, forms: Sequence[str], unit: Unit) -> Like:
    """Gather what settles all answers of a unit; nothing if they differ in that."""
    said = iter(unit.spellings)
    found = like.effects(next(said), ENOUGH)
    if any(like.effects(one, ENOUGH) != found for one in said):
        return NOTHING
    return _by_form(found, forms, unit.form)


def _by_form(found: Effects, forms: Sequence[str], own: str) -> Like:
    return Like(
        tuple(forms[one] for one in found.accepting if forms[one] != own),
        tuple(forms[one] for one in found.rejecting if forms[one] != own),
        tuple(
            (tuple(forms[one] for one in yes if forms[one] != own), against)
            for yes, no in found.vetoes
            if (against := tuple(forms[one] for one in no if forms[one] != own))
        ),
    )


def settled_by(like: Like, held: Mapping[str, str]) -> str:
    """Return the verdict that decisions on other answers give to one; "" if it stays open.

    Args:
        like: What would settle it.
        held: Form to the verdict that holds.
    """
    lost = {
        one
        for yes, no in like.vetoes
        if any(held.get(other) == "reject" for other in no)
        for one in yes
    }
    accepted = any(held.get(one) == "accept" and one not in lost for one in like.accepting)
    rejected = any(held.get(one) == "reject" for one in like.rejecting)
    if accepted == rejected:
        return ""
    return "accept" if accepted else "reject"
