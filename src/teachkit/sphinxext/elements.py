"""Nodes for the HTML elements that docutils has none for: fieldset, label, input.

Made only by the form layer, in a post-transform for HTML, so no other builder meets them.
An element with nodes of the page in it is an ``HtmlElement`` (``tag``). One with nothing but
words and elements of its kind is a single ``HtmlPiece`` (``piece``), written when it is made:
a select of eight options would be seventeen nodes otherwise, and every node costs time in
each pass over a page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "HtmlElement",
    "HtmlPiece",
    "depart_element",
    "piece",
    "pieces",
    "put",
    "tag",
    "visit_element",
    "visit_piece",
]

_VOID = ("input",)
_OWN_LINE = ("fieldset", "form", "details", "div", "legend", "summary")
"""Elements after which a new line begins."""
_LINE_ENDS = re.compile(r"[\n\r\t\v\f]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", ">": "&gt;", "@": "&#64;"})
"""As the HTML writer of docutils escapes text and values."""

Attributes = dict[str, str]


class HtmlElement(nodes.General, nodes.TextElement):
    """An HTML element with its attributes; a boolean one has the value ``""``.

    A text element, because the writer allows links in the text of nothing else.
    """


class HtmlPiece(nodes.Text):
    """Elements without nodes in them: as a text their words, which a search finds."""

    html: str
    """As it is written."""

    def copy(self) -> Self:
        """Return one that is written alike."""
        new = type(self)(str(self))
        new.html = self.html
        return new


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


def piece(
    name: str,
    *content: str,
    classes: Iterable[str] = (),
    attributes: Attributes | None = None,
) -> HtmlPiece:
    """Return an element that holds only texts and other pieces.

    Args:
        name: Its tag.
        *content: Text, which is escaped, and pieces.
        classes: Its classes.
        attributes: Its attributes.
    """
    inside = pieces(*content)
    start = _start(name, tuple(classes), tuple((attributes or {}).items()))
    return _made(inside, f"{start}{inside.html}{_end(name)}")


def pieces(*content: str) -> HtmlPiece:
    """Return texts and pieces one after another as one piece."""
    html = [one.html if isinstance(one, HtmlPiece) else _text(one) for one in content]
    return _made(" ".join(content), "".join(html))


def _made(words: str, html: str) -> HtmlPiece:
    new = HtmlPiece(words)
    new.html = html
    return new


def put(old: nodes.Node, new: nodes.Node) -> None:
    """Put a node in the place of another, without the other's ids and classes."""
    old.parent.replace(old, new)


def visit_element(self: HTML5Translator, node: HtmlElement) -> None:
    """Write the start tag; the writer knows where a second id goes."""
    name, attributes = node["tag"], node["attributes"]
    if node["ids"]:
        start = self.starttag(node, name, "", empty=name in _VOID, **attributes)
    else:
        start = _start(name, tuple(node["classes"]), tuple(attributes.items()))
    self.body.append(start)


def depart_element(self: HTML5Translator, node: HtmlElement) -> None:
    """Write the end tag, if there is one."""
    self.body.append(_end(node["tag"]))


def visit_piece(self: HTML5Translator, node: HtmlPiece) -> None:
    """Write it."""
    self.body.append(node.html)


@lru_cache(maxsize=1024)
def _start(name: str, classes: tuple[str, ...], attributes: tuple[tuple[str, str], ...]) -> str:
    """Return a start tag, attributes in alphabetical order, as docutils writes it."""
    values = dict(attributes)
    if classes:
        values["class"] = " ".join(dict.fromkeys(classes))
    said = [
        f' {key}="{_text(_LINE_ENDS.sub(" ", value))}"' for key, value in sorted(values.items())
    ]
    return f"<{name}{''.join(said)}{' /' if name in _VOID else ''}>"


def _end(name: str) -> str:
    end = "" if name in _VOID else f"</{name}>"
    return f"{end}\n" if name in _OWN_LINE else end


def _text(text: str) -> str:
    return str(text).translate(_SPECIAL)
