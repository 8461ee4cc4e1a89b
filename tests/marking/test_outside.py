"""Answers marked without a bank: numbers, years, dates and lists."""

from fractions import Fraction

import pytest

from teachkit import mark_text
from teachkit.marking import mark
from teachkit.marking.dates import read_dates
from teachkit.marking.number_words import fold_kanji
from teachkit.model import Number, Reject, State, Text


@pytest.mark.parametrize(
    ("kind", "response", "accept", "state"),
    [
        ("year", "4 April 1949", ["1949"], State.CORRECT),
        ("year", "April 1949", ["1949"], State.CORRECT),
        ("year", "4 April 1950", ["1949"], State.INCORRECT),
        ("year", "1949年4月4日", ["1949"], State.CORRECT),
        ("year", "昭和24年", ["1949"], State.CORRECT),
        ("year", "Showa 24", ["1949"], State.CORRECT),
        ("year", "西暦1949年です", ["1949"], State.CORRECT),
        ("year", "1949年頃", ["1949"], State.UNSURE),
        ("year", "1940年代", ["1949"], State.UNSURE),
        ("year", "the 1940s", ["1949"], State.UNSURE),
        ("year", "1911-12", ["1912"], State.UNSURE),
        ("year", "1949 to 1950", ["1949"], State.UNSURE),
        ("year", "1949 (in 1949)", ["1949"], State.CORRECT),
        ("year", "the year was nineteen forty nine", ["1949"], State.CORRECT),
        ("year", "soon after the war", ["1949"], State.UNREADABLE),
        ("year", "1950", ["1949", "1950"], State.CORRECT),
        ("year", "1951", ["1949", "1950"], State.INCORRECT),
        ("year", "June 1951 or so", ["1949"], State.UNSURE),
        ("number", "32", ["32 members"], State.CORRECT),
        ("number", "32 countries", ["32 members"], State.CORRECT),
        ("number", "31 members", ["32 members"], State.INCORRECT),
        ("number", "31 countries", ["32 members"], State.UNSURE),
        ("number", "2%", ["8 %"], State.INCORRECT),
        ("number", "0.08", ["8%"], State.UNSURE),
        ("number", "24,900", ["24,900 miles"], State.CORRECT),
        ("number", "25,000 miles", ["24,900 miles"], State.UNSURE),
        ("number", "40,000 km", ["24,900 miles"], State.UNSURE),
        ("number", "12.6", ["12.65"], State.UNSURE),
        ("number", "11", ["12.65"], State.INCORRECT),
        ("number", "38 million", ["38,000,000"], State.CORRECT),
        ("number", "38", ["38 million"], State.INCORRECT),
        ("number", "two hundred", ["200 $"], State.CORRECT),
        ("number", "one", ["1"], State.CORRECT),
        ("number", "there is one", ["1"], State.CORRECT),
        ("number", "one or two", ["1"], State.UNSURE),
        ("number", "070", ["70"], State.UNSURE),
        ("number", "~32", ["32"], State.UNSURE),
        ("number", "32 billion", ["32"], State.UNSURE),
        ("number", "the 32nd", ["32"], State.CORRECT),
        ("number", "十二か国", ["12"], State.CORRECT),
        ("number", "約12", ["12"], State.UNSURE),
        ("number", "12 of 32", ["12"], State.UNSURE),
        ("number", "idk", ["12"], State.INCORRECT),
        ("number", "57", ["five to seven"], State.UNSURE),
        ("number", "five to seven", ["five to seven"], State.CORRECT),
        ("number", "57 days", ["mid-50s"], State.UNSURE),
        ("date", "5 April 1949", ["1949-04-05"], State.CORRECT),
        ("date", "signed on 5 April 1949", ["1949-04-05"], State.CORRECT),
        ("date", "signed on 6 April 1949", ["1949-04-05"], State.UNSURE),
        ("date", "it was on 6 April 1949", ["1949-04-05"], State.INCORRECT),
        ("date", "before 5 April 1949", ["1949-04-05"], State.UNSURE),
        ("date", "5 April 1949 and 1950", ["1949-04-05"], State.UNREADABLE),
        ("date", "April 1949s", ["1949-04-05"], State.UNREADABLE),
        ("date", "the fifth of April 1949", ["1949-04-05"], State.CORRECT),
        ("date", "fifth of April nineteen forty-nine", ["1949-04-05"], State.CORRECT),
        ("date", "5-Apr-1949", ["1949-04-05"], State.CORRECT),
        ("date", "昭和二十四年四月五日", ["1949-04-05"], State.CORRECT),
        ("date", "4月5日", ["1949-04-05"], State.UNSURE),
        ("date", "5 April", ["1949-04-05"], State.UNSURE),
        ("date", "6 April", ["1949-04-05"], State.INCORRECT),
        ("date", "April 5", ["5 April"], State.CORRECT),
        ("date", "April", ["April 1949"], State.UNREADABLE),
        ("date", "1949", ["April 1949", "1949"], State.CORRECT),
        ("date", "after the war", ["the end of the war"], State.UNSURE),
        ("text", "Icland", "Iceland", State.CORRECT),
    ],
)
def test_numbers_and_dates_by_the_forms_of_the_key(kind, response, accept, state):
    """Right, surely another one, or for a person; the key may hold a unit."""
    asked = "How many, or when, was it?"

    assert mark_text(response, accept, kind=kind, question=asked).state is state


