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

__all__ = ["both_readings", "settle_days"]

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
        first = any(int(found["one"]) > _MONTHS for _, found in given)
        second = any(int(found["two"]) > _MONTHS for _, found in given)
        short = any(len(found["year"]) == 2 for _, found in given)
        if first == second or (short and first):  # 26/3/4 may begin with its year
            continue
        for one, found in given:
            one.time = _iso(found, day_first=first)
        order = "day/month" if first else "month/day"
        findings.note(f"{file}: dates are {order}/year, since some can only be read so")


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
