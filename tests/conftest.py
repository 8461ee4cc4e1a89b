"""The pack itself, built once for all tests that look at what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The folder that `teachkit build` fills."""
    from teachkit.build import build_pack

    out = tmp_path_factory.mktemp("built")
    build_pack(ROOT, out, say=lambda _line: None)
    return out


@pytest.fixture(scope="session")
def built_site(built) -> Path:
    """The student edition."""
    return built / "site"


@pytest.fixture(scope="session")
def built_teacher(built) -> Path:
    """The teacher edition."""
    return built / "teacher"
