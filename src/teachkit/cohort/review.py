"""What a person must decide after a large run: the different open answers, with counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.decisions import form_of
from ..gradebook.review import REVIEW_COLUMNS, Group, examples, place_of
from ..model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..gradebook.tally import Tally
    from .answers import ItemMarker

__all__ = ["open_groups", "open_rows"]

_OPEN = (State.UNSURE, State.UNREADABLE)


def open_groups(markers: Sequence[ItemMarker], tally: Tally) -> list[tuple[Group, int]]:
    """Group what is open, with the number of students: as for a class, but without codes."""
    groups: dict[tuple[str, str, str], Group] = {}
    for marker in markers:
        item = marker.item.id
        answers = sorted(tally.items[item].answers.items(), key=lambda one: one[0].response)
        for given, answer in answers:
            if given.state in _OPEN:
                for part, response, reason in marker.asked(given):
                    key = (item, part, form_of(response))
                    group = groups.setdefault(key, Group(*key, reason))
                    known = group.responses.get(response, 0)
                    group.responses[response] = known + answer.count
    counted = [(one, sum(one.responses.values())) for one in groups.values()]
    place = place_of(markers[0].sheet)
    return sorted(counted, key=lambda one: (place[one[0].item, one[0].part], -one[1], one[0].form))


def open_rows(groups: list[tuple[Group, int]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``review.csv``: its columns are those of a class.

    Without students, and without clusters: to compare a nation's answers costs more than to
    mark them. The review page does so for the commonest.
    """
    yield REVIEW_COLUMNS
    for group, count in groups:
        yield (
            group.item,
            group.part,
            "",
            group.form,
            str(count),
            examples(group),
            group.reason,
            "",
            "",
        )
