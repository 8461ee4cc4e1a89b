"""What a chapter collects while its pages are read: notes, sources, glosses, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...handouts.glyphs import soft_breaks
from ..words import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...evidence import Evidence, SourceEntry

__all__ = ["Chapter", "shown_address"]

Data = dict[str, Any]

_SIGNS = re.compile(r"([/?&=_.#+-])(?=\w)")


class Chapter:
    """One lesson, or one other page of a book.

    Notes are numbered from 1, a word is glossed at its first use, and a question that stands
    twice is printed once: all three within the chapter.
    """

    def __init__(self, name: str, evidence: Evidence, language: str) -> None:
        self.name = name
        """Keeps its places apart from those of other chapters."""
        self.blocks: list[Data] = []
        self.glossed: set[str] = set()
        self.items: dict[str, str] = {}
        """Questions that have been printed: sheet and id -> the place."""
        self._evidence, self._language = evidence, language
        self._notes: dict[str, int] = {}
        self._sources: dict[str, SourceEntry] = {}

    def note(self, words: str, facts: Iterable[str]) -> int:
        """Return the number of the note that says ``words``; its documents are sources."""
        self.uses(facts)
        return self._notes.setdefault(words, len(self._notes) + 1)

    def uses(self, facts: Iterable[str]) -> None:
        """Take the documents behind facts for sources."""
        for fact in facts:
            known = self._evidence.facts.get(fact)
            for key in known.sources if known else ():
                if key in self._evidence.sources:
                    self._sources.setdefault(key, self._evidence.sources[key])

    def data(self) -> Data:
        """Return the chapter as a template takes it."""
        sources = sorted(self._sources.values(), key=lambda one: (one.label.casefold(), one.key))
        return {
            "name": self.name,
            "blocks": self.blocks,
            "notes": [
                {"number": number, "text": _breakable(text), "address": "/" in text}
                for text, number in self._notes.items()
            ],
            "sources": [_source(one, self._language) for one in sources],
        }


def shown_address(url: str) -> str:
    """Return an address as paper shows it: without what a browser adds by itself."""
    return re.sub(r"^(mailto:|https?://(www\.)?)|/$", "", url)


def _breakable(text: str) -> str:
    """Let addresses break behind their signs, and very long words anywhere."""
    if "/" in text:
        text = _SIGNS.sub("\\1\u200b", text)
    return soft_breaks(text)


def _source(entry: SourceEntry, language: str) -> Data:
    date = date_text(entry.date, language)
    who = [one for one in (entry.author, entry.title, entry.publisher, date) if one]
    return {
        "label": entry.label,
        "text": ". ".join(one.removesuffix(".") for one in who) + ".",
        "url": entry.url,
        "address": _breakable(shown_address(entry.url)),
    }
