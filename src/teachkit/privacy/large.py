"""Takes one student out of the results of a cohort: the gradebook line by line.

Answers of single students are not kept there, so the sums can't be counted anew: that is said.
"""

from __future__ import annotations

import csv
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..classwork import RESULTS_MARK, shown
from ..errors import Problem, ProblemsError
from ..gradebook.decisions_file import DECISIONS, read_decisions
from ..gradebook.folder import (
    EXPORTS,
    MADE_FROM_RESULTS,
    copy_private,
    files_in,
    record_text,
    replace_folder,
    results_record,
    write_new,
)
from ..gradebook.large import is_book, unguarded
from .mentions import Mentions
from .records import decisions_without, record_without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .erase import Erased

__all__ = ["erase_large"]

_REMADE = (*MADE_FROM_RESULTS, *EXPORTS.values())
_LOOKED_THROUGH = 50_000_000
_SUMS = (
    "statistics.json, review.csv and open.jsonl: sums of all, without names, in which this "
    "student's answers still count; take the student out of the files and grade again to count anew"
)


def erase_large(folder: Path, student: str, said: Erased, *, dry_run: bool = False) -> None:
    """Take a student out of the results of a cohort; the lock on the folder is held.

    Args:
        folder: The folder.
        student: The student's code, or pseudonym.
        said: Where to say what was done, and what is not in reach.
        dry_run: Whether only to say what would be done.

    Raises:
        ProblemsError: There is no such student, or the folder could not be written; then all
            is as it was.
    """
    plan = _Plan(folder, student, said)
    plan.look()
    if not dry_run:
        replace_folder(folder, plan.fill)


class _Plan:
    """What becomes of each file."""

    def __init__(self, folder: Path, student: str, said: Erased) -> None:
        self.root, self.student, self.said = folder.resolve(), student, said
        self.record: dict[str, Any] = results_record(folder) or {}
        self.names = [path.relative_to(self.root).as_posix() for path in files_in(self.root)]
        self.shrink: dict[str, Callable[[Path], Iterator[bytes]]] = {}
        """Files of rows in which the student stands."""
        self.decisions: bytes | None = None

    def look(self) -> None:
        """Find where the student stands.

        Raises:
            ProblemsError: Nowhere.
        """
        name = ""
        for one in self.names:
            path = self.root / one
            if (is_book(one) or one == "unread.csv") and not path.is_symlink():
                name = self._rows(one, path) or name
        if not self.shrink:
            raise ProblemsError([_not_there(self.root, self.student)])
        if DECISIONS in self.names:
            self._decide()
        mentions = Mentions(self.student, name)
        for one in self.names:
            path = self.root / one
            if one in _REMADE:
                self.said.done.append(f"{one}: removed (it can be made again)")
            elif not (is_book(one) or one in ("unread.csv", RESULTS_MARK, DECISIONS)):
                small = not path.is_symlink() and path.stat().st_size < _LOOKED_THROUGH
                self.said.left += mentions.lines(one, path.read_bytes() if small else b"")
        inputs = ", ".join(str(one.get("file")) for one in self.record.get("inputs", [])[:5])
        again = "take the student out of them, or the next grading brings the student back"
        self.said.left += [
            _SUMS,
            f"the files that were graded ({inputs}): {again}",
            "exports, prints, copies and backups elsewhere; unsaved reviews",
        ]

    def _rows(self, name: str, path: Path) -> str:
        """Look for the student in a file of rows; return the name that stands there."""
        form = _Parquet if path.suffix == ".parquet" else _Csv
        table = form(self.student)
        count = table.count(path)
        if count:
            self.shrink[name] = table.without
            self.said.done.append(f"{name}: {count} row{'' if count == 1 else 's'}")
        return table.name

    def _decide(self) -> None:
        path = self.root / DECISIONS
        entries = read_decisions(path, str(self.record.get("sheet", ""))).entries
        text = path.read_bytes().decode("utf-8", "replace")
        made, gone = decisions_without(text, entries, self.student, set())
        if gone:
            self.decisions = made.encode("utf-8", "replace")
            self.said.done.append(f"{DECISIONS}: {gone} records")

    def fill(self, place: Path, new: Path) -> list[str]:
        """Write the folder anew."""
        old: dict[str, Any] = self.record["outputs"]
        inputs = self.record.get("inputs", [])
        record = record_without({**self.record, "inputs": []}, {}, self.student, set())
        record["inputs"] = inputs
        outputs: dict[str, Any] = record["outputs"]
        for name in self.names:
            path, target = place / name, new / name
            if name == RESULTS_MARK:
                continue
            if name in _REMADE:
                outputs.pop(name, None)
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if name in self.shrink or (name == DECISIONS and self.decisions is not None):
                same = old.get(name) == _digest(path)
                made = self.decisions if name == DECISIONS else self.shrink[name](path)
                digest = write_new(target, made if made is not None else b"")
                if same:  # one that was edited stays one that was edited
                    outputs[name] = digest
            else:
                copy_private(path, target)
        write_new(new / RESULTS_MARK, record_text(record))
        return []


class _Csv:
    """A table with the code in its first cell; no cell of it holds a line break."""

    def __init__(self, student: str) -> None:
        self.student, self.name = student, ""

    def count(self, path: Path) -> int:
        """Count the student's rows."""
        found = 0
        with path.open("rb") as stream:
            for line in stream:
                if self._is_own(line):
                    found += 1
                    cells = _cells(line)
                    self.name = cells[1] if is_book(path.name) and len(cells) > 1 else self.name
        return found

    def without(self, path: Path) -> Iterator[bytes]:
        """Yield all other lines as they are."""
        with path.open("rb") as stream:
            for line in stream:
                if not self._is_own(line):
                    yield line

    def _is_own(self, line: bytes) -> bool:
        first = line.split(b",", 1)[0]
        code = _cells(line)[0] if first.startswith(b'"') else first.decode("utf-8", "replace")
        return self.student in (code, unguarded(code))


def _cells(line: bytes) -> list[str]:
    return next(csv.reader([line.decode("utf-8", "replace")]), [""]) or [""]


class _Parquet:
    """A part of a gradebook as Parquet."""

    def __init__(self, student: str) -> None:
        self.student, self.name = student, ""

    def count(self, path: Path) -> int:
        """Count the student's rows."""
        from pyarrow.parquet import read_table  # noqa: PLC0415 - heavy

        table = read_table(path, columns=["student", "name"])
        own = [at for at, one in enumerate(table["student"].to_pylist()) if self._is_own(one)]
        if own:
            self.name = table["name"][own[0]].as_py()
        return len(own)

    def without(self, path: Path) -> Iterator[bytes]:
        """Yield the file without them."""
        import pyarrow as pa  # noqa: PLC0415 - heavy
        from pyarrow.parquet import read_table, write_table  # noqa: PLC0415

        table = read_table(path)
        keep = [not self._is_own(one) for one in table["student"].to_pylist()]
        stream = pa.BufferOutputStream()
        write_table(table.filter(pa.array(keep)), stream)
        yield stream.getvalue().to_pybytes()

    def _is_own(self, code: str) -> bool:
        return self.student in (code, unguarded(code))


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _not_there(folder: Path, student: str) -> Problem:
    return Problem(
        file=str(folder),
        key=shown(student),
        message="no such student in these results",
        hint="check the code, with its zeros and capital letters",
        code="not-there",
    )
