"""For authors: what the key caught, what it does not know, which wrong options drew whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..classwork import shown
from ..display import number_of
from ..marking.normal import normalise
from ..model import Choice, Cloze, Multi, State, Text
from .decided import DECIDED
from .decisions import form_of
from .machine import GIVEN
from .marking_run import mark_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Gap, Item, Mark
    from .decisions import Settled
    from .opened import Results
    from .results import Cell, StudentResult

__all__ = ["near_misses"]

_LISTED = 8

_Said = tuple[str, State, bool, str]
"""Response, state, whether a person decided, and the form of the key that caught it."""


def near_misses(results: Results, settled: Settled) -> str:
    """Write the report, item by item.

    Args:
        results: The folder, read back.
        settled: The decisions that hold.
    """
    marked, _ = mark_class(results.sheet, results.work, results.record["attempt"], settled)
    upper = _upper_half(marked)
    lines = []
    for place, item in enumerate(results.sheet.items):
        cells = [(one.student.code in upper, one.cells[place]) for one in marked]
        found = list(_found(item, cells))
        if found:
            lines.append(f"Q{number_of(results.sheet, item.id)} {item.id}")
            lines += [f"  {one}" for one in found]
    return "\n".join(lines) or "nothing to tell: no answers to choices or short answers"


def _found(item: Item, cells: Sequence[tuple[bool, Cell]]) -> list[str]:
    """Tell of an item, as far as its answers were handed over and not only their points."""
    given = [one for one in cells if one[1].state == State.BLANK or one[1].response.strip()]
    found = list(_on_item(item, given)) if given else []
    points = sum(one.mark is not None and one.mark.rule == GIVEN for _, one in cells)
    return [*found, f"only points, no answers: {points}"] if points else found


def _upper_half(marked: Sequence[StudentResult]) -> set[str]:
    """Name the better half of those who handed in, by points so far."""
    ranked = sorted(
        (one for one in marked if one.student.status == "graded"),
        key=lambda one: (-one.total, one.student.code),
    )
    return {one.student.code for one in ranked[: (len(ranked) + 1) // 2]}


def _on_item(item: Item, cells: Sequence[tuple[bool, Cell]]) -> Iterator[str]:
    if isinstance(item, Choice | Multi):
        yield from _options(item, cells)
    elif isinstance(item, Cloze):
        for gap in item.gaps:
            said = [
                (part.response, part.state, part.reason.startswith("decided by "), "")
                for _, cell in cells
                if cell.mark
                for part in cell.mark.parts
                if part.id == gap.id
            ]
            found = [] if gap.options else list(_forms(_accepted(gap), (), said))
            yield from (f"{gap.id}: {one}" for one in found)
    elif item.kind in ("text", "number", "date"):
        said = [
            (cell.response, State(cell.state), cell.mark.rule == DECIDED, _caught_by(cell.mark))
            for _, cell in cells
            if cell.mark
        ]
        accept = item.accept if isinstance(item, Text) else ()
        rejects = tuple(one.text for one in item.rejects) if isinstance(item, Text) else ()
        yield from _forms(accept, rejects, said)


def _caught_by(mark: Mark) -> str:
    """Return the form that decided; while a person must look, it is only the nearest."""
    return "" if mark.state.needs_person else mark.matched


def _accepted(gap: Gap) -> tuple[str, ...]:
    return gap.accept or ((gap.answer,) if gap.answer else ())


def _options(item: Choice | Multi, cells: Sequence[tuple[bool, Cell]]) -> Iterator[str]:
    """Count the wrong options by who chose them."""
    for option in item.options:
        if option.correct:
            continue
        chosen = [
            is_upper
            for is_upper, cell in cells
            if cell.mark and option.id in cell.mark.matched.split(";")
        ]
        halves = f" ({sum(chosen)} of the upper half, {len(chosen) - sum(chosen)} of the lower)"
        yield f"wrong option {option.id}: {len(chosen)}" + (halves if chosen else "")


def _forms(accept: Sequence[str], rejects: Sequence[str], said: Sequence[_Said]) -> Iterator[str]:
    """Tell which forms of the key caught how many, and what it does not know."""
    given = [one for one in said if one[1] is not State.BLANK]
    known = {normalise(one): one for one in (*accept, *rejects)}
    caught = Counter(_caught(one, known) for one in given)
    for words, listed in (("accepts", accept), ("rejects", rejects)):
        for text in listed:
            yield f"{words} {shown(text)}: {caught[text] or '0 (nobody wrote it)'}"
    missed = [one for one in given if not _caught(one, known) and not _is_right(one)]
    unknown = Counter(form_of(one[0]) for one in missed)
    ranked = sorted(unknown.items(), key=lambda one: (-one[1], one[0]))
    for form, count in ranked[:_LISTED]:
        example, state, decided, _ = next(one for one in missed if form_of(one[0]) == form)
        by = "decided by a person" if decided else "decided by the rule"
        how = "not decided" if state.needs_person else f"{state}, {by}"
        yield f"not in the key {shown(example)}: {count} ({how})"
    if len(ranked) > _LISTED:
        rest = sum(count for _, count in ranked[_LISTED:])
        yield f"and {len(ranked) - _LISTED} other forms: {rest}"


def _caught(one: _Said, known: dict[str, str]) -> str:
    """Return the form of the key that decided; "" if none did."""
    response, _, decided, matched = one
    if decided or matched in known.values():
        return "" if decided else matched
    return known.get(form_of(response), "")


def _is_right(one: _Said) -> bool:
    """Whether a rule, and not a form of the key, took it for right: a number, a date."""
    return one[1] is State.CORRECT and not one[2]
