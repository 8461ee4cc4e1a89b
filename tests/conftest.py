"""The pack itself, built once for all tests that look at what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory, request) -> Path:
    """The folder that `teachkit build` fills: built by the first process that asks for it."""
    from teachkit.build import build_pack

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    out = shared / "built-pack"
    with FileLock(shared / "built-pack.lock"):
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
