"""The systems whose exports are read, one module each: how a header is told, and its roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import canvas, canvas_new, google_forms, gradescope, microsoft_forms, moodle, plain_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .guess import System

__all__ = ["PLAIN", "SYSTEMS", "recognise"]

PLAIN = plain_table.SYSTEM
"""A table that somebody made, with prompts or ids as headers."""

SYSTEMS: dict[str, System] = {
    one.name: one
    for one in (
        moodle.SYSTEM,
        google_forms.SYSTEM,
        microsoft_forms.SYSTEM,
        canvas.SYSTEM,
        canvas_new.SYSTEM,
        gradescope.SYSTEM,
        PLAIN,
    )
}
"""By the name that ``--format`` takes."""


def recognise(header: Sequence[str]) -> System | None:
    """Return the system that writes such a header; ``None`` if it is none of them."""
    return next((one for one in SYSTEMS.values() if one.recognises(header)), None)
