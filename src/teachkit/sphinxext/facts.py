"""The ``facts`` directive: each fact with what it rests on, and the place citations link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..evidence import FACTS_FILE, Confidence
from .config import is_teacher_page, pack_root
from .directives import TeachkitDirective
from .domain import Spot
from .markup import labelled, plain
from .notices import Notice
from .pack import fact_lines, open_evidence
from .words import _, date_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node

    from ..evidence import Evidence, Fact, SourceEntry
    from ..tomlfile import KeyPath
    from .markup import Writer

__all__ = ["FactsDirective", "standing"]


class FactsDirective(TeachkitDirective):
    """``{facts}``: a definition list of the pack's facts; ``:prefix: elig-`` for some."""

    option_spec: ClassVar = {"prefix": directives.unchanged_required}

    def make(self) -> list[Node]:
        """Return the list; no fact at all is warned about."""
        prefix = self.options.get("prefix", "")
        evidence = open_evidence(self.env)
        facts = [fact for fact in evidence.facts.values() if fact.id.startswith(prefix)]
        if not facts:
            begin = f" whose id begins with '{prefix}'" if prefix else ""
            self.warn(Notice.FACT, f"no fact{begin}", f"facts stand in {FACTS_FILE}")
            return []
        lines = fact_lines(self.env)
        source = str(pack_root(self.config) / FACTS_FILE)
        entries = nodes.definition_list("", classes=["tk-facts"])
        for fact in facts:
            writer = self.writer(source, _at(lines.get(fact.id, 0)))
            entries += self._entry(fact, evidence, writer)
        return [entries]

    def _entry(self, fact: Fact, evidence: Evidence, writer: Writer) -> nodes.definition_list_item:
        anchor = self.free_id(f"fact-{fact.id}")
        term = nodes.term("", "", nodes.literal("", fact.id), ids=[anchor], translatable=False)
        self.state.document.set_id(term)
        rank = 1 if self.options.get("prefix") else 0
        self.domain().note("fact", fact.id, Spot(rank, self.env.docname, anchor, fact.id))
        body = nodes.definition("", *writer.blocks(fact.text))
        sources = nodes.bullet_list(bullet="-", classes=["tk-sources"])
        for key in fact.sources:
            if key in evidence.sources:
                sources += nodes.list_item("", _source(evidence.sources[key], self.config.language))
        if len(sources):
            body += sources
        body += standing(fact, self.config.language)
        if fact.note and is_teacher_page(self.config, self.env.docname):
            body += labelled(_("Note:"), *writer.inline(fact.note))
        return nodes.definition_list_item("", term, body, classes=["tk-fact"])


def standing(fact: Fact, language: str) -> nodes.paragraph:
    """Return as of when a fact holds, how sure it is, and when it was and is to be checked."""
    confidence = {
        Confidence.HIGH: _("high"),
        Confidence.MEDIUM: _("medium"),
        Confidence.LOW: _("low"),
    }[fact.confidence]
    said = _(
        "As of: %(as_of)s. Confidence: %(confidence)s. "
        "Checked: %(checked)s. To be checked again: %(recheck)s."
    ) % {
        "as_of": date_text(fact.as_of, language),
        "confidence": confidence,
        "checked": date_text(fact.checked.isoformat(), language),
        "recheck": date_text(fact.recheck.isoformat(), language),
    }
    return plain(said, "tk-standing")


def _at(line: int) -> Callable[[KeyPath], int]:
    return lambda _path: line


def _source(entry: SourceEntry, language: str) -> nodes.paragraph:
    """Return a source as ``NATO 2024: Author, Title, Publisher, date, address``."""
    parts: list[nodes.Node] = []
    title = nodes.emphasis("", entry.title)
    for part in (
        entry.author and nodes.Text(entry.author),
        nodes.reference("", "", title, refuri=entry.url) if entry.url else title,
        entry.publisher and nodes.Text(entry.publisher),
        entry.date and nodes.Text(date_text(entry.date, language)),
    ):
        if part:
            parts += [nodes.Text(", "), part] if parts else [part]
    if entry.note:
        parts.append(nodes.Text(f". {entry.note}"))
    return nodes.paragraph("", "", nodes.Text(f"{entry.label}: "), *parts)
