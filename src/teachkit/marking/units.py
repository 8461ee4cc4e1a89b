"""Units of measure: which words name one, and by what it is converted into another."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from .language import language
from .normal import basic
from .tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Unit",
    "asked_in",
    "in_others",
    "may_lack_its_unit",
    "named",
    "other_words",
    "own_words",
    "units_in",
    "wanted",
]

LONGEST = 3
"""Words of the longest name of a unit: *miles per hour*."""


class Unit(NamedTuple):
    """A unit of a quantity."""

    quantity: str
    """``length``, ``time`` and the like."""
    factors: tuple[Fraction, ...]
    """How many of the quantity's first unit it is; more than one if the word is ambiguous."""
    shift: Fraction = Fraction(0)
    """What is added before, as 273.15 to degrees Celsius."""

    def into(self, value: Fraction, other: Unit) -> tuple[Fraction, ...]:
        """Convert a value into another unit of the quantity, exactly; the likeliest first."""
        return tuple(
            (value + self.shift) * mine / its - other.shift
            for mine in self.factors
            for its in other.factors
        )


@lru_cache(maxsize=4)
def _names(code: str) -> dict[str, tuple[Unit, ...]]:
    """Return the units that each name may mean: キロ may be a length or a mass."""
    found: dict[str, tuple[Unit, ...]] = {}
    for quantity, factors, words in language(code).measures:
        *plain, last = factors.split()
        shift = last if last.startswith("+") else ""
        numbers = plain if shift else [*plain, last]
        unit = Unit(quantity, tuple(map(Fraction, numbers)), Fraction(shift or 0))
        for name in words.split(", "):
            found[basic(name)] = (*found.get(basic(name), ()), unit)
    return found


def units_in(words: Sequence[str], code: str) -> Iterator[tuple[int, int, tuple[Unit, ...]]]:
    """Find names of units in a row of words; yields place, number of words, meanings."""
    names = _names(code)
    place = 0
    while place < len(words):
        for size in range(LONGEST, 0, -1):
            units = names.get(" ".join(words[place : place + size]))
            if units and place + size <= len(words):
                yield place, size, units
                place += size - 1
                break
        place += 1


def named(text: str, code: str) -> tuple[Unit, ...]:
    """Return what a text means that is the name of a unit and nothing else."""
    return _names(code).get(basic(text).replace(".", ""), ())


@lru_cache(maxsize=256)
def wanted(unit: str, question: str, code: str) -> Unit | None:
    """Return the unit in which a number is asked for; ``None`` if it is none that is known.

    Args:
        unit: As the author names it.
        question: Where there is no unit, *how many miles* in the question names one.
        code: The language.
    """
    if unit:
        units = named(unit, code)
        return units[0] if len(units) == 1 else None  # キロ may be a length or a mass
    counts = language(code).places.get("counts", ())
    words = list(read_words(question, code).tokens)
    for place, _, units in units_in(words, code):
        before = [one for one in words[max(0, place - 2) : place] if one != "of"][-1:]
        if before and before[0] in counts and len(units) == 1:
            return units[0]
    return None


@lru_cache(maxsize=256)
def asked_in(question: str, quantity: str, code: str) -> frozenset[Unit]:
    """Return the units of a quantity that a question names."""
    words = list(read_words(question, code).tokens)
    found = (unit for _, _, units in units_in(words, code) for unit in units)
    return frozenset(unit for unit in found if unit.quantity == quantity)


@lru_cache(maxsize=256)
def own_words(unit: str, question: str, code: str) -> frozenset[str]:
    """Return the words of the unit that is asked for, in all its spellings."""
    own = wanted(unit, question, code)
    names = (name for name, units in _names(code).items() if own in units)
    return frozenset(word for name in names for word in name.split())


@lru_cache(maxsize=256)
def other_words(unit: str, question: str, code: str) -> frozenset[str]:
    """Return the words of all other units of the quantity that is asked for."""
    own = wanted(unit, question, code)
    if own is None:
        return frozenset()
    names = (
        name
        for name, units in _names(code).items()
        if any(one.quantity == own.quantity for one in units)
    )
    every = frozenset(word for name in names for word in name.split())
    return every - own_words(unit, question, code)


@lru_cache(maxsize=256)
def in_others(answer: Fraction, unit: str, question: str, code: str) -> tuple[Fraction, ...]:
    """Return the answer in other units: what a number without a unit may mean.

    Units that the question names count, or all of the quantity if it names none.
    """
    every = {one for units in _names(code).values() for one in units}
    found: set[Fraction] = set()
    for own in named(unit, code):
        units = asked_in(question, own.quantity, code) or {
            one for one in every if one.quantity == own.quantity
        }
        found.update(one for other in units - {own} for one in own.into(answer, other))
    return tuple(sorted(found))


def may_lack_its_unit(
    value: Fraction, answer: Fraction, unit: str, question: str, code: str
) -> bool:
    """Whether a number is, within a tenth, the answer in another unit."""
    spans = _around(answer, unit, question, code)
    place = bisect_right(spans, value, key=itemgetter(0)) if spans else 0
    return place > 0 and value <= spans[place - 1][1]


@lru_cache(maxsize=256)
def _around(
    answer: Fraction, unit: str, question: str, code: str
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return what lies within a tenth of the answer in other units, in spans that lie apart."""
    spans: list[tuple[Fraction, Fraction]] = []
    tenth = Fraction(1, 10)
    ends = (sorted((one * (1 - tenth), one * (1 + tenth)))
            for one in in_others(answer, unit, question, code))  # fmt: skip
    for low, high in sorted(ends):
        if spans and low <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, high))
    return tuple(spans)
