"""Read a date as people write it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .language import Language, language
from .normal import basic
from .number_words import fold_numbers
from .tokens import plain_japanese, read_eras

__all__ = ["Dated", "Day", "has_month", "read_dates"]

_MONTHS = language("en").months
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + "|sept"
_DAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?|\b(?:on|the|of|in)\b"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_FORMS = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})",
        r"(?P<y>\d{4})年 ?(?:(?P<m>\d{1,2})月 ?(?:(?P<d>\d{1,2})日)?)?",
        rf"(?P<d>\d{{1,2}})\.? ?-?(?P<n>{_MONTH})\b\.?,? ?-?(?P<y>\d{{4}})",
        rf"\b(?P<n>{_MONTH})\b\.? ?(?P<d>\d{{1,2}})\.? ?,? ?(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}}),? ?(?P<n>{_MONTH})\b\.? ?(?P<d>\d{{1,2}})?",
        rf"\b(?P<n>{_MONTH})\b\.? ?,? ?(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})",
        r"(?P<y>\d{4})",
        r"(?P<m>\d{1,2})月 ?(?P<d>\d{1,2})日",
        rf"(?P<d>\d{{1,2}})\.? ?(?P<n>{_MONTH})\b",
        rf"\b(?P<n>{_MONTH})\b\.? ?(?P<d>\d{{1,2}})",
    )
)
_NAMED = re.compile(rf"\b(?:{_MONTH})\b|月")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_DECADE = re.compile(r"'?s\b")
_MIDNIGHT = re.compile(r"(?<=\d)[t ]00:00(?::00(?:\.0+)?)?(?:z|\+00:00)?$")  # a spreadsheet's date
_NUMERIC = re.compile(r"(\d{1,2})([-/. ]+)(\d{1,2})[-/. ]+(\d{4})")
_SHORT_YEAR = re.compile(rf"(?:\d{{1,2}}[-/. ]+){{2}}'?\d{{2}}|.*(?:{_MONTH}).*'?\d{{2}}")


class Day(NamedTuple):
    """A date of which a part may be open."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """``1949``, ``April 1949``, ``4 April 1949`` or ``4 April``."""
        month = _MONTHS[self.month - 1].title() if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)


class Dated(NamedTuple):
    """The dates that a response may mean."""

    days: tuple[Day, ...]
    """Empty if it cannot be read."""
    why: str = ""
    """Why it is doubtful or cannot be read; empty if all is clear."""
    loose: bool = False
    """Whether words stand beside the date that are not known to change it."""


def read_dates(response: str, *, day_first: bool | None = None, code: str = "en") -> Dated:
    """Read a date.

    Args:
        response: As typed.
        day_first: How to read 3/4/1949; None if both readings are possible.
        code: The language.
    """
    lang = language(code)
    text = _in_digits(response, lang)
    text = " ".join(_DAYS.sub(" ", text).split()).strip(" .,;!?")
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _either_way(int(numeric[1]), int(numeric[3]), int(numeric[4]), day_first)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _checked([_day(found)])
    among = _among_words(text, lang)
    if among:
        return among
    short = _SHORT_YEAR.fullmatch(text[:60])
    return Dated((), "the year has two digits" if short else "it is not a date in a known form")


def has_month(response: str) -> bool:
    """Whether a month is named."""
    return _NAMED.search(basic(response)) is not None


def _in_digits(response: str, lang: Language) -> str:
    """Fold spelling, and write numbers in words, kanji and era years in digits."""
    text = basic(response)
    if not text.isascii():
        text = plain_japanese(text, lang)
    text = _MIDNIGHT.sub("", _ORDINAL.sub("", read_eras(text, lang)))
    if _NAMED.search(text):
        digits = any(char.isdigit() for char in text)
        text = " ".join(fold_numbers(text.split() if digits else _WORDS.findall(text), lang.code))
    return text


def _day(found: re.Match[str]) -> Day:
    parts = {"y": None, **found.groupdict()}
    month = _month(parts.get("n")) or int(parts.get("m") or 0) or None
    year = int(parts["y"]) if parts["y"] else None
    return Day(year, month, int(parts.get("d") or 0) or None)


def _among_words(text: str, lang: Language) -> Dated | None:
    """Read the one date in a sentence, unless a word or a number beside it may change it."""
    for form in _FORMS:
        found = form.search(text)
        if not found:
            continue
        rest = text[: found.start()] + " " + text[found.end() :]
        words = _WORDS.findall(rest)
        if any(char.isdigit() for char in rest) or _DECADE.match(text[found.end() :]):
            return Dated((), "several dates or numbers") if words else None
        changing = lang.range_words | lang.negations | lang.alternatives
        turned = [word for word in words if word in changing or not word.isascii()]
        dated = _checked([_day(found)])
        if turned:
            return dated._replace(why=f"'{turned[0][:30]}' stands beside the date")
        harmless = lang.stop | lang.fillers | lang.number_fillers
        return dated._replace(loose=any(word not in harmless for word in words))
    return None


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return next(place for place, full in enumerate(_MONTHS, start=1) if full[:3] == name[:3])


def _either_way(first: int, second: int, year: int, day_first: bool | None) -> Dated:
    """Read 3/4/1949: by the day-first setting, or by what is possible."""
    as_day, as_month = Day(year, second, first), Day(year, first, second)
    if as_day == as_month or day_first:
        return _checked([as_day])
    if day_first is not None:
        return _checked([as_month])
    possible = [day for day in (as_day, as_month) if _exists(day)]
    return _checked(possible or [as_day])


def _checked(days: list[Day]) -> Dated:
    if all(_exists(day) for day in days):
        return Dated(tuple(days))
    return Dated((), "there is no such day")


def _exists(day: Day) -> bool:
    try:
        date(day.year or 2000, day.month or 1, day.day or 1)
    except ValueError:
        return False
    return True
