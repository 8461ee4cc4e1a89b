"""What a student sees: orders, letters, gaps, and the build hash."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marking.test_choice_and_multi import OFFICES
from marking.test_numbers_and_dates import YEAR
from marking.test_parts import CLAIMS, CLOZE, MATCH, ORDER
from teachkit.display import (
    cloze_pieces,
    letter,
    number_of,
    numbered_texts,
    right_sides,
    sheet_build,
    shown_events,
    shuffled_ids,
)
from teachkit.model import Sheet, Verdict

SHEET = Sheet(format=1, id="s", title="S", items=(OFFICES, YEAR, CLOZE, MATCH, ORDER, CLAIMS))


def changed(index, **new):
    """The sheet with one item changed."""
    items = list(SHEET.items)
    items[index] = replace(items[index], **new)
    return replace(SHEET, items=tuple(items))


def test_letters_go_on_after_z():
    """A to Z, then AA."""
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@given(st.lists(st.text("abc", min_size=1), unique=True))
def test_a_shuffle_loses_nothing_and_never_shows_the_key_order(ids):
    """The order given is often the key: of three or more it is never shown."""
    shown = shuffled_ids(ids, "salt")

    assert sorted(shown) == sorted(ids)
    assert len(ids) < 3 or shown != ids


def test_right_sides_are_each_shown_once_with_the_surplus_ones():
    """Four different texts, in an order of their own."""
    assert dict(right_sides(MATCH)) == {
        "five": "an attack on one",
        "six": "the area",
        "ten": "who may join",
        "extra-1": "who pays",
    }
    assert [side for side, _ in right_sides(MATCH)] != ["five", "six", "ten", "extra-1"]


def test_events_and_gaps_keep_their_content():
    """Events in the order shown, a cloze in reading order."""
    assert {event.id for event in shown_events(ORDER)} == set("abcdef")
    assert [piece if isinstance(piece, str) else piece.id for piece in cloze_pieces(CLOZE)] == [
        "Signed in ", "year", " in ", "city", ", by ", "who", " states; Article ", "art",
        " says who may join.",
    ]  # fmt: skip


def test_items_are_numbered_from_one():
    """Q1 is the first."""
    assert number_of(SHEET, "deposit") == 1
    assert number_of(SHEET, "k") == 6


@pytest.mark.parametrize(
    ("index", "new"),
    [
        (0, {"prompt": "Where else?"}),
        (0, {"options": OFFICES.options[:2]}),
        (2, {"text": "[[year]] [[city]] [[who]] [[art]]"}),
        (3, {"extra": ()}),
        (4, {"events": ORDER.events[:4]}),
        (5, {"claims": CLAIMS.claims[:2]}),
    ],
)
def test_the_build_changes_with_what_students_see(index, new):
    """Other answers would be given to another text."""
    assert sheet_build(changed(index, **new)) != sheet_build(SHEET)


@pytest.mark.parametrize(
    ("index", "new"),
    [
        (0, {"options": (replace(OFFICES.options[0], correct=False, why="no"),
                         replace(OFFICES.options[1], correct=True), OFFICES.options[2])}),
        (1, {"answer": YEAR.answer + 1, "explain": "Because."}),
        (2, {"gaps": (replace(CLOZE.gaps[0], answer="1950"), *CLOZE.gaps[1:])}),
        (5, {"claims": (replace(CLAIMS.claims[0], verdict=Verdict.NOT_STATED, why="x"),
                        *CLAIMS.claims[1:])}),
    ],
)  # fmt: skip
def test_no_key_enters_the_build(index, new):
    """A hash that a key changes would let students guess the key."""
    assert sheet_build(changed(index, **new)) == sheet_build(SHEET)


def test_of_two_either_order_is_possible():
    """Always turning two round would tell which was first."""
    pairs = [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"], ["i", "j"], ["k", "l"]]

    assert {shuffled_ids(pair) == pair for pair in pairs} == {True, False}


def test_a_sheet_tells_the_number_of_its_items_only():
    """An unknown id is no number."""
    with pytest.raises(ValueError, match="nope"):
        number_of(SHEET, "nope")


def test_right_sides_that_are_numbered_stand_in_the_order_of_their_numbers():
    """Before the rest, and by value: students look for 10 behind 9."""
    item = replace(MATCH, extra=("Article 9", "Article 10", "Article 5", "none of them"))
    shown = [text for _side, text in right_sides(item)]

    assert shown[:3] == ["Article 5", "Article 9", "Article 10"]
    assert sorted(shown[3:]) == sorted({pair.right for pair in MATCH.pairs} | {"none of them"})


@pytest.mark.parametrize(
    ("texts", "counted"),
    [
        (["1954", "2014", "1947"], ["1947", "1954", "2014"]),
        (["Condition 2", "Condition 1"], ["Condition 1", "Condition 2"]),
        (["Article 5, NATO", "Article 5, Japan", "Article 9, Japan", "all"], []),
        (["in 1954, by 2 houses", "in 2014, by 2 houses", "never"], []),
        (["a", "b"], []),
    ],
)
def test_numbered_texts_differ_by_one_number(texts, counted):
    """Three of them, or all; two numbers in a text are more than a number to count by."""
    assert numbered_texts(texts) == counted
