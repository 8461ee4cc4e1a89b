"""What must hold for every sheet and item: ids, ranges, rules."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import did_you_mean
from ..late import due_time
from ..marking.normal import normalise
from ..marking.verdicts import show
from ..model import Choice, Essay, Multi, Number, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Item
    from ..tomlfile import KeyPath
    from .draft import Draft, DraftItem

__all__ = ["check_item", "check_late", "check_sheet", "check_sheets", "same_texts", "unique_ids"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ABOVE_ZERO = (("points",), ("minutes",))
_COLUMNS = frozenset(
    "student name variant attempt time timestamp item part response total percent open correct "
    "partial incorrect unsure blank unreadable missing excused".split()
)
"""Columns of a wide CSV or of the gradebook that are no items'."""
_PARTS = ("option", "gap", "pair", "event", "claim", "criterion")


def check_sheets(drafts: Sequence[Draft]) -> None:
    """Find a sheet id that two files have."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        name = draft.text("id")
        if not name:
            continue
        if name in first:
            other = first[name].file
            draft.report("duplicate-id", ("id",), f"{other} has this id too")
        first.setdefault(name, draft)


def check_sheet(draft: Draft) -> None:
    """Check what stands at the top of a file, and the ids in it."""
    name = draft.text("id")
    if name and name != draft.path.stem:
        draft.report(
            "sheet-id",
            ("id",),
            f"'{name}' is not the file's name '{draft.path.stem}'",
            f'write id = "{draft.path.stem}", or name the file {name}.toml',
        )
    language = draft.text("language")
    if language and not _LANGUAGE.fullmatch(language):
        draft.report("bad-language", ("language",), f"'{language}' is no language tag")
    check_late(draft)
    for kind in ("objective", "item"):
        unique_ids(draft, _ids(draft.tables(kind), (kind,)), f"two {kind}s have this id")
    for path, name in _ids(draft.tables("item"), ("item",)):
        if name in _COLUMNS:
            message = f"a class's tables have a column '{name}' of their own"
            draft.report("reserved-id", path, message)
    for index, entry in draft.tables("item"):
        for part in _PARTS:
            entries = entry.get(part)
            if isinstance(entries, list):
                listed = list(enumerate(entries))
                ids = _ids(listed, ("item", index, part))
                unique_ids(draft, ids, f"two {_plural(part)} have this id")


def check_late(draft: Draft) -> None:
    """Check what the sheet says of late work."""
    late = draft.late()
    if late is None:
        return
    if due_time(late.due) is None:
        draft.report("bad-due", ("late", "due"), f"'{late.due}' is no time with an hour")
    for name, value, high in (
        ("grace", late.grace, 100_000),
        ("per-day", late.per_day, 100),
        ("cut-off", late.cut_off or 0, 3650),
        ("floor", late.floor, 100),
    ):
        if not 0 <= value <= high:
            message = f"{show(Fraction(value))} is out of range"
            draft.report(
                "out-of-range", ("late", name), message, f"write a number from 0 to {high}"
            )


def check_item(draft: Draft, one: DraftItem) -> None:
    """Check what all kinds have in common."""
    item, place = one.item, one.place
    rules = (item.default_rule, *item.other_rules)
    if item.rule_name not in rules:
        hint = did_you_mean(item.rule, rules)
        message = f"items of kind {item.kind} have no rule '{item.rule}'"
        draft.report("unknown-rule", (*place, "rule"), message, hint)
    for path, value, low, high in _numbers(item):
        above = path in _ABOVE_ZERO
        if value < low or (above and value == 0) or (high is not None and value > high):
            hint = f"write a number from {low} to {high}" if high else "write 0 or more"
            hint = "write a number above 0" if above else hint
            message = f"{show(Fraction(value))} is out of range"
            draft.report("out-of-range", (*place, *path), message, hint)


def unique_ids(draft: Draft, ids: Iterable[tuple[KeyPath, str]], message: str) -> None:
    """Report each id that stands a second time."""
    first: dict[str, int] = {}
    for path, one in ids:
        line = draft.lines.line(path)
        if one in first:
            draft.report(
                "duplicate-id",
                path,
                message,
                f"rename one of them; the first is in line {first[one]}",
            )
        first.setdefault(one, line)


def same_texts(draft: Draft, texts: Iterable[tuple[KeyPath, str]], noun: str) -> None:
    """Report each text that reads like an earlier one."""
    first: dict[str, int] = {}
    for path, text in texts:
        form = normalise(text) or text.strip()
        if form in first:
            message = f"reads the same as the {noun} in line {first[form]}"
            draft.report("same-text", path, message)
        first.setdefault(form, draft.lines.line(path))


def _ids(entries: Iterable[tuple[int, Any]], base: KeyPath) -> list[tuple[KeyPath, str]]:
    return [
        ((*base, index, "id"), entry["id"])
        for index, entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    ]


def _plural(part: str) -> str:
    return "criteria" if part == "criterion" else f"{part}s"


_Range = tuple["KeyPath", "Fraction | int", int, int | None]


def _numbers(item: Item) -> list[_Range]:
    """Return the numbers of an item with the lowest and highest value each may have."""
    found: list[_Range] = [
        (("points",), item.points, 0, None),
        (("minutes",), item.minutes, 0, None),
    ]
    found += [(("test", at, "score"), one.score, 0, 1) for at, one in enumerate(item.tests)]
    match item:
        case Choice() | Multi():
            found += [
                (("option", at, "credit"), one.credit, 0, 1)
                for at, one in enumerate(item.options)
                if one.credit is not None
            ]
        case Number():
            found.append((("tolerance",), item.tolerance, 0, None))
            for at, near in enumerate(item.near):
                found.append((("near", at, "within"), near.within, 0, None))
                found.append((("near", at, "credit"), near.credit, 0, 1))
        case Text():
            found.append((("lines",), item.lines, 1, 30))
        case Essay():
            found.append((("lines",), item.lines, 0, 100))
            for at, row in enumerate(item.criteria):
                found += [
                    (("criterion", at, "level", place, "points"), level.points, 0, None)
                    for place, level in enumerate(row.levels)
                ]
        case _:
            pass
    return found
