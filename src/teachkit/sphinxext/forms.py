"""Items as real form markup, for pages in a browser only.

Works without JavaScript: nothing is sent (there is no button that could), and what is
printed is what is seen. E-books keep the plain nodes: few readers can fill in a form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .assets import add_assets, for_browsers
from .controls import CONTROLS
from .elements import (
    HtmlElement,
    HtmlPiece,
    depart_element,
    piece,
    put,
    tag,
    visit_element,
    visit_piece,
)
from .interactive import (
    feedback_room,
    form_attributes,
    hand_in_box,
    item_attributes,
    name_feedback,
    page_box,
    page_line,
)
from .markup import plain
from .terms import DressTerms
from .transforms import by_class, elements, has_class, with_class
from .unit import show_unit
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

__all__ = ["DressForms", "DropAsked", "register"]


def register(app: Sphinx) -> None:
    """Prepare for browsers; whether it is one is known when the builder is."""
    app.add_node(HtmlElement, html=(visit_element, depart_element))
    app.add_node(HtmlPiece, html=(visit_piece, None))  # type: ignore[arg-type]  # a text is a node
    app.connect("builder-inited", _dress_for_browsers)


def _dress_for_browsers(app: Sphinx) -> None:
    if for_browsers(app):
        add_assets(app)
        app.add_post_transform(DressForms)
        app.add_post_transform(DressTerms)
        app.connect("doctree-resolved", show_unit)
    else:
        app.add_post_transform(DropAsked)


class DropAsked(SphinxPostTransform):
    """Takes out what only the script of a page can show, before anything is done to it."""

    default_priority = 1

    def run(self, **_kwargs: object) -> None:
        """Drop it wherever it stands."""
        for asked in with_class(self.document, "tk-asked"):
            asked.parent.remove(asked)


class DressForms(SphinxPostTransform):
    """Turns the plain nodes of items into forms, after all references are resolved."""

    default_priority = 400
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Dress every item and citation of the document."""
        _part_ids(self.document)
        marks, items, sheets = by_class(self.document, "tk-cite", "tk-item", "tk-sheet")
        for mark in marks:
            _bracket(mark)
        dressed = [_dress(item) for item in items if "tk-keyed" not in item["classes"]]
        for sheet in sheets:
            if any(isinstance(one, HtmlElement) for one in elements(sheet)):
                put(sheet, self._form(sheet))
        loose = [item for item in dressed if not _in_form(item)]
        for item in loose:
            form = tag("form", attributes=form_attributes(item))
            put(item, form)
            form += [item, _no_submit()]
        if loose:
            _frame_page(self.document)

    def _form(self, sheet: nodes.Element) -> HtmlElement:
        form = tag("form", classes=["tk-sheet"], attributes=form_attributes(sheet))
        form["attributes"]["aria-label"] = sheet["tk-title"]
        if sheet["tk-lang"] != self.config.language:
            form["attributes"]["lang"] = sheet["tk-lang"]
        form += plain(
            _("What you type is neither sent nor saved: print the page before you leave it."),
            "tk-note",
            "tk-screen",
            "tk-kept",
        )
        form += sheet.children
        form += [hand_in_box(), _no_submit()]
        return form


def _frame_page(document: nodes.document) -> None:
    """Say at the top of a page with single items how far one is, and at its end what is kept."""
    section = next(document.findall(nodes.section), None)
    if section is None:
        return
    section.insert(1, page_line())
    section += page_box()


def _part_ids(document: nodes.document) -> None:
    """Give items and facts that stand twice ids of their own: singlehtml joins all pages."""
    seen: set[str] = set()
    for node in elements(document):
        for index, name in enumerate(node.attributes["ids"]):
            number, free = 1, name
            while free in seen and _is_ours(node):
                number += 1
                free = f"{name}-{number}"
            node["ids"][index] = free
            seen.add(free)


def _is_ours(node: nodes.Element) -> bool:
    return (
        has_class(node, "tk-item")
        or has_class(node.parent, "tk-fact")
        or has_class(node.parent, "tk-claim-number")
    )


def _in_form(node: nodes.Node) -> bool:
    while (parent := node.parent) is not None:
        if isinstance(parent, HtmlElement) and parent["tag"] == "form":
            return True
        node = parent
    return False


def _no_submit() -> HtmlPiece:
    """Return the form's button: hidden and off, it keeps the Enter key from sending the form."""
    attributes = {"type": "submit", "disabled": "", "hidden": ""}
    return piece("button", _("Check"), attributes=attributes)


def _bracket(mark: nodes.Element) -> None:
    """Write a citation as a short mark: [NATO 2024], with its date for those who listen."""
    texts = [node for node in mark.children if isinstance(node, nodes.Text)]
    for text in texts:
        mark.replace(text, nodes.Text(str(text).replace("(", "[").replace(")", "]")))


def _dress(item: nodes.Element) -> HtmlElement:
    """Make a fieldset of an item: its legend is the question."""
    CONTROLS[item["tk-kind"]](item, item["tk-name"])
    prompt = next(one for one in item.children if has_class(one, "tk-prompt"))
    fieldset = tag("fieldset", classes=item["classes"], attributes=item_attributes(item))
    fieldset["ids"] = item["ids"]
    for name in ("tk-sheet", "tk-build"):
        fieldset[name] = item[name]
    fieldset += tag("legend", *_legend(item[0], prompt))
    answers = [one for one in item.children if has_class(one, "tk-answer")]
    fieldset += [one for one in item.children[1:] if one is not prompt and one not in answers]
    fieldset += feedback_room(item)
    fieldset += [_disclosure(one, item) for one in answers]
    put(item, fieldset)
    return fieldset


def _legend(head: nodes.Node, prompt: nodes.Node) -> Iterator[nodes.Node]:
    *number, hint = head.children
    yield from number[:1]
    # Their space stands inside: the name of a group has none that stands alone.
    space = [nodes.Text(" ")] if number else []
    yield tag("span", *space, *prompt.children, classes=["tk-prompt"])
    yield nodes.Text(" ")
    yield hint


def _disclosure(box: nodes.Node, item: nodes.Element) -> HtmlElement:
    """Make the answer of a practice item a closed disclosure."""
    title, *content = box.children
    node = tag("details", tag("summary", *title.children), classes=["tk-answer"])
    if not has_class(item.parent, "tk-sheet"):  # a sheet says so once, at its top
        node += plain(_("Practice: this answer is on the page for everyone to read."), "tk-note")
    node += content
    name_feedback(node)
    return node
