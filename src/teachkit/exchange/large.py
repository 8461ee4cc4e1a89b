"""Grades of a cohort to where grades live: the gradebook goes through in pieces.

What a class's export does is done to some thousand students at a time, so a file has the same
rows. What needs all of them at once is refused above a number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from ..classwork import parse_time
from ..display import number_of
from ..errors import Problem, ProblemsError
from ..gradebook.amounts import decimal, short
from ..gradebook.large import unguarded
from ..gradebook.results import EXCUSED, MISSING
from ..gradebook.tables import LATE_COLUMNS
from ..late import Lateness, due_time, lateness
from ..model import State
from . import TARGETS, export, why_left
from .grades import Grade, Grades

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..gradebook.large import LargeResults
    from . import Target
    from .options import Made, Options

__all__ = ["LargeExport", "export_large"]

_AT_ONCE = 50_000
"""Students of an export that needs all of them at once."""

_CHUNK = 5_000
_LISTED = 8
_ZERO = Fraction(0)


@dataclass(slots=True)
class LargeExport:
    """An export at work: pieces of the file, and what is known when all are written."""

    pieces: Iterator[bytes]
    students: int
    given: int = 0
    problems: list[Problem] = field(default_factory=list)
    notices: tuple[str, ...] = ()
    lines: dict[tuple[str, str], tuple[int, list[str]]] = field(default_factory=dict)
    _kinds: dict[str, int] = field(default_factory=dict)

    def add(self, made: Made) -> None:
        """Note what became of some students."""
        self.given += made.given
        self.notices = made.notices
        for problem in made.problems:
            if problem not in self.problems:
                self._kinds[problem.code] = self._kinds.get(problem.code, 0) + 1
                if self._kinds[problem.code] <= _LISTED:
                    self.problems.append(problem)
        for what, one in why_left(made):
            count, codes = self.lines.setdefault(what, (0, []))
            self.lines[what] = (count + 1, codes)
            if len(codes) < _LISTED:
                codes.append(one.code)

    def more(self) -> list[Problem]:
        """Say how many problems there were beside those that are listed, a kind a line."""
        listed = {one.code: one for one in self.problems}
        return [
            replace(
                listed[code], key="", message=f"and {count - _LISTED:,} more of the kind '{code}'"
            )
            for code, count in self._kinds.items()
            if count > _LISTED
        ]

    def told(self) -> list[str]:
        """Say who has no grade in the file, and why: a line for each reason."""
        said = []
        for (what, kind), (count, codes) in self.lines.items():
            more = f" and {count - len(codes):,} more" if count > len(codes) else ""
            said.append(f"{kind}: {what} for {', '.join(codes)}{more}")
        return said


def export_large(  # noqa: PLR0913 - what the command's options are
    results: LargeResults,
    target: Target,
    options: Options,
    *,
    refuse_open: bool = False,
    top: Fraction | None = None,
    names: Mapping[str, tuple[str, str]] | None = None,
) -> LargeExport:
    """Write the grades of a cohort for another program.

    Args:
        results: The results.
        target: For whom.
        options: What was asked for.
        refuse_open: Whether points that wait for a person stop it.
        top: Makes all totals a share of so many points.
        names: Pseudonym to code and name, if they are to stand in their place.

    Returns:
        The pieces of the file, to be written, and what is known after that.

    Raises:
        ProblemsError: As `export`; or the export needs all students at once, and they are
            too many.
    """
    book = _Book(results)
    students, out_of = _looked_through(book, names, refuse_open=refuse_open)
    whole = target in ("xlsx", "classroom") or options.template is not None
    if whole and students > _AT_ONCE:
        what = "--template" if options.template else f"--to {target}"
        message = f"this takes up to {_AT_ONCE:,} students, and there are {students:,}"
        raise _stop(what, message, "take --to csv, moodle or canvas, or grade school by school")

    def grades(some: tuple[Grade, ...]) -> Grades:
        made = Grades(sheet=results.sheet, students=some, out_of=out_of)
        made = made if names is None else made.named(names)
        return made if top is None else made.scaled(top)

    made = LargeExport(iter(()), students)
    if whole:
        done = export(grades(tuple(book.students())), target, options)
        made.add(done)
        made.pieces = iter((done.data,))
    else:
        made.pieces = _pieces(book, grades, target, options, made)
    return made


def _looked_through(
    book: _Book, names: Mapping[str, tuple[str, str]] | None, *, refuse_open: bool
) -> tuple[int, Fraction]:
    """Count the students, and say how many points most of them can reach."""
    worth: Counter[Fraction] = Counter()
    waiting: list[str] = []
    students = 0
    for one in book.students():
        students += 1
        worth[one.out_of] += bool(one.out_of)
        if refuse_open and "open" in one.why and len(waiting) < _LISTED:
            waiting.append(one.code)
        if names is not None and one.code not in names:
            hint = "name the key file that these results were made with"
            raise _stop("--key", f"the key file does not know {one.code}", hint)
    if waiting:
        message = f"points wait for a person: {', '.join(waiting)} …"
        raise _stop("--open refuse", message, "decide what is open, then grade again")
    return students, max(worth, key=lambda one: (worth[one], one)) if worth else _ZERO


def _pieces(
    book: _Book,
    grades: Callable[[tuple[Grade, ...]], Grades],
    target: Target,
    options: Options,
    made: LargeExport,
) -> Iterator[bytes]:
    head = TARGETS[target](grades(()), options).data
    yield head
    students = book.students()
    while some := tuple(islice(students, _CHUNK)):
        done = export(grades(some), target, options, empty=True)
        made.add(done)
        yield done.data[len(head) :]
    if not made.given and target in ("moodle", "canvas"):
        reasons = "; ".join(made.told())
        raise _stop(f"--to {target}", f"no student has a grade to hand on: {reasons}", "")


class _Book:
    """The gradebook of a cohort as grades: exact again, by the points that there are."""

    def __init__(self, results: LargeResults) -> None:
        self.results = results
        self.sheet = results.sheet
        unit = results.tally.unit
        self._points = [
            {
                decimal(exact): exact
                for given in results.tally.items[item.id].answers
                if given.points is not None
                for exact in (Fraction(given.points, unit),)
            }
            for item in self.sheet.items
        ]

    def students(self) -> Iterator[Grade]:
        """Yield each student's grade, in the order of the gradebook."""
        for row in self.results.rows():
            yield self._grade(row)

    def _grade(self, row: list[str]) -> Grade:
        items, count = self.sheet.items, len(self.sheet.items)
        cells = row[2 : 2 + count]
        states = tuple(map(_state, cells))
        pairs = zip(cells, self._points, strict=True)
        points = tuple(_exact(cell, known) for cell, known in pairs)
        before = sum((one for one in points if one is not None), _ZERO)
        counts = zip(items, states, strict=True)
        out_of = sum((one.points for one, said in counts if said not in (MISSING, EXCUSED)), _ZERO)
        late = None
        if self.sheet.late is not None and out_of:
            late = self._late(row[2 + count + 4 : 2 + count + 4 + len(LATE_COLUMNS)])
        why = self._why(states)
        return Grade(
            code=unguarded(row[0]),
            name=unguarded(row[1]),
            group="",
            items=points,
            states=states,
            total=None if why else before * (1 if late is None else late.kept),
            before=before,
            out_of=out_of,
            why=why,
            late=late,
        )

    def _why(self, states: tuple[str, ...]) -> str:
        """Say why there is no final number; "" if there is one."""
        for one in (MISSING, EXCUSED):
            if all(state == one for state in states):
                return one
        waits = [
            item
            for item, state in zip(self.sheet.items, states, strict=True)
            if state == State.UNSURE
        ]
        if not waits:
            return ""
        points = sum((item.points for item in waits), _ZERO)
        listed = ", ".join(f"Q{number_of(self.sheet, item.id)}" for item in waits)
        return f"{short(points)} point{'' if points == 1 else 's'} open: {listed}"

    def _late(self, cells: list[str]) -> Lateness | None:
        """Return what a hand-in keeps: exact again, where the policy gives what was written."""
        time, days, kept, *_ = cells
        if self.sheet.late is None or not kept:
            return None
        policy, number = self.sheet.late, int(days) if days else None
        due = due_time(policy.due)
        times = [parse_time(time)]
        if due is not None and number is not None:  # a student may have a due time of the own
            times += [due + timedelta(days=number), due + timedelta(days=number, seconds=-1)]
        for one in times:
            found = lateness(policy, one)
            if found.days == number and decimal(found.kept * 100) == kept:
                return found
        return Lateness(number, Fraction(kept) / 100, f"{days} days late: {kept} %")


def _state(cell: str) -> str:
    """Return the state that a cell shows, as far as an export needs it."""
    if cell in (MISSING, EXCUSED, State.BLANK):
        return cell
    return State.UNSURE if cell == "review" else State.PARTIAL


def _exact(cell: str, known: dict[str, Fraction]) -> Fraction | None:
    if cell in (MISSING, EXCUSED, "review"):
        return None
    return _ZERO if cell == State.BLANK else known.get(cell) or Fraction(cell)


def _stop(place: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=place, message=message, hint=hint, code="no-export")])
