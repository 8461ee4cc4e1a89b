"""How a total came about, in one line: the feedback that travels with a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..display import number_of
from ..gradebook.results import EXCUSED, MISSING

if TYPE_CHECKING:
    from .grades import Grade, Grades
    from .options import Options

__all__ = ["in_words"]


def in_words(grades: Grades, one: Grade, options: Options) -> str:
    """Write the points of each item, and what being late took; never a key or an answer."""
    said = []
    for item, points, state in zip(grades.sheet.items, one.items, one.states, strict=True):
        if state in (MISSING, EXCUSED):
            continue
        got = "open" if points is None else options.number(points, 2)
        most = options.number(item.points, 2)
        said.append(f"Q{number_of(grades.sheet, item.id)}: {got} of {most}")
    text = ("; " if options.decimal_comma else ", ").join(said)
    if one.late is not None and one.late.days:
        text += f". Handed in {one.late.why}"
    return text
