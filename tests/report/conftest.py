"""The sample class, graded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.sections import sections_of

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "exercises" / "sample-class"


def grade_sample(out, **more):
    """Grade the sample class as `make` does."""
    path = ROOT / "exercises" / "eligibility.toml"
    sheet = load_sheet(path)
    grade_class(
        sheet,
        [SAMPLE / "eligibility.csv", SAMPLE / "eligibility-json"],
        out,
        source=path,
        roster=SAMPLE / "roster.csv",
        pages=sections_of(ROOT / "docs", sheet.lesson),
        lesson_url=more.pop("lesson_url", "../../../site/"),
        **more,
    )
    return out


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """A folder of results; tests must not write into it."""
    return grade_sample(tmp_path_factory.mktemp("report") / "results")
