"""Answers-JSON: what the page saves, and what can be wrong with it."""

from __future__ import annotations

import json

import pytest
from reading import codes, messages, responses

from teachkit.classwork.limits import JSON_KEYS
from teachkit.display import sheet_build


@pytest.fixture
def saved(sheet):
    """Make a file as the page saves it, with some keys changed or, if None, left out."""

    def make(given=None, **changes):
        top = {
            "format": "teachkit-answers/1",
            "sheet": "grading",
            "build": sheet_build(sheet),
            "student": "S01",
            "answers": given or {},
        } | changes
        return json.dumps({key: value for key, value in top.items() if value is not None})

    return make


def test_each_kind_comes_as_from_a_csv(read, saved):
    """Lists joined, parts sorted, numbers as typed, null blank."""
    given = {
        "one": "rome",
        "many": ["five", "ten"],
        "word": None,
        "gaps": {"who": "all", "door": 10},
        "line": [],
        "share": 50.0,
        "say": "  ",
    }
    work = read({"a.json": saved(given)})

    assert responses(work, "S01") == {
        "one": "rome",
        "many": "five;ten",
        "gaps": '{"door": "10", "who": "all"}',
        "share": "50.0",
    }
    assert {one.item for one in work.answers} == {
        "one", "many", "word", "gaps", "pairs", "line", "judge", "share", "say"
    }  # fmt: skip
    assert work.problems == ()


def test_the_same_answers_are_the_same_from_both_formats(read, saved):
    """So that each has to be marked only once."""
    given = {"many": ["ten", "five"], "gaps": {"who": "all", "door": ""}, "line": ["first"]}
    table = "student,many,gaps.who,gaps.door,line\nS02,ten;five,all,,first\n"
    work = read({"a.json": saved(given), "b.csv": table})

    assert responses(work, "S01") == responses(work, "S02")


def test_an_entry_with_a_semicolon_stays_one(read, saved):
    """The text of an option may hold one."""
    work = read({"a.json": saved({"many": ["a; b", "c"]})})

    assert responses(work, "S01")["many"] == '["a; b", "c"]'


def test_odd_values_are_kept_for_the_marker(read, saved):
    """It says that they can't be read; they are not dropped."""
    work = read({"a.json": saved({"one": True, "many": [["five"], None], "word": {"x": "y"}})})

    assert responses(work, "S01") == {"one": "true", "many": "five", "word": '{"x": "y"}'}


def test_answers_to_another_sheet_are_refused(read, saved):
    """With both names."""
    work = read({"a.json": saved(sheet="other")})

    assert (
        "a.json: sheet: these are answers to the sheet 'other', not to 'grading': file "
        "(student 'S01') not graded" in messages(work)[0]
    )
    assert work.students == ()


def test_answers_to_another_state_of_the_sheet_are_graded_with_a_warning(read, saved):
    """An item without an answer may not have been asked then: it is not blank."""
    work = read({"a.json": saved({"word": "Rome"}, build="0123456789ab")})

    assert "answered on another state of the sheet (build '0123456789ab'" in messages(work)[0]
    assert work.problems[0].severity == "warning"
    assert [one.item for one in work.answers] == ["word"]


@pytest.mark.parametrize("key", ["format", "sheet", "build", "student", "answers"])
def test_each_key_must_be_there(read, saved, key):
    """The missing one is named."""
    work = read({"a.json": saved(**{key: None})})

    assert f"a.json: {key}: the key '{key}' is missing: file" in messages(work)[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"student": ""}, "a.json: student: there is no student code: file not graded"),
        ({"student": ["S01"]}, "a.json: student: there is no student code"),
        ({"student": "a\u0000b"}, r"the student code 'a\u0000b' holds an invisible character"),
        ({"format": "teachkit-answers/9"}, "the format is 'teachkit-answers/9', not 'teachkit-"),
        ({"answers": ["one"]}, "'answers' is not an object of item and response"),
    ],
)
def test_wrong_values_are_refused(read, saved, changes, said):
    """By name of the file and key."""
    work = read({"a.json": saved(**changes)})

    assert work.answers == ()
    assert said in messages(work)[0]


def test_unknown_items_parts_and_keys_are_named(read, saved):
    """With what may be meant; the rest is graded."""
    given = {"wrod": "x", "word": "Rome", "gaps": {"dor": "10", "who": "all"}}
    work = read({"a.json": saved(given, nmae="Ada")})
    said = messages(work)

    assert any("'wrod': no such item on the sheet: not read (did you mean 'word'?)" in one
               for one in said)  # fmt: skip
    assert any("gaps.'dor': no such part of the item (did you mean 'door'?)" in one for one in said)
    assert any("'nmae': the key was not read (did you mean 'name'?)" in one for one in said)
    assert responses(work, "S01")["word"] == "Rome"


