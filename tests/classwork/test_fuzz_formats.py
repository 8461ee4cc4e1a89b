"""Each sample file, cut, torn and mixed up: the readers name what is wrong and never raise."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import zipped

from teachkit.bank import load_sheet
from teachkit.classwork import LAYOUTS, open_columns, read_classwork

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "exercises" / "sample-class" / "formats"
FILES = sorted(one.name for one in FORMATS.iterdir() if one.name != "roster.csv")
BITS = [
    b'"', b"\n", b",", b";", b"{", b"]", b"\\", b"\0\0\0", b"\xff", b"-", b"x" * 100_001,
    "日本語".encode("cp932"), "日本語".encode("utf-16"), "ü".encode("cp1252"), b"\xed\xa0\x80",
    b"</c>", b"<v>99999999999</v>", b'<c r="XFD1048576"><v>1</v></c>', b"&#0;", b"<!DOCTYPE a>",
]  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["cut", "drop", "twice", "put", "flip"]),
        st.integers(0, 1_000_000),
        st.integers(0, 300),
        st.integers(0, len(BITS) - 1),
    ),
    min_size=1,
    max_size=6,
)


def changed(content, changes):
    """The content with changes made to it one after the other."""
    data = bytearray(content)
    for what, place, length, bit in changes:
        at = place % (len(data) + 1)
        if what == "cut" and length < 60:
            del data[at:]
        elif what == "drop":
            del data[at : at + length]
        elif what == "twice":
            data[at:at] = data[at : at + length]
        elif what == "put":
            data[at:at] = BITS[bit]
        elif at < len(data):
            data[at] ^= 1 + length % 255
    return bytes(data)


@cache
def eligibility():
    """The sheet that the sample class answered."""
    return load_sheet(ROOT / "exercises" / "eligibility.toml")


def check(name, content, layout=""):
    """Something was read or said, and all of it can be written."""
    sheet = eligibility()
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        work = read_classwork(sheet, [path], layout=layout)
        open_columns(sheet, path)
    assert work.answers or any(one.severity == "error" for one in work.problems)
    for text in (*map(str, work.problems), *work.notices, *(one.code for one in work.students)):
        assert text.isprintable()
        text.encode()
    for answer in work.answers:
        answer.response.encode()


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), CHANGES)
def test_any_change_to_any_format(name, changes):
    """Truncated, with foreign encodings, NUL, huge cells, ragged rows."""
    check(name, changed((FORMATS / name).read_bytes(), changes))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["long.csv", "moodle.csv", "gradescope.csv", "wide.xlsx"])
def test_any_format_told_wrongly(name, layout):
    """What the file is not is named."""
    check(name, (FORMATS / name).read_bytes(), layout)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["wide.xlsx", "microsoft-forms.xlsx"]), st.integers(0, 20), CHANGES)
def test_any_change_within_a_workbook(name, part, changes):
    """The zip file is whole, and what is in it is not."""
    with ZipFile(io.BytesIO((FORMATS / name).read_bytes())) as package:
        files = {one: package.read(one) for one in package.namelist()}
    torn = sorted(one for one in files if one.startswith("xl/") and "theme" not in one)
    torn = torn[part % len(torn)]
    check(name, zipped(files | {torn: changed(files[torn], changes)}))
