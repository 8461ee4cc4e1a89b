"""Script and style made shorter for the way to the reader, where the minifier is installed.

It comes with ``teachkit[pack]`` on the systems that it is built for. Without it pages get the
texts as they are written: longer, and they do the same.
"""

from __future__ import annotations

__all__ = ["short_script", "short_style"]


def short_script(text: str) -> str:
    """Return a script that does the same with fewer bytes; itself without the minifier."""
    return _short(text, "application/javascript")


def short_style(text: str) -> str:
    """Return a stylesheet that does the same with fewer bytes; itself without the minifier."""
    return _short(text, "text/css")


def _short(text: str, kind: str) -> str:
    try:
        import minify  # noqa: PLC0415 - not on every system
    except ImportError:
        return text
    return f"{minify.string(kind, text)}\n"
