"""The marker's twin in a real browser: less sure than the marker, never of another mind."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from unittest.mock import patch

import pytest

from teachkit.marking import mark
from teachkit.marking.normal import basic, normalise
from teachkit.marking.portable import portable
from teachkit.sphinxext.assets import script_with
from twin.answers import answers_to
from twin.items import all_items, sample_class
from twin.mutants import IN_PYTHON, IN_SCRIPT
from twin.page import DECIDED, Twin, contradiction
from twin.vectors import SHEET, VECTORS

CASES = 100_000
FEW = 40
"""Answers to each item that must be enough to see a mutant."""

FORMS = """() => {
  const found = [];
  for (let code = 0; code < 0x11000; code += 1) {
    const text = "x" + String.fromCodePoint(code) + "2";
    found.push([teachkit.twin.basic(text), teachkit.twin.normalise(text)]);
  }
  return JSON.stringify(found);
}"""


@pytest.fixture(scope="module")
def items():
    """Everything that is marked here, with its sheet; the items of the vectors last."""
    return all_items() + [(SHEET, item) for item in SHEET.items]


@pytest.fixture(scope="module")
def tables(items):
    """The table of each."""
    return [portable(item, sheet) for sheet, item in items]


@pytest.fixture(scope="module")
def twin(browser):
    """A page with the script."""
    page = Twin(browser)
    yield page
    page.close()


def _cases(items, each, seed):
    """Return (place of the item, response) of as many answers to each item."""
    return [
        (place, response)
        for place, (_, item) in enumerate(items)
        for response in answers_to(item, each, seed)
    ]


def _marks(items, cases):
    return [mark(items[place][1], response, sheet=items[place][0]) for place, response in cases]


@pytest.fixture(scope="module")
def few(items):
    """Answers of all kinds, the vectors among them, and their marks."""
    places = {item.id: place for place, (sheet, item) in enumerate(items) if sheet is SHEET}
    cases = _cases(items, FEW, "few")
    cases += [(places[item.id], response) for item, response, *_ in VECTORS]
    return cases, _marks(items, cases)


def test_the_twin_gives_the_marks_of_the_vectors(twin):
    """The script's side of what both must agree on; it is less sure just where the vector says."""
    ids = [item.id for item in SHEET.items]
    tables = [portable(item, SHEET) for item in SHEET.items]
    cases = [(ids.index(item.id), response) for item, response, *_ in VECTORS]
    wrong = []
    for (item, response, _, score, state), said in zip(
        VECTORS, twin.marks(tables, cases), strict=True
    ):
        same = said[0] == state and (state not in DECIDED or Fraction(*said[1:3]) == score)
        if not same:
            wrong.append((item.id, response, state, said))

    assert wrong == []


