"""A pack to check, written file by file."""

from __future__ import annotations

from datetime import date

import pytest
from lint_items import PACK, sheet

from teachkit.lint import check

TODAY = date(2026, 3, 1)


@pytest.fixture
def check_pack(tmp_path):
    """Write a sound pack with some files changed, check it, and return the problems."""

    def run(files, *, today=TODAY, root=""):
        for name, text in ({"exercises/sheet.toml": sheet("choice")} | PACK | files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check(tmp_path / root, today=today)

    return run
