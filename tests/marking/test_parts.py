"""Cloze, match, order, claims: items of several parts, and essays."""

import json
from fractions import Fraction

import pytest

from teachkit.display import right_sides, shown_events
from teachkit.marking import mark
from teachkit.marking.order import longest_run
from teachkit.model import (
    Claim,
    Claims,
    Cloze,
    Criterion,
    Essay,
    Event,
    Gap,
    Level,
    Match,
    Order,
    Pair,
    Source,
    State,
    Verdict,
)

CLOZE = Cloze(
    id="c",
    prompt="Fill in.",
    text="Signed in [[year]] in [[city]], by [[who]] states; Article [[art]] says who may join.",
    gaps=(
        Gap(id="year", answer="1949"),
        Gap(id="city", accept=("Washington", "Washington, D.C.")),
        Gap(id="who", options=("ten", "twelve"), answer="twelve"),
        Gap(id="art", answer="ten-ish"),
    ),
)
SET = Cloze(
    id="s",
    prompt="Name three founders.",
    text="[[a]], [[b]] and [[c]]",
    gaps=(
        Gap(id="a", accept=("Norway", "Iceland", "Canada"), group="founders"),
        Gap(id="b", accept=("Norway", "Iceland", "Canada"), group="founders"),
        Gap(id="c", accept=("Canada",), group="founders"),
    ),
)
MATCH = Match(
    id="m",
    prompt="Match.",
    pairs=(
        Pair(id="five", left="Article 5", right="an attack on one"),
        Pair(id="six", left="Article 6", right="the area"),
        Pair(id="ten", left="Article 10", right="who may join"),
    ),
    extra=("who pays",),
)
ORDER = Order(
    id="o",
    prompt="Order.",
    events=tuple(
        Event(id=name, text=f"event {name}", date=date)
        for name, date in (
            ("a", "1949"), ("b", "1952"), ("c", "1955"), ("d", "1982"), ("e", "1999"), ("f", "1999")
        )
    ),
)  # fmt: skip
CLAIMS = Claims(
    id="k",
    prompt="What does it say?",
    source=Source(who="NATO", excerpt="Thirty-two members."),
    claims=(
        Claim(id="one", text="32", verdict=Verdict.SUPPORTED),
        Claim(id="two", text="30", verdict=Verdict.CONTRADICTED, why="it says 32"),
        Claim(id="three", text="33 soon", verdict=Verdict.NOT_STATED),
        Claim(id="four", text="more than 30", verdict=Verdict.SUPPORTED),
    ),
)


def states(got):
    """The states of a mark's parts, by id."""
    return {part.id: str(part.state) for part in got.parts}


@pytest.mark.parametrize(
    ("said", "state", "score", "reason"),
    [
        ({"year": "1949", "city": "washington dc", "who": "B", "art": "Ten-ish"},
         State.CORRECT, 1, "4 of 4 gaps right = 1"),
        ({"year": "1949", "city": "washington"}, State.PARTIAL, Fraction(1, 2),
         "2 of 4 gaps right = 1/2"),
        ({"year": "1950", "who": "ten"}, State.INCORRECT, 0, "0 of 4 gaps right = 0"),
        ({"year": "1949", "city": "Wash"}, State.UNSURE, Fraction(1, 4),
         "1 of 4 gaps right = 1/4 so far; to decide: city"),
        ({"who": "eleven"}, State.UNREADABLE, 0, "0 of 4 gaps right = 0 so far; to decide: who"),
        ({}, State.BLANK, 0, "no answer"),
        ("", State.BLANK, 0, "no answer"),
        ({"year": " "}, State.BLANK, 0, "no answer"),
    ],
)  # fmt: skip
def test_a_cloze_is_the_mean_of_its_gaps(said, state, score, reason):
    """Gaps of each sort: number, text, options."""
    got = mark(CLOZE, said)

    assert (got.state, got.score, got.reason) == (state, score, reason)


def test_a_cloze_comes_as_a_mapping_or_as_json():
    """A CSV cell and a JSON file mean the same."""
    said = {"year": "1949", "city": "Washington", "who": "twelve", "art": None}

    assert mark(CLOZE, json.dumps(said)) == mark(CLOZE, {**said, "art": ""})


@pytest.mark.parametrize("said", ["1949", "[1]", '{"nope": "x"}', "{", '{"year": 1949'])
def test_what_does_not_say_which_part_is_meant_is_unreadable(said):
    """No part is guessed from a bare text."""
    assert mark(CLOZE, said).state is State.UNREADABLE
    assert mark(MATCH, said).state is State.UNREADABLE
    assert mark(CLAIMS, said).state is State.UNREADABLE


