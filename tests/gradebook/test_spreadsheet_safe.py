"""CSV that runs nothing when a spreadsheet opens it."""

from __future__ import annotations

import csv
import io

import pytest
from classes import HEADER
from hypothesis import given
from hypothesis import strategies as st

from teachkit.gradebook.spreadsheet import csv_text, safe

FORMULA = "=+-@\t\r＝＋－＠"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.example","click")',
        "+1+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－x",
        "＠x",
        '"=1+1"',
        " =1",
        "-5 apples",
        "--5",
    ],
)
def test_what_would_be_a_formula_gets_an_apostrophe(text):
    """In front, so that it is seen as text."""
    assert safe(text).startswith("'" + text[0])
    assert safe(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["", "-5", "+3.5", "-.5", "5", "a=b", "NATO", "10-4", "a;b", "{}"])
def test_numbers_and_words_stay(text):
    """A minus alone makes no formula."""
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\n=1", "a\n'=1"),
        ("a\t@x", "a\t'@x"),
        ("a; -cmd", "a;' -cmd"),
        ("one\n- two\n- three", "one\n- two\n- three"),
        ("1;-5", "1;-5"),
        ("-5\n=1", "-5\n'=1"),
    ],
)
def test_behind_a_delimiter_of_another_program_too(text, guarded):
    """German spreadsheets part cells at the semicolon; lists of an essay stay."""
    assert safe(text) == guarded


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_cells_come_back_as_text_that_is_safe(rows):
    """Read by the standard library, and whole."""
    rows = [[*row, "end"] for row in rows]
    text = csv_text(rows)
    back = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    assert back == [[safe(cell) for cell in row] for row in rows]
    for cell in (cell for row in back for cell in row):
        assert not cell.startswith(tuple(FORMULA)) or cell.lstrip("+-").replace(".", "").isdigit()


def test_formulas_of_students_do_not_reach_the_files(grade, table):
    """As code, name, answer, and as an example to review."""
    evil = '"=HYPERLINK(""http://x.example"",""click"")"'
    header = HEADER.replace("student", "student,name")
    grade({"a.csv": f"{header}\n=cmd,@name,{evil},,{evil},,,,,,,,,+1+cmd\n"})

    for name in ("marks", "gradebook", "review"):
        for row in table(f"out/{name}.csv"):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@"))
    assert table("out/gradebook.csv")[0]["student"] == "'=cmd"
    assert table("out/marks.csv")[0]["response"].startswith("'=HYPERLINK")


def test_files_are_plain_utf8_with_plain_line_ends(grade):
    """No byte order mark, so that the first column has its name everywhere."""
    graded = grade({"a.csv": f"{HEADER}\nS01,,,Zürich,,,,,,,,,\n"})
    data = (graded.out / "marks.csv").read_bytes()

    assert data.startswith(b"student,item")
    assert b"\r" not in data
    assert "Zürich".encode() in data
