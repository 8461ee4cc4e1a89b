"""The same item in several classes and years, found by what it is and not by its name."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from math import lcm
from typing import TYPE_CHECKING, Any

from ..model import State
from .intervals import Estimate, wilson
from .moments import Moments, item_rest, moments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..gradebook.tally import ItemTally, Tally
    from ..model import Item, Sheet

__all__ = ["ClassShare", "PooledItem", "item_hash", "pool"]

_BESIDE = {"tests", "minutes", "objective", "facts", "section", "explain", "use", "why"}
"""Keys that change neither what a student sees nor what is right."""


def item_hash(item: Item) -> str:
    """Return a hash of what is asked, how it is marked and what is right: 12 hex digits."""
    text = json.dumps([item.kind, _parts(item)], ensure_ascii=False)
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _parts(value: Any) -> Any:  # noqa: ANN401 - any value of an item
    if is_dataclass(value):
        return {
            one.name: _parts(getattr(value, one.name))
            for one in fields(value)
            if one.name not in _BESIDE
        }
    if isinstance(value, tuple):
        return [_parts(one) for one in value]
    return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class ClassShare:
    """An item in one class."""

    label: str
    number: int
    """As printed on that sheet."""
    decided: int
    right: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledItem:
    """An item in all classes that had it in one and the same state."""

    item: Item
    hash: str
    classes: tuple[ClassShare, ...]
    decided: int
    right: Estimate | None
    credit: Estimate | None
    rest: Estimate | None
    """Within classes: what one class has over another does not enter it."""
    changed: bool
    """Whether an item of this id was something else in another class."""


def pool(classes: Sequence[tuple[str, Sheet, Tally]]) -> tuple[PooledItem, ...]:
    """Join what classes answered.

    Args:
        classes: A label, the sheet as it was then, and the tally of each.

    Returns:
        One entry for each different item, in the order in which they are met.
    """
    found: dict[str, list[tuple[str, int, Item, Sheet, Tally]]] = {}
    states: dict[str, set[str]] = {}
    for label, sheet, tally in classes:
        for number, item in enumerate(sheet.items, start=1):
            hashed = item_hash(item)
            states.setdefault(item.id, set()).add(hashed)
            found.setdefault(hashed, []).append((label, number, item, sheet, tally))
    return tuple(
        _pooled(hashed, entries, changed=len(states[entries[0][2].id]) > 1)
        for hashed, entries in found.items()
    )


def _pooled(
    hashed: str, entries: list[tuple[str, int, Item, Sheet, Tally]], *, changed: bool
) -> PooledItem:
    item = entries[0][2]
    unit = lcm(*(tally.unit for *_, tally in entries))
    shares, groups = [], []
    right = 0
    whole = Moments()
    for label, number, one, sheet, tally in entries:
        scaled = tally.scaled(unit).items[one.id]
        moments = moments_of(scaled.answers.values())
        fully = _right(scaled)
        right, whole = right + fully, whole + moments
        groups.append((moments, max(1, int(sum(of.points for of in sheet.items) * unit))))
        share = wilson(fully / moments.n, moments.n) if moments.n else None
        shares.append(ClassShare(label, number, moments.n, share))
    n, most = whole.n, float(item.points * unit)
    return PooledItem(
        item=item,
        hash=hashed,
        classes=tuple(shares),
        decided=n,
        right=wilson(right / n, n) if n else None,
        credit=wilson(min(1.0, whole.x / n / most), n) if n and most else None,
        rest=item_rest(groups),
        changed=changed,
    )


def _right(tally: ItemTally) -> int:
    return sum(one.count for one in tally.answers.values() if one.state == State.CORRECT.value)
