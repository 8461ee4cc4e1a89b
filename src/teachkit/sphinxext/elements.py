"""One node for the HTML elements that docutils has none for: fieldset, label, input.

Made only by the form layer, in a post-transform for HTML, so no other builder meets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.writers.html5 import HTML5Translator

__all__ = ["HtmlElement", "depart_element", "put", "tag", "visit_element"]

_VOID = ("input",)

Attributes = dict[str, str]


class HtmlElement(nodes.General, nodes.TextElement):
    """An HTML element with its attributes; a boolean one has the value ``""``.

    A text element, because the writer allows links in the text of nothing else.
    """


def tag(
    name: str,
    *children: nodes.Node,
    classes: Iterable[str] = (),
    attributes: Attributes | None = None,
) -> HtmlElement:
    """Return an element."""
    node = HtmlElement("", "", *children, classes=list(classes))
    node["tag"], node["attributes"] = name, attributes or {}
    return node


def put(old: nodes.Node, new: nodes.Node) -> None:
    """Put a node in the place of another, without the other's ids and classes."""
    old.parent.replace(old, new)


def visit_element(self: HTML5Translator, node: HtmlElement) -> None:
    """Write the start tag."""
    empty = node["tag"] in _VOID
    self.body.append(self.starttag(node, node["tag"], "", empty=empty, **node["attributes"]))


def depart_element(self: HTML5Translator, node: HtmlElement) -> None:
    """Write the end tag, if there is one."""
    if node["tag"] not in _VOID:
        self.body.append(f"</{node['tag']}>")
    if node["tag"] in ("fieldset", "form", "details", "div", "legend", "summary"):
        self.body.append("\n")
