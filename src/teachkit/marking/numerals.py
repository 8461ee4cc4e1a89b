"""Read a number as people write it, and compare it with the answer.

Only what is clear is decided. A spelling that can mean two numbers (1.949), several
numbers, and words that change a number (about, before, million) go to a person.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from ..model import State
from .normal import basic, is_dont_know, normalise
from .number_words import words_to_number
from .responses import MAX_LENGTH

__all__ = ["Reading", "compare", "read"]

MAX_DIGITS = 40

_NUMERAL = re.compile(
    r"[+-]?(?:\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
)
_GLUED = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
_FILLERS = frozenset(
    [
        "in",
        "the",
        "year",
        "it",
        "was",
        "is",
        "of",
        "ad",
        "ce",
        "a.d",
        "c.e",
        "circa-none",
        "i",
        "think",
        "answer",
        "years",
        "on",
        "were",
    ]
)


class Reading(NamedTuple):
    """The numbers that a response may mean, the likeliest first."""

    values: tuple[Fraction, ...]
    plain: bool
    """Whether nothing stands beside the number that could change it."""
    why: str
    """Why there is no number, or what stands beside it."""


def read(response: str, unit: str = "") -> Reading:
    """Read the one number in a response.

    Args:
        response: As typed: ``1,949``, ``nineteen forty-nine``, ``1949 CE``, ``32 members``.
        unit: A unit that may follow.
    """
    if len(response) > MAX_LENGTH:
        return Reading((), plain=False, why=f"longer than {MAX_LENGTH:,} characters")
    text = basic(response).replace("年", " ")
    found = list(_NUMERAL.finditer(text))
    if len(found) == 1:
        rest = text[: found[0].start()] + " " + text[found[0].end() :]
        return _one(found[0].group(), text, rest, unit)
    if found:
        return Reading((), plain=False, why="several numbers")
    words = [
        word for word in normalise(response).replace("-", " ").split() if word not in _beside(unit)
    ]
    value = words_to_number(words)
    if value is None:
        return Reading((), plain=False, why="no number in it")
    return Reading((Fraction(value),), plain=True, why="")


def compare(
    response: str, answer: Fraction, tolerance: Fraction = Fraction(0), unit: str = ""
) -> tuple[State, str]:
    """Compare a response with the answer.

    Returns:
        The state (correct, incorrect, unsure, blank or unreadable) and the reason.
    """
    if not response.strip() or not normalise(response[: MAX_LENGTH + 1]):
        return State.BLANK, "no answer"
    said = read(response, unit)
    if not said.values:
        if is_dont_know(response[: MAX_LENGTH + 1]):
            return State.INCORRECT, "says that the answer is not known"
        several = said.why == "several numbers"
        return (State.UNSURE if several else State.UNREADABLE), said.why
    hits = [abs(value - answer) <= tolerance for value in said.values]
    if not said.plain:
        return State.UNSURE, said.why
    if any(hits) and not hits[0]:
        return State.UNSURE, "it can be read as more than one number"
    span = f" within {_plain(tolerance)}" if tolerance else ""
    if hits[0]:
        return State.CORRECT, f"{_plain(said.values[0])} is right{span}"
    return State.INCORRECT, f"{_plain(said.values[0])} is not {_plain(answer)}{span}"


def _one(numeral: str, text: str, rest: str, unit: str) -> Reading:
    values = _values(numeral)
    if not values:
        return Reading((), plain=False, why=f"a number of more than {MAX_DIGITS} digits")
    if _GLUED.search(text):
        return Reading(values, plain=False, why="letters stand directly at the number")
    beside = [
        word
        for word in re.findall(r"[^\s,;:!?()\"']+", rest)
        if word.strip(".") and word.strip(".") not in _beside(unit)
    ]
    if beside:
        return Reading(values, plain=False, why=f"'{beside[0][:30]}' stands beside the number")
    return Reading(values, plain=True, why="")


def _beside(unit: str) -> frozenset[str]:
    """Return the words that do not change a number."""
    return _FILLERS | frozenset(basic(unit).replace(".", " ").split())


def _values(numeral: str) -> tuple[Fraction, ...]:
    """Return what a numeral may mean: as English writes it first, then the other way."""
    text = re.sub(r"[ ']", "", numeral)
    if sum(char.isdigit() for char in text) > MAX_DIGITS:
        return ()
    commas, dots = text.count(","), text.count(".")
    if commas and dots:
        decimal = max(text.rfind(","), text.rfind("."))
        return (_exact(re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]),)
    if commas + dots == 0:
        return (_exact(text),)
    mark = "," if commas else "."
    grouped, pointed = text.replace(mark, ""), text.replace(mark, ".")
    looks_grouped = re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(\{mark}\d{{3}})+", text) is not None
    if commas + dots > 1:
        return (_exact(grouped),) if looks_grouped else ()
    if not looks_grouped:
        return (_exact(pointed),)
    both = (_exact(grouped), _exact(pointed))
    return both if commas else both[::-1]


def _exact(text: str) -> Fraction:
    return Fraction(text.removeprefix("+"))


def _plain(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"
