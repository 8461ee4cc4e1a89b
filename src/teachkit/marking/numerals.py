"""Read a number as people write it, and say what stands beside it.

Only what is clear is plain. A spelling that can mean two numbers (1.949), several numbers,
and words that change a number (about, before, a unit that was not asked for) are not.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .language import Language, language, spelling
from .normal import basic, normalise
from .number_words import fold_numbers, is_number
from .responses import MAX_LENGTH
from .tokens import plain_japanese, read_eras, read_words, stem
from .units import other_words, own_words

__all__ = ["NUMERAL", "Asked", "Reading", "beside", "in_digits", "may_be_year", "read"]

MAX_DIGITS = 40

NUMERAL = re.compile(
    r"[+-]?(?:\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
)
"""A number in digits, as it stands in a text."""
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_DECADE = re.compile(r"\d0'?s\b")
_AFTER = re.compile(r"(?<=\d)-?(?=[^\W\d_])")
_BEFORE = re.compile(r"[^\W\d_\u3041-\u9fff]\d|[<>~≈±/^]")
_MONEY = re.compile(r"(?<=[$€£¥])( ?\d[\d.,]*) ?(k|m|mn|bn)\b")
_POWER = re.compile(r"(?<![^\W\d_])(k?m|cm|mm|mi|ft)\^?([23])(?!\w)")
_WORD = re.compile(r"[^\s,;:!?()\"'\[\]=*_-]+")
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々]")
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion"}
_YEARS = range(1000, 2101)


class Asked(NamedTuple):
    """What stands around a number: words that may stand beside it without changing it."""

    unit: str = ""
    question: str = ""
    language: str = "en"
    year: bool = False
    """Whether a year is asked for, whatever the question says."""


class Reading(NamedTuple):
    """The numbers that a response may mean, the likeliest first."""

    values: tuple[Fraction, ...]
    plain: bool
    """Whether nothing stands beside the number that could change it."""
    why: str
    """Why there is no number, or what stands beside it."""
    loose: bool = False
    """Whether the words beside it are unknown, but none is known to change a number."""
    figure: str = ""
    """Its digits as typed."""
    scale: int = 1
    """What a word behind it multiplies by: *million*."""


def read(response: str, asked: Asked = Asked()) -> Reading:  # noqa: B008 - immutable
    """Read the one number in a response.

    Args:
        response: As typed: ``1,949``, ``nineteen forty-nine``, ``1949 CE``, ``32 members``.
        asked: The unit that may follow, the question, the language.
    """
    if len(response) > MAX_LENGTH:
        return Reading((), plain=False, why=f"longer than {MAX_LENGTH:,} characters")
    text = in_digits(response, asked.language)
    if _DECADE.search(text):
        return Reading((), plain=False, why="a decade")
    found = list(NUMERAL.finditer(text))
    if not found:
        return Reading((), plain=False, why="no number in it")
    repeated = False
    if len(found) > 1:
        known = _numbers_of(asked.question, asked.language)
        new = [one for one in found if one.group().replace(",", "") not in known]
        if len({one.group() for one in found}) > 1 and len(new) != 1:
            return Reading((), plain=False, why="several numbers")
        found, repeated = (new or found)[:1], len(new) == 1
    rest = NUMERAL.sub(" ", text)
    after = _WORD.match(text[found[0].end() :].lstrip())
    reading = _one(found[0].group(), after.group() if after else "", text, rest, asked)
    if reading.loose and not repeated and _counts_places(response, rest, asked):
        reading = reading._replace(plain=True, why="", loose=False)
    return reading._replace(plain=False, loose=reading.plain) if repeated else reading


@lru_cache(maxsize=1024)
def in_digits(response: str, code: str) -> str:
    """Return a response with its numbers in digits and nothing glued to them."""
    lang = language(code)
    text = _POWER.sub(_powered, basic(response))
    if _CJK.search(text):
        text = plain_japanese(text, lang).replace("年", " ")
    text = _ORDINAL.sub("", read_eras(text, lang))
    text = _MONEY.sub(lambda found: f"{found[1]} {_SCALES[found[2]]}", text)
    if not any(char.isdigit() for char in text):
        words = fold_numbers(normalise(response).replace("-", " ").split(), lang.code)
        if not any(map(is_number, words)) and words.count("one") == 1:
            words = ["1" if word == "one" else word for word in words]
        text = " ".join(words)
    return text if _DECADE.search(text) else _AFTER.sub(" ", text)


def _powered(found: re.Match[str]) -> str:
    """Write km2 as *square km*."""
    return f"{'square' if found[2] == '2' else 'cubic'} {found[1]}"


@lru_cache(maxsize=256)
def _numbers_of(question: str, code: str) -> frozenset[str]:
    return frozenset(filter(is_number, read_words(question, code).tokens))


def _one(numeral: str, after: str, text: str, rest: str, asked: Asked) -> Reading:
    """Read one numeral, and look at what stands beside it."""
    values = _values(numeral)
    if not values:
        return Reading((), plain=False, why=f"a number of more than {MAX_DIGITS} digits")
    if _BEFORE.search(text):
        return Reading(values, plain=False, why="letters or signs stand directly at the number")
    lang = language(asked.language)
    known = beside(asked)
    scale = _scale(after, lang)
    if scale > 1:
        # Asked for in millions, both "32" and "32 million" say it.
        values = tuple(value * scale for value in values) + values
        if after in known:
            values = values[::-1]
    strange, changes = _stranger(rest, known | {after} if scale > 1 else known, asked)
    if re.match(r"0\d", numeral):
        return Reading(values, plain=False, why="it begins with a zero")
    if strange:
        why = f"'{strange[:30]}' stands beside the number"
        return Reading(values, plain=False, why=why, loose=not changes)
    return Reading(values, plain=True, why="", figure=numeral, scale=1 if after in known else scale)


def _counts_places(response: str, rest: str, asked: Asked) -> bool:
    """Whether a number is a place in a row, and the words beside it say of what.

    The 23rd largest is number 23, whatever is counted, unless the question counts from the
    other end.
    """
    lang = language(asked.language)
    ranks = lang.places.get("ranks", frozenset())
    said = basic(response)
    ordinals = {*lang.numbers.get("ordinals", ()), *lang.numbers.get("tens_ordinals", ())}
    if not _ORDINAL.search(said) and not ordinals & set(said.replace("-", " ").split()):
        return False
    turned = lang.places.get("reversed", frozenset())
    if turned & set(read_words(asked.question, asked.language).tokens):
        return False
    return not _stranger(rest, beside(asked) | ranks, asked)[0]


def _stranger(rest: str, known: frozenset[str], asked: Asked) -> tuple[str, bool]:
    """Return a word that may not stand beside a number, and whether it surely changes it."""
    lang = language(asked.language)
    american = spelling() if lang.alphabet else {}
    others = other_words(asked.unit, asked.question, asked.language)
    unknown = ""
    for found in _WORD.findall(rest):
        word = lang.symbols.get(found, found).strip(".")
        if not word or {found, word, american.get(word, word), stem(word, lang.code)} & known:
            continue
        if word in others or _changes(word, lang):
            return found, True
        unknown = unknown or found
    return unknown, False


def _scale(word: str, lang: Language) -> int:
    """Return what *million* multiplies by; 1 for any other word."""
    scales = lang.numbers.get("scales", [])
    return 1000 ** (scales.index(word) + 1) if word in scales else 100 if word == "hundred" else 1


def may_be_year(answer: Fraction, unit: str = "") -> bool:
    """Whether a number may be a year: whole, from 1000 to 2100, and of no unit."""
    return not unit and answer.denominator == 1 and answer.numerator in _YEARS


@lru_cache(maxsize=256)
def beside(asked: Asked) -> frozenset[str]:
    """Return the words, and stems of words, that do not change a number."""
    lang = language(asked.language)
    harmless = (lang.number_fillers | lang.stop | lang.fillers) - lang.range_words
    unit = [*basic(asked.unit).replace(".", " ").split(), *read_words(asked.unit, lang.code).tokens]
    question = frozenset(read_words(asked.question, asked.language).stems)
    changing = lang.range_words | lang.negations | lang.alternatives
    others = other_words(asked.unit, asked.question, asked.language)
    around = (harmless | (question - changing)) - others - {stem(one, lang.code) for one in others}
    own = own_words(asked.unit, asked.question, asked.language)
    return around | own | frozenset(unit) | frozenset(stem(one, lang.code) for one in unit)


def _changes(word: str, lang: Language) -> bool:
    """Whether a word is known to change a number, or may as it is of an unknown script."""
    if word in lang.range_words or word in lang.negations or word in lang.alternatives:
        return True
    if word in lang.units:
        return True
    if _CJK.search(word):
        return any(char not in lang.number_fillers for char in word)
    if not word[0].isalpha():
        return True  # a sign
    return any(is_number(one) for one in fold_numbers([word], lang.code)) or word == "one"


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
