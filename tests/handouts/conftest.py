"""A small pack to print, and its handouts, made once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAPERS = ("a4", "letter")


@pytest.fixture(scope="session")
def pack(tmp_path_factory) -> Path:
    """A pack of two sheets: all kinds, and what is hard on paper."""
    root = tmp_path_factory.mktemp("printed") / "pack"
    shutil.copytree(HERE / "fixtures", root)
    shutil.copy(HERE.parent / "fixtures" / "all-kinds.toml", root / "exercises")
    return root


@pytest.fixture
def own_pack(pack, tmp_path) -> Path:
    """A copy of the pack that a test may change."""
    return Path(shutil.copytree(pack, tmp_path / "pack"))


@pytest.fixture(scope="session")
def printed(pack, tmp_path_factory) -> dict[tuple[str, bool, str], Path]:
    """Every handout of the pack: (sheet, key, paper) -> file."""
    from teachkit.bank import load_sheet
    from teachkit.handouts import build_handout

    out = tmp_path_factory.mktemp("handouts")
    return {
        (name, key, paper): build_handout(
            load_sheet(pack / "exercises" / f"{name}.toml"),
            out,
            key=key,
            paper=paper,
            pack_root=pack,
        )[0]
        for name in ("all-kinds", "print")
        for key in (False, True)
        for paper in PAPERS
    }


@pytest.fixture(scope="session")
def text_of():
    """Extract the text of a PDF as a reader program does, spaces and breaks made plain."""

    def read(path: Path) -> str:
        done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
        return " ".join(done.stdout.decode().replace("\u200b", "").split())

    return read
