"""The files of a folder of results, made one after the other."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..display import sheet_build
from ..errors import Problem, ProblemsError
from ..gradebook.decisions_file import render
from ..gradebook.grading import MAPPING
from ..gradebook.opened import SHEET
from ..gradebook.rules import rules_of
from ..gradebook.statistics_file import statistics_text
from .cluster import PartedRun
from .members import count_unread
from .run import after_files, gradebook, groups_of, open_sources, refuse_twice
from .said import say_faulty, say_unmapped
from .sources import files_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from ..gradebook.content import Content
    from ..gradebook.review import Group
    from ..gradebook.tally import Tally
    from .asked import Asked
    from .hidden import Hiding
    from .people import People
    from .run import Loop
    from .work import Engine, Work

__all__ = ["Results"]


class Results:
    """What a run writes.

    Args:
        work: The run.
        paths: Files and folders, as the user named them.
        source: The sheet's TOML file.
        asked: What else there is.
        hiding: What puts pseudonyms in the place of students, if they are wanted.
    """

    tally: Tally
    groups: list[tuple[Group, int]]

    def __init__(
        self,
        work: Work,
        paths: list[Path],
        source: str | os.PathLike[str] | None,
        asked: Asked,
        hiding: Hiding | None = None,
    ) -> None:
        self.work, self.asked, self.hiding = work, asked, hiding
        self.sources = open_sources(files_of(paths, work.findings, asked.roster), work)
        if work.people is not None:
            self._look_through(work.people)
        self.sheet_text = (
            None if source is None else Path(source).read_bytes().decode("utf-8-sig", "replace")
        )
        self._parted: PartedRun | None = None

    def _look_through(self, people: People) -> None:
        """Find out in the files what has to be known before the first row is graded."""
        from .attempts import choose_attempts  # noqa: PLC0415 - most cohorts need none of it
        from .dates import settle_dates  # noqa: PLC0415

        if self.asked.attempt or self.work.sheet.late is not None:
            settle_dates(self.sources, self.work, people)
        if self.asked.attempt:
            choose_attempts(self.sources, self.work, people, self.asked.attempt)

    def in_one_process(self, loop: Loop) -> Iterator[tuple[str, Content]]:
        """Grade the files one after the other."""
        yield "gradebook.csv", self._shown(gradebook(self.sources, self.work, loop))
        yield from self._after()

    def on_cluster(
        self, out: Path, connect: Callable[[], object], form: str, *, resume: bool
    ) -> Iterator[tuple[str, Content]]:
        """Grade the files in parts; the gradebook is joined unless a form of parts is given."""
        run = PartedRun(
            self.work,
            self.sources,
            out=out,
            form=form or "csv",
            record=self.record("cluster"),
            asked=self.asked,
        )
        self._parted = run
        run.prepare(resume=resume)
        run.run(connect, resume=resume)
        run.add_up()
        if form:
            yield from run.separate()
        else:
            yield "gradebook.csv", self._shown(run.joined())
        yield from self._after()

    def _shown(self, pieces: Iterator[bytes | memoryview]) -> Iterable[bytes | memoryview]:
        return pieces if self.hiding is None else self.hiding.lines(pieces)

    def _after(self) -> Iterator[tuple[str, Content]]:
        work = self.work
        if not work.students.count:
            raise ProblemsError(work.findings.all_problems() or [_nobody()])
        refuse_twice(self.sources, work)
        count_unread(work)
        self.tally, variants = work.tallies()
        say_unmapped(work, variants)
        say_faulty(work, self.tally)
        self.groups = groups_of(work, self.tally)
        statistics = statistics_text(self.tally, variants)
        yield from after_files(work, statistics, self.groups, self.hiding)
        if self.sheet_text is not None:
            yield SHEET, self.sheet_text
        if self.asked.mapping:
            yield MAPPING, Path(self.asked.mapping).read_text("utf-8-sig")

    def end(self) -> None:
        """Tidy up when everything is in its place."""
        if self._parted is not None:
            self._parted.end()

    def record(self, engine: Engine) -> dict[str, object]:
        """Return what is kept about a run: enough to say later what it was made from."""
        from .. import __version__  # noqa: PLC0415 - avoids a circle

        sheet, text = self.work.sheet, self.sheet_text
        bank = "" if text is None else sha256(text.encode("utf-8", "replace")).hexdigest()
        record: dict[str, object] = {
            "sheet": sheet.id,
            "build": sheet_build(sheet),
            "bank": bank,
            "teachkit": __version__,
            "rules": rules_of(sheet),
            "engine": engine,
            "inputs": [one.record() for one in self.sources],
            "decisions": [render(one) for one in self.work.settled.decisions.values()],
            **self.asked.record(),
        }
        return record if self.hiding is None else self.hiding.record(record)


def _nobody() -> Problem:
    return Problem(
        file="responses",
        message="no row with answers could be read",
        hint="below the header stands one row a student",
        code="no-rows",
    )
