"""Grades for other programs: what each of them requires, and nothing that was not reached."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from teachkit.cli import main
from teachkit.exchange.grades import read_grades
from teachkit.exchange.options import Options
from teachkit.exchange.words import in_words
from teachkit.gradebook import open_results

FORMULA = "=cmd|' /C calc'!A0"
TITLE = "Who decides?"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework (7),Who decides? (23),Final Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,10,15,(read only)\n"
    '"Smith, Ann",501,u1,ann@school.example,3B,9,2,80\n'
    '"Sato, Yui",502,u2,yui@school.example,3B,8,,70\n'
    '"Late, Ben",505,u5,ben@school.example,3B,7,3,60\n'
    '"Free, Max",509,u9,max@school.example,3B,,,\n'
    '"New, Kim",510,u10,kim@school.example,3B,5,5,50\n'
    '"Student, Test",599,,x,3B,,,\n'
)


@pytest.fixture
def totals(results):
    """The totals as the gradebook has them."""
    with (results / "gradebook.csv").open(encoding="utf-8", newline="") as stream:
        return {row["student"].lstrip("'"): row for row in csv.DictReader(stream)}


def test_moodle_gets_identity_and_total(export, totals):
    """Who has no final number has no row; the rest is exact."""
    rows, said, err = export("moodle", "--roster", "roster.csv")

    assert rows[0] == ["ID number", TITLE]
    assert {row[0] for row in rows[1:]} == {"1001", "1002"}
    assert Fraction(dict(rows[1:])["1001"]) == Fraction(totals["S01"]["total"])
    assert "in the file: 2 of 6 students" in said
    assert "points wait for a person: no row for S05" in said
    assert "missing: no row for S08" in said
    assert "excused: no row for S09" in said
    assert "the roster has no idnumber for the student: no row" in err


@pytest.mark.parametrize(
    ("by", "head", "who"),
    [("username", "Username", "asmith"), ("email", "Email address", "ann@school.example")],
)
def test_moodle_may_know_students_by_something_else(export, by, head, who):
    """The column and what stands in it go together."""
    rows, _, _ = export("moodle", "--roster", "roster.csv", "--identify", by)

    assert rows[0][0] == head
    assert rows[1][0] == who


def test_an_empty_cell_never_reaches_moodle(export):
    """It would become a 0 in a new grade item: what is no number is a hyphen."""
    rows, said, _ = export("moodle", "--items", "--feedback")
    by_code = {row[0]: row for row in rows[1:]}

    assert all(cell for row in rows for cell in row)
    assert by_code["S05"][1] == "-"
    assert by_code["S05"][rows[0].index("Q9 say")] == "-"
    assert by_code["S02"][rows[0].index("Q1 one")] == "0"
    assert by_code["S01"][-1].startswith("Q1: 1 of 1, ")
    assert "points wait for a person: '-' as the total for S05" in said


def test_no_formula_is_exported(export, results):
    """A student who calls himself one is text in every table."""
    for target in ("moodle", "canvas", "classroom", "csv"):
        rows, _, _ = export(target)
        cells = [cell for row in rows for cell in row]
        assert any(cell == "'" + FORMULA for cell in cells)
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    export("xlsx")
    sheet = load_workbook(results / "export.xlsx")["Grades"]
    named = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in named] == ["s"]


def test_decimal_comma(export):
    """With a semicolon, and unquoted, so that a spreadsheet sees numbers."""
    rows, _, _ = export("csv", "--items", "--decimal-comma", delimiter=";")
    row = next(row for row in rows if row[0] == "S02")
    raw = Path("out/export.csv").read_text("utf-8")

    assert "," in row[rows[0].index("Q2 many")] or "," in row[rows[0].index("percent")]
    assert '"' not in raw.replace(f"'{FORMULA}", "").replace('"Sato, Yui"', "")
    rows, _, _ = export("csv", "--feedback", "--decimal-comma", delimiter=";")
    assert not any(re.search(r"\d\.\d", row[-1]) for row in rows)


def test_encodings(export):
    """A mark for Excel; an old code page, or a refusal that names the letter."""
    export("csv", "--encoding", "utf-8-bom")
    assert Path("out/export.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent")
    _, _, err = export("csv", "--encoding", "windows-1252", "--assignment", "x")
    assert err == ""
    Path("class.csv").write_text("student,name,one\nS01,佐藤,rome\n", "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    before = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    _, _, err = export("csv", "--encoding", "windows-1252", status=1)
    assert "windows-1252 has no letter '佐' (take utf-8-bom)" in err
    assert before == {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}


def test_canvas_has_its_columns_in_its_order(export, totals):
    """As Canvas's importer asks for them, with the points in the second row."""
    rows, said, _ = export("canvas", "--roster", "roster.csv")

    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", TITLE]
    assert rows[1] == ["    Points Possible", "", "", "", "", totals["S01"]["out_of"]]
    by_name = {row[0]: row for row in rows[2:]}
    assert by_name["Ann Smith"] == ["Ann Smith", "", "u1", "asmith", "A", totals["S01"]["total"]]
    assert by_name["Max Free"][-1] == "EX"
    assert "Ben Late" not in by_name
    assert "points wait for a person: no row for S05" in said


