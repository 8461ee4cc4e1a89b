"""A file opened as a table, whatever it was kept in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .records import InputFile

if TYPE_CHECKING:
    from .header import Table

__all__ = ["Opened"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A table with its header read, and what is said of the file it came from."""

    name: str
    """As the user named it."""
    sha256: str
    container: str
    """``CSV``, ``XLSX``, ``Parquet`` or ``JSON``."""
    table: Table
    encoding: str = ""
    """As people name it; "" where the container has none."""
    delimiter: str = ""
    """Its name."""
    sheet: str = ""
    """Of a workbook: which of its sheets."""
    dates: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Columns that hold dates and not texts: the first row, and how many."""

    def file(self, layout: str, submissions: int) -> InputFile:
        """Say how the file was understood.

        Args:
            layout: ``wide``, ``long``, or a system's name.
            submissions: How many hand-ins were read from it.
        """
        return InputFile(
            self.name,
            self.sha256,
            self.kind(layout),
            self.encoding,
            self.delimiter,
            submissions,
        )

    def kind(self, layout: str) -> str:
        """Name layout and container: ``wide CSV``, ``Moodle responses (XLSX)``."""
        if layout in ("wide", "long"):
            return f"{layout} {self.container}"
        return f"{layout} ({self.container})"

    def sentence(self, layout: str, rows: int) -> str:
        """Say in one line what was recognised."""
        where = [f"sheet '{self.sheet}'"] if self.sheet else []
        where += [self.encoding] if self.encoding else []
        where += [f"{self.delimiter}-separated"] if self.delimiter else []
        said = ", ".join([self.kind(layout), *where])
        return f"{self.name}: {said}, {rows} row{'' if rows == 1 else 's'}"
