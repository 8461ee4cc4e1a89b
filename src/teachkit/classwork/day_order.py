"""Settles whether 3/4/2026 is in March or in April, where the file itself says so.

A date with a day above 12 shows in which order one file writes its dates. Where none does,
nothing is guessed: both readings are kept in mind, and used only where they agree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .findings import Findings
    from .records import Submission

__all__ = ["DayOrder", "both_readings", "order_said", "settle_days", "settled_day"]

_SLASHED = re.compile(
    r"(?P<one>\d{1,2})(?P<sign>[/-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?!\d)(?P<rest>.*)",
    re.ASCII,
)
_MONTHS = 12


def settle_days(submissions: Iterable[Submission], findings: Findings) -> None:
    """Write dates such as 14/3/2026 as 2026-03-14, file by file, where their order is sure."""
    by_file: dict[str, list[tuple[Submission, re.Match[str]]]] = {}
    for one in submissions:
        if one.time and (found := _SLASHED.fullmatch(one.time)):
            by_file.setdefault(one.file, []).append((one, found))
    for file, given in by_file.items():
        order = DayOrder()
        for one, _ in given:
            order.add(one.time)
        day_first = order.day_first
        if day_first is None:
            continue
        for one, found in given:
            one.time = _iso(found, day_first=day_first)
        findings.note(order_said(file, day_first=day_first))


def order_said(file: str, *, day_first: bool) -> str:
    """Say in which order a file writes its dates."""
    order = "day/month" if day_first else "month/day"
    return f"{file}: dates are {order}/year, since some can only be read so"


class DayOrder:
    """In which order one file writes its dates, as far as those seen so far show it."""

    def __init__(self) -> None:
        self._first = self._second = self._short = False

    def add(self, text: str) -> bool:
        """Look at a time; return whether it is one whose day and month may be mistaken."""
        found = _SLASHED.fullmatch(text)
        if found is None:
            return False
        self._first |= int(found["one"]) > _MONTHS
        self._second |= int(found["two"]) > _MONTHS
        self._short |= len(found["year"]) == 2
        return True

    @property
    def day_first(self) -> bool | None:
        """Whether the day stands first; ``None`` if there is no telling."""
        if self._first == self._second or (self._short and self._first):
            return None  # 26/3/4 may begin with its year
        return self._first


def settled_day(text: str, *, day_first: bool) -> str:
    """Write 14/3/2026 as 2026-03-14; other times stay as they are."""
    found = _SLASHED.fullmatch(text)
    return text if found is None else _iso(found, day_first=day_first)


def both_readings(text: str) -> tuple[datetime, datetime] | None:
    """Read a date both ways, month first and day first; ``None`` if it is no such date."""
    found = _SLASHED.fullmatch(text)
    if found is None or len(found["year"]) == 2:
        return None
    times = [parse_time(_iso(found, day_first=first)) for first in (False, True)]
    return (times[0], times[1]) if times[0] and times[1] else None


def _iso(found: re.Match[str], *, day_first: bool) -> str:
    month, day = (found["two"], found["one"]) if day_first else (found["one"], found["two"])
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    return f"{year}-{int(month):02d}-{int(day):02d}{found['rest']}"
