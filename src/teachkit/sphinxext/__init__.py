"""The Sphinx extension: worksheets, items, citations, facts and plans on MyST pages.

Directives make plain docutils nodes, so every builder can write them. For pages in a
browser, ``forms`` dresses them as real form markup; nothing else is builder-specific.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    from .. import __version__  # noqa: PLC0415 - importing this package must cost nothing
    from .extension import register  # noqa: PLC0415 - same

    register(app)
    # No env_version: all we keep is in a domain, which has a version of its own.
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
