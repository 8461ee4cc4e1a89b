"""A key that can be changed without a test noticing is named; and no other."""

from __future__ import annotations

import pytest
from lint_items import ITEMS, changed, sheet

from teachkit.bank import load_sheet
from teachkit.lint.item_tests import passes
from teachkit.lint.mutation import mutants


def survivors(found):
    """Return where the key could be changed, and that nothing else was found."""
    assert {one.code for one in found} <= {"mutation-survived"}
    return [one.key for one in found]


def load(tmp_path, kind, *changes):
    """Return the sound item of a kind, changed."""
    path = tmp_path / "sheet.toml"
    path.write_text(changed(sheet(kind), *changes), encoding="utf-8")
    return load_sheet(path).items[0]


@pytest.mark.parametrize("kind", [kind for kind in ITEMS if kind != "essay"])
def test_every_kind_has_mutants_and_sound_tests_notice_all(kind, tmp_path):
    """Each mutant differs from the item, and a test of the sound item fails on it."""
    item = load(tmp_path, kind)

    made = list(mutants(item))

    assert made
    for mutant in made:
        assert mutant.item != item
        assert not all(passes(mutant.item, test) for test in item.tests), mutant.change


def test_an_essay_has_no_key(tmp_path):
    """There is nothing to change."""
    assert list(mutants(load(tmp_path, "essay"))) == []


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (
            "multi",
            [
                ("prompt", 'rule = "all-or-nothing"\nprompt'),
                ('"china;france"\nscore = "1"', '"china"\nscore = "0"'),
            ],
            ["option[china]", "option[japan]", "option[india]"],
        ),
        (
            "number",
            [('response = "1955"\nscore = "1/2"', 'response = "1900"\nscore = "0"')],
            ["near[1]"],
        ),
        (
            "number",
            [
                ('response = "1956"\nscore = "1"', 'response = ""\nscore = "0"'),
                ('response = "1955"\nscore = "1/2"', 'response = "1900"\nscore = "0"'),
            ],
            ["answer", "near[1]"],
        ),
        ("date", [('"26 June 1945"\nscore = "1"', '""\nscore = "0"')], ["answer"]),
        (
            "date",
            [('"1945-06-26"', '"9999-06-26"'), ('"26 June 1945"\nscore = "1"', '""\nscore = "0"')],
            ["answer"],
        ),
        ("text", [('response = "UNGA"', 'response = "General Assembly"')], ["accept[2]"]),
        ("text", [('"UNGA"]', '"UNGA", "ONU"]')], ["accept[3]"]),
        (
            "cloze",
            [
                ('"city": "San Francisco", ', '"city": "", '),
                ('"right": "veto"}\'\nscore = "1"', '"right": "veto"}\'\nscore = "2/3"'),
            ],
            ["gap[city].accept[1]"],
        ),
        (
            "cloze",
            [
                (
                    '"states": "50", "right": "veto"}\'\nscore = "1"',
                    '"states": "", "right": ""}\'\nscore = "1/3"',
                ),
                ('"states": "51", "right": "vote"', '"states": "49", "right": ""'),
            ],
            ["gap[states].answer", "gap[right].answer"],
        ),
        (
            "cloze",
            [
                ('answer = "50"', 'answer = "fifty"'),
                ('"states": "50"', '"states": ""'),
                ('score = "1"', 'score = "2/3"'),
                ('"states": "51"', '"states": ""'),
            ],
            ["gap[states].answer"],
        ),
        (
            "group",
            [
                (
                    '"one": "China", "two": "France"}\'\nscore = "1"',
                    '"one": "France", "two": ""}\'\nscore = "1/2"',
                ),
                ('{"one": "China", "two": "China"}', '{"one": "France", "two": "France"}'),
            ],
            ["gap[one]"],
        ),
        (
            "match",
            [
                (
                    '"japan": "1956", "korea": "1991"}\'\nscore = "1"',
                    '"japan": "1973", "korea": "1973"}\'\nscore = "0"',
                ),
                (
                    '"japan": "1973", "korea": "1991"}\'\nscore = "1/2"',
                    '"japan": ""}\'\nscore = "0"',
                ),
            ],
            ["pair[japan]"],
        ),
        (
            "order",
            [
                ('"charter;peace-treaty;entry"\nscore = "1"', '""\nscore = "0"'),
                ('"entry;peace-treaty;charter"', '""'),
            ],
            ["event"],
        ),
        (
            "order",
            [
                ('date = "1945-06-26"\n', ""),
                ('date = "1951-09-08"\n', ""),
                ('date = "1956"\n', ""),
                ('"charter;peace-treaty;entry"\nscore = "1"', '""\nscore = "0"'),
                ('"entry;peace-treaty;charter"', '""'),
            ],
            ["event"],
        ),
        (
            "claims",
            [
                (
                    '"contradicted", "secret": "not-stated"}\'\nscore = "1"',
                    '"contradicted", "secret": ""}\'\nscore = "1/2"',
                ),
                ('"supported", "secret": "supported"', '"supported"'),
            ],
            ["claim[secret]"],
        ),
    ],
)
def test_what_no_test_notices_is_named(kind, changes, expected, check_pack):
    """Weaker tests let exactly these changes of the key through."""
    found = check_pack({"exercises/sheet.toml": changed(sheet(kind), *changes)})

    assert [key.partition("].")[2] for key in survivors(found)] == expected


def test_a_tie_of_all_events_has_nothing_to_reverse(tmp_path):
    """With one date for all there is no other order."""
    item = load(tmp_path, "order", ("1945-06-26", "1956"), ("1951-09-08", "1956"))

    assert list(mutants(item)) == []


def test_pairs_with_one_right_side_are_not_exchanged(tmp_path):
    """It would change nothing."""
    item = load(tmp_path, "match", ('right = "1991"', 'right = "1956"'))

    assert list(mutants(item)) == []


def test_the_only_right_option_of_a_multi_is_not_taken_away(tmp_path):
    """A multi item without a right option could not be marked."""
    item = load(tmp_path, "multi", ('text = "France"\ncorrect = true', 'text = "France"'))

    assert [mutant.path for mutant in mutants(item)] == [("option", n) for n in (1, 2, 3)]


def test_an_item_with_an_error_is_not_mutated(check_pack):
    """Its tests say nothing while its key is wrong."""
    text = changed(
        sheet("number"), ('score = "1/2"', 'score = "0"'), ('response = "1956"', 'response = "1"')
    )

    assert {one.code for one in check_pack({"exercises/sheet.toml": text})} == {"test-fails"}
