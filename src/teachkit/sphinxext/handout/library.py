"""What all files of a build share: the resolved pages, pictures, glosses, settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes, version_info

from ..pack import open_evidence
from ..transforms import with_class
from .chapter import Chapter
from .walker import Walker

if TYPE_CHECKING:
    from sphinx.builders import Builder

__all__ = ["Gloss", "Library", "Pictures"]

_SENTENCE = re.compile(r"(?<=[a-z)\]”’]{2}[.!?])\s+(?=[A-Z“])")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word of the glossary and, in a sentence, what it means."""

    term: str
    text: str


class Pictures:
    """The pictures of a build, each once, by the name it has beside the template."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._new: dict[str, bytes] = {}

    def add(self, data: bytes, suffix: str) -> str:
        """Take a picture; return its name."""
        if suffix == ".svg":
            # The fonts of a browser's reader are not there on paper: ours for labels is.
            data = re.sub(rb"font-family=(['\"])[^'\"]*\1", b'font-family="Fira Sans"', data)
        name = f"pictures/{sha256(data).hexdigest()[:16]}{suffix}"
        if name not in self._known:
            self._known.add(name)
            self._new[name] = data
        return name

    def new(self) -> list[tuple[str, bytes]]:
        """Return the pictures that have been added since the last call."""
        added, self._new = list(self._new.items()), {}
        return added


class Library:
    """Gives walkers the pages and what they look up."""

    def __init__(self, builder: Builder) -> None:
        """Begin; pages are resolved when they are first asked for."""
        config = builder.config
        self.language: str = config.language.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0]
        self.srcdir = Path(builder.srcdir)
        self.answers: bool = config.teachkit_printed_answers
        self.figures = Pictures()
        self.glosses: dict[str, Gloss] = {}
        self._builder = builder
        self._pages: dict[str, nodes.document] = {}
        self._evidence = open_evidence(builder.env)

    def page(self, docname: str) -> nodes.document:
        """Return the resolved doctree of a page."""
        if docname not in self._pages:
            builder = self._builder
            read = builder.env.get_doctree(docname)
            for image in with_class(read, "tk-drawing"):
                image["classes"].remove("tk-drawing")  # those with the class would be told in words
            # Sphinx 9 asks for the tags, Sphinx 8 does not know them.
            tags: dict[str, Any] = {"tags": builder.tags} if version_info >= (9,) else {}
            tree = builder.env.get_and_resolve_doctree(docname, builder, doctree=read, **tags)
            self._pages[docname] = tree
        return self._pages[docname]

    def file(self, docname: str) -> str:
        """Return the file of a page."""
        return str(self._builder.env.doc2path(docname))

    def read_glosses(self) -> None:
        """Find the glossaries of all pages."""
        terms = self._builder.env.domains.standard_domain.get_objects()
        for docname in sorted({one[3] for one in terms if one[2] == "term"}):
            for glossary in self.page(docname).findall(addnodes.glossary):
                for entry in glossary.findall(nodes.definition_list_item):
                    self._read_entry(entry, docname)

    def chapter(self, name: str) -> Chapter:
        """Return a new chapter."""
        return Chapter(name, self._evidence, self.language)

    def walk(self, chapter: Chapter, docname: str, level: int) -> Walker:
        """Return a walker of a page."""
        return Walker(self, chapter, docname, level)

    def _read_entry(self, entry: nodes.Element, docname: str) -> None:
        said = entry.next_node(nodes.definition)
        first = said.next_node(nodes.paragraph) if said else None
        if first is None:
            return
        words = "".join(
            one.astext()
            for one in first.children
            if not (isinstance(one, nodes.Element) and "tk-cite" in one.get("classes", []))
        )
        text = _SENTENCE.split(re.sub(r"\s+(?=[.,;])", "", words).strip())[0]
        for term in entry.children:
            if isinstance(term, nodes.term):
                gloss = Gloss(term.astext(), text)
                for name in cast("list[str]", term["ids"]):
                    self.glosses[f"{docname}#{name}"] = gloss