def test_a_gradebook_from_canvas_is_filled(export, totals):
    """Ids and heading are Canvas's; one column is ours; others' grades are not even there."""
    Path("canvas.csv").write_text(CANVAS.replace(",15,", f",{totals['S01']['out_of']},"), "utf-8")
    rows, said, err = export("canvas", "--template", "canvas.csv", "--roster", "roster.csv")
    by_id = {row[1]: row for row in rows[2:]}

    assert rows[0][-2:] == ["Section", "Who decides? (23)"]
    assert rows[1][0] == "    Points Possible"
    assert by_id["501"][-1] == totals["S01"]["total"]
    assert by_id["509"][-1] == "EX"
    assert set(by_id) == {"501", "502", "509"}  # an empty cell would wipe out Ben's 3 points
    assert "students were found by the column 'SIS User ID'" in said
    assert "in Canvas, but not in these results: 1 ('New, Kim')" in said
    assert "'S08': the student is not in the gradebook from Canvas: no row" in err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ((",15,", ",20,"), "'Who decides? (23)' is out of 20, but these grades are out of 15"),
        (("decides?", "cares?"), "no assignments are called 'Who decides?'"),
        (("Homework (7)", "Who decides? (7)"), "give its number: 7 or 23"),
        ((",15,", ",(read only),"), "is read only in Canvas"),
        (("Student,ID", "Name,Number"), "this is no gradebook from Canvas"),
        (("Section", "Group"), "the column Section is missing"),
        (("u2", "u1"), "fits two rows"),
    ],
)
def test_a_gradebook_that_does_not_fit_is_refused(export, change, message):
    """Each with what to do, and nothing is written."""
    Path("canvas.csv").write_text(CANVAS.replace(*change), "utf-8")
    rows, _, err = export("canvas", "--template", "canvas.csv", "--roster", "roster.csv", status=1)

    assert message in err
    assert rows == []


def test_a_gradebook_of_another_class_is_refused(export):
    """By no column is anyone found."""
    Path("canvas.csv").write_text(CANVAS, "utf-8")
    _, _, err = export("canvas", "--template", "canvas.csv", status=1)

    assert "no student of the results is in it (give --roster with a column 'sis user id'" in err


def test_an_assignment_may_be_named_by_its_number(export):
    """And scaled to what Canvas says it is out of."""
    Path("canvas.csv").write_text(CANVAS, "utf-8")
    rows, _, _ = export(
        "canvas", "--template", "canvas.csv", "--roster", "roster.csv", "--assignment", "7",
        "--scale", "10",
    )  # fmt: skip

    assert rows[0][-1] == "Homework (7)"
    assert all(Fraction(row[-1]) <= 10 for row in rows[2:] if row[-1] != "EX")


def test_classroom_has_a_row_for_everyone(export):
    """Sorted as Classroom sorts; the note says why a cell is empty."""
    rows, said, err = export("classroom", "--roster", "roster.csv")
    notes = {row[0]: (row[3], row[5]) for row in rows[1:]}

    assert rows[0][:3] == ["Last Name", "First Name", "Email Address"]
    assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])
    assert ["Sato", "Yui", "yui@school.example"] in [row[:3] for row in rows]
    assert notes["Late"][0] == ""
    assert "open: Q9" in notes["Late"][1]
    assert notes["Gone"] == ("", "missing")
    assert "imports no file" in said
    assert "no address for 1 of the class: " in err


def test_a_workbook_as_a_program_reads_it(export, results, totals):
    """Codes are texts, points are numbers, the head stays, the notes say why cells are empty."""
    Path("class.csv").write_text(
        Path("class.csv").read_text("utf-8").replace("S02,", "007,"), "utf-8"
    )
    main(["grade", "grading", "class.csv", "--roster", "roster.csv", "--out", "out"])
    export("xlsx", "--items", "--feedback")
    book = load_workbook(results / "export.xlsx")
    sheet = book["Grades"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(head, row, strict=True)) for row in sheet.iter_rows(2)}

    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert rows["007"]["Student"].data_type == "s"
    assert rows["S01"]["Total"].value == float(Fraction(totals["S01"]["total"]))
    assert rows["S01"]["Total"].number_format == "0.##"
    assert rows["S05"]["Total"].value is None
    assert rows["S05"]["Q9 say"].value == "review"
    assert rows["S08"]["Note"].value == "missing"
    assert rows[FORMULA]["Q2 many"].value == "blank"
    assert [sheet.column_dimensions[one].width >= 8 for one in "ABC"] == [True] * 3
    notes = {row[0].value: row[1].value for row in book["Notes"].iter_rows()}
    assert notes["S05"].startswith("No total: ")
    assert book.properties.title == TITLE


