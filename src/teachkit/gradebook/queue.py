"""What one decision settles, and in which order: for ``review.csv`` and for the review page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from .decisions import digest_of
from .like import NOTHING, Like
from .suggest import NONE, Suggestion, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..marking.groups import ReviewGroup

__all__ = ["Unit", "in_order", "shuffled"]


@dataclass(slots=True)
class Unit:
    """What one decision settles: like answers, or one student's essay."""

    form: str
    reason: str
    """Why the machine does not decide."""
    spellings: dict[str, int] = field(default_factory=dict)
    """Each answer as given, and how many gave it."""
    students: list[str] = field(default_factory=list)
    alone: bool = False
    """Whether it is one student's answer, decided by itself."""
    suggestion: Suggestion = NONE
    cluster: int = 0
    like: Like = NOTHING
    """Which decisions on other answers would settle it, too."""

    @property
    def count(self) -> int:
        """How many answers it settles."""
        return sum(self.spellings.values())

    @property
    def commonest(self) -> str:
        """The answer most often given in this form."""
        return min(self.spellings, key=lambda one: (-self.spellings[one], one))

    @property
    def digest(self) -> str:
        """A hash of the answer, where it stands alone."""
        return digest_of(next(iter(self.spellings))) if self.alone else ""

    def weight(self, accepting: int = 0, rejecting: int = 0) -> float:
        """Return what deciding it is worth: large and undecided is heavy.

        Args:
            accepting: How many more answers accepting it settles.
            rejecting: How many more rejecting it settles.
        """
        share = self.suggestion.share
        settles = self.count + share * accepting + (1 - share) * rejecting
        return round(settles * (0.25 + 0.75 * self.suggestion.undecided), 6)


def in_order(given: Iterable[Unit], groups: Iterable[ReviewGroup]) -> Iterator[Unit]:
    """Give each unit its suggestion and cluster, and order them.

    Args:
        given: The open units of one question.
        groups: The marker's groups of their answers; what is in none stands alone.

    Yields:
        The heaviest cluster first, in it the heaviest unit.
    """
    units = list(given)
    of = {said: one for one in groups for said, _ in one.responses}
    likeness: dict[str, object] = {}
    for unit in units:
        group = next((of[said] for said in unit.spellings if said in of), None)
        if group:
            unit.suggestion = suggest(group.cause, group.nearest)
        likeness[unit.form] = _likeness(unit, group)
    weights = _weights(units)
    clusters: dict[object, list[Unit]] = {}
    order = [(-weights[one.form], -one.count, shuffled(one.form)) for one in units]
    for _, unit in sorted(zip(order, units, strict=True), key=lambda one: one[0]):
        # What a decision settles stands in its frame, also if other words stopped the marker.
        nearest = max(unit.like.accepting, key=lambda one: weights.get(one, 0.0), default="")
        if weights.get(nearest, 0.0) > weights[unit.form]:
            likeness[unit.form] = likeness[nearest]
        clusters.setdefault(likeness[unit.form], []).append(unit)
    ranked = list(clusters.values())
    ranked.sort(key=lambda one: (-_together(one, weights), shuffled(one[0].form)))
    for number, cluster in enumerate(ranked):
        for unit in cluster:
            unit.cluster = number
            yield unit


def _weights(units: list[Unit]) -> dict[str, float]:
    """Return the weight of each form, with what a decision on it settles beside it."""
    accepting, rejecting = Counter[str](), Counter[str]()
    for unit in units:
        for one in unit.like.accepting:
            accepting[one] += unit.count
        for one in unit.like.rejecting:
            rejecting[one] += unit.count
    return {one.form: one.weight(accepting[one.form], rejecting[one.form]) for one in units}


def _together(units: list[Unit], weights: dict[str, float]) -> float:
    """Return the weight of a cluster: of its answers, or of its best decision if that is more."""
    best = max(weights[one.form] for one in units)
    return max(best, sum(one.weight() for one in units))


def _likeness(unit: Unit, group: ReviewGroup | None) -> object:
    """Return what the units of a cluster share: why they are open, or words that look alike."""
    if group is None:
        return unit.form
    return (group.cause, group.nearest) if unit.suggestion.why else group.cluster


def shuffled(*words: str) -> str:
    """Return a hash: an order that says nothing, and is the same every time."""
    return sha256("|".join(words).encode("utf-8", "replace")).hexdigest()
