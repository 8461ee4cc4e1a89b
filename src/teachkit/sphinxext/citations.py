"""The ``fact`` role: a mark behind a sentence that says where it comes from, and as of when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from ..errors import did_you_mean
from .notices import Notice, warn
from .pack import open_evidence
from .words import _, date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node, system_message

    from ..evidence import Evidence, Fact

__all__ = ["FactRole", "citation"]


class FactRole(SphinxRole):
    """``{fact}`elig-members-32, elig-treaty-signed```: cite facts after a sentence."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the mark; a fact that does not exist is warned about and left out."""
        ids = [one.strip() for one in self.text.split(",") if one.strip()]
        mark = citation(
            open_evidence(self.env),
            ids,
            self.env.docname,
            self.config.language,
            self.get_location(),
        )
        return [mark], []


def citation(
    evidence: Evidence, ids: Sequence[str], docname: str, language: str, location: str
) -> nodes.inline:
    """Return a mark such as ``(NATO 2024; as of 7 Mar 2024)``, each part a link to its fact.

    Several facts of one document and date make one part, linked to the first of them.
    """
    parts: dict[str, nodes.Element] = {}
    for one in ids:
        fact = evidence.facts.get(one)
        if fact is None:
            hint = did_you_mean(one, evidence.facts)
            warn(Notice.FACT, f"no fact '{one}'", hint=hint, location=location)
            continue
        label, date = _source_label(evidence, fact), date_text(fact.as_of, language, short=True)
        parts.setdefault(f"{label}|{date}", _link(fact, label, date, docname))
    mark = nodes.inline("", classes=["tk-cite"])
    mark["tk-facts"] = [one for one in ids if one in evidence.facts]
    for index, part in enumerate(parts.values()):
        mark += [nodes.Text("; " if index else "("), part]
    if parts:
        mark += nodes.Text(")")
    return mark


def _source_label(evidence: Evidence, fact: Fact) -> str:
    """Name the documents of a fact; more than two are counted."""
    labels = [evidence.sources[key].label for key in fact.sources if key in evidence.sources]
    if not labels:
        return fact.id
    if len(labels) > 2:
        return _("%(first)s and %(count)d more") % {"first": labels[0], "count": len(labels) - 1}
    return ", ".join(labels)


def _link(fact: Fact, label: str, date: str, docname: str) -> addnodes.pending_xref:
    # "in force since 1949" speaks for itself; a bare date does not.
    as_of = date if date[:1].islower() else _("as of %s") % date
    content = nodes.inline(
        "", "", nodes.Text(label), nodes.inline("", f"; {as_of}", classes=["tk-as-of"])
    )
    return addnodes.pending_xref(
        "",
        content,
        refdomain="teachkit",
        reftype="fact",
        reftarget=fact.id,
        refexplicit=True,
        refdoc=docname,
    )
