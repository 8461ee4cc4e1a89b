"""The builder ``handout``: ``sphinx-build -b handout`` writes readings as PDF.

What it prints with is imported when it prints: every build of the extension knows this class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes

__all__ = ["HandoutBuilder"]


class HandoutBuilder(Builder):
    """Writes a booklet for each lesson, its documents and organisers, and the whole pack."""

    name = "handout"
    format = "handout"
    epilog = "The readings are in %(outdir)s; index.html there lists them."
    allow_parallel = False
    supported_image_types: ClassVar = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
    ]
    supported_data_uri_images = True

    def get_outdated_docs(self) -> str:
        """Every file is written anew: any page may stand in several."""
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page, which only walkers read."""
        del typ
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same: a page may stand in the same file, or in none."""
        del from_
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write all files of the edition; what cannot be set is warned about."""
        try:
            from .printing import print_all  # noqa: PLC0415 - with Typst, needed only here
        except ImportError as error:
            raise ExtensionError("typst is missing: pip install 'teachkit[handouts]'") from error
        print_all(self)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: a page alone is no file."""
