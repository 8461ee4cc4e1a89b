"""File names for students: safe on every system, and different for different codes."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["file_names"]

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|com\d|lpt\d|index")


def file_names(codes: Iterable[str]) -> dict[str, str]:
    """Return each code's file name without ending.

    A code of plain letters, digits, ``-`` and ``_`` is its own name. Any other, one that
    Windows reserves, and codes that differ only in capital letters get a short hash.
    """
    listed = sorted(set(codes))
    folded = Counter(code.casefold() for code in listed)
    names = {
        code: code
        for code in listed
        if folded[code.casefold()] == 1 and _SAFE.fullmatch(code) and not _RESERVED.fullmatch(code)
    }
    taken = {name.casefold() for name in names}
    for code in listed:
        if code not in names:
            names[code] = _hashed(code, taken)
            taken.add(names[code])
    return names


def _hashed(code: str, taken: set[str]) -> str:
    """Return a name in small letters that is still free: someone may be called like a hash."""
    slug = _OTHER.sub("-", code)[:40].strip("-_").lower() or "student"
    digest = sha256(code.encode("utf-8", "replace")).hexdigest()
    lengths = range(8, len(digest) + 1)
    return next(name for size in lengths if (name := f"{slug}-{digest[:size]}") not in taken)
