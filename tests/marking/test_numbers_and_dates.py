"""Numbers and dates as people write them."""

from fractions import Fraction

import pytest

from teachkit.marking import mark
from teachkit.marking.number_words import words_to_number
from teachkit.model import Date, Near, Number, Precision, State

YEAR = Number(
    id="year",
    prompt="When?",
    answer=Fraction(1949),
    near=(
        Near(within=Fraction(10), credit=Fraction(1, 4)),
        Near(within=Fraction(1), credit=Fraction(1, 2)),
    ),
)
MEMBERS = Number(id="members", prompt="How many?", answer=Fraction(32), unit="members")
SHARE = Number(id="share", prompt="?", answer=Fraction("1.5"), tolerance=Fraction("0.1"), unit="%")


@pytest.mark.parametrize(
    "said",
    ["1949", " 1949. ", "1,949", "1 949", "1'949", "+1949", "１９４９", "1949 CE", "A.D. 1949",
     "in 1949", "the year 1949", "It was 1949!", "nineteen forty-nine", "Nineteen Forty Nine",
     "one thousand nine hundred and forty-nine", "1949年", "1949.0", "1\u00a0949"],
)  # fmt: skip
def test_a_year_is_right_however_it_is_written(said):
    """Ways to write 1949 that mean nothing else."""
    got = mark(YEAR, said)

    assert (got.state, got.score) == (State.CORRECT, 1)


@pytest.mark.parametrize(
    ("said", "state", "score"),
    [
        ("1950", State.PARTIAL, Fraction(1, 2)),
        ("1948", State.PARTIAL, Fraction(1, 2)),
        ("1955", State.PARTIAL, Fraction(1, 4)),
        ("1999", State.INCORRECT, 0),
        ("-1949", State.INCORRECT, 0),
        ("two thousand and four", State.INCORRECT, 0),
        ("I don't know", State.INCORRECT, 0),
        ("about 1949", State.UNSURE, 0),
        ("before 1949", State.UNSURE, 0),
        ("not 1949", State.UNSURE, 0),
        ("1949 or 1950", State.UNSURE, 0),
        ("1940s", State.UNSURE, 0),
        ("1949 BC", State.UNSURE, 0),
        ("1.949", State.UNSURE, 0),
        ("1949 million", State.UNSURE, 0),
        ("a long time ago", State.UNREADABLE, 0),
        ("昭和24年", State.CORRECT, 1),
        ("9" * 4_301, State.UNREADABLE, 0),
        ("x" * 6_000, State.UNREADABLE, 0),
        ("—", State.BLANK, 0),
        ("", State.BLANK, 0),
    ],
)
def test_what_is_not_clearly_the_number_or_clearly_another_goes_to_a_person(said, state, score):
    """Right answers are never marked wrong: doubt is unsure."""
    got = mark(YEAR, said)

    assert (got.state, got.score) == (state, score)


def test_the_nearest_credit_counts_and_is_explained():
    """The tightest window that holds gives the credit."""
    assert mark(YEAR, "1950").reason == "1950 is 1 away from 1949: within 1 = 1/2"


@pytest.mark.parametrize(
    ("item", "said", "state"),
    [
        (MEMBERS, "32 members", State.CORRECT),
        (MEMBERS, "thirty-two members", State.CORRECT),
        (MEMBERS, "32 countries", State.CORRECT),
        (MEMBERS, "30", State.INCORRECT),
        (SHARE, "1.5 %", State.CORRECT),
        (SHARE, "1,6", State.CORRECT),
        (SHARE, "1.61", State.INCORRECT),
        (SHARE, "1.234,5", State.INCORRECT),
        (SHARE, "1,234,567", State.INCORRECT),
        (SHARE, "1,23,4", State.UNSURE),
        (SHARE, ".5", State.INCORRECT),
        (SHARE, "3/2", State.UNSURE),
    ],
)
def test_units_and_decimal_commas(item, said, state):
    """The item's unit may stand beside the number; other words may change it."""
    assert mark(item, said).state is state


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twelve", 12),
        ("thirty two", 32),
        ("nineteen oh five", 1905),
        ("twenty twenty four", 2024),
        ("nineteen hundred", 1900),
        ("two thousand and twenty four", 2024),
        ("five hundred and twelve thousand and seven", 512_007),
        ("one million two thousand", 1_002_000),
        ("zero", 0),
        ("", None),
        ("hundred", None),
        ("twenty thirty five six", None),
        ("and two", None),
        ("thousand", None),
        ("two thousand three million", None),
        ("five six", None),
        ("nineteen oh", None),
        ("two hundred hundred", None),
        ("one " * 30, None),
    ],
)
def test_number_words(words, number):
    """Cardinals and years as people say them; anything else is no number."""
    assert words_to_number(words.split()) == number


