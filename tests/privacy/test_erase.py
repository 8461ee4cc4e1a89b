"""One student out of a folder of results; the others keep every byte."""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from classes import HEADER
from hypothesis import given, settings
from hypothesis import strategies as st

from teachkit.cli import main
from teachkit.display import sheet_build
from teachkit.gradebook import open_results
from teachkit.gradebook.key_file import read_key
from teachkit.gradebook.spreadsheet import csv_text
from teachkit.privacy.tables import rows_without

pytestmark = pytest.mark.usefixtures("place")

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "grading.toml"
SAID = 'A secret that only Zoe tells; ""with quotes"" and a\nline break.'
CLASS = (
    f"{HEADER}\n"
    "S01,washington,five;ten;six,Washington,10,all members,1982,2023,first;second;third,"
    "contradicted,not-stated,50,All decide.\n"
    "S02,rome,five;forty,Washngton,9,everyone,2023,1999,third;second;first,supported,maybe,7,No.\n"
    "S03,,,,,,,,,,,,\n"
    "zoe-x,what?,five;nine,Washngton,10,evrybody,,2023,second;first;third,contradicted,maybe,x,"
    f'"{SAID}"\n'
)
ROSTER = "student,name\nS01,Ann\nS02,Ben\nS03,Cleo\nzoe-x,Zoe Quill\nS09,Dan\n"


@pytest.fixture
def place(tmp_path, monkeypatch, sheet):
    """Results of a class, one of whose students handed in a file of her own, with all pages."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("work").mkdir()
    Path("work/class.csv").write_text(CLASS, "utf-8")
    own = {
        "format": "teachkit-answers/1",
        "sheet": "grading",
        "build": sheet_build(sheet),
        "student": "yan-y",
        "answers": {"one": "rome", "word": "DeeCee", "say": "Mine."},
    }
    Path("work/yan-y.json").write_text(json.dumps(own), "utf-8")
    Path("roster.csv").write_text(ROSTER, "utf-8")
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "out"])
    main(["review", "out"])
    main(["export", "out", "--to", "csv"])
    return tmp_path


def _tree(folder="out"):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def _lines(data):
    return data.decode("utf-8").split("\n")


def test_nothing_of_the_student_is_left():
    """Code, name, words; in no file and in no file's name. The folder still works."""
    assert main(["erase", "out", "zoe-x"]) == 0

    for name, data in _tree().items():
        text = f"{name} {data.decode('utf-8')}"
        for word in ("zoe-x", "Zoe", "secret", "evrybody"):
            assert word not in text, name
    assert main(["regrade", "out"]) == 0
    assert [one.code for one in open_results(Path("out")).work.students] == [
        "S01", "S02", "S03", "S09", "yan-y",
    ]  # fmt: skip


def test_the_others_keep_every_byte():
    """Letters and lines are the same; only what counts all is another."""
    before = _tree()
    main(["erase", "out", "zoe-x"])
    after = _tree()

    assert before.keys() - after.keys() == {"feedback/zoe-x.html", "review.html", "export.csv"}
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {
        "gradebook.csv", "letters.csv", "marks.csv", "marks.jsonl", "responses.jsonl", "review.csv",
        "run.json", "statistics.json",
    }  # fmt: skip
    for name in ("gradebook.csv", "letters.csv", "marks.csv", "marks.jsonl"):
        left = iter(_lines(before[name]))
        assert all(line in left for line in _lines(after[name]))  # in the same order


@pytest.mark.parametrize("student", ["zoe-x", "yan-y", "S09"])
def test_it_is_as_if_the_student_had_never_been_there(student):
    """What is left is what a class without the student gets."""
    main(["erase", "out", student])
    if student == "yan-y":
        Path("work/yan-y.json").unlink()
    text = CLASS.partition("zoe-x,")[0] if student == "zoe-x" else CLASS
    Path("work/class.csv").write_text(text, "utf-8")
    kept = [line for line in ROSTER.splitlines(keepends=True) if not line.startswith(student)]
    Path("roster.csv").write_text("".join(kept), "utf-8")
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "without"])
    erased, never = _tree(), _tree("without")

    assert erased.keys() == never.keys() | ({"review.html", "export.csv"} & erased.keys())
    for name in never:
        if name not in ("run.json", "responses.jsonl"):
            assert erased[name] == never[name], name
    first, second = (
        [json.loads(line) for line in _lines(tree["responses.jsonl"]) if line]
        for tree in (erased, never)
    )
    for one in (*first, *second):
        one.pop("sha256", None)  # of a file that the student was in
        if one.get("format") == "roster":
            one.pop("submissions")  # the lines of a file that we don't write
    assert first == second


