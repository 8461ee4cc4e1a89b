"""Parquet: files of answers in, parts of the gradebook out."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from pyarrow import parquet as arrow_parquet

from ..classwork.codes import clean_code
from ..classwork.header import Table
from ..classwork.rows import Row
from ..classwork.workbook import value_text
from ..gradebook.tables import gradebook_head
from .arrow import Batch, encoded, graded_batch, longest_of, used_columns
from .buffers import strings
from .headers import columns_of, detail_columns, kind_of
from .spread import Spread
from .ways import row_loop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..classwork.columns import Columns
    from ..classwork.findings import Findings
    from ..classwork.mapping import Mapping
    from ..model import Sheet
    from .work import Work

__all__ = ["ParquetSource", "open_parquet", "write_parquet"]

_BATCH = 40_000


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """A Parquet file that can be graded."""

    path: Path
    name: str
    sha256: str
    columns: Columns
    width: int
    groups: tuple[int, ...]
    """Bytes of each group of rows."""

    def record(self) -> dict[str, str]:
        """Say what was read."""
        return {
            "file": self.path.name,
            "sha256": self.sha256,
            "format": kind_of(self.columns, "Parquet"),
        }

    def cuts(self, size: int) -> Iterator[tuple[int, int | None]]:
        """Yield ranges of groups of rows, of about so many bytes each."""
        first, held = 0, 0
        for group, own in enumerate(self.groups):
            held += own
            if held >= size:
                yield first, group + 1
                first, held = group + 1, 0
        if held or not self.groups:
            yield first, len(self.groups)

    def codes(self) -> Iterator[tuple[str, int]]:
        """Yield code and row of each student."""
        row = 0
        with arrow_parquet.ParquetFile(self.path) as file:
            name = file.schema_arrow.names[self.columns.student]
            for batch in file.iter_batches(_BATCH, columns=[name]):
                for code in _texts(batch.column(0)).to_pylist():
                    row += 1
                    yield clean_code(code.decode("utf-8", "replace")), row

    def rows(self, first: int = 0, end: int | None = None) -> Iterator[Row]:
        """Yield the rows of groups of rows one by one."""
        used = sorted({*used_columns(self.columns), *detail_columns(self.columns)})
        with arrow_parquet.ParquetFile(self.path) as file:
            names = [file.schema_arrow.names[at] for at in used]
            row = sum(file.metadata.row_group(group).num_rows for group in range(first))
            for group in range(first, len(self.groups) if end is None else end):
                for found in file.iter_batches(_BATCH, row_groups=[group], columns=names):
                    arrays = {
                        at: _texts(found.column(name)) for at, name in zip(used, names, strict=True)
                    }
                    yield from self._rows(arrays, row)
                    row += found.num_rows

    def pieces(
        self, work: Work, first: int = 0, end: int | None = None
    ) -> Iterator[bytes | memoryview]:
        """Grade groups of rows: yields lines of the gradebook."""
        spread = Spread(work.counts, self.columns, exact=True)
        loop = row_loop(self, work)
        used, total = used_columns(self.columns), max(1, sum(self.groups))
        with arrow_parquet.ParquetFile(self.path) as file:
            names = [file.schema_arrow.names[at] for at in used]
            row = sum(file.metadata.row_group(group).num_rows for group in range(first))
            groups = range(first, len(self.groups) if end is None else end)
            done = 0
            for group in groups:
                for found in file.iter_batches(_BATCH, row_groups=[group], columns=names):
                    arrays = {
                        at: _texts(found.column(name)) for at, name in zip(used, names, strict=True)
                    }
                    lines = graded_batch(self._batch(arrays, found.num_rows), spread, work)
                    if lines is None:
                        rows = self._rows(arrays, row)
                        lines = "".join(loop.lines(rows)).encode("utf-8", "replace")
                    yield lines
                    row += found.num_rows
                done += self.groups[group]
                work.progress(work.students.count, done / total)
        spread.add_up()

    def _batch(self, arrays: dict[int, pa.Array], rows: int) -> Batch:
        columns = self.columns
        text = {
            at: arrays[at].cast(pa.string())
            for at in (columns.student, columns.name)
            if at is not None
        }
        cells = {at: encoded(one) for at, one in arrays.items() if at not in text}
        name = None if columns.name is None else text[columns.name]
        return Batch(rows, text[columns.student], name, cells, longest_of(cells))

    def _rows(self, arrays: dict[int, pa.Array], before: int) -> Iterator[Row]:
        """Yield the rows of a batch one by one; columns that are not read are empty."""
        lists = {at: one.to_pylist() for at, one in arrays.items()}
        for place in range(len(next(iter(lists.values())))):
            cells = [""] * self.width
            for at, values in lists.items():
                cells[at] = values[place].decode("utf-8", "surrogateescape")
            if any(map(str.strip, cells)):
                yield Row(before + place + 1, cells)


def open_parquet(
    path: Path, sheet: Sheet, findings: Findings, mapping: Mapping | None = None
) -> ParquetSource | None:
    """Recognise a Parquet file and match its columns; ``None`` if it can't be graded."""
    name = str(path)
    try:
        with arrow_parquet.ParquetFile(path) as file:
            schema, meta = file.schema_arrow, file.metadata
            groups = tuple(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups))
        digest = _digest(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        said = " ".join(str(error).split())[:100]
        message = f"the Parquet file can't be read: {said}"
        findings.error("bad-parquet", name, message, hint="write it again")
        return None
    table = Table("", schema.names, 0, iter(()))
    columns = columns_of(table, sheet, mapping, name, findings)
    if columns is None:
        return None
    answers, details = used_columns(columns), detail_columns(columns)
    for at in {*answers, *details}:
        kind = schema.field(at).type
        if not (_is_text(kind) or (at not in answers and pa.types.is_primitive(kind))):
            message = f"the column holds {schema.field(at).type}: how it was typed can't be told"
            hint = "write every column of answers as text"
            findings.error("column-type", name, message, key=schema.names[at], hint=hint)
            return None
    findings.note(f"{name}: {kind_of(columns, 'Parquet')}, {len(groups)} groups of rows")
    return ParquetSource(path.absolute(), name, digest, columns, len(schema.names), groups)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_null(kind)
    )


def _texts(column: pa.Array) -> pa.Array:
    """Return a column as bytes of text; nothing is the empty text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not _is_text(column.type):  # a time, say: as a class has it
        column = strings([value_text(one) for one in column.to_pylist()])
    return pc.fill_null(column.cast(pa.string()), "").cast(pa.binary())


def write_parquet(path: Path, sheet: Sheet, pieces: Iterator[bytes | memoryview]) -> None:
    """Write lines of the gradebook as Parquet: all columns are texts, as they are in CSV."""
    names = list(gradebook_head(sheet))
    schema = pa.schema([(name, pa.string()) for name in names])
    convert = arrow_csv.ConvertOptions(
        column_types=schema, strings_can_be_null=False, quoted_strings_can_be_null=False
    )
    with arrow_parquet.ParquetWriter(path, schema) as writer:
        for piece in pieces:
            if len(piece):
                table = arrow_csv.read_csv(
                    pa.py_buffer(piece),
                    read_options=arrow_csv.ReadOptions(
                        column_names=names, use_threads=False, block_size=len(piece) + 1
                    ),
                    parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
                    convert_options=convert,
                )
                writer.write_table(table)
