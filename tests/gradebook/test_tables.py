"""Marks and gradebook: what stands in which column."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from classes import CLASS, HEADER

from teachkit.gradebook.amounts import decimal, percent, short
from teachkit.marking import mark

MARKS = "student,item,response,state,score,points,rule,reason"
BOOK = (
    "student,name,one,many,word,gaps,pairs,line,judge,share,say,total,out_of,percent,open,"
    "correct,partial,incorrect,unsure,blank,unreadable,missing,excused"
)


def test_marks_have_a_row_for_each_student_and_item(grade, table, sheet):
    """In the order of class and sheet, and each as `mark` gives it."""
    grade({"a.csv": CLASS})
    rows = table("out/marks.csv")

    assert Path("out/marks.csv").read_text("utf-8").splitlines()[0] == MARKS
    assert [row["student"] for row in rows[::9]] == ["S01", "S02", "S03", "S04"]
    for row in rows:
        found = mark(sheet.item(row["item"]), row["response"])
        assert (row["state"], row["rule"], row["reason"]) == (
            found.state,
            found.rule,
            found.reason,
        )
        if not found.state.needs_person:
            assert Fraction(row["score"]) - found.score < Fraction(1, 10**9)


def test_scores_are_empty_where_a_person_must_look(grade, table):
    """And 0 for a blank, which has its own state."""
    grade({"a.csv": CLASS})
    by_cell = {(row["student"], row["item"]): row for row in table("out/marks.csv")}

    assert by_cell["S02", "word"]["state"] == "unsure"
    assert by_cell["S04", "one"]["state"] == "unreadable"
    assert by_cell["S02", "word"]["score"] == by_cell["S04", "one"]["points"] == ""
    assert by_cell["S03", "word"]["state"] == "blank"
    assert (by_cell["S03", "word"]["score"], by_cell["S03", "word"]["points"]) == ("0", "0")
    assert by_cell["S01", "many"]["points"] == "3"
    assert by_cell["S04", "pairs"]["score"] == "0.5"


def test_the_gradebook_has_a_row_for_each_student(grade, table):
    """Points, sums, and counts that add up."""
    grade({"a.csv": CLASS})
    first, second, third, fourth = table("out/gradebook.csv")

    assert Path("out/gradebook.csv").read_text("utf-8").splitlines()[0] == BOOK
    assert (first["total"], first["out_of"], first["percent"], first["open"]) == (
        "11", "15", "73.3", "4"
    )  # fmt: skip
    assert first["say"] == "review"
    assert second["say"] == "blank"
    assert {third[item] for item in ("one", "many", "gaps", "say")} == {"blank"}
    assert (third["total"], third["percent"], third["blank"]) == ("0", "0.0", "9")
    assert fourth["one"] == fourth["many"] == fourth["gaps"] == "review"
    for row in (first, second, third, fourth):
        assert sum(int(row[state]) for state in BOOK.split(",")[-8:]) == 9


def test_totals_are_the_sum_of_what_is_shown(grade, table):
    """So that a teacher can check them."""
    grade({"a.csv": CLASS})
    for row in table("out/gradebook.csv"):
        shown = [row[item] for item in BOOK.split(",")[2:11]]
        points = [Fraction(one) for one in shown if one not in ("review", "blank")]
        assert sum(points) == Fraction(row["total"])


def test_missing_and_excused_are_not_zero(grade, table):
    """Words in each cell, and no percent."""
    roster = "student,name,status\nS09,Ida,\nS02,Bo,excused\nS01,Ada,\n"
    files = {"class.csv": roster, "a.csv": f"{HEADER}\nS01,rome,,,,,,,,,,,\nS02,rome,,,,,,,,,,,\n"}
    grade(files, roster="class.csv")
    missing, excused, graded = table("out/gradebook.csv")

    assert (missing["name"], missing["one"], missing["total"], missing["missing"]) == (
        "Ida", "missing", "", "9"
    )  # fmt: skip
    assert (excused["one"], excused["percent"], excused["out_of"], excused["excused"]) == (
        "excused", "", "", "9"
    )  # fmt: skip
    assert graded["percent"] == "0.0"
    states = {(row["student"], row["state"]) for row in table("out/marks.csv")}
    assert {("S09", "missing"), ("S02", "excused")} <= states
    kept = [row for row in table("out/marks.csv") if row["student"] == "S02"]
    assert (kept[0]["response"], kept[0]["score"], kept[0]["rule"]) == ("rome", "", "")


def test_items_without_a_column_are_not_counted(grade, table):
    """Neither as 0 nor in what can be reached."""
    grade({"a.csv": "student,word,one\nS01,Washington,rome\n"})
    (row,) = table("out/gradebook.csv")

    assert (row["many"], row["out_of"], row["total"], row["percent"]) == (
        "missing", "2", "1", "50.0"
    )  # fmt: skip


def test_a_row_that_broke_goes_to_a_person(grade, table):
    """It is neither wrong nor missing, and the reason says where it stands."""
    graded = grade({"a.csv": "student,word,one\nS01,Washington,rome\nS02,a\n"})
    _, row = table("out/gradebook.csv")

    assert (row["word"], row["total"], row["percent"], row["open"]) == ("review", "0", "", "15")
    reasons = {one["reason"] for one in table("out/marks.csv") if one["student"] == "S02"}
    assert reasons == {"line 3 of a.csv was not read: the row has 2 cells, but the header has 3"}
    assert "1 unread (S02)" in graded.summary()


def test_a_file_that_broke_is_named_in_the_reason(grade, table):
    """A JSON file has no row."""
    grade({"a.csv": f"{HEADER}\nS01{',' * 12}\n", "b.json": '{"student": "S02", "answers": {'})
    reasons = {one["reason"] for one in table("out/marks.csv") if one["student"] == "S02"}

    assert len(reasons) == 1
    assert reasons.pop().startswith("b.json was not read: this is no JSON")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("2", "2"),
        ("1/4", "0.25"),
        ("-3/8", "-0.375"),
        ("1/1024", "0.0009765625"),
        ("3/5", "0.6"),
        ("1/3", "0.333333333"),
        ("2/3", "0.666666667"),
        ("10/7", "1.428571429"),
    ],
)
def test_decimals_are_exact_where_they_can_be(number, text):
    """Else they have nine places."""
    assert decimal(Fraction(number)) == text


def test_people_see_few_places_and_halves_go_up():
    """As at school."""
    assert short(Fraction(1, 3)) == "0.33"
    assert short(Fraction(5, 1000)) == "0.01"
    assert short(Fraction(20)) == "20"
    assert short(Fraction(-1, 1000)) == "0"
    assert percent(Fraction(1333), Fraction(2000)) == "66.7"
    assert percent(Fraction(1), Fraction(8), places=0) == "13"
    assert percent(Fraction(1), Fraction(0)) == ""
