"""Grades a cohort: files in, a folder of results out."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..display import number_of
from ..errors import Problem, ProblemsError
from ..gradebook.amounts import percent
from ..gradebook.decided import usable
from ..gradebook.decisions import settle
from ..gradebook.decisions_file import DECISIONS
from ..gradebook.folder import check_folder, write_results
from ..gradebook.grading import decisions_of
from ..gradebook.key_file import check_apart
from ..gradebook.lock import locked
from ..gradebook.markup import plain
from ..gradebook.pseudonyms import check_kind
from ..late import with_due
from .asked import Asked
from .cluster import cluster_executor
from .loops import arrow_pieces, row_pieces
from .results import Results
from .work import Work

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from ..gradebook.decisions import Settled
    from ..gradebook.decisions_file import DecisionsFile
    from ..gradebook.review import Group
    from ..gradebook.tally import Tally
    from ..model import Sheet
    from .hidden import Hiding
    from .work import Engine

__all__ = ["GradedCohort", "grade_cohort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedCohort:
    """The results of a cohort, as they were written."""

    sheet: Sheet
    out: Path
    engine: Engine
    tally: Tally
    groups: list[tuple[Group, int]]
    """What a person must decide, with the number of students."""
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]

    def summary(self) -> str:
        """Return the results in a few lines for the terminal."""
        lines = [f"{plain(self.sheet.title)} ({self.sheet.id})"]
        lines += [f"  {one}" for one in self.notices]
        graded = self.tally.students.get("graded", 0)
        unread = self.tally.students.get("unread", 0)
        lines.append(f"{graded:,} students graded" + (f"; {unread:,} not" if unread else ""))
        points = sum(total * count for total, count in self.tally.totals.items())
        whole = sum((item.points for item in self.sheet.items), Fraction(0)) * graded
        if whole:
            lines.append(f"mean {percent(Fraction(points, self.tally.unit), whole)} % so far")
        lines += self._to_review()
        return "\n".join(lines)

    def _to_review(self) -> list[str]:
        if not self.groups:
            return ["nothing to review"]
        answers = sum(count for _, count in self.groups)
        by_item: dict[str, int] = {}
        for group, _ in self.groups:
            by_item[group.item] = by_item.get(group.item, 0) + 1
        items = ", ".join(
            f"Q{number_of(self.sheet, item)} {item} ({count:,})" for item, count in by_item.items()
        )
        return [f"to review: {answers:,} answers in {len(self.groups):,} groups: {items}"]


def grade_cohort(  # noqa: PLR0913 - what the command's options are
    sheet: Sheet,
    files: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    engine: Engine,
    source: str | os.PathLike[str] | None = None,
    decisions: Sequence[str | os.PathLike[str]] = (),
    progress: Callable[[int, float], None] | None = None,
    scheduler: str = "",
    workers: int = 0,
    parts: Literal["", "csv", "parquet"] = "",
    resume: bool = False,
    asked: Asked | None = None,
) -> GradedCohort:
    """Grade a cohort and write gradebook, statistics and what is open.

    Args:
        sheet: The sheet that was answered.
        files: Wide CSV or Parquet files, or folders of them; one row a student.
        out: The folder for the results: new, empty, or with earlier results.
        engine: ``rows``, ``arrow`` or ``cluster``; all give the same bytes.
        source: The sheet's TOML file, kept with the results.
        decisions: Files of decisions, added to ``decisions.toml`` in ``out`` and applied.
        progress: Called now and then with rows graded and the share of the work done.
        scheduler: Of a cluster: the address of a Dask scheduler; "" starts one here.
        workers: Of a cluster that is started here: its processes; 0 is one a core.
        parts: Of a cluster: leave the gradebook in parts of this form.
        resume: Of a cluster: go on with the run that was interrupted.
        asked: What else there is beside the files.

    Returns:
        The sums, with every problem met on the way.

    Raises:
        ProblemsError: Nothing could be graded, a student stands twice, or the results could
            not be written. What stood in ``out`` is untouched then.
    """
    place, wants = Path(out), asked or Asked()
    sheet = with_due(sheet, wants.due)
    with locked(place), _key_lock(wants, place):
        check_folder(place)
        decided = decisions_of(sheet, place, decisions)
        settled, warnings = usable(sheet, settle(decided.entries))
        hiding = _hiding(wants, place, decided, settled, parts)
        with _begin(sheet, settled, wants, progress) as work:
            made = Results(work, [Path(one) for one in files], source, wants, hiding)
            if engine == "cluster":
                connect = partial(cluster_executor, scheduler, workers)
                contents = made.on_cluster(place, connect, parts, resume=resume)
            else:
                contents = made.in_one_process(row_pieces if engine == "rows" else arrow_pieces)
            kept = write_results(place, contents, made.record(engine), carried=_carried(decided))
            made.end()
    return GradedCohort(
        sheet=sheet,
        out=place,
        engine=engine,
        tally=made.tally,
        groups=made.groups,
        problems=(*work.findings.all_problems(), *warnings),
        notices=(*work.findings.notices, *_notices(decided, hiding), *kept),
    )


def _key_lock(asked: Asked, place: Path) -> AbstractContextManager[None]:
    if not asked.anonymous:
        return nullcontext()
    check_apart(Path(asked.anonymous), place)
    return locked(Path(asked.anonymous))


def _hiding(
    asked: Asked, place: Path, decided: DecisionsFile, settled: Settled, parts: str
) -> Hiding | None:
    check_kind(place, decided, anonymous=bool(asked.anonymous))
    if not asked.anonymous:
        return None
    from .hidden import Hiding, refuse_alone  # noqa: PLC0415 - most cohorts have names

    refuse_alone(settled)
    if parts:
        message, hint = "pseudonyms have an order of their own: no parts", "leave out --parts"
        raise ProblemsError([Problem(file="--parts", message=message, hint=hint, code="anonymous")])
    return Hiding(Path(asked.anonymous))


def _begin(
    sheet: Sheet, settled: Settled, asked: Asked, progress: Callable[[int, float], None] | None
) -> Work:
    mapping = None
    if asked.mapping:
        from ..classwork.mapping_file import read_mapping  # noqa: PLC0415 - most files need none

        mapping = read_mapping(Path(asked.mapping), sheet)
    work = Work(sheet, settled, mapping)
    if asked.by_person or sheet.late is not None:
        from .people import open_people  # noqa: PLC0415 - most cohorts need none of it

        work.people = open_people(asked, sheet, work.findings)
    if progress is not None:
        work.progress = progress
    return work


def _carried(decided: DecisionsFile) -> dict[str, str]:
    return {DECISIONS: decided.text} if decided.text else {}


def _notices(decided: DecisionsFile, hiding: Hiding | None) -> list[str]:
    said = [f"{DECISIONS}: {len(decided.entries)} decisions"] if decided.entries else []
    return said if hiding is None else [*said, hiding.notice]
