"""Reads, writes and merges ``decisions.toml``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from unicodedata import category

from ..classwork import shown
from ..errors import Problem, ProblemsError, did_you_mean
from ..tomlfile import parse_toml
from .decisions import VERDICTS, Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = [
    "DECISIONS",
    "DecisionsFile",
    "merge",
    "read_decisions",
    "read_given",
    "render",
    "turned_round",
]

DECISIONS = "decisions.toml"
"""The file's name in a folder of results."""

_FORMAT = 1
_TEXTS = ("who", "when", "item", "part", "form", "answer", "student", "response", "verdict")
_KEYS = (*_TEXTS, "credit", "levels", "reason")
_CREDIT = re.compile(r"\d{1,6}(?:\.\d{1,9}|/[1-9]\d{0,5})?", re.ASCII)
_BAD_WHO = re.compile(r"[:\x00-\x1f]|.{61}")
_CONTROL = re.compile("[\\x7f-\\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class DecisionsFile:
    """A file of decisions as it was read."""

    text: str = ""
    entries: tuple[Decision, ...] = ()


def read_decisions(path: Path, sheet_id: str) -> DecisionsFile:
    """Read a file of decisions.

    Args:
        path: The file; one that is not there holds no decisions.
        sheet_id: The sheet they must be on.

    Raises:
        ProblemsError: It is damaged or on another sheet; with everything that is wrong.
    """
    if not path.exists():
        return DecisionsFile()
    table, lines, problems = parse_toml(path)
    if table is None:
        raise ProblemsError(problems)
    reader = _Reader(str(path))
    reader.top(table, sheet_id)
    listed = table.get("decision", [])
    if not isinstance(listed, list):
        reader.wrong(0, "decision", "must be [[decision]] tables", "write [[decision]] above each")
        listed = []
    entries = [
        reader.entry(one, lines.line(("decision", place))) for place, one in enumerate(listed)
    ]
    if reader.problems:
        raise ProblemsError(reader.problems)
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    return DecisionsFile(text, tuple(one for one in entries if one is not None))


def read_given(path: Path, sheet_id: str) -> DecisionsFile:
    """Read a file that the user named: it must be there."""
    if not path.is_file():
        message, hint = "there is no such file of decisions", "name the file that was saved"
        raise ProblemsError(
            [Problem(file=str(path), message=message, hint=hint, code="no-decisions")]
        )
    return read_decisions(path, sheet_id)


class _Reader:
    """Turns plain tables into decisions; notes every problem."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, line: int, key: str, message: str, hint: str) -> None:
        self.problems.append(
            Problem(
                file=self.file, line=line, key=key, message=message, hint=hint, code="decisions"
            )
        )

    def top(self, table: dict[str, Any], sheet_id: str) -> None:
        """Check the keys above the decisions."""
        if table.get("format") != _FORMAT:
            self.wrong(1, "format", "unknown format", f"this teachkit reads format = {_FORMAT}")
        if table.get("sheet") != sheet_id:
            said = shown(str(table.get("sheet", "")))
            hint = f"decisions on this sheet say sheet = {sheet_id!r}"
            self.wrong(1, "sheet", f"the decisions are on the sheet {said}", hint)
        for name in table.keys() - {"format", "sheet", "decision"}:
            self.wrong(1, name, "unknown key", did_you_mean(name, ("format", "sheet", "decision")))

    def entry(self, value: object, line: int) -> Decision | None:
        """Read one decision; ``None`` if something is wrong with it."""
        before = len(self.problems)
        if not isinstance(value, dict):
            self.wrong(line, "decision", "must be a table", "write [[decision]] above it")
            return None
        for name in value.keys() - set(_KEYS):
            self.wrong(line, name, "unknown key", did_you_mean(name, _KEYS))
        texts = self._texts(value, line)
        verdict = value.get("verdict")
        if verdict and verdict not in VERDICTS:
            hint = did_you_mean(str(verdict)[:40], VERDICTS)
            self.wrong(line, "verdict", f"{shown(str(verdict))} is no verdict", hint)
        credit, levels = self._credit(value, line), self._levels(value, line)
        if len(self.problems) > before:
            return None
        return Decision(**texts, credit=credit, levels=levels, line=line)

    def _texts(self, value: dict[str, Any], line: int) -> dict[str, str]:
        texts = {name: value.get(name, "") for name in (*_TEXTS, "reason")}
        for name, text in texts.items():
            if not isinstance(text, str):
                self.wrong(line, name, "must be a text", f'write {name} = "…"')
        for name in ("who", "item", "verdict"):
            if not value.get(name):
                self.wrong(line, name, "is missing", f'add {name} = "…"')
        if "form" not in value and not value.get("student"):
            self.wrong(line, "form", "neither form nor student", "say what was decided on")
        who = value.get("who")
        if isinstance(who, str) and (_BAD_WHO.search(who) or any(map(_is_unseen, who))):
            message = "holds a colon or a line break, or a sign that is not seen"
            self.wrong(line, "who", message, "initials are enough")
        elif isinstance(who, str):
            texts["who"] = who.strip()
            if not texts["who"]:
                self.wrong(line, "who", "is empty", "initials are enough")
        return texts

    def _credit(self, value: dict[str, Any], line: int) -> Fraction | None:
        said = value.get("credit")
        if value.get("verdict") != "credit":
            if said is not None:
                self.wrong(line, "credit", "belongs to the verdict 'credit'", "take it out")
            return None
        credit = _exact(said)
        if credit is None or not 0 <= credit <= 1:
            hint = 'write credit = "1/2", or another share from 0 to 1'
            self.wrong(line, "credit", "is no share from 0 to 1", hint)
            return None
        return credit

    def _levels(self, value: dict[str, Any], line: int) -> tuple[tuple[str, Fraction], ...]:
        said = value.get("levels")
        if value.get("verdict") != "levels":
            if said is not None:
                self.wrong(line, "levels", "belongs to the verdict 'levels'", "take it out")
            return ()
        points = {name: _exact(one) for name, one in said.items()} if isinstance(said, dict) else {}
        if not points or None in points.values():
            hint = 'write levels = { claim = "2", … } with the points of each criterion'
            self.wrong(line, "levels", "must give points for each criterion", hint)
            return ()
        return tuple(sorted((name, one) for name, one in points.items() if one is not None))


def _is_unseen(char: str) -> bool:
    """Whether a sign only controls how others look; a space of any width is none."""
    return category(char)[0] == "C" or category(char) in ("Zl", "Zp")


def _exact(value: object) -> Fraction | None:
    """Read an exact number written as a text."""
    return Fraction(value) if isinstance(value, str) and _CREDIT.fullmatch(value) else None


def render(decision: Decision) -> str:
    """Write one decision as TOML."""
    lines = ["[[decision]]"]
    for name in ("who", "when", "item", "part", "form", "answer", "student", "response"):
        text = getattr(decision, name)
        if text or (name == "form" and not decision.student):
            lines.append(f"{name} = {_quoted(text)}")
    lines.append(f"verdict = {_quoted(decision.verdict)}")
    if decision.credit is not None:
        lines.append(f'credit = "{decision.credit}"')
    if decision.levels:
        pairs = ", ".join(f'{_quoted(name)} = "{points}"' for name, points in decision.levels)
        lines.append(f"levels = {{ {pairs} }}")
    if decision.reason:
        lines.append(f"reason = {_quoted(decision.reason)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a TOML string; whatever could change how the file looks is escaped."""
    safe = json.dumps(text, ensure_ascii=False)
    return _CONTROL.sub(_escaped, safe)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def merge(sheet_id: str, first: DecisionsFile, others: Iterable[DecisionsFile]) -> DecisionsFile:
    """Add to a file what others hold more; nothing in it changes.

    Each person's decisions on the same answers are a history. A longer one goes on where
    the shorter one ends; one that went another way adds its last word.
    """
    entries = list(first.entries)
    added: list[Decision] = []
    for other in others:
        for key, history in _histories(other.entries).items():
            known = _histories(entries).get(key, [])
            more = _more(known, history)
            added += more
            entries += more
    if not added:
        return first
    head = first.text or f"format = {_FORMAT}\nsheet = {_quoted(sheet_id)}\n"
    text = head.rstrip("\n") + "\n" + "".join(f"\n{render(one)}" for one in added)
    return DecisionsFile(text, tuple(entries))


def turned_round(first: DecisionsFile, others: Iterable[DecisionsFile]) -> list[Decision]:
    """Return decisions of files that say something else than one person said before.

    Their history does not go on from the one that is known: perhaps two people have the same
    initials.
    """
    entries = list(first.entries)
    found = []
    for other in others:
        known = _histories(entries)
        for key, history in _histories(other.entries).items():
            mine = known.get(key, history)
            forks = mine[: len(history)] != history and history[: len(mine)] != mine
            if forks and mine[-1].outcome != history[-1].outcome:
                found.append(history[-1])
            entries += _more(known.get(key, []), history)
    return found


def _histories(entries: Sequence[Decision]) -> dict[tuple[object, ...], list[Decision]]:
    found: dict[tuple[object, ...], list[Decision]] = {}
    for one in entries:
        found.setdefault((one.who, *one.key), []).append(one)
    return found


def _more(known: list[Decision], history: list[Decision]) -> list[Decision]:
    """Return what a history adds to the one that is known."""
    if history[: len(known)] == known:
        return history[len(known) :]
    if known[: len(history)] == history or known[-1] == history[-1]:
        return []
    return [history[-1]]
