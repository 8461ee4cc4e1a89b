"""The bank: TOML into frozen types, with every problem at its line."""

from dataclasses import FrozenInstanceError
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachkit import ProblemsError, load_sheet
from teachkit.bank import find_sheet, read_sheet, sheet_files
from teachkit.model import ITEM_TYPES, Date, Precision, State, Use
from teachkit.tomlfile import MAX_BYTES, LineIndex, parse_toml

HEAD = 'format = 1\nid = "s"\ntitle = "S"\n'
NUMBER = """
[[item]]
id = "year"
kind = "number"
prompt = 'When?'
answer = "1949"
"""


@pytest.fixture
def sheet_file(tmp_path):
    """Return a function that writes a sheet and gives its path."""

    def write(text, name="s.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def said(path):
    """The problems of a file, without its folder."""
    return [str(problem).replace(f"{path.parent}/", "") for problem in read_sheet(path).problems]


def test_a_sheet_is_read_into_frozen_types(sheet_file):
    """Exact numbers, words and lists arrive as their types."""
    path = sheet_file(
        HEAD
        + NUMBER
        + """points = 1.5
minutes = "1/2"
use = "practice"
near = [ { within = "1", credit = 0.5 } ]
[[item.test]]
response = ""
score = 0
state = "blank"

[[item]]
id = "day"
kind = "date"
prompt = '''Which
day?'''
answer = "1949-04"
precision = "month"
day-first = true
"""
    )

    year, day = load_sheet(path).items

    assert (year.answer, year.points, year.minutes) == (1949, Fraction(3, 2), Fraction(1, 2))
    assert year.near[0].credit == Fraction(1, 2)
    assert year.use is Use.PRACTICE
    assert year.tests[0].state is State.BLANK
    assert isinstance(day, Date)
    assert day.precision is Precision.MONTH
    assert day.day_first is True
    assert day.use is Use.GRADED
    assert (year.rule_name, day.rule_name) == ("within-tolerance", "equal-date")
    with pytest.raises(FrozenInstanceError):
        year.id = "x"


def test_a_model_answer_may_be_one_string(sheet_file):
    """An essay with a single model answer needs no list."""
    path = sheet_file(
        HEAD
        + """[[item]]
id = "why"
kind = "essay"
prompt = "Why?"
model = "Because."
[[item.criterion]]
id = "use"
text = "Use of evidence"
level = [ { points = 0, text = "none" }, { points = 2, text = "some" } ]
"""
    )

    assert load_sheet(path).item("why").model == ("Because.",)


def test_five_different_errors_come_at_once(sheet_file):
    """Each with file, line, key path, what is wrong and how to mend it."""
    path = sheet_file(
        """format = 1
id = "s"
titel = "S"

[[item]]
id = "year"
kind = "number"
prompt = "When?"
answer = 1949

[[item]]
id = "Which One"
kind = "choise"
prompt = "Which?"

[[item]]
id = "pick"
kind = "choice"
prompt = ""
use = "exam"
option = "a"
"""
    )

    assert said(path) == [
        "s.toml:3: titel: unknown key (did you mean 'title'?)",
        "s.toml: title: has no title (the title, best as a question)",
        (
            "s.toml:9: item[year].answer: must be an exact number as a string, not 1949 without "
            'quotes (write answer = "1949")'
        ),
        "s.toml:13: item[Which One].kind: unknown kind 'choise' (did you mean 'choice'?)",
        (
            "s.toml:12: item[Which One].id: 'Which One' is not a kebab-case id "
            "(small letters, digits and single hyphens: treaty-year)"
        ),
        "s.toml:19: item[pick].prompt: is empty (the question (inline MyST Markdown))",
        (
            "s.toml:20: item[pick].use: must be one of practice, graded, not 'exam' "
            "(known: graded, practice)"
        ),
        "s.toml:21: item[pick].option: must be a list, not 'a' (write [[item.option]])",
    ]
    with pytest.raises(ProblemsError) as caught:
        load_sheet(path)
    assert len(caught.value.problems) == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "items = [", "s.toml:4: not valid TOML"),
        (HEAD + 'id = "twice"', "cannot overwrite a value"),
        (HEAD + "day = 1949-02-30", "s.toml:4: not valid TOML"),
        (HEAD + "x = " + "[" * 5_000, "s.toml: not valid TOML"),
        (HEAD + "x = " + "9" * 5_000, "s.toml: not valid TOML"),
        (b'format = 1\nid = "\xff"', "s.toml:2: not UTF-8 text (save the file as UTF-8)"),
        (b"\x00\x01\x02", "s.toml:1: not valid TOML"),
        ("", "s.toml: item: has no item"),
        ("format = 2\n" + HEAD[11:] + NUMBER, "s.toml:1: format: unknown format"),
        (HEAD + "item = []", "s.toml:4: item: is empty"),
        (HEAD + "item = [3]", "item[1]: must be a table, not 3 without quotes"),
        (HEAD + "[[item]]\nid = 'x'", "s.toml:4: item[x]: has no kind (one of choice, multi"),
        (HEAD + NUMBER + "tolerance = '1,5'", "tolerance: must be an exact number as a string"),
        (HEAD + NUMBER + "tolerance = '1/0'", "tolerance: must be an exact number as a string"),
        (HEAD + NUMBER + "points = inf", "points: must be an exact number, not Infinity"),
        (HEAD + NUMBER + "points = nan", "points: must be an exact number, not NaN"),
        (HEAD + NUMBER + "points = true", "points: must be an exact number, not true"),
        (HEAD + NUMBER + "unit = 3", 'must be a string, not 3 without quotes (write unit = "3")'),
        (HEAD + NUMBER + "unit = ['x']", "unit: must be a string, not a list"),
        (HEAD + NUMBER + "near = { within = '1' }", "near: must be a list, not a table"),
        (HEAD + NUMBER + "facts = 'a'", "facts: must be a list, not 'a' (write facts = [ … ])"),
        (HEAD + NUMBER + "unit = '" + "x" * 99 + "'\nrule = 1", "rule: must be a string, not 1"),
        (HEAD + NUMBER.replace("year", "Year 1"), "'Year 1' is not a kebab-case id"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_sheet_is_refused_with_its_place(sheet_file, text, expected):
    """Syntax, encoding, wrong types, missing and unknown keys."""
    path = sheet_file(text)

    assert expected in "\n".join(said(path))
    assert read_sheet(path).sheet is None


def test_a_file_that_is_too_large_or_missing_is_refused(sheet_file, tmp_path):
    """Nobody writes five megabytes of questions by hand."""
    path = sheet_file("#" * (MAX_BYTES + 1))

    assert "larger than 5,000,000 bytes" in said(path)[0]
    assert "cannot be read: No such file" in said(tmp_path / "none.toml")[0]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(sheet_file):
    """Editors on Windows write both; lines are counted right."""
    text = (HEAD + NUMBER + "bogus = 1").replace("\n", "\r\n")
    path = sheet_file(b"\xef\xbb\xbf" + text.encode())

    assert said(path)[0].startswith("s.toml:10: item[year].bogus: unknown key")


def test_sheets_are_found_by_id_or_path(sheet_file, tmp_path, monkeypatch):
    """In a pack they stand in exercises/."""
    (tmp_path / "exercises").mkdir()
    path = sheet_file(HEAD + NUMBER, "exercises/s.toml")

    assert sheet_files(tmp_path) == [path] == sheet_files(tmp_path / "exercises")
    assert sheet_files(path) == [path]
    assert find_sheet("s", tmp_path) == path == find_sheet(str(path), tmp_path)
    monkeypatch.chdir(tmp_path / "exercises")
    assert find_sheet("s.toml", tmp_path / "docs") == Path("s.toml"), "as one types it"
    with pytest.raises(ProblemsError, match="no such sheet \\(did you mean 's'\\?\\)"):
        find_sheet("ss", tmp_path)
    with pytest.raises(ProblemsError, match=r"there is no \.toml file"):
        find_sheet("s", tmp_path / "docs")


def test_a_sheet_gives_its_items_by_id(sheet_file):
    """An unknown id is a KeyError."""
    sheet = load_sheet(sheet_file(HEAD + NUMBER))

    assert sheet.item("year").kind == "number"
    with pytest.raises(KeyError):
        sheet.item("month")


LINES = '''a = 1
"b c".d = [
  1,  # one
  { e = "]", f = 2 },
]
[t]
x = """
two
lines""" # end
y = \'\'\'it''s\'\'\'
[[t.list]]
z = 1949-04-04 07:32:00
[[t.list]]
z = "\\u0041"
[[t.list.deep]]
w = { "q q" = 1 }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b c", "d"), 2),
        (("b c", "d", 0), 3),
        (("b c", "d", 1, "f"), 4),
        (("t",), 6),
        (("t", "x"), 7),
        (("t", "y"), 10),
        (("t", "list", 0, "z"), 12),
        (("t", "list", 1), 13),
        (("t", "list", 1, "deep", 0, "w", "q q"), 16),
        (("t", "list", 1, "nothing"), 13),
        (("nothing",), 0),
    ],
)
def test_every_key_has_its_line(path, line):
    """Strings over lines, comments, inline tables and nested lists of tables."""
    assert LineIndex(LINES).line(path) == line


@given(
    st.recursive(
        st.one_of(st.integers(), st.booleans(), st.text("ab'\"]}#=,[{ \n", max_size=8)),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=8,
    )
)
def test_the_line_after_any_value_is_right(value):
    """Whatever a value holds, the next key is found where it stands."""

    def toml(one):
        if isinstance(one, list):
            return "[" + ",\n".join(map(toml, one)) + "]"
        if isinstance(one, bool | int):
            return str(one).lower()
        return '"' + one.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    text = f"first = {toml(value)}\nnext = 1\n"

    assert LineIndex(text).line(("next",)) == text.count("\n")


def test_every_kind_can_be_named():
    """The ten kinds of format 1."""
    assert list(ITEM_TYPES) == (
        ["choice", "multi", "number", "date", "text", "cloze", "match", "order", "claims", "essay"]
    )


def test_a_file_is_parsed_with_exact_decimals(sheet_file):
    """0.1 stays a tenth."""
    table, _, problems = parse_toml(sheet_file("x = 0.1"))

    assert problems == []
    assert Fraction(table["x"]) == Fraction(1, 10)
