"""The marker and its twin in the browser: answers a second, and what share the twin decides.

    python benchmarks/browser_marker.py

The same answers go through both in one run: those of the hostile class of the tests, made from
the keys of all items, and those of the sample class of this pack. Needs Chromium, and the
`dev` extra for its driver.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from time import process_time

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from teachkit.marking import mark
from teachkit.marking.portable import portable
from twin.answers import answers_to
from twin.items import all_items, sample_class
from twin.page import DECIDED, Twin, contradiction

EACH = 100
"""Answers to each item."""

TIMED = """text => {
  const [tables, cases] = JSON.parse(text);
  const start = performance.now();
  for (const [table, response] of cases) teachkit.mark(tables[table], response);
  return performance.now() - start;
}"""


def main() -> None:
    """Print the tables."""
    hostile = [
        (sheet, item, said)
        for sheet, item in all_items()
        for said in answers_to(item, EACH, "speed")
    ]
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        twin = Twin(browser)
        for name, given in (("hostile class", hostile), ("sample class", sample_class())):
            compare(twin, name, given)
        browser.close()


def compare(twin: Twin, name: str, given: list[tuple[object, object, str]]) -> None:
    """Print speed and share decided, kind by kind, for one set of answers."""
    places: dict[int, int] = {}
    tables = []
    start = process_time()
    for sheet, item, _ in given:
        if id(item) not in places:
            places[id(item)] = len(tables)
            tables.append(portable(item, sheet))
    compiling = process_time() - start
    cases = [(places[id(item)], said) for _, item, said in given]
    start = process_time()
    marks = [mark(item, said, sheet=sheet) for sheet, item, said in given]
    python = len(given) / (process_time() - start)
    text = json.dumps([tables, cases])
    twin.page.evaluate(TIMED, text)  # warm, as Python is by now
    script = 1000 * len(given) / twin.page.evaluate(TIMED, text)
    said = list(twin.marks(tables, cases))
    wrong = sum(map(contradiction, said, marks))
    print(f"{name}: {len(given):,} answers, {len(tables)} items, {wrong} contradictions")
    print(f"  tables {1000 * compiling / len(tables):.2f} ms each")
    print(f"  Python {python:,.0f}/s, browser {script:,.0f}/s, ratio {script / python:.2f}")
    sure, decided = Counter(), Counter()
    for (_, item, _), one, got in zip(given, said, marks, strict=True):
        sure[item.kind] += not got.state.needs_person
        decided[item.kind] += one[0] in DECIDED
    for kind, number in sorted(sure.items()):
        if number:
            print(f"  {kind:8} {decided[kind]:6} of {number:6} = {decided[kind] / number:.2f}")
    print(
        f"  all      {decided.total():6} of {sure.total():6} = {decided.total() / sure.total():.2f}"
    )


if __name__ == "__main__":
    main()
