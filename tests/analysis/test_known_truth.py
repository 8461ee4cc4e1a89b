"""Classes made from known truth: what is planted is found, and nothing else is."""

from __future__ import annotations

import numpy as np
from made_classes import answers_of, choice, sheet_of, tally

from teachkit.analysis import analyse, findings, relation_words

DIFFICULTY = np.linspace(-1.2, 1.2, 12)


def _found(sheet, answers):
    analysis = analyse(sheet, tally(sheet, answers))
    return analysis, [(one.kind, one.item) for one in findings(analysis)]


def test_a_planted_wrong_key_is_found():
    """In each of twenty classes of 60, and said of no other item in more than a few."""
    sheet = sheet_of(*(choice(f"item-{at}", right="b" if at == 4 else "a") for at in range(12)))
    hits, false = 0, 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        _, found = _found(sheet, answers_of(rng, 60, "a" * 12, DIFFICULTY))
        doubted = {item for kind, item in found if kind in ("key", "look")}
        hits += "item-4" in doubted
        false += len(doubted - {"item-4"})

    assert hits >= 19
    assert false <= 5  # of 220 sound items


def test_the_sentence_says_on_what_it_rests():
    """Item, option, numbers and the difference stand in it."""
    sheet = sheet_of(*(choice(f"item-{at}", right="b" if at == 4 else "a") for at in range(12)))
    rng = np.random.default_rng(1)
    analysis = analyse(sheet, tally(sheet, answers_of(rng, 200, "a" * 12, DIFFICULTY)))

    first = findings(analysis)[0]

    assert first.kind == "key"
    assert first.text.startswith("Q5: probably the key is wrong: the ")
    assert "“option a”" in first.text
    a = next(one for one in analysis.items[4].options if one.offer.key == "a")
    assert f"{a.count} students" in first.text
    assert relation_words(analysis.items[4]) == "runs against the rest"


def test_sound_classes_of_thirty_raise_no_alarm():
    """Of 40 classes with sound keys hardly any is told that a key is probably wrong."""
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(12)))
    alarms = 0
    for seed in range(40):
        rng = np.random.default_rng(1000 + seed)
        _, found = _found(sheet, answers_of(rng, 30, "a" * 12, DIFFICULTY))
        alarms += any(kind == "key" for kind, _ in found)

    assert alarms <= 4


def test_an_option_that_nobody_chose_is_named():
    """A dead distractor, planted: its students choose another."""
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(12)))
    answers = answers_of(np.random.default_rng(3), 80, "a" * 12, DIFFICULTY)
    for row in answers:
        row[7] = "b" if row[7] == "d" else row[7]

    analysis, found = _found(sheet, answers)

    assert [one for one in found if one[0] == "never"] == [("never", "item-7")]
    text = next(one.text for one in findings(analysis) if one.kind == "never")
    assert text == "Q8: nobody of 80 chose “option d”."


def test_a_shared_mistake_falls_below_guessing():
    """All who do not know go the same wrong way."""
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(12)))
    rng = np.random.default_rng(4)
    answers = answers_of(rng, 100, "a" * 12, DIFFICULTY)
    for row in answers:
        row[2] = "a" if rng.random() < 0.08 else "c"

    _, found = _found(sheet, answers)

    assert ("guess", "item-2") in found


def test_guessers_earn_the_baseline():
    """400 students who know nothing: the interval holds the baseline, alpha is near 0."""
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(12)))
    answers = answers_of(np.random.default_rng(5), 400, "a" * 12, [99.0] * 12)
    analysis = analyse(sheet, tally(sheet, answers))

    inside = [one.credit.low <= one.guess <= one.credit.high for one in analysis.items]

    assert sum(inside) >= 11
    assert analysis.alpha.low < 0 < analysis.alpha.high
    assert not [one for one in findings(analysis) if one.kind == "key"]


def test_a_small_class_is_told_counts_only():
    """Nine students: no finding, and words instead of a verdict."""
    sheet = sheet_of(choice("one", right="b"), choice("two"), choice("three"))
    analysis, found = _found(sheet, [["a", "a", "a"], ["b", "b", "b"], ["a", "a", "c"]] * 3)

    assert found == []
    assert relation_words(analysis.items[0]) == "too few (9) to say"


def test_words_for_what_a_correlation_tells():
    """Each word belongs to an interval; a wide one says nothing."""
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(4)))
    same = analyse(sheet, tally(sheet, [["a", "a", "b", "a"], ["a", "b", "a", "b"]] * 10))
    clear = analyse(sheet, tally(sheet, [["a"] * 4, ["b"] * 4, ["a", "a", "a", "b"]] * 10))
    rng = np.random.default_rng(6)
    many = answers_of(rng, 600, "a" * 4, [0.0] * 4)
    for row in many:
        row[0] = "ab"[rng.integers(2)]
    coin = analyse(sheet, tally(sheet, many))
    rows = [*map(list, ("aaba", "abab", "bbaa", "babb"))]
    few = analyse(sheet, tally(sheet, rows * 3))

    assert relation_words(same.items[0]) == "all the same: it does not part students"
    assert relation_words(clear.items[0]) == "goes closely with the rest"
    assert relation_words(coin.items[0]) == "hardly goes with the rest"
    assert relation_words(few.items[0]) == "too few to say"


def test_the_best_third_may_outvote_the_key():
    """An easy item with a wrong key: nearly all good students choose the other option."""
    sheet = sheet_of(*(choice(f"item-{at}", right="b" if at == 0 else "a") for at in range(12)))
    rng = np.random.default_rng(7)
    answers = answers_of(rng, 40, "a" * 12, [-3.0, *DIFFICULTY[1:]])
    for number, row in enumerate(answers):
        row[0] = "b" if number == 0 else "a"

    analysis, found = _found(sheet, answers)

    assert found[0][1] == "item-0"
    assert found[0][0] in ("key", "look")
    assert "best third" in findings(analysis)[0].text
