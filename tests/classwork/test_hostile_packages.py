"""Workbooks, zip files and JSON that are made to do harm: refused by name, in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from packages import row, workbook, zipped
from reading import codes, messages, responses

from teachkit.classwork import archive
from teachkit.display import sheet_build

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
HEAD = row(1, "student", "word")
MOST_MB = 400
MEASURE = r"""
import json, re, sys
from pathlib import Path
from teachkit.bank import load_sheet
from teachkit.classwork import read_classwork
work = read_classwork(load_sheet(Path(sys.argv[1])), sys.argv[2:])
# Not getrusage: its peak is handed down by the process that started this one.
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024
print(json.dumps([peak, [str(one) for one in work.problems], len(work.answers)]))
"""


@pytest.fixture
def measured(tmp_path):
    """Read files in a process of their own; return what was said, with memory bounded."""

    def run(**files):
        paths = []
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(content)
            paths.append(str(path))
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(FIXTURE), *paths],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "COVERAGE_PROCESS_START": ""},
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        peak, said, _ = json.loads(done.stdout)
        assert peak < MOST_MB
        return said

    return run


def saved(sheet, student, **changes):
    """An answers-JSON."""
    top = {
        "format": "teachkit-answers/1",
        "sheet": sheet.id,
        "build": sheet_build(sheet),
        "student": student,
        "answers": {"word": "Rome"},
    }
    return json.dumps(top | changes)


def test_bombs_are_refused_in_little_memory(measured):
    """A gigabyte of zeros, two cells a billion apart, a billion laughs, a tower of brackets."""
    zeros = bytes(1_000_000) * 200
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    without = "<row>" + "<c><v>1</v></c>" * 300_000 + "</row>" + "<row/>" * 100
    said = measured(
        zeros__xlsx=workbook(HEAD, xl__comments="x", **{"xl__calcChain.xml": zeros}),
        zeros__zip=zipped({"S01.json": zeros}),
        laughs__xlsx=workbook(HEAD, before=laughs),
        far__xlsx=workbook(HEAD + far),
        without__xlsx=workbook(HEAD + without),
        tower__json=b'[{"student": "S01", "word": ' + b"[" * 5_000_000,
        many__jsonl=b"{" + b",".join(b'"k%d":""' % n for n in range(300_000)) + b"}\n",
        line__jsonl=b"x" * 9_000_000,
    )

    for name, what in {
        "zeros.xlsx": "it unpacks to more than 67 MB",
        "zeros.zip/S01.json": "it unpacks to more than 4 MB",
        "laughs.xlsx": "xl/worksheets/sheet1.xml declares entities",
        "far.xlsx": "a sheet spans 16,384 columns and 1,048,578 rows",
        "without.xlsx": "a sheet spans 300,002 columns and 103 rows",
        "tower.json": "the JSON is nested too deep",
        "many.jsonl": "there are more than 10,000 keys",
        "line.jsonl": "the line is longer than 4 MB",
    }.items():
        assert any(f"{name}:" in one and what in one for one in said), name


def test_a_size_that_lies_does_not_help(read):
    """The directory of a zip says 10 bytes, and there are five million."""
    package = bytearray(zipped({"S01.json": "x" * 5_000_000}))
    at = package.rindex(b"PK\x01\x02")
    package[at + 24 : at + 28] = (10).to_bytes(4, "little")
    work = read({"a.zip": bytes(package)})

    assert work.answers == ()
    assert any("a.zip/S01.json" in one for one in messages(work, "error"))


def test_names_in_a_zip_lead_nowhere(read, sheet, tmp_path):
    """Nothing is written; links, other files and what is hidden are left out."""
    files = {
        "../../outside.json": saved(sheet, "S01"),
        "/abs/S02.json": saved(sheet, "S02"),
        "link.json": "/etc/passwd",
        "notes.docx": "x",
        "__MACOSX/._S01.json": "x",
        ".hidden.json": "x",
        "S\x1b[2J03.json": saved(sheet, "S03"),
    }
    before = sorted(tmp_path.parent.rglob("*"))
    work = read({"a.zip": zipped(files, stored=["link.json"])})

    assert codes(work) == ["S01", "S02", "S03"]
    assert "a.zip/link.json: warning: a link is not followed: not read" in messages(work)
    assert any("a.zip/notes.docx: warning: neither an answers-JSON file" in one
               for one in messages(work))  # fmt: skip
    assert all(one.isprintable() for one in messages(work))
    assert set(tmp_path.parent.rglob("*")) - set(before) == {tmp_path / "a.zip"}


def test_one_bad_file_in_a_zip_does_not_stop_the_others(read, sheet):
    """And no zip file within a zip file is opened."""
    inner = zipped({"S09.json": saved(sheet, "S09")})
    files = {"a.json": b"\xff\x00\x01", "b.json": saved(sheet, "S02"), "c.json": inner}
    work = read({"a.zip": zipped(files)})

    assert codes(work) == ["S02"]
    assert any("a.zip/c.json: this is a workbook or zip file, not text" in one
               for one in messages(work))  # fmt: skip


def test_a_table_in_a_zip_is_read(read, sheet, monkeypatch):
    """As a form's CSV is downloaded; one that is too large is named, so is the row in it."""
    csv_text = "Timestamp,Student code,Which capital?\n2026/3/4,S01,Rome\n2026/3/4,,Bonn\n"
    files = {"Quiz.csv": csv_text, "S02.json": saved(sheet, "S02"), "b.csv": "x" * 2_000}
    monkeypatch.setattr(archive, "ZIP_TABLE_BYTES", 1_000)
    work = read({"a.zip": zipped(files)})

    assert codes(work) == ["S01", "S02"]
    assert any("a.zip/Quiz.csv:3: student: there is no student code" in one
               for one in messages(work))  # fmt: skip
    assert any("a.zip/b.csv: it unpacks to more than" in one for one in messages(work))
    assert (
        "a.zip/Quiz.csv: Google Forms responses (CSV), UTF-8, comma-separated, 1 row"
        in " ".join(work.notices)
    )


