"""The small sheet, and a reader of tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from teachkit.bank import load_sheet

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"


@pytest.fixture(scope="session")
def sheet():
    """A sheet with nine kinds of item."""
    return load_sheet(FIXTURE)


@pytest.fixture
def table():
    """Read a CSV of results as a list of dictionaries."""

    def read(path):
        with Path(path).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read
