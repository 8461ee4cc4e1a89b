"""The sample class that ships with the pack: made by its script, graded without a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "exercises" / "sample-class"
HEAVY = (
    "asyncio", "concurrent", "docutils", "email", "http", "importlib.metadata", "logging",
    "markdown_it", "myst_parser", "numpy", "random", "socket", "sphinx", "ssl",
    "subprocess", "tempfile", "typst", "unittest", "xml", "zipfile",
)  # fmt: skip


@pytest.fixture(scope="module")
def eligibility():
    """The sheet that the class answered."""
    return load_sheet(ROOT / "exercises" / "eligibility.toml")


@pytest.fixture(scope="module")
def results(eligibility, tmp_path_factory):
    """The class, graded."""
    out = tmp_path_factory.mktemp("results") / "out"
    return grade_class(eligibility, [SAMPLE / "eligibility.csv"], out, roster=SAMPLE / "roster.csv")


def test_the_files_are_what_their_script_makes():
    """If this fails, the sheet was changed: run tools/make_sample_class.py."""
    spec = spec_from_file_location("make_sample_class", ROOT / "tools" / "make_sample_class.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    made = script.sample_files()

    for name, text in made.items():
        assert (SAMPLE / name).read_text(encoding="utf-8") == text, name
    committed = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.*")}
    ours = {one for one in committed if "eligibility" in one or "roster" in one}
    assert set(made) == {one for one in ours if not one.startswith("formats/")}


def test_the_class_has_thirty_students(results):
    """One is excused, and one handed in nothing."""
    statuses = [one.student.status for one in results.results]

    assert len(statuses) == 30
    assert statuses.count("missing") == statuses.count("excused") == 1
    assert [one.severity for one in results.problems] == ["warning"]


def test_the_class_shows_every_state(results):
    """And no item that all have right, or none."""
    states = {cell.state for one in results.results for cell in one.cells}
    graded = [one for one in results.results if one.student.status == "graded"]

    assert states >= {"correct", "partial", "incorrect", "unsure", "blank", "missing", "excused"}
    for place, item in enumerate(results.sheet.items):
        if item.kind != "essay":
            right = sum(one.cells[place].state == "correct" for one in graded)
            assert 0 < right < len(graded), item.id


def test_answers_json_gives_the_same_marks(results, eligibility, tmp_path):
    """A few of the students saved their answers from the page."""
    saved = grade_class(eligibility, [SAMPLE / "eligibility-json"], tmp_path / "out")
    by_code = {one.student.code: one for one in results.results}

    assert len(saved.results) == 4
    assert saved.problems == ()
    for one in saved.results:
        assert [cell.mark for cell in one.cells] == [
            cell.mark for cell in by_code[one.student.code].cells
        ]


def test_a_class_is_graded_fast_and_with_little(tmp_path):
    """Nothing heavy is imported, and it takes a fraction of a second of processor time."""
    code = (
        "import sys, json; from teachkit.cli import main; status = main(sys.argv[1:]); "
        "print(json.dumps(sorted(sys.modules))); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "grade", "eligibility", "--pack", str(ROOT)]
    command += [str(SAMPLE / "eligibility.csv"), "--roster", str(SAMPLE / "roster.csv")]
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COVERAGE_PROCESS_START": ""},
    )
    after = getrusage(RUSAGE_CHILDREN)
    modules = json.loads(done.stdout.splitlines()[-1])
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert [name for name in HEAVY if name in modules] == []
    assert spent < 1
