"""What a student sees of a sheet: orders, letters, gaps, and the build hash.

Page, handout and answer reader must agree on these, so they stand here once. Nothing
depends on a clock or a random generator: an order is a SHA-256 of ids and a purpose.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from .model import Choice, Claims, Cloze, Match, Multi, Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Event, Gap, Item, Option, Sheet

__all__ = [
    "GAP",
    "cloze_pieces",
    "letter",
    "number_of",
    "numbered",
    "numbered_texts",
    "right_sides",
    "sheet_build",
    "shown_events",
    "shuffled_ids",
    "spaced",
]

GAP = re.compile(r"\[\[([a-z0-9][a-z0-9-]*)\]\]")
"""A gap mark in a cloze text; group 1 is the gap's id."""


_NUMBER = re.compile(r"[0-9]{1,3}")
_LONGEST = 5_000
"""Characters of a response beyond which nothing is looked for."""


def letter(index: int) -> str:
    """Name the option at a place: 0 is A, 25 is Z, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def spaced(response: str, count: int) -> list[str]:
    """Read ``BD``, ``B, D`` and ``B D`` as letters of a printed list.

    Args:
        response: What a student wrote, or a teacher copied from paper.
        count: How many letters the list has.

    Returns:
        The letters, as written; empty if it is not two or more letters of the list, each once.
        Words in small letters are none.
    """
    letters = {letter(place) for place in range(min(count, 26))}
    marks = re.findall(r"[A-Za-z]", response[:_LONGEST])
    plain = not re.search(r"[a-z]{2}|[^A-Za-z,;/&+ .]", response)
    known = count <= 26 and all(one.upper() in letters for one in marks)
    once = len({one.upper() for one in marks}) == len(marks)
    return marks if plain and known and once and len(marks) > 1 else []


def numbered(response: str, count: int) -> list[int]:
    """Read ``3 1 2``, ``3,1,2`` and ``3;1;2`` as the numbers in printed boxes, from the top down.

    Returns:
        The numbers; empty if they are not all of 1 to ``count``, each once.
    """
    entries = re.split(r"[;,\s]+", response[:_LONGEST].strip(" ;,"))
    if not all(_NUMBER.fullmatch(one) for one in entries):
        return []
    numbers = [int(one) for one in entries]
    return numbers if sorted(numbers) == list(range(1, count + 1)) else []


def number_of(sheet: Sheet, item_id: str) -> int:
    """Return the number printed beside an item, counted from 1."""
    return [item.id for item in sheet.items].index(item_id) + 1


def shuffled_ids(ids: Sequence[str], *salt: str) -> list[str]:
    """Order ids by a hash, and never in the order given if there are three or more.

    Of two, "never as given" would mean "always turned round", which tells the answer.
    """
    order = sorted(ids, key=lambda one: sha256("|".join((*salt, one)).encode()).digest())
    if len(order) > 2 and order == list(ids):
        order = [*order[1:], order[0]]
    return order


def right_sides(item: Match) -> tuple[tuple[str, str], ...]:
    """Return (id, text) of each different right side, in the order shown.

    A right side's id is the id of the first pair that has it; surplus ones are
    ``extra-1``, ``extra-2``, … in the file's order. These ids are a key: a page never
    shows them, and the order comes from the texts, because an order made of the ids,
    which stand beside the left sides, could be computed back. What is numbered ("Condition 1",
    "Condition 2") stands in its own order, before the rest: that says nothing of the pairs.
    """
    ids: dict[str, str] = {}
    for pair in item.pairs:
        ids.setdefault(pair.right, pair.id)
    for number, text in enumerate(item.extra, start=1):
        ids.setdefault(text, f"extra-{number}")
    shown = shuffled_ids(list(ids), item.id, "right")
    counted = numbered_texts(shown)
    rest = [text for text in shown if text not in counted]
    return tuple((ids[text], text) for text in [*counted, *rest])


_NUMBERED = re.compile(r"(\D*)(\d{1,9})(\D*)")


def numbered_texts(texts: Sequence[str]) -> list[str]:
    """Return the texts that differ by one number only, in its order; none if they are few.

    Three of them, or all where there are two.
    """
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for text in texts:
        if found := _NUMBERED.fullmatch(text.strip()):
            groups.setdefault((found[1], found[3]), []).append((int(found[2]), text))
    most = max(groups.values(), key=len, default=[])
    return [text for _number, text in sorted(most)] if len(most) >= min(3, len(texts)) else []


def shown_events(item: Order) -> tuple[Event, ...]:
    """Return the events in the order shown, which says nothing of the right one."""
    by_id = {event.id: event for event in item.events}
    return tuple(by_id[one] for one in shuffled_ids(list(by_id), item.id, "events"))


def cloze_pieces(item: Cloze) -> tuple[str | Gap, ...]:
    """Split a cloze text into text and gaps, in reading order."""
    gaps = {gap.id: gap for gap in item.gaps}
    pieces = GAP.split(item.text)
    return tuple(
        gaps[piece] if index % 2 else piece
        for index, piece in enumerate(pieces)
        if index % 2 or piece
    )


def _options(options: tuple[Option, ...]) -> list[list[str]]:
    return [[option.id, option.text] for option in options]


def _seen(item: Item) -> list[object]:
    """Return what a student sees of one item; no key may enter this list."""
    shown: list[object] = [item.id, item.kind, item.prompt]
    match item:
        case Choice() | Multi():
            shown.append(_options(item.options))
        case Cloze():
            shown.append(
                [item.text, [[gap.id, *gap.options] for gap in item.gaps]],
            )
        case Match():
            texts = [text for _, text in right_sides(item)]
            shown.append([[[pair.id, pair.left] for pair in item.pairs], texts])
        case Order():
            shown.append([[event.id, event.text] for event in shown_events(item)])
        case Claims():
            shown.append([item.source.excerpt, [[one.id, one.text] for one in item.claims]])
        case _:
            pass
    return shown


def sheet_build(sheet: Sheet) -> str:
    """Return a hash of the items as students see them: 12 hex digits.

    It tells whether answers were given to this state of the sheet. Keys do not enter
    it: a hash of a key can be guessed back.
    """
    seen = [sheet.id, [_seen(item) for item in sheet.items]]
    return sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:12]
