"""Whatever stands in a file, the readers name it; they never raise."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import HEADER

from teachkit.classwork import read_classwork
from teachkit.display import sheet_build

CELLS = st.one_of(
    st.sampled_from(["S01", "S02", "five;ten", '"', '""', ";", ",", "\t", "\n", "\r\n", "{", "\0"]),
    st.text(max_size=8),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["door", "who", "x", ""]), inner, max_size=3),
    ),
    max_leaves=8,
)


def _read(sheet, content, name, *, roster=False):
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read_classwork(sheet, [path], roster=path if roster else None)


def _check(work):
    """Something was read, or something is said; and all of it can be written."""
    assert work.answers or any(one.severity == "error" for one in work.problems)
    for text in (*map(str, work.problems), *work.notices, *(one.code for one in work.students)):
        text.encode()
        assert text.isprintable()
    for answer in work.answers:
        answer.response.encode()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.json", "a.txt"]))
@example(b"\xff\xfe", "a.csv")
@example(b"\xef\xbb\xbfstudent\xff", "a.csv")
def test_any_bytes(sheet, content, name):
    """Answers and roster alike."""
    _check(_read(sheet, content, name, roster=True))


@settings(max_examples=200, deadline=None)
@given(st.lists(CELLS, max_size=30), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_any_cells_under_a_good_header(sheet, cells, delimiter, quoted):
    """Rows of bits that hurt."""
    body = "".join(cells) if quoted else delimiter.join(cells)
    text = HEADER.replace(",", delimiter) + "\n" + body
    _check(_read(sheet, text.encode("utf-8", "surrogatepass"), "a.csv"))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["one", "many", "gaps", "say", "zzz"]), VALUES))
def test_any_json_value_as_an_answer(sheet, answers):
    """Numbers that are none, lists in lists, halves of characters."""
    top = {
        "format": "teachkit-answers/1",
        "sheet": "grading",
        "build": sheet_build(sheet),
        "student": "S01",
        "answers": answers,
    }
    work = _read(sheet, json.dumps(top).encode(), "a.json")

    _check(work)
    assert len(work.answers) == len(sheet.items)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_cut_of_a_good_file(sheet, data):
    """A download that stopped."""
    rows = 'S01,rome,"a, ""b""\nc",x\nS02,washington,d,ü\n' * 3
    text = f"student,one,say,word\n{rows}".encode()
    cut = data.draw(st.integers(0, len(text)))
    _check(_read(sheet, text[:cut], "a.csv"))