def test_a_file_that_was_only_the_students_is_forgotten():
    """Its name is the student's, and its hash could be tried out."""
    main(["erase", "out", "yan-y"])
    record = json.loads(Path("out/run.json").read_text("utf-8"))

    assert [one["file"] for one in record["inputs"]] == ["class.csv", "roster.csv"]
    assert record["erased"] == 1
    assert b"yan-y" not in Path("out/responses.jsonl").read_bytes()


def test_a_file_that_could_not_be_read_is_forgotten_too(capsys):
    """The student handed in nothing else."""
    other = {"format": "teachkit-answers/1", "sheet": "another", "build": "x", "student": "ulf-u",
             "answers": {}}  # fmt: skip
    Path("work/ulf-u.json").write_text(json.dumps(other), "utf-8")
    with Path("roster.csv").open("a", encoding="utf-8") as stream:
        stream.write("ulf-u,Ulf\n")
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "out"])
    assert b"ulf-u" in Path("out/responses.jsonl").read_bytes()
    main(["erase", "out", "ulf-u"])

    assert not any(b"ulf-u" in data for data in _tree().values())
    assert "ulf-u" not in capsys.readouterr().out.partition("not in reach")[2].replace(
        "ulf-u.json", ""
    )


def test_like_answers_are_counted_without_the_student(table):
    """Two gave one answer that is open; one is left, and what was noted there stays."""
    rows = table("out/review.csv")
    shared = next(row for row in rows if row["students"] == "S02; zoe-x")
    text = Path("out/review.csv").read_text("utf-8")
    mine = text.replace('"S02; zoe-x",', '"S02; zoe-x",ask KM')
    Path("out/review.csv").write_text(mine, "utf-8")
    main(["erase", "out", "zoe-x"])
    left = next(row for row in table("out/review.csv") if row["form"] == shared["form"])

    assert (shared["count"], left["count"]) == ("2", "1")
    assert left["verdict"] == "ask KM"
    assert not any("zoe" in row["students"] for row in table("out/review.csv"))


def test_decisions_on_the_student_go():
    """And those on an answer that nobody else gave; comments and the others' stay."""
    Path("out/decisions.toml").write_text(
        'format = 1\nsheet = "grading"\n# ours\n\n'
        '[[decision]]\nwho = "KM"\nitem = "say"\nstudent = "zoe-x"\nverdict = "levels"\n'
        'levels = { claim = "2" }\n\n'
        '[[decision]]\nwho = "KM"\nitem = "word"\nform = "washngton"\nverdict = "accept"\n\n'
        '[[decision]]\nwho = "KM"\nitem = "gaps"\npart = "who"\nform = "evrybody"\n'
        'verdict = "reject"\n',
        "utf-8",
    )
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "out"])
    main(["erase", "out", "zoe-x"])
    text = Path("out/decisions.toml").read_text("utf-8")

    assert text.startswith('format = 1\nsheet = "grading"\n# ours\n')
    assert text.count("[[decision]]") == 1
    assert "washngton" in text
    record = json.loads(Path("out/run.json").read_text("utf-8"))
    assert ["washngton" in one for one in record["decisions"]] == [True]
    assert main(["regrade", "out"]) == 0


def test_what_was_edited_or_added_is_done_or_named(capsys):
    """Edited tables lose their rows; what is not ours is named and stays."""
    table = Path("out/gradebook.csv")
    semicolons = "\r\n".join(
        ";".join(row) for row in csv.reader(table.read_text("utf-8").splitlines())
    )
    table.write_bytes(b"\xef\xbb\xbf" + semicolons.encode())
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "out"])
    assert Path("out/gradebook.edited.csv").exists()
    Path("out/marks.edited.csv").write_bytes("x\0".encode("utf-16"))
    Path("out/talk.txt").write_text("S01: fine\nZoe Quill: call home\n", "utf-8")
    Path("out/link").symlink_to("nowhere")
    capsys.readouterr()
    main(["erase", "out", "zoe-x"])
    said = capsys.readouterr().out

    assert b"zoe-x" not in Path("out/gradebook.edited.csv").read_bytes()
    assert Path("out/gradebook.edited.csv").read_bytes().count(b"\r\n") > 3
    assert "talk.txt, line 2: speaks of the student" in said
    assert Path("out/talk.txt").read_text("utf-8").endswith("call home\n")
    assert "marks.edited.csv: edited beyond what we can read; look yourself" in said
    assert "the files that were graded (class.csv, yan-y.json, roster.csv)" in said
    assert Path("out/link").is_symlink()
    assert all(path.lstat().st_mode & 0o077 == 0 for path in Path("out").rglob("*.csv"))


