"""Every page of both editions in a real browser: accessible, of one column, on its own.

A clean run of axe is not yet an accessible page; it says that none of the faults a machine
can see is there.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from built_pages import pages_of

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
EDITIONS = ("site", "teacher")
VIEWS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "dark-phone": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _addresses(built, served, edition):
    folder = built / edition
    return [f"{served}/{edition}/{p.relative_to(folder).as_posix()}" for p in pages_of(folder)]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_axe_finds_nothing(built, served, browser, edition, view):
    """WCAG 2.2 AA and best practice, all disclosures open; one column; no foreign request."""
    context = browser.new_context(**VIEWS[view])
    asked = set()
    context.on("request", lambda request: asked.add(request.url))
    page = context.new_page()
    failed = []
    axe = Axe()
    for address in _addresses(built, served, edition):
        page.goto(address)
        page.evaluate(OPEN_ALL)
        if page.evaluate(TOO_WIDE) > 0:
            failed.append(f"{address}: wider than the screen")
        for found in axe.run(page, options=RULES).response["violations"]:
            failed += [
                f"{address}: {found['id']}: {' '.join(map(str, node['target']))}"
                for node in found["nodes"]
            ]
    context.close()

    assert failed == []
    assert [url for url in asked if not url.startswith((served, "data:"))] == []


def test_pages_open_as_files(built_site, browser):
    """From a USB stick, without a server: styles, scripts and links work."""
    context = browser.new_context()
    page = context.new_page()
    asked, errors = set(), []
    page.on("request", lambda request: asked.add(request.url.split(":", 1)[0]))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.append(request.url))

    page.goto((built_site / "index.html").as_uri())
    font = page.evaluate("getComputedStyle(document.body).fontFamily")
    page.locator("nav.sidebar-tree a").first.click()
    title = page.locator("h1").inner_text()
    context.close()

    assert "system-ui" in font
    assert title
    assert asked <= {"file", "data"}
    assert errors == []


def test_search_finds_a_lesson_from_a_file(built_site, browser):
    """The search needs no server either."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((built_site / "search.html").as_uri() + "?q=unanimous")
    page.locator("#search-results .search li").first.wait_for(timeout=10_000)
    found = page.locator("#search-results .search li").count()
    context.close()

    assert found > 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_read_without_scripts(built, served, browser, edition):
    """With JavaScript off nothing is hidden and nothing is too wide."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    unread = []
    for address in _addresses(built, served, edition):
        page.goto(address)
        if not page.locator("article h1").is_visible():
            unread.append(address)
    context.close()

    assert unread == []
