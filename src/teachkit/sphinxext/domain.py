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

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element, Node, system_message
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["ItemRefRole", "Spot", "TeachkitDomain"]


class Spot(NamedTuple):
    """One place where an item or a fact stands."""

    rank: int
    """Links prefer the lowest: whole lists before parts, pages for students before keys."""
    docname: str
    anchor: str
    label: str
    """What a link to it is called."""


class TeachkitDomain(Domain):
    """Holds, for each item and fact, the pages that show it."""

    name = "teachkit"
    label = "teachkit"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"item": {}, "fact": {}}

    def note(self, kind: str, target: str, spot: Spot) -> None:
        """Note a place; of several on one page the first one counts."""
        spots: dict[str, Spot] = self.data[kind].setdefault(target, {})
        spots.setdefault(spot.docname, spot)

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        for targets in (self.data["item"], self.data["fact"]):
            for target in [one for one, spots in targets.items() if docname in spots]:
                del targets[target][docname]

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for kind in ("item", "fact"):
            for target, spots in otherdata[kind].items():
                for docname in docnames & spots.keys():
                    self.note(kind, target, spots[docname])

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
        spots = self.data[typ].get(target, {})
        spot = spots.get(fromdocname) or min(spots.values(), default=None)
        if spot is None:
            directive = "{facts}" if typ == "fact" else "{worksheet}"
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
