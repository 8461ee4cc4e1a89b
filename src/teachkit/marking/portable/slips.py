"""Which words look like a slip of the pen in a word of the key, but are words of their own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import language, names
from ..number_words import is_number
from ..spelling import slip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..keys import Key

__all__ = ["slip_guards"]

_SHORTEST = 4
_REACH = 4
"""Letters by which a listed word may be shorter than what a student wrote: *ing* and one."""


def slip_guards(key: Key, special: frozenset[str]) -> list[list[object]]:
    """Return the words of a key in which a page may overlook a slip.

    Args:
        key: The key of the item.
        special: Words that may change what is said.

    Returns:
        [word, its ending, other words] of each. A word of the answer is no slip if it, or it
        without the ending, is one of the others. Only words of a to z, and only words that
        begin alike, so that a page needs no list of all words.
    """
    if key.either_or:
        return []  # a page has no list of the question's words then
    words = {
        form.words.tokens[place]: form.words.stems[place]
        for form in key.forms
        for place in form.content
    }
    own = special | key.lang.stop | key.lang.fillers | frozenset(key.other_words)
    return [
        [word, word[len(stem) :], sorted(_others(word, stem, key, own))]
        for word, stem in sorted(words.items())
        if len(word) >= _SHORTEST and word.isascii() and word.isalpha() and word.startswith(stem)
        if word not in special and not is_number(word)
    ]


def _others(word: str, stem: str, key: Key, own: Iterable[str]) -> set[str]:
    """Return the words that are near to a word of the key, with its ending or without."""
    ending = word[len(stem) :]
    listed = _by_start(key.lang.code).get(word[0], ())
    near = {one for one in listed if -_REACH <= len(one) - len(word) <= _REACH}
    near |= {one for one in own if one[0] == word[0]}
    return {one for one in near if slip(one, word) or (ending and slip(one + ending, word))}


@lru_cache(maxsize=4)
def _by_start(code: str) -> dict[str, list[str]]:
    """Return the words that are known as words, by their first letter."""
    found: dict[str, list[str]] = {}
    for one in language(code).words | names():
        found.setdefault(one[0], []).append(one)
    return found
