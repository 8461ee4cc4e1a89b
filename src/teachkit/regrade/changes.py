"""What changed in an item between two states of its sheet, in words."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..marking.normal import normalise
from ..marking.verdicts import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Item

__all__ = ["item_changes", "telling"]

_SILENT = ("tests", "facts", "minutes", "objective", "section", "explain", "use", "why", "id")
"""Keys that no mark depends on."""
_CHARS = 80


def item_changes(old: Item | None, new: Item | None) -> list[str]:
    """Return the differences that may change a mark, one line each.

    ``accept: + 'Tropic line'`` is an entry that came in, ``- '…'`` one that went, and
    ``answer: 1949 -> 1950`` a value that became another.
    """
    if old is None:
        return ["the item is new on the sheet"]
    if new is None:
        return ["the item is no longer on the sheet"]
    if type(old) is not type(new):
        return [f"kind: {old.kind} -> {new.kind}"]
    return list(_table(old, new, ""))


def _table(old: Any, new: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any part of an item
    for one in fields(old):
        if one.name in _SILENT:
            continue
        before, after = getattr(old, one.name), getattr(new, one.name)
        if before != after:
            name = one.metadata.get("toml") or one.name
            yield from _value(before, after, f"{path}{name}")


def _value(old: Any, new: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(old, tuple) and isinstance(new, tuple):
        yield from _list(old, new, path)
    elif is_dataclass(old) and type(old) is type(new):
        yield from _table(old, new, f"{path}.")
    else:
        yield f"{path}: {_shown(old)} -> {_shown(new)}"


def _list(old: tuple[Any, ...], new: tuple[Any, ...], path: str) -> Iterator[str]:
    before, after = ({_name(one): one for one in side} for side in (old, new))
    for name in before.keys() - after.keys():
        yield f"{path}: - {_shown(before[name])}"
    for name in (name for name in after if name not in before):
        yield f"{path}: + {_shown(after[name])}"
    for name in (name for name in before if name in after):
        if before[name] != after[name]:
            yield from _value(before[name], after[name], f"{path}[{name}]")
    if before == after:
        yield f"{path}: another order"


def _name(entry: Any) -> str:  # noqa: ANN401 - as above
    """Return what tells an entry of a list from the others."""
    for key in ("id", "text", "within", "points"):
        if hasattr(entry, key):
            return str(getattr(entry, key))
    return str(entry)


def _shown(value: Any) -> str:  # noqa: ANN401 - as above
    if is_dataclass(value):
        value = getattr(value, "text", None) or _name(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Fraction):
        return show(value)
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    text = " ".join(str(value).split())
    cut = text if len(text) <= _CHARS else text[: _CHARS - 1] + "…"
    return f"'{cut}'"


def telling(changes: list[str], forms: set[str]) -> list[str]:
    """Keep the changes that name a form which decided; all, if none does."""
    known = {form for form in forms if form}
    found = [
        one
        for one in changes
        if "'" in one and normalise(one.split("'", 1)[1].rpartition("'")[0]) in known
    ]
    return found or changes
