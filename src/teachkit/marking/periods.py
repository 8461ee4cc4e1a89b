"""Decades, centuries, times with a name: when they surely are, or are not, what is asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .language import language
from .tokens import read_words

__all__ = ["Period", "leaves_out", "read_period"]

MARGIN = 2
"""Years by which a period must lie away: *the early 1960s* may be 1959."""

_DECADE = re.compile(r"(\d{2,3}0)s")
_CENTURY = re.compile(r"\d{1,2}")


class Period(NamedTuple):
    """A span of years, as wide as it may be meant: the 9th century is 800 to 900."""

    first: int
    last: int
    kind: str
    """``decade``, ``century``, ``year``; ``either`` for *the 1900s*; ``part`` of one of these;
    ``named`` for *the Cold War*."""

    def apart(self, other: Period) -> bool:
        """Whether two periods cannot be the same.

        Two decades, or two centuries, differ when their years do; all else must lie
        more than `MARGIN` years apart.
        """
        if self.kind == other.kind and self.kind in ("decade", "century"):
            return self[:2] != other[:2]
        return self.first - other.last > MARGIN or other.first - self.last > MARGIN

    def same(self, other: Period) -> bool:
        """Whether two decades, or two centuries, are one."""
        return self == other and self.kind in ("decade", "century")

    def holds(self, other: Period) -> bool:
        """Whether another period, or a year, surely lies in this decade or century.

        The first and the last year of a century do not: 1900 may be of the 19th or the 20th.
        """
        if self.kind not in ("decade", "century") or other.kind == "named":
            return False
        edge = int(self.kind == "century" and other.kind == "year")
        return self.first + edge <= other.first and other.last <= self.last - edge


@lru_cache(maxsize=4096)
def read_period(text: str, code: str = "en") -> Period | None:
    """Read a decade, a century, a time with a name; ``None`` if a word may change it.

    Args:
        text: As typed: ``the 1840s``, ``early 20th century``, ``the Second World War``.
        code: The language.
    """
    parts, centuries, beside, harmless = _lists(code)
    tokens = read_words(text[:200], code, accents=False).tokens  # as the matcher calls it: cached
    core = [one for one in tokens if one not in harmless and one not in parts]
    named = _named(code).get("".join(one for one in tokens if one not in beside))
    if named:
        return None if any(one in parts for one in tokens) else named
    found = _decade(core) or _century(core, centuries)
    if found and any(one in parts for one in tokens):
        return found._replace(kind="part")
    return found


def leaves_out(text: str, year: int, reach: int = 0, code: str = "en") -> bool:
    """Whether a text is a decade or century in which a year, give or take, surely does not lie."""
    period = read_period(text, code)
    return period is not None and period.apart(Period(year - reach, year + reach, "year"))


@lru_cache(maxsize=4)
def _lists(code: str) -> tuple[frozenset[str], ...]:
    """Return words for a part, for a century, that change no period, that change no number."""
    lang = language(code)
    parts, centuries, beside = (
        frozenset(lang.periods.get(one, ())) for one in ("parts", "centuries", "beside")
    )
    beside |= lang.stop
    return parts, centuries, beside, beside | lang.number_fillers


@lru_cache(maxsize=4)
def _named(code: str) -> dict[str, Period]:
    """Return the times that have a name, by their words without spaces."""
    return {
        "".join(read_words(name, code).tokens): Period(first, last, "named")
        for name, (first, last) in language(code).periods.get("named", {}).items()
    }


def _decade(core: list[str]) -> Period | None:
    found = _DECADE.fullmatch(core[0]) if len(core) == 1 else None
    if found is None:
        return None
    first = int(found[1])
    if first % 100 == 0:
        return Period(first, first + 99, "either")
    return Period(first, first + 9, "decade")


def _century(core: list[str], words: frozenset[str]) -> Period | None:
    if len(core) != 2 or core[1] not in words or not _CENTURY.fullmatch(core[0]):
        return None
    last = int(core[0]) * 100
    return Period(last - 100, last, "century") if last else None
