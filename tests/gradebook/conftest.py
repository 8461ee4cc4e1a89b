"""A small sheet, and a shorthand for grading files made on the spot."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"


@pytest.fixture(scope="session")
def sheet():
    """A sheet with nine kinds of item."""
    return load_sheet(FIXTURE)


@pytest.fixture
def grade(sheet, tmp_path, monkeypatch):
    """Write files given as name to text, and grade them into ``out``."""
    monkeypatch.chdir(tmp_path)

    def run(files, *, roster=None, out="out", **options):
        for name, content in files.items():
            Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        names = [name for name in files if name != roster]
        return grade_class(sheet, names, out, roster=roster, **options)

    return run


@pytest.fixture
def table():
    """Read a CSV of results as a list of dictionaries."""

    def read(path):
        with Path(path).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read
