"""A document in the orders of a variant: the same data, moved about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..display import letter
from ..variants import part_ids
from .keys import text_list
from .tried import tried
from .words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Item, Sheet
    from ..variants import Variant
    from .words import Words

__all__ = ["varied"]

Data = dict[str, Any]


def varied(document: Data, sheet: Sheet, variant: Variant) -> Data:
    """Return a document as a variant prints it; the one given is left as it is.

    Nothing is read or checked again: what could be printed once can be printed in any order.
    """
    made = {data["id"]: data for data in document["items"]}
    words = words_of(sheet.language)
    items = []
    for number, id_ in enumerate(variant.items, start=1):
        data = _varied(made[id_], sheet.item(id_), variant, words)
        items.append(data | {"number": number})
    return document | {"items": items, "variant": variant.name}


def _varied(data: Data, item: Item, variant: Variant, words: Words) -> Data:
    ids, shown = part_ids(item), variant.parts.get(item.id, ())
    if not ids or ids == shown:
        return data
    places = [ids.index(one) for one in shown]
    for name in ("options", "right", "events"):
        if name in data:
            data = data | {name: _moved(data[name], places)}
    if "key" in data:
        key = _moved_key(data["key"], item.kind, places)
        data = data | {"key": key | {"notes": _retried(key["notes"], item, words, shown)}}
    return data


def _moved(rows: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """Move rows; the letter stays with the place."""
    moved = [rows[place] for place in places]
    if moved and isinstance(moved[0], dict) and "letter" in moved[0]:
        return [row | {"letter": letter(at)} for at, row in enumerate(moved)]
    return moved


def _moved_key(key: Data, kind: str, places: Sequence[int]) -> Data:
    if kind == "match":
        new = {letter(old): letter(at) for at, old in enumerate(places)}
        answers = [new[one] for one in key["answers"]]
        notes = [_relettered(note, key["answers"], answers) for note in key["notes"]]
        return key | {"answers": answers, "notes": notes}
    lists = ("correct", "why", "credit", "answers", "dates")
    return key | {name: _moved(key[name], places) for name in lists if name in key}


def _retried(notes: Sequence[Data], item: Item, words: Words, shown: Sequence[str]) -> list[Data]:
    """Write the responses that the item was tried with in the variant's letters."""
    blocks = text_list(tried(item, words, shown))
    label = words.note("tests")
    return [note | {"blocks": blocks} if note["label"] == label else note for note in notes]


def _relettered(note: Data, before: Sequence[str], after: Sequence[str]) -> Data:
    """Write the new letter into "1 C", which begins what is said of a pair."""
    names = {f"{at + 1} {one} ": f"{at + 1} {after[at]} " for at, one in enumerate(before)}

    def changed(node: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(node, dict):
            if node.get("span") == "text" and node["text"] in names:
                return node | {"text": names[node["text"]]}
            return {name: changed(value) for name, value in node.items()}
        return [changed(one) for one in node] if isinstance(node, list) else node

    return dict(changed(note))
