"""Order: events to be put in order of time."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import numbered, shown_events
from .responses import as_list, clip, pick
from .verdicts import blank, scored, so_zero, unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Mark, Order

__all__ = ["event_ranks", "longest_run", "mark"]


def event_ranks(item: Order) -> dict[str, int]:
    """Return the rank of each event: by date if dates are given (equal ones tie), else by place."""
    if all(event.date for event in item.events):
        dates = sorted({event.date for event in item.events})
        return {event.id: dates.index(event.date) for event in item.events}
    return {event.id: place for place, event in enumerate(item.events)}


def longest_run(ranks: Sequence[int]) -> int:
    """Return the length of the longest non-decreasing subsequence, in O(n log n)."""
    tails: list[int] = []
    for rank in ranks:
        place = bisect_right(tails, rank)
        tails[place : place + 1] = [rank]
    return len(tails)


def mark(item: Order, response: str) -> Mark:
    """max(0, 1 - 2 (n - L) / n), L the longest run of events that stand in order.

    One misplaced event costs two steps of n; a reversed list gets 0. An event left out
    counts as misplaced.
    """
    said = as_list(response)
    if not said:
        return blank(item)
    sides = [(event.id, event.text) for event in shown_events(item)]
    boxes = numbered(response, len(sides))
    if boxes and not any(pick(one, sides) for one in said):  # as copied from paper
        said = [id_ for _, (id_, _) in sorted(zip(boxes, sides, strict=True))]
    places: list[str] = []
    for one in said:
        event = pick(one, sides)
        if event is None:
            return unreadable(item, response, f"'{clip(one, 30)}' is none of the events")
        if event in places:
            return unreadable(item, response, f"'{event}' stands in it twice")
        places.append(event)
    ranks = event_ranks(item)
    run, total = longest_run([ranks[event] for event in places]), len(item.events)
    matched = ";".join(places)
    if item.rule_name == "all-or-nothing":
        score = Fraction(run == total)
        return scored(
            item, score, f"{run} of {total} in order, and all are needed: {score}", matched
        )
    score, end = so_zero(1 - Fraction(2 * (total - run), total))
    return scored(
        item,
        score,
        f"{run} of {total} events stand in order: 1 - 2 x {total - run}/{total} = {end}",
        matched,
    )
