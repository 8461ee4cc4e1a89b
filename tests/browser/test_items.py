"""All ten kinds of item in a real browser: accessible, and blank paper where one writes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from packs import CONF, Pack, new_pack

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
VIEWS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "forced-colors": {"forced_colors": "active", "viewport": {"width": 1280, "height": 900}},
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ALL_OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
# Some sites print every disclosure.
SITE_OPENS_ALL = "@media print { details::details-content { content-visibility: visible } }"


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """The pages with all kinds, in furo: sheet and key."""
    pack: Pack = new_pack(tmp_path_factory.mktemp("kinds"))
    pack.conf = CONF.replace('"basic"', '"furo"')
    return pack.build("html", teacher=True).out


@pytest.fixture
def sheet(kinds, browser):
    """The sheet, opened from a file with JavaScript off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((kinds / "sheet.html").as_uri())
    yield page
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(kinds, browser, view):
    """WCAG 2.2 AA in every kind, answers open, and in the key; nothing is too wide."""
    context = browser.new_context(**VIEWS[view])
    page = context.new_page()
    failed = []
    for name in ("sheet", "teacher/index"):
        page.goto((kinds / f"{name}.html").as_uri())
        page.evaluate(ALL_OPEN)
        if page.evaluate(TOO_WIDE) > 0:
            failed.append(f"{name}: wider than the screen")
        for found in Axe().run(page, options=RULES).response["violations"]:
            failed += [f"{name}: {found['id']}: {node['html'][:120]}" for node in found["nodes"]]
    context.close()

    assert failed == []


def test_targets_are_large_enough(sheet):
    """What one clicks or types into is at least 24 pixels high and wide."""
    boxes = [one.bounding_box() for one in sheet.locator("form .tk-item :is(input, select)").all()]

    assert len(boxes) > 50
    assert min(min(one["width"], one["height"]) for one in boxes) >= 24


def test_radios_work_with_arrow_keys(sheet):
    """One group an item."""
    sheet.locator("#item-all-kinds-choice-graded input").first.focus()
    sheet.keyboard.press("Space")
    sheet.keyboard.press("ArrowDown")

    assert sheet.locator("#item-all-kinds-choice-graded input").nth(1).is_checked()
    assert not sheet.locator("#item-all-kinds-choice-graded input").first.is_checked()


def test_enter_leaves_the_page_alone(sheet):
    """What was typed is still there, also where a form has a single field."""
    field = sheet.get_by_role("group", name="Q6").get_by_label("Answer:")
    field.fill("7.5")
    field.press("Enter")

    assert field.input_value() == "7.5"
    assert "?" not in sheet.url


def test_names_are_what_is_read_aloud(sheet):
    """Groups by their question, gaps by number, selects by the left side, boxes by the event."""
    cloze = sheet.get_by_role("group", name="Q12 Name the two founders")
    match = sheet.get_by_role("group", name="Q14 Match each state")
    order = sheet.get_by_role("group", name="Q16 Put the steps")
    claim = sheet.get_by_role("group", name="Cover was granted.")

    assert cloze.get_by_role("textbox", name="gap (2)").count() == 1
    assert match.get_by_role("combobox", name="Spain").count() == 1
    assert order.get_by_role("textbox", name="Each parliament agrees").count() == 1
    assert claim.get_by_role("radio", name="not stated").count() == 1


def test_paper_shows_no_closed_answer(kinds, browser):
    """Even if the site prints disclosures; one that was opened is printed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((kinds / "sheet.html").as_uri())
    page.add_style_tag(content=SITE_OPENS_ALL)
    tried = page.locator("#item-all-kinds-multi-practice")
    tried.locator("input").first.check()
    tried.get_by_role("button", name="Check").click()
    tried.locator("summary").click()
    page.emulate_media(media="print")
    shown = [one.is_visible() for one in page.locator("details.tk-answer").all()]
    texts = page.locator("form.tk-sheet").inner_text()
    context.close()

    assert shown.count(True) == 1
    assert "A founder without an army." in texts
    assert "The text is also called" not in texts
    assert "Show the answer" not in texts
    assert "stays in this browser" not in texts
    assert "as of 4 Apr 1949" in texts
    assert "(1) European / American / democratic" in texts


def test_paper_has_room_to_write(kinds, browser):
    """Ruled lines as many as the item asks for; empty boxes for letters and numbers."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((kinds / "sheet.html").as_uri())
    page.emulate_media(media="print")
    area = page.locator("#item-all-kinds-essay-graded textarea")
    select = page.locator("#item-all-kinds-match-graded select").first
    colour = select.evaluate("one => getComputedStyle(one).color")
    border = select.evaluate("one => getComputedStyle(one).borderTopColor")
    height = area.bounding_box()["height"]
    context.close()

    assert height >= 6 * 32
    assert (colour, border) == ("rgba(0, 0, 0, 0)", "rgb(0, 0, 0)")
