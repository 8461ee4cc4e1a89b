"""English number words: thirty-two, nineteen forty-nine, two thousand and four."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["words_to_number"]

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def words_to_number(words: Sequence[str]) -> int | None:
    """Return the whole number that the words spell, or None.

    Years are read as people say them: nineteen forty-nine, nineteen oh five.
    """
    if not words or len(words) > 20:
        return None
    year = _year(words)
    return year if year is not None else _cardinal(words)


def _pair(words: Sequence[str]) -> int | None:
    """Read 1 to 99."""
    if len(words) == 1:
        return _SMALL.get(words[0], _TENS.get(words[0]))
    if len(words) == 2 and words[0] in _TENS and 0 < _SMALL.get(words[1], 0) < 10:
        return _TENS[words[0]] + _SMALL[words[1]]
    return None


def _year(words: Sequence[str]) -> int | None:
    """Read two pairs of digits, the first of which is 10 to 99."""
    for split in (1, 2):
        first, rest = _pair(words[:split]), list(words[split:])
        if first is None or first < 10 or not rest:
            continue
        if len(rest) == 2 and rest[0] in ("oh", "o") and 0 < _SMALL.get(rest[1], 0) < 10:
            return first * 100 + _SMALL[rest[1]]
        second = _pair(rest)
        if second is not None and second >= 10 and not (first in _TENS.values() and second < 10):
            return first * 100 + second
    return None


def _cardinal(words: Sequence[str]) -> int | None:
    """Read two thousand and four, thirty-two, nineteen hundred."""
    total = current = 0
    last_scale = 10**12
    pending: list[str] = []

    def close() -> int | None:
        return _pair(pending) if pending else 0

    for place, word in enumerate(words):
        if word == "and" and 0 < place < len(words) - 1 and not pending:
            continue
        if word == "hundred":
            part = close()
            if not part or current:
                return None
            current, pending = part * 100, []
        elif word in _SCALES:
            part = close()
            if part is None or _SCALES[word] >= last_scale or current + part == 0:
                return None
            total += (current + part) * _SCALES[word]
            last_scale, current, pending = _SCALES[word], 0, []
        else:
            pending.append(word)
    part = close()
    return None if part is None else total + current + part