def test_a_hostile_class_finds_no_contradiction(items, tables, twin):
    """100,000 answers over all kinds: what the twin decides, the marker decides alike."""
    cases = _cases(items, -(-CASES // len(items)), "class")
    wrong, decided, sure = [], Counter(), Counter()
    for (place, response), said in zip(cases, twin.marks(tables, cases), strict=True):
        sheet, item = items[place]
        got = mark(item, response, sheet=sheet)
        decided[item.kind] += said[0] in DECIDED
        sure[item.kind] += not got.state.needs_person
        if contradiction(said, got):
            wrong.append((item.kind, item.id, response, said, got))

    assert len(cases) >= CASES
    assert wrong[:20] == []
    # A twin that decides nothing contradicts nothing: most of what the marker decides, it does.
    assert {
        kind: decided[kind] / sure[kind] for kind in sure if decided[kind] < sure[kind] / 2
    } == {}


def test_the_items_own_tests_are_decided(items, tables, twin):
    """What authors expect of their items, the page says too: no less sure in any of them."""
    cases = [(place, test.response) for place, (_, item) in enumerate(items) for test in item.tests]
    open_ones = [
        (items[place][1].id, response, said)
        for (place, response), said, got in zip(
            cases, twin.marks(tables, cases), _marks(items, cases), strict=True
        )
        if contradiction(said, got) or (said[0] not in DECIDED and not got.state.needs_person)
    ]

    assert len(cases) > 300
    assert open_ones == []


def test_the_sample_class_is_marked_alike(twin):
    """What a class hands in for a sheet of the pack, were all its items for practice."""
    given = sample_class()
    tables = [portable(item, sheet) for sheet, item, _ in given]
    cases = [(place, response) for place, (*_, response) in enumerate(given)]
    marks = [mark(item, response, sheet=sheet) for sheet, item, response in given]
    said = list(twin.marks(tables, cases))
    decided = sum(one[0] in DECIDED for one in said)

    assert len(given) > 150
    assert [one for one in zip(given, said, marks, strict=True) if contradiction(*one[1:])] == []
    assert decided >= 0.9 * sum(not one.state.needs_person for one in marks)


def test_every_character_is_folded_alike_or_not_at_all(twin):
    """The first plane and some of the second: the same form as in Python, or none."""
    found = json.loads(twin.page.evaluate(FORMS))
    wrong = [
        (hex(code), got)
        for code, got in enumerate(found)
        for text in [f"x{chr(code)}2"]
        if got[0] not in (None, basic(text)) or got[1] not in (None, normalise(text))
    ]
    known = sum(basic_form is not None for basic_form, _ in found)

    assert wrong == []
    assert known > 28_000


@pytest.mark.parametrize("name", IN_SCRIPT)
def test_a_rule_changed_in_the_script_is_seen(name, browser, tables, few):
    """Each mutant contradicts the marker somewhere."""
    script, (there, instead) = script_with({}), IN_SCRIPT[name]
    assert script.count(there) == 1
    cases, marks = few
    page = Twin(browser, script.replace(there, instead))
    seen = sum(map(contradiction, page.marks(tables, cases), marks))
    page.close()

    assert seen > 0


@pytest.mark.parametrize("name", IN_PYTHON)
def test_a_rule_changed_in_the_marker_is_seen(name, items, tables, few, twin):
    """The same from the other side; the tables are those of the marker as it was."""
    cases, marks = few
    target, instead = IN_PYTHON[name]
    with patch(target, instead):
        mutated = _marks(items, cases)
    said = list(twin.marks(tables, cases))

    assert sum(map(contradiction, said, marks)) == 0
    assert sum(map(contradiction, said, mutated)) > 0


LONG = {
    "letters": ("a", 1_000_000),
    "digits": ("1", 1_000_000),
    "points": ("a.", 500_000),
    "commas": ("1,111", 200_000),
    "quotes": ("s's", 300_000),
    "braces": ("{", 1_000_000),
    "spaces": (" ", 1_000_000),
    "bidi": ("\u202e", 1_000_000),
    "list": ("a;", 25_000),
    "names": ('{"a":', 9_000),
    "hyphens": ("-", 49_000),
    "short of too long": ("1 ", 2_499),
    "dotted": ("a.", 2_499),
    "grouped": ("1,111", 999),
    "owned": ("s's", 1_666),
    "accents": ("e\u0301\u0301", 1_666),
    "dates": ("4 april ", 600),
    "hedges": ("i think it is ", 350),
    "numbers": ("nineteen and ", 380),
    "slashes": ("a / ", 1_200),
    "kanji": ("\u6761 ", 2_499),
}
"""What is repeated, and how often: a megabyte, and the most that is looked at."""

REPEAT = """text => {
  const [tables, piece, times] = JSON.parse(text);
  return tables.map(table => teachkit.mark(table, piece.repeat(times)).state);
}"""


@pytest.mark.parametrize("name", LONG)
def test_no_answer_is_long_enough_to_stop_the_page(name, tables, twin):
    """Whatever is repeated, every item comes to an end with it, and believes none of it."""
    states = twin.page.evaluate(REPEAT, json.dumps([tables, *LONG[name]]))

    assert set(states) <= {"unsure", "unreadable", "blank", "incorrect", "partial"}
