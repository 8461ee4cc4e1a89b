"""The orders in which a variant prints a sheet: a hash of seed, variant, item and purpose.

Options come from Latin squares: over as many variants as there are options, each option stands
at each letter once. So no letter is the key's more often, and the key moves no otherwise than the
wrong options: two variants side by side tell nothing. No order of options knows which one is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from string import ascii_uppercase
from typing import TYPE_CHECKING

from ..display import right_sides, shown_events
from ..model import Choice, Match, Multi, Order
from .guards import kept_order, pinned_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Item, Sheet

__all__ = ["VARIANT_NAMES", "Variant", "make_variants", "part_ids", "plain_variant"]

VARIANT_NAMES = tuple(ascii_uppercase)
_TRIES = 12

_Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The orders of one variant; ids are those of the exercise file."""

    name: str
    """``A``, ``B``, … or "" for the sheet as it stands."""
    items: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Item id to the ids of its options, right sides or events, in the order printed."""

    def number(self, item_id: str) -> int:
        """Return the number printed beside an item."""
        return self.items.index(item_id) + 1


def part_ids(item: Item) -> tuple[str, ...]:
    """Return the ids of what has an order on paper, in the order of the sheet as it stands."""
    match item:
        case Choice() | Multi():
            return tuple(option.id for option in item.options)
        case Match():
            return tuple(side for side, _ in right_sides(item))
        case Order():
            return tuple(event.id for event in shown_events(item))
        case _:
            return ()


def plain_variant(sheet: Sheet) -> Variant:
    """Return the orders of the sheet as it stands."""
    parts = {item.id: part_ids(item) for item in sheet.items}
    return Variant("", tuple(item.id for item in sheet.items), _filled(parts))


def make_variants(sheet: Sheet, count: int, seed: str = "") -> list[Variant]:
    """Return variants A, B, C, …; more of them leave the first ones as they are.

    Args:
        sheet: The sheet.
        count: How many, 1 to 26.
        seed: Another seed gives other orders.

    Raises:
        ValueError: ``count`` is not between 1 and 26.
    """
    if not 1 <= count <= len(VARIANT_NAMES):
        raise ValueError(f"{count} variants: 1 to {len(VARIANT_NAMES)} can be made")
    names = VARIANT_NAMES[:count]
    salt = f"{seed}|{sheet.id}"
    orders = {item.id: _part_orders(item, names, salt) for item in sheet.items}
    items = _item_orders(sheet, names, salt)
    return [
        Variant(name, items[at], _filled({id_: rows[at] for id_, rows in orders.items()}))
        for at, name in enumerate(names)
    ]


def _filled(parts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {id_: one for id_, one in parts.items() if one}


def _hashed(values: Iterable[str], *salt: str) -> tuple[str, ...]:
    """Order values by a hash."""
    return tuple(sorted(values, key=lambda one: sha256("|".join((*salt, one)).encode()).digest()))


def _part_orders(item: Item, names: Sequence[str], salt: str) -> list[tuple[str, ...]]:
    """Return an item's orders, one a variant, where chance alone decides."""
    ids = part_ids(item)
    if not ids or kept_order(item):
        return [ids] * len(names)
    if isinstance(item, Choice | Multi):
        return [_square(ids, at, salt, item.id) for at in range(len(names))]
    if isinstance(item, Match):
        # By their texts: an order made of ids, which stand beside left sides, could be undone.
        texts = dict(right_sides(item))
        by_text = {text: id_ for id_, text in texts.items()}
        asked = tuple(pair.right for pair in item.pairs)
        rows = _different(tuple(texts.values()), [asked], names, (salt, item.id, "right"))
        return [tuple(by_text[text] for text in row) for row in rows]
    if isinstance(item, Order):
        dated = tuple(one.id for one in sorted(item.events, key=lambda one: one.date))
        known = [tuple(one.id for one in item.events), dated]
        return _different(ids, known, names, (salt, item.id, "events"))
    return [ids] * len(names)


def _different(
    values: tuple[str, ...],
    never: Iterable[tuple[str, ...]],
    names: Sequence[str],
    purpose: tuple[str, str, str],
) -> list[tuple[str, ...]]:
    """Return an order a variant: never one that tells the key, none twice as far as can be."""
    salt, item, what = purpose
    barred = set(never) if len(values) > 2 else set()
    taken, made = set(barred), []
    for name in names:
        rows = [_hashed(values, salt, name, item, f"{what}-{at}") for at in range(_TRIES)]
        row = next((one for one in rows if one not in taken), None)
        row = row or next((one for one in rows if one not in barred), rows[0])
        taken.add(row)
        made.append(row)
    return made


def _square(ids: tuple[str, ...], at: int, salt: str, item: str) -> _Row:
    """Return one row of a Latin square whose rows, columns and symbols are shuffled."""
    size = len(ids)
    block, row = divmod(at, size)
    places = [str(one) for one in range(size)]
    rows, columns, symbols = (
        _hashed(values, salt, str(block), item, what)
        for what, values in (("rows", places), ("columns", places), ("options", ids))
    )
    return tuple(symbols[(int(rows[row]) + int(columns[one])) % size] for one in range(size))


def _item_orders(sheet: Sheet, names: Sequence[str], salt: str) -> list[tuple[str, ...]]:
    """Return the order of items, one a variant: neighbours of one block change places."""
    pinned = pinned_items(sheet)
    orders = [[item.id for item in sheet.items] for _ in names]
    for number, (block, places) in enumerate(_blocks(sheet, pinned)):
        ids = tuple(sheet.items[place].id for place in places)
        for at, row in enumerate(_different(ids, (), names, (salt, block, f"items-{number}"))):
            for place, id_ in zip(places, row, strict=True):
                orders[at][place] = id_
    return [tuple(order) for order in orders]


def _blocks(sheet: Sheet, pinned: Mapping[str, str]) -> list[tuple[str, list[int]]]:
    """Return the places of each run of neighbours of one block that may move."""
    runs: list[tuple[str, list[int]]] = []
    before = ""
    for place, item in enumerate(sheet.items):
        if item.block and item.block != before:
            runs.append((item.block, []))
        if item.block and item.id not in pinned:
            runs[-1][1].append(place)
        before = item.block
    return [(name, places) for name, places in runs if len(places) > 1]
