"""Cuts a CSV file into blocks of whole rows, and tells which of them are plain.

A block is plain if every reader of CSV splits it alike: no NUL, no lone carriage return, each
quotation mark where it belongs. All others go through the loop over rows, which knows what
to say of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..classwork.limits import LINE_CHARS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np

    from .sources import CsvSource

__all__ = ["AHEAD", "BLOCK", "SPACED", "Block", "LineCounter", "blocks", "data_start"]

BLOCK = 4 << 20
"""Bytes of a block."""

AHEAD = 32
"""Bytes behind the rows of a block that may be looked at too."""

SPACED = b"\x1f"
"""Stands before a space that is kept."""

_LINE_ENDS = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a file."""

    offset: int
    data: bytes
    plain: bool
    rest: bool = False
    """Whether the row at its start can't be told from the next ones: from here on the file has
    to be read in order. Then ``data`` is empty."""
    marks: np.ndarray | None = None
    """The places of its quotation marks, if it is known that each pair encloses a cell."""

    @property
    def quoted(self) -> bool:
        """Whether cells may hold line breaks."""
        return b'"' in self.data


def data_start(source: CsvSource) -> int:
    """Return the offset of the first byte behind the header; -1 if it is not for sure."""
    head = b""
    with source.text.path.open("rb") as stream:
        for _ in range(source.header_line - 1):
            stream.readline(LINE_CHARS)
        while not head or head.count(b'"') % 2:
            line = stream.readline(LINE_CHARS)
            if not line:
                break
            head += line
        if b"\r" in head.rstrip(b"\r\n") or not head.endswith(b"\n"):
            return -1
        found = _quoted(source.delimiter.encode()).sub(b"", b"\n" + head)
        return -1 if b'"' in found else stream.tell()


def blocks(
    path: Path, delimiter: str, start: int, end: int | None = None, size: int = 0
) -> Iterator[Block]:
    """Yield the rows of a file from one offset to another, both at row ends.

    The file is of an encoding in which line ends, delimiters and quotation marks are single
    bytes. A block has about ``size`` bytes, `BLOCK` if it is 0.
    """
    size = wanted = size or BLOCK
    end, offset = path.stat().st_size if end is None else end, start
    with path.open("rb", buffering=0) as stream:
        while offset < end:
            stream.seek(offset)  # the start of a row is read twice: cheaper than to move the block
            data = stream.read(min(wanted, end - offset))
            last = not data or offset + len(data) >= end
            cut, sound, marks = _cut(data, delimiter.encode(), last=False)
            if not cut and last and len(data) <= LINE_CHARS:
                cut, sound, marks = _cut(data, delimiter.encode(), last=True)
            if cut:
                block = data[:cut]
                yield Block(offset, block, sound and _is_plain(block), marks=marks)
                offset, wanted = offset + cut, size
            elif last or len(data) > LINE_CHARS:
                yield Block(offset, b"", plain=False, rest=True)
                return
            else:
                wanted *= 2


@lru_cache
def _quoted(delimiter: bytes) -> re.Pattern[bytes]:
    """Match a quoted cell, or a mark within a cell that is not quoted, which means itself.

    Spaces at the start of a cell are no part of it, so a mark behind nothing but spaces opens
    a quotation, as does one behind a lone carriage return, which ends a row: it is not matched,
    and the file is read in order from there on.
    """
    ends = re.escape(delimiter)
    cell = rb'(?<![^%b\n]")[^"]*(?:""[^"]*)*"(?=[%b\r\n])' % (ends, ends)
    within = rb'(?<=[^%b\r\n" ]")|(?<=[^%b\r\n" ] ")' % (ends, ends)
    return re.compile(rb'"(?:%b|%b)' % (cell, within))


def _cut(data: bytes, delimiter: bytes, *, last: bool) -> tuple[int, bool, np.ndarray | None]:
    """Return where the last whole row ends, if all quotes up to there close, and their places.

    0: it ends nowhere. The places are known where each pair of quotes encloses a cell.
    """
    from .quotes import paired_marks  # noqa: PLC0415 - heavy

    quoted = _quoted(delimiter)
    if last and not data.endswith(b"\n"):
        bare = quoted.sub(b"", data + b"\n")
        return (len(data), True, None) if b'"' not in bare else (0, False, None)
    cut = data.rfind(b"\n") + 1
    marks = paired_marks(data, cut, delimiter)
    if marks is not None or b'"' not in quoted.sub(b"", data[:cut]):
        return cut, True, marks
    spans = [found.span() for found in quoted.finditer(data)]
    stray = _first_outside(data, spans)
    cut = data.rfind(b"\n", 0, None if stray < 0 else stray) + 1
    while cut and (inside := _span_at(spans, cut - 1)):
        cut = data.rfind(b"\n", 0, inside[0]) + 1
    return cut, True, None


def _first_outside(data: bytes, spans: list[tuple[int, int]]) -> int:
    """Return the place of the first quotation mark that belongs to no span; -1 without one."""
    at = 0
    for start, end in spans:
        found = data.find(b'"', at, start)
        if found >= 0:
            return found
        at = end
    return data.find(b'"', at)


def _span_at(spans: list[tuple[int, int]], place: int) -> tuple[int, int] | None:
    from bisect import bisect_right  # noqa: PLC0415 - only for line breaks within cells

    at = bisect_right(spans, (place, len(spans) and spans[-1][1])) - 1
    if at >= 0 and spans[at][0] <= place < spans[at][1]:
        return spans[at]
    return None


def _is_plain(block: bytes) -> bool:
    if b"\0" in block or SPACED in block:
        return False
    return b"\r" not in block or block.count(b"\r") == block.count(b"\r\n")


class LineCounter:
    """Counts lines up to an offset; only asked where a row has to be named."""

    def __init__(self, path: Path) -> None:
        self._path, self._offset, self._lines = path, 0, 0

    def before(self, offset: int) -> int:
        """Return how many lines end before an offset, which is at a row's start."""
        if offset < self._offset:
            self._offset = self._lines = 0
        with self._path.open("rb") as stream:
            stream.seek(self._offset)
            left, tail = offset - self._offset, b""
            while left:
                piece = stream.read(min(left, BLOCK))
                if not piece:
                    break
                left -= len(piece)
                data = tail + piece
                tail = b"\r" if data.endswith(b"\r") and left else b""
                self._lines += len(_LINE_ENDS.findall(data[: -1 if tail else None]))
        self._offset = offset
        return self._lines
