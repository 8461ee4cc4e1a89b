"""Many files at once: a press for each worker, files that are whole or not there, and a journal.

A run that was stopped, however roughly, goes on where it stopped: the journal names each file
that is whole, with a digest of what it was made from. It is deleted when all is done.
"""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..errors import Problem, ProblemsError
from .press import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from io import FileIO

    from .request import Job

__all__ = ["Journal", "print_jobs", "write_file"]

_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_TRUNC
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)


def write_file(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file."""
    folder, name = os.path.split(target)
    half = os.path.join(folder, f".{name}.{os.getpid()}-{threading.get_ident()}")  # noqa: PTH118
    try:
        try:
            handle = os.open(half, _NEW, 0o644)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(half, _NEW, 0o644)
        with os.fdopen(handle, "wb", buffering=0) as file:
            file.write(data)
        os.replace(half, target)  # noqa: PTH105 - a thousand files: paths cost more than writing
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


class Journal:
    """Which files of a run are whole; kept beside them while the run lasts."""

    def __init__(self, out: Path, name: str) -> None:
        """Read what an earlier run left, if it did not come to its end."""
        self._path = out / f".{name}.journal"
        self._out = out
        self._lock = threading.Lock()
        self._file: FileIO | None = None
        self._known = self._read()
        self._sweep()

    def has(self, file: str, digest: str) -> bool:
        """Tell whether a file is there and was made from the same."""
        known = self._known.get(file)
        return known is not None and known == [digest, _size(self._out / file)]

    def add(self, file: str, digest: str, size: int) -> None:
        """Note a file of so many bytes that is whole."""
        line = json.dumps([file, digest, size]) + "\n"
        with self._lock:
            if self._file is None:
                self._out.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("ab", buffering=0)
            self._file.write(line.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Forget it all if every file is there; else it stays for the next run."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if kind is None:
            self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, list[Any]]:
        known: dict[str, list[Any]] = {}
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except OSError:
            return known
        for line in lines:
            try:
                file, *made = json.loads(line)
            except (ValueError, TypeError):
                continue  # the line that was being written when the run was stopped
            known[file] = made
        return known

    def _sweep(self) -> None:
        """Remove halves that a killed run left behind; none was ever under its real name."""
        if self._known:
            for half in self._out.rglob(".*.pdf.*"):
                half.unlink(missing_ok=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def print_jobs(  # noqa: PLR0913 - what a run depends on
    jobs: Iterable[Job],
    out: Path,
    *,
    figures: Mapping[str, Path],
    pack_root: Path,
    journal: Journal | None = None,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Set each job and write it.

    Args:
        jobs: What to set; taken one by one, so they may be made as they are needed.
        out: The folder to write into.
        figures: Name beside the template -> file.
        pack_root: The pack's folder.
        journal: Where to note what is whole, and to look up what need not be made again.
        workers: How many are set at the same time.
        progress: Is told how many files are done.

    Returns:
        The files, in the order of the jobs.

    Raises:
        ProblemsError: some could not be set; the others were written.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _Presses(pack_root, figures) as presses:

        def one(job: Job) -> Problem | None:
            document = job.document()
            data = json.dumps([job.template, document], ensure_ascii=False, sort_keys=True)
            digest = sha256(data.encode()).hexdigest()
            if journal and journal.has(job.file, digest):
                return None
            pdf, problem = presses.mine().try_pdf(job.template, document)
            if problem is None:
                write_file(out / job.file, pdf)
                if journal:
                    journal.add(job.file, digest, len(pdf))
            return problem

        files, problems = _in_turn(jobs, one, workers, progress)
    if problems:
        raise ProblemsError(problems)
    return [out / file for file in files]


class _Presses:
    """A press for each thread, laid out when it is first asked for."""

    def __init__(self, pack_root: Path, figures: Mapping[str, Path]) -> None:
        self._pack_root, self._figures = pack_root, figures
        self._local = threading.local()
        self._all: list[Press] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for press in self._all:
            press.__exit__()

    def mine(self) -> Press:
        """Return this thread's press."""
        if not hasattr(self._local, "press"):
            self._local.press = Press(pack_root=self._pack_root)
            self._all.append(self._local.press)
            for name, path in self._figures.items():
                self._local.press.place(name, path)
        press: Press = self._local.press
        return press


def _in_turn(
    jobs: Iterable[Job],
    one: Callable[[Job], Problem | None],
    workers: int,
    progress: Callable[[int], None] | None,
) -> tuple[list[str], list[Problem]]:
    """Run jobs with few in hand at a time; return their files, and what went wrong."""
    files: list[str] = []
    problems: list[Problem] = []
    waiting: set[Future[Problem | None]] = set()
    done = 0

    def collect(finished: Iterable[Future[Problem | None]]) -> None:
        nonlocal done
        for future in finished:
            problem = future.result()
            problems.extend([problem] if problem else [])
            done += 1
            if progress:
                progress(done)

    with ThreadPoolExecutor(workers) as pool:
        for job in jobs:
            files.append(job.file)
            waiting.add(pool.submit(one, job))
            if len(waiting) >= 2 * workers:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                collect(finished)
        collect(waiting)
    return files, problems
