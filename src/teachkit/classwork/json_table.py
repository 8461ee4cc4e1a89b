"""Opens a JSON array of records, as Moodle exports it, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .encoding import encoding_name
from .header import Table
from .json_records import Record
from .limits import COLUMNS
from .opened import Opened
from .responses import from_json
from .rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .encoding import TextFile
    from .rows import BadRow

__all__ = ["open_json_table"]


def open_json_table(source: TextFile, records: Sequence[Record | BadRow]) -> Opened:
    """Make a table of records: a column for each key, in the order first met.

    A record that lacks a key has an empty cell there.
    """
    names: dict[str, None] = {}
    for one in records:
        if isinstance(one, Record) and len(names) <= COLUMNS:
            names.update(dict.fromkeys(one.value))
    header = list(names)
    line = records[0].line if records else 0
    table = Table("", header, line, _rows(records, header))
    return Opened(source.name, source.sha256, "JSON", table, encoding_name(source.encoding))


def _rows(records: Sequence[Record | BadRow], header: Sequence[str]) -> Iterator[Row | BadRow]:
    for one in records:
        if not isinstance(one, Record):
            yield one
            continue
        try:
            cells = [from_json(one.value.get(name)) for name in header]
        except RecursionError:
            cells = []
        yield Row(one.line, cells)
