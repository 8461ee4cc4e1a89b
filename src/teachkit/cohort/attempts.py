"""Students who stand in several rows: which of them counts.

All codes are gone through once for those that stand twice, then the rows of these students. Of
each such row a few hundred bytes are kept until it is known which one counts.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..classwork import parse_time
from ..classwork.attempts import sort_attempts
from ..classwork.findings import Findings, shown
from ..classwork.records import Submission
from ..classwork.row_reader import attempt_number
from ..errors import Problem, ProblemsError
from ..gradebook.amounts import short
from ..late import is_in_time, own_due
from .people import Chosen, Details, People
from .person_rows import PersonRows
from .persons import PersonLoop, rows_of
from .students import Students, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..classwork.rows import Row
    from .loops import Source
    from .variants import Weight
    from .work import Work

__all__ = ["choose_attempts"]

_HINT = "grade each file by itself, or as a class (--engine class), which joins them"


def choose_attempts(sources: Sequence[Source], work: Work, people: People, policy: str) -> None:
    """Find out which row counts, of all students who stand in several, and note it in ``people``.

    Args:
        sources: All files.
        work: The run.
        people: What is known of single students.
        policy: ``last``, ``first``, ``best`` or ``in-time``.

    Raises:
        ProblemsError: The policy is ``in-time``, and nothing says when the work was due; or
            the rows of a student are parts of one hand-in.
    """
    if policy == "in-time" and work.sheet.late is None:
        message = "nothing says when the work was due"
        hint = "give --due, or write [late] with a due time into the sheet"
        raise ProblemsError(
            [Problem(file=f"--attempt {policy}", message=message, hint=hint, code="no-due")]
        )
    twice = _seen_twice(sources, work)
    found: dict[str, list[Submission]] = {}
    for source in sources if twice else ():
        _walk(_Collect(source, work, twice, found), source)
    several = {code: given for code, given in found.items() if len(given) > 1}
    ordered = _ordered(several, work, policy)
    _refuse_parts(several, ordered)
    weights: dict[tuple[str, int], Weight] = {}
    if policy == "best":
        wanted = {(one.file, one.row): given for given in ordered.values() for one in given}
        for source in sources if wanted else ():
            _walk(_Weigh(source, work, people, wanted, weights), source)
    for code, attempts in ordered.items():
        member = (people.members or {}).get(code)
        due = "" if member is None else member.due
        excused = member is not None and member.status == "excused"
        chosen = _chosen(work, attempts, "last" if excused else policy, due, weights)
        for one in attempts:
            rows = people.chosen.setdefault(one.file, Chosen())
            if one is chosen:
                rows.kept[one.row] = _details(attempts)
            else:
                rows.left.add(one.row)


def _ordered(
    several: Mapping[str, list[Submission]], work: Work, policy: str
) -> dict[str, list[Submission]]:
    """Bring the rows of each student into their order; that they are several was asked for."""
    findings = Findings()
    ordered = sort_attempts((one for given in several.values() for one in given), findings)
    for problem in findings.problems:
        if problem.code != "student-twice":
            work.findings.repeat(problem)
    if ordered:
        counts = {"best": "the best one counts", "in-time": "the last in time counts"}
        said = counts.get(policy, f"the {policy} one counts")
        work.findings.note(f"{len(ordered):,} students stand in several rows: {said}")
    return ordered


def _walk(loop: PersonRows, source: Source) -> None:
    for _ in loop.lines(rows_of(source)):
        pass


def _seen_twice(sources: Sequence[Source], work: Work) -> set[int]:
    """Return the numbers of codes that stand in several rows."""
    students = Students(work.settled)
    try:
        for source in sources:
            _walk(_Codes(source, work, Findings(), students), source)
        return students.twice()
    finally:
        students.close()


def _refuse_parts(
    several: Mapping[str, list[Submission]], ordered: Mapping[str, list[Submission]]
) -> None:
    """Refuse files that hold different items of the same students."""
    findings = Findings()
    for code, attempts in ordered.items():
        first, *others = several[code]
        if len(attempts) <= len(others):
            where = ", ".join(f"{one.file}:{one.row}" for one in others)
            message = f"the student's row is one part of the work, the other is in {where}"
            findings.error(
                "student-in-parts", first.file, message, line=first.row, key=shown(code), hint=_HINT
            )
    if findings.problems:
        raise ProblemsError(findings.all_problems())


def _details(attempts: list[Submission]) -> Details:
    """Return the latest name and the latest variant that a student's rows have."""
    return (
        next((one.name for one in reversed(attempts) if one.name), ""),
        next((one.variant for one in reversed(attempts) if one.variant), ""),
    )


