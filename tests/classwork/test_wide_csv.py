"""Wide CSV: what teachers export, and what goes wrong on the way."""

from __future__ import annotations

import pytest
from reading import HEADER, codes, messages, responses, row

from teachkit.classwork.limits import CELL_CHARS, COLUMNS


def test_a_row_is_read_by_its_header(read):
    """Columns may stand in any order, and parts come together."""
    work = read({"a.csv": "gaps.who,word,student,gaps.door,one\nall,Rome,S01,10,rome\n"})

    assert responses(work, "S01") == {
        "one": "rome",
        "word": "Rome",
        "gaps": '{"door": "10", "who": "all"}',
    }


def test_answers_know_where_they_stand(read):
    """File and line of the row, blank lines counted."""
    work = read({"a.csv": f"{HEADER}\n\n{row('S01', 'rome')}\n"})
    answer = work.answers[0]

    assert (answer.file, answer.row, answer.attempt) == ("a.csv", 3, 1)


def test_a_clean_file_has_no_problems(read):
    """All columns there, all rows whole."""
    work = read({"a.csv": f"{HEADER}\n{row('S01', 'rome')}\n{row('S02')}\n"})

    assert work.problems == ()
    assert work.notices == ("a.csv: wide CSV, UTF-8, comma-separated, 2 rows",)
    assert [one.code for one in work.students] == ["S01", "S02"]


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")]
)
def test_delimiters_are_found(read, delimiter, name):
    """By the header, although the options of an answer are joined by semicolons."""
    rows = [
        ("student", "many", "word"),
        ("S01", '"five;ten"', '"a|b, c;\td"'),
        ("S02", '"x;y;z"', ""),
    ]
    work = read({"a.csv": "".join(delimiter.join(row) + "\n" for row in rows)})

    assert responses(work, "S01") == {"many": "five;ten", "word": "a|b, c;\td"}
    assert f"{name}-separated, 2 rows" in work.notices[-1]


def test_unquoted_lists_do_not_mislead(read):
    """More semicolons than commas, and yet a comma-separated file."""
    work = read({"a.csv": "student,many,line\nS01,five;ten;six,first;second;third\n"})

    assert responses(work, "S01")["line"] == "first;second;third"


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n"])
def test_a_separator_line_is_obeyed(read, first):
    """Spreadsheets write it, and it is no header."""
    work = read({"a.csv": f"{first}student;word\nS01;Rome\n"})

    assert responses(work, "S01") == {"word": "Rome"}
    assert work.answers[0].row == 3


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8,"),
        ("utf-8-sig", "UTF-8 with byte order mark"),
        ("utf-16", "UTF-16,"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings_are_recognised_and_said(read, encoding, said):
    """A German spreadsheet, an American one, and a good one."""
    work = read({"a.csv": "student;word\r\nS01;Zürich – “x”\r\n".encode(encoding)})

    assert responses(work, "S01") == {"word": "Zürich – “x”"}
    assert said in work.notices[-1]


def test_line_breaks_in_cells_stay(read):
    """Quoted, in either kind."""
    work = read({"a.csv": 'student,word,say\r\nS01,a,"two\r\nlines ""quoted"""\r\nS02,b,c\r\n'})

    assert responses(work, "S01")["say"] == 'two\r\nlines "quoted"'
    assert work.answers[-1].row == 4


def test_old_line_ends_are_read(read):
    """A carriage return alone ends a row, too."""
    work = read({"a.csv": "student,word\rS01,a\rS02,b\r"})

    assert codes(work) == ["S01", "S02"]


def test_empty_rows_are_no_students(read):
    """Spreadsheets leave rows of delimiters behind."""
    work = read({"a.csv": f"\n{HEADER}\n{',' * 12}\n\n{row('S01')}\n , ,,\n"})

    assert codes(work) == ["S01"]
    assert work.problems == ()


def test_cells_too_many_are_fine_if_empty(read):
    """A delimiter at the end of each row is a habit of some programs."""
    work = read({"a.csv": f"{HEADER}\n{row('S01', 'rome')},,\n"})

    assert responses(work, "S01") == {"one": "rome"}
    assert work.problems == ()


def test_text_written_as_a_formula_is_unwrapped(read):
    """How some programs keep the zeros of a code."""
    work = read({"a.csv": 'student,word\n"=""007""","=""1949"""\n'})

    assert responses(work, "007") == {"word": "1949"}


def test_json_in_a_cell_is_brought_to_one_form(read):
    """As from the page: keys in order, empty parts left out, numbers as typed."""
    cell = '"{""who"": ""all"", ""door"": 10.0, ""x"": null}"'
    work = read({"a.csv": f"student,gaps,word\nS01,{cell},{{}}\nS02,{{broken,b\n"})

    assert responses(work, "S01") == {"gaps": '{"door": "10.0", "who": "all"}'}
    assert responses(work, "S02")["gaps"] == "{broken"


def test_unknown_columns_are_named(read):
    """With the item that may be meant."""
    work = read({"a.csv": "student,wrod,E-mail,word\nS01,a,b,c\n"})
    said = messages(work, "warning")

    assert (
        "a.csv:1: warning: 'wrod': column 2 was not read: it is no item of the sheet "
        "(did you mean 'word'?)" in said
    )
    assert "a.csv:1: warning: 'E-mail': column 3 was not read: it is no item of the sheet" in said


def test_missing_items_are_said_loudly(read):
    """They are errors, and the item is not counted; practice may be left out."""
    work = read({"a.csv": "student,word,gaps.door,pairs,judge,many,say\nS01,a,,,,,\n"})

    assert [one.key for one in work.problems] == ["gaps", "one, line"]
    assert "there is no column gaps.who: the item is not counted" in messages(work, "error")[0]
    assert "there are no columns for these items: they are not" in messages(work, "error")[1]
    assert "practice items, which are not counted then: share" in work.notices[0]
    assert {one.item for one in work.answers}.isdisjoint({"one", "line", "gaps", "share"})


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("student,name,status", "columns are named by items, such as 'one'"),
        ("student,wrod", "did you mean 'word'?"),
        ("student", "columns are named by items, such as 'one'"),
    ],
)
def test_a_table_without_any_item_is_no_work(read, header, hint):
    """A roster among the answers would make a class of blank sheets."""
    work = read({"a.csv": f"{header}\nS01,,\n"})

    assert messages(work) == [
        f"a.csv:1: no column is an item of the sheet: the file was not read ({hint})"
    ]
    assert work.students == ()


