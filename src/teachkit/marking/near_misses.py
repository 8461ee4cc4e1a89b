"""What a class gave against what a key knows: for the author who looks after the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import State
from .groups import group_answers
from .matcher import matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .groups import ReviewGroup
    from .keys import Spec

__all__ = ["NearMisses", "VariantUse", "near_misses"]

_ALONE = 0.2  # a variant that decides this share of all right answers by itself is worth a look


@dataclass(frozen=True, slots=True)
class VariantUse:
    """What one accepted form did."""

    accept: str
    count: int
    """How many answers it made correct."""
    alone: int
    """How many of them no other accepted form would have made correct."""
    suspicious: bool
    """Whether it is not the first form and decides many answers by itself."""


@dataclass(frozen=True, slots=True)
class NearMisses:
    """How the key of an item met the answers of a class."""

    variants: tuple[VariantUse, ...]
    """The accepted forms, in the key's order."""
    rejects: tuple[tuple[str, int], ...]
    """The rejected forms, in the key's order, and how many gave each."""
    unknown: tuple[ReviewGroup, ...]
    """What the key does not know, the most frequent first."""


def near_misses(
    responses: Iterable[str] | Mapping[str, int], spec: Spec, *, at_least: int = 2
) -> NearMisses:
    """Say which form of the key caught how many answers, and what it does not know.

    Args:
        responses: The answers, or a mapping of each to how many gave it.
        spec: The key and its surroundings (``text.spec_of(item)``).
        at_least: Groups of unknown answers smaller than this are left out.
    """
    counts = responses if isinstance(responses, Mapping) else Counter(responses)
    judge = matcher(spec)
    caught, alone, wrong = Counter[str](), Counter[str](), Counter[str]()
    without = {
        one: matcher(spec._replace(accept=tuple(other for other in spec.accept if other != one)))
        for one in spec.accept
    }
    for response, count in counts.items():
        said = judge.verdict(response)
        if said.state is State.CORRECT:
            caught[said.matched] += count
            if without[said.matched].verdict(response).state is not State.CORRECT:
                alone[said.matched] += count
        elif said.cause == "rejected":
            wrong[said.matched] += count
    right = sum(caught.values())
    variants = tuple(
        VariantUse(one, caught[one], alone[one], place > 0 and alone[one] > right * _ALONE)
        for place, one in enumerate(spec.accept)
    )
    groups = sorted(group_answers(counts, spec), key=lambda one: (-one.size, one.form))
    unknown = tuple(one for one in groups if one.size >= at_least)
    return NearMisses(variants, tuple((text, wrong[text]) for text, _ in spec.rejects), unknown)
