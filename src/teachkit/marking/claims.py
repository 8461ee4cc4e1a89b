"""Claims: what does the source say of each?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import PartMark, State, Verdict
from .normal import normalise
from .responses import as_parts, clip
from .verdicts import parts_sum, so_zero, unreadable

if TYPE_CHECKING:
    from ..model import Claim, Claims, Mark

__all__ = ["WORDS", "mark"]

WORDS = {
    "supported": Verdict.SUPPORTED,
    "s": Verdict.SUPPORTED,
    "contradicted": Verdict.CONTRADICTED,
    "c": Verdict.CONTRADICTED,
    "not stated": Verdict.NOT_STATED,
    "n": Verdict.NOT_STATED,
    "ns": Verdict.NOT_STATED,
}
"""Normal forms of the three verdicts and their short forms."""


def mark(item: Claims, response: str) -> Mark:
    """max(0, (right - wrong / 2) / number): guessing among three is worth nothing."""
    given = as_parts(response)
    if given is None or (given and not given.keys() & {claim.id for claim in item.claims}):
        return unreadable(item, response, "it does not say which claim is meant")
    parts = [_part(claim, given.get(claim.id, "")) for claim in item.claims]
    right = sum(part.state is State.CORRECT for part in parts)
    wrong = sum(part.state is State.INCORRECT for part in parts)
    total = len(parts)
    if item.rule_name == "share-of-claims":
        score = Fraction(right, total)
        return parts_sum(item, parts, score, f"{right} of {total} claims right = {score}")
    score, end = so_zero(Fraction(2 * right - wrong, 2 * total))
    return parts_sum(item, parts, score, f"({right} right - {wrong} wrong / 2) of {total} = {end}")


def _part(claim: Claim, said: str) -> PartMark:
    if not said.strip():
        return PartMark(claim.id, State.BLANK, Fraction(0), "no answer")
    verdict = WORDS.get(normalise(said[:40])) if len(said) <= 40 else None
    if verdict is None:
        return PartMark(
            claim.id,
            State.UNREADABLE,
            Fraction(0),
            f"'{clip(said)}' is none of supported, contradicted, not-stated",
            said,
        )
    if verdict is claim.verdict:
        return PartMark(claim.id, State.CORRECT, Fraction(1), f"{verdict} is right", said)
    why = f": {claim.why}" if claim.why else ""
    return PartMark(
        claim.id,
        State.INCORRECT,
        Fraction(0),
        f"said {verdict}, but it is {claim.verdict}{why}",
        said,
    )
