"""Grades a cohort: files in, a folder of results out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..display import number_of, sheet_build
from ..errors import Problem, ProblemsError
from ..gradebook.amounts import percent
from ..gradebook.decided import usable
from ..gradebook.decisions import settle
from ..gradebook.decisions_file import DECISIONS, merge, read_decisions, read_given, render
from ..gradebook.folder import check_folder, write_results
from ..gradebook.markup import plain
from ..gradebook.opened import SHEET
from ..gradebook.rules import rules_of
from .loops import csv_rows
from .run import after_files, gradebook, groups_of, open_sources, refuse_twice
from .sources import files_of
from .work import Work

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..gradebook.decisions import Settled
    from ..gradebook.decisions_file import DecisionsFile
    from ..gradebook.folder import Content
    from ..gradebook.review import Group
    from ..gradebook.tally import Tally
    from ..model import Sheet
    from .choice import Engine
    from .loops import Loop

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
) -> GradedCohort:
    """Grade a cohort and write gradebook, statistics and what is open.

    Args:
        sheet: The sheet that was answered.
        files: Wide CSV files, or folders of them; one row a student.
        out: The folder for the results: new, empty, or with earlier results.
        engine: The loop to take.
        source: The sheet's TOML file, kept with the results.
        decisions: Files of decisions, added to ``decisions.toml`` in ``out`` and applied.
        progress: Called now and then with rows graded and the share of the work done.

    Returns:
        The sums, with every problem met on the way.

    Raises:
        ProblemsError: Nothing could be graded, a student stands twice, or the results could
            not be written. What stood in ``out`` is untouched then.
    """
    place = Path(out)
    check_folder(place)
    decided = merge(
        sheet.id,
        read_decisions(place / DECISIONS, sheet.id),
        [read_given(Path(one), sheet.id) for one in decisions],
    )
    settled, warnings = usable(sheet, settle(decided.entries))
    work = Work(sheet, settled)
    if progress is not None:
        work.progress = progress
    made = _Results(work, [Path(one) for one in files], source)
    record = made.record(engine, settled)
    carried = {DECISIONS: decided.text} if decided.text else {}
    kept = write_results(place, made.files(loop_of(engine)), record, carried=carried)
    return GradedCohort(
        sheet=sheet,
        out=place,
        engine=engine,
        tally=made.tally,
        groups=made.groups,
        problems=(*work.findings.all_problems(), *warnings),
        notices=(*work.findings.notices, *_on_decisions(decided), *kept),
    )


def loop_of(engine: Engine) -> Loop:
    """Return the loop of an engine."""
    if engine == "rows":
        return csv_rows
    from .arrow import csv_batches  # noqa: PLC0415 - heavy

    return csv_batches


def _on_decisions(decided: DecisionsFile) -> list[str]:
    return [f"{DECISIONS}: {len(decided.entries)} decisions"] if decided.entries else []


class _Results:
    """The files of one run in one process, made one after the other."""

    tally: Tally
    groups: list[tuple[Group, int]]

    def __init__(
        self, work: Work, paths: list[Path], source: str | os.PathLike[str] | None
    ) -> None:
        self.work = work
        self.sources = open_sources(files_of(paths, work.findings), work)
        self.sheet_text = (
            None if source is None else Path(source).read_bytes().decode("utf-8-sig", "replace")
        )

    def files(self, loop: Loop) -> Iterator[tuple[str, Content]]:
        yield "gradebook.csv", gradebook(self.sources, self.work, loop)
        work = self.work
        if not work.students.count:
            raise ProblemsError(work.findings.all_problems() or [_nobody()])
        refuse_twice(self.sources, work)
        work.counts.count_students("unread", len(work.students.lost))
        self.tally = work.counts.result()
        self.groups = groups_of(work, self.tally)
        yield from after_files(work, self.tally, self.groups)
        if self.sheet_text is not None:
            yield SHEET, self.sheet_text

    def record(self, engine: Engine, settled: Settled) -> dict[str, object]:
        inputs = [
            {
                "file": one.text.path.name,
                "sha256": one.text.sha256,
                "format": "wide CSV",
                "encoding": one.text.encoding,
                "delimiter": one.delimiter,
            }
            for one in self.sources
        ]
        return run_record(self.work.sheet, self.sheet_text, settled, engine, inputs)


def run_record(
    sheet: Sheet,
    sheet_text: str | None,
    settled: Settled,
    engine: Engine,
    inputs: list[dict[str, str]],
) -> dict[str, object]:
    """Return what is kept about a run: enough to say later what it was made from."""
    from .. import __version__  # noqa: PLC0415 - avoids a circle

    bank = "" if sheet_text is None else sha256(sheet_text.encode("utf-8", "replace")).hexdigest()
    return {
        "sheet": sheet.id,
        "build": sheet_build(sheet),
        "bank": bank,
        "teachkit": __version__,
        "rules": rules_of(sheet),
        "engine": engine,
        "inputs": inputs,
        "decisions": [render(one) for one in settled.decisions.values()],
    }


def _nobody() -> Problem:
    return Problem(
        file="responses",
        message="no row with answers could be read",
        hint="below the header stands one row a student",
        code="no-rows",
    )
