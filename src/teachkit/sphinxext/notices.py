"""Every warning that the extension can give, in one place.

All have the type ``teachkit``, so ``suppress_warnings = ["teachkit.fact"]`` silences one
kind; under ``-W`` each is an error.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Node

    from ..errors import Problem

__all__ = ["Notice", "report", "warn"]

_LOGGER = logging.getLogger(__name__)


class Notice(StrEnum):
    """The subtypes of our warnings."""

    CONFIG = "config"
    """A value in conf.py, or the option of a directive, that cannot be used."""
    PAGE = "page"
    """One of our directives on a page that is not MyST Markdown."""
    SHEET = "sheet"
    """A worksheet that does not exist, or a problem in its file, at that file's line."""
    ITEM = "item"
    """An item that does not exist, or a link to one that no page shows."""
    EVIDENCE = "evidence"
    """A problem in facts.toml or sources.bib, at that file's line."""
    FACT = "fact"
    """A fact that does not exist, or a citation of one that no page lists."""
    CLAIM = "claim"
    """A problem in claims.toml, at that file's line, or a page, topic or claim not in it."""
    KEY = "key"
    """A key or a plan outside docs/teacher/ or outside the teacher edition; nothing is shown."""
    TIMELINE = "timeline"
    """A problem in timeline.toml, at that file's line, or nothing in it to show."""
    HANDOUT = "handout"
    """Something on a page that paper has no shape for, or that cannot be set."""
    TRANSLATION = "translation"
    """A translated gap text that lost one of its [[gap]] marks."""


def warn(
    notice: Notice,
    message: str,
    *,
    hint: str = "",
    location: str | Node | None = None,
    once: bool = False,
) -> None:
    """Log a warning.

    Args:
        notice: Its subtype.
        message: What is wrong, without a full stop.
        hint: How to mend it.
        location: ``file:line``, or the node it is about.
        once: Whether to say it only once in a build.
    """
    text = f"{message} ({hint})" if hint else message
    _LOGGER.warning("%s", text, type="teachkit", subtype=notice.value, location=location, once=once)


def report(notice: Notice, problems: Iterable[Problem]) -> None:
    """Log the problems of a data file, each at its own line, once in a build."""
    for problem in problems:
        place = f"{problem.file}:{problem.line or 1}"  # Sphinx takes one without a line for a page
        message = f"{problem.key}: {problem.message}" if problem.key else problem.message
        warn(notice, message, hint=problem.hint, location=place, once=True)
