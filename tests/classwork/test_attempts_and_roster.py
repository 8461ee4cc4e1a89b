"""Attempts come in their order, and the roster tells who is missing."""

from __future__ import annotations

import pytest
from packages import cell, row, workbook, zipped
from reading import codes, messages, responses

from teachkit.classwork import parse_time


def _said(work):
    """Leave out that the small files lack items."""
    return [str(one) for one in work.problems if one.code != "missing-column"]


def test_attempts_go_by_their_numbers(read):
    """Not by the order of the rows; their own numbers are kept."""
    work = read({"a.csv": "student,attempt,word\nS01,3,c\nS01,1.0,a\nS02,1,x\n"})

    assert responses(work, "S01", 1) == {"word": "a"}
    assert responses(work, "S01", 3) == {"word": "c"}
    assert _said(work) == []


def test_numbers_that_contradict_the_times_are_said(read):
    """The numbers are taken; whoever wrote them may have meant something else."""
    rows = "S01,1,2026-03-04 10:00,a\nS01,2,2026-03-04 09:00,b\nS02,1,,a\nS02,2,2026-03-04,b\n"
    work = read({"a.csv": f"student,attempt,time,word\n{rows}"})

    assert responses(work, "S01", 2) == {"word": "b"}
    (said,) = _said(work)
    assert "a.csv:3: warning: 'S01': attempt 2 was handed in before the one" in said


def test_attempts_without_numbers_go_by_time(read):
    """With a warning that the student stands twice."""
    rows = "S01,2026-03-04 10:00,late\nS01,2026-03-04 09:00,early\n"
    work = read({"a.csv": f"student,timestamp,word\n{rows}"})

    assert responses(work, "S01", 2) == {"word": "late"}
    assert "lines 2, 3; taken as attempts in the order of their times" in _said(work)[0]


def test_two_people_under_one_code_are_not_joined(read):
    """Whose work is whose nobody can tell: both are named, the rest of the class is read."""
    rows = "S01,Asa Muller,a\nS02,Eva,b\nS01,Benno,c\n"
    work = read({"a.csv": f"student,name,word\n{rows}"})

    assert codes(work) == ["S02"]
    (said,) = _said(work)
    assert "a.csv:2: 'S01': is 'Asa Muller' in a.csv:2 and 'Benno' in a.csv:4" in said


def test_one_name_written_in_two_ways_is_one_person(read):
    """Names with a word in common are attempts of one student."""
    rows = 'S01,"Muller, Asa",a\nS01,Asa Muller,b\nS01,,c\n'
    work = read({"a.csv": f"student,name,word\n{rows}"})

    assert responses(work, "S01", 3) == {"word": "c"}
    assert not [one for one in work.problems if one.code == "two-names"]


@pytest.mark.parametrize(
    "times", [("3/4/2026", "2/5/2026"), ("2026-03-04", "2026-03-04T09:00+09:00")]
)
def test_times_that_cannot_be_compared_are_not_guessed(read, times):
    """Rows are taken in their order, and that is said."""
    rows = "".join(f"S01,{time},{word}\n" for time, word in zip(times, "ab", strict=True))
    work = read({"a.csv": f"student,time,word\n{rows}"})

    assert responses(work, "S01", 2) == {"word": "b"}
    assert "can't be compared as a time" in _said(work)[0]
    assert "in the order they stand" in _said(work)[1]


