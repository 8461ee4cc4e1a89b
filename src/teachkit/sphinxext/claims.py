"""Directives for pages that were checked: their profiles, their claims, and a comparison.

The doctree of ``{claims}``; ``claim_tables`` turns the table into one that a phone can show,
and adds the filter that ``tk-filter`` asks for::

    table.tk-table.tk-checked             tk-filter: the topics, if there is a filter
        … row.tk-claim-row  with a filter: tk-page, tk-topic, tk-verdict (places)
            paragraph.tk-claim-number "c26 (B)", in it a target with the ids=claim-ID
            the claim, and the question it belongs to
            the verdict
            why, with facts and links to the claims that cannot hold with it
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes

from ..claims import CLAIMS_FILE, PageVerdict
from ..errors import did_you_mean
from .claim_choice import rows_of, to_choose_from
from .config import pack_root
from .directives import TeachkitDirective
from .domain import Spot
from .markup import plain, strong, table
from .notices import Notice
from .pack import open_claims
from .questions import SHORT_BLANK
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Node

    from ..claims import ClaimTopic, Ledger, PageClaim, WebPage
    from .markup import Cell, Writer

__all__ = ["ClaimsDirective", "CorroborationDirective", "WebPagesDirective", "verdict_name"]


_Found = TypeVar("_Found")


def verdict_name(verdict: PageVerdict) -> str:
    """Name a verdict."""
    return {
        PageVerdict.SUPPORTED: _("supported"),
        PageVerdict.OUTDATED: _("outdated"),
        PageVerdict.IMPRECISE: _("imprecise"),
        PageVerdict.CONTRADICTED: _("contradicted"),
        PageVerdict.UNVERIFIABLE: _("unverifiable"),
        PageVerdict.OPINION: _("opinion"),
    }[verdict]


class _LedgerDirective(TeachkitDirective):
    """What the three share: the file, its lines, and pages by id or letter."""

    def make(self) -> list[Node]:
        """Return what the directive stands for; without any claim a warning says so."""
        self.read = open_claims(self.env)
        if not self.ledger.pages:
            self.warn(Notice.CLAIM, "no page to show", f"pages and claims stand in {CLAIMS_FILE}")
            return []
        return self.shown()

    @abstractmethod
    def shown(self) -> list[Node]:
        """Return the nodes; there is at least one page."""

    @property
    def ledger(self) -> Ledger:
        """Pages, topics and claims."""
        return self.read.ledger

    def texts(self, kind: str, name: str) -> Writer:
        """Return a writer for the texts of one entry; all have the line of their entry."""
        place = self.read.places[kind][name]
        line = self.read.lines.line(place)
        return self.writer(str(pack_root(self.config) / CLAIMS_FILE), lambda _path: line)

    def pages(self, names: str) -> list[WebPage]:
        """Return the pages that an option names, or all; unknown ones are warned about."""
        if not names:
            return list(self.ledger.pages.values())
        known = [page.id for page in self.ledger.pages.values()]
        return [
            page
            for name in _split(names)
            if (page := self.known("page", name, self.ledger.page(name), known))
        ]

    def known(
        self, kind: str, name: str, found: _Found | None, known: Iterable[str]
    ) -> _Found | None:
        """Return what was found under a name; nothing is warned about."""
        if found is None:
            self.warn(
                Notice.CLAIM, f"no {kind} '{name}' in {CLAIMS_FILE}", did_you_mean(name, known)
            )
        return found


class WebPagesDirective(_LedgerDirective):
    """``{web-pages}``: the profiles; ``:brief:`` leaves out what the check found."""

    option_spec: ClassVar = {
        "brief": directives.flag,
        "page": directives.unchanged_required,
    }

    def shown(self) -> list[Node]:
        """Return a container for each page."""
        return [self._profile(page) for page in self.pages(self.options.get("page", ""))]

    def _profile(self, page: WebPage) -> nodes.container:
        writer = self.texts("page", page.id)
        name = strong(_("Page %s.") % page.letter)
        kind = writer.paragraph(page.kind, classes=["tk-page-kind"])
        kind.insert(0, [name, nodes.Text(" ")])
        rows = [
            (_("Author"), page.author),
            (_("Date"), page.date),
            (_("Evidence it names"), page.evidence),
            (_("Who gains from readers"), page.interest),
        ]
        if "brief" not in self.options:
            rows += [
                (_("Strong in"), page.strengths),
                (_("Weak in"), page.weaknesses),
                (_("How you can find out"), page.tip),
            ]
        listed = nodes.definition_list("", classes=["tk-profile"])
        for label, text in rows:
            term = nodes.term("", label, translatable=False)
            body = nodes.definition("", writer.paragraph(text))
            listed += nodes.definition_list_item("", term, body)
        box = nodes.container("", kind, listed, classes=["tk-web-page"])
        box["ids"].append(self.free_id(f"page-{page.letter.lower()}"))
        self.state.document.set_id(box)
        return box


class ClaimsDirective(_LedgerDirective):
    """``{claims}``: the table of claims, filled in, or empty for students."""

    option_spec: ClassVar = {
        "page": directives.unchanged_required,
        "topic": directives.unchanged_required,
        "organiser": rows_of,
        "filter": directives.flag,
    }

    def shown(self) -> list[Node]:
        """Return the table; no claim at all is warned about."""
        claims = self._chosen()
        if not claims:
            self.warn(Notice.CLAIM, "no claim to show", f"claims stand in {CLAIMS_FILE}")
            return []
        organiser = "organiser" in self.options
        if self.options.get("organiser"):
            return to_choose_from(self, claims, self.options["organiser"])
        head = [_("No."), _("Claim")]
        head += [_("Your verdict"), _("Your evidence")] if organiser else [_("Verdict"), _("Why")]
        widths = [12, 38, 18, 32] if organiser else [12, 34, 16, 38]
        node = table(head, map(self._cells, claims), widths, "tk-checked", "tk-stacked")
        if organiser:
            node["classes"].append("tk-organiser")
        filtered = "filter" in self.options and not organiser
        for row, claim in zip(next(node.findall(nodes.tbody)).children, claims, strict=True):
            self._mark(cast("nodes.row", row), claim, filtered=filtered)
        if filtered:
            node["tk-filter"] = self._groups(claims)
        return [node]

    def _chosen(self) -> list[PageClaim]:
        """Return the claims of the pages and topics asked for, in the order of the file."""
        pages = [page.id for page in self.pages(self.options.get("page", ""))]
        topics = _split(self.options.get("topic", "")) or list(self.ledger.topics)
        for name in topics:
            self.known("topic", name, self.ledger.topics.get(name), self.ledger.topics)
        claims = self.ledger.claims.values()
        return [one for one in claims if one.page in pages and one.topic in topics]

    def _cells(self, claim: PageClaim) -> list[Cell]:
        writer = self.texts("claim", claim.id)
        page, topic = self.ledger.pages[claim.page], self.ledger.topics[claim.topic]
        number: Cell = [plain(f"{claim.id} ({page.letter})", "tk-claim-number")]
        claimed: Cell = [writer.paragraph(claim.text)]
        if "organiser" in self.options:
            return [number, claimed, [plain(SHORT_BLANK)], [plain(SHORT_BLANK)]]
        asked = self.texts("topic", topic.id).paragraph(topic.text, classes=["tk-note"])
        why = writer.paragraph(claim.why + _cited(claim.facts))
        found = nodes.paragraph("", "", strong(verdict_name(claim.verdict)))
        return [number, [*claimed, asked], [found], [why, *self._against(claim)]]

    def _against(self, claim: PageClaim) -> list[Node]:
        """Return links to the claims that cannot hold with this one."""
        line = plain(_("Cannot hold together with:"), "tk-note")
        for other in self.ledger.against(claim):
            letter = self.ledger.pages[other.page].letter
            link = addnodes.pending_xref(
                "",
                nodes.inline("", f"{other.id} ({letter})"),
                refdomain="teachkit",
                reftype="claim",
                reftarget=other.id,
                refexplicit=True,
                refdoc=self.env.docname,
            )
            line += [nodes.Text(" "), link]
        return [line] if len(line) > 1 else []

    def _mark(self, row: nodes.row, claim: PageClaim, *, filtered: bool) -> None:
        """Give a row its address, and what a filter looks at: else it would tell the verdict."""
        anchor = self.free_id(f"claim-{claim.id}")
        # A target, because writers of paper know no ids of rows.
        target = nodes.target("", "", ids=[anchor])
        number = next(row.findall(nodes.paragraph))
        number.insert(0, target)
        row["classes"].append("tk-claim-row")
        if filtered:
            row["tk-page"] = list(self.ledger.pages).index(claim.page) + 1
            row["tk-topic"] = list(self.ledger.topics).index(claim.topic) + 1
            row["tk-verdict"] = list(PageVerdict).index(claim.verdict) + 1
        self.state.document.set_id(target)
        rank = 1 if "organiser" in self.options else 0
        self.domain().note("claim", claim.id, Spot(rank, self.env.docname, anchor, claim.id))

    def _groups(self, claims: Sequence[PageClaim]) -> list[tuple[str, str, list[tuple[int, str]]]]:
        """Return what one can choose by: a name, a heading, and places with their words."""
        ledger = self.ledger
        used = {one for claim in claims for one in (claim.page, claim.topic, claim.verdict)}
        letters = [(page.id, page.letter) for page in ledger.pages.values()]
        verdicts = [(verdict, verdict_name(verdict)) for verdict in PageVerdict]
        topics = [(topic.id, topic.text) for topic in ledger.topics.values()]
        groups = (
            ("page", _("Page"), letters),
            ("verdict", _("Verdict"), verdicts),
            ("topic", _("Question"), topics),
        )
        return [
            (key, heading, [(at, word) for at, (one, word) in enumerate(all_, 1) if one in used])
            for key, heading, all_ in groups
        ]


class CorroborationDirective(_LedgerDirective):
    """``{corroboration}``: what each page answers to each question, and what holds."""

    option_spec: ClassVar = {"organiser": directives.flag}

    def shown(self) -> list[Node]:
        """Return the table of all topics to which a page says something."""
        topics = [topic for topic in self.ledger.topics.values() if topic.says]
        pages = list(self.ledger.pages.values())
        if not topics:
            hint = "a topic has what pages say to it: says = [ … ]"
            self.warn(Notice.CLAIM, "no topic to compare", hint)
            return []
        head = [_("Question"), *(_("Page %s") % page.letter for page in pages), _("What holds")]
        widths = [20, *([12] * len(pages)), 20]
        rows = [self._cells(topic, pages) for topic in topics]
        node = table(head, rows, widths, "tk-corroboration", "tk-stacked")
        if "organiser" in self.options:
            node["classes"].append("tk-organiser")
        return [node]

    def _cells(self, topic: ClaimTopic, pages: Sequence[WebPage]) -> list[Cell]:
        writer = self.texts("topic", topic.id)
        said = {saying.page: saying.text for saying in topic.says}
        cells: list[Cell] = [[writer.paragraph(topic.text)]]
        for page in pages:
            text = said.get(page.id)
            cells.append([writer.paragraph(text) if text else plain("–")])
        if "organiser" in self.options:
            return [*cells, [plain(SHORT_BLANK)]]
        return [*cells, [writer.paragraph(topic.holds + _cited(topic.facts))]]


def _cited(facts: Sequence[str]) -> str:
    """Return facts as a page cites them: so a translation keeps the citation."""
    return f" {{fact}}`{','.join(facts)}`" if facts else ""


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]
