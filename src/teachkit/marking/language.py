"""What the marker knows of a language: lists of words, read from data files once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["Language", "language", "names", "spelling"]

KNOWN = ("en", "ja")
"""Languages with a data file, ``data/<code>.toml``."""


_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The lists of one language, joined with those of Japanese, whose script is its own."""

    code: str
    articles: frozenset[str]
    stop: frozenset[str]
    """Words that add nothing when they stand beside an answer; articles among them."""
    fillers: frozenset[str]
    """Words such as *I think*: they add nothing, but are no part of a name either."""
    dont_know: frozenset[str]
    hedges: tuple[str, ...]
    negations: frozenset[str]
    alternatives: frozenset[str]
    joiners: frozenset[str]
    relations: frozenset[str]
    directions: frozenset[str]
    range_words: frozenset[str]
    units: frozenset[str]
    number_fillers: frozenset[str]
    unstemmed: frozenset[str]
    turns: tuple[tuple[bool, tuple[str, ...]], ...]
    """Beginnings (True) and endings (False) that are no slips of each other."""
    contractions: tuple[tuple[str, str], ...]
    symbols: dict[str, str]
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    counters: str
    eras: dict[str, int]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    periods: dict[str, Any]
    """``centuries``: words for a century; ``parts``: for a part of a period; ``beside``: words
    that change no period; ``asks``: words that ask for a time; ``named``: name to years."""
    spans: dict[str, list[str]]
    """Words that make a span of a number: ``about``, ``below``, ``above`` and the like."""
    places: dict[str, frozenset[str]]
    """Words beside ordinals and numbers: ``ranks``, ``reversed``, ``exact``, ``counts``."""
    measures: tuple[tuple[str, str, str], ...]
    """Units that can be converted: (quantity, factors, words with commas between)."""
    numbers: dict[str, Any]
    """English number words; empty for a language without a data file."""
    words: frozenset[str]
    """Common words, which are never taken for a slip of the pen in another."""
    alphabet: bool
    """Whether English plurals and endings may be cut."""


def language(code: str) -> Language:
    """Return what is known of a language.

    Args:
        code: BCP 47; only the part before the first hyphen counts. For a language without
            a data file the lists of words are empty, but for those of Japanese.
    """
    base = code.partition("-")[0].lower()
    # A pupil in Japan answers in English, too: its words are read beside those of Japanese.
    return _load("en" if base in KNOWN else "")


def spelling() -> dict[str, str]:
    """Return the American spelling of each British word that has one."""
    return _spelling()


@lru_cache(maxsize=1)
def _spelling() -> dict[str, str]:
    pairs = str(_data("en")["spelling"]["words"]).split()
    return dict(pair.split("=") for pair in pairs)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Return names of places, peoples and persons, which are easily taken for each other."""
    return _listed("names.txt")


def _listed(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@lru_cache(maxsize=len(KNOWN))
def _data(code: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{code}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=len(KNOWN))
def _load(code: str) -> Language:
    own = _data(code) if code else {}
    japanese = _data("ja")

    def both(name: str) -> frozenset[str]:
        return frozenset([*_words(own.get(name, "")), *_words(japanese.get(name, ""))])

    return Language(
        code=code,
        articles=both("articles"),
        stop=both("stop") | both("articles"),
        fillers=both("fillers"),
        dont_know=both("dont_know") | frozenset(_lines("dont-know.txt")),
        hedges=tuple(sorted(both("hedges"), key=lambda one: (-len(one), one))),
        negations=both("negations"),
        alternatives=both("alternatives"),
        joiners=both("joiners"),
        relations=both("relations"),
        directions=both("directions"),
        range_words=both("range_words"),
        units=both("units"),
        number_fillers=both("number_fillers"),
        unstemmed=both("unstemmed"),
        turns=_turns(own),
        contractions=tuple(own.get("contractions", {}).items()),
        symbols=own.get("symbols", {}),
        openings=tuple(japanese["openings"]),
        endings=tuple(sorted(japanese["endings"], key=len, reverse=True)),
        counters=japanese["counters"],
        eras={**own.get("eras", {}), **japanese["eras"]},
        months=tuple(own.get("dates", {}).get("months", ())),
        weekdays=tuple(own.get("dates", {}).get("weekdays", ())),
        periods=_joined(own.get("periods", {}), japanese["periods"]),
        spans=_joined(own.get("spans", {}), japanese["spans"]),
        places=_sets(own.get("places", {})),
        measures=(*_measures(own), *_measures(japanese)),
        numbers=own.get("numbers", {}),
        words=_listed("en-words.txt") if code == "en" else frozenset(),
        alphabet=code == "en",
    )


def _sets(lists: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(_words(words)) for name, words in lists.items()}


def _measures(lists: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the units of a data file: quantity, factors, words."""
    return [
        (quantity, factors, words)
        for quantity, units in lists.get("measures", {}).items()
        for factors, words in units.items()
    ]


def _joined(own: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Join two tables of lists, or of tables, by name."""
    both = dict(own)
    for name, value in more.items():
        if isinstance(value, dict):
            both[name] = {**both.get(name, {}), **value}
        else:
            both[name] = [*both.get(name, ()), *value]
    return both


def _turns(own: dict[str, Any]) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """Return the groups of beginnings and endings, the longest of each group first."""
    return tuple(
        (name == "beginnings", tuple(sorted(group.split(), key=len, reverse=True)))
        for name in ("beginnings", "endings")
        for group in own.get(name, [])
    )


def _words(value: str | list[str]) -> list[str]:
    """Return the words of a list, or of a text with white space between them."""
    return value.split() if isinstance(value, str) else value
