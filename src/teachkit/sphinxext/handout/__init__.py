"""Lesson readings on paper: the builder ``handout`` sets resolved pages by our Typst templates.

A page's doctree becomes blocks and spans, the shapes in which text reaches a template; a
node without a shape is warned about and its text is printed all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["register"]


def register(app: Sphinx) -> None:
    """Add the builder and its settings."""
    from .builder import HandoutBuilder  # noqa: PLC0415 - nothing else needs it
    from .settings import add_settings  # noqa: PLC0415 - same

    add_settings(app)
    app.add_builder(HandoutBuilder)
