"""The ``fact-uses`` directive: for each fact, the pages and items that rest on it.

Where citations stand is known only when all pages have been read, so the directive leaves
a place that is filled when its page is written. Its page is written again when a citation
or a sheet anywhere has changed.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..evidence import FACTS_FILE
from ..timeline import span
from .config import pack_root
from .directives import TeachkitDirective
from .facts import standing
from .markup import labelled
from .notices import Notice
from .pack import all_sheets, fact_lines, open_evidence
from .transforms import with_class
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..evidence import Fact
    from .domain import TeachkitDomain, Use
    from .markup import Writer

__all__ = ["FactUsesDirective", "ListUses", "pages_to_write"]

_ItemPlace = tuple[str, str, int]
"""Sheet, item, and its number on the sheet."""


def _date(argument: str | None) -> str:
    return span(directives.unchanged_required(argument or "").strip())[1]


class FactUsesDirective(TeachkitDirective):
    """``{fact-uses}``: for teachers; ``:prefix: elig-`` or ``:until: 2027-06`` for some."""

    option_spec: ClassVar = {"prefix": directives.unchanged_required, "until": _date}

    def make(self) -> list[Node]:
        """Return the list; which items rest on a fact is part of a key."""
        if not self.may_show_keys(_("the list of uses")):
            return []
        prefix, until = self.options.get("prefix", ""), self.options.get("until", "9999-12-31")
        facts = [
            fact
            for fact in open_evidence(self.env).facts.values()
            if fact.id.startswith(prefix) and fact.recheck.isoformat() <= until
        ]
        if "until" in self.options:
            facts.sort(key=lambda fact: fact.recheck)
        if not facts:
            self.warn(Notice.FACT, "no such fact", f"facts stand in {FACTS_FILE}")
            return []
        for one in all_sheets(self.env):
            self.env.note_dependency(str(one.path))
        self.domain().note_list(self.env.docname)
        lines, source = fact_lines(self.env), str(pack_root(self.config) / FACTS_FILE)
        entries = nodes.definition_list("", classes=["tk-facts", "tk-fact-uses"])
        for fact in facts:
            line = lines.get(fact.id, 0)
            entries += self._entry(fact, self.writer(source, lambda _path, at=line: at))  # type: ignore[misc]
        return [entries]

    def _entry(self, fact: Fact, writer: Writer) -> nodes.definition_list_item:
        name = nodes.literal("", fact.id)
        term = nodes.term("", "", _link("fact", fact.id, name, self.env.docname))
        term["translatable"] = False
        body = nodes.definition("", *writer.blocks(fact.text), standing(fact, self.config.language))
        if fact.note:
            body += labelled(_("Note:"), *writer.inline(fact.note))
        place = nodes.container("", classes=["tk-uses"])
        place["tk-fact"] = fact.id
        body += place
        return nodes.definition_list_item("", term, body, classes=["tk-fact"])


class ListUses(SphinxPostTransform):
    """Fills the places that the directive has left, with links."""

    default_priority = 4  # before links are resolved (10)

    def run(self, **_kwargs: object) -> None:
        """Fill each place of the page."""
        if not _domain(self.env).lists():
            return
        places = with_class(self.document, "tk-uses")
        items = _items(self.env) if places else {}
        for place in places:
            place.extend(self._uses(place["tk-fact"], items) or [labelled(_("Not used."))])

    def _uses(self, fact: str, items: dict[str, list[_ItemPlace]]) -> list[nodes.Node]:
        docname, found = self.env.docname, _domain(self.env).uses(fact)
        said: list[nodes.Node] = []
        if found:
            pages = [self._page(use, docname) for use in found]
            said.append(labelled(_("Pages:"), *_listed(pages, "; ")))
        if fact in items:
            links = [self._item(*place, docname) for place in items[fact]]
            said.append(labelled(_("Items:"), *_listed(links, ", ")))
        return said

    def _page(self, use: Use, docname: str) -> nodes.Element:
        title = self.env.titles[use.docname].astext()
        words = f"{title}, “{use.section}”" if use.section else title
        content = nodes.inline("", words)
        return _link("use", f"{use.docname}#{use.anchor}", content, docname)

    def _item(self, sheet: str, item: str, number: int, docname: str) -> nodes.Element:
        content = nodes.inline("", f"{sheet} Q{number}")
        if not _domain(self.env).data["item"].get(f"{sheet}/{item}"):
            return content
        return _link("item", f"{sheet}/{item}", content, docname)


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages with lists of uses if a use has changed (on ``env-updated``)."""
    del app
    domain = _domain(env)
    pages = domain.lists()
    if not pages:
        return []
    state = [domain.all_uses(), sorted(_items(env).items())]
    state.append(sorted((name, sorted(spots)) for name, spots in domain.data["item"].items()))
    digest = sha256(repr(state).encode()).hexdigest()
    if domain.data["uses-listed"] == digest:
        return []
    domain.data["uses-listed"] = digest
    return pages


def _items(env: BuildEnvironment) -> dict[str, list[_ItemPlace]]:
    """Return for each fact the sheet, id and number of the items that name it."""
    found: dict[str, list[_ItemPlace]] = {}
    for one in all_sheets(env):
        for number, item in enumerate(one.sheet.items, start=1):
            for fact in dict.fromkeys(item.facts):
                found.setdefault(fact, []).append((one.sheet.id, item.id, number))
    return found


def _link(kind: str, target: str, content: nodes.Element, docname: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        content,
        refdomain="teachkit",
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refdoc=docname,
    )


def _listed(links: list[nodes.Element], between: str) -> Iterator[nodes.Node]:
    for index, link in enumerate(links):
        if index:
            yield nodes.Text(between)
        yield link


def _domain(env: BuildEnvironment) -> TeachkitDomain:
    return cast("TeachkitDomain", env.domains["teachkit"])
