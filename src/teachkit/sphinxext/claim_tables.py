"""Tables of claims for browsers: stacked on a phone, and with a filter that needs no script.

The filter is radio buttons and a stylesheet: ``:has()`` sees which one is chosen and hides the
rows that do not fit. A browser that does not know ``:has()`` shows no filter and all rows, and
so does paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .assets import for_browsers
from .elements import piece, put, tag
from .transforms import with_class
from .words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .elements import HtmlElement, HtmlPiece

__all__ = ["MOST", "DressTables", "register"]

MOST = 16
"""The stylesheet has rules for so many values of a group; one with more is not offered."""


def register(app: Sphinx) -> None:
    """Prepare for browsers; whether it is one is known when the builder is."""
    app.connect("builder-inited", _dress_for_browsers)


def _dress_for_browsers(app: Sphinx) -> None:
    if for_browsers(app):
        app.add_post_transform(DressTables)


class DressTables(SphinxPostTransform):
    """Makes the tables anew with the roles and labels that a stacked table needs.

    After ``DressForms`` (400), which gives ids that stand twice names of their own.
    """

    default_priority = 410
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Dress every table of claims of the document."""
        for number, table in enumerate(with_class(self.document, "tk-stacked"), start=1):
            dressed = _table(table)
            groups = table.get("tk-filter")
            if groups:
                box = tag("div", _filter(groups, number), classes=["tk-sifted"])
                put(table, box)
                box += [dressed, _count(len(next(table.findall(nodes.tbody)).children))]
            else:
                put(table, dressed)


def _table(table: nodes.Element) -> HtmlElement:
    head, body = next(table.findall(nodes.thead)), next(table.findall(nodes.tbody))
    names = [entry.astext() for entry in head.findall(nodes.entry)]
    headings = [
        piece("th", name, attributes={"scope": "col", "role": "columnheader"}) for name in names
    ]
    rows = [_row(row, names) for row in body.findall(nodes.row)]
    # The roles say what the tags say: a browser that stacks the cells forgets the tags.
    parts = [
        piece("thead", piece("tr", *headings, attributes={"role": "row"}), attributes=_GROUP),
        tag("tbody", *rows, attributes=_GROUP),
    ]
    classes = ["docutils", *table["classes"]]
    return tag("table", *parts, classes=classes, attributes={"role": "table"})


_GROUP = {"role": "rowgroup"}


def _row(row: nodes.row, names: list[str]) -> HtmlElement:
    first, *rest = row.findall(nodes.entry)
    cells = [tag("th", *_content(first), attributes={"scope": "row", "role": "rowheader"})]
    cells += [
        tag("td", *_content(entry), attributes={"role": "cell", "data-label": name})
        for entry, name in zip(rest, names[1:], strict=True)
    ]
    classes = [*row["classes"]]
    classes += [f"tk-of-{key}-{row[f'tk-{key}']}" for key in _KEYS if f"tk-{key}" in row]
    node = tag("tr", *cells, classes=classes, attributes={"role": "row"})
    for target in first.findall(nodes.target):
        node["ids"] += target["ids"]
        target["ids"] = []
    return node


_KEYS = ("page", "verdict", "topic")


def _content(entry: nodes.entry) -> list[nodes.Node]:
    """Take the content of a cell; room to write in is empty on screen, and ruled by a style."""
    blank = entry.astext().strip("_") == ""
    return (
        [piece("span", "\N{NO-BREAK SPACE}", classes=["tk-room"])]
        if blank
        else list(entry.children)
    )


def _filter(groups: list[tuple[str, str, list[tuple[int, str]]]], number: int) -> HtmlPiece:
    """Return the form: a group of radio buttons each for page, verdict and question."""
    inside = []
    for key, heading, values in groups:
        if len(values) > 1 and max(place for place, _word in values) <= MOST:
            name = f"tk-{key}-{number}"
            radios = [
                _radio(name, f"tk-pick-{key}-{place}", word, checked=False)
                for place, word in values
            ]
            every = _radio(name, "", _("all"), checked=True)
            inside.append(piece("fieldset", piece("legend", heading), every, *radios))
    inside.append(piece("button", _("Show all"), attributes={"type": "reset"}))
    # What would be sent is off: it keeps the Enter key from sending the form.
    nothing = {"type": "submit", "disabled": "", "hidden": ""}
    inside.append(piece("button", _("Show"), attributes=nothing))
    said = {"autocomplete": "off", "aria-label": _("Choose which claims to show")}
    return piece("form", *inside, classes=["tk-filter", "tk-screen"], attributes=said)


def _radio(name: str, mark: str, word: str, *, checked: bool) -> HtmlPiece:
    attributes = {"type": "radio", "name": name, "value": mark or "all"}
    if checked:
        attributes["checked"] = ""
    box = piece("input", classes=[mark] if mark else [], attributes=attributes)
    return piece("label", box, f" {word}", classes=["tk-chip"])


def _count(total: int) -> HtmlPiece:
    """Return the line below the table: a counter of the stylesheet, of so many."""
    shown = piece("span", classes=["tk-shown"])
    text = " " + _("of %d claims shown") % total
    return piece("p", shown, text, classes=["tk-count", "tk-note", "tk-screen"])
