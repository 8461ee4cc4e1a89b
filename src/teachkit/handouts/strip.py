"""Names and codes typeset by themselves, all of a class at once, to be stamped on sheets."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .classlist import Copy
    from .press import Press

__all__ = ["KINDS", "SIZE", "Drawing", "Strip", "typeset"]

SIZE = 10
"""Type of the drawings; each place scales them to its own."""
KINDS = ("/Font", "/ColorSpace")
"""What a line of text takes from its page."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One name as typeset: what draws it, and the strip's objects that it uses."""

    content: bytes
    uses: dict[str, dict[str, int]]
    """Kind of resource (``/Font``) -> name on the page -> number in the strip."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Names as typeset, one to a page."""

    pdf: pikepdf.Pdf
    """Kept open: what it holds is gone with it."""
    used: dict[str, dict[int, pikepdf.Object]]
    """Kind of resource -> number -> font or colour."""
    drawings: dict[str, dict[str, Drawing]]
    """Code of a student -> ``name`` or ``code`` -> what draws it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.pdf.close()


def typeset(
    press: Press, document: dict[str, Any], students: Sequence[Copy], room: Mapping[str, float]
) -> Strip:
    """Typeset names and codes.

    Args:
        press: Has ``strip.typ`` among its templates.
        document: The data of the sheet: language and look.
        students: The class, or a part of it: all in it share their fonts.
        room: ``name`` and ``code`` -> how wide each may be, in points.
    """
    rows = [
        {"text": getattr(student, what), "width": width, "size": SIZE}
        for student in students
        for what, width in room.items()
    ]
    base = {name: document[name] for name in ("look", "language", "words", "paper")}
    strip = pikepdf.open(io.BytesIO(press.bare_pdf("strip.typ", base | {"rows": rows})))
    pages = iter(strip.pages)
    used: dict[str, dict[int, pikepdf.Object]] = {kind: {} for kind in KINDS}
    drawings = {
        student.code: {what: _drawing(next(pages), used) for what in room} for student in students
    }
    return Strip(strip, used, drawings)


def _drawing(page: pikepdf.Page, used: dict[str, dict[int, pikepdf.Object]]) -> Drawing:
    """Take a page of the strip apart; what it uses is noted under its number."""
    uses: dict[str, dict[str, int]] = {}
    resources = page.Resources
    for kind in KINDS:
        if kind in resources:
            uses[kind] = {}
            for name, one in resources[kind].items():
                number = one.objgen[0]
                uses[kind][name] = number
                used[kind].setdefault(number, one)
    return Drawing(bytes(page.Contents.read_bytes()).strip(), uses)
