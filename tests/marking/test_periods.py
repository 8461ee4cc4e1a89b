"""Decades and centuries: decided where they surely are, or are not, what is asked for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from teachkit import mark_text
from teachkit.marking import mark
from teachkit.marking.periods import leaves_out, read_period
from teachkit.model import Near, Number


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("the 1840s", (1840, 1849, "decade")),
        ("1980's", (1980, 1989, "decade")),
        ("the early 1960s", (1960, 1969, "part")),
        ("the 1900s", (1900, 1999, "either")),
        ("the nineteenth century", (1800, 1900, "century")),
        ("middle of the 15th century", (1400, 1500, "part")),
        ("around the 1840s", None),
        ("3rd century BC", None),
        ("18th or 19th century", None),
        ("not the 1840s", None),
        ("the eighties", None),
        ("World War II", (1937, 1945, "named")),
        ("during the Second World War", (1937, 1945, "named")),
        ("WW1", (1914, 1919, "named")),
        ("第二次世界大戦", (1937, 1945, "named")),
        ("after World War II", None),
        ("the end of the Second World War", None),
        ("World War II or the Cold War", None),
        ("1840", None),
        ("", None),
    ],
)
def test_what_is_read_as_a_period(text, span):
    """A word that may change it makes it none."""
    assert read_period(text) == span


@pytest.mark.parametrize(
    ("accepted", "response", "state"),
    [
        ("1835", "1870s", "incorrect"),
        ("1835", "the 18th century", "incorrect"),
        ("1835", "the 1830s", "unsure"),
        ("1835", "19th century", "unsure"),
        ("1959", "the early 1960s", "unsure"),
        ("1835", "around the 1870s", "unsure"),
        ("the 1980s", "1980s", "correct"),
        ("the 1980s", "1977", "incorrect"),
        ("the 1980s", "1979", "unsure"),
        ("the 1980s", "1984", "correct"),
        ("the 1980s", "April 1984", "correct"),
        ("the 1980s", "the late 1980s", "correct"),
        ("the 1980s", "about 1984", "unsure"),
        ("the 1980s", "1984 or 1995", "unsure"),
        ("the 1980s", "the 20th century", "unsure"),
        ("the late 1980s", "1988", "unsure"),
        ("the 1900s", "1905", "unsure"),
        ("the 1980s", "4 April 1949", "incorrect"),
        ("the 1980s", "the 1970s", "incorrect"),
        ("the 15th century", "fifteenth century", "correct"),
        ("the 15th century", "the middle of the 15th century", "correct"),
        ("the 15th century", "1453", "correct"),
        ("the 15th century", "the 1450s", "correct"),
        ("the 15th century", "1400", "unsure"),
        ("the 15th century", "1500", "unsure"),
        ("the 15th century", "1453 BC", "unsure"),
        ("the 15th century", "not 1453", "unsure"),
        ("1624", "17th century", "unsure"),
        ("1990", "the Second World War", "incorrect"),
        ("1940", "the Second World War", "unsure"),
        ("1946", "the Second World War", "unsure"),
        ("the 1970s", "the Second World War", "incorrect"),
        ("1949", "the Cold War", "unsure"),
        ("1949", "冷戦", "unsure"),
        ("1949", "江戸時代", "incorrect"),
        ("the 9th century", "988", "incorrect"),
        ("the 9th century", "900", "unsure"),
        ("the 9th century", "in the 10th century", "incorrect"),
        ("the 9th century", "988 or 989", "unsure"),
    ],
)
def test_periods_beside_years(accepted, response, state):
    """Right and wrong only where no reading says otherwise; near the edge a person decides."""
    assert mark_text(response, [accepted], kind="year", question="When?").state == state


def test_tolerance_and_nearness_are_respected():
    """A decade that may hold a year with part credit is for a person."""
    asked = {"id": "year", "prompt": "When?", "answer": Fraction(1949)}
    near = Near(within=Fraction(5), credit=Fraction(1, 2))

    assert mark(Number(**asked), "the 1950s").state == "unsure"
    assert mark(Number(**asked), "the 1960s").state == "incorrect"
    assert mark(Number(**asked, tolerance=Fraction(20)), "the 1960s").state == "unsure"
    assert mark(Number(**asked, near=(near,)), "the 1960s").state == "unsure"
    assert leaves_out("the 1960s", 1949)
    assert not leaves_out("the 1960s", 1949, 10)


@pytest.mark.parametrize(
    ("response", "accepted", "kind", "state"),
    [
        ("£50 million", "£50m", "number", "correct"),
        ("$2bn", "$2 billion", "number", "correct"),
        ("€3k", "3000 euros", "number", "correct"),
        ("50 m", "50 million", "number", "unsure"),
        ("5-mile", "5 miles", "number", "correct"),
        ("1949-04-04 00:00:00", "4 April 1949", "date", "correct"),
        ("1949-04-05T00:00:00.000", "4 April 1949", "date", "incorrect"),
        ("1949-04-04 10:30:00", "4 April 1949", "date", "unreadable"),
    ],
)
def test_money_hyphens_and_a_spreadsheets_dates(response, accepted, kind, state):
    """What a spreadsheet makes of a date is the date; m is million only beside a currency."""
    assert mark_text(response, [accepted], kind=kind).state == state
