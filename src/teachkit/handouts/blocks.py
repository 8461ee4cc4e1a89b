"""What a student sees of each kind of item, as data for a template.

Nothing in this module reads a key: the data of a worksheet cannot hold one. What the
teacher's edition adds stands in ``keys``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..display import GAP, letter, right_sides, shown_events
from ..errors import did_you_mean
from ..model import (
    Choice,
    Claims,
    Cloze,
    Date,
    Essay,
    Item,
    Match,
    Multi,
    Number,
    Order,
    Text,
)
from ..parts import Precision, Use

if TYPE_CHECKING:
    from collections.abc import Callable

    from .writer import Spot, Writer

__all__ = ["BODIES", "is_short", "item_data"]

Data = dict[str, Any]

_DATE_PARTS = {
    Precision.DAY: ["day", "month", "year"],
    Precision.MONTH: ["month", "year"],
    Precision.YEAR: ["year"],
}
_SHORT, _SHORT_LINES = 1600, 14
"""Characters of JSON, and ruled lines, that surely fit on a page together."""
_GAP_MARK = 0xE000
"""Gaps travel through Markdown as single characters for private use, which no text may hold."""


def item_data(writer: Writer, item: Item, number: int) -> Data:
    """Return an item as a student sees it: docs/toolkit/handouts.md lists the keys."""
    spot = writer.item_spot(item)
    data = {
        "id": item.id,
        "kind": item.kind,
        "number": number,
        "practice": item.use is Use.PRACTICE,
        "points": writer.words.amount(item.points, "point"),
        "task": writer.words.task(item),
        "prompt": writer.blocks(item.prompt, spot.key("prompt")),
        **BODIES[type(item)](writer, item, spot),
    }
    return data | {
        "short": is_short(data) and data.get("lines", 0) * data.get("tall", 1) <= _SHORT_LINES
    }


def is_short(data: object, limit: int = _SHORT) -> bool:
    """Tell whether data is so little that it fits on a page however it is set."""
    text = json.dumps(data, ensure_ascii=False)
    return len(text) <= limit and '"break"' not in text and '"image"' not in text


def _options(writer: Writer, item: Choice | Multi, spot: Spot) -> Data:
    return {
        "options": [
            {
                "letter": letter(index),
                "text": writer.spans(
                    option.text, spot.entry("option", index, option.id).key("text")
                ),
            }
            for index, option in enumerate(item.options)
        ]
    }


def _number(writer: Writer, item: Number, spot: Spot) -> Data:
    return {"unit": writer.plain(item.unit, spot.key("unit"))}


def _date(_writer: Writer, item: Date, _spot: Spot) -> Data:
    return {"parts": _DATE_PARTS[item.precision]}


def _text(_writer: Writer, item: Text, _spot: Spot) -> Data:
    return {"lines": item.need, "tall": item.lines}


def _cloze(writer: Writer, item: Cloze, spot: Spot) -> Data:
    at = spot.key("text")
    places = {gap.id: index for index, gap in enumerate(item.gaps)}
    names = GAP.findall(item.text)
    unknown = [name for name in names if name not in places]
    if unknown:
        writer.report(at, f"no gap '{unknown[0]}'", did_you_mean(unknown[0], places), "no-gap")
        return {}
    # The marks are no text: the characters are checked without them.
    writer.exact(GAP.sub("", item.text), at)
    marked = GAP.sub(lambda found: chr(_GAP_MARK + places[found[1]]), item.text)
    blocks = writer.marked_blocks(marked, at)
    placed = _place_gaps(blocks)
    if blocks and placed != len(names):
        lost = f"{len(names) - placed} of {len(names)} gaps cannot be printed"
        writer.report(at, lost, "keep gaps out of code, addresses and image texts", "lost-gap")
    banks: dict[tuple[str, ...], list[int]] = {}
    for index, gap in enumerate(item.gaps):
        options = spot.entry("gap", index, gap.id).key("options")
        if gap.options:
            words = tuple(writer.plain(one, options) for one in gap.options)
            banks.setdefault(words, []).append(index + 1)
    return {
        "text": blocks,
        "gaps": len(item.gaps),
        "banks": [{"gaps": numbers, "words": list(words)} for words, numbers in banks.items()],
    }


def _place_gaps(node: object) -> int:
    """Put gap spans where the marks stand in texts; return how many were placed."""
    if isinstance(node, dict):
        return sum(_place_gaps(value) for value in node.values() if isinstance(value, list))
    if not isinstance(node, list):
        return 0
    placed = 0
    made: list[Any] = []
    for one in node:
        pieces = _split(one) if isinstance(one, dict) and one.get("span") == "text" else [one]
        placed += sum(piece.get("span") == "gap" for piece in pieces if isinstance(piece, dict))
        placed += _place_gaps(one)
        made.extend(pieces)
    node[:] = made
    return placed


def _split(span: Data) -> list[Data]:
    pieces: list[Data] = []
    text = ""
    for char in span["text"]:
        if _GAP_MARK <= ord(char) < 0xF900:
            pieces += [{"span": "text", "text": text}] if text else []
            pieces.append({"span": "gap", "number": ord(char) - _GAP_MARK + 1})
            text = ""
        else:
            text += char
    return [*pieces, {"span": "text", "text": text}] if text else pieces


def _match(writer: Writer, item: Match, spot: Spot) -> Data:
    pairs = {pair.id: index for index, pair in enumerate(item.pairs)}
    right = []
    for index, (side, text) in enumerate(right_sides(item)):
        where = (
            spot.entry("pair", pairs[side], side).key("right")
            if side in pairs
            else spot.key("extra")
        )
        right.append({"letter": letter(index), "text": writer.spans(text, where)})
    left = [
        {
            "number": index + 1,
            "text": writer.spans(pair.left, spot.entry("pair", index, pair.id).key("left")),
        }
        for index, pair in enumerate(item.pairs)
    ]
    return {"left": left, "right": right}


def _order(writer: Writer, item: Order, spot: Spot) -> Data:
    places = {event.id: index for index, event in enumerate(item.events)}
    return {
        "events": [
            writer.spans(event.text, spot.entry("event", places[event.id], event.id).key("text"))
            for event in shown_events(item)
        ]
    }


def _claims(writer: Writer, item: Claims, spot: Spot) -> Data:
    source, at = item.source, spot.key("source")
    return {
        "source": {
            "who": writer.spans(source.who, at.key("who")),
            "when": writer.spans(source.when, at.key("when")),
            "where": writer.spans(source.where, at.key("where")),
            "excerpt": writer.blocks(source.excerpt, at.key("excerpt")),
        },
        "verdicts": writer.words.verdicts,
        "claims": [
            {
                "letter": letter(index).lower(),
                "text": writer.spans(claim.text, spot.entry("claim", index, claim.id).key("text")),
            }
            for index, claim in enumerate(item.claims)
        ],
    }


def _essay(_writer: Writer, item: Essay, _spot: Spot) -> Data:
    return {"lines": item.lines}


BODIES: dict[type[Item], Callable[[Writer, Any, Spot], Data]] = {
    Choice: _options,
    Multi: _options,
    Number: _number,
    Date: _date,
    Text: _text,
    Cloze: _cloze,
    Match: _match,
    Order: _order,
    Claims: _claims,
    Essay: _essay,
}
"""What each kind adds to an item's data."""