def test_the_file_shows_whether_the_day_or_the_month_comes_first(read):
    """One day above 12 settles a file; where both readings agree none is needed."""
    table = "student,time,word\nS01,{},late\nS01,{},early\nS02,{},x\n"
    day = read({"a.csv": table.format("3/5/2026 9:05", "4/4/2026 8:00", "14/7/2026")})
    month = read({"b.csv": table.format("4/3/26 11:00:22", "3/4/26 12:00:00", "8/20/26 1:05")})
    either = read({"c.csv": table.format("3/4/2026 19.07", "3/4/2026 9.05", "")})
    dashes = read({"d.csv": table.format("26-03-04", "04-03-26", "14-07-26")})

    for work in (day, month, either):
        assert responses(work, "S01", 2) == {"word": "late"}
        assert "in the order of their times" in _said(work)[0]
    assert [one.time for one in day.answers if one.item == "word"] == [
        "2026-04-04 8:00", "2026-05-03 9:05", "2026-07-14",
    ]  # fmt: skip
    assert "a.csv: dates are day/month/year, since some can only be read so" in day.notices
    assert "b.csv: dates are month/day/year, since some can only be read so" in month.notices
    assert responses(dashes, "S01", 2) == {"word": "early"}, "a year may come first"


def test_equal_times_keep_the_order_of_rows(read):
    """The lower row is the later attempt."""
    work = read({"a.csv": "student,time,word\nS01,2026-03-04,b\nS01,2026-03-04,a\n"})

    assert responses(work, "S01", 2) == {"word": "a"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026-03-04T09:05:06", (2026, 3, 4, 9, 5, 6)),
        ("2026/3/4 9:05", (2026, 3, 4, 9, 5, 0)),
        ("4.3.2026", (2026, 3, 4, 0, 0, 0)),
        ("04.03.2026 9:05:06", (2026, 3, 4, 9, 5, 6)),
        ("21 November 2026  9:43 PM", (2026, 11, 21, 21, 43, 0)),
        ("21. November 2026, 21:43", (2026, 11, 21, 21, 43, 0)),
        ("21 novembre 2026, 21:43", (2026, 11, 21, 21, 43, 0)),
        ("21 de noviembre de 2026, 21:43", (2026, 11, 21, 21, 43, 0)),
        ("2026年 11月 21日 21:43", (2026, 11, 21, 21, 43, 0)),
        ("November 21, 2026 at 12:05 AM", (2026, 11, 21, 0, 5, 0)),
        ("2024/12/22 11:49:31 AM GMT+8", (2024, 12, 22, 11, 49, 31)),
        ("2013-03-04 09:05:00 UTC", (2013, 3, 4, 9, 5, 0)),
        ("2022-03-08 15:44:18 -0500", (2022, 3, 8, 15, 44, 18)),
        ("21 Novembre2026", None),
        ("21 Smarch 2026", None),
        ("2026-03-04 13:05 PM", None),
        ("2026-03-04 9:05 +99:00", None),
        ("31.2.2026", None),
        ("4.3.2026 at nine", None),
        ("3/4/2026", None),
        ("٣.٤.٢٠٢٦", None),
        ("", None),
    ],
)
def test_times_are_read_where_they_mean_one_thing(text, parts):
    """ISO, year first, and days with dots."""
    time = parse_time(text)

    assert (time and tuple(time.timetuple())[:6]) == parts


def test_an_attempt_that_is_no_number_is_named(read):
    """And the rows are taken in their order."""
    work = read({"a.csv": "student,attempt,word\nS01,first,a\nS01,2,b\nS02,,c\n"})

    assert any("a.csv:2: warning: attempt: 'first' is no number" in one for one in _said(work))
    assert responses(work, "S01", 2) == {"word": "b"}


def test_an_attempt_twice_is_named(read):
    """The lower one counts as the later."""
    work = read({"a.csv": "student,attempt,word\nS01,1,a\nS01,1,b\n"})

    assert "'S01': an attempt of the student stands twice" in _said(work)[0]
    assert responses(work, "S01", 2) == {"word": "b"}


def test_several_files_are_attempts_in_their_order(read):
    """Said once for the class, not for each student."""
    work = read(
        {
            "a.csv": "student,word\nS01,a\nS02,a\n",
            "b.csv": "student,word\nS01,b\nS02,b\n",
        }
    )

    assert responses(work, "S01", 2) == {"word": "b"}
    assert _said(work) == []
    assert work.notices[-1] == (
        "work of one student in several files, taken as attempts in the order they stand: S01, S02"
    )


