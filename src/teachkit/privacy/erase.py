"""Takes one student out of a folder of results: every file there, in one step.

Lines and rows of the others keep every byte. What was made from all, such as the statistics,
is counted anew; pages that can be made again are removed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..classwork import RESULTS_MARK, shown
from ..errors import Problem, ProblemsError, did_you_mean
from ..gradebook.decisions_file import DECISIONS
from ..gradebook.filenames import file_names
from ..gradebook.folder import (
    EXPORTS,
    MADE_FROM_RESULTS,
    copy_private,
    files_in,
    record_text,
    replace_folder,
    write_new,
)
from ..gradebook.large import is_large
from ..gradebook.lock import locked
from ..gradebook.opened import ANSWERS, MARKS, open_results
from ..gradebook.statistics_file import STATISTICS
from .large import erase_large
from .mentions import Mentions
from .records import (
    answers_without,
    decisions_without,
    marks_without,
    own_files,
    own_forms,
    record_without,
    response_of,
    review_of,
    statistics_of,
)
from .tables import UnknownTableError, review_without, rows_without

if TYPE_CHECKING:
    from pathlib import Path

    from ..gradebook import Results

__all__ = ["Erased", "erase"]

_EDITED = re.compile(r"\.edited(-\d+)?(?=\.[^./]+$)")
_ROWS = ("gradebook.csv", "letters.csv", "marks.csv", "regrade.csv")
_REMADE = (*MADE_FROM_RESULTS, *EXPORTS.values(), "regrade.html")


@dataclass(slots=True)
class Erased:
    """What was done, and what was not in reach; each a line."""

    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def erase(folder: Path, student: str, *, dry_run: bool = False) -> Erased:
    """Take a student out of all files of a folder of results.

    Args:
        folder: The folder.
        student: The student's code, or pseudonym.
        dry_run: Whether only to say what would be done.

    Raises:
        ProblemsError: There is no such student, or the folder could not be written; then all
            is as it was.
    """
    with locked(folder):
        if is_large(folder):
            said = Erased()
            erase_large(folder, student, said, dry_run=dry_run)
            return said
        results = open_results(folder)
        _check(results, student)
        plan = _Plan(results, student)
        for path in files_in(folder.resolve()):
            plan.take(path)
        plan.look_for_mentions()
        if not dry_run:
            replace_folder(folder, plan.fill)
    return plan.said


def _check(results: Results, student: str) -> None:
    known = {one.code for one in results.work.students}
    if student in known:
        return
    problem = Problem(
        file=str(results.folder),
        key=shown(student),
        message="no such student in these results",
        hint=did_you_mean(student, known),
        code="not-there",
    )
    raise ProblemsError([problem])


def _told(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a record tells of persons: the names of files written stand in ``outputs``."""
    return {name: value for name, value in record.items() if name != "outputs"}


