"""The run over parts, on any executor: Dask's on a cluster, or processes of this machine."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import as_completed
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError
from ..gradebook.content import Ready
from ..gradebook.folder import write_private
from .book import head_line
from .members import absent_lines
from .parts import FOUND, PART_BYTES, Job, done_part, grade_part, parts_of, write_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from .asked import Asked
    from .loops import Source
    from .parts import Part
    from .work import Work

__all__ = ["PartedRun", "cluster_executor"]

_PIECE = 1 << 20
_MANIFEST = "manifest.json"


@contextmanager
def cluster_executor(scheduler: str, workers: int) -> Iterator[Executor]:
    """Connect to a Dask scheduler, or start a cluster on this machine.

    Args:
        scheduler: Its address; "" starts a cluster.
        workers: Processes of a cluster that is started; 0 is one a core.

    Raises:
        ProblemsError: The scheduler can't be reached.
    """
    from distributed import Client, LocalCluster  # noqa: PLC0415 - heavy

    try:
        if scheduler:
            client = Client(scheduler, timeout=30)
        else:
            cluster = LocalCluster(
                n_workers=workers or None,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                silence_logs="CRITICAL",
            )
            client = Client(cluster)
    except (OSError, ValueError, RuntimeError) as error:
        message, hint = f"the cluster can't be reached: {error}", "check the scheduler's address"
        problem = Problem(file=scheduler or "cluster", message=message, hint=hint, code="cluster")
        raise ProblemsError([problem]) from error
    try:
        yield client.get_executor(pure=False, retries=3)
    finally:
        client.close()
        if not scheduler:
            cluster.close()


class PartedRun:
    """A run in parts, which may go on where one before was interrupted.

    Args:
        work: Gets the sums of all parts.
        sources: The files.
        out: The folder of results; parts are laid down in a hidden one beside it.
        form: ``csv`` or ``parquet``.
        record: What the results depend on; a run of other things is not gone on with.
        asked: What else there is beside the files.
    """

    def __init__(  # noqa: PLR0913 - what a run depends on
        self,
        work: Work,
        sources: Sequence[Source],
        *,
        out: Path,
        form: str,
        record: dict[str, object],
        asked: Asked,
    ) -> None:
        self.work, self.sources, self.form, self.asked = work, sources, form, asked
        self.folder = (out.parent / f".{out.name}.parts").resolve()
        self.parts = parts_of(sources, work, PART_BYTES)
        listed = [[one.source, one.start, one.end] for one in self.parts]
        self._manifest = json.dumps({**record, "form": form, "parts": listed}, indent=1)
        self.digests: dict[str, str] = {}

    def prepare(self, *, resume: bool) -> None:
        """Make the folder of the parts, or take up the one that is there.

        Raises:
            ProblemsError: There is nothing to go on with, or it is another run's.
        """
        manifest = self.folder / _MANIFEST
        if resume:
            self._check_same(manifest)
            return
        if self.folder.exists():
            shutil.rmtree(self.folder)
            self.work.findings.note(
                "an unfinished run was thrown away; --resume would go on with it"
            )
        self.folder.mkdir(mode=0o700, parents=True)
        write_private(manifest, self._manifest)
        if self.work.people is not None:
            write_private(self.folder / FOUND, self.work.people.found_text())

    def _check_same(self, manifest: Path) -> None:
        message = ""
        try:
            if manifest.read_text("utf-8") != self._manifest:
                message = "the interrupted run was of other files, another sheet or other decisions"
        except OSError:
            message = "there is no interrupted run to go on with"
        if message:
            hint = "leave out --resume to start anew"
            raise ProblemsError(
                [Problem(file=str(self.folder), message=message, hint=hint, code="resume")]
            )

    def run(self, connect: Callable[[], object], *, resume: bool) -> None:
        """Grade all parts that are not done yet.

        Args:
            connect: Makes a context manager that gives an executor; only called if needed.
            resume: Whether parts that are done count.
        """
        done = [one for one in self.parts if resume and self._is_done(one)]
        todo = [one for one in self.parts if one not in done]
        if done:
            self.work.findings.note(f"{len(done)} of {len(self.parts)} parts were done already")
        if not todo:
            return
        with connect() as executor:  # type: ignore[attr-defined]
            self._work_through(executor, todo, len(done))

    def _is_done(self, part: Part) -> bool:
        return done_part(self.folder, part, self.form, check=True) is not None

    def _work_through(self, executor: Executor, todo: Sequence[Part], done: int) -> None:
        waiting: dict[Future[str], Part] = {}
        for part in todo:
            job = Job(
                self.work.sheet,
                self.work.settled,
                self.sources[part.source],
                part,
                self.folder,
                self.form,
                mapping=self.work.mapping,
                asked=None if self.work.people is None else self.asked.placed(),
            )
            waiting[executor.submit(grade_part, job)] = part
        rows = 0
        try:
            for future in as_completed(waiting):
                future.result()
                done += 1
                one = done_part(self.folder, waiting[future], self.form)
                rows += one.rows if one else 0
                self.work.progress(rows, done / len(self.parts))
        except (OSError, RuntimeError) as error:
            raise ProblemsError([_failed(self.folder, error)]) from error
        finally:
            for future in waiting:
                future.cancel()

    def add_up(self) -> None:
        """Add the sums of all parts to the run's; any order would do."""
        work = self.work
        for part in self.parts:
            done = done_part(self.folder, part, self.form)
            if done is None:
                problem = _failed(self.folder, OSError(f"{part.name} is not there"))
                raise ProblemsError([problem])
            work.counts.add_tally(done.tally)
            for name, tally in done.variants.items():
                work.counts_of(name).add_tally(tally)
            for marker, faulty in zip(work.counts.markers, done.faulty, strict=True):
                marker.faulty = faulty | marker.faulty
            work.absent |= done.absent
            for one in done.lost:
                work.students.lose(*one)
            for problem in done.problems:
                work.findings.repeat(problem)
            known = work.findings.notices
            known += [note for note in done.notices if note not in known]
            work.students.see_numbers((self.folder / f"{part.name}.codes").read_bytes())
            self.digests[part.name] = done.sha256

    def joined(self) -> Iterator[bytes | memoryview]:
        """Yield the gradebook, all parts one after the other."""
        yield head_line(self.work.sheet)
        for part in self.parts:
            with (self.folder / f"{part.name}.csv").open("rb") as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        yield from absent_lines(self.work)

    def separate(self) -> Iterator[tuple[str, Iterator[bytes | memoryview] | Ready]]:
        """Yield name and content of each part of the gradebook."""
        for part in self.parts:
            path = self.folder / f"{part.name}.{self.form}"
            name = f"gradebook/{part.name}.{self.form}"
            if self.form == "csv":
                yield name, self._with_head(path)
            else:
                yield name, Ready(path, self.digests[part.name])
        yield from self._others(b"".join(absent_lines(self.work)))

    def _others(self, lines: bytes) -> Iterator[tuple[str, Iterator[bytes | memoryview] | Ready]]:
        """Yield a part more, with those of whom no row was graded, if there are any."""
        name = f"part-{len(self.parts):05}.{self.form}"
        if lines and self.form == "csv":
            yield f"gradebook/{name}", iter((head_line(self.work.sheet), lines))
        elif lines:
            digest = write_lines(self.folder / name, self.work.sheet, self.form, iter((lines,)))
            yield f"gradebook/{name}", Ready(self.folder / name, digest)

    def _with_head(self, path: Path) -> Iterator[bytes | memoryview]:
        yield head_line(self.work.sheet)
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece

    def end(self) -> None:
        """Remove the parts: the results hold everything now."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _failed(folder: Path, error: BaseException) -> Problem:
    return Problem(
        file=str(folder),
        message=f"a part could not be graded: {error}",
        hint="what is done is kept: mend that, and run again with --resume",
        code="part",
    )