def test_numbers_of_the_question_may_be_repeated():
    """A number that the question names is not the answer."""
    asked = "How many states signed in 1949?"

    assert mark_text("in 1949 it was 12", ["12"], kind="number", question=asked).score == 1
    assert mark_text("in 1949 it was 13", ["12"], kind="number", question=asked).state.needs_person


def test_day_first_is_for_the_caller_to_say():
    """3/4/1949 is two dates."""
    for day_first, state in ((True, State.CORRECT), (False, State.INCORRECT), (None, State.UNSURE)):
        got = mark_text("5/4/1949", ["1949-04-05"], kind="date", day_first=day_first)

        assert got.state is state


def test_an_item_asked_in_millions_takes_both_ways():
    """The unit tells."""
    item = Number(id="x", prompt="?", answer=Fraction(32), unit="million")

    assert mark(item, "32 million").state is State.UNSURE or mark(item, "32 million").score == 1
    assert mark(item, "32").score == 1


@pytest.mark.parametrize(
    ("response", "need", "state", "score"),
    [
        ("Norway, Iceland and Portugal", 0, State.CORRECT, 1),
        ("Norway Iceland Portugal", 0, State.CORRECT, 1),
        ("Norway; Trinidad and Tobago", 2, State.CORRECT, 1),
        ("Trinidad and Tobago and Norway", 2, State.CORRECT, 1),
        ("Washington, D.C., Norway", 2, State.CORRECT, 1),
        ("Portugl, Iceland", 2, State.CORRECT, 1),
        ("Norway、アイスランド", 2, State.CORRECT, 1),
        ("Norway", 2, State.PARTIAL, Fraction(1, 2)),
        ("Norway, norway", 2, State.PARTIAL, Fraction(1, 2)),
        ("Norway, Spain", 2, State.UNSURE, Fraction(1, 2)),
        ("Norway, Paris", 2, State.UNSURE, Fraction(1, 2)),
        ("Paris", 2, State.INCORRECT, 0),
        ("", 2, State.BLANK, 0),
        (", ".join(["Norway"] * 900), 2, State.UNREADABLE, 0),
    ],
)
def test_lists(response, need, state, score):
    """Entries may hold a comma or an *and*; none counts twice."""
    accept = ["Norway", "Iceland", "Portugal"]
    if need:
        accept += ["Trinidad and Tobago", "Washington, D.C.", "アイスランド"]

    got = mark_text(response, accept, kind="list", need=need, reject=[Reject(text="Paris")])

    assert (got.state, got.score) == (state, score)


def test_a_mark_says_by_what_and_by_which_rules():
    """For a regrade: cause and version; from a bank and from outside the same."""
    item = Text(id="x", prompt="?", accept=("Iceland",))
    one, two = mark(item, "Icland"), mark_text("Icland", "Iceland", question="?")

    assert one == two
    assert (one.cause, one.version, one.matched) == ("slip", "text-4", "Iceland")


def test_repeats_are_remembered_and_long_ones_are_not():
    """The same answer gives the same object."""
    assert mark_text("Icland", ["Iceland"]) is mark_text("Icland", ["Iceland"])
    long = "Iceland " * 40
    assert mark_text(long, ["Iceland"]) == mark_text(long, ["Iceland"])


@pytest.mark.parametrize(
    ("text", "digits"),
    [("二十四年", "24年"), ("千九百四十九年", "1949年"), ("三万五千人", "35000人"),
     ("一億人", "100000000人"),
     ("十", "10"), ("三重県", "三重県"), ("2.5万人", "25000人"), ("1.23456万人", "1.23456万人"),
     ("〇" * 25, "〇" * 25), ("第十条", "10条")],
)  # fmt: skip
def test_kanji_numerals(text, digits):
    """Before a counter or alone; in names they stay."""
    assert fold_kanji(text) == digits


def test_dates_that_are_none():
    """Two digits for a year, no such day, several dates."""
    assert read_dates("5.4.49").why == "the year has two digits"
    assert read_dates("30 February 1949").why == "there is no such day"
    assert read_dates("31.31.1949").days == ()
