"""What stands in a file of results, and how it is written: for its owner only, and hashed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Content", "Ready", "write_new"]


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is written already, on the same disk: it is moved into the results."""

    path: Path
    sha256: str


Content = str | Iterable[bytes | memoryview] | Ready
"""What stands in a file: a text, its bytes in pieces, or a file that is there."""


def write_new(path: Path, data: str | bytes | Iterable[bytes | memoryview]) -> str:
    """Write a file that is not there yet, for its owner only; return the hash of its bytes."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    digest = sha256()
    with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
        for piece in [raw] if isinstance(raw, bytes) else raw:
            stream.write(piece)
            digest.update(piece)
    return digest.hexdigest()
