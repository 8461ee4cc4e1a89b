"""Where items and facts stand, so that links find them from any page of any builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.errors import NoUri
from sphinx.util.docutils import ReferenceRole
from sphinx.util.nodes import make_refnode

from .notices import Notice, warn
from .pack import find_item, open_sheet
from .transforms import elements

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element, Node, system_message
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["ItemRefRole", "Spot", "TeachkitDomain", "Use"]


class Spot(NamedTuple):
    """One place where an item or a fact stands."""

    rank: int
    """Links prefer the lowest: whole lists before parts, pages for students before keys."""
    docname: str
    anchor: str
    label: str
    """What a link to it is called."""


class Use(NamedTuple):
    """A section of a page that cites a fact."""

    docname: str
    anchor: str
    """Empty: the top of the page."""
    section: str
    """Its title; empty for the whole page."""


class TeachkitDomain(Domain):
    """Holds, for each item and fact, the pages that show it, and the sections that cite it."""

    name = "teachkit"
    label = "teachkit"
    data_version = 3
    initial_data: ClassVar[dict[str, Any]] = {
        "item": {},
        "fact": {},
        "claim": {},
        "use": {},  # page -> fact -> its uses on the page
        "lists": {},  # pages that list uses
        "uses-listed": "",  # what they showed when they were written
    }

    def note(self, kind: str, target: str, spot: Spot) -> None:
        """Note a place; of several on one page the first one counts."""
        spots: dict[str, Spot] = self.data[kind].setdefault(target, {})
        spots.setdefault(spot.docname, spot)

    def note_list(self, docname: str) -> None:
        """Note that a page lists the uses of facts."""
        self.data["lists"][docname] = True

    def lists(self) -> list[str]:
        """Return the pages that list uses."""
        return sorted(self.data["lists"])

    def uses(self, fact: str) -> list[Use]:
        """Return the sections that cite a fact, page by page."""
        return [
            use for _page, facts in sorted(self.data["use"].items()) for use in facts.get(fact, ())
        ]

    def all_uses(self) -> list[tuple[str, list[tuple[str, list[Use]]]]]:
        """Return all there is, in an order that does not depend on the reading."""
        return [(page, sorted(facts.items())) for page, facts in sorted(self.data["use"].items())]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note the citations of a page that has been read; those of keys belong to items."""
        del env
        for mark in elements(document):
            if "tk-facts" not in mark.attributes or _within(mark, "tk-item"):
                continue
            section = _section(mark)
            for fact in mark["tk-facts"]:
                uses = self.data["use"].setdefault(docname, {}).setdefault(fact, [])
                use = Use(docname, *section)
                if use not in uses:
                    uses.append(use)

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.data["use"].pop(docname, None)
        self.data["lists"].pop(docname, None)
        for targets in (self.data["item"], self.data["fact"], self.data["claim"]):
            for target in [one for one, spots in targets.items() if docname in spots]:
                del targets[target][docname]

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for kind in ("item", "fact", "claim"):
            for target, spots in otherdata[kind].items():
                for docname in docnames & spots.keys():
                    self.note(kind, target, spots[docname])
        for kind in ("use", "lists"):
            self.data[kind] |= {
                docname: value for docname, value in otherdata[kind].items() if docname in docnames
            }

    def resolve_xref(  # noqa: PLR0913, PLR0917 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference:
        """Link to the place on the same page, else to the best one.

        Raises:
            NoUri: no page shows it; a warning has said so, and the text stays.
        """
        del env
        if typ == "use":
            docname, _hash, anchor = target.partition("#")
            return make_refnode(builder, fromdocname, docname, anchor, contnode)
        spots = self.data[typ].get(target, {})
        spot = spots.get(fromdocname) or min(spots.values(), default=None)
        if spot is None:
            directive = {"fact": "{facts}", "claim": "{claims}"}.get(typ, "{worksheet}")
            hint = f"a page must list it with the directive {directive}"
            warn(Notice(typ), f"no page shows the {typ} '{target}'", hint=hint, location=node)
            raise NoUri
        if not node["refexplicit"]:
            contnode = nodes.inline("", spot.label, classes=["tk-item-ref"])
        if builder.name == "singlehtml":
            fromdocname = spot.docname  # all is one page; Sphinx would link to "#page#anchor"
        return make_refnode(builder, fromdocname, spot.docname, spot.anchor, contnode)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Find nothing: our targets have roles of their own."""
        del env, fromdocname, builder, target, node, contnode
        return []


def _within(node: nodes.Node, name: str) -> bool:
    """Whether something around a node has a class."""
    around = node.parent
    while around is not None:
        if name in around["classes"]:
            return True
        around = around.parent
    return False


def _section(node: nodes.Node) -> tuple[str, str]:
    """Return anchor and title of the section around a node; empty for that of the page."""
    around = node.parent
    while around is not None:
        if isinstance(around, nodes.section) and isinstance(around.parent, nodes.section):
            title = around[around.first_child_matching_class(nodes.title) or 0]
            return around["ids"][0], title.astext()
        around = around.parent
    return "", ""


class ItemRefRole(ReferenceRole):
    """``{item-ref}`SHEET/ITEM```, or with words ``{item-ref}`the date <SHEET/ITEM>```."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return a link to the item; one that does not exist is warned about."""
        location = self.get_location()
        sheet_id, _slash, item_id = self.target.partition("/")
        opened = open_sheet(self.env, sheet_id, location)
        item = find_item(opened.sheet, item_id, location) if opened else None
        content = nodes.inline("", self.title, classes=["tk-item-ref"])
        if item is None:
            return [content], []
        link = addnodes.pending_xref(
            "",
            content,
            refdomain="teachkit",
            reftype="item",
            reftarget=self.target,
            refexplicit=self.has_explicit_title,
            refdoc=self.env.docname,
        )
        self.set_source_info(link)
        return [link], []
