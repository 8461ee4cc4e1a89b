"""The filter of claims in a real browser: by mouse, by keyboard, without JavaScript, on paper."""

from __future__ import annotations

import pytest

ADDRESS = "lessons/5-five-web-pages/checked.html"
ROWS = ".tk-sifted tbody > tr"


@pytest.fixture
def page(built, browser):
    """The page with all claims, opened from a file with JavaScript off."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto((built / "site" / ADDRESS).as_uri())
    yield page
    context.close()


def shown(page):
    """The numbers of the claims that can be seen, with their pages."""
    rows = page.locator(f"{ROWS}:visible th")
    return rows.all_inner_texts()


def test_a_choice_hides_what_does_not_fit(page):
    """Page and verdict together; then all again."""
    everything = shown(page)
    page.get_by_role("group", name="Page").get_by_label("C", exact=True).check()
    of_page = shown(page)
    page.get_by_role("group", name="Verdict").get_by_label("unverifiable").check()

    assert len(everything) == 90
    assert of_page == [one for one in everything if "(C)" in one]
    assert shown(page) == ["c47 (C)", "c53 (C)", "c54 (C)"]

    page.get_by_role("button", name="Show all").click()

    assert shown(page) == everything


def test_arrow_keys_choose(page):
    """A group is one stop of the tab key; arrows go from value to value."""
    page.get_by_role("group", name="Page").get_by_label("all").focus()
    page.keyboard.press("ArrowRight")
    first = shown(page)
    page.keyboard.press("Tab")

    assert first
    assert all("(A)" in one for one in first)
    assert (
        page.get_by_role("group", name="Verdict")
        .get_by_label("all")
        .evaluate("one => one === document.activeElement")
    )


def test_paper_has_all_claims_and_no_filter(page):
    """Whatever was chosen on screen."""
    page.get_by_role("group", name="Page").get_by_label("E", exact=True).check()
    page.emulate_media(media="print")

    assert len(shown(page)) == 90
    assert not page.locator(".tk-filter").is_visible()
    assert not page.locator(".tk-count").is_visible()
