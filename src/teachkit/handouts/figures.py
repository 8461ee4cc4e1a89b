"""Find a figure below a pack, and nothing outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FigureError", "find_figure", "link_below"]

_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")


class FigureError(Exception):
    """A figure that cannot be printed."""

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


def find_figure(source: str, pack_root: Path) -> Path:
    """Return the file of an image in a sheet.

    Args:
        source: As written: ``/figures/map.svg`` counts from the pack's ``docs/``, as in a
            page; anything else from ``exercises/``.
        pack_root: The pack's folder.

    Raises:
        FigureError: it is not a picture below the pack, or a link leads to it.
    """
    if "://" in source or source.startswith("data:"):
        raise FigureError(f"the image {source!r} is not a file", "keep pictures in the pack")
    start = "docs" if source.startswith("/") else "exercises"
    path = pack_root / start / unquote(source).lstrip("/")
    link = link_below(path, pack_root)
    if link is not None:
        raise FigureError(
            f"the image {source!r} is reached by a symbolic link, {link.name}",
            "put the file itself there: a link may lead out of the pack",
        )
    if not path.resolve().is_relative_to(pack_root.resolve()):
        raise FigureError(f"the image {source!r} is outside the pack", "copy it into the pack")
    if path.suffix.lower() not in _SUFFIXES:
        raise FigureError(f"the image {source!r} has an unknown format", ", ".join(_SUFFIXES))
    if not path.is_file():
        raise FigureError(f"there is no image {source!r}", f"looked for {path}")
    return path


def link_below(path: Path, root: Path) -> Path | None:
    """Return the first symbolic link on the way from ``root`` to ``path``, or None."""
    step = root
    for part in path.relative_to(root).parts:
        step /= part
        if step.is_symlink():
            return step
    return None
