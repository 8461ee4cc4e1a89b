"""Texts of a data file as nodes of the page that shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it.token import Token

    from ..tomlfile import KeyPath

__all__ = ["Cell", "Writer", "labelled", "plain", "strong", "table"]

Cell = list[nodes.Node]
"""The content of one cell of a table: block nodes."""

# Paragraphs, lists and quotations; directives, headings and raw HTML stay plain text.
_BLOCKS = MarkdownIt("zero").enable(["list", "blockquote"])

# Text in which no rule of Markdown can find anything to do, whatever extensions a page enables:
# words, and marks of a sentence between a word and a space. Most texts of a data file are such;
# the page's parser, which would give the same, takes the larger part of the time for them.
_PLAIN = re.compile(
    r"""(?: [^\W_]++                    # letters and digits of any script
        | (?<=[^\W_])[-’](?=[^\W_])   # inside a word
        | [ –“”]
        | [,;:.?!](?=\ |$)            # "example.com" may become a link, "..." an ellipsis
        | \((?=[^\W_]{3}) | \)(?![^ ,;:.?!])  # "(c)" may become a sign
    )++""",
    re.VERBOSE,
)

_OPEN: dict[str, Callable[[Token], nodes.Element]] = {
    "bullet_list": lambda _: nodes.bullet_list(bullet="-"),
    "ordered_list": lambda token: nodes.enumerated_list(
        enumtype="arabic", prefix="", suffix=".", start=int(token.attrs.get("start", 1))
    ),
    "list_item": lambda _: nodes.list_item(),
    "blockquote": lambda _: nodes.block_quote(),
}


@dataclass(frozen=True)
class Writer:
    """Parses texts with the page's own parser, and says where each one stands.

    So references and roles work as in the page, warnings and translators' catalogs name
    the line of the data file, and each text is one message to translate.
    """

    parse: Callable[[str], list[nodes.Node]]
    """The inline parser of the page."""
    source: str
    """The data file."""
    line_of: Callable[[KeyPath], int]
    """The line of a key path."""
    base: KeyPath = ()
    """Key path that all paths given start from."""

    def at(self, *path: str | int) -> Writer:
        """Return a writer for what stands below a key path."""
        return replace(self, base=(*self.base, *path))

    def without_lines(self) -> Writer:
        """Return a writer that gives every text the line at which its base stands."""
        line = self.line_of(self.base)
        return replace(self, line_of=lambda _path: line)

    def inline(self, text: str, *path: str | int) -> list[nodes.Node]:
        """Parse a text without block structure."""
        return self._parse(text, self._line(path))

    def paragraph(
        self, text: str, *path: str | int, classes: Sequence[str] = ()
    ) -> nodes.paragraph:
        """Parse a text into one paragraph."""
        return self._paragraph(text, self._line(path), classes)

    def blocks(self, text: str, *path: str | int) -> list[nodes.Node]:
        """Parse a text of paragraphs, lists and quotations."""
        line = self._line(path)
        stack: list[nodes.Element] = [nodes.container()]
        for token in _BLOCKS.parse(text):
            kind = token.type.removesuffix("_open").removesuffix("_close")
            if token.type == "inline":
                offset = token.map[0] if token.map else 0
                stack[-1] += self._paragraph(token.content, line + offset)
            elif kind in _OPEN and token.nesting > 0:
                node = _OPEN[kind](token)
                stack[-1] += node
                stack.append(node)
            elif kind in _OPEN:
                stack.pop()
        return list(stack[0].children)

    def _line(self, path: KeyPath) -> int:
        return self.line_of((*self.base, *path))

    def _paragraph(self, text: str, line: int, classes: Sequence[str] = ()) -> nodes.paragraph:
        text = text.strip()
        node = nodes.paragraph(text, "", *self._parse(text, line), classes=list(classes))
        node.source, node.line = self.source, line
        return node

    def _parse(self, text: str, line: int) -> list[nodes.Node]:
        text = text.strip()
        if _PLAIN.fullmatch(text):
            return [nodes.Text(text)]
        holder = nodes.inline("", "", *self.parse(text))
        # A tag in a text is text: nothing in a data file may become markup of the page.
        for raw in list(holder.findall(nodes.raw)):
            raw.parent.replace(raw, nodes.Text(raw.astext()))
        for node in holder.findall(nodes.Element):
            node.source, node.line = self.source, line
        children = list(holder.children)
        holder.clear()
        return children


def plain(text: str, *classes: str) -> nodes.paragraph:
    """Return a paragraph of our own words: not a message of the page's catalog."""
    return nodes.paragraph("", text, classes=list(classes))


def strong(text: str, *classes: str) -> nodes.strong:
    """Return strong words of our own."""
    return nodes.strong("", text, classes=list(classes))


def labelled(label: str, *children: nodes.Node) -> nodes.paragraph:
    """Return a paragraph that starts with a strong label."""
    return nodes.paragraph("", "", strong(label), nodes.Text(" "), *children)


def table(
    head: Iterable[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
    *classes: str,
) -> nodes.table:
    """Return a table with one row of headings.

    Args:
        head: The headings, in our own words.
        rows: The cells of each row.
        widths: Relative widths of the columns.
        *classes: Classes of the table.
    """
    body = nodes.tbody("", *(_row(cells) for cells in rows))
    group = nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=width) for width in widths),
        nodes.thead("", _row([[plain(word)] for word in head])),
        body,
        cols=len(widths),
    )
    options: dict[str, Any] = {"classes": ["tk-table", *classes]}
    return nodes.table("", group, **options)


def _row(cells: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))