def test_files_with_different_items_are_parts_of_one_attempt(read):
    """Each answer knows its own file and row."""
    work = read({"a.csv": "student,word\nS02,x\nS01,a\n", "b.csv": "student,one\nS01,rome\n"})

    assert responses(work, "S01") == {"one": "rome", "word": "a"}
    assert [(one.file, one.row) for one in work.answers if one.student == "S01"] == [
        ("b.csv", 2),
        ("a.csv", 3),
    ]
    assert "joined to one attempt" in work.notices[-1]


def test_the_roster_orders_the_class_and_names_the_missing(read):
    """Missing, excused and unknown are told apart."""
    files = {
        "class.csv": "Status;Student;Name;Group\n;S03;Cy;B\nexcused;S02;Bo;B\n;S01;Ada;A\n;S04;;\n",
        "a.csv": "student,name,word\nS01,x,a\nS09,y,b\ns03,z,c\nS04,Di,\n",
    }
    work = read(files, roster="class.csv")

    assert [(one.code, one.name, one.group, one.status) for one in work.students] == [
        ("S03", "Cy", "B", "missing"),
        ("S02", "Bo", "B", "excused"),
        ("S01", "Ada", "A", "graded"),
        ("S04", "Di", "", "graded"),
        ("S09", "y", "", "graded"),
        ("s03", "z", "", "graded"),
    ]
    said = _said(work)
    assert "class.csv: warning: 'S03': the student is on the roster and handed in nothing" in said
    assert any("a.csv:3: warning: 'S09': the student is not on the roster; graded" in one
               for one in said)  # fmt: skip
    assert any("'s03': the student is not on the roster; graded (is it 'S03'?)" in one
               for one in said)  # fmt: skip
    assert work.files[-1].format == "roster"


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("SO5", "S05"), ("S50", "S05"), ("S005", "S05"), ("S5", "S05"), ("s-05", "S05"),
        ("T05", "S05"), ("S06", "S05"), ("X77", ""), ("5", ""),
    ],
)  # fmt: skip
def test_a_slip_in_a_code_is_suggested(read, code, meant):
    """If it is the code of one who handed in nothing; nobody's work is moved."""
    files = {"a.csv": f"student,word\n{code},Rome\nS01,Bonn\n", "class.csv": "student\nS01\nS05\n"}
    work = read(files, "a.csv", roster="class.csv")
    said = next(str(one) for one in work.problems if one.code == "not-on-roster")

    wanted = f"is it '{meant}', who handed in nothing?" if meant else "add the code to the roster"
    assert wanted in said
    assert codes(work) == sorted([code, "S01"])


def test_a_roster_may_be_the_workbook_of_an_office(read):
    """With its own words for code, names and class; numbers are codes as typed."""
    answers = "student,word\n1001,Rome\nS02,Bonn\n"
    number = '<c r="C2"><v>1001</v></c>'
    lines = (
        row(1, "Nachname", "Vorname", "Schülernummer", "Klasse", "Variant")
        + row(2, "Byron", "Ada", "X", "8a", "B").replace(cell("C2", "X"), number)
        + row(3, "Noether", "Emmy", "S02", "8a", "")
    )
    work = read({"a.csv": answers, "class.xlsx": workbook(lines)}, "a.csv", roster="class.xlsx")
    people = [(one.code, one.name, one.group, one.variant) for one in work.students]

    assert people == [("1001", "Ada Byron", "8a", "B"), ("S02", "Emmy Noether", "8a", "")]
    assert _said(work) == []
    assert [one.format for one in work.files] == ["wide CSV", "roster"]

    ours = "student,Klasse,group,Nom\n1001,x,8b,Ada\nS02,x,8b,Emmy\n"
    work = read({"a.csv": answers, "class.csv": ours}, "a.csv", roster="class.csv")
    assert [(one.name, one.group) for one in work.students] == [("Ada", "8b"), ("Emmy", "8b")]
    assert "'Klasse': the column was not read" in " ".join(_said(work)), "our own name comes first"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"a.txt": "x"}), "this is a zip file, not a roster"),
        (b"PK\x03\x04 cut off", "the zip file is damaged"),
        (workbook(""), "the workbook has no cells"),
        (
            workbook(row(1, "Name", "Klasse")),
            "there is no column 'student'; the first row holds 'Na",
        ),
    ],
)
def test_a_workbook_that_is_no_roster_is_named(read, content, said):
    """And the answers are read all the same."""
    files = {"a.csv": "student,word\nS01,Rome\n", "class.xlsx": content}
    work = read(files, "a.csv", roster="class.xlsx")

    assert any(f"class.xlsx: {said}" in one or f"class.xlsx:1: {said}" in one
               for one in messages(work, "error"))  # fmt: skip
    assert codes(work) == ["S01"]