def test_exports_are_the_same_bytes_again(export, results):
    """No clock in them."""
    first = {}
    for _ in range(2):
        for target, name in (("xlsx", "export.xlsx"), ("moodle", "export-moodle.csv")):
            export(target)
            data = (results / name).read_bytes()
            assert first.setdefault(name, data) == data


def test_open_points_may_be_refused(export):
    """Then nothing is written."""
    rows, _, err = export("csv", "--open", "refuse", status=1, file="out/export.csv")

    assert "points wait for a person: S05 (teachkit review, then grade again)" in err
    assert rows == []


def test_where_nobody_has_a_grade_nothing_is_written(export):
    """A file with nothing but a head would look like an export."""
    Path("class.csv").write_text("student,say\nS01,Long answer.\n", "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    rows, _, err = export("moodle", status=1)

    assert "no student has a grade to hand on: points wait for a person: no row for S01" in err
    assert rows == []


def test_scaled_totals_are_shares(export, totals):
    """Out of 100, exactly as the share that was reached."""
    rows, _, _ = export("csv", "--scale", "100")
    row = dict(zip(rows[0], next(row for row in rows if row[0] == "S01"), strict=True))
    share = Fraction(totals["S01"]["total"]) / Fraction(totals["S01"]["out_of"])

    assert abs(Fraction(row["total"]) - share * 100) < Fraction(1, 10**8)
    assert row["out_of"] == "100"
    assert main(["export", "out", "--to", "csv", "--scale", "-1"]) == 2


def test_lateness_is_in_the_total(export):
    """What is exported is what the student keeps."""
    text = Path("grading.toml").read_text("utf-8")
    late = '[late]\ndue = "2026-03-04 09:00"\nper-day = 50\n\n[[objective]]'
    Path("grading.toml").write_text(text.replace("[[objective]]", late, 1), "utf-8")
    Path("class.csv").write_text(
        "student,time,one\nS01,2026-03-04 08:00,washington\nS02,2026-03-04 10:00,washington\n",
        "utf-8",
    )
    main(["grade", "grading", "class.csv", "--out", "out"])
    rows, _, _ = export("moodle", "--feedback")

    assert [row[1] for row in rows[1:]] == ["1", "0.5"]
    assert rows[2][2] == "Q1: 1 of 1. Handed in 1 day late: 100 % - 1 x 50 % = 50 %"


def test_decisions_that_came_later_are_named(export):
    """The grades are those of the last grading."""
    Path("out/decisions.toml").write_text(
        'format = 1\nsheet = "grading"\n\n[[decision]]\nwho = "KM"\nitem = "word"\nform = "rome"\n'
        'verdict = "accept"\n',
        "utf-8",
    )
    _, _, err = export("csv")

    assert "decisions were added since the class was graded" in err


def test_what_is_read_is_not_written_over(export):
    """Neither the roster nor results."""
    before = Path("roster.csv").read_bytes()
    marks = Path("out/marks.csv").read_bytes()

    export("csv", "--roster", "roster.csv", "--out", "roster.csv", status=1)
    _, _, err = export("csv", "--out", "out/marks.csv", status=1)
    assert "this name in the results is not for exports" in err
    export("csv", "--out", "out", status=1)
    assert Path("roster.csv").read_bytes() == before
    assert Path("out/marks.csv").read_bytes() == marks


def test_an_export_does_not_outlive_its_results(export):
    """A regrade or a new grading makes it wrong."""
    export("csv")
    main(["grade", "grading", "class.csv", "--out", "out"])

    assert not Path("out/export.csv").exists()
    assert "export.csv" not in json.loads(Path("out/run.json").read_text("utf-8"))["outputs"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nx\n", "there is no column 'student'"),
        ("student\nS01\nS01\n", "the student 'S01' stands twice"),
        ("PK\x03\x04", "the zip file is damaged"),
    ],
)
def test_a_roster_that_cannot_be_used_stops(export, text, message):
    """With file and line."""
    Path("people.csv").write_text(text, "utf-8")
    _, _, err = export("csv", "--roster", "people.csv", status=1)

    assert message in err


