"""Parts of a run on a cluster: each is graded by itself and leaves its sums and its lines.

A part is done when its record is there; everything is written beside and renamed, so that a
worker that dies in the middle leaves nothing that counts, and another does the part anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from .. import __version__
from ..errors import Problem, ProblemsError
from ..gradebook.tally import Given, Tally
from .blocks import BLOCK, LineCounter, blocks, data_start
from .sources import CsvSource
from .ways import by_person
from .work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..classwork.mapping import Mapping
    from ..gradebook.decisions import Settled
    from ..model import Sheet
    from .answers import Faulty, ItemMarker
    from .asked import Asked
    from .loops import Source

__all__ = [
    "FOUND",
    "PART_BYTES",
    "Job",
    "Part",
    "done_part",
    "grade_part",
    "parts_of",
    "write_lines",
]

PART_BYTES = 16 * BLOCK
"""Bytes of a part of a large CSV file."""

FOUND = "found.json"
"""What was found out in the files before they were graded, beside the parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file."""

    number: int
    source: int
    """Place of the file among all."""
    start: int = 0
    """Offset in bytes; of Parquet the first group of rows. 0 and no end: the whole file."""
    end: int | None = None
    line: int = 0
    """How many lines of the file end before it; only counted where a row is told by its line."""

    @property
    def name(self) -> str:
        """The beginning of its files' names; they sort in the order of the rows."""
        return f"part-{self.number:05}"


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs to know."""

    sheet: Sheet
    settled: Settled
    source: Source
    part: Part
    folder: Path
    """Where parts are laid down; all workers see it under this name."""
    form: str
    """``csv`` or ``parquet``."""
    mapping: Mapping | None = None
    """What columns mean, if that was said."""
    asked: Asked | None = None
    """What else there is, if each student is looked at."""
    version: str = __version__


def parts_of(sources: Iterable[Source], work: Work, size: int) -> list[Part]:
    """Cut files into parts, at row ends; a file that may not be cut is one part."""
    found: list[tuple[int, int, int | None, int]] = []
    for place, source in enumerate(sources):
        alone = by_person(source, work)
        cuts = _cuts(source, size) if work.counts.fits or alone else [(0, None)]
        lines = LineCounter(source.text.path) if isinstance(source, CsvSource) and alone else None
        for start, end in cuts:
            line = lines.before(start) if lines and start else 0
            found.append((place, start, end, line))
    return [Part(number, *one) for number, one in enumerate(found)]


def _cuts(source: Source, size: int) -> Iterator[tuple[int, int | None]]:
    if not isinstance(source, CsvSource):
        yield from source.cuts(size)
        return
    start = data_start(source) if source.text.encoding in ("utf-8", "utf-8-sig") else -1
    if start < 0 or source.text.size <= size:
        yield 0, None
        return
    for block in blocks(source.text.path, source.delimiter, start, size=size):
        if block.rest:
            yield block.offset, None
        else:
            yield block.offset, block.offset + len(block.data)


def grade_part(job: Job) -> str:
    """Grade a part, on whichever machine; return its name.

    Raises:
        ProblemsError: The machine has another teachkit, or the part can't be graded.
        OSError: The lines could not be written.
    """
    if job.version != __version__:
        message = f"a worker has teachkit {__version__}, this machine {job.version}"
        hint = "install the same version everywhere"
        raise ProblemsError([Problem(file="cluster", message=message, hint=hint, code="cluster")])
    with Work(job.sheet, job.settled, job.mapping) as work:
        if job.asked is not None:
            from .people import same_people  # noqa: PLC0415 - most cohorts have no roster

            work.people = same_people(job.asked, job.sheet, job.folder / FOUND)
        path = job.folder / f"{job.part.name}.{job.form}"
        digest = write_lines(path, job.sheet, job.form, _pieces(job, work))
        _put(job.folder / f"{job.part.name}.codes", work.students.numbers())
        record = {
            "rows": work.students.count,
            "sha256": digest,
            "tally": work.counts.result().to_json(),
            "variants": {name: one.result().to_json() for name, one in work.variants.items()},
            "faulty": [_faulty(one) for one in work.counts.markers],
            "absent": work.absent,
            "lost": work.students.lost,
            "problems": [_plain(one) for one in work.findings.problems],
            "notices": work.findings.notices,
        }
    _put(job.folder / f"{job.part.name}.json", json.dumps(record).encode())
    return job.part.name


def _pieces(job: Job, work: Work) -> Iterator[bytes | memoryview]:
    from .arrow import CsvPart, csv_batches  # noqa: PLC0415 - heavy

    source, part = job.source, job.part
    if by_person(source, work):
        from .persons import person_pieces  # noqa: PLC0415 - most cohorts need none of it

        return person_pieces(source, work, part.start, part.end, part.line)
    if not isinstance(source, CsvSource):
        return source.pieces(work, part.start, part.end)
    if (part.start, part.end) == (0, None):
        return csv_batches(source, work)
    return CsvPart(source, work, part.start, part.end).pieces()


def write_lines(path: Path, sheet: Sheet, form: str, pieces: Iterator[bytes | memoryview]) -> str:
    """Write lines of the gradebook in the form of parts; return the hash of the file."""
    new = path.with_suffix(f".{os.getpid()}.new")
    try:
        if form == "csv":
            digest = sha256()
            with _private(new) as stream:
                for piece in pieces:
                    stream.write(piece)
                    digest.update(piece)
        else:
            from .parquet import write_parquet  # noqa: PLC0415 - heavy

            _private(new).close()
            write_parquet(new, sheet, pieces)
            digest = sha256(new.read_bytes())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return digest.hexdigest()


def _private(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _put(path: Path, data: bytes) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with _private(new) as stream:
        stream.write(data)
    new.replace(path)


def _faulty(marker: ItemMarker) -> list[list[Any]]:
    return [[list(given), *one] for given, one in marker.faulty.items()]


def _read_faulty(listed: list[list[Any]]) -> Faulty:
    return {
        Given(*given): (str(fault), tuple((part, text, why) for part, text, why in asked))
        for given, fault, asked in listed
    }


def _plain(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in Problem.__slots__}


@dataclass(frozen=True, slots=True)
class DonePart:
    """A part that is done, read back."""

    rows: int
    sha256: str
    tally: Tally
    variants: dict[str, Tally]
    faulty: list[Faulty]
    absent: dict[str, str]
    lost: list[tuple[str, str, int, str]]
    problems: list[Problem]
    notices: list[str]


def done_part(folder: Path, part: Part, form: str, *, check: bool = False) -> DonePart | None:
    """Read back a part; ``None`` if it is not done.

    Args:
        folder: Where parts are laid down.
        part: The part.
        form: ``csv`` or ``parquet``.
        check: Whether to look at the lines too, if they are as they were written.
    """
    path = folder / f"{part.name}.{form}"
    try:
        record = json.loads((folder / f"{part.name}.json").read_bytes())
        if check and sha256(path.read_bytes()).hexdigest() != record["sha256"]:
            return None
        codes = (folder / f"{part.name}.codes").stat().st_size
        done = DonePart(
            rows=record["rows"],
            sha256=record["sha256"],
            tally=Tally.from_json(record["tally"]),
            variants={name: Tally.from_json(one) for name, one in record["variants"].items()},
            faulty=[_read_faulty(one) for one in record["faulty"]],
            absent=record["absent"],
            lost=[tuple(one) for one in record["lost"]],
            problems=[Problem(**one) for one in record["problems"]],
            notices=record["notices"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return done if codes == 8 * done.rows else None
