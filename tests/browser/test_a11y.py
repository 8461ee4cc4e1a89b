"""Every page of both editions in a real browser: accessible, of one column, on its own.

A clean run of axe is not yet an accessible page; it says that none of the faults a machine
can see is there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from built_pages import pages_of

ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR = ["color-contrast", "link-in-text-block"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
EVERYTHING = {"runOnly": {"type": "tag", "values": ALL}}
NO_COLOUR = EVERYTHING | {"rules": {rule: {"enabled": False} for rule in COLOUR}}
ONLY_COLOUR = {"runOnly": {"type": "rule", "values": COLOUR}}
# In the dark only colours differ; on a phone all but colours, which take most of the time.
VIEWS = {
    "light": ("light", DESK, EVERYTHING),
    "dark": ("dark", DESK, ONLY_COLOUR),
    "phone": ("light", PHONE, NO_COLOUR),
}
EDITIONS = ("site", "teacher")
ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _addresses(built, served, edition):
    """Return the pages to look at; of the teacher edition those that students do not have.

    The others have the same article, to the byte, and the frame of all is the same.
    """
    site, folder = built / "site", built / edition
    names = [path.relative_to(folder) for path in pages_of(folder)]
    if edition == "teacher":
        names = [name for name in names if _article(folder / name) != _article(site / name)]
        assert Path("teacher/index.html") in names
    return [f"{served}/{edition}/{name.as_posix()}" for name in names]


def _article(path):
    found = ARTICLE.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return found and found[0]


def _faults(page, options):
    """Run axe and return a line for each place that it complains about."""
    found = Axe().run(page, options=options | {"resultTypes": ["violations"]})
    return [
        f"{page.url}: {fault['id']}: {' '.join(map(str, node['target']))}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_axe_finds_nothing(built, served, browser, edition, view):
    """WCAG 2.2 AA and best practice, all disclosures open; one column; no foreign request."""
    scheme, size, options = VIEWS[view]
    context = browser.new_context(color_scheme=scheme, viewport=size)
    asked = set()
    context.on("request", lambda request: asked.add(request.url))
    page = context.new_page()
    faults = []
    for address in _addresses(built, served, edition):
        page.goto(address)
        page.evaluate(OPEN_ALL)
        if page.evaluate(TOO_WIDE) > 0:
            faults.append(f"{address}: wider than the screen")
        faults += _faults(page, options)
    context.close()

    assert faults == []
    assert [url for url in asked if not url.startswith((served, "data:"))] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_letters_of_twice_the_size(built, served, browser, edition):
    """The whole page at 200 %, by zoom and by larger letters alone (WCAG 1.4.4, 1.4.10)."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    failed = []
    for address in _addresses(built, served, edition):
        page.set_viewport_size({"width": DESK["width"] // 2, "height": DESK["height"] // 2})
        page.goto(address)
        page.evaluate(OPEN_ALL)
        zoomed = page.evaluate(TOO_WIDE)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (DESK["width"], 1366):  # as a teacher's desk, and a school's laptop
            page.set_viewport_size({"width": width, "height": 768})
            if zoomed or page.evaluate(TOO_WIDE) > 0:
                failed.append((address, width, zoomed))
    context.close()

    assert failed == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_frame_on_a_phone(served, browser, edition, scheme):
    """The head of the page looks different on a phone; its colours hold there too."""
    context = browser.new_context(color_scheme=scheme, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{served}/{edition}/index.html")
    faults = _faults(page, EVERYTHING)
    context.close()

    assert faults == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_letter_to_a_student(built, served, browser, view):
    """What a student gets back is held to the same rules as the pages."""
    scheme, size, _options = VIEWS[view]
    letters = built / "results" / "sample-class"
    longest = max(letters.glob("feedback/*.html"), key=lambda path: path.stat().st_size)
    context = browser.new_context(color_scheme=scheme, viewport=size)
    page = context.new_page()
    page.goto(f"{served}/{longest.relative_to(built).as_posix()}")
    page.evaluate(OPEN_ALL)
    too_wide, faults = page.evaluate(TOO_WIDE), _faults(page, EVERYTHING)
    context.close()

    assert too_wide == 0
    assert faults == []


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
    """The search needs no server either; what it finds is held to the same rules."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((built_site / "search.html").as_uri() + "?q=unanimous")
    page.locator("#search-results .search li").first.wait_for(timeout=10_000)
    found = page.locator("#search-results .search li").count()
    faults = _faults(page, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    faults += _faults(page, EVERYTHING)
    context.close()

    assert found > 0
    assert faults == []


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
