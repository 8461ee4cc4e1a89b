"""A student at a page: gives answers to items, by mouse or by keyboard only."""

from __future__ import annotations

import json

__all__ = ["ANSWERS", "by_keyboard", "by_mouse", "check", "item", "response_of", "said", "tab_to"]

_ALL_THREE = (
    '{"a5": "An attack on one is an attack on all", "a6": "Where such an attack must happen", '
    '"a10": "Who may be invited"}'
)
ANSWERS = {
    "choice": ("washington", "london", "brussels"),
    "multi": ("canada;iceland", "canada", "greece"),
    "number": ("12", "13", "30"),
    "date": ("4 April 1949", "4 April 1949", "24 August 1949"),
    "text": ("unanimous", "unanimous", "a majority"),
    "cloze": (
        '{"where": "European", "who": "members", "year": "1949"}',
        '{"where": "American", "who": "members", "year": "1949"}',
        '{"where": "American", "year": "1950"}',
    ),
    "match": (
        _ALL_THREE,
        '{"a5": "Who pays", "a6": "Where such an attack must happen"}',
        '{"a5": "Who pays", "a6": "Who pays"}',
    ),
    "order": ("greece;spain;sweden", "spain;greece;sweden", "sweden;spain;greece"),
    "claims": (
        '{"this-year": "contradicted", "partnership": "supported", "ever": "not-stated"}',
        '{"this-year": "contradicted", "partnership": "supported", "ever": "supported"}',
        '{"this-year": "supported", "partnership": "contradicted"}',
    ),
}
"""For each kind of practice item of ``all-kinds``: a right, a partly right and a wrong answer.

Dates and texts know no part credit: there the right one stands twice."""

RESPONSE = "one => teachkit.response(one)"


def item(page, name):
    """The group of an item."""
    return page.locator(f"#item-all-kinds-{name}")


def response_of(group):
    """What the page makes of what stands in an item."""
    return group.evaluate(RESPONSE)


def said(group):
    """The words of an item's live region, when they have come."""
    group.locator(".tk-feedback:not(:empty)").wait_for()
    return " ".join(group.locator(".tk-feedback").inner_text().split())


def check(group):
    """Press the item's button and return what the page says."""
    group.locator(".tk-check").click()
    return said(group)


def by_mouse(group, kind, response):
    """Give an answer by pointing and typing."""
    if kind == "choice":
        group.locator(f"input[value={response}]").click()
    elif kind == "multi":
        for box in group.locator("input").all():
            box.set_checked(box.get_attribute("value") in response.split(";"))
    elif kind == "order":
        _sort(group, response.split(";"), lambda button: button.click())
    elif response.startswith("{"):
        _blank(group)
        for part, value in json.loads(response).items():
            field = group.locator(f"[name$='.{part}']")
            if kind == "claims":
                group.locator(f"[name$='.{part}'][value={value}]").click()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
    else:
        group.locator("input, textarea").first.fill(response)


def _blank(group):
    """Empty texts and selects; radio buttons cannot be emptied by a mouse."""
    for field in group.locator("input[type=text]").all():
        field.fill("")
    for field in group.locator("select").all():
        field.select_option("")


def _sort(group, wanted, press):
    """Move each event up to its place, one step at a time."""
    for place, name in enumerate(wanted):
        row = group.locator(f"li[data-tk-id={name}]")
        while (at := row.evaluate("one => [...one.parentNode.children].indexOf(one)")) > place:
            press(row.locator(".tk-move").first)
            assert row.evaluate("one => [...one.parentNode.children].indexOf(one)") == at - 1
    if "tkTouched" not in group.evaluate("one => ({...one.dataset})"):
        press(group.locator("li:first-child .tk-move").last)
        press(group.locator("li:nth-child(2) .tk-move").first)


def tab_to(page, target, *, back=False):
    """Press Tab until something has focus."""
    for _ in range(250):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def by_keyboard(page, group, kind, response):
    """Give an answer with keys only, from wherever focus is before the item."""
    if kind in _WITH_KEYS:
        _WITH_KEYS[kind](page, group, response)
    elif response.startswith("{"):
        for part, value in json.loads(response).items():
            _field(page, group.locator(f"[name$='.{part}']"), value)
    else:
        tab_to(page, group.locator("input, textarea").first)
        page.keyboard.type(response)


def _field(page, field, value):
    tab_to(page, field)
    if field.evaluate("one => one.tagName") != "SELECT":
        page.keyboard.type(value)
        return
    while field.input_value() != value:
        page.keyboard.press("ArrowDown")


def _choose(page, group, response):
    tab_to(page, group.locator("input").first)
    page.keyboard.press("Space")
    while response_of(group) != response:
        page.keyboard.press("ArrowDown")


def _tick(page, group, response):
    for value in response.split(";"):
        tab_to(page, group.locator(f"input[value={value}]"))
        page.keyboard.press("Space")


def _judge(page, group, response):
    for part, value in json.loads(response).items():
        tab_to(page, group.locator(f"[name$='.{part}']").first)
        page.keyboard.press("Space")
        while json.loads(response_of(group)).get(part) != value:
            page.keyboard.press("ArrowDown")


def _push(page, group, response):
    def press(button):
        ahead = button.evaluate("one => document.activeElement.compareDocumentPosition(one) & 4")
        tab_to(page, button, back=not ahead)
        page.keyboard.press("Enter")
        assert button.evaluate("one => one === document.activeElement")

    _sort(group, response.split(";"), press)


_WITH_KEYS = {"choice": _choose, "multi": _tick, "order": _push, "claims": _judge}
