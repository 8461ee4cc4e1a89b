"""The round trip: typed in a browser, checked there, downloaded, graded by the command."""

from __future__ import annotations

import csv
import json
from fractions import Fraction

import pytest
from at_a_page import ANSWERS, by_mouse, item

from packs import CONF, new_pack
from teachkit.cli import main
from teachkit.gradebook.amounts import decimal
from twin.page import DECIDED

AWKWARD = {
    "number": ("  １２ members ", "twelve", "1,2,", "=1+1", "12 or 13", "no idea"),
    "date": ("1949年4月4日", "on Monday, the 4th of April 1949", "4/4/49", "1949", "31 April 1949"),
    "text": (
        "ＵＮＡＮＩＭＯＵＳ!",
        "it is unanimous",
        "unanimuos",
        "not unanimous",
        "“unanimous”\u200b,",
    ),
    "cloze": (
        '{"where": "European", "who": " MEMBERS. ", "year": "nineteen forty-nine"}',
        '{"who": "@SUM(1)", "year": "１９４９年"}',
        '{"where": "American", "who": "he said \\"members\\"; 所以", "year": "-1949"}',
    ),
    "essay": ('=HYPERLINK("x")\n\u202eAll; “together”, 所以', "\ufeff"),
}
"""What students really type, and what breaks tables: beside the plain answers of each kind."""

SAID = """group => {
  const response = teachkit.response(group);
  const key = group.dataset.tkKey;
  return JSON.stringify([response, key ? teachkit.mark(JSON.parse(key), response) : null]);
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages with all kinds, and the pack behind them."""
    pack = new_pack(tmp_path_factory.mktemp("trip"))
    pack.conf = CONF.replace('"basic"', '"furo"')
    return pack, pack.build("html").out


def _answers(student):
    """Return an answer to each kind for one student: plain ones first, then the awkward ones."""
    found = {}
    for kind in (*ANSWERS, "essay"):
        offered = (*ANSWERS.get(kind, ("Because of Article 6.",)), *AWKWARD.get(kind, ()))
        found[kind] = offered[student % len(offered)]
    return found


def _hand_in(page, student, folder):
    """Answer all practice items, check them, download; return the file and what the page said."""
    verdicts = {}
    for kind, response in _answers(student).items():
        group = item(page, f"{kind}-practice")
        by_mouse(group, kind, response)
        group.locator(".tk-check").click()
        verdicts[f"{kind}-practice"] = json.loads(group.evaluate(SAID))[1]
        shown = group.get_attribute("data-tk-shown")
        assert shown == verdicts[f"{kind}-practice"]["state"], (kind, response)
    page.locator(".tk-code").fill(f"s{student}")
    with page.expect_download() as download:
        page.locator(".tk-download").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file, verdicts


def test_the_command_gives_the_page_s_verdicts(pages, browser, tmp_path):
    """All ten kinds, nine students, plain and awkward answers: same states, same scores."""
    pack, out = pages
    files, verdicts = [], {}
    for student in range(9):
        context = browser.new_context()
        page = context.new_page()
        page.goto((out / "sheet.html").as_uri())
        file, said = _hand_in(page, student, tmp_path)
        context.close()
        files.append(file)
        verdicts |= {(f"s{student}", name): mark for name, mark in said.items()}

    sheet = pack.root / "exercises/all-kinds.toml"
    code = main(["grade", str(sheet), *map(str, files), "--out", str(tmp_path / "out")])
    with (tmp_path / "out/marks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["student"], row["item"]): row for row in csv.DictReader(file)}
    wrong, decided = [], 0
    for place, said in verdicts.items():
        row, state = rows[place], said["state"]
        if state in DECIDED:
            decided += 1
            same = row["state"] == state and row["score"] == decimal(Fraction(*said["score"]))
        else:
            same = state == "unsure" or row["state"] == "unreadable"
        if not same:
            wrong.append((place, said, row))

    assert code in {0, 1}
    assert len(verdicts) == 90
    assert wrong == []
    assert decided > 60
