"""The page in Firefox, another engine: the vectors, and a student's way through all ten kinds."""

from __future__ import annotations

import json
import os
from fractions import Fraction

import pytest
from at_a_page import ANSWERS
from firefox import FOUND, started

from packs import CONF, new_pack
from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.marking import mark
from teachkit.marking.portable import portable
from twin.page import DECIDED, Twin
from twin.vectors import SHEET, VECTORS

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and FOUND is None, reason="apt-get install firefox-esr"
)

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = """async id => {
  const group = document.getElementById(id);
  for (let tries = 0; tries < 50 && !group.querySelector(".tk-feedback").textContent; tries += 1) {
    await new Promise(done => setTimeout(done, 20));
  }
  const words = group.querySelector(".tk-feedback").textContent;
  return JSON.stringify([group.dataset.tkShown, words, teachkit.response(group)]);
}"""
ROWS = "id => [...document.querySelectorAll(`#${id} .tk-order > li`)].map(one => one.dataset.tkId)"
KEEP_FILES = """() => {
  window.files = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = file => { files.push(file); return make.call(URL, file); };
}"""
DOWN = "\ue015"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """Debian's Firefox."""
    assert FOUND, "firefox is not installed: apt-get install firefox-esr"
    with started(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def test_the_twin_gives_the_marks_of_the_vectors(firefox):
    """The same table, the same answers, the same marks as in Chromium and in Python."""
    twin = Twin(firefox)
    ids = [item.id for item in SHEET.items]
    tables = [portable(item, SHEET) for item in SHEET.items]
    cases = [(ids.index(item.id), response) for item, response, *_ in VECTORS]
    marks = list(twin.marks(tables, cases))
    wrong = [
        (item.id, response, state, said)
        for (item, response, _, score, state), said in zip(VECTORS, marks, strict=True)
        if said[0] != state or (state in DECIDED and Fraction(*said[1:3]) != score)
    ]
    twin.close()

    assert len(marks) > 150
    assert wrong == []


def _answer(page, kind, response):
    """Point, click and type until the item holds the answer."""
    id_ = f"item-all-kinds-{kind}-practice"
    if kind in {"choice", "multi"}:
        for value in response.split(";"):
            page.click(f"#{id_} input[value={value}]")
    elif kind == "order":
        _sort(page, id_, response.split(";"))
    elif response.startswith("{"):
        for part, value in json.loads(response).items():
            _fill(page, kind, f"#{id_} [name$='.{part}']", value)
    else:
        page.click(f"#{id_} :is(input, textarea)")
        page.press(*response)


def _fill(page, kind, field, value):
    if kind == "claims":
        page.click(f"{field}[value={value}]")
    elif kind == "match":  # by keys, as far down the list as it stands
        names = json.loads(page.evaluate(OPTIONS, field))
        page.evaluate("field => document.querySelector(field).focus()", field)
        page.press(*[DOWN] * names.index(value))
    else:
        page.click(field)
        page.press(*value)


OPTIONS = """field => JSON.stringify(
  [...document.querySelector(field).options].map(one => one.value))"""


def _sort(page, id_, wanted):
    rows = f"JSON.stringify(({ROWS})(id))"
    for place, name in enumerate(wanted):
        while json.loads(page.evaluate(f"id => {rows}", id_)).index(name) > place:
            page.click(f"#{id_} li[data-tk-id={name}] .tk-move")


def test_a_student_practises_and_hands_in(firefox, tmp_path):
    """Opened from a stick: all kinds checked, kept over a reload, handed in, graded alike."""
    pack = new_pack(tmp_path / "pack")
    pack.conf = CONF.replace('"basic"', '"furo"')
    address = (pack.build("html").out / "sheet.html").as_uri()
    path = pack.root / "exercises/all-kinds.toml"
    sheet = load_sheet(path)
    page = firefox.new_page()
    page.goto(address)
    for kind, (_right, partly, _wrong) in ANSWERS.items():
        id_ = f"item-all-kinds-{kind}-practice"
        _answer(page, kind, partly)
        page.click(f"#{id_} .tk-check")
        state, words, response = json.loads(page.evaluate(SHOWN, id_))
        expected = mark(sheet.item(f"{kind}-practice"), response, sheet=sheet)

        assert state == expected.state.value, (kind, words)
        assert response == partly or json.loads(response) == json.loads(partly), kind
        assert words
    page.resize(320, 640)
    assert page.evaluate(TOO_WIDE) == 0

    page.goto(address)
    page.evaluate(KEEP_FILES)
    kept = json.loads(page.evaluate(SHOWN.replace("tries < 50", "false"), id_))
    assert json.loads(kept[2]) == json.loads(ANSWERS["claims"][1])
    page.click(".tk-code")
    page.press(*"s1")
    page.click(".tk-download")
    file = tmp_path / "answers.json"
    file.write_text(page.evaluate("() => files[0].text()"), encoding="utf-8")
    errors, asked = page.errors, page.asked
    page.close()

    assert main(["grade", str(path), str(file), "--out", str(tmp_path / "out")]) in {0, 1}
    assert "s1" in (tmp_path / "out/gradebook.csv").read_text(encoding="utf-8-sig")
    assert errors == []
    assert [one for one in asked if not one.startswith(("file:", "data:", "blob:"))] == []
