"""The Content-Security-Policy that the docs name: everything works, and nothing breaks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs/toolkit/sphinx.md"
WATCH = """window.broken = [];
document.addEventListener("securitypolicyviolation", event => {
  broken.push(event.effectiveDirective + " " + event.blockedURI);
});"""


@pytest.fixture(scope="module")
def policy():
    """What the docs tell a host to send."""
    text = DOCS.read_text(encoding="utf-8")
    return re.search(r"Content-Security-Policy: (.+)", text)[1]


@pytest.fixture
def opened(built, browser, serve, policy):
    """A function that opens a page from such a host; what the policy blocks fails the test."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    pages, errors = [], []

    with serve(built, policy) as address:

        def open_(name):
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(f"{address}/{name}")
            pages.append(page)
            return page

        yield open_
        broken = [one for page in pages for one in page.evaluate("broken")]
        context.close()
    assert broken == []
    assert errors == []


def test_a_lesson_works_under_the_policy(opened):
    """A term, an exercise, the worksheet and its file."""
    page = opened("site/lessons/1-eligibility/index.html")
    page.get_by_role("button", name="unanimous").click()
    assert "More in the glossary" in page.locator(".tk-tip.tk-open").inner_text()
    day = page.locator("#item-eligibility-signing-day")
    day.locator("input").fill("4 April 1949")
    day.locator(".tk-check").click()
    day.locator(".tk-feedback:not(:empty)").wait_for()
    page.locator(".theme-toggle:visible").first.click()
    assert page.evaluate("document.body.dataset.theme") in {"light", "dark"}
    sheet = opened("site/lessons/1-eligibility/worksheet.html")
    assert sheet.evaluate("document.body.dataset.theme") in {"light", "dark"}
    sheet.locator(".tk-code").fill("s1")
    with sheet.expect_download() as download:
        sheet.locator(".tk-download").click()
    assert "4 April 1949" in Path(download.value.path()).read_text(encoding="utf-8")


def test_the_rest_works_under_the_policy(opened):
    """The timeline, the filter of claims, the search, and a teacher's stage."""
    walk = opened("site/reference/timeline.html").locator(".tk-walk")
    walk.locator(".tk-on").click()
    assert walk.get_by_role("status").inner_text().startswith("Event 1 of ")
    claims = opened("site/lessons/5-five-web-pages/checked.html")
    claims.locator(".tk-find input").first.fill("iceland")
    found = opened("site/search.html?q=unanimous")
    found.locator("#search-results .search li").first.wait_for(timeout=10_000)
    stage = opened("teacher/teacher/1-eligibility.html")
    stage.get_by_role("button", name="Show one at a time").click()
    assert "1 of " in stage.get_by_role("dialog").inner_text()