def test_columns_that_stand_twice_are_not_guessed(read):
    """Neither of items nor of details."""
    work = read({"a.csv": "student,word,Word,gaps,gaps.door,name,name\nS01,a,b,c,d,e,f\n"})
    said = messages(work)

    assert "a.csv:1: word: this item has its column more than once: it is not counted" in said[0]
    assert any("gaps: this item has its column more than once" in one for one in said)
    assert sum("its name stands more than once" in one for one in said) == 2
    assert work.answers == ()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("pupil,word", "there is no column 'student'; the first row holds 'pupil', 'word'"),
        ("student,student,word", "the column 'student' stands more than once"),
    ],
)
def test_without_one_student_column_nothing_is_read(read, header, said):
    """There is no telling whose answers these are."""
    work = read({"a.csv": f"{header}\nS01,a,b\n"})

    assert said in messages(work)[0]
    assert work.answers == ()


def test_a_student_twice_is_two_attempts_with_a_warning(read):
    """Named with both lines."""
    work = read({"a.csv": f"{HEADER}\n{row('S07', 'rome')}\n{row('S01')}\n{row('S07', 'b')}\n"})

    (said,) = messages(work)
    assert said.startswith("a.csv:2: warning: 'S07': the student stands in lines 2, 4; taken as")
    assert said.endswith("(a column 'attempt' would say which is which)")
    assert responses(work, "S07", 1) == {"one": "rome"}
    assert responses(work, "S07", 2) == {"one": "b"}


def test_ragged_rows_are_named_and_not_graded(read):
    """The others are."""
    work = read({"a.csv": "student,word,many\nS01,a,five\nS02,b\nS03,c,five,ten\nS04,d,ten\n"})
    said = messages(work, "error")

    assert codes(work) == ["S01", "S04"]
    assert any(
        "a.csv:3: the row has 2 cells, but the header has 3: row (student 'S02') not graded" in one
        for one in said
    )
    assert any("a.csv:4: the row has 4 cells" in one for one in said)
    assert [(one.student, one.row) for one in work.unread] == [("S02", 3), ("S03", 4)]
    assert [(one.code, one.status) for one in work.students][1:3] == [
        ("S02", "unread"),
        ("S03", "unread"),
    ]


