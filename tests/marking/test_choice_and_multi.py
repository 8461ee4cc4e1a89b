"""Choice and multi: what is chosen, and what it is worth."""

from fractions import Fraction

import pytest

from teachkit.marking import mark
from teachkit.model import Choice, Multi, Option, State

OFFICES = Choice(
    id="deposit",
    prompt="Where does a new member deposit its papers?",
    options=(
        Option(id="washington", text="With the *United States*", correct=True),
        Option(id="brussels", text="At NATO headquarters", why="It stores none."),
        Option(id="un", text="At the United Nations", credit=Fraction(1, 4)),
    ),
)

FIVE = tuple(
    Option(id=name, text=f"state {name}", correct=name in "ab")
    for name in ("a", "b", "c", "d", "e")
)


def multi(rule=""):
    """A multi item with five options of which two are right."""
    return Multi(id="m", prompt="Which?", rule=rule, options=FIVE)


@pytest.mark.parametrize(
    ("said", "state", "score"),
    [
        ("washington", State.CORRECT, 1),
        (" With the United States. ", State.CORRECT, 1),
        ("A", State.CORRECT, 1),
        ("(a)", State.CORRECT, 1),
        ("B.", State.INCORRECT, 0),
        ("brussels", State.INCORRECT, 0),
        ("C", State.PARTIAL, Fraction(1, 4)),
        ("washington;washington", State.CORRECT, 1),
        ("", State.BLANK, 0),
        (" \t", State.BLANK, 0),
        (None, State.BLANK, 0),
        ("D", State.UNREADABLE, 0),
        ("Paris", State.UNREADABLE, 0),
        ("washington;brussels", State.UNREADABLE, 0),
        ("washington;Paris", State.UNREADABLE, 0),
    ],
)
def test_a_choice_is_read_by_id_text_or_letter(said, state, score):
    """Each way to name an option works; two options cannot be read and are not wrong."""
    got = mark(OFFICES, said)

    assert (got.state, got.score) == (state, score)


def test_the_reason_of_a_choice_names_the_option_chosen_and_the_right_one():
    """A mark can be explained to the student."""
    assert mark(OFFICES, "B").reason == (
        "chose 'At NATO headquarters'; right is 'With the *United States*'"
    )
    assert "= 1/4" in mark(OFFICES, "un").reason


def test_an_id_beats_the_letter_of_another_option():
    """An option with the id b is meant by b, wherever it stands."""
    options = (Option(id="b", text="one", correct=True), Option(id="a", text="two"))

    assert mark(Choice(id="x", prompt="?", options=options), "b").score == 1


@pytest.mark.parametrize(
    ("rule", "blank", "tick_all", "one_missed", "both_and_one_wrong"),
    [
        ("all-or-nothing", 0, 0, 0, 0),
        ("net-correct", 0, 0, Fraction(1, 2), Fraction(1, 2)),
        ("false2", 0, 0, Fraction(1, 2), Fraction(2, 3)),
        ("coverage", 0, Fraction(2, 5), Fraction(1, 2), Fraction(2, 3)),
        ("each-answer", Fraction(3, 5), Fraction(2, 5), Fraction(4, 5), Fraction(4, 5)),
    ],
)
def test_the_rules_of_multi_give_the_credit_that_is_published_for_them(
    rule, blank, tick_all, one_missed, both_and_one_wrong
):
    """Five options, two of them right: the table of the marking guide."""
    item = multi(rule)

    got = [mark(item, said).score for said in ("", "a;b;c;d;e", "a", "a;b;c")]

    assert got == [blank, tick_all, one_missed, both_and_one_wrong]


def test_false2_protects_an_item_with_one_wrong_option():
    """One wrong tick costs a half at most."""
    options = (*FIVE[:2], FIVE[2])

    assert mark(Multi(id="m", prompt="?", rule="false2", options=options), "a;b;c").score == (
        Fraction(1, 2)
    )


def test_the_reason_of_a_multi_is_its_arithmetic():
    """Two right and one wrong of two: a half; below zero is zero, and says so."""
    assert mark(multi(), "a;b;c").reason == "2 right - 1 wrong of 2 = 1/2"
    assert mark(multi(), "a;c;d").reason == "1 right - 2 wrong of 2 = -1/2, so 0"


@pytest.mark.parametrize("said", ["a;b", ["a", "b"], ' ["a", "b"] ', "b ; a;", "A;B", "state a;b"])
def test_ticks_come_as_ids_texts_letters_or_a_list(said):
    """Each way to write two ticks means the same."""
    got = mark(multi(), said)

    assert (got.state, got.matched) == (State.CORRECT, "a;b")


@pytest.mark.parametrize("said", ["AB", "A, B", "B A", "a, b", "(A) (B)"])
def test_ticks_are_read_as_copied_from_paper(said):
    """Letters without a word beside them need no semicolon."""
    got = mark(multi(), said)

    assert (got.state, got.matched) == (
        (State.UNREADABLE, "") if "(" in said else (State.CORRECT, "a;b")
    )


@pytest.mark.parametrize("said", ["ab", "bad", "AZ", "A, B or C"])
def test_words_are_no_letters(said):
    """Small letters that stand together may be a word; a letter too many is a question."""
    assert mark(multi(), said).state is State.UNREADABLE


def test_ticks_that_are_no_options_are_unreadable():
    """Nothing is dropped: one unknown entry stops the mark."""
    got = mark(multi(), "a;zebra")

    assert got.state is State.UNREADABLE
    assert "'zebra' is none of the options" in got.reason


def test_an_option_whose_text_has_a_semicolon_can_be_ticked_alone():
    """The whole cell is tried as one option before it is split."""
    options = (Option(id="one", text="this; that", correct=True), Option(id="two", text="other"))

    assert mark(Multi(id="m", prompt="?", options=options), "this; that").score == 1
