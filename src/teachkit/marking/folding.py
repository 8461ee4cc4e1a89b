"""Says what was overlooked when an answer was taken for an accepted one."""

from __future__ import annotations

import unicodedata
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["folded", "ignored"]

_ARTICLES = ("the ", "an ", "a ")
_MOST = 200


def _width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))


def _signs(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c.isspace() or unicodedata.combining(c))


def _spaces(text: str) -> str:
    return "".join(text.split())


def _article(text: str) -> str:
    start = next((one for one in _ARTICLES if text.lstrip().casefold().startswith(one)), "")
    return text.lstrip()[len(start) :]


_FOLDS: dict[str, Callable[[str], str]] = {
    "a first article": _article,
    "full-width characters": _width,
    "capital letters": str.casefold,
    "accents": _accents,
    "punctuation": _signs,
    "spaces": _spaces,
}


def folded(response: str, accepted: str) -> list[str]:
    """Return what had to be overlooked for the two to be the same.

    >>> folded("the tropic LINE.", "Tropic line")
    ['a first article', 'capital letters', 'punctuation']
    """
    pair = (response.strip(), accepted.strip())
    if len(response) > _MOST or not _same(pair, _FOLDS.values()):
        return []
    return [
        name
        for name in _FOLDS
        if not _same(pair, (fold for other, fold in _FOLDS.items() if other != name))
    ]


def _same(pair: tuple[str, str], folds: Iterable[Callable[[str], str]]) -> bool:
    steps = list(folds)
    one, other = (reduce(lambda text, fold: fold(text), steps, text) for text in pair)
    return one == other


def ignored(response: str, accepted: str) -> str:
    """Name what was overlooked in a phrase; "" if nothing, or if it cannot be named."""
    names = folded(response, accepted)
    return _and(names) if names else ""


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
