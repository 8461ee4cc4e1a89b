"""Comforts of reading, in the pack's own pages: the unit, terms, timelines, tables, the stage."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
FOCUSED = "one => one === document.activeElement"
LESSON = "lessons/1-eligibility/index.html"


@pytest.fixture
def opened(built, browser):
    """A function that opens a page of an edition as a file."""
    contexts, errors = [], []

    def open_(name, edition="site", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((built / edition / name).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


def _faults(page):
    """What axe finds in light and in dark."""
    faults = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=RULES).response["violations"]
        faults += [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
    return faults


def test_where_one_is_in_the_unit(opened):
    """The lessons in a row, this one marked; the pages of the lesson; practice done so far."""
    page = opened("lessons/2-constitution/documents.html")
    unit = page.get_by_role("navigation", name="The unit")

    assert unit.locator("ol a").count() == 5
    assert unit.locator("[aria-current=step]").inner_text().startswith("Lesson 2")
    assert unit.locator("[aria-current=page]").count() == 1
    assert "0 right" in unit.locator(".tk-progress").inner_text()
    unit.locator("ol a").first.click()
    assert page.locator(".tk-unit [aria-current=page]").inner_text() == "Lesson"


def test_practice_in_the_lesson_counts_on_all_its_pages(opened):
    """And what is typed in the lesson stands on the worksheet."""
    page = opened(LESSON)
    day = page.locator("#item-eligibility-signing-day")
    day.locator("input").fill("4 April 1949")
    day.locator(".tk-check").click()
    page.locator(".tk-parts a").last.click()

    assert "1 of 8 tried, 1 right" in page.locator(".tk-unit .tk-progress").inner_text()
    again = page.locator("#item-eligibility-signing-day")
    assert again.locator("input").input_value() == "4 April 1949"
    assert again.locator(".tk-state").inner_text() == "✓ right; tries: 1"


@pytest.mark.parametrize("way", ["keyboard", "touch"])
def test_a_term_is_explained_in_place(opened, way):
    """By Enter, Space or a finger; Escape and leaving it close it; it lies inside the screen."""
    page = opened(LESSON, viewport={"width": 320, "height": 640}, has_touch=True)
    term = page.get_by_role("button", name="unanimous")
    tip = page.locator(".tk-term-box", has=term).get_by_role("status")
    assert term.get_attribute("aria-expanded") == "false"
    if way == "touch":
        term.tap()
    else:
        term.focus()
        page.keyboard.press("Enter")

    assert term.get_attribute("aria-expanded") == "true"
    assert "More in the glossary" in tip.inner_text()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert _faults(page) == []
    if way == "touch":
        page.locator("h1").tap()
        assert not tip.is_visible()
        return
    page.keyboard.press("Tab")
    assert tip.get_by_role("link").evaluate(FOCUSED)
    page.keyboard.press("Escape")
    assert term.evaluate(FOCUSED)
    assert not tip.is_visible()
    page.keyboard.press("Space")
    assert tip.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert not tip.is_visible()


def test_without_scripts_a_term_is_a_link(opened):
    """To the glossary; its definition does not stand in the text."""
    page = opened(LESSON, java_script_enabled=False)
    term = page.get_by_role("link", name="unanimous")

    assert "glossary.html#term-unanimous" in term.get_attribute("href")
    assert page.locator(".tk-definition:visible").count() == 0


def test_a_timeline_is_walked_by_keys(opened):
    """One event at a time, told in a live region and marked in the table; ends keep focus."""
    page = opened("reference/timeline.html")
    walk = page.get_by_role("group", name="Walk through the timeline")
    on = walk.get_by_role("button", name="Next event")
    told = walk.get_by_role("status")
    on.focus()
    page.keyboard.press("Enter")
    first = told.inner_text()
    page.keyboard.press("ArrowRight")
    second = told.inner_text()
    page.keyboard.press("End")
    last = told.inner_text()

    assert _faults(page) == []
    assert first.startswith("Event 1 of ")
    assert second.startswith("Event 2 of ")
    assert on.evaluate(FOCUSED)
    assert on.get_attribute("aria-disabled") == "true"
    page.keyboard.press("Enter")
    assert told.inner_text() == last
    assert page.locator(".tk-timeline tr[aria-current]").count() == 1
    page.keyboard.press("Home")
    assert told.inner_text() == first


def test_words_are_found_in_tables(opened):
    """Rows without them go, also together with the radio buttons; paper has all rows."""
    page = opened("lessons/5-five-web-pages/checked.html")
    form = page.locator(".tk-filter").first
    rows = page.locator(".tk-sifted .tk-claim-row:visible")
    everything = rows.count()
    form.get_by_label("Find words:").fill("ICELAND army")
    found = rows.count()
    form.get_by_label("contradicted").check()
    both = rows.count()
    page.emulate_media(media="print")
    on_paper = page.locator(".tk-sifted .tk-claim-row:visible").count()
    page.emulate_media(media="screen")
    form.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(100)

    assert 0 < both <= found < everything
    assert on_paper == everything
    assert rows.count() == everything
    assert page.locator(".tk-corroboration").count() == 1


def test_one_exercise_at_a_time_for_the_front(opened):
    """In large type, the key only when it is asked for; by keys alone; Escape gives focus back."""
    page = opened("teacher/1-eligibility.html", "teacher", viewport={"width": 1024, "height": 768})
    start = page.get_by_role("button", name="Show one at a time")
    start.focus()
    page.keyboard.press("Enter")
    stage = page.get_by_role("dialog")
    key = stage.locator(".tk-key")

    assert "1 of " in stage.inner_text()
    assert not key.is_visible()
    size = stage.locator(".tk-slide").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 24
    page.keyboard.press("ArrowRight")
    assert stage.locator(".tk-asked li").count() > 2
    assert stage.locator(".tk-right:visible").count() == 0
    page.keyboard.press("a")
    assert key.is_visible()
    assert stage.locator(".tk-right:visible").count() == 1
    assert _faults(page) == []
    page.keyboard.press("PageDown")
    assert not key.is_visible()
    page.keyboard.press("Escape")
    stage.wait_for(state="hidden")
    assert start.evaluate(FOCUSED)
    assert page.locator(".tk-asked:visible").count() == 0


def test_students_have_no_stage(opened):
    """It would have nothing to show."""
    page = opened(LESSON)

    assert page.locator(".tk-present, .tk-keyed").count() == 0
    assert page.evaluate("'present' in teachkit.words") is False
