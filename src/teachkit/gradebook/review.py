"""What a person must decide, like answers together: ``review.csv``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..classwork import item_parts
from ..marking.groups import group_open
from .decisions import Settled, form_of
from .like import find_likes
from .queue import Unit, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Sheet
    from .results import Cell, StudentResult

__all__ = [
    "REVIEW_COLUMNS",
    "Group",
    "examples",
    "open_answers",
    "place_of",
    "review_groups",
    "review_rows",
]

REVIEW_COLUMNS = (
    "item",
    "part",
    "cluster",
    "form",
    "count",
    "responses",
    "reason",
    "students",
    "verdict",
)

_COMPARED = 300  # more forms of one question are ordered without what a decision also settles
_EXAMPLES = 3
_EXAMPLE_CHARS = 300
_WHOLE_CHARS = 30_000  # a spreadsheet's cell ends at 32,767


@dataclass(slots=True)
class Group:
    """Answers to one item, or part of one, that have one normal form."""

    item: str
    part: str
    form: str
    reason: str
    responses: dict[str, int] = field(default_factory=dict)
    """Each spelling and how many gave it, in the order met."""
    students: list[str] = field(default_factory=list)
    cluster: int = 0
    """Its frame on the review page, from 1; 0 where none were made."""


def review_groups(
    sheet: Sheet, results: Sequence[StudentResult], settled: Settled | None = None
) -> list[Group]:
    """Group what is open: items in the sheet's order, in each the order of the review page.

    Of an item with parts only the parts that are open are listed. A row that was not
    read at all is not: its file has to be mended, not its answers judged.
    """
    groups: dict[tuple[str, str, str], Group] = {}
    for result in results:
        for cell in result.cells:
            for part, response, reason in open_answers(cell):
                key = (cell.item.id, part, form_of(response))
                group = groups.setdefault(key, Group(*key, reason))
                group.responses[response] = group.responses.get(response, 0) + 1
                group.students.append(result.student.code)
    found: dict[tuple[str, str], list[Group]] = {key: [] for key in place_of(sheet)}
    for group in groups.values():
        found[group.item, group.part].append(group)
    return [
        one
        for (item, part), given in found.items()
        for one in _as_on_the_page(sheet, item, part, given, settled or Settled())
    ]


def _as_on_the_page(
    sheet: Sheet, item_id: str, part: str, given: list[Group], settled: Settled
) -> Iterator[Group]:
    """Order the groups of a question: the decision that settles most first, like ones together."""
    of = {one.form: one for one in given}
    units = [Unit(one.form, one.reason, one.responses, one.students) for one in given]
    item = sheet.item(item_id)
    counts: dict[str, int] = {}
    for unit in units:
        counts |= unit.spellings
    if len(units) <= _COMPARED:
        find_likes(item, part, sheet, units, settled)
    for unit in in_order(units, group_open(item, part, sheet, counts)):
        of[unit.form].cluster = unit.cluster + 1
        yield of[unit.form]


def place_of(sheet: Sheet) -> dict[tuple[str, str], int]:
    """Return the place of each item and part in the list."""
    keys = [(item.id, part) for item in sheet.items for part in ("", *item_parts(item))]
    return {key: number for number, key in enumerate(keys)}


def open_answers(cell: Cell) -> Iterator[tuple[str, str, str]]:
    """Yield (part, response, reason) of what is open in a cell; part is "" for the whole."""
    if cell.mark is None or not cell.is_open:
        return
    parts = [part for part in cell.mark.parts if part.state.needs_person]
    for part in parts:
        yield part.id, part.response, part.reason
    if not parts:
        yield "", cell.response, cell.reason


def review_rows(groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    """Yield the header, then a row a group, its verdict empty."""
    yield REVIEW_COLUMNS
    for group in groups:
        yield (
            group.item,
            group.part,
            str(group.cluster or ""),
            group.form,
            str(len(group.students)),
            examples(group),
            group.reason,
            "; ".join(group.students),
            "",
        )


def examples(group: Group) -> str:
    """Show the spellings most often given; a single one whole."""
    spellings = sorted(group.responses, key=lambda one: (-group.responses[one], one))
    if len(spellings) == 1:
        return _cut(spellings[0], _WHOLE_CHARS)
    return " | ".join(_cut(one, _EXAMPLE_CHARS) for one in spellings[:_EXAMPLES])


def _cut(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[: chars - 1] + "…"
