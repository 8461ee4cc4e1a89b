"""What people decided: the entries of ``decisions.toml``, and what follows from them.

The file is only ever added to. Of one person's decisions on the same answers the last one
counts; ``open`` takes a decision back. Where two people disagree nothing is decided, and
both are named.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from ..marking.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from .learned import Learned

__all__ = [
    "OPEN",
    "VERDICTS",
    "Conflict",
    "Decision",
    "Key",
    "Settled",
    "digest_of",
    "form_of",
    "settle",
]

OPEN = "open"
VERDICTS = ("accept", "reject", "credit", "levels", OPEN)

Key = tuple[str, str, str, str]
"""Item, part, form, student: what a decision is about."""

_FORM_CHARS = 200


def form_of(response: str) -> str:
    """Return the form under which like answers are decided together."""
    form = normalise(response)
    return form if len(form) <= _FORM_CHARS else f"sha256:{digest_of(form)}"


def digest_of(response: str) -> str:
    """Return a short hash of an answer: it tells whether it is still the same."""
    return sha256(response.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one person decided on like answers, or on one student's essay."""

    who: str
    when: str
    """A date as typed; the program never looks at a clock."""
    item: str
    verdict: str
    """One of ``VERDICTS``."""
    part: str = ""
    """Gap, pair or claim; "" is the whole item."""
    form: str = ""
    """Their normal form, see `form_of`."""
    answer: str = ""
    """The commonest of the answers, as given."""
    student: str = ""
    """Code; set where each answer is decided alone."""
    response: str = ""
    """`digest_of` the student's answer, so that another answer is not marked by it."""
    credit: Fraction | None = None
    levels: tuple[tuple[str, Fraction], ...] = ()
    """Of a rubric: criterion and points."""
    reason: str = ""
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        """What it is about."""
        return (self.item, self.part, "" if self.student else self.form, self.student)

    @property
    def outcome(self) -> tuple[object, ...]:
        """What two people must have in common to agree."""
        return (self.verdict, self.credit, self.levels)

    @property
    def words(self) -> str:
        """Say the verdict in a word or two."""
        if self.verdict == "credit":
            return f"credit {self.credit}"
        if self.verdict == "levels":
            return ", ".join(f"{name} {points}" for name, points in self.levels)
        return {"accept": "accepted", "reject": "rejected"}.get(self.verdict, self.verdict)

    @property
    def told(self) -> str:
        """Say who decided what: the reason in the table of marks."""
        return f"decided by {self.who}: {self.words}" + (f" ({self.reason})" if self.reason else "")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers on which people disagree."""

    one: Decision
    other: Decision

    @property
    def words(self) -> str:
        """Say who says what."""
        one, other = self.one, self.other
        return f"{one.who} says {one.words}, {other.who} says {other.words}"


@dataclass(frozen=True, slots=True)
class Settled:
    """The decisions that hold."""

    decisions: dict[Key, Decision] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    learned: dict[tuple[str, str], Learned] = field(default_factory=dict)
    """Item and part to what the decisions there teach about other answers."""

    def on_answer(
        self, item: str, part: str, response: str, *, is_open: bool = False
    ) -> Decision | None:
        """Return the decision on an answer to an item or a part of one.

        Args:
            item: The item's id.
            part: The part's id; "" is the whole.
            response: The answer.
            is_open: Whether a decision on a like answer will do.
        """
        one = self.decisions.get((item, part, form_of(response), ""))
        if one is None and is_open and (item, part) in self.learned:
            return self.learned[item, part].decision(response)
        return one

    def on_student(self, item: str, student: str) -> Decision | None:
        """Return the decision on one student's answer, whatever it says now."""
        return self.decisions.get((item, "", "", student))


def settle(entries: Iterable[Decision]) -> Settled:
    """Find the decisions that hold: each person's last one, where all agree."""
    last: dict[Key, dict[str, Decision]] = {}
    for one in entries:
        last.setdefault(one.key, {})[one.who] = one
    holding: dict[Key, Decision] = {}
    conflicts = []
    for key, by_person in last.items():
        said = [one for one in by_person.values() if one.verdict != OPEN]
        other = next((one for one in said if one.outcome != said[0].outcome), None)
        if other is not None:
            conflicts.append(Conflict(said[0], other))
        elif said:
            holding[key] = said[0]
    return Settled(holding, tuple(conflicts))
