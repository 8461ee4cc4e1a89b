"""Warnings come when they should, and not when they should not."""

from __future__ import annotations

import pytest
from lint_items import changed, sheet


@pytest.fixture
def codes(check_pack):
    """Check the sound item of a kind after changes, and return the codes found."""

    def run(kind, *changes):
        found = check_pack({"exercises/sheet.toml": changed(sheet(kind), *changes)})
        return {one.code for one in found}

    return run


@pytest.mark.parametrize(
    ("right", "wrong", "warned"),
    [
        ("x" * 26, "x" * 20, False),
        ("x" * 27, "x" * 20, True),
        ("Turkey", "Iran", False),
        ("[New York](https://www.un.org/en/about-us)", "New Jersey", False),
        ("**Bern**", "Basel", False),
    ],
)
def test_a_right_option_may_be_a_little_longer(codes, right, wrong, warned):
    """30 per cent of what is read count, and a few letters never."""
    found = codes("choice", ('"New York"', f'"{right}"'), ('"Geneva"', f'"{wrong}"'))

    assert ("longest-correct" in found) is warned


@pytest.mark.parametrize("text", ["All of the above", "None of these.", "*Both of them*"])
def test_options_about_other_options(codes, text):
    """They cannot be right or wrong by themselves."""
    assert "all-of-the-above" in codes("choice", ('"Geneva"', f'"{text}"'))


@pytest.mark.parametrize("text", ["All of Europe", "None", "Neither of the two treaties"])
def test_options_that_only_sound_like_it(codes, text):
    """A quantity is an answer."""
    assert "all-of-the-above" not in codes("choice", ('"Geneva"', f'"{text}"'))


def test_letters_in_their_places_are_fine_ids(codes):
    """``a`` for the first option is what students see."""
    assert (
        codes("choice", ('id = "geneva"', 'id = "a"'), ('"geneva"\nscore', '"a"\nscore')) == set()
    )


@pytest.mark.parametrize(
    ("rule", "blank", "all_ticked"),
    [
        ("net-correct", False, False),
        ("all-or-nothing", False, False),
        ("false2", False, False),
        ("coverage", False, True),
        ("each-answer", True, True),
    ],
)
def test_rules_are_tried_with_an_empty_sheet_and_all_boxes(codes, rule, blank, all_ticked):
    """Two right options of four: some rules pay for no work."""
    score = '"1/4"' if rule == "each-answer" else '"0"'
    found = codes(
        "multi",
        ("prompt", f'rule = "{rule}"\nprompt'),
        ('"japan"\nscore = "0"', f'"japan"\nscore = {score}'),
    )

    assert ("blank-scores" in found) is blank
    assert ("tick-all-scores" in found) is all_ticked


def test_an_item_whose_options_are_all_right_is_not_scolded_for_ticking_all(codes):
    """There, ticking all is the answer."""
    wrong = ('\nwhy = "Elected."', "\ncorrect = true")
    tests = ('"china;france"', '"china;france;japan;india"'), ('score = "0"', 'score = "1/4"')

    assert codes("multi", wrong, wrong, *tests) == set()


def test_an_answer_inside_a_longer_word_gives_nothing_away(codes):
    """Only whole words count."""
    assert codes("text", ("every state", "every unganly state")) == set()


def test_the_id_of_a_gap_is_no_part_of_the_question(codes):
    """Students do not see it, so an id that is the answer gives nothing away in the text."""
    renamed = (("[[right]]", "[[veto]]"), ('id = "right"', 'id = "veto"'), ('"right":', '"veto":'))
    assert "answer-in-prompt" not in codes("cloze", *renamed)


def test_gaps_with_options_may_repeat_the_text(codes):
    """Students see the options anyway."""
    assert codes("cloze", ("Fill in.", "Who has a veto?")) == set()


def test_a_reject_is_tried_inside_a_list_too(codes):
    """An item that needs two answers is tested with lists of them."""
    assert (
        codes(
            "text",
            ("accept = [", "need = 2\naccept = ["),
            (
                '"the general assembly"\nscore = "1"',
                '"General Assembly; Security Council"\nscore = "1/2"\nstate = "unsure"',
            ),
            ('"UNGA"\nscore = "1"', '"UNGA"\nscore = "1/2"'),
        )
        == set()
    )


def test_an_unreadable_test_can_be_meant(codes):
    """Two options for one choice: the author says what should become of it."""
    assert (
        codes(
            "choice",
            ('"geneva"\nscore = "0"', '"geneva;new-york"\nscore = "0"\nstate = "unreadable"'),
        )
        == set()
    )


def test_a_test_names_states_when_they_differ(check_pack):
    """The message says what was expected, what came, and why."""
    text = changed(sheet("choice"), ('score = "0"', 'score = "0"\nstate = "blank"'))

    (found,) = check_pack({"exercises/sheet.toml": text})

    assert found.message == (
        "'geneva' must get 0 (blank), but gets 0 (incorrect): chose 'Geneva'; right is 'New York'"
    )