def test_a_roster_among_the_answers_is_no_work(read):
    """A folder may hold both."""
    files = {"in/class.csv": "student\nS01\nS02\n", "in/a.csv": "student,word\nS01,a\n"}
    work = read(files, "in", roster="in/class.csv")

    assert [one.status for one in work.students] == ["graded", "missing"]
    assert "in/class.csv: the roster; no answers read from it" in work.notices


def test_a_member_whose_row_broke_is_not_missing(read):
    """And a broken row makes no member."""
    files = {"class.csv": "student\nS01\nS02\n", "a.csv": "student,word\nS01\nghost\nS02,b\n"}
    work = read(files, roster="class.csv")

    assert [(one.code, one.status) for one in work.students] == [
        ("S01", "unread"),
        ("S02", "graded"),
    ]
    assert any("'S01': the student is on the roster and handed in only what" in one
               for one in _said(work))  # fmt: skip


def test_the_work_of_an_excused_student_is_named(read):
    """It is kept and not graded."""
    files = {"class.csv": "student,status\nS01,excused\n", "a.csv": "student,word\nS01,a\n"}
    work = read(files, roster="class.csv")

    assert work.students[0].status == "excused"
    assert "'S01': the student is excused: work not graded" in _said(work)[0]


def test_a_roster_says_what_is_wrong_with_it(read):
    """Each row by its line."""
    roster = 'student,staus,status,\nS01,,ill\n,x,\nS01,,\n"S02"x,,\nS03\n'
    work = read({"class.csv": roster, "a.csv": "student,word\nS01,a\n"}, roster="class.csv")
    said = _said(work)

    assert any("class.csv:1: warning: 'staus': the column was not read" in one for one in said)
    assert any("class.csv:2: warning: 'S01': 'ill' is no status" in one for one in said)
    assert any("class.csv:3: student: there is no student code: row not read" in one
               for one in said)  # fmt: skip
    assert any("class.csv:4: 'S01': the student stands twice" in one for one in said)
    assert any("class.csv:5: text stands behind a closing quotation" in one for one in said)
    assert [one.code for one in work.students] == ["S01", "S03"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"pupil,name\nS01,x\n", "class.csv: there is no column 'student'"),
        (b"", "class.csv: the file is empty"),
        (b"\n\n", "class.csv: there is no column 'student'"),
    ],
)
def test_a_roster_that_is_none_is_refused(read, content, said):
    """The answers are read all the same."""
    work = read({"class.csv": content, "a.csv": "student,word\nS01,a\n"}, roster="class.csv")

    assert any(said in one for one in messages(work, "error"))
    assert codes(work) == ["S01"]
    assert all(one.format != "roster" for one in work.files)


def test_zones_are_compared_as_moments(read):
    """Eleven in the morning in Taipei is before five in the morning in Paris."""
    rows = "S01,2024/12/22 11:30:00 AM GMT+8,early\nS01,2024-12-22 05:00:00 +0100,late\n"
    work = read({"a.csv": f"student,time,word\n{rows}"})

    assert responses(work, "S01", 2) == {"word": "late"}
    assert "in the order of their times" in _said(work)[0]
