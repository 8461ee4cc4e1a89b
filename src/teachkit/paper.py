"""How sheets are printed: the ``[handout]`` table of a sheet, or of the pack."""

# ruff: noqa: RUF009 - `key` is our `dataclasses.field`

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .parts import key

__all__ = ["Detail", "Handout", "Paper", "Sides", "Style", "Tint"]


class Paper(StrEnum):
    """What a handout is printed on."""

    A4 = "a4"
    LETTER = "letter"


class Sides(StrEnum):
    """Whether a handout is printed on one side of the paper or on both."""

    SINGLE = "single"
    DOUBLE = "double"


class Style(StrEnum):
    """How a handout is set."""

    STANDARD = "standard"
    LARGE = "large"
    DYSLEXIA = "dyslexia"
    CONTRAST = "contrast"


class Tint(StrEnum):
    """The ground of a page."""

    NONE = "none"
    CREAM = "cream"
    BLUE = "blue"
    GREEN = "green"
    ROSE = "rose"


class Detail(StrEnum):
    """How much a key says."""

    ANSWERS = "answers"
    REASONS = "reasons"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """How a sheet is printed unless a command says otherwise."""

    paper: Paper | None = key("Paper size; left out, a4.", default=None)
    sides: Sides | None = key(
        "double: margins for binding, and each sheet begins on a front.", default=None
    )
    style: Style | None = key("Type and spacing; left out, standard.", default=None)
    tint: Tint | None = key(
        "The ground; left out, cream in style dyslexia, else none.", default=None
    )
    simple: bool | None = key("Whether to print the simpler prompts.", default=None)
    answers: Detail | None = key("How much a key says; left out, reasons.", default=None)
    variants: int | None = key("How many variants to print, 1 to 26.", default=None)
    seed: str = key("A word of your own that decides how variants are shuffled.", default="")
    kept_back: bool | None = key(
        "true for a test: teachkit build puts the sheet beside its key, not among the students'.",
        default=None,
    )
