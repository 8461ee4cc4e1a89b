"""One student out of a folder of results."""

from __future__ import annotations

from .erase import Erased, erase

__all__ = ["Erased", "erase"]
