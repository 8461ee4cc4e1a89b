"""A sheet, and a shorthand that grades the same files with every engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from boards import ENGINES, graded_as_a_class, here

from teachkit.bank import load_sheet
from teachkit.cohort import Asked, grade_cohort

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"


@pytest.fixture(scope="session")
def sheet():
    """A sheet with nine kinds of item."""
    return load_sheet(FIXTURE)


@pytest.fixture
def run(sheet, tmp_path, monkeypatch):
    """Grade files given as name to content, with an engine, into a folder of its name."""
    monkeypatch.chdir(tmp_path)

    def grade(files, engine, out="", **options):
        for name, content in files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return grade_cohort(sheet, list(files), out or engine, engine=engine, **options)

    return grade


@pytest.fixture
def small_blocks(monkeypatch):
    """Cut files into blocks of a few rows, so that small files show what large ones do."""
    monkeypatch.setattr("teachkit.cohort.blocks.BLOCK", 400)


@pytest.fixture
def engines(run, monkeypatch, sheet):
    """Grade files with every engine in small parts, and as a class; give what each said."""
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 1_500)
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)

    def grade(files, more=None, **asked):
        for name, text in (more or {}).items():
            Path(name).write_text(text, "utf-8")
        said = {one: run(files, one, asked=Asked(**asked)) for one in ENGINES}
        said["class"] = graded_as_a_class(sheet, files, **asked)
        return said

    return grade