def test_a_row_pushed_aside_names_no_student(read):
    """Its code may stand in another place than the header says."""
    work = read({"a.csv": 'word,student\na,b,S02\nc,S01\n"d" e,S03\n'})

    assert work.unread == ()
    assert codes(work) == ["S01"]
    assert any("the row has 3 cells" in one and "student '" not in one for one in messages(work))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "there is no student code"),
        ("  ", "there is no student code"),
        ("x" * 201, "the student code is longer than 200 characters"),
        ("S\u202e01", r"the student code 'S\u202e01' holds an invisible character"),
        ("S\x1b[2J", r"the student code 'S\u001b[2J' holds an invisible character"),
    ],
)
def test_rows_without_a_usable_code_are_named(read, code, said):
    """And nothing that could move a terminal's cursor is printed."""
    work = read({"a.csv": f"student,word\n{code},a\nS02,b\n"})

    assert any(f"a.csv:2: student: {said}: row not graded" in one for one in messages(work))
    assert codes(work) == ["S02"]


def test_codes_are_compared_in_one_form(read):
    """White space and ways to write an accent make no second student."""
    work = read({"a.csv": "student,word\n Zoe\u0308 ,a\nZoë,b\n"})

    assert codes(work) == ["Zoë"]


def test_codes_that_differ_in_capitals_are_said(read):
    """They are two students, but perhaps one person."""
    work = read({"a.csv": "student,word\ns01,a\nS01,b\n"})

    assert codes(work) == ["S01", "s01"]
    assert any("'s01': differs from 'S01' only in capital letters" in one for one in messages(work))


def test_a_file_without_rows_is_an_error(read):
    """A header alone is nobody's work."""
    work = read({"a.csv": HEADER + "\n"})

    assert "a.csv: no row with answers could be read" in messages(work)[0]


def test_names_are_kept(read):
    """From the column `name`."""
    work = read({"a.csv": "student,name,word\nS01, Ada  Moe ,a\n"})

    assert work.students[0].name == "Ada Moe"


def test_too_many_columns_are_refused(read):
    """This is another kind of file."""
    header = ",".join(["student", "word", *(f"c{number}" for number in range(COLUMNS))])
    work = read({"a.csv": f"{header}\n"})

    assert f"there are more than {COLUMNS:,} columns" in messages(work)[0]


def test_too_many_rows_are_said(read, monkeypatch):
    """With the line where reading stopped."""
    monkeypatch.setattr("teachkit.classwork.wide.WideReader.limit", 2)
    work = read({"a.csv": "student,word\nS01,a\nS02,b\nS03,c\n"})

    assert codes(work) == ["S01", "S02"]
    assert any("a.csv:4: only 2 rows were read" in one for one in messages(work))


def test_too_much_text_is_said(read, monkeypatch):
    """What was read before it is graded."""
    monkeypatch.setattr("teachkit.classwork.row_reader.TEXT_CHARS", 10)
    work = read({"a.csv": "student,word\nS01,abc\nS02,abcd\nS03,c\n"})

    assert codes(work) == ["S01"]
    assert any("a.csv:3: only 1 rows were read" in one for one in messages(work))


def test_a_file_over_the_limit_is_refused(read, monkeypatch):
    """By its size, before it is read."""
    monkeypatch.setattr("teachkit.classwork.csv_file.CSV_BYTES", 10)
    work = read({"a.csv": "student,word\nS01,a\n"})

    assert "the file is over" in messages(work)[0]


def test_many_problems_of_a_kind_are_counted(read):
    """Fifty are listed, the others added up."""
    work = read({"a.csv": "student,word\n" + ",a\n" * 120 + "S01,b\n"})
    said = [one for one in messages(work) if "student code" in one]

    assert len(said) == 50
    assert any("a.csv: and 70 more of the kind 'no-student'" in one for one in messages(work))


def test_a_cell_at_the_limit_is_read_and_one_over_is_not(read):
    """The row is named, and the rest graded."""
    fits, over = "x" * CELL_CHARS, "x" * (CELL_CHARS + 1)
    work = read({"a.csv": f"student,word\nS01,{fits}\nS02,{over}\nS03,c\n"})

    assert codes(work) == ["S01", "S03"]
    assert any(
        "a.csv:3: a cell is longer than 100,000 characters: row (student 'S02')" in one
        for one in messages(work)
    )
