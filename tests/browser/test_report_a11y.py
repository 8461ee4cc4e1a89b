"""The report of a class in a real browser: accessible, of one column, printable, and alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.report import gather, pooled_html, report_html

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "exercises" / "sample-class"
SHEET = ROOT / "exercises" / "eligibility.toml"
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
# Words of pictures must stay in the picture: a page's font may be wider than was reckoned with.
CUT = """() => [...document.querySelectorAll("figure")].flatMap((figure) => {
  const room = figure.querySelector("svg").getBoundingClientRect();
  return [...figure.querySelectorAll("text")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < room.left - 1 || box.right > room.right + 1;
  }).map((one) => one.textContent);
})"""
COLOURS = """() => ["text", "rect", "path"].map((name) => {
  const found = document.querySelector(`figure svg ${name}`);
  return found ? getComputedStyle(found).fill : "";
})"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The report of the sample class, and a page of two classes with long names."""
    folder = tmp_path_factory.mktemp("reports")
    sheet = load_sheet(SHEET)
    long = "w" * 300
    (folder / "long.csv").write_text(
        f"student,no-army,line-on-the-map,hawaii\n{long[:40]},{long},{long},no-usa\n"
        f"B,{long},{long},no-pacific\n",
        encoding="utf-8",
    )
    grade_class(sheet, [SAMPLE / "eligibility.csv"], folder / "sample", source=SHEET)
    grade_class(sheet, [folder / "long.csv"], folder / "long", source=SHEET)
    classes = [gather(folder / name) for name in ("sample", "long")]
    pages = {
        "sample": report_html(classes[0]),
        "long": report_html(classes[1]),
        "pooled": pooled_html(classes),
    }
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return [folder / f"{name}.html" for name in pages]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_report(reports, browser, view):
    """WCAG 2.2 AA and best practice; nothing is asked of the network; nothing is cut off."""
    context = browser.new_context(**VIEWS[view])
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    for path in reports:
        page.goto(path.as_uri())
        if page.evaluate(TOO_WIDE) > 0:
            failed.append(f"{path.name}: wider than the screen")
        failed += [f"{path.name}: cut off: {one}" for one in page.evaluate(CUT)]
        if path.stem == "long":
            continue  # the same elements as the first
        found = Axe().run(page, options=RULES).response["violations"]
        failed += [f"{path.name}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
    context.close()

    assert failed == []
    assert asked == [path.as_uri() for path in reports]


def test_pictures_follow_light_and_dark_and_paper(reports, browser):
    """The words of a picture have the page's own colour; on paper they are black."""
    seen = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(reports[0].as_uri())
        seen[scheme] = page.evaluate(COLOURS)[0]
        page.emulate_media(media="print")
        seen[f"{scheme} print"] = page.evaluate(COLOURS)[0]
        page.close()

    assert seen["light"] == "rgb(27, 31, 35)"
    assert seen["dark"] == "rgb(232, 234, 237)"
    assert seen["light print"] == seen["dark print"] == "rgb(0, 0, 0)"
