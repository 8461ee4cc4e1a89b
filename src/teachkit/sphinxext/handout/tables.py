"""Tables: heads, joined cells, relative widths; and which of them are there to be filled in."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from .walker import Walker

__all__ = ["is_organiser", "table_block"]

Data = dict[str, Any]

_WIDE = 4
"""Tables of so many columns take the margin too."""


def table_block(walker: Walker, node: nodes.table) -> Data:
    """Return a table as data: columns, rows of the head, rows of cells."""
    group = next(node.findall(nodes.tgroup))
    widths = [one.get("colwidth", 1) for one in group.findall(nodes.colspec)]
    title = node.next_node(nodes.title)
    heads = [row for part in group.findall(nodes.thead) for row in _rows(walker, part)]
    rows = [row for part in group.findall(nodes.tbody) for row in _rows(walker, part)]
    even = all(one == widths[0] for one in widths) or not isinstance(widths[0], int)
    return {
        "block": "cells",
        "columns": _by_content(heads + rows, len(widths)) if even else widths,
        "caption": walker.spans(title.children) if title is not None else [],
        "head": heads,
        "rows": rows,
        "stub": sum(bool(one.get("stub")) for one in group.findall(nodes.colspec)),
        "wide": len(widths) >= _WIDE,
        "organiser": is_organiser(node),
    }


def is_organiser(node: nodes.table) -> bool:
    """Whether a table is there to be filled in: two cells in five, or a column, are empty."""
    if any("tk-item" in one["classes"] for one in _around(node)):
        return False
    rows = [
        [_is_blank(one) for one in row.children]
        for part in node.findall(nodes.tbody)
        for row in part.children
        if isinstance(row, nodes.row)
    ]
    cells = [empty for row in rows for empty in row]
    if len(rows) < 2 or not cells:
        return False
    whole = any(all(column) for column in zip(*rows, strict=False))
    return whole or sum(cells) >= 0.4 * len(cells)


def _is_blank(cell: nodes.Node) -> bool:
    """Whether a cell holds nothing, or only a line to write on."""
    return not cell.astext().strip("_ \n") and not any(cell.findall(nodes.image))


def _around(node: nodes.Node) -> list[nodes.Element]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _rows(walker: Walker, part: nodes.Element) -> list[list[Data]]:
    return [
        [
            {
                "blocks": [] if _is_blank(entry) else walker.blocks(entry.children, inside=True),
                "across": entry.get("morecols", 0) + 1,
                "down": entry.get("morerows", 0) + 1,
            }
            for entry in row.children
            if isinstance(entry, nodes.entry)
        ]
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def _by_content(rows: list[list[Data]], count: int) -> list[int]:
    """Return widths by the length of what the columns hold; an empty one gets a fair share."""
    weights = [0] * count
    for row in rows:
        for index, cell in enumerate(row[:count]):
            if cell["across"] == 1:
                weights[index] = max(weights[index], _length(cell["blocks"]))
    shares = [isqrt(100 * min(max(one, 4), 300)) for one in weights]
    filled = [share for share, one in zip(shares, weights, strict=True) if one]
    usual = sum(filled) // len(filled) if filled else 1
    return [share if one else max(usual, 60) for share, one in zip(shares, weights, strict=True)]


def _length(data: object) -> int:
    if isinstance(data, dict):
        own = len(data["text"]) if isinstance(data.get("text"), str) else 0
        return own + sum(_length(one) for one in data.values() if isinstance(one, list))
    return sum(_length(one) for one in data) if isinstance(data, list) else 0
