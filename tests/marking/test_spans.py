"""Ranges, bounds, round statements, places and round numbers: decided where that is sure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from teachkit import mark_text
from teachkit.marking import mark
from teachkit.marking.numerals import Asked
from teachkit.marking.spans import read_span
from teachkit.model import Date, Near, Number


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1939-45", ("range", 1939, 1945)),
        ("1999-00", ("range", 1999, 2000)),
        ("from 1939 to 1945", ("range", 1939, 1945)),
        ("between five and seven", ("range", 5, 7)),
        ("it was 1930 or 1931", ("range", 1930, 1931)),
        ("before 1940", ("below", None, 1940)),
        ("up to 40", ("below", None, 40)),
        ("more than forty", ("above", 40, None)),
        ("about 500", ("about", 500, 500)),
        ("500 approximately", ("about", 500, 500)),
        ("1930年以前", ("below", None, 1930)),
        ("1930年から1940年", ("range", 1930, 1940)),
        ("約500", ("about", 500, 500)),
        ("25-13", None),
        ("not before 1940", None),
        ("not between 1930 and 1940", None),
        ("20 years after 1929", None),
        ("two years before 1940", None),
        ("five and seven", None),
        ("about 5 to 7", None),
        ("<50", None),
        ("12, 14 or 16", None),
        ("1939-1945-1949", None),
        ("1949", None),
        ("after the war", None),
        ("to be or not to be", None),
        ("", None),
    ],
)
def test_what_is_read_as_a_span(text, span):
    """A word that may change it makes it none."""
    got = read_span(text, Asked(question="When?"))

    assert (got and got[:3]) == span


@pytest.mark.parametrize(
    ("response", "state"),
    [
        ("1939-1945", "incorrect"),
        ("1939-45", "incorrect"),
        ("1930 or 1931", "incorrect"),
        ("before 1940", "incorrect"),
        ("after 1960", "incorrect"),
        ("around 1750", "incorrect"),
        ("1946-47", "unsure"),
        ("1948-49", "unsure"),
        ("1949 or 1950", "unsure"),
        ("1945 to 1948", "unsure"),
        ("before 1949", "unsure"),
        ("before 1950", "unsure"),
        ("after 1950", "unsure"),
        ("the year after 1948", "unsure"),
        ("20 years after 1929", "unsure"),
        ("not before 1960", "unsure"),
        ("around 1900", "unsure"),
        ("around 1930", "unsure"),
        ("1949-04", "unsure"),
    ],
)
def test_spans_of_years(response, state):
    """Wrong if they surely leave the year out; a season that holds it goes to a person."""
    assert mark_text(response, ["1949"], kind="year", question="When?").state.value == state


@pytest.mark.parametrize(
    ("accepted", "response", "state"),
    [
        ("57 days", "five to seven days", "incorrect"),
        ("57 days", "5-7 days", "unsure"),
        ("57 days", "100 to 120 days", "incorrect"),
        ("57 days", "50-60 days", "unsure"),
        ("57 days", "40 to 50 days", "unsure"),
        ("57 days", "about 200 days", "incorrect"),
        ("57 days", "about 100 days", "unsure"),
        ("57 days", "more than 100 days", "incorrect"),
        ("57 days", "more than 50 days", "unsure"),
        ("57 days", "more than 60 days", "unsure"),
        ("57 days", "up to 20 days", "incorrect"),
        ("57 days", "from 5 to 7 weeks", "unsure"),
        ("18", "14-18", "unsure"),
        ("18", "5-13", "unsure"),
        ("3", "2-1", "unsure"),
        ("1132", "about 1100", "unsure"),
        ("1132", "around 2000", "unsure"),
        ("1132", "around 3000", "incorrect"),
        ("-5", "about 5", "unsure"),
    ],
)
def test_spans_of_other_numbers(accepted, response, state):
    """By a tenth, the width of a range, or half and double; a score may add up."""
    assert mark_text(response, [accepted], kind="number", question="How many?").state == state


@pytest.mark.parametrize(
    ("question", "response", "state"),
    [
        ("Where does it rank among the 50?", "23rd largest", "incorrect"),
        ("Where does it rank among the 50?", "the twenty-third largest", "incorrect"),
        ("Where does it rank among the 50?", "25th largest", "correct"),
        ("Where does it rank among the 50?", "23 largest", "unsure"),
        ("Where does it rank among the 50?", "23rd smallest", "unsure"),
        ("Where does it rank among the 50?", "5th episode", "unsure"),
        ("Is it the 25th smallest?", "23rd largest", "unsure"),
    ],
)
def test_places_in_a_row(question, response, state):
    """An ordinal counts places, if it counts from the end that is asked for."""
    assert mark_text(response, ["25"], kind="number", question=question).state.value == state


@pytest.mark.parametrize(
    ("accepted", "response", "state"),
    [
        ("$2.187 billion", "$2.19 billion", "correct"),
        ("$2.187 billion", "$2.19bn", "correct"),
        ("$2.187 billion", "$2.18 billion", "unsure"),
        ("$2.187 billion", "$2.2 billion", "unsure"),
        ("$2.187 billion", "around $2.19 billion", "unsure"),
        ("$2.187 billion", "$2,190,000,000", "unsure"),
        ("$2.187 billion", "$2.19 million", "incorrect"),
        ("331,449,281", "331 million", "correct"),
        ("331,449,281", "332 million", "unsure"),
        ("331,449,281", "330 million", "unsure"),
        ("12,069", "12.1 thousand", "unsure"),
        ("10.5%", "10%", "unsure"),
        ("3.14", "3.14159", "unsure"),
        ("3.14", "3.2", "unsure"),
        ("3.14", "3.5", "incorrect"),
        ("24,900", "24,901", "unsure"),
        ("24,900", "26,000", "incorrect"),
        ("1949", "1950", "incorrect"),
    ],
)
def test_round_numbers(accepted, response, state):
    """Right if rounded well to three digits or more of millions; the key may be the round one."""
    got = mark_text(response, [accepted], kind="number", question="How much?")

    assert got.state.value == state, got.reason


def test_an_exact_number_is_not_rounded():
    """Where the question says so, or the item has credit of its own for what is near."""
    asked = {"id": "x", "answer": Fraction(331449281)}
    near = Near(within=Fraction(10**6), credit=Fraction(1, 2))

    assert mark(Number(prompt="How many exactly?", **asked), "331 million").state == "unsure"
    assert mark(Number(prompt="How many?", **asked), "331 million").score == 1
    assert mark(Number(prompt="How many?", near=(near,), **asked), "331 million").state == "unsure"


@pytest.mark.parametrize(
    ("response", "state"),
    [
        ("the 1930s", "incorrect"),
        ("the 1940s", "unreadable"),
        ("the 19th century", "incorrect"),
        ("1939-1945", "incorrect"),
        ("1939-45", "incorrect"),
        ("World War II", "incorrect"),
        ("the Cold War", "unreadable"),
        ("before 1930", "incorrect"),
        ("before 1949", "unsure"),
        ("1948-50", "unreadable"),
        ("Day 1", "unreadable"),
        ("September 15", "incorrect"),
        ("4 April", "unsure"),
    ],
)
def test_periods_and_spans_beside_a_date(response, state):
    """A date surely does not lie in them; what is no date is never wrong."""
    item = Date(id="d", prompt="When was it signed?", answer="1949-04-04")

    assert mark(item, response).state.value == state


@pytest.mark.parametrize(
    ("question", "response", "state"),
    [
        ("In what year was it signed?", "1949", "correct"),
        ("In what year was it signed?", "1950", "incorrect"),
        ("In what year was it signed?", "May 1949", "incorrect"),
        ("In what year was it signed?", "April 1949", "unsure"),
        ("In what year was it signed?", "about 1949", "unsure"),
        ("When was it signed?", "1949", "unsure"),
    ],
)
def test_a_year_is_enough_where_the_question_asks_for_one(question, response, state):
    """Though the key names the day."""
    assert mark_text(response, ["4 April 1949"], kind="date", question=question).state == state
