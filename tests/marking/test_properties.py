"""What must hold for every item and anything that a student can hand in."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marking.test_choice_and_multi import OFFICES, multi
from marking.test_numbers_and_dates import DAY, MEMBERS, SHARE, YEAR
from marking.test_parts import CLAIMS, CLOZE, MATCH, ORDER, SET
from marking.test_text import FOUNDERS, SEAT
from teachkit.marking import MARKERS, mark
from teachkit.model import ITEM_TYPES, Criterion, Essay, Level, State

ESSAY = Essay(
    id="e",
    prompt="Why?",
    criteria=(Criterion(id="c", text="?", levels=(Level(points=Fraction(1), text="x"),)),),
)
ITEMS = [OFFICES, multi(), YEAR, MEMBERS, SHARE, DAY, SEAT, FOUNDERS, CLOZE, SET, MATCH, ORDER,
         CLAIMS, ESSAY]  # fmt: skip
WORDS = st.sampled_from(
    [
        *"1949 a b;c A Washington norway supported the 1,949 ; [ idk not nineteen 4/4/1949".split(),
        *('{"year": "1949"}', '["a"]', "4 April 1949"),
        *("\uff14", "\ud800", "\u0000", "\u202e"),
    ]
)
STRINGS = st.one_of(st.text(), st.lists(WORDS, max_size=6).map(" ".join))


def parts_of(item):
    """The ids of an item's parts."""
    for name in ("gaps", "pairs", "claims"):
        if hasattr(item, name):
            return [part.id for part in getattr(item, name)]
    return ["x"]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.kind}-{item.id}")
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_response_raises_and_every_score_is_a_credit(item, data):
    """Any string, list or mapping: a mark with a state, a credit in 0..1, a reason."""
    part_ids = st.sampled_from([*parts_of(item), "other"])
    response = data.draw(
        st.one_of(STRINGS, st.lists(STRINGS, max_size=6), st.dictionaries(part_ids, STRINGS))
    )

    got = mark(item, response)

    assert isinstance(got.state, State)
    assert isinstance(got.score, Fraction)
    assert 0 <= got.score <= 1
    assert got.reason
    assert got.rule == item.rule_name
    assert (got.state is State.CORRECT) == (got.score == 1 and not got.state.needs_person)
    if got.state in (State.BLANK, State.INCORRECT, State.UNREADABLE) and not got.parts:
        assert got.score == 0


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.kind}-{item.id}")
@pytest.mark.parametrize("nothing", ["", " ", "\n\t", None, [], {}, "\u3000"])
def test_blank_scores_nothing_under_every_default_rule(item, nothing):
    """Handing in nothing earns nothing, and is called blank."""
    got = mark(item, nothing)

    assert (got.state, got.score) == (State.BLANK, 0)


@given(st.text(max_size=20), st.sampled_from([SEAT, YEAR, DAY]))
def test_case_and_outer_space_never_change_a_verdict(text, item):
    """What means nothing changes nothing."""
    as_given = mark(item, text)

    assert mark(item, f"  {text}\n").state is as_given.state
    if text.isascii():
        assert mark(item, text.upper()).state is mark(item, text.lower()).state


@given(st.lists(st.sampled_from([event.id for event in ORDER.events]), unique=True))
def test_an_order_and_its_json_list_are_one_response(events):
    """A CSV cell and a JSON list mean the same."""
    assert mark(ORDER, ";".join(events)) == mark(ORDER, json.dumps(events))


def test_every_kind_has_a_marker_and_stands_among_the_items_here():
    """A new kind cannot be forgotten in these tests."""
    assert MARKERS.keys() == ITEM_TYPES.keys() == {item.kind for item in ITEMS}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.kind}-{item.id}")
@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "1" * 1_000_000, "[" * 100_000, "{" * 100_000, "a;" * 50_000,
     "e\u0301\u0301" * 50_000, "1 " * 100_000, "\u202e" * 100_000, '{"year":' * 5_000],
    ids=["letters", "digits", "brackets", "braces", "list", "zalgo", "numbers", "bidi", "nested"],
)  # fmt: skip
def test_a_megabyte_of_anything_is_marked(item, text):
    """Size is no way to stop the marker, or to earn something."""
    assert mark(item, text).score == 0
