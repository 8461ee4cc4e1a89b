"""A planned file as the document that the template sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...handouts.words import WORDS
from ..words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...handouts.look import Look
    from .chapter import Chapter
    from .files import File, Part
    from .library import Library

__all__ = ["assemble"]

Data = dict[str, Any]


def assemble(file: File, library: Library, *, look: Look, foot: str) -> Data:
    """Return the data of one file.

    Args:
        file: What stands in it.
        library: Where its pages are.
        look: Paper and style.
        foot: What stands at the foot of each page: the name of the pack.
    """
    chapters = []
    for number, parts in enumerate(file.chapters, start=1):
        chapter = library.chapter(f"c{number}")
        for part in parts:
            chapter.blocks += _walked(library, chapter, part)
        chapters.append(chapter.data())
    document = {
        "format": 1,
        "edition": "reading",
        "kind": file.kind,
        "paper": look.paper_name,
        "look": look.data(),
        "language": {"lang": library.language, "region": None},
        "title": file.title,
        "teacher": file.teacher,
        "foot": foot,
        "words": {**WORDS, **_words()},
        "chapters": chapters,
    }
    document["sources"] = _all_sources(chapters) if file.kind == "book" else []
    for one in chapters:
        one["blocks"] = _joined(one["blocks"], alone=file.kind == "sheet")
        for block in one["blocks"]:
            if block["block"] == "document":
                block["whole"] = file.kind == "pages"
    _straighten(document)
    for number, one in enumerate(one for one in _each(chapters) if one.get("lined")):
        one |= {"name": str(number), "compact": file.kind == "pages"}
    document |= _page_of(file, chapters)
    known: dict[str, str] = {}
    for place, label in _labels(document):
        known.setdefault(place, label)
    _resolve(document["chapters"], known)
    document["index"] = sorted(set(_index(document["chapters"])), key=str.casefold)
    return document


def _words() -> dict[str, str]:
    """Return what the template of readings says itself, in the language of the pages."""
    return {
        "page": _("Page"),
        "of": _("of"),
        "on-page": _("page"),
        "contents": _("Contents"),
        "index": _("Index"),
        "notes": _("Notes"),
        "sources": _("Sources used"),
        "again": _("stands on page"),
        "room": _("Your notes"),
        "for-teachers": _("For teachers"),
        "keep": _("Keys stand in it: please do not pass it on to students."),
        "name": _("Name"),
        "class": _("Class"),
        "date": _("Date"),
    }


def _walked(library: Library, chapter: Chapter, part: Part) -> list[Data]:
    walker = library.walk(chapter, part.docname, part.level)
    if not part.nodes:
        return walker.page()
    made = []
    for node in part.nodes:
        if isinstance(node, nodes.title):
            made.append({"block": "heading", "level": 1, "spans": walker.spans(node.children),
                         "text": node.astext(), "labels": [], "classes": []})  # fmt: skip
        else:
            made += walker.blocks([node])
    return made


def _all_sources(chapters: list[Data]) -> list[Data]:
    """Return the sources of all chapters, each once, by their labels."""
    found = {one["label"]: one for chapter in chapters for one in chapter["sources"]}
    return [found[label] for label in sorted(found, key=lambda one: (one.casefold(), one))]


def _joined(blocks: list[Data], *, alone: bool) -> list[Data]:
    """Put together what stays together: cards to cut apart, a document with its heading.

    A document that is a file by itself has room to write below instead.
    """
    made: list[Data] = []
    for block in blocks:
        last: Data = made[-1] if made else {"block": ""}
        if block["block"] == "card" and last["block"] == "cards":
            last["cards"].append(block)
        elif block["block"] == "card":
            made.append({"block": "cards", "cards": [block], "at": block.get("at", "")})
        elif last["block"] == "document" and block["block"] != "heading":
            last["blocks"].append(block)
        elif block.get("lined") and not alone:
            start = _last_heading(made)
            inside = [*made[start:], block]
            made[start:] = [{"block": "document", "blocks": inside, "at": block.get("at", "")}]
        else:
            made.append(block)
    if alone and any(one.get("lined") for one in made):
        made[0]["room"] = True
    return made


def _last_heading(blocks: list[Data]) -> int:
    """Return where the last heading stands; behind it if it is a page's title."""
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at]["block"] == "heading":
            return at + int(blocks[at]["level"] == 1)
    return 0


def _page_of(file: File, chapters: list[Data]) -> Data:
    """Return how the pages of a file lie: cards and tables take the margin."""
    kinds = {one["block"] for chapter in chapters for one in chapter["blocks"]}
    cards = file.kind == "pages" and "cards" in kinds
    tables = [one for one in _each(chapters) if one.get("block") == "cells" and one["organiser"]]
    return {
        "compact": file.kind == "pages" and "document" in kinds,
        "margin": not cards and file.kind != "organiser",
        "flipped": file.kind == "organiser" and any(one["wide"] for one in tables),
    }


def _straighten(document: Data) -> None:
    """Let no level of headings be skipped: PDF/UA asks for it."""
    last = 0
    for chapter in document["chapters"]:
        for block in _each(chapter["blocks"]):
            if block.get("block") == "heading":
                block["level"] = last = min(block["level"], last + 1)
                # A heading stands in the contents too, where nothing of this may stand twice.
                block["spans"] = [one for one in block["spans"] if one["span"] not in _ONCE]


_ONCE = ("anchor", "gloss", "index", "footnote")


def _each(data: object) -> Iterator[Data]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            if isinstance(value, dict | list):
                yield from _each(value)
    elif isinstance(data, list):
        for one in data:
            yield from _each(one)


def _labels(document: Data) -> Iterator[tuple[str, str]]:
    """Yield each place and the label that is printed for it: one label a block."""
    for chapter in document["chapters"]:
        for number in chapter["notes"]:
            label = f"note-{chapter['name']}-{number['number']}"
            yield label, label
        for data in _each(chapter["blocks"]):
            labels = data.get("labels", [])
            yield from ((one, labels[0]) for one in labels)
            if data.get("span") == "anchor":
                yield data["label"], data["label"]


def _resolve(data: object, known: dict[str, str]) -> None:
    """Let links whose place is not in the file be plain words, and print each label once."""
    printed: set[str] = set()
    for one in _each(data):
        if one.get("span") == "goto" or one.get("block") == "again":
            one["to"] = known.get(one["to"], "")
            if not one["to"]:
                one["span"] = "plain"
        if one.get("labels"):
            wanted = known[one["labels"][0]]
            one["labels"] = [] if wanted in printed else [wanted]
            printed.add(wanted)
        if one.get("span") == "anchor":
            if one["label"] in printed or known[one["label"]] != one["label"]:
                one["span"], one["spans"] = "plain", []
            printed.add(one["label"])


def _index(data: object) -> Iterator[str]:
    for one in _each(data):
        if one.get("span") == "index":
            yield one["key"]
