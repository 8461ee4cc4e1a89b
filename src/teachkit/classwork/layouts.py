"""Decides how a table is laid out, and gives it to its reader."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from shlex import quote
from typing import TYPE_CHECKING

from .columns import known_columns
from .findings import shown
from .header import column_name
from .limits import COLUMNS
from .rows import Row
from .wide import WideReader

if TYPE_CHECKING:
    from ..model import Sheet
    from .findings import Findings
    from .mapping import ColumnRole, Mapping
    from .opened import Opened
    from .row_reader import RowReader
    from .systems.guess import System

__all__ = ["LAYOUTS", "known_names", "proposed", "reader_of"]

LAYOUTS = (
    "wide", "long", "moodle", "google-forms", "microsoft-forms", "canvas", "canvas-new-quizzes",
    "gradescope", "table",
)  # fmt: skip
"""What ``--format`` takes."""

_SAMPLE = 200


def known_names(sheet: Sheet) -> set[str]:
    """Return names that a header may hold: our own, and prompts as they stand in the sheet."""
    return known_columns(sheet) | {column_name(item.prompt) for item in sheet.items}


def reader_of(
    opened: Opened,
    sheet: Sheet,
    findings: Findings,
    layout: str = "",
    mapping: Mapping | None = None,
) -> tuple[Opened, RowReader | None]:
    """Choose who reads a table.

    Args:
        opened: The table.
        sheet: The sheet that was answered.
        findings: Where to say why nobody can.
        layout: One of `LAYOUTS`, if it is told; else it is recognised.
        mapping: What the columns mean, if it is told.

    Returns:
        The table, and its reader; ``None`` if a person must decide first, which was said.
    """
    if len(opened.table.header) > COLUMNS:
        return opened, WideReader(sheet, findings)  # which says so
    if mapping is not None:
        from .mapped import MappedReader  # noqa: PLC0415 - most classes need no mapping

        return opened, MappedReader(sheet, findings, mapping)
    if layout == "wide" or (not layout and _is_wide(opened, sheet)):
        return opened, WideReader(sheet, findings)
    if layout == "long" or (not layout and _is_long(opened)):
        from .long import LongReader  # noqa: PLC0415 - most classes have wide tables

        return opened, LongReader(sheet, findings)
    return _by_proposal(opened, sheet, findings, layout)


def _is_long(opened: Opened) -> bool:
    """Whether there is a row an answer."""
    return {column_name(cell) for cell in opened.table.header} >= {"student", "item", "response"}


def _is_wide(opened: Opened, sheet: Sheet) -> bool:
    names = {column_name(cell) for cell in opened.table.header}
    items = known_columns(sheet) - {"student", "item", "part", "response"}
    return "student" in names and bool(names & items) and not _is_long(opened)


def _system(opened: Opened, layout: str) -> System:
    from .systems import PLAIN, SYSTEMS, recognise  # noqa: PLC0415 - as above

    return SYSTEMS.get(layout) or recognise(opened.table.header) or PLAIN


def proposed(opened: Opened, sheet: Sheet, layout: str = "") -> tuple[Opened, Mapping]:
    """Propose a mapping for a table, and return the table with all its rows still to come."""
    from .propose import propose  # noqa: PLC0415 - as above

    rows = opened.table.rows
    sample = list(islice(rows, _SAMPLE))
    whole = [row for row in sample if isinstance(row, Row)]
    mapping = propose(opened.table.header, whole, sheet, _system(opened, layout))
    table = replace(opened.table, rows=chain(sample, rows))
    return replace(opened, table=table), mapping


def _suggested(column: ColumnRole) -> str:
    """Say what `teachkit columns --set` may be told of a column."""
    return column.item or ("student" if 'role = "student"' in column.note else "ROLE-OR-ITEM")


def _by_proposal(
    opened: Opened, sheet: Sheet, findings: Findings, layout: str
) -> tuple[Opened, RowReader | None]:
    """Read by a proposed mapping if all of it is sure; else say what a person must decide."""
    from .mapped import MappedReader  # noqa: PLC0415 - as above

    opened, mapping = proposed(opened, sheet, layout)
    roles = {one.role for one in mapping.columns}
    told = layout or mapping.system != "table"
    useful = "item" in roles or "points" in roles or mapping.unsure
    if not told and (not useful or ("student" not in roles and not mapping.unsure)):
        return opened, WideReader(sheet, findings)  # it says what is missing
    command = f"teachkit columns {sheet.id} {quote(opened.name)}"
    for one in mapping.unsure:
        guess = f"may be '{one.item}': " if one.item else ""
        hint = f"if so: {command} --set {one.number}={_suggested(one)} --out mapping.toml"
        findings.error(
            "column-unsure",
            opened.name,
            f"column {one.number}: {guess}{one.note}",
            line=opened.table.line,
            key=shown(one.header.strip()),
            hint=hint,
        )
    if mapping.unsure:
        message = "a person must say what these columns are: the file was not read"
        hint = f"{command} shows all; --set says it, --out mapping.toml keeps it; then grade with "
        findings.error("mapping-needed", opened.name, message, hint=hint + "--mapping mapping.toml")
        return opened, None
    for one in mapping.columns:
        if one.role == "ignored" and one.note.startswith("no item"):
            message = f"column {one.number} was not read: {one.note}"
            key = shown(one.header.strip())
            findings.warn("unknown-column", opened.name, message, line=opened.table.line, key=key)
    return opened, MappedReader(sheet, findings, mapping)
