"""Files that are broken, binary, huge or traps: named, and the rest is read."""

from __future__ import annotations

import os
import tracemalloc
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from reading import codes, messages, responses

from teachkit.classwork import read_classwork, roster_file
from teachkit.classwork import reading as reading_module


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.csv: the file is empty"),
        (b"\n\n  \n", "a.csv: no first row could be read"),
        (b"\xef\xbb\xbf", "a.csv: no first row could be read"),
        (b"PK\x03\x04rest", "a.csv: the zip file is damaged: File is not a zip file"),
        (b"\xd0\xcf\x11\xe0rest", "a.csv: this is an old workbook"),
        (b"%PDF-1.7 rest", "a.csv: this is a PDF"),
        (b"\x1f\x8b\x08rest", "a.csv: this is a gzip file"),
        (bytes(range(256)) * 8, "a.csv: this is a binary file, not text"),
        (bytes(4096), "a.csv: this is a binary file, not text"),
        (b"\xff\xfeS\x00T\x00x", "a.csv: the file begins as UTF-16, but not all of it is"),
        (b"student,word\nS01,\x81\x8d\n", "the encoding is neither UTF-8, UTF-16 nor"),
    ],
)
def test_files_that_are_no_text_are_refused(read, content, said):
    """With what they are and how to mend it."""
    work = read({"a.csv": content})

    assert said in messages(work)[0]
    assert messages(work)[0].endswith(")")
    assert work.answers == ()


def test_one_bad_file_does_not_stop_the_others(read):
    """The rest of the class is graded."""
    work = read({"a.csv": b"PK\x03\x04", "b.csv": "student,word\nS01,a\n"})

    assert codes(work) == ["S01"]


def test_a_nul_spoils_its_row_only(read):
    """The row is named."""
    filler = b"".join(b"S%d,some longer text\n" % number for number in range(10, 40))
    work = read({"a.csv": b"student,word\nS01,a\x00b\nS02,c\n" + filler})

    assert any(
        "a.csv:2: the row holds a NUL character: row (student 'S01')" in one
        for one in messages(work)
    )
    assert "S02" in codes(work)


def test_utf8_with_a_few_bad_bytes_is_not_taken_for_another_encoding(read):
    """Only the damaged row is lost, and no accent becomes a puzzle."""
    text = "student,word\nS01,Zürich\nS02,Köln\nS03,x\n".encode().replace(b",x", b",\xff")
    work = read({"a.csv": text})

    assert responses(work, "S01") == {"word": "Zürich"}
    assert any(
        "a.csv:4: the row holds bytes that are not UTF-8: row (student 'S03') not graded" in one
        for one in messages(work)
    )


def test_a_quote_never_closed_costs_the_rest_and_says_so(read):
    """An answer with a line break could otherwise pass for another student's row."""
    work = read({"a.csv": 'student,word\nS01,a\nS02,"b\nS03,c\nS04,d\n'})

    assert codes(work) == ["S01"]
    assert any(
        "a.csv:3: a quotation mark opened here is never closed (lines 3 to 5): row "
        "(student 'S02') not graded" in one
        for one in messages(work)
    )


def test_quotes_that_close_too_early_cost_one_row(read):
    """The row is named, the next one read."""
    work = read({"a.csv": 'student,word\nS01,"a" b\nS02,"c"\nS03,5" tall\n'})

    assert any("a.csv:2: text stands behind a closing" in one for one in messages(work))
    assert responses(work, "S02") == {"word": "c"}
    assert responses(work, "S03") == {"word": '5" tall'}


def test_a_stray_quote_and_an_open_one_are_still_seen(read):
    """Two marks, and yet the second never closes."""
    work = read({"a.csv": 'student,word,say\nS01,5" tall,"open\nS02,b,c\n'})

    assert any("never closed" in one for one in messages(work))
    assert work.answers == ()


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_cell_of_100_mb_costs_its_row_and_little_memory(sheet, tmp_path, quote):
    """The file is streamed; the rows around it are graded."""
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.write(b"student,word\nS01,a\nS02," + quote)
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
        stream.write(quote + b"\nS03,c\n")
    tracemalloc.start()
    work = read_classwork(sheet, [path])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert codes(work) == ["S01", "S03"]
    assert any(":3: a cell is longer" in one and "'S02'" in one for one in messages(work))
    assert peak < 60_000_000


def test_a_huge_cell_of_many_lines_costs_its_row(read):
    """Quoted line breaks do not get around the limit."""
    cell = b'"' + b"one line\n" * 40_000 + b'"'
    work = read({"a.csv": b"student,word\nS01,a\nS02," + cell + b"\nS03,c\n"})

    assert codes(work) == ["S01", "S03"]
    assert any("(lines 3 to 40003)" in one for one in messages(work))


def test_a_row_of_many_cells_within_the_limit_has_a_limit_too(read, monkeypatch):
    """A row over all its lines."""
    monkeypatch.setattr("teachkit.classwork.rows.LINE_CHARS", 1_000)
    rows = f'S01,"{("y" * 99 + chr(10)) * 30}"\nS02,c\n'
    work = read({"a.csv": "student,word\n" + rows})

    assert codes(work) == ["S02"]


