"""A pack with all ten kinds, for tests that only look; and empty ones to change."""

from __future__ import annotations

import pytest

from packs import new_pack


@pytest.fixture(scope="session")
def shared_pack(tmp_path_factory):
    """The pack of all kinds; nobody changes it."""
    return new_pack(tmp_path_factory.mktemp("all-kinds"))


@pytest.fixture(scope="session")
def pages(shared_pack):
    """The student pages in HTML."""
    return shared_pack.build("html")


@pytest.fixture(scope="session")
def teacher_pages(shared_pack):
    """The teacher pages in HTML."""
    return shared_pack.build("html", teacher=True)


@pytest.fixture
def pack(tmp_path):
    """A pack of one's own."""
    return new_pack(tmp_path)