DAY = Date(id="day", prompt="When?", answer="1949-04-05")


@pytest.mark.parametrize(
    "said",
    ["1949-04-05", "5 April 1949", "April 5, 1949", "5th of April, 1949", "on the 5th April 1949",
     "Tuesday, 5 April 1949", "5 Apr. 1949", "1949/4/5", "1949年4月5日", "1949 April 5",
     "１９４９-０４-０５"],
)  # fmt: skip
def test_a_day_is_right_however_it_is_written(said):
    """Ways to write 5 April 1949 that mean nothing else."""
    assert mark(DAY, said).state is State.CORRECT


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("6 April 1949", State.INCORRECT),
        ("1951", State.INCORRECT),
        ("idk", State.INCORRECT),
        ("1949", State.UNSURE),
        ("April 1949", State.UNSURE),
        ("5/4/1949", State.UNSURE),
        ("4/5/1949", State.UNSURE),
        ("25/4/1949", State.INCORRECT),
        ("6/7/1949", State.INCORRECT),
        ("1949-02-30", State.UNREADABLE),
        ("31/31/1949", State.UNREADABLE),
        ("5.4.49", State.UNREADABLE),
        ("soon after the war", State.UNREADABLE),
        ("1" * 6_000, State.UNREADABLE),
        ("?", State.BLANK),
        ("", State.BLANK),
    ],
)
def test_what_is_not_clearly_the_day_or_clearly_another_goes_to_a_person(said, state):
    """A date that agrees but says less, or may mean another, is unsure."""
    assert mark(DAY, said).state is state


@pytest.mark.parametrize(
    ("day_first", "said", "state"),
    [
        (True, "5/4/1949", State.CORRECT),
        (True, "4/5/1949", State.INCORRECT),
        (False, "4/5/1949", State.CORRECT),
        (False, "5/4/1949", State.INCORRECT),
        (None, "5.5.1949", State.INCORRECT),
    ],
)
def test_the_author_may_say_how_three_numbers_are_read(day_first, said, state):
    """With day-first, 5/4/1949 is clear."""
    item = Date(id="day", prompt="When?", answer="1949-04-05", day_first=day_first)

    assert mark(item, said).state is state


def test_a_day_and_month_that_are_equal_are_clear():
    """4/4/1949 has one reading."""
    assert mark(Date(id="d", prompt="?", answer="1949-04-04"), "4/4/1949").score == 1


@pytest.mark.parametrize(
    ("precision", "answer", "said", "state"),
    [
        (Precision.MONTH, "1949-04", "April 1949", State.CORRECT),
        (Precision.MONTH, "1949-04", "1949-04", State.CORRECT),
        (Precision.MONTH, "1949-04", "4/1949", State.CORRECT),
        (Precision.MONTH, "1949-04", "05.1949", State.INCORRECT),
        (Precision.MONTH, "1949-04", "13/1949", State.UNREADABLE),
        (Precision.DAY, "1949-04-04", "04/1949", State.UNSURE),
        (Precision.MONTH, "1949-04", "4 April 1949", State.CORRECT),
        (Precision.MONTH, "1949-04-04", "May 1949", State.INCORRECT),
        (Precision.MONTH, "1949-04", "1949", State.UNSURE),
        (Precision.YEAR, "1949", "4 April 1949", State.CORRECT),
        (Precision.YEAR, "1949-04-04", "1949", State.CORRECT),
        (Precision.YEAR, "1949", "1950", State.INCORRECT),
    ],
)
def test_only_the_precision_asked_for_must_be_right(precision, answer, said, state):
    """A month may be answered with a day in it."""
    item = Date(id="d", prompt="?", answer=answer, precision=precision)

    assert mark(item, said).state is state
