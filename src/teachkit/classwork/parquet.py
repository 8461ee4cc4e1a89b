"""Opens a Parquet file as a table of texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .header import Table
from .limits import COLUMNS, PARQUET_BYTES
from .opened import Opened
from .package import PackageError
from .responses import from_json
from .rows import Row
from .workbook import value_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyarrow.parquet import ParquetFile

__all__ = ["open_parquet"]

_BATCH = 256


def open_parquet(path: Path, name: str, sha256: str) -> Opened:
    """Open a Parquet file; numbers and lists in it become what a CSV cell would hold.

    Raises:
        PackageError: It is damaged or too large, or pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - only for Parquet
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError as error:
        hint = "pip install 'teachkit[scale]', or save the table as CSV"
        raise PackageError("package", "reading Parquet needs pyarrow", hint) from error
    try:
        opened = ParquetFile(path)
        names = [str(one) for one in opened.schema_arrow.names]
        groups = range(opened.metadata.num_row_groups)
        size = sum(opened.metadata.row_group(group).total_byte_size for group in groups)
    except (ArrowException, ValueError, OverflowError) as error:
        raise _damaged(error) from error
    except OSError as error:
        raise _damaged(error) from error
    if size > PARQUET_BYTES or len(names) > COLUMNS:
        message = f"it has {len(names):,} columns and {size / 1e6:,.0f} MB"
        raise PackageError("file-too-big", message, "split it into several files")
    return Opened(name, sha256, "Parquet", Table("", names, 0, _rows(opened)))


def _damaged(error: Exception) -> PackageError:
    said = "".join(char for char in " ".join(str(error).split()) if char.isprintable())[:100]
    return PackageError("bad-parquet", f"the Parquet file is damaged: {said}", "write it again")


def _rows(opened: ParquetFile) -> Iterator[Row]:
    from pyarrow import ArrowException  # noqa: PLC0415 - as above

    number = 0
    try:
        for batch in opened.iter_batches(batch_size=_BATCH):
            columns = [column.to_pylist() for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                texts = [_text(cell) for cell in cells]
                if any(map(str.strip, texts)):
                    yield Row(number, texts)
    except (ArrowException, ValueError, OSError) as error:
        raise _damaged(error) from error


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        return from_json(json.loads(json.dumps(value, default=value_text), parse_float=str))
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return value_text(value)
