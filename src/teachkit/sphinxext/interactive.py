"""What the form layer leaves for the page's script: data on elements, and hidden rooms.

Without the script all of it is invisible. Only practice items carry a key; the script
un-hides what it can serve, and live regions stand there empty, because one that is made
together with its text is not read out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .elements import piece, pieces, put, tag
from .transforms import elements
from .words import _

if TYPE_CHECKING:
    from docutils import nodes

    from .elements import Attributes, HtmlElement, HtmlPiece

__all__ = [
    "feedback_room",
    "form_attributes",
    "hand_in_box",
    "item_attributes",
    "name_feedback",
    "page_box",
    "page_line",
]


def form_attributes(node: nodes.Element) -> Attributes:
    """Return the attributes of a form: of which sheet, in which state, its items are."""
    return {
        "autocomplete": "off",
        "data-tk-sheet": node["tk-sheet"],
        "data-tk-build": node["tk-build"],
    }


def item_attributes(item: nodes.Element) -> Attributes:
    """Return the attributes of an item; a practice item's key stands in ``data-tk-key``."""
    attributes = {
        "data-tk-item": item["tk-name"],
        "data-tk-kind": item["tk-kind"],
        "data-tk-use": item["tk-use"],
    }
    if "tk-key" in item:
        attributes["data-tk-key"] = item["tk-key"]
    return attributes


def feedback_room(item: nodes.Element) -> HtmlPiece:
    """Return the hidden button that checks a practice item, and an empty live region."""
    inside = [piece("span", classes=["tk-state"])]
    if item["tk-use"] == "practice":
        word = _("Compare with the model answer") if item["tk-kind"] == "essay" else _("Check")
        inside.insert(0, button("tk-check", word))
    row = piece("div", *inside, classes=["tk-do", "tk-screen"], attributes={"hidden": ""})
    status = piece("div", classes=["tk-feedback", "tk-screen"], attributes={"role": "status"})
    return pieces(row, status)


def name_feedback(answer: nodes.Element) -> None:
    """Wrap what is said of one option, gap, pair, event or claim in a box with its id."""
    for node in [one for one in elements(answer) if "tk-for" in one.attributes]:
        box = tag("div", classes=["tk-why"], attributes={"data-tk-for": node["tk-for"]})
        put(node, box)
        box += node


def button(name: str, word: str) -> HtmlPiece:
    """Return a button that does nothing by itself."""
    return piece("button", word, classes=[name], attributes={"type": "button"})


def hand_in_box() -> HtmlPiece:
    """Return the hidden box at the end of a sheet: hand in, print, clear."""
    code = piece(
        "input",
        classes=["tk-field", "tk-code"],
        attributes={
            "type": "text",
            "name": "tk-code",
            "size": "16",
            "maxlength": "100",
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )
    label = piece("label", _("Your student code:") + " ", code)
    hint = _("The code that your teacher gave you, not your name. It goes only into the file.")
    return piece(
        "div",
        piece("p", _("Hand in"), classes=["tk-box-title"]),
        piece("p", classes=["tk-progress"]),
        piece("p", label),
        piece("p", hint, classes=["tk-note"]),
        piece(
            "div",
            button("tk-download", _("Download my answers")),
            button("tk-print", _("Print my answers")),
            button("tk-clear", _("Clear my answers")),
            classes=["tk-buttons"],
        ),
        *clear_question(),
        classes=["tk-hand-in", "tk-screen"],
        attributes={"hidden": "", "role": "group", "aria-label": _("Hand in")},
    )


def page_line() -> HtmlElement:
    """Return the hidden line at the top of a page with items: how far one is."""
    return tag("p", classes=["tk-progress", "tk-note", "tk-screen"], attributes={"hidden": ""})


def page_box() -> HtmlPiece:
    """Return the hidden box at the end of a page with single items: what is kept, and clear."""
    return piece(
        "div",
        piece("p", _("Your answers on this page"), classes=["tk-box-title"]),
        piece("p", classes=["tk-progress"]),
        piece("p", classes=["tk-note", "tk-kept"]),
        piece("div", button("tk-clear", _("Clear my answers")), classes=["tk-buttons"]),
        *clear_question(),
        classes=["tk-hand-in", "tk-screen"],
        attributes={"hidden": "", "role": "group", "aria-label": _("Your answers on this page")},
    )


def clear_question() -> list[HtmlPiece]:
    """Return the hidden question before answers are cleared, and the live region below it."""
    sure = piece(
        "div",
        piece("p", _("Clear all your answers to this worksheet in this browser?")),
        piece(
            "div",
            button("tk-clear-no", _("Keep them")),
            button("tk-clear-yes", _("Clear them")),
            classes=["tk-buttons"],
        ),
        classes=["tk-sure"],
        attributes={"hidden": "", "role": "group", "aria-label": _("Clear my answers")},
    )
    return [sure, piece("div", classes=["tk-done"], attributes={"role": "status"})]
