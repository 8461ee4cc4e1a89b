"""A small sheet, and a shorthand for reading files made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.classwork import read_classwork

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"


@pytest.fixture(scope="session")
def sheet():
    """A sheet with eight kinds of item."""
    return load_sheet(FIXTURE)


@pytest.fixture
def read(sheet, tmp_path, monkeypatch):
    """Write files given as name to text or bytes, and read them as a class's work."""
    monkeypatch.chdir(tmp_path)

    def run(files, *named, roster=None, **options):
        for name, content in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        names = named or [name for name in files if name != roster]
        return read_classwork(sheet, names, roster=roster, **options)

    return run
