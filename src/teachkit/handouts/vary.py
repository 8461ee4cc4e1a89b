"""A document in the orders of a variant: the same data, moved about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..display import letter
from ..variants import part_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Item, Sheet
    from ..variants import Variant

__all__ = ["varied"]

Data = dict[str, Any]


def varied(document: Data, sheet: Sheet, variant: Variant) -> Data:
    """Return a document as a variant prints it; the one given is left as it is.

    Nothing is read or checked again: what could be printed once can be printed in any order.
    """
    made = {data["id"]: data for data in document["items"]}
    items = []
    for number, id_ in enumerate(variant.items, start=1):
        data = _varied(made[id_], sheet.item(id_), variant)
        items.append(data | {"number": number})
    return document | {"items": items, "variant": variant.name}


def _varied(data: Data, item: Item, variant: Variant) -> Data:
    ids, shown = part_ids(item), variant.parts.get(item.id, ())
    if not ids or ids == shown:
        return data
    places = [ids.index(one) for one in shown]
    for name in ("options", "right", "events"):
        if name in data:
            data = data | {name: _moved(data[name], places)}
    if "key" in data:
        data = data | {"key": _moved_key(data["key"], item.kind, places)}
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
