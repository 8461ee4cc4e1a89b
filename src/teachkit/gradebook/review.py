"""What a person must decide, like answers together: ``review.csv``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..classwork import item_parts
from .decisions import form_of

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

REVIEW_COLUMNS = ("item", "part", "form", "count", "responses", "reason", "students", "verdict")

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


def review_groups(sheet: Sheet, results: Sequence[StudentResult]) -> list[Group]:
    """Group what is open: items in the sheet's order, in each the largest group first.

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
    place = place_of(sheet)
    return sorted(
        groups.values(),
        key=lambda one: (place[one.item, one.part], -len(one.students), one.form),
    )


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
