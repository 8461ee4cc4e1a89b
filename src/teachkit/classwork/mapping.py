"""What each column of a table means: proposed once, looked through by a person, used again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .columns import item_parts
from .header import column_name
from .systems.guess import COMPANION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Sheet

__all__ = ["ROLES", "UNSURE", "ColumnRole", "Mapping", "MappingError", "item_names", "places"]

UNSURE = "?"
"""The role of a column that a person must decide."""

ROLES = {
    "student": "the student's code",
    "name": "the whole name",
    "first-name": "the first name",
    "last-name": "the last name",
    "time": "when it was handed in",
    "attempt": "the number of the attempt",
    "variant": "which form of the sheet it was",
    "status": "whether it was handed in",
    "item": "answers to an item, or to one of its parts",
    "shown": "the question as the student saw it, to compare",
    "points": "points given elsewhere",
    "ignored": "not read",
    UNSURE: "you decide",
}
"""Each role that a column can have, with what it means."""

_ONE = ("student", "name", "first-name", "last-name", "time", "attempt", "variant", "status")


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """One column."""

    number: int
    """Counted from 1."""
    header: str
    role: str
    item: str = ""
    """An item's id, or ``item.part``; of an unsure column what it may be."""
    out_of: str = ""
    """Of ``points``: the most that can be had."""
    note: str = ""
    """Why, for the person who looks it through."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of a table mean."""

    sheet: str
    """The sheet's id."""
    system: str
    """The system's name: how cells are written."""
    columns: tuple[ColumnRole, ...]

    @property
    def unsure(self) -> tuple[ColumnRole, ...]:
        """The columns that a person must decide."""
        return tuple(one for one in self.columns if one.role == UNSURE)

    @property
    def listed(self) -> tuple[ColumnRole, ...]:
        """The columns without those of points and feedback that stand beside each question."""
        return tuple(one for one in self.columns if (one.role, one.note) != ("ignored", COMPANION))

    def accepted(self) -> Mapping:
        """Take each suggestion of one item; what has no suggestion, or several, stays open."""
        return replace(
            self,
            columns=tuple(
                replace(one, role="item") if one.role == UNSURE and one.item else one
                for one in self.columns
            ),
        )

    def with_column(self, number: int, role: str, item: str = "") -> Mapping:
        """Give a column another role."""
        return replace(
            self,
            columns=tuple(
                replace(one, role=role, item=item, note="") if one.number == number else one
                for one in self.columns
            ),
        )


class MappingError(Exception):
    """A mapping does not fit; carries message, hint and, if it is about one, the column."""

    def __init__(self, message: str, hint: str, header: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.header = message, hint, header


def item_names(sheet: Sheet) -> dict[str, tuple[str, str]]:
    """Return every ``item`` and ``item.part`` of a sheet, each with its two ids."""
    names = {}
    for item in sheet.items:
        names[item.id] = (item.id, "")
        names |= {f"{item.id}.{part}": (item.id, part) for part in item_parts(item)}
    return names


def places(mapping: Mapping, header: Sequence[str]) -> dict[int, ColumnRole]:
    """Find the columns of a mapping in a header: by their text, and by place where it repeats.

    Returns:
        Column, counted from 0, to its role; those that are not read are left out.

    Raises:
        MappingError: A column is not there, or can't be told from another, or a role that
            only one column can have is had by two.
    """
    at: dict[str, list[int]] = {}
    for place, cell in enumerate(header):
        at.setdefault(column_name(cell), []).append(place)
    found: dict[int, ColumnRole] = {}
    for one in mapping.columns:
        if one.role == "ignored":
            continue
        if one.role == UNSURE:
            raise MappingError(
                "this column has no role yet", "write its role into the mapping", one.header
            )
        here = at.get(column_name(one.header), [])
        if not here:
            raise MappingError(
                "the file has no such column", "make a new mapping for this file", one.header
            )
        place = here[0] if len(here) == 1 else one.number - 1
        if place not in here:
            numbers = ", ".join(str(number + 1) for number in here)
            raise MappingError(
                f"the header stands in columns {numbers}, but not in column {one.number}",
                "write the number of the one that is meant into the mapping",
                one.header,
            )
        found[place] = one
    _check(found)
    return found


def _check(found: dict[int, ColumnRole]) -> None:
    """Refuse what can't be meant."""
    roles = [one.role for one in found.values()]
    twice = next((role for role in _ONE if roles.count(role) > 1), "")
    if twice:
        raise MappingError(f"two columns have the role '{twice}'", "leave it to one of them")
    if "student" not in roles:
        raise MappingError(
            "no column has the role 'student'", "give it to the one that tells students apart"
        )
    taken: set[str] = set()
    for one in found.values():
        if one.role in ("item", "points"):
            if one.item in taken or one.item.partition(".")[0] in taken:
                raise MappingError(f"two columns hold '{one.item}'", "keep one", one.header)
            taken.add(one.item)
    for name in taken:
        if "." in name and name.partition(".")[0] in taken:
            raise MappingError(f"'{name}' and the whole item have columns", "keep one of them")
    if not taken:
        raise MappingError("no column has the role 'item'", "give it to those with answers")
