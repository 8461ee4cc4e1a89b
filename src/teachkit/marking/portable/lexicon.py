"""What all tables share: how characters are folded, and lists of words; data for the script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..language import language
from ..normal import basic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..language import Language

__all__ = ["lexicon"]

_SAME = (
    *((0x3005, 0x3007), (0x3041, 0x3096), (0x3099, 0x309A), (0x309D, 0x309E)),
    *((0x30A1, 0x30FA), (0x30FC, 0x30FE), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
)
"""Kana and kanji: ranges in which each character is its own normal form."""

_FOLDED = "ßſªº…¼½¾¹²³" + "".join(map(chr, range(0xFF01, 0xFFA0)))
"""Characters with another normal form: full width, kana of half width, ligatures."""

_SIGNS = "‘’‛′ʼ´“”„″«»‐‑‒–—―−⁄、。「」『』・¿¡·€£¥"
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """Return what the script knows of characters and words.

    Returns:
        ``space``: what counts as white space; ``dropped``: characters that mean nothing;
        ``same``: ranges of characters that stay as they are, and ``kept``: others; ``folds``:
        two strings, from and to, and ``long-folds``: pairs; ``signs``: what is no letter among
        the kept; ``symbols``: what alone is an answer; ``languages``: lists of words, each in
        one string with bars between, by language, "" for one without a data file.
    """
    ascii_ = [chr(code) for code in range(128)]
    space = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
    others = [one for one in (*ascii_, *_FOLDED, *_SIGNS) if not one.isspace()]
    forms = {one: _folded(one) for one in others}
    kept = [one for one, form in forms.items() if form == one]
    short = [one for one, form in forms.items() if len(form) == 1 and form != one]
    return {
        "space": space,
        "dropped": "".join(one for one in ascii_ if not _folded(one)) + _DROPPED,
        "same": [list(pair) for pair in _SAME],
        "kept": "".join(kept),
        "folds": ["".join(short), "".join(forms[one] for one in short)],
        "long-folds": [[one, form] for one, form in forms.items() if len(form) > 1],
        "signs": "".join(one for one in kept if not one.isalnum()),
        "symbols": "".join(one for one in kept if unicodedata.category(one)[0] == "S"),
        "languages": {code: _words(language(code)) for code in ("en", "")},
    }


def _folded(char: str) -> str:
    """Return what a character becomes between two others."""
    return basic(f"x{char}x")[1:-1]


def _words(lang: Language) -> dict[str, Any]:
    """Return the lists of one language that the script reads."""
    small = lang.stop | lang.fillers
    changing = lang.negations | lang.directions | lang.alternatives | lang.joiners
    return {
        "alphabet": lang.alphabet,
        "articles": _line(sorted(lang.articles)),
        "stop": _line(sorted(lang.stop)),
        "fillers": _line(sorted(lang.fillers)),
        "changing": _line(sorted(small & changing)),
        "ranges": _line(sorted((small | lang.number_fillers) & lang.range_words)),
        "number-fillers": _line(sorted(lang.number_fillers)),
        "dont-know": _line(sorted(lang.dont_know)),
        "hedges": _line(lang.hedges),
        "contractions": [list(pair) for pair in lang.contractions],
        "symbols": [list(pair) for pair in lang.symbols.items()],
        "unstemmed": _line(sorted(lang.unstemmed)),
        "turns": [[first, _line(parts)] for first, parts in lang.turns],
        "openings": _line(lang.openings),
        "endings": _line(lang.endings),
        "eras": _line(lang.eras),
        "named-times": _line(filter(str.isascii, lang.periods.get("named", ()))),
        "numbers": _numbers(lang),
    }


def _line(words: Iterable[str]) -> str:
    """Return words in one string: shorter than a list, and none of them has a bar in it."""
    return "|".join(words)


def _numbers(lang: Language) -> dict[str, Any] | None:
    """Return the number words of a language: small from 0, tens from 20, scales from 1000."""
    lists = lang.numbers
    if not lists:
        return None
    scales = list(lists["scales"])
    variants = dict(lists["variants"])
    variants |= dict(zip(lists["ordinals"], lists["small"], strict=True))
    variants |= dict(zip(lists["tens_ordinals"], lists["tens"], strict=True))
    variants |= {f"{word}th": word for word in ("hundred", *scales)}
    return {
        "small": _line(lists["small"]),
        "tens": _line(lists["tens"]),
        "scales": _line(scales),
        "variants": [list(pair) for pair in variants.items()],
        "decades": [list(pair) for pair in lists["decades"].items()],
    }
