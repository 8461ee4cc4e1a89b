"""The timeline as a picture: a true axis of years, three lanes, a row for each event.

The picture has light paper of its own, so it reads in dark mode, and tells lanes apart by
shape and place, so it reads in grey print.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..timeline import Lane

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..timeline import TimelineEvent

__all__ = ["WIDTH", "draw_timeline"]

WIDTH = 480
"""Pixels; as wide as the pack's other figures, so that letters have one size."""

_ROW = 25
_TOP = 72
_AXIS = 44
_LANES = {Lane.NATO: 112, Lane.TOGETHER: 131, Lane.JAPAN: 150}
_LEGEND = {Lane.NATO: 30, Lane.TOGETHER: 150, Lane.JAPAN: 290}
_LABEL = 164
_STEPS = (1, 2, 5, 10, 20, 50, 100)


def draw_timeline(
    events: Sequence[TimelineEvent],
    *,
    title: str,
    lanes: Mapping[Lane, str],
    dates: Sequence[str],
) -> str:
    """Return the picture as SVG.

    Args:
        events: At least one, in order of time.
        title: What the picture shows.
        lanes: The name of each lane.
        dates: The date of each event, short, as it is to be printed.
    """
    first = floor(events[0].position)
    last = max(ceil(events[-1].position), first + 1)
    foot = _TOP + max(len(events) - 1, 1) * _ROW
    height = foot + 34
    paper = f'<rect x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" rx="10"'
    parts = [
        _head(height),
        f'<title id="title">{escape(title)}</title>',
        f'{paper} fill="#faf8f2" stroke="#868d93"/>',
        *_legend(lanes),
        *_guides(foot),
        *_axis(first, last, foot),
    ]
    for row, (event, date) in enumerate(zip(events, dates, strict=True)):
        at = _TOP + (event.position - first) / (last - first) * (foot - _TOP)
        parts += _event(event, date, at, _TOP + row * _ROW)
    return "\n".join([*parts, "</svg>", ""])


def _head(height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title" '
        'font-family="sans-serif" font-size="15" fill="#1d2226">'
    )


def _legend(lanes: Mapping[Lane, str]) -> list[str]:
    parts = []
    for lane, x in _LEGEND.items():
        parts += [
            _marker(lane, x, 30),
            f'<text x="{x + 14}" y="35" font-weight="bold">{escape(lanes[lane])}</text>',
        ]
    return parts


def _guides(foot: int) -> list[str]:
    return [
        f'<path d="M{x} {_TOP - 14}V{foot + 14}" stroke="#c9c4b4" stroke-width="1"/>'
        for x in _LANES.values()
    ]


def _axis(first: int, last: int, foot: int) -> list[str]:
    """Return the axis with round years on it, at most nine."""
    step = next((one for one in _STEPS if (last - first) / one <= 9), _STEPS[-1])
    parts = [f'<path d="M{_AXIS} {_TOP}V{foot}" stroke="#1d2226" stroke-width="3"/>']
    words = f'<text x="{_AXIS - 7}" font-size="13" text-anchor="end"'
    for year in range(-(-first // step) * step, last + 1, step):
        y = _TOP + (year - first) / (last - first) * (foot - _TOP)
        parts += [
            f'<path d="M{_AXIS - 5} {y:.1f}H{_AXIS}" stroke="#1d2226" stroke-width="2"/>',
            f'{words} y="{y + 4.5:.1f}">{year}</text>',
        ]
    return parts


def _event(event: TimelineEvent, date: str, at: float, y: int) -> list[str]:
    """Return a line from the date on the axis to the row, the lane's mark, and the words."""
    edge, lane = _LANES[Lane.NATO], _LANES[event.lane]
    way = f"M{_AXIS} {at:.1f}H{_AXIS + 5}L{edge - 14} {y}H{_LABEL - 4}"
    words = f'<tspan font-weight="bold">{escape(date)}</tspan> {escape(event.label)}'
    return [
        f'<path d="{way}" fill="none" stroke="#868d93" stroke-width="1"/>',
        _marker(event.lane, lane, y),
        f'<text x="{_LABEL}" y="{y + 5}">{words}</text>',
    ]


def _marker(lane: Lane, x: int, y: int) -> str:
    edge = 'stroke="#1d2226" stroke-width="2"'
    if lane is Lane.NATO:
        return f'<circle cx="{x}" cy="{y}" r="6" fill="#1d2226" {edge}/>'
    if lane is Lane.JAPAN:
        return f'<rect x="{x - 6}" y="{y - 6}" width="12" height="12" fill="#ffffff" {edge}/>'
    return f'<path d="M{x} {y - 8}L{x + 8} {y}L{x} {y + 8}L{x - 8} {y}Z" fill="#b9b19c" {edge}/>'
