"""The settings of the builder: what is a booklet, what is left out, on which paper."""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeVar

from ...paper import Handout, Paper, Style
from ..notices import Notice, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ...handouts.look import Look

__all__ = ["add_settings", "is_booklet", "is_left_out", "looks"]


_Choice = TypeVar("_Choice", bound=StrEnum)


_SETTINGS: tuple[tuple[str, object, tuple[type, ...], str], ...] = (
    (
        "booklets",
        ["lessons/*/index", "teacher/*"],
        (list, tuple),
        "Patterns of the pages that begin a booklet of their own.",
    ),
    ("unprinted", [], (list, tuple), "Patterns of the pages that are not printed."),
    ("papers", ["a4"], (list, tuple), "Paper sizes: a4, letter, or both."),
    (
        "styles",
        ["standard"],
        (list, tuple),
        "Styles of print: standard, large, dyslexia, contrast, or several.",
    ),
    (
        "handouts",
        "",
        (str,),
        "Where printed worksheets or keys lie, seen from the list of readings.",
    ),
    ("printed_answers", False, (bool,), "Whether the answers of practice items are printed."),
)


def add_settings(app: Sphinx) -> None:
    """Declare the settings; a change of one needs no page to be read again."""
    for name, default, kinds, said in _SETTINGS:
        app.add_config_value(f"teachkit_{name}", default, "", frozenset(kinds), said)


def is_booklet(config: Config, docname: str) -> bool:
    """Whether a page begins a booklet."""
    return any(fnmatchcase(docname, one) for one in config.teachkit_booklets)


def is_left_out(config: Config, docname: str) -> bool:
    """Whether a page is not printed."""
    return any(fnmatchcase(docname, one) for one in config.teachkit_unprinted)


def looks(config: Config) -> list[Look]:
    """Return each style on each paper; what does not exist is warned about and left out."""
    from ...handouts.look import look_of  # noqa: PLC0415 - only to print

    papers = _chosen("teachkit_papers", config.teachkit_papers, Paper) or [Paper.A4]
    styles = _chosen("teachkit_styles", config.teachkit_styles, Style) or [Style.STANDARD]
    return [look_of(Handout(paper=paper, style=style)) for paper in papers for style in styles]


def _chosen(name: str, wanted: str | Sequence[str], choices: type[_Choice]) -> list[_Choice]:
    named = wanted.split(",") if isinstance(wanted, str) else list(wanted)
    for one in named:
        if one not in set(choices):
            what, hint = choices.__name__.lower(), f"one or more of {', '.join(choices)}"
            warn(Notice.CONFIG, f"{name}: there is no {what} {one!r}", hint=hint)
    return [choices(one) for one in named if one in set(choices)]
