"""The guess baseline against every answer that there is, marked one by one."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path

import pytest

from teachkit.analysis.guessing import guess_baseline
from teachkit.bank import load_sheet
from teachkit.display import right_sides
from teachkit.marking import mark
from teachkit.model import (
    Choice,
    Claim,
    Claims,
    Cloze,
    Event,
    Gap,
    Match,
    Multi,
    Option,
    Order,
    Pair,
    Source,
    Verdict,
)

ROOT = Path(__file__).parents[2]
DATES = ("123", "1122", "111", "12234", "112233", "123456")


def _mean(item, responses):
    scores = [mark(item, one).score for one in responses]
    return Fraction(sum(scores), len(scores))


def _options(keys, credit=None):
    return tuple(
        Option(id=f"o{number}", text=f"text {number}", correct=key == "1", credit=credit)
        for number, key in enumerate(keys)
    )


@pytest.mark.parametrize("rule", ["", "all-or-nothing"])
@pytest.mark.parametrize("dates", DATES)
def test_orders(dates, rule):
    """Every order of up to six events, with and without ties."""
    events = tuple(
        Event(id=f"e{place}", text=f"event {place}", date=f"194{date}")
        for place, date in enumerate(dates)
    )
    item = Order(id="order", prompt="?", rule=rule, events=events)

    everything = (";".join(one) for one in permutations([event.id for event in events]))

    assert guess_baseline(item) == _mean(item, everything)


def test_a_long_order_is_quick_to_count():
    """Twenty events have more orders than could ever be marked."""
    events = tuple(Event(id=f"e{place}", text=f"event {place}") for place in range(20))

    assert 0 < guess_baseline(Order(id="order", prompt="?", events=events)) < Fraction(1, 1000)


@pytest.mark.parametrize("rule", ["", *Multi.other_rules])
@pytest.mark.parametrize("keys", ["10", "1100", "10100", "111"])
def test_multi(keys, rule):
    """Every set of ticks."""
    item = Multi(id="multi", prompt="?", rule=rule, options=_options(keys))
    ticks = product((True, False), repeat=len(keys))
    everything = (
        ";".join(f"o{place}" for place, ticked in enumerate(one) if ticked) for one in ticks
    )

    assert guess_baseline(item) == _mean(item, everything)


@pytest.mark.parametrize("rule", ["", *Claims.other_rules])
@pytest.mark.parametrize("size", [1, 2, 4])
def test_claims(size, rule):
    """Every row of verdicts."""
    verdicts = [*Verdict][: size % 3] * 4
    claims = tuple(
        Claim(id=f"c{place}", text=f"claim {place}", verdict=(verdicts or [*Verdict])[place % 3])
        for place in range(size)
    )
    source = Source(who="someone", excerpt="words")
    item = Claims(id="claims", prompt="?", rule=rule, source=source, claims=claims)
    rows = product([one.value for one in Verdict], repeat=size)
    everything = (json.dumps({f"c{at}": said for at, said in enumerate(row)}) for row in rows)

    assert guess_baseline(item) == _mean(item, everything)


@pytest.mark.parametrize("rule", ["", "all-or-nothing"])
def test_match(rule):
    """Every choice of right sides, also the same one twice."""
    pairs = tuple(Pair(id=f"p{at}", left=f"left {at}", right=f"right {at}") for at in range(3))
    item = Match(id="match", prompt="?", rule=rule, pairs=pairs, extra=("none",))
    rows = product([id_ for id_, _ in right_sides(item)], repeat=3)
    everything = (json.dumps({f"p{at}": said for at, said in enumerate(row)}) for row in rows)

    assert guess_baseline(item) == _mean(item, everything)


@pytest.mark.parametrize("rule", ["", "all-or-nothing"])
def test_cloze_with_options(rule):
    """Every choice of options."""
    gaps = (
        Gap(id="one", options=("ten", "twelve"), answer="twelve"),
        Gap(id="two", options=("x", "y", "z"), answer="y"),
    )
    item = Cloze(id="cloze", prompt="?", rule=rule, text="[[one]] and [[two]]", gaps=gaps)
    everything = (
        json.dumps({"one": first, "two": second})
        for first, second in product(("ten", "twelve"), "xyz")
    )

    assert guess_baseline(item) == _mean(item, everything)


def test_an_option_with_credit_of_its_own():
    """A choice is worth what its options are worth."""
    item = Choice(
        id="one",
        prompt="?",
        options=(
            Option(id="a", text="a", correct=True),
            Option(id="b", text="b", credit=Fraction(1, 2)),
            Option(id="c", text="c"),
        ),
    )

    assert guess_baseline(item) == Fraction(1, 2)


def test_free_answers_cannot_be_guessed():
    """Of the real sheets: only kinds with something to pick from have a baseline."""
    kinds = {"with": set(), "without": set()}
    for path in sorted((ROOT / "exercises").glob("*.toml")):
        for item in load_sheet(path).items:
            kinds["without" if guess_baseline(item) is None else "with"].add(item.kind)

    assert kinds["with"] >= {"choice", "multi", "match", "order", "claims"}
    assert kinds["without"] >= {"number", "date", "text", "essay"}
    assert kinds["with"] & kinds["without"] <= {"cloze"}