def test_a_file_that_is_not_there_is_named(read):
    """And the rest read."""
    work = read({"a.csv": "student,word\nS01,a\n"}, "a.csv", "b.csv")

    assert codes(work) == ["S01"]
    assert "b.csv: can't be read: No such file or directory" in messages(work)[0]


def test_a_pipe_is_not_waited_for(read, tmp_path):
    """Nor any other thing that is no file."""
    os.mkfifo(tmp_path / "pipe.csv")
    work = read({}, "pipe.csv")

    assert "pipe.csv: this is no file that can be read" in messages(work)[0]


def test_a_folder_is_read_one_level_deep(read):
    """In the order of names; what is left out is named."""
    rows = {"in/b.csv": "S02,b", "in/a.CSV": "S01,a", "in/one/c.tsv": "S03,c"}
    files = {name: f"student,word\n{line}\n" for name, line in rows.items()}
    files["in/one/c.tsv"] = files["in/one/c.tsv"].replace(",", "\t")
    files |= {"in/one/two/d.csv": "x", "in/notes.docx": "x", "in/.hidden": "x"}
    work = read(files, "in")

    assert [one.file for one in work.files] == ["in/a.CSV", "in/b.csv", "in/one/c.tsv"]
    assert any("in/one/two: warning: folders are read one level" in one for one in messages(work))
    assert any("in/notes.docx: warning: neither CSV nor JSON" in one for one in messages(work))
    assert not any("hidden" in one for one in messages(work))


def test_links_in_a_folder_are_not_followed(read, tmp_path):
    """They can lead anywhere; a link that is named by hand is meant."""
    secret = tmp_path / "secret.csv"
    secret.write_text("student,word\nS01,a\n", "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.csv").symlink_to(secret)

    work = read({}, "in")
    assert "in/link.csv: warning: a link is not followed: not read" in messages(work)[0]
    assert any("in: the folder holds no CSV or JSON file" in one for one in messages(work))
    assert codes(read({}, "in/link.csv")) == ["S01"]


def test_results_in_a_folder_are_not_taken_for_answers(read):
    """A second run does not grade the first one's gradebook."""
    files = {"in/a.csv": "student,word\nS01,a\n", "in/out/gradebook.csv": "student,word\nS02,1\n"}
    work = read({**files, "in/out/run.json": "{}"}, "in")

    assert codes(work) == ["S01"]
    assert "in/out: holds results of an earlier run" in work.notices[0]


def test_a_file_named_twice_is_read_once(read):
    """By itself, in its folder, or as a copy."""
    text = "student,word\nS01,a\n"
    work = read({"in/a.csv": text, "copy.csv": text}, "in", "in/a.csv", "copy.csv")

    assert len(work.answers) == 1
    assert "in/a.csv: warning: the same file as in/a.csv: read once" in messages(work)[0]
    assert "copy.csv: warning: the same content as in/a.csv: read once" in messages(work)[-1]


def test_too_many_files_are_said(read, monkeypatch):
    """Rather than read for hours."""
    monkeypatch.setattr("teachkit.classwork.inputs.FILES", 1)
    rows = {"in/a.csv": "student,word\nS01,a\n", "in/b.csv": "student,word\nS02,b\n"}
    work = read(rows, "in")

    assert codes(work) == ["S01"]
    assert "in/b.csv: only the first 1 files were read" in messages(work)[0]


@contextmanager
def powerless():
    """Give up the rights of root for a while: root may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o711])
def test_what_may_not_be_read_is_named(sheet, mode):
    """As a problem, not as a traceback: a folder, what is in it, and the roster."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        closed = Path(name) / "in"
        closed.mkdir()
        (closed / "a.csv").write_text("student,word\nS01,a\n", "utf-8")
        (closed / "a.csv").chmod(0o000)
        closed.chmod(mode)
        with powerless():
            work = read_classwork(sheet, [closed, closed / "a.csv"], roster=closed / "a.csv")
        closed.chmod(0o700)

    said = [one for one in work.problems if one.message == "can't be read: Permission denied"]
    assert "a.csv" in {Path(one.file).name for one in said}
    assert work.answers == ()


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_a_file_taken_away_while_it_is_read_is_named(sheet, tmp_path, monkeypatch, name):
    """As answers and as roster."""
    look = reading_module.probe

    def look_and_lose(path, shown):
        path.write_text("student,word\nS01,a\n", "utf-8")
        found = look(path, shown)
        path.unlink()
        return found

    for one in (name, "class.csv"):
        (tmp_path / one).write_text("here at first", "utf-8")
    monkeypatch.setattr(reading_module, "probe", look_and_lose)
    monkeypatch.setattr(roster_file, "probe", look_and_lose)
    work = read_classwork(sheet, [tmp_path / name], roster=tmp_path / "class.csv")

    first, second, *_ = messages(work)
    assert "could not be read to its end" in first
    assert "class.csv: can't be read: No such file or directory" in second


def test_a_roster_that_is_not_there_is_named(read):
    """The answers are read all the same."""
    work = read({"a.csv": "student,word\nS01,a\n"}, roster="class.csv")

    assert any("class.csv: can't be read: No such file" in one for one in messages(work))
    assert codes(work) == ["S01"]
