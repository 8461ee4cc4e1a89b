"""The timeline: read with every problem at once, ordered, cut, and true to the exercises."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lint_items import PACK

from teachkit.bank import load_sheet, sheet_files
from teachkit.lint import check
from teachkit.model import Order
from teachkit.timeline import (
    TIMELINE_FILE,
    Lane,
    TimelineEvent,
    between,
    read_timeline,
    span,
)

ROOT = Path(__file__).parents[1]
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 30))


def event(day, name="one", lessons=()):
    """An event of which only the date matters."""
    return TimelineEvent(
        id=name, date=day, text="x", label="x", lane=Lane.NATO, facts=("f",), lessons=lessons
    )


def test_no_file_no_events(tmp_path):
    """A pack needs no timeline."""
    read = read_timeline(tmp_path)

    assert read.events == ()
    assert read.problems == []


def test_events_come_in_order_of_time(tmp_path):
    """Whatever their order in the file; what is not sound is left out and named."""
    text = PACK[TIMELINE_FILE].replace("1956-12-18", "1960-01-01")
    text += text.split("\n\n", 1)[1].replace('"first"', '"third"').replace("1957", "195")
    path = tmp_path / TIMELINE_FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")

    read = read_timeline(tmp_path)

    assert [one.id for one in read.events] == ["second", "first", "third"]
    assert [one.code for one in read.problems] == ["duplicate-id"]


@pytest.mark.parametrize("text", ['format = 1\nevent = "x"\n', 'format = 1\nevent = ["x"]\n'])
def test_events_that_are_no_tables(text, tmp_path):
    """Named, and nothing breaks."""
    path = tmp_path / TIMELINE_FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")

    read = read_timeline(tmp_path)

    assert read.events == ()
    assert {one.code for one in read.problems} == {"wrong-type"}


@given(DAYS, DAYS)
def test_the_axis_keeps_the_order(one, other):
    """The earlier of two days stands earlier on the axis, within its year."""
    first, second = event(one.isoformat()), event(other.isoformat())

    assert (first.position < second.position) == (one < other) or one == other
    assert one.year <= first.position <= one.year + 1


@given(DAYS)
def test_a_month_and_a_year_hold_their_days(day):
    """A coarse date stands between its first and its last day."""
    for text in (day.isoformat()[:7], day.isoformat()[:4]):
        first, last = span(text)

        assert first <= day.isoformat() <= last
        assert event(first).position <= event(text).position <= event(last).position
        assert (date.fromisoformat(last) + timedelta(days=1)).day == 1


def test_a_part_of_the_timeline():
    """By lesson, from and to; an event that reaches over a limit is left out."""
    events = (event("1949"), event("1990", "two", ("lessons/x",)), event("1990-05", "three"))

    assert between(events) == list(events)
    assert [one.id for one in between(events, lesson="lessons/x")] == ["two"]
    assert [one.id for one in between(events, start="1990-02")] == ["three"]
    assert [one.id for one in between(events, end="1990-05")] == ["one", "three"]
    with pytest.raises(ValueError, match="soon"):
        between(events, end="soon")


def test_all_that_is_wrong_comes_at_once(tmp_path):
    """Timeline and evidence are checked together."""
    for name, text in PACK.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace('["entry"]', '["nothing"]'), encoding="utf-8")
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "s.toml").write_text("", encoding="utf-8")

    found = [one for one in check(tmp_path) if one.file.endswith("timeline.toml")]

    assert [one.code for one in found] == ["unknown-fact"] * 2
    assert [one.key for one in found] == ["event[first].facts[1]", "event[second].facts[1]"]


def test_exercises_agree_with_the_timeline():
    """An event to be put in order has the date that the timeline gives it."""
    dates = {one.id: one.date for one in read_timeline(ROOT).events}
    orders = [
        (f"{path.stem}/{item.id}", part)
        for path in sheet_files(ROOT)
        for item in load_sheet(path).items
        if isinstance(item, Order)
        for part in item.events
    ]
    shared = [(where, one) for where, one in orders if one.id in dates]

    assert sum(where.startswith("timeline/") for where, _one in shared) >= 15
    for where, one in shared:
        known = dates[one.id]
        assert known.startswith(one.date) or one.date.startswith(known), where
    assert {one.id for where, one in orders if where.startswith("timeline/")} <= dates.keys()
