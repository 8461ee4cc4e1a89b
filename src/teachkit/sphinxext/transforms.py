"""What is done to the plain nodes after translation, and for builders that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..display import GAP, letter
from .notices import Notice, warn
from .questions import SHORT_BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DrawGaps", "LetterOptions", "by_class", "elements", "has_class", "with_class"]


def has_class(node: nodes.Node | None, name: str) -> bool:
    """Whether a node is an element that has a class."""
    return isinstance(node, nodes.Element) and name in node["classes"]


def elements(root: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the elements at and below a node in their order, as ``findall(Element)`` does.

    With a stack of our own: docutils hands each node up through a generator of every level
    above it, and a page is looked through often.
    """
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Element):
            yield node
            stack.extend(reversed(node.children))


def by_class(root: nodes.Node, *names: str) -> list[list[nodes.Element]]:
    """Return the elements at and below a node that have each of some classes, in one pass."""
    found: dict[str, list[nodes.Element]] = {name: [] for name in names}
    for one in elements(root):
        if classes := one.attributes["classes"]:
            for name in names:
                if name in classes:
                    found[name].append(one)
    return list(found.values())


def with_class(root: nodes.Node, name: str) -> list[nodes.Element]:
    """Return the elements at and below a node that have a class."""
    return [one for one in elements(root) if name in one.attributes["classes"]]


class DrawGaps(SphinxTransform):
    """Turns the ``[[gap]]`` marks of cloze texts into numbered blanks.

    Only after ``Locale`` (20) has put in the translation, in which the marks stand too.
    """

    default_priority = 25

    def apply(self, **_kwargs: object) -> None:
        """Draw the gaps of each cloze text of the page."""
        for text in with_class(self.document, "tk-cloze"):
            names: list[str] = text["tk-gaps"]
            drawn = [name for node in _texts(text) for name in _draw(node, names)]
            lost = [name for name in names if name not in drawn]
            if lost:
                warn(
                    Notice.TRANSLATION,
                    f"the text has lost its gap [[{']], [['.join(lost)}]]",
                    hint="keep every [[gap]] mark in the translation",
                    location=text.next_node(nodes.paragraph),
                )


def _texts(node: nodes.Element) -> list[nodes.Text]:
    return list(node.findall(nodes.Text))


def _draw(text: nodes.Text, names: list[str]) -> Iterator[str]:
    """Replace the marks in one text node; yield their names."""
    pieces = GAP.split(str(text))
    if len(pieces) == 1:
        return
    parts: list[nodes.Node] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            parts += [nodes.Text(piece)] if piece else []
        elif piece in names:
            parts.append(_gap(piece, names.index(piece) + 1))
            yield piece
        else:
            parts.append(nodes.Text(f"[[{piece}]]"))
    text.parent.replace(text, parts)


def _gap(name: str, number: int) -> nodes.inline:
    node = nodes.inline("", f"({number}) {SHORT_BLANK * 3}", classes=["tk-gap"])
    node["tk-name"], node["tk-number"] = name, number
    return node


class LetterOptions(SphinxPostTransform):
    """Writes the letters of options where the builder would print 1, 2, 3."""

    default_priority = 500
    formats = ("text",)

    def run(self, **_kwargs: object) -> None:
        """Make each option a container whose first paragraph begins with its letter."""
        for options in with_class(self.document, "tk-options"):
            entries = []
            for index, entry in enumerate(options.children):
                first = next(entry.findall(nodes.paragraph))
                first.insert(0, nodes.Text(f"{letter(index)}. "))
                entries.append(nodes.container("", *entry.children))
            options.replace_self(entries)
