"""What is done with the results of a cohort: exports, taking a student out, reports."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from boards import ROSTER, answers, graded_as_a_class, here
from cohorts import record

from teachkit.cli import main
from teachkit.cohort import Asked

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"


@pytest.fixture
def graded(run, monkeypatch, sheet):
    """Grade a board as a class and as a cohort."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 1_500)
    shutil.copy(FIXTURE, "grading.toml")
    Path("roster.csv").write_text(ROSTER, "utf-8")

    def grade(engine="arrow", *, as_class=True, **options):
        asked = {"roster": "roster.csv", "attempt": "last", "due": "2026-03-04 09:00"}
        text = answers(60, resits=True).replace("first;second;third", "first;third;second")
        run({"a.csv": text}, engine, asked=Asked(**asked), source="grading.toml", **options)
        if as_class:
            graded_as_a_class(sheet, ["a.csv"], source="grading.toml", **asked)

    return grade


def _lines(path):
    return Path(path).read_bytes().splitlines()


@pytest.mark.parametrize(
    "options",
    [
        ["--to", "csv", "--items"],
        ["--to", "csv", "--decimal-comma", "--feedback", "--encoding", "utf-8-bom"],
        ["--to", "moodle", "--items", "--scale", "100"],
        ["--to", "canvas"],
        ["--to", "classroom"],
    ],
    ids=" ".join,
)
def test_an_export_is_a_class_s(graded, monkeypatch, options, capsys):
    """The same rows, with the same exact numbers, however many students go at once."""
    monkeypatch.setattr("teachkit.exchange.large._CHUNK", 7)
    graded()
    for folder in ("class", "arrow"):
        assert main(["export", folder, *options, "--out", f"{folder}.csv"]) == 0

    one, other = _lines("class.csv"), _lines("arrow.csv")
    head = 2 if "canvas" in options else 1
    assert one[:head] == other[:head]
    if options[1] in ("csv", "canvas"):  # the group stands in the roster alone
        one = [line.replace(b"School 0", b"").replace(b"School 1", b"").replace(b"School 2", b"")
               for line in one]  # fmt: skip
    assert sorted(one[head:]) == sorted(other[head:])
    assert "45 of" not in capsys.readouterr().err


@pytest.mark.parametrize("parts", ["", "csv", "parquet"])
def test_a_gradebook_in_parts_is_exported_too(graded, parts):
    """In the order of the rows."""
    graded("cluster", as_class=False, parts=parts)

    assert main(["export", "cluster", "--to", "csv", "--out", "out.csv"]) == 0
    with Path("out.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 60


def test_what_needs_all_at_once_is_refused_above_a_number(graded, monkeypatch, capsys):
    """With the way out; and nothing is written."""
    monkeypatch.setattr("teachkit.exchange.large._AT_ONCE", 10)
    graded(as_class=False)

    for target in ("xlsx", "classroom"):
        assert main(["export", "arrow", "--to", target]) == 1
        assert "there are 60" in capsys.readouterr().err
    assert main(["export", "arrow", "--to", "csv", "--open", "refuse"]) == 1
    assert "points wait for a person" in capsys.readouterr().err
    assert not list(Path("arrow").glob("export*"))


def test_an_edited_gradebook_is_not_exported(graded, capsys):
    """Nobody would see that one number was changed."""
    graded(as_class=False)
    path = Path("arrow/gradebook.csv")
    path.write_text(path.read_text("utf-8").replace("blank", "4", 1), "utf-8")

    assert main(["export", "arrow", "--to", "csv"]) == 1
    assert "was changed since" in capsys.readouterr().err


@pytest.mark.parametrize("parts", ["", "csv", "parquet"])
def test_one_student_is_taken_out(graded, parts, capsys):
    """Every other line keeps its bytes; what can't be counted anew is said."""
    graded("cluster", as_class=False, parts=parts)
    main(["report", "cluster"])
    main(["export", "cluster", "--to", "csv"])
    main(["export", "cluster", "--to", "csv", "--out", "before.csv"])
    Path("cluster/notes.txt").write_text("0011 was ill", "utf-8")
    before = {path.name: path.read_bytes() for path in Path("cluster").rglob("*.csv")}
    capsys.readouterr()

    assert main(["erase", "cluster", "0011", "--dry-run"]) == 0
    assert {path.name: path.read_bytes() for path in Path("cluster").rglob("*.csv")} == before
    capsys.readouterr()
    assert main(["erase", "cluster", "0011"]) == 0

    said = capsys.readouterr().out
    assert "1 row" in said
    assert "report.html: removed" in said
    assert "notes.txt, line 1: speaks of the student" in said
    assert "sums of all, without names" in said
    assert not Path("cluster/report.html").exists()
    assert main(["export", "cluster", "--to", "csv", "--out", "after.csv"]) == 0  # hashes fit
    one, other = _lines("before.csv"), _lines("after.csv")
    assert [line for line in one if not line.startswith(b"0011,")] == other
    assert record("cluster")["erased"] == 1
    assert main(["erase", "cluster", "0011"]) == 1
    assert "no such student" in capsys.readouterr().err


def test_codes_as_a_spreadsheet_is_kept_from_running_them(run):
    """=4 stands as '=4 in the gradebook, and is found by its own name; 1 is not 01."""
    shutil.copy(FIXTURE, "grading.toml")
    text = 'student,one\n=4,rome\n01,rome\n1,rome\n"a,b",rome\nx,rome,too many\n'
    run({"a.csv": text}, "rows", source="grading.toml")

    for code in ("=4", "1", "a,b", "x"):
        assert main(["erase", "rows", code]) == 0
    assert [line.split(b",")[0] for line in _lines("rows/gradebook.csv")] == [b"student", b"01"]
    assert len(_lines("rows/unread.csv")) == 1


@pytest.mark.parametrize(
    "command", [["explain", "arrow", "0011", "one"], ["regrade", "arrow"], ["letters", "arrow"]],
    ids=lambda one: one[0],
)  # fmt: skip
def test_what_needs_single_answers_says_why_it_can_t(graded, command, capsys):
    """And the way out."""
    graded(as_class=False)
    capsys.readouterr()

    assert main(command) == 1
    assert "a cohort's results" in capsys.readouterr().err
