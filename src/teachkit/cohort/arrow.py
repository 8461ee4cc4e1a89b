"""The loop over Arrow record batches: Python sees only the different values of a batch."""

from __future__ import annotations

import io
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from ..classwork.limits import CELL_CHARS
from ..classwork.rows import read_rows
from .blocks import LineCounter, blocks, data_start
from .buffers import numbers_of, strings
from .cells import Cells, cut_cells
from .codes import code_cells, name_cells
from .loops import row_pieces
from .quotes import with_spaces
from .spread import Spread
from .ways import row_loop

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from ..classwork.columns import Columns
    from .blocks import Block
    from .sources import CsvSource
    from .tallying import Coded
    from .work import Work

__all__ = ["Batch", "csv_batches"]

_AHEAD = 2
"""Blocks that are read ahead, in one thread: the loop itself takes as long, and a second thread
would only take the memory's time from both."""

_ANSWERS = pa.dictionary(pa.int32(), pa.binary())
_ENCODINGS = ("utf-8", "utf-8-sig", "cp1252")


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows as Arrow has them."""

    rows: int
    students: pa.Array
    names: pa.Array | None
    cells: Coded
    """Column of the file to its codes, and the different values that they stand for."""
    longest: int
    """Bytes that no cell has more of."""


def csv_batches(source: CsvSource, work: Work) -> Iterator[bytes | memoryview]:
    """Grade a CSV file block by block, reading ahead in a thread."""
    start = data_start(source)
    if source.text.encoding not in _ENCODINGS or start < 0 or not work.counts.fits:
        work.findings.note(f"{source.name}: row by row, since Arrow can't take it as it is")
        yield from row_pieces(source, work)
        return
    yield from CsvPart(source, work, start, None).pieces()


class CsvPart:
    """Grades the rows of a CSV file between two offsets."""

    def __init__(self, source: CsvSource, work: Work, start: int, end: int | None) -> None:
        self.source, self.work, self.start, self.end = source, work, start, end
        self.spread = Spread(work.counts, source.columns)
        self.quick = Spread(work.counts, source.columns)
        """For blocks that are cut into cells; the other one is for those that Arrow splits."""
        self._joined = False
        self.loop = row_loop(source, work)
        self._lines = LineCounter(source.text.path)

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield the lines of the gradebook."""
        path, size = self.source.text.path, max(1, self.source.text.size)
        found = blocks(path, self.source.delimiter, self.start, self.end)
        with ThreadPoolExecutor(max_workers=1) as pool:
            ahead = deque[tuple["Block", object]]()
            for block in found:
                ahead.append((block, pool.submit(self._parse, block)))
                if len(ahead) > _AHEAD:
                    yield from self._next(ahead, size)
            while ahead:
                yield from self._next(ahead, size)
        self.spread.add_up()
        self.quick.add_up()

    def _next(self, ahead: deque[tuple[Block, object]], size: int) -> Iterator[bytes | memoryview]:
        block, parsed = ahead.popleft()
        batch = parsed.result()  # type: ignore[attr-defined]
        lines = None if batch is None else graded_batch(batch, self._spread(batch), self.work)
        if lines is None:
            yield from self._by_rows(block)
        else:
            yield lines
        self.work.progress(self.work.students.count, (block.offset + len(block.data)) / size)

    def _spread(self, batch: Batch) -> Spread:
        if not isinstance(batch.cells, Cells):
            return self.spread
        if not self._joined:
            self.quick.join(batch.cells)
            self._joined = True
        return self.quick

    def _parse(self, block: Block) -> Batch | None:
        """Split a block; ``None`` if it has to go through the loop over rows."""
        if not block.plain:
            return None
        data, text, delimiter = block.data, self.source.text, self.source.delimiter.encode()
        marks = block.marks
        try:
            if text.encoding == "cp1252" and not data.isascii():
                data, marks = data.decode("cp1252").encode(), None
            elif text.damaged:
                data.decode()
        except UnicodeDecodeError:
            return None
        if cells := cut_cells(data, self.source.width, delimiter, marks):
            return cut_batch(cells, self.source.columns)
        return parse(with_spaces(data, delimiter), self.source, quoted=block.quoted)

    def _by_rows(self, block: Block) -> Iterator[bytes | memoryview]:
        text, line = self.source.text, self._lines.before(block.offset)
        errors = "surrogateescape" if text.damaged else "strict"
        if block.rest:
            stream: io.TextIOBase = io.TextIOWrapper(
                text.path.open("rb"), encoding=text.encoding, errors=errors, newline=""
            )
            stream.buffer.seek(block.offset)  # type: ignore[attr-defined]
        else:
            stream = io.StringIO(block.data.decode(text.encoding, errors), newline="")
        with stream:
            rows = read_rows(stream, self.source.delimiter, line=line)  # type: ignore[arg-type]
            kept = (
                row for row in rows if not hasattr(row, "cells") or any(map(str.strip, row.cells))
            )
            for text_line in self.loop.lines(kept):
                yield text_line.encode("utf-8", "replace")


