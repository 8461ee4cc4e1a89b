"""A sheet as far as it can be read: a mistake in one place must not hide those in others."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import MISSING, dataclass, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args

from ..bank import read_sheet
from ..errors import Problem
from ..model import ITEM_TYPES, Cloze, Gap, Item, Late, Objective
from ..tables import TableReader, toml_keys
from .codes import CODES

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet
    from ..tomlfile import KeyPath, LineIndex

__all__ = ["Draft", "DraftItem"]


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item that could be read."""

    item: Item
    place: KeyPath
    """Where it stands: ``("item", 2)``."""
    whole: bool
    """False if something in it had to be left out: then nothing is said of its marks."""


class Draft:
    """One exercise file and what was found in it.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        read = read_sheet(path)
        self.path = path
        self.file = str(path)
        self.lines: LineIndex = read.lines
        self.table: dict[str, Any] = read.table
        self.problems: list[Problem] = list(read.problems)
        self._reader = read.reader or TableReader(self.file, self.lines)
        self._codes: dict[KeyPath, set[str]] = {}
        self._assumed: set[KeyPath] = set()
        self.sheet: Sheet | None = read.sheet
        self.items: list[DraftItem] = []
        if read.sheet is not None:
            self.items = [
                DraftItem(item, ("item", index), whole=True)
                for index, item in enumerate(read.sheet.items)
            ]
            return
        for index, entry in self.tables("item"):
            item, whole = self._item(entry, ("item", index))
            if item is not None:
                self.items.append(DraftItem(item, ("item", index), whole))

    def report(
        self, code: str, path: KeyPath, message: str, hint: str = "", *, about: KeyPath = ()
    ) -> None:
        """Note a problem at a key path; the registry says how bad it is.

        Args:
            code: A name in ``CODES``.
            path: The key path; it may lead on to keys that are not in the file.
            message: What is wrong.
            hint: How to mend it; left out, the remedy of the code.
            about: A place whose marks this problem puts in doubt (see ``codes_at``).
        """
        if any(path[:end] in self._assumed for end in range(len(path) + 1)):
            return  # the file does not say that
        self.problems.append(
            Problem(
                file=self.file,
                line=self.lines.line(path),
                key=self._reader.shown(path),
                message=message,
                hint=hint or CODES[code].remedy,
                severity=CODES[code].severity,
                code=code,
            )
        )
        self._codes.setdefault(about or path[:2], set()).add(code)

    def codes_at(self, place: KeyPath) -> set[str]:
        """Return the codes reported of an item so far."""
        return self._codes.get(place, set())

    def tables(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """Return the tables of a top-level list with their places, whatever is in them."""
        entries = self.table.get(name)
        if not isinstance(entries, list):
            return []
        return [(index, one) for index, one in enumerate(entries) if isinstance(one, dict)]

    def text(self, name: str) -> str:
        """Return a top-level text; empty if it is missing or none."""
        value = self.table.get(name, "")
        return value if isinstance(value, str) else ""

    def objectives(self) -> list[tuple[KeyPath, Objective]]:
        """Return the objectives that can be read, with their places."""
        found = []
        for index, entry in self.tables("objective"):
            place: KeyPath = ("objective", index)
            one = TableReader(self.file, self.lines).table(Objective, entry, place)
            if isinstance(one, Objective):
                found.append((place, one))
        return found

    def late(self) -> Late | None:
        """Return what the sheet says of late work, if it can be read."""
        entry = self.table.get("late")
        if not isinstance(entry, dict):
            return None
        one = TableReader(self.file, self.lines).table(Late, entry, ("late",))
        return one if isinstance(one, Late) else None

    def _item(self, entry: dict[str, Any], place: KeyPath) -> tuple[Item | None, bool]:
        """Read an item; if that fails, without what is wrong and can be left out or assumed."""
        noting = _NotingReader(self.file, self.lines)
        item = noting.table(Item, entry, place)
        if isinstance(item, Item):
            return item, True
        kind = entry.get("kind")
        pruned = deepcopy(entry)
        if not isinstance(kind, str) or kind not in ITEM_TYPES:
            return None, False
        for path in dict.fromkeys(noting.paths):
            below = path[len(place) :]
            assumed = _assume(pruned, ITEM_TYPES[kind], below)
            self._assumed |= {(*place, *one) for one in assumed}
            if not assumed and not _prune(pruned, ITEM_TYPES[kind], below):
                return None, False
        item = TableReader(self.file, self.lines).table(Item, pruned, place)
        return (item, False) if isinstance(item, Item) else (None, False)


class _NotingReader(TableReader):
    """Keeps the paths of its problems."""

    def __init__(self, file: str, lines: LineIndex) -> None:
        super().__init__(file, lines)
        self.paths: list[KeyPath] = []

    def report(self, path: KeyPath, message: str, hint: str, code: str) -> None:
        self.paths.append(path)
        super().report(path, message, hint, code)


def _prune(entry: dict[str, Any], cls: type[Any], path: KeyPath) -> bool:
    """Delete the innermost key on a path that the item can do without; False if none can."""
    holder: Any = entry
    inner: Any = cls
    found: tuple[dict[str, Any], str] | None = None
    for step in path:
        if isinstance(step, str):
            known = toml_keys(inner) if is_dataclass(inner) else {}  # type: ignore[arg-type]
            one, hint = known.get(step, (None, None))
            if one is None or one.default is not MISSING:
                found = (holder, step)
            inner = next((arg for arg in (hint, *get_args(hint)) if is_dataclass(arg)), None)
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            break
    if found is None:
        return False
    found[0].pop(found[1], None)
    return True


def _assume(entry: dict[str, Any], cls: type[Any], path: KeyPath) -> set[KeyPath]:
    """Put what is no mistake where a value is wrong, or where a table lacks keys.

    To leave it out would make new mistakes: a gap without an answer, an undated event.

    Returns:
        The paths that now hold what the file does not say; none if nothing can be assumed.
    """
    holder: Any = entry
    inner: Any = cls
    for step in path:
        if isinstance(holder, dict) and step not in holder:
            return set()  # left out already, or never there
        if isinstance(step, str):
            hint = toml_keys(inner)[step][1] if step in toml_keys(inner) else None
            below = next((arg for arg in (hint, *get_args(hint)) if is_dataclass(arg)), None)
            if below is None:
                value = None if hint is None else _stand_in(inner, step, path, holder[step])
                if value is None:
                    return set()
                holder[step] = value
                return {path}
            inner = below
        holder = holder[step]
    if not isinstance(holder, dict):
        return set()
    return _complete(holder, inner, path)


def _complete(table: dict[str, Any], cls: type[Any], path: KeyPath) -> set[KeyPath]:
    """Add the keys that a table lacks, if all of them can be assumed."""
    known = toml_keys(cls)  # type: ignore[arg-type]  # a class can be hashed
    lacking = [name for name, (one, _) in known.items() if one.default is MISSING]
    values = {
        name: _stand_in(cls, name, (*path, name), []) for name in lacking if name not in table
    }
    if None in values.values():
        return set()
    table.update(values)
    return {(*path, name) for name in values}


def _stand_in(cls: type[Any], name: str, path: KeyPath, value: object) -> object:
    """Return a value that the checks of other keys have nothing to say of, or None."""
    one, hint = toml_keys(cls)[name]  # type: ignore[arg-type]
    text = "-".join(("assumed", *map(str, path)))  # unlike any other
    if (cls is Cloze and name == "text") or (cls is Gap and name == "id"):
        return None  # each is looked up in the other
    if hint is str:
        return text
    if hint == tuple[str, ...]:
        entries = value if isinstance(value, list) else [value]
        said = [each if isinstance(each, str) and each.strip() else "" for each in entries]
        return [each or f"{text}-{at}" for at, each in enumerate(said)] or [text]
    if one.metadata.get("exact"):
        return "0"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str(next(iter(hint)))
    return None
