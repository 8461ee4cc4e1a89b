"""Read printed pages back, as reader programs do."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["pages_in", "squashed", "text_in"]

_SIGNS = re.compile(r"[\s\u200b\u2060\u00ad_.,;:]")


def text_in(path: Path, *, body: bool = True) -> str:
    """Return the text of a PDF in its own order, without heads and feet of pages."""
    inside = ["-x", "0", "-y", "50", "-W", "2000", "-H", "740"] if body else []
    if body and "letter" in path.name:
        inside[-1] = "690"
    done = subprocess.run(
        ["pdftotext", "-raw", *inside, str(path), "-"], capture_output=True, check=True
    )
    return done.stdout.decode()


def squashed(text: str, *, keep: str = "") -> str:
    """Return text without spaces, breaks, hyphens of breaks and stops, which setting moves."""
    text = re.sub(r"-\n", "", text)
    return "".join(one for one in text if one in keep or not _SIGNS.match(one)).replace("-", "")


def pages_in(path: Path) -> int:
    """Return how many pages a PDF has."""
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True)
    return int(re.search(rb"Pages:\s+(\d+)", done.stdout)[1])
