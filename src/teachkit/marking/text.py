"""Text: a word or a short phrase, marked three ways: correct, incorrect, or a person decides.

``matcher`` decides about an answer; here its verdicts become marks.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import Accents, Mark, Policy, State
from .context import ALONE
from .keys import Spec
from .lists import mark_list
from .matcher import RULES, Verdict, matcher
from .responses import clip
from .verdicts import whole_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Reject, Text
    from .context import Context

__all__ = ["Verdict", "mark", "spec_of", "text_mark", "verdict"]


def verdict(
    response: str,
    accept: Iterable[str],
    rejects: Iterable[Reject] = (),
    *,
    question: str = "",
    context: Context = ALONE,
) -> Verdict:
    """Decide what is certain about an answer; everything else is unsure."""
    pairs = tuple((one.text, one.why) for one in rejects)
    spec = Spec(tuple(accept), pairs, question, language=context.language, others=context.others)
    return matcher(spec).verdict(response)


def spec_of(item: Text, context: Context = ALONE) -> Spec:
    """Return all that decides about the answers to an item."""
    return Spec(
        accept=item.accept,
        rejects=tuple((one.text, one.why) for one in item.rejects),
        question=item.prompt,
        normal=item.policy is Policy.NORMAL,
        language=context.language,
        others=context.others,
        accents=item.accents is Accents.KEEP,
    )


def mark(item: Text, response: str, context: Context = ALONE) -> Mark:
    """Mark a short answer; with ``need`` above 1, a list of answers."""
    return text_mark(spec_of(item, context), response, item.rule_name, need=item.need)


def text_mark(spec: Spec, response: str, rule: str, *, need: int = 1) -> Mark:
    """Mark an answer by a key, as a list if more than one answer is needed."""
    judge = matcher(spec)
    said = judge.verdict(response)
    if need > 1 and said.state in (State.UNSURE, State.CORRECT):
        listed = mark_list(judge, response, need)
        state, score, reason, matched = listed
        return Mark(state, score, rule, reason, (), matched, "list", RULES)
    score = Fraction(said.state is State.CORRECT)
    decided = said.state in (State.CORRECT, State.INCORRECT)
    state = whole_state(score) if decided else said.state
    reason = said.reason
    if state is State.UNREADABLE:
        reason = f"cannot read '{clip(response)}': {reason}"
    return Mark(state, score, rule, reason, (), said.matched, said.cause, RULES)
