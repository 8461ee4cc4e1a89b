"""The list of what was printed: which file to print for which lesson, and its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from ...paper import Paper, Style
from ..words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...handouts.look import Look
    from .files import File

__all__ = ["Listed", "listing"]

_PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
body {{ font: 1.0625rem/1.5 system-ui, sans-serif; }}
h2 {{ margin-top: 2rem; font-size: 1.25rem; }}
ul {{ padding-inline-start: 1.25rem; }}
li {{ margin-block: 0.375rem; }}
.pages {{ white-space: nowrap; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{lead}</p>
{body}</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that was written."""

    name: str
    file: File
    pages: int
    look: Look


def listing(files: Sequence[Listed], project: str, language: str, handouts: str = "") -> str:
    """Return a page that lists the files: the whole first, then a part for each booklet.

    Args:
        files: What was written.
        project: The name of the pack.
        language: The language of the page.
        handouts: Where the printed worksheets or keys lie, seen from the page; "" for nowhere.
    """
    wholes = [one for one in files if one.file.kind == "book"]
    body = [f"<ul>\n{''.join(map(_entry, wholes))}</ul>\n"] if wholes else []
    booklets = dict.fromkeys(one.file.name for one in files if one.file.kind == "booklet")
    for name in booklets:
        of = [one for one in files if name in {one.file.name, one.file.of}]
        entries = [*map(_entry, of), *(_sheets(of[0].file, handouts) if handouts else ())]
        body.append(f"<h2>{escape(_heading(of[0].file))}</h2>\n<ul>\n{''.join(entries)}</ul>\n")
    lead = _("All files are PDF, for printing and for screen readers.")
    title = _("%s: what to print") % project
    return _PAGE.format(
        lang=escape(language), title=escape(title), lead=escape(lead), body="".join(body)
    )


def _heading(file: File) -> str:
    """Return a booklet's title, with the number that its name begins with."""
    number = _NUMBER.match(file.name)
    return f"{int(number[1])}. {file.title}" if number else file.title


_NUMBER = re.compile(r"(?:guide-)?(\d{1,3})-")


def _sheets(file: File, handouts: str) -> Iterator[str]:
    for sheet, title in file.sheets:
        words = _("The key: %s") if file.teacher else _("The worksheet: %s")
        name = f"{sheet}-key.pdf" if file.teacher else f"{sheet}.pdf"
        address = f"{handouts.rstrip('/')}/{quote(name)}"
        yield f'<li><a href="{escape(address)}">{escape(words % title)}</a></li>\n'


def _entry(one: Listed) -> str:
    look = [_STYLES[one.look.style]()] if one.look.style in _STYLES else []
    look += ["Letter"] if one.look.paper is Paper.LETTER else []
    said = "; ".join(_said(one))
    words = f"{_called(one.file)} ({', '.join(look)})" if look else _called(one.file)
    return f'<li><a href="{quote(one.name)}">{escape(words)}</a>: {escape(said)}</li>\n'


_STYLES = {
    Style.LARGE: lambda: _("large print"),
    Style.DYSLEXIA: lambda: _("dyslexia-friendly"),
    Style.CONTRAST: lambda: _("high contrast"),
}


def _called(file: File) -> str:
    return {
        "book": file.title,
        "booklet": _("The whole booklet"),
        "pages": file.title,
        "sheet": file.title,
        "organiser": _("Table to fill in: %s") % file.title,
    }[file.kind]


def _said(one: Listed) -> Iterator[str]:
    yield _("1 page") if one.pages == 1 else _("%d pages") % one.pages
    if one.pages > 1 and one.file.kind in {"sheet", "organiser"}:
        yield _("does not fit on one")
