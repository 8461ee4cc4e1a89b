"""Matches the header of a file to the sheet: by the names of our own, or by a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..classwork.columns import find_columns, known_columns
from ..classwork.header import column_name

if TYPE_CHECKING:
    from ..classwork.columns import Columns
    from ..classwork.findings import Findings
    from ..classwork.header import Table
    from ..classwork.mapping import Mapping
    from ..model import Sheet

__all__ = ["columns_of", "detail_columns", "kind_of", "names_known"]


def names_known(sheet: Sheet, mapping: Mapping | None) -> frozenset[str]:
    """Return the names by which a header, and so its delimiter, is known."""
    if mapping is None:
        return frozenset(known_columns(sheet))
    return frozenset(column_name(one.header) for one in mapping.columns)


def columns_of(
    table: Table, sheet: Sheet, mapping: Mapping | None, file: str, findings: Findings
) -> Columns | None:
    """Match a header; ``None`` if the file can't be graded, which is said."""
    if mapping is not None:
        from .mapped import mapped_columns  # noqa: PLC0415 - most files need no mapping

        return mapped_columns(table, mapping, sheet, file, findings)
    names = {column_name(cell) for cell in table.header}
    if names >= {"student", "item", "response"}:
        message = "a long table, with a row an answer: a large run reads wide ones"
        hint = "turn it into a column an item, or grade it with --engine class"
        findings.error("long-table", file, message, line=table.line, hint=hint)
        return None
    if "student" not in names:
        hint = f"say what its columns are: teachkit columns {sheet.id} {file} --out mapping.toml"
        message = "there is no column 'student'"
        findings.error("no-student-column", file, message, line=table.line, hint=hint)
        return None
    return find_columns(table, sheet, file, findings)


def detail_columns(columns: Columns) -> list[int]:
    """Return the columns with what is said of a student and a hand-in beside code and name."""
    more = (getattr(columns, one, None) for one in ("first_name", "last_name", "status"))
    found = (columns.attempt, columns.time, columns.variant, *more)
    return [at for at in found if at is not None]


def kind_of(columns: Columns, container: str) -> str:
    """Name how a table is laid out, and what it is kept in."""
    system = getattr(columns, "system", "")
    if not system:
        return f"wide {container}"
    from ..classwork.systems import SYSTEMS  # noqa: PLC0415 - as above

    title = SYSTEMS[system].title if system in SYSTEMS else "table"
    return f"{title} by the mapping ({container})"
