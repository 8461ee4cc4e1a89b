"""The grades as a workbook: numbers that are numbers, codes that stay texts, a head that stays."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..gradebook.markup import plain
from .options import Made
from .plain import state_word
from .words import in_words

if TYPE_CHECKING:
    from fractions import Fraction

    from .grades import Grade, Grades
    from .options import Options

__all__ = ["workbook"]

_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock: the same bytes again
_OPTIONS = {
    "in_memory": True,  # nothing of a class in temporary files
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDEST, _NARROWEST = 40, 8


def workbook(grades: Grades, options: Options) -> Made:
    """Write a sheet of grades, and one that says which cells are no numbers, and why.

    Raises:
        ProblemsError: The package that writes workbooks is not installed.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - only for a workbook
    except ModuleNotFoundError as error:
        message, hint = "workbooks need another package", "pip install 'teachkit[xlsx]'"
        problem = Problem(file="--to xlsx", message=message, hint=hint, code="no-package")
        raise ProblemsError([problem]) from error
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": plain(grades.sheet.title), "created": _DAY})
        _grades_sheet(book, grades, options)
        _notes_sheet(book, grades)
    left = tuple(one for one in grades.students if one.total is None)
    given = len(grades.students) - len(left)
    return Made(stream.getvalue(), given, left, "an empty cell")


def _grades_sheet(book: Any, grades: Grades, options: Options) -> None:  # noqa: ANN401 - untyped
    columns = _columns(grades, options)
    sheet = book.add_worksheet("Grades")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {
        kind: book.add_format({"num_format": code})
        for kind, code in (("text", "@"), ("points", "0.##"), ("percent", "0.0%"))
    }
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for place, (name, kind, cells) in enumerate(columns):
        texts = [cell if isinstance(cell, str) else "" for cell in cells]
        width = max(_NARROWEST, *(len(text) + 2 for text in (*texts, name[:16])))
        sheet.set_column(place, place, min(width, _WIDEST), formats[kind])
        sheet.write_string(0, place, name, head)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, place, cell, formats["text"])
            elif cell is not None:
                sheet.write_number(row, place, float(cell), formats[kind])
    if grades.students:
        sheet.autofilter(0, 0, len(grades.students), len(columns) - 1)


_Column = tuple[str, str, "list[str | Fraction | None]"]


def _columns(grades: Grades, options: Options) -> list[_Column]:
    """Return heading, kind and cells of each column."""
    students = grades.students
    found: list[_Column] = [
        ("Student", "text", [one.code for one in students]),
        ("Name", "text", [one.name for one in students]),
    ]
    if any(one.group for one in students):
        found.append(("Group", "text", [one.group for one in students]))
    if options.items:
        for place, name in enumerate(grades.heads):
            found.append((name, "points", [_item(one, place) for one in students]))
    if grades.sheet.late is not None:
        found.append(
            ("Before lateness", "points", [one.before if one.out_of else None for one in students])
        )
        kept = [None if one.late is None else one.late.kept for one in students]
        found.append(("Kept", "percent", list(kept)))
    found += [
        ("Total", "points", [one.total for one in students]),
        ("Out of", "points", [one.out_of or None for one in students]),
        ("Percent", "percent", [_share(one) for one in students]),
        ("Note", "text", [one.why for one in students]),
    ]
    if options.feedback:
        found.append(("Feedback", "text", [in_words(grades, one, options) for one in students]))
    return found


def _item(one: Grade, place: int) -> str | Fraction | None:
    return state_word(one.states[place], one.items[place]) or one.items[place]


def _share(one: Grade) -> Fraction | None:
    return None if one.total is None or not one.out_of else one.total / one.out_of


def _notes_sheet(book: Any, grades: Grades) -> None:  # noqa: ANN401 - untyped
    """Say what the words in the cells mean, and who has no total."""
    sheet = book.add_worksheet("Notes")
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18, wrap)
    sheet.set_column(1, 1, 80, wrap)
    rows = [
        (plain(grades.sheet.title), grades.sheet.id),
        ("blank", "Handed in empty: it earns nothing and counts."),
        ("missing", "Not handed in: no points and no zero."),
        ("excused", "Owes nothing."),
        ("review", "A person must still decide; the total stays empty until then."),
        *((one.code, f"No total: {one.why}") for one in grades.students if one.total is None),
    ]
    for place, (name, text) in enumerate(rows):
        sheet.write_string(place, 0, name, wrap if place else bold)
        sheet.write_string(place, 1, text, wrap)
