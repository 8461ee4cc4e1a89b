"""Cells as systems write them: split by known texts, in exactly one way, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from teachkit.bank import load_sheet
from teachkit.classwork.dialect import Dialect, read_cell
from teachkit.classwork.prompts import plain
from teachkit.classwork.segments import split_by
from teachkit.classwork.systems import SYSTEMS
from teachkit.model import Event, Option, Order
from teachkit.model import Multi as MultiItem

MOODLE45 = load_sheet(Path(__file__).parents[1] / "fixtures" / "moodle45.toml")
MOODLE, GOOGLE, MICROSOFT, CANVAS, TABLE = (
    SYSTEMS[name].dialect
    for name in ("moodle", "google-forms", "microsoft-forms", "canvas", "table")
)
TEXTS = st.text("ab,; ", min_size=1, max_size=5).map(str.strip).filter(bool)


def multi(*texts):
    """An item with these options, whose ids are o0, o1 and so on."""
    options = tuple(Option(id=f"o{n}", text=text, correct=not n) for n, text in enumerate(texts))
    return MultiItem(id="m", prompt="Which?", options=options)


def order(*texts):
    """An item with these events, whose ids are e0, e1 and so on."""
    events = tuple(Event(id=f"e{n}", text=text) for n, text in enumerate(texts))
    return Order(id="o", prompt="Sort.", events=events)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=5, unique=True), st.data(), st.sampled_from([",", ";"]))
def test_a_split_is_the_right_one_or_none_is_taken(texts, data, separator):
    """Whatever the options hold: never other ticks than those that were made."""
    texts = list(dict.fromkeys(" ".join(one.split()) for one in texts))
    assume(len(texts) > 1)
    ticked = data.draw(st.lists(st.integers(0, len(texts) - 1), min_size=1, unique=True))
    cell = f"{separator} ".join(texts[one] for one in ticked)
    ways = split_by(cell, {str(n): (text,) for n, text in enumerate(texts)}, [separator])

    assert ways
    if len(ways) == 1:
        assert ways[0] == tuple(map(str, ticked))


@pytest.mark.parametrize(
    ("cell", "dialect", "response"),
    [
        ("Iceland, Norway, Spain", GOOGLE, "o0;o1"),
        ("Spain, Iceland, Norway", GOOGLE, "o1;o0"),
        ("Iceland,  Norway", GOOGLE, "o0"),
        ("Spain;Iceland, Norway;", MICROSOFT, "o1;o0"),
        ("Spain, Iceland, Norway", TABLE, "o1;o0"),
        ("Spain; Iceland, Norway", TABLE, "o1;o0"),
        ("AB", TABLE, "AB"),
        ("B, A", TABLE, "B, A"),
        ("Iceland\\, Norway,Spain", CANVAS, "o0;o1"),
        ("Spain; Iceland, Norway", MOODLE, "o1;o0"),
        ("o1;o0", GOOGLE, "o1;o0"),
        ("-", MOODLE, ""),
        ("  ", GOOGLE, ""),
    ],
)
def test_ticks_are_split_by_the_options_texts(cell, dialect, response):
    """The longest first; a separator within a text splits nothing."""
    assert read_cell(multi("Iceland, Norway", "Spain"), cell, dialect) == (response, "")


@pytest.mark.parametrize(
    ("texts", "cell", "said"),
    [
        (("a", "b", "a, b"), "a, b", "in more than one way"),
        (("a", "b, c", "a, b", "c"), "a, b, c", "in more than one way"),
        (("a", "b"), "a, Other: none", "not made of the options' texts"),
        (("a", "b"), "a, a", "not made of the options' texts"),
        (("a", "b"), "a b", "not made of the options' texts"),
    ],
)
def test_what_can_be_split_in_two_ways_or_none_is_not(texts, cell, said):
    """The cell is kept as it is, with the reason."""
    response, fault = read_cell(multi(*texts), cell, GOOGLE)

    assert response == cell
    assert said in fault


def test_a_cell_with_very_many_ways_ends_soon():
    """There is no telling, and no waiting."""
    texts = [", ".join(["a"] * n) for n in range(1, 25)]
    _, fault = read_cell(multi(*texts), ", ".join(["a"] * 200), GOOGLE)

    assert fault


@pytest.mark.parametrize(
    ("cell", "response"),
    [
        ("Greece j...; Spain joins", ""),
        ("Greece ...; Spain j...; Finland...", "e0;e1;e2"),
        ("Finland jo; Greece and; Spain join", "e2;e0;e1"),
        ("Greece and Turkey join; Spain joins", "e0;e1"),
        ("e1;e0;e2", "e1;e0;e2"),
    ],
)
def test_events_that_moodle_cut_are_found_again(cell, response):
    """By what is left of them, if that is enough."""
    item = order("Greece and Turkey join", "Spain joins", "Finland joins")
    found, fault = read_cell(item, cell, MOODLE)

    assert (found, fault) == (response, "") if response else fault


def test_events_that_begin_alike_are_not_recovered():
    """The response is kept for a person."""
    item = order("Treaty of Rome", "Treaty of Paris", "Spain joins")
    cell = "Treaty ...; Spain j...; Treaty ..."
    found, fault = read_cell(item, cell, MOODLE)

    assert found == cell
    assert fault == "the export cuts events to 10 characters, and some of them begin alike"
    assert read_cell(item, "Spain j...", MOODLE) == ("e2", "")


@pytest.mark.parametrize(
    ("item", "cell", "parts"),
    [
        ("capitals", "Spain -> Madrid; Italy -> Rome", {"spain": "Madrid", "italy": "Rome"}),
        ("capitals", "Spain -> Lisbon", {"spain": "Lisbon"}),
        ("gaps", "part 1: Rome; part 2: 12; part 3: ; part 4: a; b",
         {"rome": "Rome", "twelve": "12", "letters": "a; b"}),
        ("gaps", "part 1: ; part 2: ; part 3: ; part 4:", {}),
        ("gaps", "Teil 1: Rom; Teil 2: 12; Teil 3: red; Teil 4: a",
         {"rome": "Rom", "twelve": "12", "colour": "red", "letters": "a"}),
        ("cat", "{cat} {}", {"who": "cat"}),
        ("leap", "{Look} {you leap}", {"first": "Look", "second": "you leap"}),
    ],
)  # fmt: skip
def test_parts_in_one_cell_come_apart(item, cell, parts):
    """Pairs, numbered gaps in any language, gaps in braces."""
    response, fault = read_cell(MOODLE45.item(item), cell, MOODLE)

    assert fault == ""
    assert (json.loads(response) if response else {}) == parts


@pytest.mark.parametrize(
    ("item", "cell"),
    [
        ("capitals", "Spain -> Oslo"),
        ("capitals", "Spain -> Madrid; Spain -> Rome"),
        ("gaps", "part 1: Rome; part 2: 12"),
        ("gaps", "part 1: a; part 2: b; part 2: c; part 3: d; part 4: e"),
        ("cat", "{cat}"),
        ("cat", "cat, mat"),
    ],
)
def test_parts_that_do_not_come_apart_are_not_guessed(item, cell):
    """The cell is kept, with the reason."""
    response, fault = read_cell(MOODLE45.item(item), cell, MOODLE)

    assert response == cell
    assert fault


def test_a_choice_is_found_by_its_text_or_left_to_the_marker():
    """Also with the quotation marks of another system."""
    item = MOODLE45.item("sum")

    assert read_cell(item, " 22 ", MOODLE) == ("twenty-two", "")
    assert read_cell(item, "23", MOODLE) == ("23", "")


def test_markup_is_no_part_of_a_text():
    """As a student sees it."""
    text = "See *the* [**treaty**](https://example.org), {fact}`some-fact` and `x_y`"

    assert plain(text) == "See the treaty, some-fact and x_y"
    assert Dialect().separators == (";",)
