"""Glossary terms explained where they stand: the link gets its definition beside it, hidden.

The script makes a button of the link that shows it. Without the script it stays a link to the
glossary, and so it is on paper and in every other format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .elements import put, tag
from .transforms import elements, has_class, with_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

__all__ = ["DressTerms"]

_Definitions = dict[str, list[nodes.Node]]
_read: dict[tuple[str, int], _Definitions] = {}
"""Definitions by the file of their page as it was read, and its time."""


class DressTerms(SphinxPostTransform):
    """Puts the definition beside each link to a term; after links are resolved (10)."""

    default_priority = 420
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Dress every link to a term, but for those in headings and items."""
        links = [
            one
            for one in elements(self.document)
            if isinstance(one, nodes.reference) and _is_term(one)
        ]
        if not links:
            return
        objects = self.env.domains.standard_domain.objects
        pages = {
            label: docname for (kind, _name), (docname, label) in objects.items() if kind == "term"
        }
        for link in links:
            label = link.get("refid") or link.get("refuri", "").rpartition("#")[2]
            words = _definitions(self.env, pages[label]).get(label) if label in pages else None
            if words and not _is_part_of_a_name(link):
                box = tag("span", classes=["tk-term-box"])
                put(link, box)
                text = tag("span", *(one.deepcopy() for one in words), classes=["tk-definition"])
                text["attributes"] = {"hidden": ""}
                box += [link, text]


def _is_term(link: nodes.reference) -> bool:
    return any(has_class(one, "std-term") for one in link.children)


def _is_part_of_a_name(node: nodes.Node) -> bool:
    """Whether a node stands in a heading, or in a question or option that names a control."""
    while (parent := node.parent) is not None:
        if isinstance(parent, nodes.title | nodes.caption) or has_class(parent, "tk-item"):
            return True
        node = parent
    return False


def _definitions(env: BuildEnvironment, docname: str) -> _Definitions:
    """Return the definitions of a page by the ids of their terms, as words for one line."""
    path = env.doctreedir / f"{docname}.doctree"
    key = (str(path), path.stat().st_mtime_ns)
    if key not in _read:
        found: _Definitions = {}
        for entry in env.get_doctree(docname).findall(nodes.definition_list_item):
            words = list(_words(entry))
            for term in entry.findall(nodes.term):
                found.update(dict.fromkeys(term["ids"], words))
        _read[key] = found
    return _read[key]


def _words(entry: nodes.definition_list_item) -> Iterator[nodes.Node]:
    """Yield the content of a definition's paragraphs, without sources and links."""
    for number, paragraph in enumerate(entry.findall(nodes.paragraph)):
        copy = paragraph.deepcopy()
        for mark in with_class(copy, "tk-cite"):
            _drop(mark)
        for link in list(copy.findall(addnodes.pending_xref)):
            link.parent.replace(link, nodes.Text(link.astext()))
        if number:
            yield nodes.Text(" ")
        yield from copy.children


def _drop(mark: nodes.Element) -> None:
    """Take out a mark and the space before it."""
    before = mark.parent.children[mark.parent.index(mark) - 1] if mark.parent.index(mark) else None
    if isinstance(before, nodes.Text):
        mark.parent.replace(before, nodes.Text(str(before).rstrip()))
    mark.parent.remove(mark)
