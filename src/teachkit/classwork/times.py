"""Reads times as systems write them, where they mean one moment only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

__all__ = ["parse_time"]

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre",
        "- - - - - - - - - - - dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października",
        "- - - - - - - - - - listopada grudnia",
    )
    for number, name in enumerate(names.split(), start=1)
}
"""Names of months in the languages of most exports; none means two months."""

_REST = r"(?P<rest>.*)"
_DATES = (
    re.compile(rf"(?P<y>\d{{4}})[/-](?P<m>\d{{1,2}})[/-](?P<d>\d{{1,2}})(?!\d){_REST}", re.ASCII),
    re.compile(rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}})(?!\d){_REST}", re.ASCII),
    re.compile(rf"(?P<y>\d{{4}})年\s*(?P<m>\d{{1,2}})月\s*(?P<d>\d{{1,2}})日{_REST}"),
    re.compile(
        rf"(?P<d>[0-9]{{1,2}})\.?\s(?:de\s)?(?P<name>[^\W\d_]+)\.?,?\s(?:de\s)?(?P<y>[0-9]{{4}})"
        rf"(?![0-9]){_REST}"
    ),
    re.compile(
        rf"(?P<name>[^\W\d_]+)\.?\s(?P<d>[0-9]{{1,2}}),?\s(?P<y>[0-9]{{4}})(?![0-9]){_REST}"
    ),
)
_CLOCK = re.compile(
    r"[ T,]*(?:at )?(?P<h>\d{1,2})(?P<mark>[:.])(?P<m>\d{2})"
    r"(?:(?P=mark)(?P<s>\d{2})(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[AaPp][Mm])?"
    r"(?:\s?(?P<name>UTC|GMT|Z))?(?:\s?(?P<sign>[+-])(?P<zh>\d{1,2}):?(?P<zm>\d{2})?)?",
    re.ASCII,
)
_WEEKDAY = re.compile(r"[^\W\d_]{3,15},\s")
_MOST = 100


def parse_time(text: str) -> datetime | None:
    """Read ISO 8601, ``2026/3/4 9:05 PM GMT+9``, ``4.3.2026 9:05``, ``4 March 2026, 21:05``.

    Dates such as 3/4/2026 are not guessed at: they mean two different days.

    Returns:
        The time, with a zone if the text has one; ``None`` for all else.
    """
    said = _WEEKDAY.sub("", " ".join(text[:_MOST].split()))
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        pass
    found = next(filter(None, (one.fullmatch(said) for one in _DATES)), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = parts.get("m") or _MONTHS.get((parts.get("name") or "").casefold(), 0)
    clock = _CLOCK.fullmatch(parts["rest"]) if parts["rest"].strip() else None
    if parts["rest"].strip() and clock is None:
        return None
    try:
        day = datetime(  # noqa: DTZ001 - a class's own clock, only compared with itself
            int(parts["y"]), int(month), int(parts["d"])
        )
        return day if clock is None else _at(day, clock)
    except (ValueError, OverflowError):
        return None


def _at(day: datetime, clock: re.Match[str]) -> datetime:
    """Put the time of day to a day; raises ``ValueError`` if there is none such."""
    hour = int(clock["h"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if clock["half"].casefold() == "pm" else 0)
    time = day.replace(hour=hour, minute=int(clock["m"]), second=int(clock["s"] or 0))
    if not clock["name"] and not clock["sign"]:
        return time
    ahead = timedelta(hours=int(clock["zh"] or 0), minutes=int(clock["zm"] or 0))
    return time.replace(tzinfo=timezone(-ahead if clock["sign"] == "-" else ahead))
