"""How a handout is to look: what a command asks, else the sheet, else the pack, else the rule."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..paper import Detail, Handout, Paper, Sides, Style, Tint
from ..parts import key
from ..tables import TableReader
from ..tomlfile import parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet

__all__ = ["PACK_FILE", "Look", "chosen", "look_of", "pack_defaults"]

PACK_FILE = "teachkit.toml"
"""A pack's own defaults, beside ``exercises/`` and ``docs/``."""

_SIZES = {Style.STANDARD: 11, Style.LARGE: 18, Style.DYSLEXIA: 13, Style.CONTRAST: 14}
"""Type in points; everything else on a page is measured by it."""
_PAPER_NAMES = {Paper.A4: "a4", Paper.LETTER: "us-letter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a handout looks, every choice made."""

    paper: Paper = Paper.A4
    sides: Sides = Sides.SINGLE
    style: Style = Style.STANDARD
    tint: Tint = Tint.NONE
    simple: bool = False
    detail: Detail = Detail.REASONS

    @property
    def paper_name(self) -> str:
        """The paper as Typst calls it."""
        return _PAPER_NAMES[self.paper]

    def data(self) -> dict[str, Any]:
        """Return what templates are told."""
        return {
            "style": str(self.style),
            "size": _SIZES[self.style],
            "sides": str(self.sides),
            "tint": str(self.tint),
        }

    def suffix(self) -> str:
        """Return what a file's name says of it: nothing that is as usual."""
        usual = Tint.CREAM if self.style is Style.DYSLEXIA else Tint.NONE
        said = [
            str(self.style) if self.style is not Style.STANDARD else "",
            str(self.tint) if self.tint is not usual else "",
            "simple" if self.simple else "",
            "letter" if self.paper is Paper.LETTER else "",
            "double" if self.sides is Sides.DOUBLE else "",
        ]
        return "".join(f"-{one}" for one in said if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PackFile:
    """The pack's own file."""

    handout: Handout = key("How its sheets are printed.", default=Handout())  # noqa: RUF009


def pack_defaults(pack_root: Path) -> Handout:
    """Return the ``[handout]`` table of a pack's ``teachkit.toml``; empty without one.

    Raises:
        ProblemsError: the file is no TOML, or a key or value in it is unknown.
    """
    path = pack_root / PACK_FILE
    if not path.is_file():
        return Handout()
    table, lines, problems = parse_toml(path)
    if table is None:
        raise ProblemsError(problems)
    reader = TableReader(str(path), lines)
    made = reader.table(_PackFile, table, ())
    if not isinstance(made, _PackFile):
        raise ProblemsError(reader.problems)
    _check_count(made.handout, path, lines.line(("handout", "variants")))
    return made.handout


def _check_count(table: Handout, path: Path, line: int) -> None:
    if table.variants is not None and not 1 <= table.variants <= 26:
        raise ProblemsError(
            [
                Problem(
                    file=str(path),
                    line=line,
                    key="handout.variants",
                    message=f"{table.variants} variants cannot be made",
                    hint="write 1 to 26",
                    code="out-of-range",
                )
            ]
        )


def chosen(given: Handout, sheet: Sheet, pack: Handout) -> Handout:
    """Return each setting as the first of command, sheet and pack has it."""
    merged: dict[str, Any] = {
        one.name: next(
            (
                value
                for table in (given, sheet.handout, pack)
                if (value := getattr(table, one.name)) not in (None, "")
            ),
            one.default,
        )
        for one in fields(Handout)
    }
    return Handout(**merged)


def look_of(table: Handout) -> Look:
    """Return the look of merged settings, with the rules for what is left open."""
    style = table.style or Style.STANDARD
    return Look(
        paper=table.paper or Paper.A4,
        sides=table.sides or Sides.SINGLE,
        style=style,
        tint=table.tint or (Tint.CREAM if style is Style.DYSLEXIA else Tint.NONE),
        simple=bool(table.simple),
        detail=table.answers or Detail.REASONS,
    )