def test_a_json_number_is_read_as_it_was_typed():
    """Numbers of any length stay text."""
    assert states(mark(CLOZE, '{"year": 1949}'))["year"] == "correct"
    assert states(mark(CLOZE, '{"year": ' + "9" * 5_000 + "}"))["year"] == "unreadable"
    assert states(mark(CLOZE, '{"year": {"deep": []}}'))["year"] == "unreadable"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("Canada", "Norway", "Iceland"), ("correct", "correct", "correct")),
        (("Norway", "norway", "Canada"), ("correct", "incorrect", "correct")),
        (("Norway", "", "Canada"), ("correct", "blank", "correct")),
        (("Norway", "Sweden", "Canada"), ("correct", "unsure", "correct")),
        (("Iceland", "Norway", "Norge"), ("correct", "correct", "unsure")),
    ],
)
def test_gaps_of_a_group_are_a_set(said, expected):
    """Any order is right, and no answer counts twice."""
    got = mark(SET, dict(zip("abc", said, strict=True)))

    assert tuple(states(got).values()) == expected


def test_a_set_can_hold_fewer_right_answers_than_gaps():
    """Three answers that fit two gaps: the third is the same answer as another."""
    gaps = (
        Gap(id="a", accept=("Norway", "Iceland"), group="g"),
        Gap(id="b", options=("Norway", "Denmark"), answer="Denmark", group="g"),
    )
    item = Cloze(id="x", prompt="?", text="[[a]] [[b]]", gaps=gaps)

    got = mark(item, {"a": "Norway", "b": "Iceland"})

    assert got.score == Fraction(1, 2)
    assert states(got) == {"a": "correct", "b": "incorrect"}


def test_a_wrong_answer_in_a_set_of_options_is_incorrect():
    """No gap of the set takes it."""
    gaps = tuple(
        Gap(id=name, options=("one", "two", "three"), answer=answer, group="g")
        for name, answer in (("a", "one"), ("b", "two"))
    )
    item = Cloze(id="x", prompt="?", text="[[a]] [[b]]", gaps=gaps)

    assert states(mark(item, {"a": "two", "b": "three"})) == {"a": "correct", "b": "incorrect"}


def test_all_or_nothing_decides_as_soon_as_one_part_is_wrong():
    """A part that waits for a person cannot save an item that is already lost."""
    item = Cloze(id="c", prompt="?", rule="all-or-nothing", text=CLOZE.text, gaps=CLOZE.gaps)
    right = {"year": "1949", "city": "Washington", "who": "twelve", "art": "ten-ish"}

    assert mark(item, right).score == 1
    assert mark(item, {**right, "city": "Wash"}).state is State.UNSURE
    assert mark(item, {**right, "city": "Wash", "year": "1950"}).state is State.INCORRECT
    assert mark(item, {**right, "year": "1950"}).reason == "3 of 4 right, and all are needed: 0"


def test_a_match_takes_ids_texts_and_letters():
    """The letter is that of the right side as shown."""
    shown = [text for _, text in right_sides(MATCH)]
    letter = "ABCD"[shown.index("who may join")]

    got = mark(MATCH, {"five": "five", "six": "The area.", "ten": letter})

    assert (got.state, got.reason) == (State.CORRECT, "3 of 3 pairs right = 1")


def test_a_match_counts_pairs():
    """A surplus side is wrong, an unknown one unreadable, a missing one blank."""
    got = mark(MATCH, {"five": "extra-1", "six": "six"})

    assert (got.state, got.score) == (State.PARTIAL, Fraction(1, 3))
    assert states(got) == {"five": "incorrect", "six": "correct", "ten": "blank"}
    assert states(mark(MATCH, {"five": "zebra"}))["five"] == "unreadable"


def test_two_pairs_may_share_a_right_side():
    """Either pair's id names it."""
    pairs = (
        Pair(id="oslo", left="Oslo", right="Norway"),
        Pair(id="bergen", left="Bergen", right="Norway"),
        Pair(id="turin", left="Turin", right="Italy"),
    )
    item = Match(id="m", prompt="?", pairs=pairs)

    assert mark(item, {"oslo": "Norway", "bergen": "oslo", "turin": "turin"}).score == 1


