"""Who gains and who loses, because of what: for the terminal, as CSV, and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..gradebook.amounts import decimal, short
from ..gradebook.markup import escape, inline, plain
from ..gradebook.spreadsheet import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ..model import Sheet
    from .replay import Change

__all__ = ["regrade_csv", "regrade_html", "regrade_text"]

_COLUMNS = (
    "student item response old_state old_points new_state new_points change kept because".split()
)
_CSS = Path(__file__).parents[1] / "gradebook" / "feedback.css"
_CHARS = 40


def _points(value: Fraction | None) -> str:
    return "open" if value is None else short(value)


def _row(one: Change) -> tuple[str, ...]:
    old, new = one.old, one.new
    gain = one.gain
    return (
        one.student,
        one.item,
        one.response,
        old.state if old else "",
        decimal(old.points) if old and old.points is not None else "",
        new.state if new else "",
        decimal(new.points) if new and new.points is not None else "",
        "" if gain is None else decimal(gain),
        "yes" if one.kept else "",
        "; ".join(one.causes),
    )


def regrade_csv(changes: Sequence[Change]) -> str:
    """Write every changed mark as a row."""
    return csv_text([_COLUMNS, *map(_row, changes)])


def _causes(changes: Sequence[Change]) -> dict[tuple[str, str], list[Change]]:
    """Group changes by item and cause, in the order met."""
    found: dict[tuple[str, str], list[Change]] = {}
    for one in changes:
        found.setdefault((one.item, "; ".join(one.causes)), []).append(one)
    return found


def _counts(changes: Sequence[Change]) -> str:
    """Say how many gain, lose, open or close."""
    gains = [one.gain for one in changes if one.gain is not None and not one.kept]
    up, down = sum(one > 0 for one in gains), sum(one < 0 for one in gains)
    kept = sum(one.kept for one in changes)
    same = len(changes) - up - down - kept
    words = [(up, "gain"), (down, "lose"), (kept, "would lose and keep"), (same, "other")]
    return ", ".join(f"{number} {word}" for number, word in words if number)


def _moved(one: Change) -> str:
    before, after = (
        _points(one.old.points if one.old else None),
        _points(one.new.points if one.new else None),
    )
    return f"{before} -> {after}" + (f", stays {before}" if one.kept else "")


def regrade_text(sheet: Sheet, state: str, changes: Sequence[Change]) -> str:
    """Write a table for the terminal: each cause, then whose mark it changed."""
    lines = [f"{plain(sheet.title)} ({sheet.id}), {state}"]
    if not changes:
        return "\n".join([*lines, "no mark changes"])
    lines.append(f"{len(changes)} marks change: {_counts(changes)}")
    for (item, cause), found in _causes(changes).items():
        lines.append(f"{item}: {cause}")
        for one in found:
            said = " ".join(one.response.split())
            cut = said if len(said) <= _CHARS else said[: _CHARS - 1] + "…"
            shown = "".join(char if char.isprintable() else "?" for char in cut)
            lines.append(f"  {one.student:<12} {_moved(one):<14} {shown}")
    return "\n".join(lines)


def regrade_html(sheet: Sheet, state: str, changes: Sequence[Change]) -> str:
    """Write the same as a page that needs nothing else and prints well."""
    css = _CSS.read_text(encoding="utf-8").strip()
    title = f"Regrade: {plain(sheet.title)}"
    parts = [f"<h1>Regrade: {inline(sheet.title)}</h1>", f'<p class="quiet">{escape(state)}</p>']
    counted = f"{len(changes)} marks change: {_counts(changes)}." if changes else "No mark changes."
    parts.append(f'<p class="sum"><strong>{counted}</strong></p>')
    for (item, cause), found in _causes(changes).items():
        rows = "".join(
            f'<tr><th scope="row"><bdi>{escape(one.student)}</bdi></th>'
            f'<td><bdi class="said">{escape(one.response)}</bdi></td>'
            f"<td>{escape(_moved(one))}</td></tr>"
            for one in found
        )
        parts.append(
            f"<h2>{escape(item)}</h2><p>Because: <bdi>{escape(cause)}</bdi></p>"
            f"<table><caption>{escape(_counts(found))}</caption>"
            '<thead><tr><th scope="col">Student</th><th scope="col">Answer</th>'
            f'<th scope="col">Points</th></tr></thead><tbody>{rows}</tbody></table>'
        )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(sheet.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>\n{css}\ncaption {{ text-align: left }}\n"
        "</style>\n</head>\n<body>\n<main>\n" + "\n".join(parts) + "\n</main>\n</body>\n</html>\n"
    )
