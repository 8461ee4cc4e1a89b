"""The sample class in every format gives one gradebook, but for what a format has lost."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "exercises" / "sample-class"
FORMATS = SAMPLE / "formats"
WHOLE = (
    "answers.zip", "google-forms.csv", "long.csv", "microsoft-forms.xlsx", "moodle.csv",
    "moodle.json", "prompts.csv", "records.jsonl", "wide.parquet", "wide.xlsx",
)  # fmt: skip
"""Those that lose nothing of this class."""

MISSING_ONLY = {"missing-student"}


@pytest.fixture(scope="module")
def sheet():
    """The sheet that the class answered."""
    return load_sheet(ROOT / "exercises" / "eligibility.toml")


@pytest.fixture(scope="module")
def graded(sheet, tmp_path_factory):
    """Grade a file of the class: results, and the gradebook as bytes."""

    def run(path):
        out = tmp_path_factory.mktemp("results") / "out"
        made = grade_class(sheet, [path], out, roster=FORMATS / "roster.csv")
        return made, (out / "gradebook.csv").read_bytes()

    return run


@pytest.fixture(scope="module")
def truth(graded):
    """The class from its wide CSV."""
    return graded(SAMPLE / "eligibility.csv")


def partly_blank(sheet):
    """The student and item where some gaps were filled and some left empty."""
    table = csv.DictReader(io.StringIO((SAMPLE / "eligibility.csv").read_text("utf-8")))
    found = set()
    for row in table:
        for item in sheet.items:
            given = [bool(row[f"{item.id}.{gap.id}"]) for gap in getattr(item, "gaps", ())]
            if any(given) and not all(given):
                found.add((row["student"], item.id))
    return found


def rows(gradebook):
    """Student to column to cell."""
    table = csv.DictReader(io.StringIO(gradebook.decode()))
    return {one["student"]: one for one in table}


def test_the_samples_are_what_their_script_makes(monkeypatch):
    """If this fails, the sheet was changed: run tools/make_sample_class.py."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import make_sample_class

    made = make_sample_class.format_samples()

    assert set(made) == {path.name for path in FORMATS.iterdir()}
    for name, data in made.items():
        if name.endswith((".csv", ".json", ".jsonl", ".zip")):
            assert (FORMATS / name).read_bytes() == data, name


def test_every_format_is_there():
    """Those that lose nothing, those that do, and the roster."""
    assert {path.name for path in FORMATS.iterdir()} == {
        *WHOLE, "canvas.csv", "gradescope.csv", "roster.csv",
    }  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_format_gives_the_same_gradebook(graded, truth, name):
    """Byte for byte, and without a word but on who is missing."""
    made, gradebook = graded(FORMATS / name)

    assert gradebook == truth[1]
    assert {one.code for one in made.problems} == MISSING_ONLY


def test_canvas_loses_gaps_left_empty(graded, truth):
    """They are unreadable, each is named, and nothing else differs."""
    made, gradebook = graded(FORMATS / "canvas.csv")
    before, after = rows(truth[1]), rows(gradebook)
    items = [item.id for item in made.sheet.items]
    differ = {
        (student, item)
        for student, row in before.items()
        for item in items
        if row[item] != after[student][item]
    }

    lost = partly_blank(made.sheet)

    assert len(lost) > 3
    assert differ <= lost
    assert all(after[student][item] == "review" for student, item in lost)
    named = [one.key for one in made.problems if one.code == "unreadable-answer"]
    assert sorted(named) == sorted(f"'{student}', {item}" for student, item in lost)


def test_gradescope_loses_answers_and_fractions(graded, truth):
    """A blank is a 0 there, and points have nine decimals; who is missing stays missing."""
    made, gradebook = graded(FORMATS / "gradescope.csv")
    before, after = rows(truth[1]), rows(gradebook)

    assert list(before) == list(after)
    for student, row in before.items():
        for item, cell in row.items():
            if item in ("correct", "partial", "incorrect", "unsure", "blank", "unreadable"):
                continue
            now = after[student][item]
            if cell == "blank":
                assert now == "0", (student, item)
            elif cell != now:
                near = abs(Fraction(cell) - Fraction(now)) <= Fraction(1, 10**6)
                assert near, (student, item)
    assert after["S17"]["missing"] == str(len(made.sheet.items))
    assert after["S17"]["total"] == after["S24"]["total"] == ""


def test_the_files_are_known_by_their_hashes(graded):
    """The zip file and each file in it."""
    made, _ = graded(FORMATS / "answers.zip")
    record = json.loads((made.out / "run.json").read_text("utf-8"))
    formats = [one["format"] for one in record["inputs"]]

    assert formats.count("zip") == 1
    assert formats.count("answers-JSON") == 28
    assert all(len(one["sha256"]) == 64 for one in record["inputs"])