def test_a_truncated_file_is_refused_with_its_student(read, saved):
    """Whose it is can still be told."""
    text = saved({"word": 'a "student": "S99" b', "one": "rome"})
    work = read({"a.json": text[:-8], "b.json": saved(student="S02")})

    assert "a.json:1: this is no JSON:" in messages(work)[0]
    assert "(the file ends too early)" in messages(work)[0]
    assert "file (student 'S01') not graded" in messages(work)[0]
    assert codes(work) == ["S02"]
    assert [(one.code, one.status) for one in work.students] == [
        ("S01", "unread"),
        ("S02", "graded"),
    ]


def test_a_file_cut_within_an_escape_or_at_its_start_is_refused(read):
    """Wherever the cut is."""
    work = read({"a.json": "{", "b.json": '{"student": "S1', "c.json": "[1, 2]", "d.json": "x"})

    assert len(messages(work, "error")) == 4
    assert any("the JSON is no object" in one for one in messages(work))


def test_a_million_keys_are_refused(read):
    """By the file's size, and below it by their number."""
    many = "{" + ",".join(f'"{number}":""' for number in range(1_000_000)) + "}"
    some = "{" + ",".join(f'"{number}":""' for number in range(JSON_KEYS + 1)) + "}"
    work = read({"a.json": many, "b.json": some})

    assert "a.json: the file has 11.9 MB, but one student's answers" in messages(work)[0]
    assert "b.json: there are more than 10,000 keys" in messages(work)[1]


def test_keys_given_twice_are_refused(read, saved):
    """There is no telling which answer is meant."""
    text = saved({"word": "a"}).replace('"word": "a"', '"word": "a", "word": "b"')
    work = read({"a.json": text})

    assert "the key 'word' stands more than once: file (student 'S01')" in messages(work)[0]


def test_deep_nesting_is_refused(read):
    """Without a stack overflow."""
    work = read({"a.json": '{"answers": ' + "[" * 100_000 + "]" * 100_000 + "}"})

    assert "the JSON is nested too deep" in messages(work)[0]


def test_an_answer_nested_deep_is_refused(read, saved):
    """Though the JSON itself can be read; in a CSV it is left for the marker."""
    deep = "[" * 800 + "]" * 800
    cell = f'{{"door": {deep}}}'
    text = saved({"gaps": 7}).replace(": 7}", f": {cell}}}")
    table = f'student,gaps\nS02,"{cell.replace(chr(34), chr(34) * 2)}"\n'
    work = read({"a.json": text, "b.csv": table})

    assert "a.json: gaps: the JSON is nested too deep: file (student 'S01')" in messages(work)[0]
    assert responses(work, "S02") == {"gaps": cell}


def test_huge_numbers_are_text(read, saved):
    """A number of 10,000 digits is kept as typed."""
    text = saved({"share": 7}).replace(": 7}", f": {'7' * 10_000}}}")
    work = read({"a.json": text})

    assert len(responses(work, "S01")["share"]) == 10_000


def test_half_characters_are_replaced(read, saved):
    """They can't be written to any file; NUL neither."""
    work = read({"a.json": saved({"word": "a\ud800b\u0000c"})})

    assert responses(work, "S01")["word"] == "a\ufffdb\ufffdc"


def test_an_answer_over_the_limit_is_refused(read, saved):
    """By the name of the item."""
    work = read({"a.json": saved({"say": "x" * 100_001})})

    assert "a.json: say: the answer is longer than 100,000 characters" in messages(work)[0]


def test_json_is_known_by_its_first_letter(read, saved):
    """Where the name does not tell."""
    work = read({"a.txt": "\n " + saved({"word": "Rome"}), "b.txt": "student,word\nS02,a\n"})

    assert codes(work) == ["S01", "S02"]
    assert [one.format for one in work.files] == ["answers-JSON", "wide CSV"]


def test_name_attempt_and_time_are_kept(read, saved):
    """Optional keys of the format."""
    first = saved({"word": "a"}, name="Ada", attempt=2, time="2026-03-04T09:00")
    second = saved({"word": "b"}, name="Ada", attempt=1, time="2026-03-05T09:00")
    work = read({"a.json": first, "b.json": second})

    assert responses(work, "S01", 2) == {"word": "a"}
    assert work.students[0].name == "Ada"
    assert {one.time for one in work.answers} == {"2026-03-04T09:00", "2026-03-05T09:00"}
