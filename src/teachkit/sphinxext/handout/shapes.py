"""The shapes of block nodes, one function each, and the table that says which node has which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from .exercises import item_blocks
from .figures import figure_block, picture
from .spans import is_inline, text_spans
from .tables import table_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from .walker import Walker

__all__ = ["BY_NAME", "HIDDEN", "SHAPES"]

Data = dict[str, Any]

HIDDEN = (
    nodes.comment,
    nodes.substitution_definition,
    nodes.decoration,
    nodes.meta,
    nodes.pending,
    nodes.colspec,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
    addnodes.toctree,
    addnodes.index,
)
"""What says nothing to readers. Marks of the index stand in paragraphs."""


def _section(walker: Walker, node: nodes.section) -> list[Data]:
    return walker.section(node)


def _title(walker: Walker, node: nodes.title) -> list[Data]:
    spans = walker.spans(node.children)
    return [{"block": "heading", "level": walker.level, "spans": spans, "text": node.astext()}]


def _paragraph(walker: Walker, node: nodes.Element) -> list[Data]:
    if not all(is_inline(one) for one in node.children):
        return walker.blocks(node.children)  # Sphinx puts lists of pages into paragraphs
    images = [one for one in node.children if isinstance(one, nodes.image)]
    if len(images) == 1 and not node.astext().strip():
        return _image(walker, images[0])
    spans = walker.spans(node.children)
    if not spans and not walker.labels(node):
        return []
    return [{"block": "para", "spans": spans, "classes": node["classes"]}]


def _image(walker: Walker, node: nodes.image) -> list[Data]:
    made = picture(walker, node)
    if made is None:
        said = text_spans(walker, node.get("alt", ""), node)
        return [{"block": "para", "spans": said, "classes": []}] if said else []
    return [{"block": "figure", **made, "caption": [], "below": []}]


def _bullets(walker: Walker, node: nodes.Element) -> list[Data]:
    items = [walker.blocks(one.children) for one in node.children]
    return [{"block": "list", "ordered": False, "start": 1, "items": items,
             "classes": node["classes"]}]  # fmt: skip


_STYLES = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


def _numbers(walker: Walker, node: nodes.enumerated_list) -> list[Data]:
    style = _STYLES.get(node.get("enumtype", "arabic"), "1")
    numbering = node.get("prefix", "") + style + node.get("suffix", ".")
    items = [walker.blocks(one.children) for one in node.children]
    return [
        {
            "block": "list",
            "ordered": True,
            "start": node.get("start", 1),
            "numbering": numbering,
            "lined": "document" in node["classes"],
            "items": items,
            "classes": node["classes"],
        }
    ]


def _definitions(walker: Walker, node: nodes.definition_list) -> list[Data]:
    entries = []
    for entry in node.children:
        terms = [one for one in entry.children if isinstance(one, nodes.term | nodes.classifier)]
        bodies = [one for one in entry.children if isinstance(one, nodes.definition)]
        words: list[Data] = []
        for term in terms:
            words += [{"span": "text", "text": ", "}] if words else []
            words += [{"span": "anchor", "label": one} for one in walker.labels(term)]
            words += walker.spans(term.children)
        labels = walker.labels(entry)
        blocks = [block for body in bodies for block in walker.blocks(body.children)]
        entries.append({"term": words, "labels": labels, "blocks": blocks})
    return [{"block": "terms", "entries": entries, "classes": node["classes"]}]


def _fields(walker: Walker, node: nodes.Element) -> list[Data]:
    entries = []
    for entry in node.children:
        name, body = entry.children[0], entry.children[-1]
        words = walker.spans(name.children)
        entries.append({"term": words, "labels": [], "blocks": walker.blocks(body.children)})
    return [{"block": "terms", "entries": entries, "classes": []}]


def _quote(walker: Walker, node: nodes.Element) -> list[Data]:
    by = [one for one in node.children if isinstance(one, nodes.attribution)]
    said = [one for one in node.children if not isinstance(one, nodes.attribution)]
    return [
        {
            "block": "quote",
            "blocks": walker.blocks(said),
            "by": walker.spans(by[0].children) if by else [],
            "classes": node["classes"],
        }
    ]


def _code(walker: Walker, node: nodes.Element) -> list[Data]:
    lines = [
        "".join(span.get("text", "") or _flat(span) for span in text_spans(walker, line, node))
        for line in node.astext().split("\n")
    ]
    return [{"block": "code", "lines": lines}]


def _flat(span: Data) -> str:
    return "".join(str(one.get("text", "")) for one in span.get("spans", []))


def _verse(walker: Walker, node: nodes.Element) -> list[Data]:
    lines: list[Data] = []
    for line in node.children:
        if isinstance(line, nodes.line_block):
            lines += [
                {**one, "depth": one["depth"] + 1} for one in _verse(walker, line)[0]["lines"]
            ]
        else:
            lines.append({"depth": 0, "spans": walker.spans(line.children)})
    return [{"block": "verse", "lines": lines}]


def _box(walker: Walker, node: nodes.Element) -> list[Data]:
    """Return an admonition, topic or sidebar: a title and what it says."""
    titles = [one for one in node.children if isinstance(one, nodes.title)]
    named = admonitionlabels.get(node.tagname)
    title = walker.spans(titles[0].children) if titles else []
    if not title and named:
        title = text_spans(walker, str(named), node)
    rest = [one for one in node.children if one not in titles]
    return [{"block": "box", "title": title, "blocks": walker.blocks(rest, inside=True)}]


def _container(walker: Walker, node: nodes.Element) -> list[Data]:
    classes = node["classes"]
    if "tk-item" in classes:
        return item_blocks(walker, node)
    component = node.get("design_component", "")
    shape = _COMPONENTS.get(component)
    if shape:
        return shape(walker, node)
    if "literal-block-wrapper" in classes:
        caption = node.next_node(nodes.caption)
        said = [{"block": "rubric", "spans": walker.spans(caption.children)}] if caption else []
        return [*said, *walker.blocks([one for one in node.children if one is not caption])]
    return walker.blocks(node.children)


def _grid(walker: Walker, node: nodes.Element) -> list[Data]:
    """Return the cards of a grid side by side, two in a row."""
    items = [
        one
        for one in node.findall(nodes.container)
        if one.get("design_component") == "grid-item"
        and not any(_is_grid(around) for around in _between(one, node))
    ]
    cells = [walker.blocks(one.children, inside=True) for one in items]
    return [{"block": "grid", "cells": cells}] if cells else walker.blocks(node.children)


def _is_grid(node: nodes.Element) -> bool:
    return bool(node.get("design_component", "") == "grid-container")


def _between(node: nodes.Node, top: nodes.Node) -> list[nodes.Element]:
    found = []
    while node.parent is not top and node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _card(walker: Walker, node: nodes.Element) -> list[Data]:
    return [{"block": "box", "title": [], "blocks": walker.blocks(node.children, inside=True)}]


def _titled(walker: Walker, node: nodes.Element) -> list[Data]:
    """Return a tab or a dropdown, open: paper cannot fold."""
    first, *rest = node.children
    if not isinstance(first, nodes.rubric):
        return _card(walker, node)
    title = walker.spans(first.children)
    return [{"block": "box", "title": title, "blocks": walker.blocks(rest, inside=True)}]


_COMPONENTS: dict[str, Callable[[Walker, Any], list[Data]]] = {
    "grid-container": _grid,
    "card": _card,
    "tab-item": _titled,
    "dropdown": _titled,
}


def _rubric(walker: Walker, node: nodes.Element) -> list[Data]:
    return [{"block": "rubric", "spans": walker.spans(node.children)}]


def _note(walker: Walker, node: nodes.Element) -> list[Data]:
    """Return a footnote that nothing refers to; the others stand at their numbers."""
    if node.get("backrefs"):
        return []
    return walker.blocks(node.children)


def _through(walker: Walker, node: nodes.Element) -> list[Data]:
    return walker.blocks(node.children)


SHAPES: tuple[tuple[Any, Callable[[Walker, Any], list[Data]]], ...] = (
    (nodes.section, _section),
    (nodes.title, _title),
    (nodes.table, lambda walker, node: [table_block(walker, node)]),
    (nodes.figure, figure_block),
    (nodes.image, _image),
    (nodes.bullet_list, _bullets),
    (nodes.enumerated_list, _numbers),
    (nodes.definition_list, _definitions),
    ((nodes.field_list, nodes.option_list), _fields),
    (nodes.block_quote, _quote),
    ((nodes.literal_block, nodes.doctest_block), _code),
    (nodes.line_block, _verse),
    ((nodes.rubric, addnodes.centered), _rubric),
    (nodes.container, _container),
    ((nodes.Admonition, nodes.topic, nodes.sidebar), _box),
    ((nodes.footnote, nodes.citation), _note),
    (nodes.transition, lambda _walker, _node: [{"block": "rule"}]),
    (nodes.target, _paragraph),
    ((nodes.paragraph, addnodes.compact_paragraph, nodes.subtitle, nodes.caption), _paragraph),
    (
        (nodes.compound, nodes.legend, nodes.label, nodes.error, addnodes.glossary,
         addnodes.start_of_file, addnodes.versionmodified, addnodes.hlist, addnodes.hlistcol),
        _through,
    ),
)  # fmt: skip
"""Which node has which shape; the first that fits."""

BY_NAME: dict[str, Callable[[Walker, Any], list[Data]]] = {
    "PassthroughTextElement": _paragraph,  # a line of a card, of sphinx-design
}
"""The same for nodes of extensions that a pack need not have."""
