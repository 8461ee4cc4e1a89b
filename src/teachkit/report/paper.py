"""A page of ours as a tree that a template sets: so that paper says what the page says.

Only what our own pages are made of has a shape here; of any other element the words stay.
Answers of students reach Typst as data, and characters that no font has become a box.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from ..handouts.glyphs import clean, soft_breaks, unprintable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Node", "elements", "page_tree", "words_of"]

Node = dict[str, Any]
"""An element: ``tag``, ``children`` and what its shape needs."""

_SHAPES = frozenset(
    "h1 h2 h3 p ul ol li table thead tbody tr th td dl dt dd strong em code a figure img section"
    " br".split()
)
_EMPTY = ("img", "br", "meta", "link")
_DROPPED = ("head", "nav", "summary", "svg")
_SPACE = re.compile(r"[ \t\r\n]+")
_BOX = "□"
_MAX_DEPTH = 60
_WIDE = 18
"""Characters from which on a column shares the width that is left."""


class _Reader(HTMLParser):
    """Builds the tree; elements without a shape hand their children on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: Node = {"tag": "top", "children": []}
        self._open: list[tuple[str, Node | None]] = []
        self._kept = 0
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag in _EMPTY:
            if tag in _SHAPES and not self._dropped:
                self._add(_element(tag, given, classes))
            return
        node = None
        if self._dropped or tag in _DROPPED or "vh" in classes or len(self._open) > _MAX_DEPTH:
            self._dropped += 1
            self._open.append((f"-{tag}", None))
            return
        if tag in _SHAPES:
            node = _element(tag, given, classes)
            self._add(node)
        self._kept += "said" in classes
        self._open.append((f"={tag}" if "said" in classes else f" {tag}", node))

    def handle_endtag(self, tag: str) -> None:
        if not any(name[1:] == tag for name, _ in self._open):
            return
        while self._open:
            name, _ = self._open.pop()
            self._dropped -= name[0] == "-"
            self._kept -= name[0] == "="
            if name[1:] == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if not self._kept:
            self._add(_SPACE.sub(" ", data))
            return
        for number, line in enumerate(data.split("\n")):
            if number:
                self._add(_element("br", {}, []))
            self._add(line)

    def _add(self, child: Node | str) -> None:
        into = next((node for _, node in reversed(self._open) if node is not None), self.top)
        if isinstance(child, str):
            if child:
                into["children"].append(_printable(child))
        else:
            into["children"].append(child)


def _element(tag: str, given: dict[str, str], classes: Sequence[str]) -> Node:
    node: Node = {"tag": tag, "classes": list(classes), "children": []}
    for name in ("id", "href", "src", "alt"):
        if name in given:
            node[name] = _printable(given[name]) if name == "alt" else given[name]
    return node


def _printable(text: str) -> str:
    """Replace what no font has, and let long words break."""
    text = clean(text)
    for char in unprintable(text):
        text = text.replace(char, _BOX)
    return soft_breaks(text)


def page_tree(html: str, *, labels: bool) -> list[Node]:
    """Read a page, or a piece of one.

    Args:
        html: What a module of ours wrote, perhaps edited by a teacher.
        labels: Whether links within the page lead somewhere; without it they are words.

    Returns:
        The blocks of the body.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = [one for one in reader.top["children"] if not isinstance(one, str)]
    ids = {node["id"] for node in _all(blocks) if "id" in node} if labels else set()
    for node in _all(blocks):
        if not labels:
            node.pop("id", None)
        href = node.pop("href", "")
        if href.startswith(("https://", "http://")):
            node["url"] = href
        elif href[1:] in ids and href.startswith("#"):
            node["to"] = href[1:]
        if node["tag"] == "thead":
            for link in _all([node]):  # a head is repeated on each page, its links may not be
                link.pop("url", None)
                link.pop("to", None)
                link.pop("href", None)
        if node["tag"] == "table":
            node["wide"] = _wide_columns(node)
    return blocks


def _all(nodes: Iterable[Node | str]) -> list[Node]:
    """Return all elements below some, these too."""
    found: list[Node] = []
    waiting = [one for one in nodes if not isinstance(one, str)]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += elements(node)
    return found


def _wide_columns(table: Node) -> list[bool]:
    """Say of each column whether it holds long texts."""
    longest: list[int] = []
    for row in (node for node in _all([table]) if node["tag"] == "tr"):
        for place, cell in enumerate(elements(row)):
            if place == len(longest):
                longest.append(0)
            if cell["tag"] == "td" or place == 0:
                longest[place] = max(longest[place], len(words_of(cell)))
    return [length > _WIDE for length in longest]


def elements(node: Node) -> list[Node]:
    """Return the elements that stand directly in one."""
    return [one for one in node["children"] if not isinstance(one, str)]


def words_of(node: Node) -> str:
    """Return all words below an element."""
    return "".join(one if isinstance(one, str) else words_of(one) for one in node["children"])