def test_no_key_and_no_answer_travels_with_a_grade(export, results):
    """What a platform shows to students tells points, not what was right or what was said."""
    text = Path("grading.toml").read_text("utf-8")
    planted = text.replace("accept = [", 'accept = ["zqkey", ').replace('why = "', 'why = "zqkey ')
    planted = planted.replace("explain = '''", "explain = '''zqkey ")
    assert planted.count("zqkey") > 5
    Path("grading.toml").write_text(planted, "utf-8")
    main(["grade", "grading", "class.csv", "--roster", "roster.csv", "--out", "out"])
    for target in ("moodle", "canvas", "classroom", "csv", "xlsx"):
        export(target, "--feedback", *(["--items"] if target != "canvas" else []))
    made = [path for path in results.iterdir() if path.name.startswith("export")]
    cells = [
        str(value)
        for sheet in load_workbook(results / "export.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ]

    assert len(made) == 5
    for said in ("zqkey", "Washington", "Long answer.", "all members"):
        assert not any(said.encode() in path.read_bytes() for path in made)
        assert not any(said in cell for cell in cells)


@pytest.mark.parametrize(
    ("target", "options", "message"),
    [
        ("canvas", ["--items"], "--items: Canvas gets the total only"),
        ("csv", ["--template", "canvas.csv"], "only Canvas's gradebook can be filled"),
        ("canvas", ["--template", "none.csv"], "none.csv: can't be read"),
        ("csv", ["--roster", "none.csv"], "none.csv: can't be read"),
        ("csv", ["--key", "none.key", "--out", "x.csv"], "none.key: cannot be read"),
    ],
)
def test_what_a_target_cannot_have_is_said(export, target, options, message):
    """And nothing is written."""
    _, _, err = export(target, *options, status=1)

    assert message in err
    assert not [path.name for path in Path("out").iterdir() if path.name.startswith("export")]


def test_more_than_moodle_takes_is_said(export):
    """Its importer refuses a whole file for one grade above its maximum."""
    _, _, err = export("moodle", "--scale", "200")

    assert "Moodle refuses an import with a grade above 100" in err
    assert "add --scale 100" in err


def test_a_name_that_canvas_keeps_for_itself_is_said(export):
    """It would ignore the column without a word."""
    _, _, err = export("canvas", "--assignment", "Final Grade")

    assert "Canvas takes 'Final Grade' for one of its own sums" in err


def test_items_worth_another_sum_are_named(export):
    """Raw totals out of different sums can't stand in one column unremarked."""
    Path("class.csv").write_text("student,one,word\nS01,rome,Rome\nS02,rome,\n", "utf-8")
    Path("more.csv").write_text("student,one\nS03,rome\n", "utf-8")
    main(["grade", "grading", "class.csv", "more.csv", "--out", "out"])
    _, _, err = export("csv")

    assert "S03: the items add up to 1, not 2 as for most" in err
    assert "S03" not in export("csv", "--scale", "10")[2]


def test_a_workbook_needs_its_package(export, monkeypatch):
    """Without it, it is said what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    _, _, err = export("xlsx", status=1)

    assert "pip install 'teachkit[xlsx]'" in err


def test_a_workbook_shows_what_being_late_took(export, results):
    """Before and after, and the share between them as a percentage."""
    text = Path("grading.toml").read_text("utf-8")
    late = '[late]\ndue = "2026-03-04 09:00"\nper-day = 25\n\n[[objective]]'
    Path("grading.toml").write_text(text.replace("[[objective]]", late, 1), "utf-8")
    Path("class.csv").write_text(
        "student,time,one\nS01,2026-03-04 08:00,washington\nS02,2026-03-04 10:00,washington\n",
        "utf-8",
    )
    main(["grade", "grading", "class.csv", "--out", "out"])
    export("xlsx")
    sheet = load_workbook(results / "export.xlsx")["Grades"]
    head, *rows = sheet.iter_rows()
    late = dict(zip([cell.value for cell in head], rows[1], strict=True))

    assert (late["Before lateness"].value, late["Kept"].value, late["Total"].value) == (
        1,
        0.75,
        0.75,
    )
    assert late["Kept"].number_format == "0.0%"


def test_a_half_point_in_words_has_the_asked_for_comma(results):
    """In the feedback that travels with a grade, too."""
    grades = read_grades(open_results(results))
    one = grades.students[0]
    half = replace(one, items=(Fraction(1, 2), *one.items[1:]), states=("partial", *one.states[1:]))

    assert in_words(grades, half, Options(title="x")).startswith("Q1: 0.5 of 1")
    assert in_words(grades, half, Options(title="x", decimal_comma=True)).startswith("Q1: 0,5 of 1")
