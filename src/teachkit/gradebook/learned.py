"""What decisions teach: an answer that a person accepted is a key for what is still open.

Only answers that the machine leaves open are looked at again, by the same guarded rules as
any key: *Tropic line* accepted, *the tropic lien* is a slip of it. Nothing that was decided
changes, and a decision on an answer itself always comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..marking.cloze import gap_spec
from ..marking.context import context_of
from ..marking.matcher import matcher
from ..marking.text import spec_of
from ..model import Cloze, State, Text
from .decisions import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..marking.keys import Spec
    from ..model import Item, Sheet
    from .decisions import Decision

__all__ = ["Learned", "learn"]


@dataclass(frozen=True, slots=True)
class Learned:
    """The key of an item or gap with the answers that people decided on."""

    spec: Spec
    decisions: dict[str, Decision] = field(default_factory=dict)
    """Answer to the decision on it."""

    def decision(self, response: str) -> Decision | None:
        """Return the decision that settles another answer, with what the two have in common."""
        said = matcher(self.spec).verdict(response)
        wanted = {State.CORRECT: "accept", State.INCORRECT: "reject"}.get(said.state)
        one = self.decisions.get(said.matched)
        if one is None or one.verdict != wanted:
            return None
        like = said.reason.partition(": decided by")[0]
        return replace(one, reason="; ".join(filter(None, (one.reason, like))))


def learn(sheet: Sheet, holding: Iterable[Decision]) -> dict[tuple[str, str], Learned]:
    """Gather what decisions teach, by item and part ("" is the whole item).

    Args:
        sheet: The sheet.
        holding: The decisions that hold.
    """
    items = {item.id: item for item in sheet.items}
    given: dict[tuple[str, str], dict[str, Decision]] = {}
    for one in holding:
        teaches = one.verdict in ("accept", "reject") and not one.student
        if teaches and one.answer and form_of(one.answer) == one.form:
            given.setdefault((one.item, one.part), {})[one.answer] = one
    found = {}
    for (item, part), decisions in given.items():
        spec = _spec(items[item], part, sheet)
        if spec is not None:
            found[item, part] = Learned(_with(spec, decisions.values()), decisions)
    return found


def _spec(item: Item, part: str, sheet: Sheet) -> Spec | None:
    context = context_of(item, sheet)
    if isinstance(item, Text) and item.need == 1:
        return spec_of(item, context)
    return gap_spec(item, part, context) if isinstance(item, Cloze) and part else None


def _with(spec: Spec, decisions: Iterable[Decision]) -> Spec:
    decided = list(decisions)
    accepted = tuple(one.answer for one in decided if one.verdict == "accept")
    rejected = tuple((one.answer, one.told) for one in decided if one.verdict == "reject")
    return spec._replace(accept=spec.accept + accepted, rejects=spec.rejects + rejected)
