"""What a teacher may ask of an export, and what an export hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..errors import Problem, ProblemsError
from ..gradebook.amounts import decimal, rounded
from ..gradebook.spreadsheet import csv_text
from .people import People

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction
    from pathlib import Path

    from .grades import Grade

__all__ = ["ENCODINGS", "IDENTIFIERS", "Encoding", "Identifier", "Made", "Options"]

Encoding = Literal["utf-8", "utf-8-bom", "windows-1252"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-8-bom", "windows-1252")
_CODECS = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "windows-1252": "cp1252"}

Identifier = Literal["idnumber", "username", "email"]
IDENTIFIERS: tuple[Identifier, ...] = ("idnumber", "username", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is the same for all targets, or given to those that know it."""

    title: str
    """What the grades are for: the name of the column."""
    people: People = field(default_factory=People)
    identify: Identifier = "idnumber"
    """By what Moodle finds a student."""
    items: bool = False
    """Whether each item gets a column too."""
    feedback: bool = False
    """Whether a column says in words how the total came about."""
    decimal_comma: bool = False
    """Whether numbers have a comma; then a semicolon parts the cells."""
    encoding: Encoding = "utf-8"
    template: Path | None = None
    """A gradebook as Canvas exports it."""

    def number(self, value: Fraction, places: int | None = None) -> str:
        """Write a number: exact, or with at most so many decimals."""
        text = decimal(value) if places is None else rounded(value, places)
        return text.replace(".", ",") if self.decimal_comma else text

    def csv(self, rows: Iterable[Iterable[str]], as_is: frozenset[str] = frozenset()) -> bytes:
        """Write a table of texts.

        Raises:
            ProblemsError: The encoding lacks a letter of it.
        """
        text = csv_text(rows, ";" if self.decimal_comma else ",", as_is)
        try:
            return text.encode(_CODECS[self.encoding], "strict")
        except UnicodeEncodeError as error:
            if self.encoding == "windows-1252":
                letter = error.object[error.start]
                message = f"windows-1252 has no letter {letter!r}"
                problem = Problem(file="--encoding", message=message, hint="take utf-8-bom")
                raise ProblemsError([problem]) from error
            return text.encode(_CODECS[self.encoding], "replace")


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and what it does not hold."""

    data: bytes
    given: int
    """Students with a grade in it."""
    left: tuple[Grade, ...]
    """Students without one."""
    empty: str
    """What stands for them in the file: ``no row``, ``an empty cell`` …"""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    partly: tuple[Grade, ...] = ()
    """Students with a row, but no total in it."""
