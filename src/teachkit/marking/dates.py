"""Read a date as people write it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .normal import basic

__all__ = ["Day", "read_dates"]

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + "|sept"
_DAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?|\b(?:on|the|of|in)\b"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})",
        r"(?P<y>\d{4})年 ?(?:(?P<m>\d{1,2})月 ?(?:(?P<d>\d{1,2})日)?)?",
        rf"(?P<d>\d{{1,2}})\.? ?(?P<n>{_MONTH})\.?,? ?(?P<y>\d{{4}})",
        rf"(?P<n>{_MONTH})\.? ?(?P<d>\d{{1,2}})\.?,? ?(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}}),? ?(?P<n>{_MONTH})\.? ?(?P<d>\d{{1,2}})?",
        rf"(?P<n>{_MONTH})\.?,? ?(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})",
        r"(?P<y>\d{4})",
    )
)
_NUMERIC = re.compile(r"(\d{1,2})([-/. ]+)(\d{1,2})[-/. ]+(\d{4})")
_SHORT_YEAR = re.compile(rf"(?:\d{{1,2}}[-/. ]+){{2}}'?\d{{2}}|.*(?:{_MONTH}).*'?\d{{2}}")


class Day(NamedTuple):
    """A date of which month or day may be open."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """``1949``, ``April 1949`` or ``4 April 1949``."""
        month = f"{_MONTHS[self.month - 1].title()} " if self.month else ""
        return f"{self.day} {month}{self.year}" if self.day else f"{month}{self.year}"


def read_dates(response: str, *, day_first: bool | None = None) -> tuple[list[Day], str]:
    """Read a date.

    Args:
        response: As typed.
        day_first: How to read 3/4/1949; None if both readings are possible.

    Returns:
        What it may mean (empty if it cannot be read), and why it is doubtful or cannot
        be read; no reason if all is clear.
    """
    text = _ORDINAL.sub("", basic(response))
    text = " ".join(_DAYS.sub(" ", text).split()).strip(" .,;")
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _either_way(int(numeric[1]), int(numeric[3]), int(numeric[4]), day_first)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            month = _month(parts.get("n")) or int(parts.get("m") or 0) or None
            return _checked([Day(int(parts["y"]), month, int(parts.get("d") or 0) or None)])
    if _SHORT_YEAR.fullmatch(text[:60]):
        return [], "the year has two digits"
    return [], "it is not a date in a known form"


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return next(place for place, full in enumerate(_MONTHS, start=1) if full[:3] == name[:3])


def _either_way(
    first: int, second: int, year: int, day_first: bool | None
) -> tuple[list[Day], str]:
    """Read 3/4/1949: by the day-first setting, or by what is possible."""
    as_day, as_month = Day(year, second, first), Day(year, first, second)
    if as_day == as_month or day_first:
        return _checked([as_day])
    if day_first is not None:
        return _checked([as_month])
    possible = [day for day in (as_day, as_month) if _exists(day)]
    return _checked(possible or [as_day])


def _checked(days: list[Day]) -> tuple[list[Day], str]:
    if all(_exists(day) for day in days):
        return days, ""
    return [], "there is no such day"


def _exists(day: Day) -> bool:
    try:
        date(day.year, day.month or 1, day.day or 1)
    except ValueError:
        return False
    return True
