"""Marks a class: each different answer to an item once, then joined back to students."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ..classwork import parse_time, shown
from ..errors import Problem, ProblemsError
from ..late import is_in_time, lateness, own_due
from ..model import State
from .amounts import short
from .decided import apply_to
from .decisions import Settled
from .machine import machine_mark
from .results import EXCUSED, MISSING, Cell, add_up, make_cell

if TYPE_CHECKING:
    from fractions import Fraction

    from ..classwork import Answer, Classwork, Student, Unread
    from ..model import Item, Sheet
    from .results import StudentResult

__all__ = ["AttemptPolicy", "mark_class"]

AttemptPolicy = Literal["last", "best", "first", "in-time"]
"""Which of several attempts counts, as a whole."""

_Attempts = dict[int, dict[str, "Answer"]]


def mark_class(
    sheet: Sheet, work: Classwork, policy: AttemptPolicy, settled: Settled | None = None
) -> tuple[tuple[StudentResult, ...], list[Problem]]:
    """Mark all that was handed in.

    Args:
        sheet: The sheet.
        work: What was read.
        policy: ``best`` is the attempt with the most points that are certain, less what being
            late takes; of equal ones the one with more points open, then the later.
            ``in-time`` is the last attempt that was in time, else the first of the others.
        settled: What people decided.

    Returns:
        A result for each student of ``work``, in its order, and warnings.

    Raises:
        ProblemsError: The policy is ``in-time``, and nothing says when the work was due.
    """
    if policy == "in-time" and sheet.late is None:
        message = "nothing says when the work was due"
        hint = "give --due, or write [late] with a due time into the sheet"
        raise ProblemsError(
            [Problem(file=f"--attempt {policy}", message=message, hint=hint, code="no-due")]
        )
    attempts: dict[str, _Attempts] = {}
    for answer in work.answers:
        given = attempts.setdefault(answer.student, {})
        given.setdefault(answer.attempt, {})[answer.item] = answer
    run = _Run(sheet, work, policy, settled or Settled())
    results = [run.result(student, attempts.get(student.code, {})) for student in work.students]
    return tuple(results), run.problems


class _Run:
    def __init__(
        self, sheet: Sheet, work: Classwork, policy: AttemptPolicy, settled: Settled
    ) -> None:
        self.sheet, self.policy, self.settled = sheet, policy, settled
        self.problems: list[Problem] = []
        self.broken: dict[str, Unread] = {one.student: one for one in work.unread}
        self._known: dict[tuple[str, ...], Cell] = {}

    def result(self, student: Student, attempts: _Attempts) -> StudentResult:
        """Make a student's row."""
        if student.status == "excused":
            given = attempts[max(attempts)] if attempts else {}
            return add_up(student, (self._excused(item, given) for item in self.sheet.items))
        if not attempts:
            return add_up(student, self._nothing(student))
        results = {
            number: self._timed(add_up(student, self._cells(student, given), number), given)
            for number, given in attempts.items()
        }
        chosen = results[self._choose(student, results, attempts)]
        if chosen.late is not None and chosen.late.days is None:
            self._untimed(chosen, attempts[chosen.attempt])
        return chosen

    def _timed(self, result: StudentResult, given: dict[str, Answer]) -> StudentResult:
        """Note when an attempt was handed in, and what it keeps."""
        if self.sheet.late is None:
            return result
        time = next((one.time for one in given.values() if one.time), "")
        policy = own_due(self.sheet.late, result.student.due)
        return replace(result, time=time, late=lateness(policy, parse_time(time)))

    def _untimed(self, result: StudentResult, given: dict[str, Answer]) -> None:
        first = next(iter(given.values()))
        what = f"the time {shown(result.time)} can't be compared" if result.time else "no time"
        self.problems.append(
            Problem(
                file=first.file,
                line=first.row,
                key=shown(result.student.code),
                message=f"{what}: nothing was taken away for being late",
                hint="write times as 2026-03-04 09:05, with a zone if the due time has one",
                severity="warning",
                code="late-unknown",
            )
        )

    def _excused(self, item: Item, given: dict[str, Answer]) -> Cell:
        """Keep what an excused student answered, but do not mark it."""
        return Cell(item, EXCUSED, "excused", given[item.id].response if item.id in given else "")

    def _nothing(self, student: Student) -> list[Cell]:
        """Make the cells of a student of whom nothing could be read."""
        if student.status == "unread" and student.code in self.broken:
            one = self.broken[student.code]
            place = f"line {one.row} of {one.file}" if one.row else one.file
            reason = f"{place} was not read: {one.reason}"
            return [Cell(item, State.UNREADABLE, reason) for item in self.sheet.items]
        return [Cell(item, MISSING, "nothing handed in") for item in self.sheet.items]

    def _cells(self, student: Student, given: dict[str, Answer]) -> tuple[Cell, ...]:
        return tuple(
            self._cell(item, given[item.id], student.code)
            if item.id in given
            else Cell(item, MISSING, "the file has no place for this item")
            for item in self.sheet.items
        )

    def _cell(self, item: Item, answer: Answer, student: str) -> Cell:
        response = answer.response
        if answer.fault and not response:  # there is nothing that a person could decide on
            return Cell(item, State.UNREADABLE, answer.fault)
        alone = self.settled.on_student(item.id, student) is not None
        key = (item.id, response, answer.fault, answer.credit, student if alone else "")
        known = self._known.get(key)
        if known is None:
            machine = machine_mark(item, answer, self.sheet)
            final = apply_to(item, response, machine, student, self.settled)
            known = make_cell(item, response, final, machine)
            self._known[key] = known
        return known

    def _choose(
        self, student: Student, results: dict[int, StudentResult], attempts: _Attempts
    ) -> int:
        if self.policy == "first":
            return min(results)
        if self.policy == "last" or len(results) == 1:
            return max(results)
        if self.policy == "in-time":
            return self._in_time(results)
        best = max(results, key=lambda one: (results[one].final, _waiting(results[one]), one))
        rivals = [
            number
            for number, one in results.items()
            if number != best and one.final + _waiting(one) > results[best].final
        ]
        if rivals:
            first = next(iter(attempts[best].values()))
            others = ", ".join(map(str, sorted(rivals)))
            self.problems.append(
                Problem(
                    file=first.file,
                    line=first.row,
                    key=shown(student.code),
                    message=f"attempt {best} is taken as the best with "
                    f"{short(results[best].final)} points so far; attempt {others} may be better",
                    hint="decide what is open, then grade again",
                    severity="warning",
                    code="best-open",
                )
            )
        return best

    def _in_time(self, results: dict[int, StudentResult]) -> int:
        """Return the last attempt in time; of those that are late, or have no time, the first."""
        policy = self.sheet.late
        if policy is None:
            return max(results)
        in_time = [
            number
            for number, one in results.items()
            if is_in_time(own_due(policy, one.student.due), parse_time(one.time)) is True
        ]
        return max(in_time) if in_time else min(results)


def _waiting(result: StudentResult) -> Fraction:
    """Return what the open points can still bring, less what being late takes."""
    return result.open if result.late is None else result.open * result.late.kept
