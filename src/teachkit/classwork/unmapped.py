"""Names the items of a sheet that a file has no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Use

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model import Sheet
    from .findings import Findings
    from .opened import Opened

__all__ = ["name_lacking", "say_lacking"]


def say_lacking(
    findings: Findings, file: str, line: int, lacking: Sequence[str], practice: Sequence[str]
) -> None:
    """Name items without a column; practice need not be handed in."""
    if lacking:
        one = len(lacking) == 1
        findings.error(
            "missing-column",
            file,
            "there is no column for this item: it is not counted"
            if one
            else "there are no columns for these items: they are not counted",
            line=line,
            key=", ".join(lacking),
            hint=f"if {'it was' if one else 'they were'} asked, add the column"
            f"{'' if one else 's'}; a misspelt one is listed as unknown",
        )
    if practice:
        findings.note(
            f"{file}: no column for practice items, which are not counted then: "
            + ", ".join(practice)
        )


def name_lacking(sheet: Sheet, there: Collection[str], opened: Opened, findings: Findings) -> None:
    """Name the items of a sheet that are not there."""
    lacking = [item for item in sheet.items if item.id not in there]
    say_lacking(
        findings,
        opened.name,
        opened.table.line,
        [item.id for item in lacking if item.use is not Use.PRACTICE],
        [item.id for item in lacking if item.use is Use.PRACTICE],
    )