class _Plan:
    """What becomes of each file: new bytes, ``None`` to remove it, or nothing said to keep it."""

    def __init__(self, results: Results, student: str) -> None:
        self.results, self.student = results, student
        self.root = results.folder.resolve()
        self.said = Erased()
        self.new: dict[str, bytes | None] = {}
        self.same: list[Path] = []
        handed_in = (
            one.code for one in results.work.students if one.status in ("graded", "unread")
        )
        self.letter = file_names(handed_in).get(student, "")
        self.forms = own_forms(results, student)
        self.files = own_files((self.root / ANSWERS).read_text("utf-8"), student)
        name = next(one.name for one in results.work.students if one.code == student)
        self.mentions = Mentions(student, name)

    def take(self, path: Path) -> None:
        """Decide on one file."""
        name = path.relative_to(self.root).as_posix()
        base = _EDITED.sub("", name)
        if path.is_symlink() or name == RESULTS_MARK:
            self.same += [path] if path.is_symlink() else []
        elif name in _REMADE or base == "regrade.html":
            self._remove(name, "it can be made again" if name in _REMADE else "it names students")
        elif self.letter and base == f"feedback/{self.letter}.html":
            self._remove(name, "the letter")
        elif base.endswith(".csv") and (base in (*_ROWS, "review.csv") or "/" in base):
            self._table(path, name, base)
        elif base == name and name in (ANSWERS, MARKS, DECISIONS, STATISTICS):
            self._kept(path, name)
        elif base != name:
            self.said.left.append(f"{name}: an edited copy that we can't read; look yourself")
            self.same.append(path)
        else:
            self.same.append(path)

    def _remove(self, name: str, why: str) -> None:
        self.new[name] = None
        self.said.done.append(f"{name}: removed ({why})")

    def _table(self, path: Path, name: str, base: str) -> None:
        data = path.read_bytes()
        if name == "review.csv" and data == review_of(self.results):
            made = review_of(self.results, self.student, self.forms)
            self._put(name, data, made, "made anew")
            return
        try:
            if base == "review.csv":
                made, gone = review_without(data, self.student, self._response)
            else:
                made, gone = rows_without(data, self.student)
        except UnknownTableError:
            if base == name and "/" in base:  # a file of the teacher's
                self.same.append(path)
                return
            self.said.left.append(f"{name}: edited beyond what we can read; look yourself")
            self.same.append(path)
            return
        self._put(name, data, made, f"{gone} rows" if gone != 1 else "1 row")

    def _response(self, student: str, item: str, part: str) -> str | None:
        return response_of(self.results, student, item, part)

    def _put(self, name: str, data: bytes, made: bytes, what: str) -> None:
        self.new[name] = made
        if made != data:
            self.said.done.append(f"{name}: {what}")

    def _kept(self, path: Path, name: str) -> None:
        data = path.read_bytes()
        text = data.decode("utf-8", "replace")
        if name == STATISTICS:
            self._statistics(name, data)
            return
        if name == DECISIONS:
            entries = self.results.decisions.entries
            made, gone = decisions_without(text, entries, self.student, self.forms)
        else:
            take = answers_without if name == ANSWERS else marks_without
            made, gone = take(text, self.student)
        self._put(name, data, made.encode("utf-8", "replace"), f"{gone} records")

    def _statistics(self, name: str, data: bytes) -> None:
        """Count anew, if counting all gives what is there; what was edited or differs goes."""
        if statistics_of(self.results).encode() == data:
            made = statistics_of(self.results, self.student).encode()
            self._put(name, data, made, "counted anew")
        else:
            self._remove(name, "grade again to count anew")

    def look_for_mentions(self) -> None:
        """Name what still speaks of the student, and what was never in reach."""
        for path in self.same:
            name = path.relative_to(self.root).as_posix()
            data = b"" if path.is_symlink() else path.read_bytes()
            self.said.left += self.mentions.lines(name, data)
        for name, made in self.new.items():
            if made is not None:
                self.said.left += self.mentions.lines(name, made)
        record = record_without(self.results.record, self.files, self.student, self.forms)
        self.said.left += self.mentions.lines(RESULTS_MARK, record_text(_told(record)).encode())
        inputs = [one["file"] for one in self.results.record.get("inputs", [])]
        self.said.left.append(
            f"the files that were graded ({', '.join(map(str, inputs[:5]))}"
            f"{' …' if len(inputs) > 5 else ''}): take the student out of them, or the next "
            "grading brings the student back"
        )
        self.said.left.append("exports, prints, copies and backups elsewhere; unsaved reviews")

    def fill(self, place: Path, new: Path) -> list[str]:
        """Write the folder anew."""
        old = self.results.record["outputs"]
        record = record_without(self.results.record, self.files, self.student, self.forms)
        outputs: dict[str, Any] = record["outputs"]
        for name, made in self.new.items():
            if made is None:
                outputs.pop(name, None)
                continue
            target = new / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            was = sha256((place / name).read_bytes()).hexdigest()
            digest = write_new(target, made)
            if old.get(name) == was:  # one that was edited stays one that was edited
                outputs[name] = digest
        for path in self.same:
            target = new / path.relative_to(self.root)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_private(path, target)
        write_new(new / RESULTS_MARK, record_text(record))
        return []
