"""Answers that mean the same are decided together; and what a key does not know."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachkit import mark_text, review_groups
from teachkit.marking.clusters import LIMIT, cluster
from teachkit.marking.near_misses import near_misses
from teachkit.marking.text import spec_of
from teachkit.model import Reject, State, Text

KEY = ["Containment of communism"]
ASKED = "What was the main aim of the alliance in Europe?"
CLASS = {
    "to stop the Russians": 5,
    "The aim was to stop the Russians.": 2,
    "stop the Rusians": 1,
    "not to stop the Russians": 1,
    "peace in Europe": 3,
    "the peace": 1,
    "stop Russia and the Russians": 1,
    "Containment of Communism": 9,
    "idk": 4,
    "": 2,
}


def test_a_group_holds_what_has_the_same_words():
    """Question words, small words and rare misspellings aside; *not* apart."""
    groups = review_groups(CLASS, KEY, question=ASKED)
    found = {(one.form, one.negated): one.size for one in groups}

    assert found == {
        ("stop russian", False): 8,
        ("stop russian", True): 1,
        ("peac", False): 4,
        ("stop russia russian", False): 1,
    }
    assert groups[0].example == "to stop the Russians"
    assert [text for text, _ in groups[0].responses][-1] == "stop the Rusians"


def test_the_largest_and_least_decided_comes_first():
    """Size times openness; the header says what stopped the marker, and the nearest key."""
    groups = review_groups(
        ["Paris"] * 3 + ["not Rome"] * 4 + ["Treaty of Washington"] * 3, ["Rome", "Treaty of Rome"]
    )

    assert [(one.cause, one.size) for one in groups] == [
        ("no-match", 3),
        ("part", 3),
        ("negation", 4),
    ]
    assert [one.nearest for one in groups] == ["Rome", "Treaty of Rome", "Rome"]
    assert "not" in groups[-1].reason


def test_groups_that_look_alike_share_a_cluster():
    """But never one that says *not* with one that does not."""
    groups = review_groups(CLASS, KEY, question=ASKED)
    of = {(one.form, one.negated): one.cluster for one in groups}

    assert of["stop russian", False] == of["stop russia russian", False]
    assert of["stop russian", False] != of["stop russian", True]
    assert of["stop russian", False] != of["peac", False]


def test_a_misspelling_is_folded_only_onto_a_frequent_word_that_is_no_other():
    """*war* is no misspelling of *wall*, and one answer makes no fashion."""
    groups = review_groups(["nations"] * 5 + ["notions", "natoins"], KEY)

    assert {one.form: one.size for one in groups} == {"nation": 6, "notion": 1}
    assert len(review_groups(["natoins", "nations"], KEY)) == 2


def test_what_is_decided_needs_no_review():
    """Right, wrong and blank answers are in no group."""
    assert review_groups(["containment of communism", "", "idk", "x" * 6_000], KEY) == []
    assert review_groups([], KEY) == []


@given(st.lists(st.sampled_from(list(CLASS)), max_size=30))
@settings(max_examples=60, deadline=None)
def test_groups_hold_each_open_answer_once_in_any_order(answers):
    """Nothing is lost, and the order of the class does not matter."""
    groups = review_groups(answers, KEY, question=ASKED)
    open_ones = [
        one for one in answers if mark_text(one, KEY, question=ASKED).state is State.UNSURE
    ]

    assert sum(one.size for one in groups) == len(open_ones)
    assert groups == review_groups(answers[::-1], KEY, question=ASKED)


def test_more_groups_than_are_compared_stand_alone():
    """The tail of a nation's answers costs nothing."""
    forms = [(f"word{at}", False) for at in range(LIMIT + 5)]

    assert cluster(forms)[LIMIT:] == [*range(LIMIT, LIMIT + 5)]
    assert cluster([]) == []
    assert cluster([("", False), ("", False)]) == [0, 1]


def test_unknown_options_raise():
    """A slip of the programmer is told at once."""
    with pytest.raises(ValueError, match="policy 'lax' must be one of strict, normal"):
        review_groups(["x"], KEY, policy="lax")
    with pytest.raises(ValueError, match="kind is 'essay'"):
        mark_text("x", KEY, kind="essay")


def test_the_author_sees_which_form_caught_what():
    """And which wrong answer many gave that the key does not know."""
    item = Text(
        id="x",
        prompt=ASKED,
        accept=("Rome", "Treaty of Rome", "EEC treaty"),
        rejects=(Reject(text="Paris"), Reject(text="Oslo")),
    )
    answers = ["Rome"] * 4 + ["EEC treaty"] * 3 + ["Paris"] * 2 + ["Madrid"] * 5 + ["Bonn", "rome"]

    got = near_misses(answers, spec_of(item))

    assert [(one.count, one.alone, one.suspicious) for one in got.variants] == [
        (5, 5, False), (0, 0, False), (3, 3, True),
    ]  # fmt: skip
    assert got.rejects == (("Paris", 2), ("Oslo", 0))
    assert [(one.form, one.size) for one in got.unknown] == [("madrid", 5)]
    assert near_misses({}, spec_of(item)).unknown == ()
