"""Text: the honest three-way, and the normal form it compares."""

from fractions import Fraction

import pytest

from teachkit.marking import mark
from teachkit.marking.normal import basic, normalise
from teachkit.model import Reject, State, Text

SEAT = Text(
    id="seat",
    prompt="Where was the treaty signed?",
    accept=("Washington", "Washington, D.C."),
    rejects=(Reject(text="Brussels", why="the headquarters are there"), Reject(text="London")),
)
FOUNDERS = Text(
    id="founders",
    prompt="Name two founders.",
    accept=("Norway", "Portugal", "Iceland"),
    rejects=(Reject(text="Spain"),),
    need=2,
)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("Washington", State.CORRECT),
        (" the WASHINGTON! ", State.CORRECT),
        ("Washington DC", State.CORRECT),
        ("Ｗａｓｈｉｎｇｔｏｎ", State.CORRECT),
        ("brussels", State.INCORRECT),
        ("London.", State.INCORRECT),
        ("I don't know", State.INCORRECT),
        ("わからない", State.INCORRECT),
        ("Washingtn", State.CORRECT),
        ("in Washington", State.CORRECT),
        ("not Washington", State.UNSURE),
        ("🙂", State.UNSURE),
        ("?!", State.BLANK),
        ("\u200b", State.BLANK),
        ("", State.BLANK),
        ("w" * 5_001, State.UNREADABLE),
    ],
)
def test_only_what_is_certain_is_decided(said, state):
    """Everything that is neither accepted nor rejected goes to a person."""
    assert mark(SEAT, said).state is state


def test_a_known_wrong_answer_comes_with_its_feedback():
    """The author's why is part of the reason."""
    assert mark(SEAT, "Brussels").reason == (
        "'Brussels' is a known wrong answer: the headquarters are there"
    )


@pytest.mark.parametrize(
    ("said", "state", "score"),
    [
        ("Norway and Iceland", State.CORRECT, 1),
        ("Norway; Iceland; Portugal", State.CORRECT, 1),
        ("Norway", State.PARTIAL, Fraction(1, 2)),
        ("Norway, norway", State.PARTIAL, Fraction(1, 2)),
        ("Norway, Sweden", State.UNSURE, Fraction(1, 2)),
        ("Norway, Spain", State.UNSURE, Fraction(1, 2)),
        ("Sweden", State.UNSURE, 0),
        ("Spain", State.INCORRECT, 0),
        ("", State.BLANK, 0),
    ],
)
def test_with_need_a_list_is_marked_and_nothing_counts_twice(said, state, score):
    """Two of the accepted answers are asked for."""
    got = mark(FOUNDERS, said)

    assert (got.state, got.score) == (state, score)


def test_a_key_without_letters_is_compared_as_it_is():
    """An emoji may be an answer; another emoji is not it."""
    item = Text(id="flag", prompt="Which sign?", accept=("★",))

    assert mark(item, "★").state is State.CORRECT
    assert mark(item, "☆").state is State.UNSURE


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("U.S.", "us"),
        ("The Netherlands", "netherlands"),
        ("the", "the"),
        ("Vitamin A", "vitamin a"),
        ("Café", "cafe"),
        ("Japan’s", "japan"),
        ("North–South", "north south"),
        ("1,949", "1949"),
        ("-5", "-5"),
        ("13.5", "13.5"),
        ("C++", "c++"),
        ("“quoted”", "quoted"),
        ("a\u202eb", "ab"),
        ("日本、東京。", "日本 東京"),
        ("नाटो", "नाटो"),
        ("ﬁne", "fine"),
        ("...", ""),
        ("", ""),
    ],
)
def test_normal_forms(text, form):
    """What means nothing is folded; vowel signs and symbols that mean something stay."""
    assert normalise(text) == form


def test_basic_drops_control_characters_and_keeps_words_apart():
    """Controls vanish, white space of any kind becomes one space."""
    assert basic("A\x00\tB\u3000C") == "a b c"