def test_a_zip_without_answers_is_named(read):
    """So is one that is cut off, and an entry with a password."""
    whole = zipped({"S01.json": "{}"})
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    files = {"a.zip": zipped({}) + b"", "b.zip": whole[:-9], "c.zip": bytes(locked)}
    work = read(files | {"d.zip": zipped({"x.docx": "student,word"})})
    said = messages(work, "error")

    assert any("b.zip: the zip file is damaged" in one for one in said)
    assert any("c.zip/S01.json: it has a password" in one for one in said)
    assert any("d.zip: the zip file holds no answers-JSON file" in one for one in said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(""), "the workbook has no cells"),
        (workbook("<row><c"), "the workbook is damaged"),
        (workbook(HEAD, before="\0"), "xl/worksheets/sheet1.xml is no UTF-8"),
        (workbook(HEAD.replace("A1", "A99999999999")), "a sheet spans"),
    ],
)
def test_broken_workbooks_are_named(read, content, said):
    """With what is wrong, and never a panic."""
    work = read({"a.xlsx": content})

    assert said in messages(work, "error")[0]
    assert work.answers == ()


def test_a_sound_workbook_beside_them_is_read(read):
    """What its XML holds beside cells is left out."""
    more = {"xl__media__x.xml": "<!DOCTYPE x>", "xl__..__y.xml": "<!ENTITY>"}
    work = read({"a.xlsx": workbook(HEAD + row(2, "S01", "Rome"), **more)})

    assert responses(work, "S01") == {"word": "Rome"}


def test_linked_packages_in_a_folder_are_not_followed(read, tmp_path):
    """As all links."""
    secret = tmp_path / "secret.xlsx"
    secret.write_bytes(workbook(HEAD + row(2, "S01", "Rome")))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.xlsx").symlink_to(secret)
    work = read({}, "in")

    assert "in/link.xlsx: warning: a link is not followed" in messages(work)[0]
    assert work.answers == ()
