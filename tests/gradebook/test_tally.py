"""What a class's answers add up to."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from classes import CLASS

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.gradebook.chosen import option_keys
from teachkit.gradebook.statistics_file import read_statistics
from teachkit.gradebook.tally import Given, Tally, kept_response, tally_of
from teachkit.gradebook.units import unit_of
from teachkit.marking import mark


@pytest.fixture
def graded(sheet, tmp_path):
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    return grade_class(sheet, [tmp_path / "class.csv"], tmp_path / "out")


def test_all_that_is_counted_follows_from_the_results(graded, sheet):
    tally = tally_of(sheet, graded.results)
    unit = tally.unit

    assert tally.students == {"graded": 4}
    assert sum(tally.totals.values()) == 4
    assert sum(total * count for total, count in tally.totals.items()) == unit * sum(
        one.total for one in graded.results
    )
    for place, item in enumerate(sheet.items):
        cells = [one.cells[place] for one in graded.results]
        answers = tally.items[item.id].answers.values()
        assert sum(one.count for one in answers) == len(cells)
        assert sum(one.count * (one.points or 0) for one in answers) == unit * sum(
            cell.points or 0 for cell in cells
        )
        assert sum(one.squares for one in answers) == sum(
            (unit * one.total) ** 2 for one in graded.results
        )


def test_options_are_counted_by_total(graded, sheet):
    """Also those that nobody chose, and what was left empty."""
    tally = tally_of(sheet, graded.results)
    totals = [int(one.total * tally.unit) for one in graded.results]
    one, pairs, judge = (tally.items[id_].chosen for id_ in ("one", "pairs", "judge"))

    assert one == {"": {totals[2]: 1}, "washington": {totals[0]: 1}, "rome": {totals[1]: 1}}
    assert pairs["spain=spain"] == {totals[0]: 1}
    assert pairs["spain=finland"] == {totals[1]: 1}
    assert pairs["spain=extra-1"] == {}
    assert sum(pairs["spain="].values()) == 2
    assert judge["joins=supported"] == {totals[1]: 1}
    assert judge["joins=contradicted"].keys() == {totals[0], totals[3]}
    assert judge["why=not-stated"] == {totals[0]: 1}


def test_any_order_and_any_split_give_the_same_bytes(graded, sheet):
    whole = tally_of(sheet, graded.results)
    parts = [tally_of(sheet, [graded.results[at]]) for at in (2, 0, 3, 1)]

    left = parts[0].merge(parts[1]).merge(parts[2]).merge(parts[3])
    right = parts[3].merge(parts[2]).merge(parts[0].merge(parts[1]))

    assert left == right == whole
    assert left.to_json() == right.to_json() == whole.to_json()
    assert Tally.from_json(whole.to_json()) == whole


def test_merging_changes_neither_side(graded, sheet):
    one, other = (tally_of(sheet, graded.results[at:]) for at in (0, 2))
    before = one.to_json(), other.to_json()

    together = one.merge(other)

    assert (one.to_json(), other.to_json()) == before
    assert together.students == {"graded": 6}


def test_tallies_of_different_units_merge_exactly(graded, sheet):
    """A person may give credit that no rule gives: the unit widens."""
    whole = tally_of(sheet, graded.results)
    finer = whole.scaled(whole.unit * 7)

    assert whole.merge(finer) == finer.merge(whole) == finer.merge(finer)
    with pytest.raises(ValueError, match="no multiple"):
        finer.scaled(whole.unit)


def test_tallies_of_different_sheets_do_not_merge(graded, sheet):
    other = tally_of(sheet, graded.results)
    other.build = "another"

    with pytest.raises(ValueError, match="don't add up"):
        tally_of(sheet, graded.results).merge(other)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "teachkit-statistics/1"}', "null"])
def test_something_else_is_no_tally(text):
    with pytest.raises(ValueError, match=r"."):
        Tally.from_json(text)


def test_a_results_folder_holds_the_tally(graded, sheet):
    tally, variants = read_statistics((graded.out / "statistics.json").read_text("utf-8"))

    assert tally == tally_of(sheet, graded.results)
    assert variants == {}


def test_equal_answers_marked_differently_are_two():
    tally = Given("yes", "correct", 1), Given("yes", "incorrect", 0)

    assert len(set(tally)) == 2


def test_essays_are_counted_without_their_text(pytestconfig):
    sheet = load_sheet(pytestconfig.rootpath / "tests/fixtures/all-kinds.toml")
    essay = next(item for item in sheet.items if item.kind == "essay")
    text = next(item for item in sheet.items if item.kind == "text")

    assert kept_response(essay, "I think …") == ""
    assert kept_response(text, "short") == "short"
    assert kept_response(text, "x" * 999) != kept_response(text, "x" * 998)
    assert len(kept_response(text, "x" * 5000)) < 300


def test_all_that_the_rules_give_is_whole_in_the_unit(sheet):
    """For each choice of options that a multi allows, and each order and filling of parts."""
    unit = unit_of(sheet)
    many = sheet.item("many")
    ids = [one.id for one in many.options]

    for ticks in product((False, True), repeat=len(ids)):
        said = ";".join(id_ for id_, tick in zip(ids, ticks, strict=True) if tick)
        assert (mark(many, said).score * many.points * unit).denominator == 1
    for item in sheet.items:
        for one in item.tests:
            assert (mark(item, one.response, sheet=sheet).score * item.points * unit) % 1 == 0


@pytest.mark.parametrize("rule", ["net-correct", "false2", "coverage", "each-answer"])
def test_the_unit_knows_each_rule_of_multi(sheet, rule):
    from dataclasses import replace

    many = replace(sheet.item("many"), rule=rule)
    unit = unit_of(replace(sheet, items=(many,)))
    ids = [one.id for one in many.options]

    for ticks in product((False, True), repeat=len(ids)):
        said = ";".join(id_ for id_, tick in zip(ids, ticks, strict=True) if tick)
        assert (mark(many, said).score * many.points * unit) % Fraction(1) == 0


def test_each_option_key_stands_once(sheet):
    for item in sheet.items:
        keys = option_keys(item)
        assert len(keys) == len(set(keys))