def test_statistics_that_are_not_of_these_marks_go(capsys):
    """Better none than wrong ones."""
    path = Path("out/statistics.json")
    path.write_text(path.read_text("utf-8").replace('"unit": ', '"unit":  '), "utf-8")
    main(["erase", "out", "zoe-x"])

    assert "statistics.json: removed (grade again to count anew)" in capsys.readouterr().out
    assert not path.exists()


def test_a_dry_run_changes_nothing(capsys):
    """It says what would go."""
    before = _tree()
    assert main(["erase", "out", "zoe-x", "--dry-run"]) == 0

    assert _tree() == before
    assert "would be erased:\n  export.csv: removed" in capsys.readouterr().out


def test_who_is_not_there_is_named(capsys):
    """With whoever may be meant."""
    assert main(["erase", "out", "zoe-y"]) == 1
    assert "'zoe-y': no such student in these results (did you mean 'zoe-x'?)" in (
        capsys.readouterr().err
    )


def test_a_full_disk_erases_nothing(place):
    """All or nothing."""
    before = _tree()

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run(
        [sys.executable, "-m", "teachkit", "erase", "out", "zoe-x"],
        capture_output=True, text=True, check=False, preexec_fn=limit,
    )  # fmt: skip

    assert done.returncode == 1
    assert "the results could not be written" in done.stderr
    assert _tree() == before
    assert not [path.name for path in place.iterdir() if path.name.startswith(".out")]


def test_a_pseudonym_is_found_by_the_key_file(capsys):
    """And its line goes there too."""
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "hidden",
          "--anonymous", "class.key"])  # fmt: skip
    name = read_key(Path("class.key")).of("zoe-x")
    assert main(["erase", "hidden", "zoe-x", "--key", "class.key"]) == 0

    assert name not in read_key(Path("class.key")).people
    assert "zoe-x" not in Path("class.key").read_text("utf-8")
    assert not any(name.encode() in data for data in _tree("hidden").values())
    assert main(["erase", "hidden", "zoe-x", "--key", "class.key"]) == 1
    assert "there is no student 'zoe-x' in it" in capsys.readouterr().err


def test_each_student_of_the_sample_class_can_go(tmp_path, monkeypatch):
    """One after the other, until nobody is left."""
    monkeypatch.chdir(tmp_path)
    sample = ROOT / "exercises" / "sample-class"
    main(["grade", str(ROOT / "exercises" / "eligibility.toml"), str(sample / "eligibility.csv"),
          "--roster", str(sample / "roster.csv"), "--out", "out"])  # fmt: skip
    codes = [one.code for one in open_results(Path("out")).work.students]
    for code in codes[::6]:
        assert main(["erase", "out", code]) == 0
        assert not any(code.encode() in data for data in _tree().values())
    left = [one.code for one in open_results(Path("out")).work.students]
    assert left == [code for code in codes if code not in codes[::6]]
    assert json.loads(Path("out/run.json").read_text("utf-8"))["erased"] == len(codes[::6])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "=c", " d", "e;f", "g,h", 'i"j']), st.text(max_size=12)
        ),
        max_size=6,
    ),
    st.sampled_from([",", ";"]),
)
def test_rows_of_any_text_go_and_stay_whole(rows, delimiter):
    """Quotes, line breaks and formulas in cells; what is left is written as before."""
    rows = [(code, text.encode("utf-8", "replace").decode()) for code, text in rows]
    whole = csv_text([("student", "text"), *rows], delimiter).encode("utf-8")
    rest = [row for row in rows if row[0] != "=c"]
    left, gone = rows_without(whole, "=c")

    assert gone == len(rows) - len(rest)
    assert left == csv_text([("student", "text"), *rest], delimiter).encode("utf-8")
