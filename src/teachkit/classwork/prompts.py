"""Finds the item that a column asks: by id, by the words of its prompt, or nearly so.

A system shows a prompt without its markup, with its own quotation marks and line breaks;
so only letters and digits are compared. What merely looks alike is a suggestion.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from ..model import Claims, Cloze, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Item, Sheet

__all__ = ["Found", "Prompts", "folded", "plain", "without_tags"]

_ROLE = re.compile(r"\{[\w:-]+\}`([^`]*)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|\*|`|(?<!\w)_|_(?!\w)")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|u|ul)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ALIKE = 0.6
_MOST = 2_000


def plain(text: str) -> str:
    """Take inline Markdown off a text, as a student sees it."""
    shown = _LINK.sub(r"\1", _ROLE.sub(r"\1", text))
    return " ".join(_MARKS.sub("", shown).split())


def without_tags(text: str) -> str:
    """Take HTML off a text, as the student saw it; a text without a tag is left as it is."""
    if not _TAG.search(text):
        return text
    shown = unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    lines = (" ".join(line.split()) for line in shown.splitlines())
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """Return the letters and digits of a text, for comparing what two systems show."""
    form = unicodedata.normalize("NFKC", text[: 10 * _MOST]).casefold()
    return "".join(char for char in form if char.isalnum())


@dataclass(frozen=True, slots=True)
class Found:
    """What a column may mean."""

    names: tuple[str, ...] = ()
    """Ids of items, or ``item.part``; one if it is sure, several if there is no telling."""
    sure: bool = False
    note: str = ""
    """Why, for the person who confirms it."""


class Prompts:
    """The items of a sheet, by what columns call them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._ids: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._rows: dict[str, dict[str, list[str]]] = {}
        self._alone: dict[str, list[str]] = {}
        for item in sheet.items:
            self._ids[item.id.casefold()] = item.id
            asked = folded(plain(item.prompt))
            self._words.setdefault(asked, []).append(item.id)
            for part, text in _part_texts(item).items():
                self._ids[f"{item.id}.{part}".casefold()] = f"{item.id}.{part}"
                if text != part:
                    self._alone.setdefault(folded(plain(text)), []).append(f"{item.id}.{part}")
                row = self._rows.setdefault(item.id, {})
                for name in {folded(part), folded(plain(text))} - {""}:
                    row.setdefault(name, []).append(f"{item.id}.{part}")

    def find(self, header: str) -> Found:
        """Find what a header asks: an id, a prompt, a row of a grid, or something like it."""
        header = without_tags(header)
        name = header.strip().casefold()
        if name in self._ids:
            return Found((self._ids[name],), sure=True, note="the item's id")
        names = tuple(self._words.get(folded(header), ()))
        if names:
            said = "the item's prompt" if len(names) == 1 else "several items ask this"
            return Found(names, sure=len(names) == 1, note=said)
        for prompt, row in _rows(header):
            if found := self._row(prompt, row):
                return found
        parts = tuple(self._alone.get(folded(header), ())) if folded(header) else ()
        if parts:  # some systems head the columns of a grid by the row alone
            return Found(parts, sure=len(parts) == 1, note="a row of the item")
        return self._alike(header)

    def asked(self, cell: str) -> str:
        """Return the item whose prompt a text begins with; "" if there is none, or no telling."""
        text = folded(without_tags(cell))
        fits = [one for one in self._words if one and text.startswith(one)]
        names = self._words[max(fits, key=len)] if fits else []
        return names[0] if len(names) == 1 else ""

    def _row(self, prompt: str, row: str) -> Found | None:
        """Find the part that a row of a grid asks."""
        name = prompt.strip().casefold()
        items = [self._ids[name]] if name in self._ids else self._words.get(folded(prompt), [])
        parts = [part for item in items for part in self._rows.get(item, {}).get(folded(row), ())]
        if not parts:
            return None
        return Found(tuple(parts), sure=len(parts) == 1, note="a row of the item")

    def _alike(self, header: str) -> Found:
        """Find the prompts that look like a header."""
        from difflib import SequenceMatcher  # noqa: PLC0415 - only where nothing fits

        text = folded(header)[:_MOST]
        if len(text) < 4:
            return Found()
        ranked = []
        for asked, names in self._words.items():
            match = SequenceMatcher(None, asked[:_MOST], text, autojunk=False)
            if match.real_quick_ratio() < _ALIKE or match.quick_ratio() < _ALIKE:
                continue
            if (share := match.ratio()) >= _ALIKE:
                ranked += [(share, name) for name in names]
        ranked.sort(key=lambda one: -one[0])
        if not ranked:
            return Found()
        best = ranked[0][0]
        near = tuple(name for share, name in ranked if share > best - 0.05)[:3]
        return Found(near, note=f"looks like its prompt ({best:.0%})")


def _rows(header: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a header into a question and a row: ``Q [row]`` and ``Q.row``."""
    head, bracket, row = header.rstrip().rpartition("[")
    if bracket and head.strip() and row.endswith("]") and len(row) > 1:
        yield head.rstrip(), row[:-1]
    for dot in list(re.finditer(r"\.(?=.)", header[:_MOST]))[:20]:
        yield header[: dot.start()], header[dot.end() :]


def _part_texts(item: Item) -> dict[str, str]:
    """Return what a student reads beside each part of an item."""
    match item:
        case Match():
            return {pair.id: pair.left for pair in item.pairs}
        case Claims():
            return {claim.id: claim.text for claim in item.claims}
        case Cloze():
            return {gap.id: gap.id for gap in item.gaps}
        case _:
            return {}
