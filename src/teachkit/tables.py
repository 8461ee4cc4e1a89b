"""Read a TOML table into a dataclass of keys, noting every problem instead of raising.

The reader walks the fields that ``parts.key`` declares: name, type, required or not,
and what they mean, which is also the hint of an error.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, cast, get_args, get_type_hints

from .errors import Problem, did_you_mean
from .model import ITEM_TYPES, Item

if TYPE_CHECKING:
    from dataclasses import Field
    from enum import StrEnum

    from .tomlfile import KeyPath, LineIndex

__all__ = ["TableReader", "toml_keys"]

_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?(/\d{1,30})?")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def toml_keys(cls: type[Any]) -> dict[str, tuple[Field[Any], Any]]:
    """Return the keys of a class as the file names them, with field and type."""
    hints = get_type_hints(cls)
    return {one.metadata.get("toml") or one.name: (one, hints[one.name]) for one in fields(cls)}


class TableReader:
    """Turns plain tables into model objects; notes problems instead of raising."""

    def __init__(self, file: str, lines: LineIndex) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[Problem] = []
        self._names: dict[KeyPath, str] = {}

    def report(self, path: KeyPath, message: str, hint: str, code: str) -> None:
        """Note a problem at a key path."""
        self.problems.append(
            Problem(
                file=self.file,
                line=self.lines.line(path),
                key=self.shown(path),
                message=message,
                hint=hint,
                code=code,
            )
        )

    def shown(self, path: KeyPath) -> str:
        """Write a key path as ``item[treaty-year].option[2].why``; places count from 1."""
        text = ""
        for index, step in enumerate(path):
            if isinstance(step, int):
                text += f"[{self._names.get(path[: index + 1], step + 1)}]"
            else:
                text += f".{step}" if text else step
        return text

    def table(self, cls: type[Any], value: object, path: KeyPath) -> object | None:
        """Read a table into ``cls``; None if something in it is wrong."""
        if not isinstance(value, dict):
            self.report(
                path,
                f"must be a table, not {_named(value)}",
                f"write {_header(path)} or {{ key = … }}",
                "wrong-type",
            )
            return None
        if path and isinstance(path[-1], int) and isinstance(value.get("id"), str):
            self._names[path] = value["id"]
        if cls is Item:
            found = self._kind(value, path)
            if found is None:  # the keys that all kinds have can still be looked at
                common = {name: one for name, one in value.items() if name in toml_keys(Item)}
                self._fields(Item, common, path)
                return None
            cls, value = found, {name: one for name, one in value.items() if name != "kind"}
        before = len(self.problems)
        made = self._fields(cls, value, path)
        return cls(**made) if len(self.problems) == before else None

    def _kind(self, value: dict[str, Any], path: KeyPath) -> type[Item] | None:
        kind = value.get("kind")
        if isinstance(kind, str) and kind in ITEM_TYPES:
            return ITEM_TYPES[kind]
        if kind is None:
            self.report(path, "has no kind", "one of " + ", ".join(ITEM_TYPES), "missing-key")
        else:
            self.report(
                (*path, "kind"),
                f"unknown kind {kind!r}",
                did_you_mean(str(kind), ITEM_TYPES),
                "unknown-kind",
            )
        return None

    def _fields(self, cls: type[Any], value: dict[str, Any], path: KeyPath) -> dict[str, Any]:
        known = toml_keys(cls)  # type: ignore[arg-type]  # a class can be hashed
        made: dict[str, Any] = {}
        for name in value:
            if name not in known:
                self.report((*path, name), "unknown key", did_you_mean(name, known), "unknown-key")
        for name, (one, hint) in known.items():
            if name in value:
                made[one.name] = self._value(hint, value[name], (*path, name), one)
            elif one.default is MISSING:
                self.report(
                    path or (name,),
                    f"has no {name}",
                    _first_sentence(one),
                    "missing-key",
                )
        return made

    def _value(self, hint: Any, value: object, path: KeyPath, one: Field[Any]) -> Any:
        options = [arg for arg in get_args(hint) if arg is not type(None)]
        if hint in (str, bool, int, date):
            return self._plain(hint, value, path, one)
        if hint is Fraction or Fraction in options:
            return self._number(value, path, exact=bool(one.metadata.get("exact")))
        if Ellipsis in options:
            return self._list(options[0], value, path, one)
        if options:  # X | None
            return self._value(options[0], value, path, one)
        if is_dataclass(hint):
            return self.table(cast("type[Any]", hint), value, path)
        return self._word(hint, value, path)

    def _plain(self, hint: type[Any], value: object, path: KeyPath, one: Field[Any]) -> object:
        if type(value) is not hint:
            quote = f'write {path[-1]} = "{value}"' if hint is str and _is_bare(value) else ""
            self.report(
                path,
                f"must be {_TYPES.get(hint, hint.__name__)}, not {_named(value)}",
                quote or _first_sentence(one),
                "wrong-type",
            )
            return None
        if hint is str:
            self._check_text(cast("str", value), path, one)
        return value

    def _check_text(self, value: str, path: KeyPath, one: Field[Any]) -> None:
        if path[-1] == "id" and not _KEBAB.fullmatch(value):
            self.report(
                path,
                f"{value!r} is not a kebab-case id",
                "small letters, digits and single hyphens: treaty-year",
                "bad-id",
            )
        elif one.default is MISSING and not value.strip() and path[-1] != "response":
            self.report(path, "is empty", _first_sentence(one), "empty")

    def _number(self, value: object, path: KeyPath, *, exact: bool) -> Fraction | None:
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            try:
                return Fraction(value)
            except (ValueError, ZeroDivisionError):
                pass
        elif not exact and type(value) in (int, Decimal):
            number = Decimal(cast("int | Decimal", value))
            if number.is_finite() and number.adjusted() < 30:
                return Fraction(number)
        hint = (
            f'write {path[-1]} = "{value}"'
            if exact and _is_bare(value)
            else ('an exact number in quotes: "1949", "0.5" or "2/3"')
        )
        self.report(
            path,
            f"must be an exact number{' as a string' if exact else ''}, not {_named(value)}",
            hint,
            "wrong-type",
        )
        return None

    def _list(self, hint: Any, value: object, path: KeyPath, one: Field[Any]) -> object:
        if isinstance(value, str) and one.name == "model":
            value = [value]
        if not isinstance(value, list):
            table = _header((*path, 0))
            self.report(
                path,
                f"must be a list, not {_named(value)}",
                f"write {table}" if is_dataclass(hint) else f"write {path[-1]} = [ … ]",
                "wrong-type",
            )
            return None
        if not value and one.default is MISSING:
            self.report(path, "is empty", _first_sentence(one), "empty")
        return tuple(
            self._value(hint, entry, (*path, place), one) for place, entry in enumerate(value)
        )

    def _word(self, hint: type[StrEnum], value: object, path: KeyPath) -> StrEnum | None:
        words = [str(word) for word in hint]
        if isinstance(value, str) and value in words:
            return hint(value)
        self.report(
            path,
            f"must be one of {', '.join(words)}, not {_named(value)}",
            did_you_mean(str(value), words),
            "unknown-word",
        )
        return None


_TYPES = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    date: "a date without quotes",
}


def _header(path: KeyPath) -> str:
    """Write how a table at a path begins; a place in a list has two brackets."""
    name = ".".join(step for step in path if isinstance(step, str))
    return f"[[{name}]]" if path and isinstance(path[-1], int) else f"[{name}]"


def _is_bare(value: object) -> bool:
    return not isinstance(value, str | list | dict)


def _named(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:40] + "…")
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value} without quotes"


def _first_sentence(one: Field[Any]) -> str:
    doc = str(one.metadata.get("doc", ""))
    return doc[:1].lower() + doc[1:].rstrip(".")
