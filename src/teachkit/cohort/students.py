"""Who was seen: finds students who stand twice, in eight bytes a student.

Codes become numbers of 64 bits, different ones for all codes of up to eight bytes. Where
two numbers are equal the files are read once more, so nobody is accused by a number.
"""

from __future__ import annotations

import sys
from array import array
from hashlib import blake2b
from itertools import pairwise
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from ..gradebook.decisions import Settled

__all__ = ["MIXERS", "Lost", "Students", "number_of"]

MIXERS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""Odd numbers to multiply by, so that similar codes spread."""

Lost = tuple[str, str, int, str]
"""Of a row that was not graded: code if known, file, line and reason."""

_MASK = (1 << 64) - 1
_HELD = 1 << 20
_SORTED = 1 << 22
_MOST_LOST = 200_000


def number_of(code: str) -> int:
    """Return a code's number."""
    data = code.encode("utf-8", "replace")
    if len(data) > 16:
        data = blake2b(data, digest_size=16).digest()
    first = int.from_bytes(data[:8], "little")
    number = first * MIXERS[0] & _MASK
    number ^= number >> 29
    number = (number + int.from_bytes(data[8:], "little")) * MIXERS[1] & _MASK
    number ^= number >> 32
    number = number * MIXERS[2] & _MASK
    return number ^ number >> 29


class Students:
    """The students of a run.

    Args:
        settled: What people decided, for decisions on one student alone.
    """

    def __init__(self, settled: Settled) -> None:
        self.decided_alone = {one.student for one in settled.decisions.values()} - {""}
        """Codes of students of whom an answer was decided alone."""
        self.lost: list[Lost] = []
        self.count = 0
        self._numbers = array("Q")
        self._spool: IO[bytes] | None = None

    def see(self, code: str) -> None:
        """Note a student who is graded."""
        self._numbers.append(number_of(code))
        self.count += 1
        if len(self._numbers) >= _HELD:
            self._lay_down(self._numbers.tobytes())
            del self._numbers[:]

    def see_numbers(self, numbers: bytes) -> None:
        """Note many students, by the bytes of their numbers."""
        self._lay_down(numbers)
        self.count += len(numbers) // 8

    def lose(self, code: str, file: str, line: int, reason: str) -> None:
        """Note a row that was not graded.

        Raises:
            ProblemsError: There are so many that something else must be wrong.
        """
        self.lost.append((code, file, line, reason))
        if len(self.lost) > _MOST_LOST:
            message = f"more than {_MOST_LOST:,} rows can't be graded; the last: {reason}"
            hint = "is this the right file?"
            raise ProblemsError(
                [Problem(file=file, line=line, message=message, hint=hint, code="bad-rows")]
            )

    def close(self) -> None:
        """Let go of what was laid down on disk."""
        if self._spool is not None:
            self._spool.close()

    def each(self) -> Iterator[int]:
        """Yield all numbers."""
        for piece in self._pieces():
            yield from array("Q", piece)

    def numbers(self) -> bytes:
        """Return all numbers, as bytes."""
        return b"".join(self._pieces())

    def twice(self) -> set[int]:
        """Return the numbers that were seen more than once, in bounded memory."""
        rounds = max(1, -(-self.count // _SORTED))
        found: set[int] = set()
        for turn in range(rounds):
            part = array("Q")
            for piece in self._pieces():
                numbers = array("Q", piece)
                part.extend(
                    numbers if rounds == 1 else (one for one in numbers if one % rounds == turn)
                )
            found |= _equal(part)
        return found

    def _lay_down(self, data: bytes) -> None:
        if self._spool is None:
            self._spool = TemporaryFile()  # noqa: SIM115 - it lives as long as the run
        self._spool.write(data)

    def _pieces(self) -> Iterable[bytes]:
        if self._spool is not None:
            self._spool.seek(0)
            while piece := self._spool.read(_HELD * 8):
                yield piece
        yield self._numbers.tobytes()


def _equal(numbers: array[int]) -> set[int]:
    if "numpy" in sys.modules:  # there already, it sorts faster
        import numpy as np  # noqa: PLC0415

        sorted_ = np.sort(np.frombuffer(numbers, np.uint64)) if len(numbers) else np.zeros(0)
        return set(sorted_[1:][sorted_[1:] == sorted_[:-1]].tolist())
    ordered = sorted(numbers)
    return {one for one, other in pairwise(ordered) if one == other}