def _chosen(
    work: Work,
    attempts: list[Submission],
    policy: str,
    due: str,
    weights: Mapping[tuple[str, int], Weight],
) -> Submission:
    """Return the attempt that counts; they stand in their order."""
    if policy == "first":
        return attempts[0]
    if policy == "in-time" and work.sheet.late is not None:
        late = own_due(work.sheet.late, due)
        in_time = [one for one in attempts if is_in_time(late, parse_time(one.time)) is True]
        return in_time[-1] if in_time else attempts[0]
    if policy == "best":
        return _best(work, attempts, weights)
    return attempts[-1]


def _best(
    work: Work, attempts: list[Submission], weights: Mapping[tuple[str, int], Weight]
) -> Submission:
    """Return the attempt with the most points so far, and say if another may have more."""
    worth = [weights[one.file, one.row] for one in attempts]
    at = max(range(len(attempts)), key=lambda one: (*worth[one], one))
    best, most = attempts[at], worth[at].final
    rivals = [
        str(one.attempt)
        for one, weight in zip(attempts, worth, strict=True)
        if one is not best and sum(weight) > most
    ]
    if rivals:
        work.findings.warn(
            "best-open",
            best.file,
            f"attempt {best.attempt} is taken as the best with {short(most)} points so far; "
            f"attempt {', '.join(rivals)} may be better",
            line=best.row,
            key=shown(best.student),
            hint="decide what is open, then grade again",
        )
    return best


class _Codes(PersonRows):
    """Notes who has a row that can be graded."""

    def person(self, code: str, row: Row) -> str:  # noqa: ARG002 - what it extends has it
        """Note one."""
        self.students.see(code)
        return ""


class _Collect(PersonRows):
    """Notes the rows of students who stand in several."""

    def __init__(
        self, source: Source, work: Work, twice: set[int], found: dict[str, list[Submission]]
    ) -> None:
        super().__init__(source, work, Findings(), Students(work.settled))
        self._twice, self._found = twice, found
        self._items = dict.fromkeys({**self.columns.whole, **self.columns.parts}, "")
        """Shared by all rows, as `_none`: only which items there are is looked at."""
        self._none: dict[str, Any] = {}

    def person(self, code: str, row: Row) -> str:
        """Note one."""
        if number_of(code) in self._twice:
            name, variant = self.details(row.cells)
            attempt = self._attempt(row)
            self._found.setdefault(code, []).append(
                Submission(
                    code,
                    self.file,
                    row.line,
                    self._items,
                    name=name,
                    attempt=attempt,
                    time=self.time(row.cells),
                    variant=sys.intern(variant),
                    origin=self._none,
                    faults=self._none,
                    credits=self._none,
                )
            )
        return ""

    def _attempt(self, row: Row) -> int | None:
        """Read the number of an attempt; ``None`` if there is none."""
        at = self.columns.attempt
        if at is None:
            return None
        number = attempt_number(row.cells[at])
        if number is None and row.cells[at].strip():
            self.work.findings.warn(
                "bad-attempt",
                self.file,
                f"{shown(row.cells[at])} is no number",
                line=row.line,
                key="attempt",
                hint="number the attempts 1, 2, 3",
            )
        return number


class _Weigh(PersonLoop):
    """Marks the rows of students who stand in several, without counting them."""

    def __init__(
        self,
        source: Source,
        work: Work,
        people: People,
        wanted: Mapping[tuple[str, int], list[Submission]],
        weights: dict[tuple[str, int], Weight],
    ) -> None:
        super().__init__(source, work, Findings(), Students(work.settled))
        self.people, self._wanted, self._weights = people, wanted, weights

    def person(self, code: str, row: Row) -> str:
        """Mark one."""
        attempts = self._wanted.get((self.file, row.line))
        if attempts is not None:
            member = (self.people.members or {}).get(code)
            said = _details(attempts)[1]
            variant = (member.variant if member else "") or said
            loop = self.loop(variant, doubtful=bool(said and said != variant))
            due = "" if member is None else member.due
            self._weights[self.file, row.line] = loop.weight(code, row, due)
        return ""
