"""Amounts in other units: converted exactly, and decided only where that is sure."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from teachkit import mark_text
from teachkit.marking import mark
from teachkit.marking.language import language
from teachkit.marking.told import told
from teachkit.marking.units import in_others, named
from teachkit.model import Near, Number


@pytest.mark.parametrize(
    ("accepted", "question", "response", "state"),
    [
        ("12.9-kilometre", "How long is it?", "37.82 metres", "incorrect"),
        ("12.9 km", "How long is it?", "12,900 m", "correct"),
        ("12.9 km", "How long is it?", "12 km 900 m", "correct"),
        ("12.9 km", "How long is it?", "20 miles", "incorrect"),
        ("12.9 km", "How long is it?", "8 miles", "unsure"),
        ("12.9 km", "How long is it?", "8.02 miles", "unsure"),
        ("12.9 km", "How long is it?", "about 8 miles", "unsure"),
        ("12.9 km", "How long is it?", "12.9 miles", "unsure"),
        ("12.9 km", "How long is it?", "12.9 kg", "unsure"),
        ("12.9 km", "How long is it?", "12.9 kilometres", "correct"),
        ("12.9 km", "How long is it?", "not 37 metres", "unsure"),
        ("12.9 km", "How long is it?", "37 or 38 metres", "unsure"),
        ("24,900 miles", "How long is the equator?", "40,000 km", "unsure"),
        ("24,900 miles", "How long is the equator?", "40,075 km", "unsure"),
        ("24,900 miles", "How long is the equator?", "30,000 km", "incorrect"),
        ("8 bytes", "What is the least size?", "16 bits", "incorrect"),
        ("8 bytes", "What is the least size?", "64 bits", "correct"),
        ("8 bytes", "What is the least size?", "8 bits", "unsure"),
        ("113 minutes", "How long is the film?", "1 hour 53 minutes", "correct"),
        ("113 minutes", "How long is the film?", "1h 53min", "correct"),
        ("113 minutes", "How long is the film?", "1 hour and 52 minutes", "unsure"),
        ("113 minutes", "How long is the film?", "53 minutes 1 hour", "unsure"),
        ("113 minutes", "How long is the film?", "1 hour 53", "unsure"),
        ("113 minutes", "How long is the film?", "2 hours", "unsure"),
        ("113 minutes", "How long is the film?", "3 hours", "incorrect"),
        ("113 minutes", "How many minutes is the film?", "1 hour 53 minutes", "correct"),
        ("120 minutes", "How many minutes is the film?", "2 hours", "unsure"),
        ("120", "How many minutes is the film?", "2 hours", "unsure"),
        ("120", "How many minutes is the film?", "3 hours", "incorrect"),
        ("120", "How many minutes is the film?", "120 hours", "unsure"),
        ("36 months", "How old is it?", "3 years", "correct"),
        ("36 months", "How old is it?", "36 years", "unsure"),
        ("36 months", "How old is it?", "4 years", "incorrect"),
        ("1 month", "How long is it?", "30 days", "unsure"),
        ("1 month", "How long is it?", "31 days", "unsure"),
        ("1 month", "How long is it?", "50 days", "incorrect"),
        ("8 years", "How long is it?", "two terms", "unsure"),
        ("8 years", "How long is it?", "96 months", "correct"),
        ("1 gallon", "How much is it?", "8 pints", "correct"),
        ("1 gallon", "How much is it?", "4.54609 litres", "unsure"),
        ("100 degrees Celsius", "At what heat?", "212 °F", "correct"),
        ("100 degrees Celsius", "At what heat?", "373.15 kelvin", "correct"),
        ("100 degrees Celsius", "At what heat?", "100 °C", "correct"),
        ("100 degrees Celsius", "At what heat?", "100 degrees Fahrenheit", "unsure"),
        ("55,646 square miles", "How large is it?", "62,560 km²", "incorrect"),
        ("10 km", "How long is it?", "5,000メートル", "incorrect"),
        ("10 km", "How long is it?", "10,000メートル", "correct"),
        ("2 hours", "How long is it?", "120分", "correct"),
    ],
)
def test_amounts_in_another_unit(accepted, question, response, state):
    """Equal is right, surely another amount is wrong, all that may be rounded is for a person."""
    got = mark_text(response, [accepted], kind="number", question=question)

    assert got.state.value == state, got.reason


@pytest.mark.parametrize(
    ("accepted", "question", "response", "state"),
    [
        ("36 months", "At what age?", "3", "unsure"),
        ("36 months", "At what age?", "18", "incorrect"),
        ("36 months", "At what age, in months?", "3", "incorrect"),
        ("36 months", "At what age?", "3 months", "incorrect"),
        ("24,900 miles", "How long is the equator?", "40000", "unsure"),
        ("24,900 miles", "How many miles is the equator?", "40000", "incorrect"),
        ("120 minutes", "How many hours is it?", "2", "unsure"),
        ("£50m", "How much did it cost?", "£23m", "incorrect"),
        ("3", "How many times a day is it?", "21 a week", "unsure"),
        ("10キロ", "How long, or how heavy, is it?", "10000", "unsure"),
    ],
)
def test_a_number_without_its_unit_may_be_right_in_another(accepted, question, response, state):
    """Unless the question says in what it is counted."""
    got = mark_text(response, [accepted], kind="number", question=question)

    assert got.state.value == state, got.reason


def clear_units():
    """Return for each quantity the first name of each unit that has one meaning only."""
    found = {}
    for quantity, _, words in language("en").measures:
        name = words.split(", ")[0]
        units = named(name, "en")
        if name.isascii() and len(units) == 1 and len(units[0].factors) == 1:
            found.setdefault(quantity, {})[units[0]] = name
    return found


PAIRS = [
    (one, two, mine, other)
    for units in clear_units().values()
    for (mine, one), (other, two) in product(units.items(), repeat=2)
    if mine != other
]


def test_every_unit_is_converted_into_every_other_of_its_quantity():
    """Equal amounts are right, far ones wrong, and one that is off by a twentieth is open."""
    assert len(PAIRS) > 150
    wrong = []
    for one, two, mine, other in PAIRS:
        answer = Fraction(977)
        item = Number(id="x", prompt="?", answer=mine.into(answer, other)[0], unit=two)
        far = Number(id="x", prompt="?", answer=mine.into(answer * 5 / 2, other)[0], unit=two)
        near = Number(id="x", prompt="?", answer=mine.into(answer * 21 / 20, other)[0], unit=two)
        for asked, state in ((item, "correct"), (far, "incorrect"), (near, "unsure")):
            got = mark(asked, f"977 {one}")
            if got.state.value != state:
                wrong.append((one, two, state, got.reason))

    assert wrong == []


def test_a_bank_item_keeps_its_tolerance_and_its_near_credit():
    """Both count for a converted amount, too."""
    asked = {"id": "b", "prompt": "How long is it?", "answer": Fraction(10), "unit": "km"}
    near = Near(within=Fraction(3), credit=Fraction(1, 2))

    assert mark(Number(**asked, tolerance=Fraction(1, 2)), "10,400 metres").state == "correct"
    assert mark(Number(**asked, tolerance=Fraction(1, 2)), "10,600 metres").state == "unsure"
    assert mark(Number(**asked, near=(near,)), "12,000 metres").score == Fraction(1, 2)
    assert mark(Number(**asked, near=(near,)), "15,000 metres").state == "incorrect"


def test_how_an_amount_was_read_is_told():
    """For the explanation."""
    item = Number(id="b", prompt="How long?", answer=Fraction(113), unit="minutes")

    assert told(item, "1 hour 53 minutes") == "1 hour 53 minutes = 113 minutes"
    assert told(item, "from 100 to 120 minutes") == "from 100 to 120"
    assert told(item, "at least 100") == "100 or more"
    assert told(item, "about 100") == "about 100"
    assert told(item, "long") == told(item, "x" * 6_000) == ""


def test_the_answer_in_other_units_depends_on_what_the_question_names():
    """All of the quantity, or those that are named; none for a unit that is not known."""
    answer = Fraction(36)

    assert Fraction(3) in in_others(answer, "months", "How old?", "en")
    assert max(in_others(answer, "months", "How many years?", "en")) < 4
    assert in_others(answer, "months", "How many months?", "en") == ()
    assert in_others(answer, "members", "How many?", "en") == ()
