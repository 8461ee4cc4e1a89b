"""A page's resolved doctree to blocks: one function a node, and none whose text is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...handouts.glyphs import clean
from ..notices import Notice, warn
from .shapes import BY_NAME, HIDDEN, SHAPES
from .spans import inline_spans, is_for_screens, is_inline, text_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx import addnodes

    from .chapter import Chapter
    from .library import Library

__all__ = ["Walker"]

Data = dict[str, Any]

_MARKS = ("anchor", "index")
"""Spans that say nothing."""


class Walker:
    """Walks one page for one chapter of one file."""

    def __init__(self, library: Library, chapter: Chapter, docname: str, level: int) -> None:
        """Prepare to walk.

        Args:
            library: What all files of the build share: pictures, glosses, settings.
            chapter: Collects notes and sources.
            docname: The page.
            level: The level of the page's title among the headings of the file.
        """
        self.chapter = chapter
        self.docname = docname
        self.language = library.language
        self.srcdir = library.srcdir
        self.figures = library.figures
        self.answers = library.answers
        self._library = library
        self._level = level - 1
        self.on_card = False
        """Whether it is cut out, so that no note below the page belongs to it any more."""
        self._inside = 0
        self._document: nodes.document = library.page(docname)
        self._footnotes: dict[str, str] = {}

    def page(self) -> list[Data]:
        """Return the blocks of the whole page."""
        return self.blocks(self._document.children)

    # --- What the functions of a node use -------------------------------------

    def blocks(self, children: Iterable[nodes.Node], *, inside: bool = False) -> list[Data]:
        """Return the blocks of nodes; inline ones that stand alone become paragraphs.

        Args:
            children: The nodes.
            inside: Whether they stand in a cell or a box: nothing there goes to the margin.
        """
        self._inside += inside
        made: list[Data] = []
        waiting: list[nodes.Node] = []
        for node in children:
            if is_inline(node) and not isinstance(node, nodes.image):
                waiting.append(node)
                continue
            made += self._loose(waiting)
            waiting = []
            made += self._block(node)
        made += self._loose(waiting)
        self._inside -= inside
        return made

    def spans(self, children: Iterable[nodes.Node]) -> list[Data]:
        """Return the spans of inline nodes."""
        return inline_spans(self, children)

    def section(self, node: nodes.section) -> list[Data]:
        """Return a section's blocks, its headings one level deeper than around it."""
        card, around = "cut-out" in node["classes"], self.on_card
        self._level += 1
        self.on_card = card or around
        made = self.blocks(node.children)
        self.on_card = around
        self._level -= 1
        if made and made[0]["block"] == "heading":
            made[0] |= {"labels": self.labels(node), "classes": node["classes"]}
            if made[0]["level"] == 1 or not isinstance(node.parent, nodes.section):
                made[0]["labels"].append(self.label(self.docname))
        return [{"block": "card", "blocks": made}] if card else made

    @property
    def level(self) -> int:
        """The level of headings at this place."""
        return min(max(self._level, 1), 6)

    def plain(self, text: str, node: nodes.Node) -> str:
        """Return text of one style, cleaned and checked."""
        return "".join(_said(span) for span in text_spans(self, clean(text), node))

    def label(self, target: str) -> str:
        """Return the label of a place: page, or page and id."""
        return target

    def labels(self, node: nodes.Node) -> list[str]:
        """Return the labels of a node: what links lead to."""
        ids: Sequence[str] = node.get("ids", []) if isinstance(node, nodes.Element) else []
        return [self.label(f"{self.docname}#{one}") for one in ids]

    def target(self, node: nodes.reference) -> str | None:
        """Return the place that a link inside the pages leads to: ``page#id`` or ``page``."""
        if node.get("refid"):
            return f"{self.docname}#{node['refid']}"
        uri = str(node.get("refuri", ""))
        return uri.removeprefix("%").removesuffix("#") if uri.startswith("%") else None

    def gloss(self, target: str) -> list[Data] | None:
        """Return what a link to the glossary adds behind its word; None for other links."""
        gloss = self._library.glosses.get(target)
        if gloss is None:
            return None
        marks: list[Data] = [{"span": "index", "key": gloss.term}]
        if not self._inside and target not in self.chapter.glossed:
            self.chapter.glossed.add(target)
            term = text_spans(self, gloss.term, self._document)
            text = text_spans(self, gloss.text, self._document)
            marks.append({"span": "gloss", "term": term, "text": text})
        return marks

    def indexed(self, node: addnodes.index) -> list[Data]:
        """Return marks for the index."""
        return [
            {"span": "index", "key": ", ".join(part.strip() for part in entry[1].split(";"))}
            for entry in node["entries"]
            if entry[0] in {"single", "pair", "triple"}
        ]

    def footnote(self, node: nodes.footnote_reference) -> Data | None:
        """Return what a footnote's number stands for; None if there is no such footnote."""
        wanted = node.get("refid", "")
        found = [
            one
            for one in self._document.findall(nodes.Element)
            if isinstance(one, nodes.footnote | nodes.citation) and wanted in one["ids"]
        ]
        if not found:
            return None
        label = f"footnote-{self.docname}-{wanted}"
        if wanted in self._footnotes:
            return {"to": label, "blocks": []}
        self._footnotes[wanted] = label
        rest = [one for one in found[0].children if not isinstance(one, nodes.label)]
        return {"to": label, "blocks": self.blocks(rest, inside=True)}

    def unknown(self, node: nodes.Node) -> None:
        """Warn about a node that has no shape; what it says is printed all the same."""
        name = getattr(node, "tagname", "?")
        warn(
            Notice.HANDOUT,
            f"'{name}' has no shape on paper",
            hint="its text is printed plainly",
            location=self.place(node),
        )

    def place(self, node: nodes.Node) -> str:
        """Return file and line of a node, or of what stands around it."""
        step: nodes.Node | None = node
        while step is not None and not step.line:
            step = step.parent
        file = self._library.file(self.docname)
        source = step.source if step is not None and step.source else file
        source = source if "<" not in source else file
        return f"{source}:{step.line}" if step is not None and step.line else f"{source}:1"

    # --- The walk --------------------------------------------------------------

    def _loose(self, waiting: list[nodes.Node]) -> list[Data]:
        spans = self.spans(waiting)
        if all(span["span"] in _MARKS or not span.get("text", "x").strip() for span in spans):
            marks = [span for span in spans if span["span"] in _MARKS]
            return [{"block": "marks", "spans": marks}] if marks else []
        return [{"block": "para", "spans": spans, "classes": []}]

    def _block(self, node: nodes.Node) -> list[Data]:
        if isinstance(node, HIDDEN) or is_for_screens(node):
            return []
        made = self._shaped(node)
        if not made or isinstance(node, nodes.section):
            return made
        labels = [one for one in self.labels(node) if one not in made[0].get("labels", [])]
        if labels:
            made[0] = {**made[0], "labels": [*made[0].get("labels", []), *labels]}
        if "at" not in made[0]:
            made[0]["at"] = self.place(node)
        return made

    def _shaped(self, node: nodes.Node) -> list[Data]:
        for kind, shape in SHAPES:
            if isinstance(node, kind):
                return shape(self, node)
        by_name = BY_NAME.get(getattr(node, "tagname", ""))
        if by_name:
            return by_name(self, node)
        self.unknown(node)
        if node.children and not isinstance(node, nodes.TextElement):
            return self.blocks(node.children)
        return [{"block": "para", "spans": text_spans(self, node.astext(), node), "classes": []}]


def _said(span: Data) -> str:
    return str(span.get("text", "")) + "".join(_said(one) for one in span.get("spans", []))
