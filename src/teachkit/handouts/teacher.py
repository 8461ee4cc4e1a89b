"""Pages for the teacher's own desk: the map of variants with their keys, the marking grid."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..display import letter
from ..model import Choice, Essay, Match, Multi, Order
from ..parts import Use
from ..variants import fairness
from .glyphs import soft_breaks
from .vary import varied
from .words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Item
    from ..variants import Spread
    from .classlist import Copy
    from .request import Request
    from .words import Words

__all__ = ["grid_document", "map_document"]

_SHUFFLED = (Choice, Multi, Match, Order)
_SHORT = 70
"""Characters of a prompt in the map."""
_EMPTY_ROWS = 30
_GRID_ITEMS = 24
"""Questions that fit beside the names of a landscape page."""


def map_document(request: Request, key: dict[str, Any]) -> dict[str, Any]:
    """Return the page that maps variants: numbers and right answers, and how even they are.

    Args:
        request: What is printed.
        key: The data of the key of the sheet as it stands.
    """
    orders = request.orders()
    made = {one.name: varied(key, request.sheet, one) for one in orders}
    keys = {
        name: {data["id"]: data for data in document["items"]} for name, document in made.items()
    }
    rows = []
    for item in request.sheet.items:
        mixed = isinstance(item, _SHUFFLED)
        first = keys[orders[0].name][item.id]
        rows.append(
            {
                "id": item.id,
                "prompt": _first_words(first["prompt"]),
                "answer": "" if mixed else _answer(item, first),
                "cells": [
                    {
                        "number": keys[one.name][item.id]["number"],
                        "answer": _answer(item, keys[one.name][item.id]) if mixed else "",
                    }
                    for one in orders
                ],
            }
        )
    words = words_of(request.sheet.language)
    return key | {
        "edition": "map",
        "variants": [one.name for one in orders],
        "rows": rows,
        "items": [],
        "fairness": _fair_lines(request, words),
        "letters": _letters(request),
    }


def _first_words(blocks: Sequence[dict[str, Any]]) -> str:
    text = " ".join(" ".join(_texts(blocks)).split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + " …"


def _texts(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            if isinstance(value, list):
                yield from _texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)


def _answer(item: Item, data: dict[str, Any]) -> str:
    """Return the right answer as a marker checks it on paper: letters, numbers, words."""
    key = data["key"]
    if isinstance(item, Choice | Multi):
        return " ".join(letter(at) for at, right in enumerate(key["correct"]) if right)
    if isinstance(item, Match):
        return "  ".join(f"{at}{one}" for at, one in enumerate(key["answers"], start=1))
    if isinstance(item, Order):
        return " ".join(key["answers"])
    if isinstance(item, Essay):
        return ""
    if "verdicts" in data:
        said = (data["verdicts"][place] for place in key["answers"])
        pairs = zip(data["claims"], said, strict=True)
        return "; ".join(f"{claim['letter']} {verdict}" for claim, verdict in pairs)
    answers = key.get("answers") or [key.get("answer", "")]
    return "; ".join(answers)


def _letters(request: Request) -> dict[str, Any]:
    """Return the table of letters: a row a variant, a column a letter."""
    spreads = fairness(request.sheet, request.orders()).spreads
    heads = list(spreads[""].counts)
    rows = [
        {"name": name, "counts": [spread.counts.get(head, 0) for head in heads]}
        for name, spread in spreads.items()
    ]
    return {"heads": heads, "rows": [*rows[1:], rows[0]]}


def _fair_lines(request: Request, words: Words) -> list[str]:
    """Say in sentences how even the variants are."""
    orders = request.orders()
    found = fairness(request.sheet, orders)
    items = len(request.sheet.items)
    points = words.amount(
        sum((one.points for one in request.sheet.items), start=Fraction()), "point"
    )
    same = {"n": len(orders), "items": items, "points": points}
    lines = [words.fair("same" if found.same_items else "not-same", **same)]
    if found.choices:
        lines.append(_spread_line(found.spreads[""], found.choices, words))
        runs = max(one.longest_run for name, one in found.spreads.items() if name)
        lines.append(words.fair("run", n=runs))
    else:
        lines.append(words.fair("no-choices"))
    first, second, shared = found.shared
    if first and found.choices:
        both = {"first": first, "second": second, "n": shared, "choices": found.choices}
        lines.append(words.fair("shared", **both))
    lines.append(words.fair("moved" if found.moved else "still", n=found.moved, items=items))
    for name, listed in (("kept", found.kept), ("pinned", found.pinned)):
        lines += [words.fair(name, item=item, reason=why) for item, why in listed.items()]
    return [soft_breaks(line) for line in lines]


def _spread_line(spread: Spread, choices: int, words: Words) -> str:
    counts = ", ".join(f"{name} {count}" for name, count in spread.counts.items())
    chi, limit = f"{spread.chi_square:.1f}", f"{spread.limit:.1f}"
    verdict = words.fair("even" if spread.even else "uneven", chi=chi, limit=limit)
    return words.fair("spread", choices=choices, counts=counts, verdict=verdict)


def grid_document(
    request: Request, sheet: dict[str, Any], students: Sequence[Copy]
) -> dict[str, Any]:
    """Return the marking grid: a row a student, a column a question.

    Args:
        request: What is printed.
        sheet: The data of the worksheet as it stands.
        students: The class; empty leaves rows to write names in.
    """
    orders = request.orders()
    items = [
        {
            "id": item.id,
            "practice": item.use is Use.PRACTICE,
            "points": words_of("en").amount(item.points),
            "numbers": [one.number(item.id) for one in orders],
        }
        for item in request.sheet.items
    ]
    pieces = [items[at : at + _GRID_ITEMS] for at in range(0, len(items), _GRID_ITEMS)]
    rows = [{"name": one.name or one.code, "variant": one.variant} for one in students]
    return sheet | {
        "edition": "grid",
        "items": [],
        "variants": [one.name for one in orders],
        "pieces": pieces,
        "students": rows or [{"name": "", "variant": ""}] * _EMPTY_ROWS,
    }
