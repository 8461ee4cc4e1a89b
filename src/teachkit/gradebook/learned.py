"""What decisions teach: an answer that a person accepted is a key for what is still open.

Only answers that the machine leaves open are looked at again, by the same guarded rules as
any key: *Tropic line* accepted, *the tropic lien* is a slip of it. Nothing that was decided
changes, and a decision on an answer itself always comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..marking.cloze import gap_spec
from ..marking.context import context_of
from ..marking.text import spec_of
from ..model import Cloze, Text
from .decisions import form_of
from .likeness import Effects, Likeness, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..marking.keys import Spec
    from ..model import Item, Sheet
    from .decisions import Decision

__all__ = ["TEACHES", "Learned", "learn", "spec_to_learn", "teaches"]

TEACHES = ("accept", "reject")
"""The verdicts that also settle like answers; part credit settles only what it was given to."""


def teaches(form: str, answer: str) -> bool:
    """Whether a decision on this form can settle like answers: its answer must be of the form."""
    return bool(answer) and form_of(answer) == form


@dataclass(frozen=True, slots=True)
class Learned:
    """The key of an item or gap, and the answers that people decided on."""

    spec: Spec
    decisions: tuple[Decision, ...] = ()

    @property
    def like(self) -> Likeness:
        """How other answers compare with these."""
        return likeness(self.spec, tuple(one.answer for one in self.decisions))

    def decision(self, response: str) -> Decision | None:
        """Return the decision that settles another answer, with what the two have in common.

        Where an accepted and a rejected answer both would settle it, neither does.
        """
        found = self.like.effects(response)
        accepts, rejects = self._standing(found, "accept"), self._standing(found, "reject")
        if bool(accepts) == bool(rejects):
            return None
        place = (accepts or rejects)[0]
        why = self.like.accepted if accepts else self.like.rejected
        one = self.decisions[place]
        reason = "; ".join(filter(None, (one.reason, why(place, response))))
        return replace(one, reason=reason)

    def _standing(self, found: Effects, verdict: str) -> list[int]:
        """Return the decisions with this verdict that settle an answer, vetoes seen to."""
        rejected = {at for at, one in enumerate(self.decisions) if one.verdict == "reject"}
        lost = {one for yes, no in found.vetoes if rejected.intersection(no) for one in yes}
        if verdict == "reject":
            return [one for one in found.rejecting if one in rejected]
        return [one for one in found.accepting if one not in rejected | lost]


def learn(sheet: Sheet, holding: Iterable[Decision]) -> dict[tuple[str, str], Learned]:
    """Gather what decisions teach, by item and part ("" is the whole item).

    Args:
        sheet: The sheet.
        holding: The decisions that hold.
    """
    items = {item.id: item for item in sheet.items}
    given: dict[tuple[str, str], dict[str, Decision]] = {}
    for one in holding:
        if one.verdict in TEACHES and not one.student and teaches(one.form, one.answer):
            given.setdefault((one.item, one.part), {})[one.answer] = one
    found = {}
    for (item, part), decisions in given.items():
        spec = spec_to_learn(items[item], part, sheet)
        if spec is not None:
            found[item, part] = Learned(spec, tuple(decisions.values()))
    return found


def spec_to_learn(item: Item, part: str, sheet: Sheet) -> Spec | None:
    """Return the key that decisions on an item or a part add to; ``None`` if they teach nothing."""
    context = context_of(item, sheet)
    if isinstance(item, Text) and item.need == 1 and not part:
        return spec_of(item, context)
    return gap_spec(item, part, context) if isinstance(item, Cloze) and part else None
