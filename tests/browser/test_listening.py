"""What a screen reader is given: names, roles, descriptions, and what is said by itself."""

from __future__ import annotations

import pytest
from at_a_page import ANSWERS, by_mouse, check, item

from packs import CONF, new_pack

SAID = """group => {
  window.said = [];
  const region = group.querySelector(".tk-feedback");
  new MutationObserver(() => said.push(region.textContent)).observe(region, {
    childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The sheet with all kinds."""
    pack = new_pack(tmp_path_factory.mktemp("listening"))
    pack.conf = CONF.replace('"basic"', '"furo"')
    return (pack.build("html").out / "sheet.html").as_uri()


@pytest.fixture
def page(address, browser):
    """The sheet, opened from a file."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def _heard(page):
    """Return (role, name, description, states) of all that is not hidden, in order."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (
            _value(node, "role"),
            " ".join(_value(node, "name").split()),
            _value(node, "description"),
            {one["name"]: one["value"].get("value") for one in node.get("properties", ())},
        )
        for node in nodes
        if not node["ignored"]
    ]


def _value(node, name):
    return node.get(name, {}).get("value", "")


def test_every_field_has_a_name(page):
    """Number and question name the group; inside, each control says what it is for."""
    heard = _heard(page)
    groups = [name for role, name, *_ in heard if role == "group" and name.startswith("Q")]
    fields = {"radio", "checkbox", "textbox", "combobox", "button", "spinbutton", "searchbox"}

    assert [one.split()[0] for one in groups] == [f"Q{number}" for number in range(1, 21)]
    assert [one for one in heard if one[0] in fields and not one[1]] == []
    assert ("textbox", "gap (2)") in [one[:2] for one in heard]
    assert ("button", "Move up: Greece joins") in [one[:2] for one in heard]
    assert ("combobox", "Article 10") in [one[:2] for one in heard]
    code = next(one for one in heard if one[:2] == ("textbox", "Your student code:"))
    assert code[2].startswith("The code that your teacher gave you, not your name.")


def test_a_verdict_belongs_to_its_field(page):
    """What was said of an option, gap, pair or claim is read with it."""
    for kind, (_right, partly, _wrong) in ANSWERS.items():
        group = item(page, f"{kind}-practice")
        by_mouse(group, kind, partly)
        check(group)
    told = {(role, name): description for role, name, description, _ in _heard(page) if description}

    assert told["checkbox", "A Canada"] == "right One of the two outside Europe."
    assert told["combobox", "gap (1)"] == "not right"
    assert told["combobox", "Article 5"] == "not right The best known."
    assert told["group", "The country will never join."] == "not right Only this year is spoken of."


def test_a_verdict_is_said_once(page):
    """The region is there before its words; it is emptied and filled, so they are said again."""
    live = [one for one in _heard(page) if (one[0], one[3].get("live")) == ("status", "polite")]
    for kind, (_right, partly, _wrong) in ANSWERS.items():
        group = item(page, f"{kind}-practice")
        by_mouse(group, kind, partly)
        words = " ".join(check(group).split())
        group.evaluate(SAID)
        group.locator(".tk-check").click()
        page.wait_for_function("said.at(-1)")
        said = page.evaluate("said.map(one => one.replace(/\\\\s+/g, ' ').trim())")

        assert said[0] == "", kind
        assert len(said) == 2, kind
        assert said[1].replace(" ", "") == words.replace(" ", ""), kind
    assert len(live) >= 10
