"""One item of a worksheet as a node: for students, or with its key for teachers.

The doctree of a student's item, in which ``question`` makes the part in the middle::

    container.tk-item.tk-kind-choice.tk-practice  ids=item-SHEET-ITEM, tk-name, tk-kind
        paragraph.tk-head                     "Q1" and what to do
        paragraph …                           the prompt (tk-prompt on the first)
        enumerated_list.tk-options            or blanks, tables, ruled lines
        admonition.tk-answer                  practice only: what is right, and why
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from ..marking.portable import portable
from ..marking.responses import as_parts
from ..model import Choice, Claims, Cloze, Match, Multi, Order, Use
from .answers import answer
from .citations import citation
from .markup import labelled, strong
from .questions import hint, question, source_of
from .words import _, number_text

if TYPE_CHECKING:
    from ..evidence import Evidence
    from ..model import Item, Sheet
    from .markup import Writer

__all__ = ["Place", "keyed_item", "objective_text", "student_item"]


@dataclass(frozen=True)
class Place:
    """Where an item stands: its sheet, its page, and what the page knows."""

    sheet: Sheet
    build: str
    """The hash of what students see of the sheet."""
    docname: str
    anchor: str
    """The item's id on the page."""
    number: int | None
    """The number printed beside it; None for no number."""
    language: str
    """The site's language."""
    keys: dict[str, str]
    """See ``OpenSheet``."""
    evidence: Evidence | None
    """None when no key is shown: then no fact is needed."""


def student_item(item: Item, writer: Writer, place: Place) -> nodes.container:
    """Return an item as students see it; a graded one without any trace of its key.

    Not even in line numbers, which a translator's catalog writes: of two options, the one
    with ``correct = true`` below it stands a line further from the next.
    """
    if item.use is Use.GRADED:
        writer = writer.without_lines()
    node = _frame(item, place, f"tk-{item.use.value}")
    node += [_head(item, place), *_prompt(item, writer), *question(item, writer)]
    if item.use is Use.PRACTICE:
        node["tk-key"] = _key(item, place)
        box = nodes.admonition("", classes=["tk-answer"])
        box += nodes.title("", _("Check your answer"))
        body = nodes.container("")  # for the text writer, which glues an admonition's paragraphs
        body += answer(item, writer, place.language, full=False)
        body += _background(item, writer, place)
        box += body
        node += box
    return node


def _key(item: Item, place: Place) -> str:
    """Return what the page's script knows of an item; most items stand on several pages."""
    if item.id not in place.keys:
        place.keys[item.id] = json.dumps(portable(item, place.sheet), ensure_ascii=False)
    return place.keys[item.id]


def keyed_item(item: Item, writer: Writer, place: Place) -> nodes.container:
    """Return an item with its key, for teachers."""
    node = _frame(item, place, "tk-keyed")
    node += [_head(item, place), *_prompt(item, writer)]
    if isinstance(item, Claims):
        node += source_of(item, writer)
    if isinstance(item, Cloze):
        node += question(item, writer)
    elif isinstance(item, Choice | Multi | Match | Order | Claims):
        node += _asked(item, writer)
    body = nodes.container("", classes=["tk-key"])
    body += answer(item, writer, place.language, full=True)
    body += _background(item, writer, place)
    body += _for_teachers(labelled(_("Rule:"), nodes.literal("", item.rule_name)))
    if item.tests:
        body += _for_teachers(_examples(item))
    if item.objective:
        text = objective_text(place.sheet, item)
        body += _for_teachers(labelled(_("Objective:"), nodes.Text(text)))
    node += body
    return node


def _for_teachers(line: nodes.paragraph) -> nodes.paragraph:
    """Mark a line that does not help a class, when a teacher shows it the key."""
    line["classes"].append("tk-for-teachers")
    return line


def _asked(item: Item, writer: Writer) -> nodes.container:
    """Return what students choose from, to be shown without the key; hidden on the page itself.

    Only browsers can hide it: for all else ``forms`` takes it out.
    """
    parts = [one for one in question(item, writer) if "tk-source" not in one["classes"]]  # type: ignore[index]
    return nodes.container("", *parts, classes=["tk-asked"])


def _examples(item: Item) -> nodes.paragraph:
    """Return the item's own tests: what some responses are worth."""
    node = labelled(_("For example:"))
    node["classes"].append("tk-examples")
    for index, test in enumerate(item.tests):
        parts = as_parts(test.response) if test.response.lstrip().startswith("{") else None
        said = " / ".join(one or "–" for one in parts.values()) if parts else test.response
        shown = nodes.literal("", said) if said.strip() else nodes.emphasis("", _("blank"))
        worth = nodes.Text(f" = {number_text(test.score)}")
        node += [nodes.Text("; " if index else ""), shown, worth]
    return node


def objective_text(sheet: Sheet, item: Item) -> str:
    """Return the text of an item's objective, or its id if the sheet does not say it."""
    return {one.id: one.text for one in sheet.objectives}.get(item.objective, item.objective)


def _frame(item: Item, place: Place, *classes: str) -> nodes.container:
    node = nodes.container("", classes=["tk-item", f"tk-kind-{item.kind}", *classes])
    node["ids"] = [place.anchor]
    node["tk-kind"], node["tk-name"], node["tk-use"] = item.kind, item.id, item.use.value
    node["tk-sheet"], node["tk-build"] = place.sheet.id, place.build
    return node


def _head(item: Item, place: Place) -> nodes.paragraph:
    points = number_text(item.points)
    facts = [_("%s point") % points if item.points == 1 else _("%s points") % points]
    if item.use is Use.PRACTICE:
        facts.insert(0, _("practice"))
    said = f"({', '.join(facts)})"
    head = nodes.paragraph("", classes=["tk-head"])
    if place.number is not None:
        head += [strong(f"Q{place.number}", "tk-number"), nodes.Text(" ")]
    todo = hint(item)
    head += nodes.inline("", f"{todo} {said}" if todo else said, classes=["tk-hint"])
    return head


def _prompt(item: Item, writer: Writer) -> list[nodes.Node]:
    """Return the prompt; its first paragraph, if need be an empty one, is marked."""
    blocks = writer.blocks(item.prompt, "prompt")
    if not blocks or not isinstance(blocks[0], nodes.paragraph):
        blocks.insert(0, nodes.paragraph())
    cast("nodes.paragraph", blocks[0])["classes"].append("tk-prompt")
    return blocks


def _background(item: Item, writer: Writer, place: Place) -> list[nodes.Node]:
    """Return what stands behind a key: the explanation, its facts, what to read again."""
    parts: list[nodes.Node] = []
    if item.explain:
        parts += writer.blocks(item.explain, "explain")
    if item.facts and place.evidence:
        location = f"{writer.source}:{writer.line_of((*writer.base, 'facts'))}"
        mark = citation(place.evidence, item.facts, place.docname, place.language, location)
        parts.append(_behind(labelled(_("This rests on:"), mark)))
    if item.section:
        parts.append(_behind(labelled(_("Read again:"), _section(item.section, place.docname))))
    return parts


def _behind(line: nodes.paragraph) -> nodes.paragraph:
    """Mark a line that a key on paper does without."""
    line["classes"].append("tk-behind")
    return line


def _section(label: str, docname: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.inline("", label, classes=["xref", "std", "std-ref"]),
        refdomain="std",
        reftype="ref",
        reftarget=label,
        refexplicit=False,
        refwarn=True,
        refdoc=docname,
    )
