"""What the form layer leaves for the page's script: data on elements, and hidden rooms.

Without the script all of it is invisible. Only practice items carry a key; the script
un-hides what it can serve, and live regions stand there empty, because one that is made
together with its text is not read out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .elements import put, tag
from .words import _

if TYPE_CHECKING:
    from .elements import Attributes, HtmlElement

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


def feedback_room(item: nodes.Element) -> list[HtmlElement]:
    """Return the hidden button that checks a practice item, and an empty live region."""
    row = tag("div", classes=["tk-do", "tk-screen"], attributes={"hidden": ""})
    if item["tk-use"] == "practice":
        word = _("Compare with the model answer") if item["tk-kind"] == "essay" else _("Check")
        row += button("tk-check", word)
    row += tag("span", classes=["tk-state"])
    status = tag("div", classes=["tk-feedback", "tk-screen"], attributes={"role": "status"})
    return [row, status]


def name_feedback(answer: nodes.Element) -> None:
    """Wrap what is said of one option, gap, pair, event or claim in a box with its id."""
    for node in [one for one in answer.findall(nodes.Element) if "tk-for" in one]:
        box = tag("div", classes=["tk-why"], attributes={"data-tk-for": node["tk-for"]})
        put(node, box)
        box += node


def button(name: str, word: str) -> HtmlElement:
    """Return a button that does nothing by itself."""
    return tag("button", nodes.Text(word), classes=[name], attributes={"type": "button"})


def hand_in_box() -> HtmlElement:
    """Return the hidden box at the end of a sheet: hand in, print, clear."""
    code = tag(
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
    label = tag("label", nodes.Text(_("Your student code:") + " "), code)
    hint = _("The code that your teacher gave you, not your name. It goes only into the file.")
    return tag(
        "div",
        tag("p", nodes.Text(_("Hand in")), classes=["tk-box-title"]),
        tag("p", classes=["tk-progress"]),
        tag("p", label),
        tag("p", nodes.Text(hint), classes=["tk-note"]),
        tag(
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


def page_box() -> HtmlElement:
    """Return the hidden box at the end of a page with single items: what is kept, and clear."""
    return tag(
        "div",
        tag("p", nodes.Text(_("Your answers on this page")), classes=["tk-box-title"]),
        tag("p", classes=["tk-progress"]),
        tag("p", classes=["tk-note", "tk-kept"]),
        tag("div", button("tk-clear", _("Clear my answers")), classes=["tk-buttons"]),
        *clear_question(),
        classes=["tk-hand-in", "tk-screen"],
        attributes={"hidden": "", "role": "group", "aria-label": _("Your answers on this page")},
    )


def clear_question() -> list[HtmlElement]:
    """Return the hidden question before answers are cleared, and the live region below it."""
    sure = tag(
        "div",
        tag("p", nodes.Text(_("Clear all your answers to this worksheet in this browser?"))),
        tag(
            "div",
            button("tk-clear-no", _("Keep them")),
            button("tk-clear-yes", _("Clear them")),
            classes=["tk-buttons"],
        ),
        classes=["tk-sure"],
        attributes={"hidden": "", "role": "group", "aria-label": _("Clear my answers")},
    )
    return [sure, tag("div", classes=["tk-done"], attributes={"role": "status"})]
