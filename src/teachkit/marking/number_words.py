"""Numbers in words: nineteen forty-nine, two thousand and four, 1.5 million, 二十四."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .language import language

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["fold_kanji", "fold_numbers", "is_number", "words_to_number"]

LONGEST = 20
"""Words of the longest number that is read."""

_NUMERAL = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?")
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"ix": 9, "iv": 4}
_NOT_ROMAN = frozenset(["", "xi"])  # a family name more often than a number


class _Words(NamedTuple):
    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    variants: dict[str, str]
    """Misspellings, and ordinals with their cardinals."""
    decades: dict[str, str]
    all: frozenset[str]


@lru_cache(maxsize=4)
def _words(code: str) -> _Words | None:
    lists = language(code).numbers
    if not lists:
        return None
    small = {word: value for value, word in enumerate(lists["small"])}
    tens = {word: value * 10 for value, word in enumerate(lists["tens"], start=2)}
    scales = {word: 1000**power for power, word in enumerate(lists["scales"], start=1)}
    variants = dict(lists["variants"])
    variants |= dict(zip(lists["ordinals"], lists["small"], strict=True))
    variants |= dict(zip(lists["tens_ordinals"], lists["tens"], strict=True))
    variants |= {f"{word}th": word for word in ("hundred", *scales)}
    every = frozenset([*small, *tens, *scales, *variants, "hundred"])
    return _Words(small, tens, scales, variants, dict(lists["decades"]), every)


def is_number(token: str) -> bool:
    """Whether a token is a number: it begins with a digit, or a minus and a digit."""
    return token[0].isdigit() or (token[0] == "-" and token[1:2].isdigit())


def words_to_number(words: Sequence[str], code: str = "en") -> int | None:
    """Return the whole number that the words spell, or None.

    Years are read as people say them: nineteen forty-nine, nineteen oh five. Ordinals
    count as the number they name.
    """
    lists = _words(code)
    if lists is None or not words or len(words) > LONGEST:
        return None
    plain = [lists.variants.get(lists.variants.get(word, word), lists.variants.get(word, word))
             for word in words]  # fmt: skip
    year = _year(plain, lists)
    return year if year is not None else _cardinal(plain, lists)


def _pair(words: Sequence[str], lists: _Words) -> int | None:
    """Read 1 to 99."""
    if len(words) == 1:
        return lists.small.get(words[0], lists.tens.get(words[0]))
    if len(words) == 2 and words[0] in lists.tens and 0 < lists.small.get(words[1], 0) < 10:
        return lists.tens[words[0]] + lists.small[words[1]]
    return None


def _year(words: Sequence[str], lists: _Words) -> int | None:
    """Read two pairs of digits, the first of which is 10 to 99."""
    for split in (1, 2):
        first, rest = _pair(words[:split], lists), list(words[split:])
        if first is None or first < 10 or not rest:
            continue
        if len(rest) == 2 and rest[0] in ("oh", "o") and 0 < lists.small.get(rest[1], 0) < 10:
            return first * 100 + lists.small[rest[1]]
        second = _pair(rest, lists)
        if second is not None and second >= 10:
            return first * 100 + second
    return None


def _cardinal(words: Sequence[str], lists: _Words) -> int | None:
    """Read two thousand and four, thirty-two, nineteen hundred."""
    total = current = 0
    last_scale = 10**15
    pending: list[str] = []

    def close() -> int | None:
        return _pair(pending, lists) if pending else 0

    for place, word in enumerate(words):
        if word == "and" and 0 < place < len(words) - 1 and not pending:
            continue
        if word == "hundred":
            part = close()
            if not part or current:
                return None
            current, pending = part * 100, []
        elif word in lists.scales:
            part = close()
            if part is None or lists.scales[word] >= last_scale or current + part == 0:
                return None
            total += (current + part) * lists.scales[word]
            last_scale, current, pending = lists.scales[word], 0, []
        else:
            pending.append(word)
    part = close()
    return None if part is None else total + current + part


# --- In running text ----------------------------------------------------------


def fold_numbers(tokens: list[str], code: str = "en") -> list[str]:
    """Write numbers in words, Roman numerals after a word and *1.5 million* in digits.

    *one* stays a word unless nothing else is said.
    """
    lists = _words(code)
    if lists is None:
        return tokens
    if any(token in lists.all or token in lists.decades for token in tokens):
        tokens = _fold_words(tokens, lists, code)
    return [
        _roman(token, tokens, place) if place and token[0] in "ivx" else token
        for place, token in enumerate(tokens)
    ]


def _fold_words(tokens: list[str], lists: _Words, code: str) -> list[str]:
    folded: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        scale = 100 if token == "hundred" else lists.scales.get(token)  # noqa: S105 - a word
        if scale and folded and _NUMERAL.fullmatch(folded[-1]):
            value = Fraction(folded.pop()) * scale
            folded.append(str(value if value.denominator == 1 else float(value)))
            place += 1
        elif token in lists.all:
            end = _run(tokens, place, lists)
            length, written = _longest(tokens[place:end], lists, code)
            if scale and written[0].isdigit() and folded[-1:] in (["a"], ["an"]):
                folded.pop()
            folded.append(written)
            place += length
        else:
            folded.append(lists.decades.get(token, token))
            place += 1
    if folded == ["one"]:
        return ["1"]
    return folded


def _run(tokens: list[str], start: int, lists: _Words) -> int:
    """Return where the words that may spell one number end."""
    end = start
    while end < len(tokens) and end - start < LONGEST:
        inside = tokens[end] in ("and", "oh", "o") and end > start
        if not (tokens[end] in lists.all or (inside and tokens[end + 1 : end + 2] and
                                            tokens[end + 1] in lists.all)):  # fmt: skip
            break
        end += 1
    return end


def _longest(words: list[str], lists: _Words, code: str) -> tuple[int, str]:
    """Return how many of the words spell one number, and it in digits."""
    if words == ["one"] or words[0] == "zeroth":
        return 1, words[0]
    for length in range(len(words), 0, -1):
        said = words[:length]
        value = words_to_number(said, code)
        if value is None and (said[0] == "hundred" or said[0] in lists.scales):
            value = words_to_number(["one", *said], code)
        if value is not None:
            return length, str(value)
    return 1, words[0]


def _roman(token: str, tokens: list[str], place: int) -> str:
    """Read II in *World War II*; a single letter only at the end, after a longer word."""
    found = _ROMAN.fullmatch(token)
    if not found or token in _NOT_ROMAN or not tokens[place - 1].isalpha():
        return token
    if len(token) == 1 and (place < len(tokens) - 1 or len(tokens[place - 1]) < 3):
        return token
    rest = found[2]
    ones = _ROMAN_VALUES.get(rest, 5 * rest.count("v") + rest.count("i"))
    return str(10 * len(found[1]) + ones)


# --- Kanji --------------------------------------------------------------------

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = re.compile(rf"(?<![\d.])第?([{''.join([*_DIGITS, *_SMALL, *_LARGE])}]+)(?=(.?))")
_MIXED = re.compile(r"(\d+(?:\.\d+)?)([万億兆])")
_ORDINAL = re.compile(r"第(?=\d)")


def fold_kanji(text: str) -> str:
    """Write kanji numerals in digits: 二十四年 becomes 24年, 3万 becomes 30000.

    Only where a counter follows or nothing else is said: 三重 and 千葉 are names.
    """
    counters = language("ja").counters

    def digits(found: re.Match[str]) -> str:
        alone = found.group() == text
        value = _kanji(found[1]) if alone or (found[2] and found[2] in counters) else None
        return found.group() if value is None else str(value)

    def large(found: re.Match[str]) -> str:
        value = Fraction(found[1]) * _LARGE[found[2]]
        return str(value) if value.denominator == 1 else found.group()

    return _ORDINAL.sub("", _MIXED.sub(large, _KANJI.sub(digits, text[:200]) + text[200:]))


def _kanji(numeral: str) -> int | None:
    """Read 二十四, 一九四九 or 千九百四十九; None if it is no numeral."""
    if len(numeral) > LONGEST:
        return None
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = group = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            group += max(digit, 1) * _SMALL[char]
            digit = 0
        else:
            total += max(group + digit, 1) * _LARGE[char]
            group = digit = 0
    return total + group + digit
