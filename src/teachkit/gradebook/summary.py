"""The results in a few lines for the terminal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import number_of
from ..model import State
from .amounts import percent
from .markup import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..errors import Problem
    from ..model import Item, Sheet
    from .results import StudentResult
    from .review import Group

__all__ = ["summary_text"]

_LISTED = 10


def summary_text(
    sheet: Sheet,
    results: Sequence[StudentResult],
    groups: Sequence[Group],
    problems: Sequence[Problem],
    notices: Sequence[str],
) -> str:
    """Write the summary: size, mean, items hardest first, what waits, what was not read."""
    lines = [f"{plain(sheet.title)} ({sheet.id})", *(f"  {one}" for one in notices)]
    lines += [_size(results), *_mean(results), *_hardest(sheet, results)]
    lines += [*_review(groups), *_not_read(problems)]
    return "\n".join(lines)


def _names(results: Sequence[StudentResult], status: str) -> str:
    """Count and name the students of one status; "" if there are none."""
    codes = [one.student.code for one in results if one.student.status == status]
    listed = ", ".join(codes[:_LISTED]) + (" …" if len(codes) > _LISTED else "")
    return f"{len(codes)} {status} ({listed})" if codes else ""


def _size(results: Sequence[StudentResult]) -> str:
    graded = sum(one.student.status == "graded" for one in results)
    rest = filter(None, (_names(results, status) for status in ("missing", "excused", "unread")))
    return f"{graded} of {len(results)} students graded" + "".join(f"; {one}" for one in rest)


def _mean(results: Sequence[StudentResult]) -> list[str]:
    graded = [one for one in results if one.student.status == "graded" and one.out_of]
    if not graded:
        return []
    shares = [one.total / one.out_of for one in graded]
    mean = percent(sum(shares, Fraction(0)), Fraction(len(shares)))
    waiting = sum((one.open for one in graded), Fraction(0))
    if not waiting:
        return [f"mean {mean} %"]
    total = sum((one.out_of for one in graded), Fraction(0))
    points = sum((one.total for one in graded), Fraction(0))
    decided = percent(points, total - waiting)
    return [
        f"mean {mean} % so far: {percent(waiting, total)} % of all points wait for a person"
        + (f"; {decided} % of those decided" if decided else "")
    ]


def _hardest(sheet: Sheet, results: Sequence[StudentResult]) -> list[str]:
    """List the items by the share of decided answers that are fully right."""
    rows: list[tuple[Fraction, int, str]] = []
    undecided = []
    for place, item in enumerate(sheet.items):
        cells = [
            one.cells[place]
            for one in results
            if one.student.status == "graded" and one.cells[place].counts
        ]
        decided = [cell for cell in cells if not cell.is_open]
        if 2 * len(decided) < len(cells):
            waiting = len(cells) - len(decided)
            undecided.append(f"Q{number_of(sheet, item.id)} ({waiting} of {len(cells)})")
        if not decided or 2 * len(decided) < len(cells):
            continue
        right = sum(cell.state == State.CORRECT for cell in decided)
        blank = sum(cell.state == State.BLANK for cell in decided)
        share = Fraction(right, len(decided))
        rows.append((share, place, _row(sheet, item, (right, len(decided), blank, len(cells)))))
    lines = ["hardest first (share fully right):"] if rows else []
    lines += [text for _, _, text in sorted(rows)]
    return [*lines, *([f"mostly open: {', '.join(undecided)}"] if undecided else [])]


def _row(sheet: Sheet, item: Item, counts: tuple[int, int, int, int]) -> str:
    right, decided, blank, given = counts
    number = f"Q{number_of(sheet, item.id)}"
    share = percent(Fraction(right), Fraction(decided), places=0)
    notes = [f"{right} of {decided}"]
    notes += [f"{blank} blank"] if blank else []
    notes += [f"{given - decided} to review"] if given > decided else []
    return f"  {number:>4}  {item.id:<24} {share:>3} %  {', '.join(notes)}"


def _review(groups: Sequence[Group]) -> list[str]:
    if not groups:
        return ["nothing to review"]
    answers = sum(len(group.students) for group in groups)
    by_item: dict[str, int] = {}
    for group in groups:
        by_item[group.item] = by_item.get(group.item, 0) + 1
    items = ", ".join(f"{item} ({count})" for item, count in by_item.items())
    return [f"to review: {answers} answers in {len(groups)} groups: {items}"]


def _not_read(problems: Sequence[Problem]) -> list[str]:
    errors = sum(one.severity == "error" for one in problems)
    if not errors:
        return []
    return [f"not read or not counted: {errors} problem{'' if errors == 1 else 's'}, named below"]
