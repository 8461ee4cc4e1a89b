"""Writes what people accepted and rejected into the exercise file, and nothing else.

The file keeps its comments and its layout; each form adds a line or a word. The new file is
read and checked before it takes the old one's place.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..lint import load_sound_sheet
from ..marking.normal import normalise
from ..model import Cloze, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..gradebook.decisions import Decision
    from ..model import Sheet

__all__ = ["Saved", "save_to_bank"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written."""

    accepted: int
    rejected: int
    left: tuple[str, ...]
    """What the format has no place for, a sentence each."""


def save_to_bank(path: Path, sheet: Sheet, known: str, decisions: Iterable[Decision]) -> Saved:
    """Write decisions into a sheet's file.

    Args:
        path: The sheet's TOML file.
        sheet: The sheet as it was when the class was graded.
        known: The file's text then.
        decisions: Those that hold.

    Raises:
        ProblemsError: The file has changed since, ``tomlkit`` is not installed, or the file
            would no longer be sound. It is untouched then.
    """
    old = path.read_bytes()
    if old.decode("utf-8-sig", "replace") != known:
        hint = "regrade the results first, then save"
        raise _stop(path, "the sheet has changed since the class was graded", hint)
    tomlkit = _tomlkit(path)
    ends = "\r\n" if b"\r\n" in old else "\n"
    document = tomlkit.parse(known.replace("\r\n", "\n"))
    tables = {str(one["id"]): one for one in document["item"]}
    counts, left = [0, 0], []
    for one in decisions:
        fault = _add(tomlkit, tables, sheet, one, counts)
        left += [fault] if fault else []
    if any(counts):
        text = tomlkit.dumps(document)
        _write(path, text.replace("\n", ends), bom=old.startswith(b"\xef\xbb\xbf"))
    return Saved(counts[0], counts[1], tuple(left))


def _tomlkit(path: Path) -> Any:  # noqa: ANN401 - a module
    try:
        return import_module("tomlkit")
    except ImportError as error:
        hint = "pip install 'teachkit[review]'"
        raise _stop(path, "tomlkit is not installed", hint) from error


def _add(
    tomlkit: Any,  # noqa: ANN401 - a module
    tables: dict[str, Any],
    sheet: Sheet,
    one: Decision,
    counts: list[int],
) -> str:
    """Add one form; say why not if the format has no place for it, "" if all is well."""
    said = f"{one.item}{f'.{one.part}' if one.part else ''}: '{one.answer or one.form}'"
    item = sheet.item(one.item)
    if one.student or one.verdict not in ("accept", "reject"):
        return f"{said} is no plain right or wrong: not saved"
    text = one.answer.strip() or one.form
    if isinstance(item, Cloze) and one.part and one.verdict == "accept":
        gap = next(gap for gap in tables[one.item]["gap"] if gap["id"] == one.part)
        if "accept" not in gap:
            return f"{said}: the gap has no list of accepted answers: not saved"
        counts[0] += _append(gap["accept"], text)
    elif isinstance(item, Text) and item.need == 1 and not one.part:
        if one.verdict == "accept":
            counts[0] += _append(tables[one.item]["accept"], text)
        else:
            counts[1] += _reject(tomlkit, tables[one.item], text, one.reason)
    else:
        return f"{said}: {item.kind} items keep no list of {one.verdict}ed answers: not saved"
    return ""


def _append(accept: Any, text: str) -> bool:  # noqa: ANN401 - an array of tomlkit's
    """Add to an array in its own layout: one line stays one line."""
    if normalise(text) in {normalise(str(one)) for one in accept}:
        return False
    lines = accept.as_string().split("\n")
    if len(lines) > 1:
        indent = len(lines[1]) - len(lines[1].lstrip())
        accept.add_line(text, indent=" " * indent, newline=True)
    else:
        accept.append(text)
    return True


def _reject(tomlkit: Any, table: Any, text: str, why: str) -> bool:  # noqa: ANN401 - tomlkit's
    """Add a ``[[item.reject]]`` table."""
    known = table.get("reject", [])
    if normalise(text) in {normalise(str(one["text"])) for one in known}:
        return False
    entry = tomlkit.table()
    entry.add("text", text)
    if why:
        entry.add("why", why)
    if "reject" in table:
        table["reject"].append(entry)
    else:
        rows = tomlkit.aot()
        rows.append(entry)
        table.add("reject", rows)
    return True


def _write(path: Path, text: str, *, bom: bool) -> None:
    """Put the new text in the file's place if it is still a sound sheet."""
    new = path.with_name(f".{path.stem}.{os.getpid()}.new.toml")
    try:
        new.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.encode())
        tomllib.loads(text)
        try:
            load_sound_sheet(new)
        except ProblemsError as error:
            said = "; ".join(f"{one.key}: {one.message}" for one in error.problems)
            hint = "take the decision back, or mend the sheet by hand"
            raise _stop(path, f"with these decisions the sheet would be wrong: {said}", hint) from (
                error
            )
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _stop(path: Path, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=str(path), message=message, hint=hint, code="not-saved")])