def cut_batch(cells: Cells, columns: Columns) -> Batch | None:
    """Return a block that is cut into cells as a batch."""
    try:
        students = cells.texts(columns.student)
        names = None if columns.name is None else cells.texts(columns.name)
    except pa.ArrowInvalid:
        return None
    return Batch(cells.count, students, names, cells, cells.longest)


def parse(data: bytes, source: CsvSource, *, quoted: bool) -> Batch | None:
    """Split rows into columns, and each column into codes and different values."""
    columns, used = source.columns, used_columns(source.columns)
    names = [str(at) for at in range(source.width)]
    text = {columns.student, columns.name}
    types = {str(at): pa.string() if at in text else _ANSWERS for at in used}
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=len(data) + 1, column_names=names
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=source.delimiter, newlines_in_values=quoted
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=types,
                include_columns=list(types),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:  # a ragged row, or bytes that are no text
        return None
    arrays = {at: one_chunk(table[str(at)]) for at in used}
    cells = {at: encoded(arrays[at]) for at in used if at not in text}
    name = None if columns.name is None else arrays[columns.name]
    return Batch(table.num_rows, arrays[columns.student], name, cells, longest_of(cells))


def used_columns(columns: Columns) -> list[int]:
    """Return the columns of a file that are read."""
    own = [columns.student, *([] if columns.name is None else [columns.name])]
    parts = [at for places in columns.parts.values() for at in places.values()]
    beside = getattr(columns, "shown", {}).values()
    return [*own, *columns.whole.values(), *parts, *beside]


def one_chunk(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def encoded(column: pa.Array) -> tuple[np.ndarray, list[bytes]]:
    """Return codes and the values that they stand for."""
    found = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    return numbers_of(found.indices), found.dictionary.to_pylist()


def longest_of(cells: dict[int, tuple[np.ndarray, list[bytes]]]) -> int:
    """Return the bytes of the longest cell."""
    return max((len(value) for _, values in cells.values() for value in values), default=0)


def _names_nobody(students: pa.Array) -> bool:
    """Whether a form did not ask who answers: then a row is nobody's."""
    from .person_rows import is_nobody  # noqa: PLC0415 - only for a mapping

    return any(map(is_nobody, students.to_pylist()))


def graded_batch(batch: Batch, spread: Spread, work: Work) -> memoryview | bytes | None:
    """Grade a batch; ``None`` if a row of it has to be looked at alone."""
    if work.mapping is not None and _names_nobody(batch.students):
        return None
    codes = code_cells(batch.students, work.students.decided_alone)
    if codes is None or not batch.rows:
        return None if batch.rows else b""
    if batch.longest > CELL_CHARS:
        return None
    cells = [codes.cells]
    if batch.names is not None:
        cells += [commas(batch.rows), name_cells(batch.names)]
    lines = spread.grade(batch, cells)
    if lines is not None:
        work.students.see_numbers(codes.numbers)
        work.counts.count_students("graded", batch.rows)
        work.counts.count_missing(spread.lacking, batch.rows)
    return lines


def commas(rows: int) -> pa.Array:
    """Return a comma for each row."""
    return strings([","] * rows)
