"""Letters to students in a real browser: accessible, of one column, and alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class

ROOT = Path(__file__).parents[2]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
VIEWS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark-phone": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}
CLASS = ROOT / "exercises" / "sample-class" / "eligibility.csv"


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """Letters of the sample class, and of one student with long words."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "long.csv").write_text(
        f"student,line-on-the-map,claim\nLONG,{'w' * 500},{'m' * 500}\n", encoding="utf-8"
    )
    sheet = load_sheet(ROOT / "exercises" / "eligibility.toml")
    grade_class(sheet, [CLASS, folder / "long.csv"], folder / "out")
    return [folder / "out" / "feedback" / f"{name}.html" for name in ("S04", "LONG")]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_letter(letters, browser, view):
    """WCAG 2.2 AA and best practice; nothing is asked of the network."""
    context = browser.new_context(**VIEWS[view])
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    for path in letters:
        page.goto(path.as_uri())
        if page.evaluate(TOO_WIDE) > 0:
            failed.append(f"{path.name}: wider than the screen")
        found = Axe().run(page, options=RULES).response["violations"]
        failed += [f"{path.name}: {one['id']}" for one in found]
    context.close()

    assert failed == []
    assert asked == [path.as_uri() for path in letters]
