"""The pack's timeline: one data file, read like the facts it rests on."""

# ruff: noqa: RUF009 - `key` is our `dataclasses.field`

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .bank import FORMAT, LineIndex
from .parts import key
from .tables import TableReader
from .tomlfile import parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from .errors import Problem
    from .tomlfile import KeyPath

__all__ = [
    "MAX_LABEL",
    "TIMELINE_FILE",
    "Lane",
    "ReadTimeline",
    "TimelineEvent",
    "between",
    "read_timeline",
    "span",
]

TIMELINE_FILE = "docs/reference/timeline.toml"
MAX_LABEL = 30
"""Characters of a label that fit beside the lanes of the figure."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Lane(StrEnum):
    """Whom an event is about."""

    NATO = "nato"
    """NATO or its members."""
    JAPAN = "japan"
    """Japan."""
    TOGETHER = "together"
    """Both of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One event of the timeline."""

    id: str = key("Kebab-case id, unique in the file.")
    date: str = key('As exact as it is known, in quotes: "1949", "1949-04" or "1949-04-04".')
    text: str = key("What happened (inline Markdown).")
    label: str = key("The same in a few words, for the figure.")
    lane: Lane = key("nato, japan or together.")
    facts: tuple[str, ...] = key("Ids of the facts behind it.")
    lessons: tuple[str, ...] = key("Folders of the lessons it belongs to, below docs/.", default=())

    @property
    def position(self) -> float:
        """Where it stands on an axis of years: 1949.0 is the first day of 1949.

        A date without day or month stands in the middle of what it leaves open.
        """
        year, month, day = _parts(self.date)
        if month is None:
            return year + 0.5
        if day is None:
            return year + (month - 0.5) / 12
        first = date(year, 1, 1)
        return year + (date(year, month, day) - first).days / (date(year, 12, 31) - first).days


@dataclass(frozen=True, slots=True)
class ReadTimeline:
    """What came of reading a timeline."""

    events: tuple[TimelineEvent, ...] = ()
    """All that are sound, in order of time."""
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, KeyPath] = field(default_factory=dict)
    """Where each event stands in the file, also of those that are not sound."""
    lines: LineIndex = field(default_factory=LineIndex)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TimelineFile:
    format: int = key("The version of this format: 1.")
    events: tuple[TimelineEvent, ...] = key("The events.", toml="event")


def read_timeline(root: Path) -> ReadTimeline:
    """Read the timeline of a pack and say what is wrong with it, without raising.

    Args:
        root: The pack's root; one without ``docs/reference/timeline.toml`` has no events.
    """
    path = root / TIMELINE_FILE
    if not path.is_file():
        return ReadTimeline()
    table, lines, problems = parse_toml(path)
    if table is None:
        return ReadTimeline(problems=problems)
    reader = TableReader(str(path), lines)
    events, places = _read_events(reader, table)
    ordered = sorted(events, key=lambda event: (event.position, event.id))
    return ReadTimeline(tuple(ordered), reader.problems, places, lines)


def span(text: str) -> tuple[str, str]:
    """Return the first and the last day of a date, as ISO text.

    Raises:
        ValueError: it is no date.
    """
    year, month, day = _parts(text)
    first = date(year, month or 1, day or 1)
    if day is None:
        months = year * 12 + (month or 12)  # of the month that follows, counted from 0
        last = date.fromordinal(date(months // 12, months % 12 + 1, 1).toordinal() - 1)
    else:
        last = first
    return first.isoformat(), last.isoformat()


def between(
    events: tuple[TimelineEvent, ...], *, lesson: str = "", start: str = "", end: str = ""
) -> list[TimelineEvent]:
    """Return the events of a lesson, or of a time; empty limits do not limit.

    Args:
        events: All events.
        lesson: Folder of a lesson, below docs/.
        start: A date; events that begin before it are left out.
        end: A date; events that end after it are left out.

    Raises:
        ValueError: a limit is no date.
    """
    first = span(start)[0] if start else ""
    last = span(end)[1] if end else "9999-12-31"
    return [
        event
        for event in events
        if (not lesson or lesson in event.lessons)
        and span(event.date)[0] >= first
        and span(event.date)[1] <= last
    ]


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    date(year or 0, month or 1, day or 1)  # ValueError if there is no such day
    return year or 0, month, day


def _read_events(
    reader: TableReader, table: dict[str, Any]
) -> tuple[list[TimelineEvent], dict[str, KeyPath]]:
    """Read all events; those that are sound are kept even if others are not."""
    reader.table(_TimelineFile, table, ())
    if table.get("format", FORMAT) != FORMAT:
        hint = f"this teachkit reads format = {FORMAT}"
        reader.report(("format",), "unknown format", hint, "unknown-format")
    events: list[TimelineEvent] = []
    places: dict[str, KeyPath] = {}
    entries = table.get("event")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        place: KeyPath = ("event", index)
        event = TableReader(reader.file, reader.lines).table(TimelineEvent, entry, place)
        if not isinstance(event, TimelineEvent):
            continue
        if event.id in places:
            hint = f"rename one of them; the first is in line {reader.lines.line(places[event.id])}"
            reader.report((*place, "id"), "two events have this id", hint, "duplicate-id")
            continue
        places[event.id] = place
        if _is_sound(reader, event, place):
            events.append(event)
    return events, places


def _is_sound(reader: TableReader, event: TimelineEvent, place: KeyPath) -> bool:
    if len(event.label) > MAX_LABEL:
        message = f"has {len(event.label)} characters"
        reader.report((*place, "label"), message, f"use at most {MAX_LABEL}", "label-too-long")
    try:
        _parts(event.date)
    except ValueError:
        hint = "write 1949-04-04, 1949-04 or 1949"
        reader.report((*place, "date"), f"'{event.date}' is no date", hint, "bad-date")
        return False
    return True
