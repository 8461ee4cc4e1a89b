"""Pseudonyms in the place of students, after all is graded: line by line.

The gradebook is laid down on disk by the first letter of the pseudonyms and sorted part by part,
so that its order says nothing of the order of the files.
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..gradebook.key_file import Person, read_key, save_key
from ..gradebook.large import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO

    from ..gradebook.decisions import Settled
    from .students import Lost

__all__ = ["Hiding", "refuse_alone"]

_UNREAD = "the program could not read it"
_NOTICE = (
    "answers in statistics.json, review.csv and open.jsonl stand as typed: look whether anybody "
    "names himself there before you hand them on"
)


def refuse_alone(settled: Settled) -> None:
    """Refuse decisions on single students: they are of people whom this run does not know.

    Raises:
        ProblemsError: There are some.
    """
    named = sorted({one.student for one in settled.decisions.values()} - {""})
    if named:
        message = f"decisions on single students do not go with it: {', '.join(named[:5])}"
        hint = "decide on answers, or grade with --engine class"
        raise ProblemsError(
            [Problem(file="--anonymous", message=message, hint=hint, code="anonymous")]
        )


class Hiding:
    """The key file of a run at work; the lock on it is held.

    Args:
        path: The key file; it is made if it is not there.

    Raises:
        ProblemsError: It is none, or can't be written.
    """

    notice = _NOTICE

    def __init__(self, path: Path) -> None:
        self.path, self.key = path, read_key(path, new=True)
        if not path.exists():
            save_key(path, self.key)
        self._known = {one.code: name for name, one in self.key.people.items()}
        self._taken = {code.casefold() for code in self._known}

    def lines(self, pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
        """Yield the gradebook with pseudonyms, in their order, and keep who is who."""
        with ExitStack() as stack:
            parts: dict[bytes, IO[bytes]] = {}
            lines = _lines(pieces)
            yield next(lines)
            for line in lines:
                hidden = self._hidden(line)
                part = parts.get(hidden[1:2])
                if part is None:
                    part = parts[hidden[1:2]] = stack.enter_context(TemporaryFile())
                part.write(hidden)
            save_key(self.path, self.key)
            for letter in sorted(parts):
                parts[letter].seek(0)
                yield b"".join(sorted(parts[letter]))

    def _hidden(self, line: bytes) -> bytes:
        code, name, rest = line.split(b",", 2)
        if code.startswith(b'"') or name.startswith(b'"'):
            said = next(csv.reader([line.decode()]))[:2]
            rest = line[len(_joined(line)) :]
        else:
            said = [code.decode(), name.decode()]
        return self.pseudonym(*map(unguarded, said)).encode() + b",," + rest

    def pseudonym(self, code: str, name: str) -> str:
        """Return a student's pseudonym, and keep whose it is."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self.key.free(code, self._taken)
            self._taken.add(code.casefold())
            self.key.people[found] = Person(code, name)
        elif name and self.key.people[found].name != name:
            self.key.people[found] = Person(code, name)
        return found

    def lost(self, rows: Sequence[Lost]) -> list[tuple[str, str, str, str]]:
        """Return the rows of ``unread.csv``: whose they are, and no more."""
        return sorted((self._known.get(code, ""), "", "", _UNREAD) for code, *_ in rows)

    def record(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return what is kept about a run without the names of files, and with other hashes."""
        made = dict(record)
        inputs = sorted(
            ({**one, "sha256": self.key.digest("file", one["sha256"])} for one in record["inputs"]),
            key=lambda one: one["sha256"],
        )
        made["inputs"] = [
            {**one, "file": f"file-{number}{Path(one['file']).suffix.lower()[:8]}"}
            for number, one in enumerate(inputs, start=1)
        ]
        for kind in ("roster", "mapping", "variants"):
            if kind in made:
                made[kind] = {"sha256": self.key.digest("file", made[kind]["sha256"])}
        return made


def _lines(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Yield whole lines."""
    rest = b""
    for piece in pieces:
        data = rest + bytes(piece)
        end = data.rfind(b"\n") + 1
        yield from data[:end].splitlines(keepends=True)
        rest = data[end:]
    if rest:
        yield rest


def _joined(line: bytes) -> bytes:
    """Return the first two cells of a line, with their commas."""
    at = 0
    for _ in range(2):
        if line[at : at + 1] == b'"':
            at = line.index(b'"', at + 1)
            while line[at + 1 : at + 2] == b'"':
                at = line.index(b'"', at + 2)
        at = line.index(b",", at) + 1
    return line[:at]
