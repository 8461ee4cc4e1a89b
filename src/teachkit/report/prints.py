"""Reports and letters as PDF, by the press of the handouts."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from ..errors import ProblemsError
from ..gradebook.markup import plain
from ..speech import speech_of
from .figures import Figures
from .needs import need
from .page import report_body
from .paper import elements, page_tree, words_of
from .pooled import pooled_body, pooled_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..model import Sheet
    from ..speech import Speech
    from .gather import ClassReport

__all__ = ["letters_pdf", "pooled_pdf", "report_pdf"]

_PAPER_NAMES = {"a4": "a4", "letter": "us-letter"}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-([A-Z]{2}))?")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def report_pdf(report: ClassReport, *, paper: str = "a4", pack_root: Path) -> bytes:
    """Print a report: the same words and pictures as on the page.

    Args:
        report: The report.
        paper: ``a4`` or ``letter``.
        pack_root: The pack's folder; what its ``templates/`` holds is used before ours.

    Raises:
        ProblemsError: what draws or sets is not installed, or a template cannot be set.
    """
    need("matplotlib")
    figures = Figures(paper=True)
    body = report_body(report, figures)
    title = report.speech.say("report.title", title=plain(report.sheet.title))
    data = _data(title, report.language, paper)
    data["blocks"] = page_tree(body, labels=True)
    return _press("report.typ", data, figures.files, pack_root)


def pooled_pdf(reports: Sequence[ClassReport], *, paper: str = "a4", pack_root: Path) -> bytes:
    """Print the report of several classes: the same words and picture as on the page.

    Args:
        reports: The classes.
        paper: As for `report_pdf`.
        pack_root: As for `report_pdf`.

    Raises:
        ProblemsError: As for `report_pdf`, or the same results are named twice.
    """
    need("matplotlib")
    figures = Figures(paper=True)
    body = pooled_body(reports, figures)
    data = _data(pooled_title(reports), reports[0].language, paper)
    data["blocks"] = page_tree(body, labels=True)
    return _press("report.typ", data, figures.files, pack_root)


def letters_pdf(  # noqa: PLR0913 - what the command's options are
    sheet: Sheet,
    letters: Iterable[tuple[str, str]],
    *,
    whole: bool = False,
    duplex: bool = False,
    paper: str = "a4",
    pack_root: Path,
) -> bytes:
    """Print all letters of a class, each from a page of its own.

    Args:
        sheet: The sheet.
        letters: File name and HTML of each letter.
        whole: Whether questions that are fully right are printed too.
        duplex: Whether each letter begins on a new sheet when both sides are printed.
        paper: As for `report_pdf`.
        pack_root: As for `report_pdf`.

    Raises:
        ProblemsError: As for `report_pdf`.
    """
    speech = speech_of(sheet.language)
    title = speech.say("letter.letters", title=plain(sheet.title))
    data = _data(title, sheet.language, paper)
    data["duplex"] = duplex
    data["letters"] = [_letter(speech, name, html, whole=whole) for name, html in letters]
    return _press("letters.typ", data, {}, pack_root)


def _letter(speech: Speech, name: str, html: str, *, whole: bool) -> dict[str, Any]:
    blocks = page_tree(html, labels=False)
    if not whole:
        right = [one for one in blocks if {"item", "right"} <= set(one["classes"])]
        blocks = [one for one in blocks if one not in right]
        numbers = [words_of(one) for node in right for one in elements(node) if one["tag"] == "h3"]
        said = speech.say("letter.not-printed", items=", ".join(numbers))
        place = next((at for at, one in enumerate(blocks) if "item" in one["classes"]), len(blocks))
        if numbers:
            blocks.insert(place, {"tag": "p", "classes": ["quiet"], "children": [said]})
    return {"name": _title(html) or name, "blocks": blocks}


def _title(html: str) -> str:
    found = _TITLE.search(html)
    blocks = page_tree(f"<p>{found[1]}</p>", labels=False) if found else []
    return "".join(map(words_of, blocks))


def _data(title: str, language: str, paper: str) -> dict[str, Any]:
    found = _LANGUAGE.fullmatch(language)
    lang, region = found.groups() if found else ("en", None)
    return {
        "title": unescape(title),
        "paper": _PAPER_NAMES[paper],
        "language": {"lang": lang, "region": region},
    }


def _press(
    template: str, data: Mapping[str, Any], files: Mapping[str, bytes], pack_root: Path
) -> bytes:
    need("typst")
    from ..handouts.press import Press  # noqa: PLC0415 - Typst is loaded when it is needed

    with Press(pack_root=pack_root) as press:
        for name, content in files.items():
            press.place(name, content)
        pdf, problem = press.try_pdf(template, data)
    if problem is not None:
        raise ProblemsError([problem])
    return pdf
