"""Pictures: found below the docs, brought beside the template, with what they show in words."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...handouts.figures import link_below
from ..notices import Notice, warn

if TYPE_CHECKING:
    from .walker import Walker

__all__ = ["figure_block", "picture"]

_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
_DATA = re.compile(
    r"data:image/(?P<kind>svg\+xml|png|jpeg|webp|gif);base64,(?P<data>.*)", re.DOTALL
)
_PIXEL = 0.18
"""Millimetres of paper for a pixel of a page: type of 15 pixels becomes type of 7.7 points."""
_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>px|mm|cm|in|pt|)")
_MILLIMETRES = {"px": _PIXEL, "": _PIXEL, "mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72}


def picture(walker: Walker, node: nodes.image) -> dict[str, Any] | None:
    """Return name, text alternative and width of a picture; a warning says why there is none."""
    alt = " ".join(node.get("alt", "").split())
    if not alt:
        hint = "say what it shows, for those who cannot see it; its name is used instead"
        warn(Notice.HANDOUT, "a picture has no text alternative", hint=hint,
             location=walker.place(node))  # fmt: skip
        alt = Path(node.get("uri", "")).stem if "data:" not in node.get("uri", "") else "Figure"
    name = _placed(walker, node)
    if name is None:
        return None
    return {"file": name, "alt": alt or "Figure", "width": _width(node.get("width", ""))}


def figure_block(walker: Walker, node: nodes.figure) -> list[dict[str, Any]]:
    """Return a figure with its caption; what else it holds follows."""
    image = next(node.findall(nodes.image), None)
    made = picture(walker, image) if image is not None else None
    if image is None or made is None:
        said = [nodes.paragraph("", image.get("alt", ""))] if image is not None else []
        return walker.blocks([*said, *(one for one in node if not isinstance(one, nodes.image))])
    caption = node.next_node(nodes.caption)
    rest = [
        one
        for one in node.children
        if one is not caption and not (isinstance(one, nodes.image) or image in one.findall())
    ]
    return [
        {
            "block": "figure",
            **made,
            "caption": walker.spans(caption.children) if caption is not None else [],
            "below": walker.blocks(rest),
        }
    ]


def _placed(walker: Walker, node: nodes.image) -> str | None:
    uri = node.get("uri", "")
    found = _DATA.fullmatch(uri)
    if found:
        suffix = {"svg+xml": ".svg", "jpeg": ".jpg"}.get(found["kind"], f".{found['kind']}")
        return walker.figures.add(b64decode(found["data"]), suffix)
    path = Path(walker.srcdir / uri)
    problem = _refusal(path, walker)
    if problem:
        hint = "its text alternative is printed instead"
        warn(Notice.HANDOUT, f"the picture {uri!r} {problem}", hint=hint,
             location=walker.place(node))  # fmt: skip
        return None
    return walker.figures.add(path.read_bytes(), path.suffix.lower())


def _refusal(path: Path, walker: Walker) -> str:
    """Say why a file is not taken; empty if it is."""
    if path.suffix.lower() not in _SUFFIXES:
        return f"has a format that cannot be printed ({', '.join(_SUFFIXES)} can)"
    if not path.resolve().is_relative_to(walker.srcdir.resolve()):
        return "lies outside the pages"
    if link_below(path, walker.srcdir) is not None:
        return "is reached by a symbolic link, which may lead anywhere"
    return "" if path.is_file() else "is not there"


def _width(written: str) -> float | None:
    """Return millimetres; None for the picture's own size or a share of the page."""
    found = _LENGTH.fullmatch(written.strip()) if written else None
    return round(float(found["number"]) * _MILLIMETRES[found["unit"]], 2) if found else None