@pytest.mark.parametrize(
    ("said", "score"),
    [
        ("a;b;c;d;e;f", 1),
        ("a;b;c;d;f;e", 1),
        ("b;c;d;e;f;a", Fraction(2, 3)),
        ("f;e;d;c;b;a", 0),
        ("a;b;c", 0),
        ("a;b;c;d;e", Fraction(2, 3)),
        (["a", "b", "c", "d", "e", "f"], 1),
        ("event a;event b;event c;event d;event e;event f", 1),
    ],
)
def test_an_order_is_worth_its_longest_run(said, score):
    """One misplaced event costs two steps, a reversed list is 0, equal dates are ties."""
    assert mark(ORDER, said).score == score


def test_an_order_takes_letters_as_shown():
    """On paper the events carry letters."""
    shown = [event.id for event in shown_events(ORDER)]
    letters = ";".join("ABCDEF"[shown.index(name)] for name in "bcdefa")

    assert mark(ORDER, letters).reason == "5 of 6 events stand in order: 1 - 2 x 1/6 = 2/3"


@pytest.mark.parametrize("between", [";", ",", " ", ", "])
def test_an_order_takes_the_numbers_in_its_boxes(between):
    """From the top down, as copied from the sheet; each number once."""
    shown = [event.id for event in shown_events(ORDER)]
    numbers = [str("abcdef".index(name) + 1) for name in shown]

    assert mark(ORDER, between.join(numbers)).score == 1
    assert mark(ORDER, between.join(numbers)).matched == "a;b;c;d;e;f"
    assert mark(ORDER, between.join(numbers[:-1])).state is State.UNREADABLE
    assert mark(ORDER, between.join([*numbers[:-1], numbers[0]])).state is State.UNREADABLE


@pytest.mark.parametrize("said", ["a;a;b", "a;zebra", "a;b;c;d;e;f;a"])
def test_an_order_with_a_repeated_or_unknown_event_is_unreadable(said):
    """It is not wrong: a person looks."""
    assert mark(ORDER, said).state is State.UNREADABLE


def test_an_untouched_order_is_blank():
    """Blank is not an answer."""
    assert mark(ORDER, "").state is State.BLANK


def test_without_dates_the_files_order_counts():
    """And all-or-nothing may be asked."""
    events = tuple(Event(id=name, text=name * 3) for name in "xyz")
    item = Order(id="o", prompt="?", rule="all-or-nothing", events=events)

    assert [mark(item, said).score for said in ("x;y;z", "x;z;y")] == [1, 0]


def test_the_longest_run_keeps_ties():
    """Non-decreasing, as a subsequence."""
    assert longest_run([1, 1, 0, 2, 2, 1]) == 4
    assert longest_run([]) == 0


@pytest.mark.parametrize(
    ("said", "score", "reason"),
    [
        ({"one": "supported", "two": "contradicted", "three": "Not stated", "four": "S"}, 1,
         "(4 right - 0 wrong / 2) of 4 = 1"),
        ({"one": "s", "two": "c", "three": "n", "four": "c"}, Fraction(5, 8),
         "(3 right - 1 wrong / 2) of 4 = 5/8"),
        ({"one": "c", "two": "s"}, 0, "(0 right - 2 wrong / 2) of 4 = -1/4, so 0"),
    ],
)  # fmt: skip
def test_claims_cost_half_a_claim_when_wrong(said, score, reason):
    """Guessing among three verdicts is worth nothing on average."""
    got = mark(CLAIMS, said)

    assert (got.score, got.reason) == (score, reason)


def test_a_verdict_that_is_none_of_the_three_is_unreadable():
    """Long and odd words too."""
    assert states(mark(CLAIMS, {"one": "maybe"}))["one"] == "unreadable"
    assert states(mark(CLAIMS, {"one": "s" * 50}))["one"] == "unreadable"
    assert "it says 32" in mark(CLAIMS, {"two": "s"}).parts[1].reason


def test_share_of_claims_does_not_punish():
    """The alternative rule."""
    item = Claims(
        id="k", prompt="?", rule="share-of-claims", source=CLAIMS.source, claims=CLAIMS.claims
    )

    assert mark(item, {"one": "s", "two": "s"}).score == Fraction(1, 4)


def test_an_essay_waits_for_a_person():
    """The rubric's points are named; a blank page is blank."""
    levels = (Level(points=Fraction(0), text="none"), Level(points=Fraction(3), text="all"))
    item = Essay(
        id="e", prompt="Why?", criteria=(Criterion(id="use", text="Evidence", levels=levels),)
    )

    assert mark(item, "Because.").state is State.UNSURE
    assert "1 criterion, 3 rubric points" in mark(item, "Because.").reason
    assert mark(item, " \n ").state is State.BLANK
