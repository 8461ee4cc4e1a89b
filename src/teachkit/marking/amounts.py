"""Amounts in another unit than the one asked for, converted exactly."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .language import language
from .numerals import NUMERAL, Asked, beside, in_digits, read
from .rounding import digits, last_place
from .units import Unit, asked_in, units_in, wanted

__all__ = ["Amount", "asks_for_another", "names_a_unit", "read_amount"]

_WORD = re.compile(r"[^\s,;:!?()\"'\[\]=*_-]+")
_LONGEST = 200
"""Characters beyond which no amount is looked for."""


class Amount(NamedTuple):
    """A quantity that a response states in a unit of its own."""

    values: tuple[Fraction, ...]
    """What it may be in the unit that is asked for; the likeliest first."""
    last: Fraction
    """What the last digit counts, in the unit that is asked for."""
    said: str
    """Numbers and units as they were read."""
    units: tuple[Unit, ...]
    figure: Fraction | None = None
    """Its number as typed; ``None`` if there are more."""
    shifted: bool = False
    """Whether it is in degrees that begin elsewhere."""

    def other_than(self, answer: Fraction, margin: Fraction) -> bool:
        """Whether it is another amount, whatever its units mean, and not a round one.

        What is off by more than half is not round, but for degrees. Meanings that are close,
        as those of a month, may lie on either side of the answer, and then it may be meant.
        """
        low, high = min(self.values), max(self.values)
        if low <= answer <= high <= low * 3 / 2:
            return False
        away = abs(self.values[0] - answer)
        rounded = away < self.last and (self.shifted or away * 2 <= abs(answer))
        return not rounded and all(abs(one - answer) > margin for one in self.values)


class _Part(NamedTuple):
    name: str
    unit: Unit


def read_amount(response: str, asked: Asked) -> Amount | None:
    """Read an amount in another unit of the quantity that is asked for.

    Args:
        response: As typed: ``37.82 metres``, ``1 hour 53 minutes``.
        asked: The unit asked for, and what stands around the number.

    Returns:
        ``None`` if no such unit is known or named, it is the same one, or a word beside it
        may change the number.
    """
    target = wanted(asked.unit, asked.question, asked.language)
    if target is None or len(response) > _LONGEST:
        return None
    parts = _parts(response, target, asked.language)
    if not parts or all(one.unit == target for one in parts):
        return None
    if len(parts) > 1:
        return _sum(in_digits(response, asked.language), parts, target, asked)
    name, unit = parts[0]
    number = read(response, asked._replace(unit=name))
    if not number.plain:
        return None
    readings = number.values if number.scale == 1 else number.values[:1]
    values = tuple(one for value in readings for one in unit.into(value, target))
    step = last_place(readings[0]) * unit.factors[0] / target.factors[0]
    said = f"{number.figure} {name}"
    return Amount(values, step, said, (unit,), readings[0], unit.shift != target.shift)


def _parts(response: str, target: Unit, code: str) -> list[_Part]:
    """Find the units of a quantity that a response names."""
    text = NUMERAL.sub(" ", in_digits(response[:_LONGEST], code))
    words = [one.strip(".") or one for one in _WORD.findall(text)]
    return [
        _Part(" ".join(words[place : place + size]), unit)
        for place, size, units in units_in(words, code)
        for unit in units
        if unit.quantity == target.quantity
    ]


def _sum(text: str, parts: list[_Part], target: Unit, asked: Asked) -> Amount | None:
    """Read *1 hour 53 minutes*: numbers and units in turn, each unit smaller than the last."""
    rest = text
    figures = []
    for name, _ in parts:
        found = re.search(rf"(?<![\d.,])(\d{{1,9}}(?:\.\d{{1,9}})?) {re.escape(name)}\b", rest)
        if found is None:
            return None
        figures.append(Fraction(found[1]))
        rest = rest[: found.start()] + " " + rest[found.end() :]
    units = [one.unit for one in parts]
    falls = all(one.factors[0] > two.factors[0] for one, two in pairwise(units))
    known = beside(asked) | frozenset(language(asked.language).joiners)
    if not falls or NUMERAL.search(rest) or any(one.shift for one in units):
        return None
    if any(word.strip(".") not in known for word in _WORD.findall(rest)):
        return None
    pairs = list(zip(figures, units, strict=True))
    totals = [
        sum((figure * chosen(unit.factors) for figure, unit in pairs), Fraction(0))
        for chosen in (_likeliest, min, max)
    ]
    values = tuple(total / factor for total in totals for factor in target.factors)
    last = last_place(figures[-1]) * units[-1].factors[0] / target.factors[0]
    said = " ".join(
        f"{digits(figure)} {one.name}" for figure, one in zip(figures, parts, strict=True)
    )
    return Amount(values, last, said, tuple(units))


def _likeliest(factors: tuple[Fraction, ...]) -> Fraction:
    return factors[0]


def names_a_unit(response: str, asked: Asked) -> bool:
    """Whether a response names any unit of the quantity that is asked for."""
    target = wanted(asked.unit, asked.question, asked.language)
    return target is not None and bool(_parts(response, target, asked.language))


def asks_for_another(amount: Amount, asked: Asked) -> bool:
    """Whether the question names units of the quantity, but not that of the amount."""
    there = asked_in(asked.question, amount.units[0].quantity, asked.language)
    return bool(there) and not there & {*amount.units}
