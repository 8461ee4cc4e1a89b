"""The room to answer in as native controls: what ``questions`` made, dressed for browsers.

One function a kind of room. Each takes the item's node and the name of its response, and
replaces the plain nodes. Labels wrap their controls, so no ids are needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..display import letter
from ..model import Verdict
from .elements import piece, pieces, put, tag
from .questions import verdict_word
from .transforms import with_class
from .words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from .elements import HtmlPiece

__all__ = ["CONTROLS"]


def _part(node: nodes.Element, name: str) -> nodes.Element:
    """Return the first node below that has a class."""
    return with_class(node, name)[0]


def _content(node: nodes.Node) -> list[nodes.Node]:
    """Take the inline content of the first paragraph of a node."""
    return list(next(node.findall(nodes.paragraph)).children)


def _cells(table: nodes.Element) -> list[list[nodes.Node]]:
    """Return the cells of each row of a table's body."""
    body = next(table.findall(nodes.tbody))
    return [list(row.children) for row in body.findall(nodes.row)]


def _value(entry: nodes.Node) -> str:
    """Return the id that a cell's paragraph carries."""
    return str(next(one["tk-value"] for one in entry.findall(nodes.paragraph) if "tk-value" in one))


def _words(node: nodes.Node) -> nodes.Node:
    """Take the inline content of the first paragraph of a node into a span."""
    return tag("span", *_content(node), classes=["tk-text"])


def _text_input(name: str, *classes: str, mode: str = "text", size: int = 24) -> HtmlPiece:
    return piece(
        "input",
        classes=["tk-field", *classes],
        attributes={
            "type": "text",
            "name": name,
            "size": str(size),
            "inputmode": mode,
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


def _select(name: str, options: list[tuple[str, str]]) -> HtmlPiece:
    entries = [
        piece("option", text, attributes={"value": value}) for value, text in [("", "–"), *options]
    ]
    return piece("select", *entries, classes=["tk-field"], attributes={"name": name})


def _box(kind: str, name: str, value: str) -> HtmlPiece:
    return piece("input", attributes={"type": kind, "name": name, "value": value})


def _options(kind: str) -> Callable[[nodes.Element, str], None]:
    def dress(item: nodes.Element, name: str) -> None:
        options = _part(item, "tk-options")
        labels = [
            tag(
                "label",
                pieces(
                    _box(kind, name, entry["tk-value"]),
                    " ",
                    piece("span", letter(index), classes=["tk-letter"]),
                    " ",
                ),
                _words(entry),
                classes=["tk-toggle"],
            )
            for index, entry in enumerate(options.findall(nodes.list_item))
        ]
        put(options, tag("div", *labels, classes=["tk-options"]))

    return dress


def _blank(mode: str) -> Callable[[nodes.Element, str], None]:
    def dress(item: nodes.Element, name: str) -> None:
        blank = _part(item, "tk-blank")
        unit = f" {blank['tk-unit']}" if "tk-unit" in blank else ""
        label = piece("label", _("Answer:") + " ", _text_input(name, mode=mode), unit)
        put(blank, piece("p", label, classes=["tk-blank"]))

    return dress


def _cloze(item: nodes.Element, name: str) -> None:
    choices = {
        one["tk-gap"]: one["tk-of"] for one in item.findall(nodes.list_item) if "tk-gap" in one
    }
    for gap in with_class(item, "tk-gap"):
        part = f"{name}.{gap['tk-name']}"
        if gap["tk-name"] in choices:
            control = _select(part, [(word, word) for word in choices[gap["tk-name"]]])
        else:
            control = _text_input(part, size=14)
        hidden = piece("span", _("gap") + " ", classes=["tk-hidden"])
        put(gap, piece("label", hidden, f"({gap['tk-number']}) ", control, classes=["tk-gap"]))


def _match(item: nodes.Element, name: str) -> None:
    sides = [
        (entry["tk-value"], f"{letter(place)} – {entry.astext()}")
        for place, entry in enumerate(_part(item, "tk-options").findall(nodes.list_item))
    ]
    rows = _part(item, "tk-pairs")
    labels = [
        tag(
            "label",
            _words(left),
            pieces(" ", _select(f"{name}.{_value(left)}", sides)),
            classes=["tk-row"],
        )
        for left, _blank in _cells(rows)
    ]
    put(rows, tag("div", *labels, classes=["tk-pairs"]))


def _order(item: nodes.Element, name: str) -> None:
    rows = _part(item, "tk-events")
    labels = [
        tag(
            "label",
            pieces(
                _text_input(f"{name}.{_value(event)}", "tk-position", mode="numeric", size=2), " "
            ),
            _words(event),
            classes=["tk-row"],
        )
        for _blank, event in _cells(rows)
    ]
    put(rows, tag("div", *labels, classes=["tk-events"]))


def _claims(item: nodes.Element, name: str) -> None:
    rows = _part(item, "tk-claims")
    groups = []
    for claim, *_boxes in _cells(rows):
        part = f"{name}.{_value(claim)}"
        toggles = [
            piece(
                "label",
                _box("radio", part, verdict.value),
                f" {verdict_word(verdict)}",
                classes=["tk-toggle"],
            )
            for verdict in Verdict
        ]
        legend = tag("legend", *_content(claim))
        choices = piece("div", *toggles, classes=["tk-verdicts"])
        groups.append(tag("fieldset", legend, choices, classes=["tk-claim"]))
    put(rows, tag("div", *groups, classes=["tk-claims"]))


def _essay(item: nodes.Element, name: str) -> None:
    lines = _part(item, "tk-lines")
    area = piece(
        "textarea",
        classes=["tk-field", "tk-ruled"],
        attributes={
            "name": name,
            "rows": str(lines["tk-lines"]),
            "cols": "60",
            "style": f"--tk-rows: {lines['tk-lines']}",
        },
    )
    label = piece("label", _("Answer:") + " ", area)
    put(lines, piece("p", label, classes=["tk-blank"]))


CONTROLS: dict[str, Callable[[nodes.Element, str], None]] = {
    "choice": _options("radio"),
    "multi": _options("checkbox"),
    "number": _blank("decimal"),
    "date": _blank("text"),
    "text": _blank("text"),
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "claims": _claims,
    "essay": _essay,
}
"""How each kind is dressed."""
