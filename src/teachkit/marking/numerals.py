"""Read a number as people write it, and compare it with the answer.

Only what is clear is decided. A spelling that can mean two numbers (1.949), several
numbers, and words that change a number (about, before, a unit that was not asked for) go
to a person.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ..model import State
from .dates import has_month, read_dates
from .language import Language, language
from .normal import basic, is_dont_know, normalise
from .number_words import fold_numbers, is_number
from .periods import leaves_out
from .responses import MAX_LENGTH
from .tokens import plain_japanese, read_eras, read_words, stem

__all__ = ["YEARS", "Asked", "Compared", "Reading", "beside", "compare", "read"]

MAX_DIGITS = 40

_NUMERAL = re.compile(
    r"[+-]?(?:\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_DECADE = re.compile(r"\d0'?s\b")
_AFTER = re.compile(r"(?<=\d)-?(?=[^\W\d_])")
_BEFORE = re.compile(r"[^\W\d_\u3041-\u9fff]\d|[<>~≈±/^]")
_MONEY = re.compile(r"(?<=[$€£¥])( ?\d[\d.,]*) ?(k|m|mn|bn)\b")
_WORD = re.compile(r"[^\s,;:!?()\"'\[\]=*_-]+")
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々]")
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion"}
YEARS = range(1000, 2101)


class Asked(NamedTuple):
    """What stands around a number: words that may stand beside it without changing it."""

    unit: str = ""
    question: str = ""
    language: str = "en"


class Reading(NamedTuple):
    """The numbers that a response may mean, the likeliest first."""

    values: tuple[Fraction, ...]
    plain: bool
    """Whether nothing stands beside the number that could change it."""
    why: str
    """Why there is no number, or what stands beside it."""
    loose: bool = False
    """Whether the words beside it are unknown, but none is known to change a number."""


class Compared(NamedTuple):
    """What became of a response to a question for a number."""

    state: State
    reason: str
    value: Fraction | None = None
    """The number that was read, if it is clear."""


def read(response: str, asked: Asked = Asked()) -> Reading:  # noqa: B008 - immutable
    """Read the one number in a response.

    Args:
        response: As typed: ``1,949``, ``nineteen forty-nine``, ``1949 CE``, ``32 members``.
        asked: The unit that may follow, the question, the language.
    """
    if len(response) > MAX_LENGTH:
        return Reading((), plain=False, why=f"longer than {MAX_LENGTH:,} characters")
    lang = language(asked.language)
    text = _in_digits(response, lang)
    if _DECADE.search(text):
        return Reading((), plain=False, why="a decade")
    found = list(_NUMERAL.finditer(text))
    if not found:
        return Reading((), plain=False, why="no number in it")
    repeated = False
    if len(found) > 1:
        known = _numbers_of(asked.question, asked.language)
        new = [one for one in found if one.group().replace(",", "") not in known]
        if len({one.group() for one in found}) > 1 and len(new) != 1:
            return Reading((), plain=False, why="several numbers")
        found, repeated = (new or found)[:1], len(new) == 1
    rest = _NUMERAL.sub(" ", text)
    after = _WORD.match(text[found[0].end() :].lstrip())
    reading = _one(found[0].group(), after.group() if after else "", text, rest, asked)
    return reading._replace(plain=False, loose=reading.plain) if repeated else reading


def compare(
    response: str,
    answer: Fraction,
    tolerance: Fraction = Fraction(0),
    asked: Asked = Asked(),  # noqa: B008 - immutable
) -> Compared:
    """Compare a response with the answer.

    Args:
        response: As typed.
        answer: The number that is right.
        tolerance: The largest distance that is still right.
        asked: What stands around it.
    """
    if not response.strip() or not normalise(response[: MAX_LENGTH + 1]):
        return Compared(State.BLANK, "no answer")
    said = read(response, asked)
    if not said.plain and not asked.unit and answer in YEARS:
        said = _year_of_a_date(response, asked) or said
        if not said.plain and leaves_out(response, int(answer), int(tolerance), asked.language):
            return Compared(State.INCORRECT, f"{answer} does not lie in that period")
    if not said.values:
        return _without_number(response, said, asked)
    hits = [abs(value - answer) <= tolerance for value in said.values]
    value = said.values[0]
    if not (said.plain or (said.loose and hits[0])):
        return Compared(State.UNSURE, said.why)
    if any(hits) and not hits[0]:
        return Compared(State.UNSURE, "it can be read as more than one number")
    span = f" within {_plain(tolerance)}" if tolerance else ""
    if hits[0]:
        return Compared(State.CORRECT, f"{_plain(value)} is right{span}", value)
    if not tolerance and _rounded(value, answer):
        return Compared(State.UNSURE, f"{_plain(value)} may be {_plain(answer)} in round numbers")
    return Compared(State.INCORRECT, f"{_plain(value)} is not {_plain(answer)}{span}", value)


def _without_number(response: str, said: Reading, asked: Asked) -> Compared:
    if is_dont_know(response[: MAX_LENGTH + 1], asked.language):
        return Compared(State.INCORRECT, "says that the answer is not known")
    open_one = said.why in ("several numbers", "a decade")
    return Compared(State.UNSURE if open_one else State.UNREADABLE, said.why)


def _rounded(value: Fraction, answer: Fraction) -> bool:
    """Whether a number may be the answer rounded or cut off, or a share for a percentage.

    Whole answers of up to four digits, years among them, are not rounded.
    """
    if value * 100 == answer or value == answer * 100:
        return True
    if answer.denominator == 1 and abs(answer) < 10_000:
        return False
    away = abs(value - answer)
    if value.denominator == 1:
        step = Fraction(1)
        while value and value % (step * 10) == 0:
            step *= 10
    else:
        step = Fraction(1, 10 ** min(30, len(f"{float(value):.12g}".partition(".")[2])))
    return away < step and away * 10 <= abs(answer)


def _year_of_a_date(response: str, asked: Asked) -> Reading | None:
    """Read the year of *4 April 1949*."""
    found = read_dates(response, code=asked.language)
    years = {day.year for day in found.days}
    if found.why or len(years) != 1 or None in years:
        return None
    if not any(day.day for day in found.days) and not has_month(response):
        return None  # 1911-12 may be two years
    return Reading(
        tuple(Fraction(year or 0) for year in years),
        plain=not found.loose,
        loose=found.loose,
        why="words stand beside the date",
    )


def _in_digits(response: str, lang: Language) -> str:
    """Return a response with its numbers in digits and nothing glued to them."""
    text = basic(response)
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
    strange, changes = _stranger(rest, known | {after} if scale > 1 else known, lang)
    if re.match(r"0\d", numeral):
        return Reading(values, plain=False, why="it begins with a zero")
    if strange:
        why = f"'{strange[:30]}' stands beside the number"
        return Reading(values, plain=False, why=why, loose=not changes)
    return Reading(values, plain=True, why="")


def _stranger(rest: str, known: frozenset[str], lang: Language) -> tuple[str, bool]:
    """Return a word that may not stand beside a number, and whether it surely changes it."""
    unknown = ""
    for found in _WORD.findall(rest):
        word = lang.symbols.get(found, found).strip(".")
        if not word or {found, word, stem(word, lang.code)} & known:
            continue
        if _changes(word, lang):
            return found, True
        unknown = unknown or found
    return unknown, False


def _scale(word: str, lang: Language) -> int:
    """Return what *million* multiplies by; 1 for any other word."""
    scales = lang.numbers.get("scales", [])
    return 1000 ** (scales.index(word) + 1) if word in scales else 100 if word == "hundred" else 1


@lru_cache(maxsize=256)
def beside(asked: Asked) -> frozenset[str]:
    """Return the words, and stems of words, that do not change a number."""
    lang = language(asked.language)
    harmless = (lang.number_fillers | lang.stop | lang.fillers) - lang.range_words
    unit = [*basic(asked.unit).replace(".", " ").split(), *read_words(asked.unit, lang.code).tokens]
    question = frozenset(read_words(asked.question, asked.language).stems)
    changing = lang.range_words | lang.negations | lang.alternatives
    return (
        harmless
        | frozenset(unit)
        | frozenset(stem(one, lang.code) for one in unit)
        | (question - changing)
    )


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


def _plain(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"
