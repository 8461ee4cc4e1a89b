"""The settings of the builder: what is a booklet, what is left out, on which paper."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ...handouts import PAPERS
from ..notices import Notice, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["add_settings", "is_booklet", "is_left_out", "papers"]


def add_settings(app: Sphinx) -> None:
    """Declare the settings; a change of one needs no page to be read again."""
    app.add_config_value(
        "teachkit_booklets",
        ["lessons/*/index", "teacher/*"],
        "",
        frozenset({list, tuple}),
        "Patterns of the pages that begin a booklet of their own.",
    )
    app.add_config_value(
        "teachkit_unprinted",
        [],
        "",
        frozenset({list, tuple}),
        "Patterns of the pages that are not printed.",
    )
    app.add_config_value(
        "teachkit_papers",
        ["a4"],
        "",
        frozenset({list, tuple}),
        "Paper sizes: a4, letter, or both.",
    )
    app.add_config_value(
        "teachkit_printed_answers",
        False,
        "",
        frozenset({bool}),
        "Whether the answers of practice items are printed.",
    )


def is_booklet(config: Config, docname: str) -> bool:
    """Whether a page begins a booklet."""
    return any(fnmatchcase(docname, one) for one in config.teachkit_booklets)


def is_left_out(config: Config, docname: str) -> bool:
    """Whether a page is not printed."""
    return any(fnmatchcase(docname, one) for one in config.teachkit_unprinted)


def papers(config: Config) -> list[str]:
    """Return the paper sizes; one that does not exist is warned about and left out."""
    wanted = config.teachkit_papers
    named = wanted.split(",") if isinstance(wanted, str) else list(wanted)
    for one in named:
        if one not in PAPERS:
            hint = f"one or more of {', '.join(PAPERS)}"
            warn(Notice.CONFIG, f"teachkit_papers: there is no paper {one!r}", hint=hint)
    return [one for one in named if one in PAPERS] or ["a4"]
