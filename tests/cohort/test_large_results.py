"""What is done with the results of a cohort: exports, taking a student out, reports."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from boards import ROSTER, answers, graded_as_a_class, here

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
