"""What the pages and the keys rest on: facts with their sources, below ``docs/evidence``."""

# ruff: noqa: RUF009 - `key` is our `dataclasses.field`

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date  # noqa: TC003 - the reader looks it up
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .bank import FORMAT, LineIndex
from .bibliography import SourceEntry, read_bibliography
from .errors import Problem, ProblemsError, did_you_mean
from .parts import key
from .tables import TableReader
from .tomlfile import parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from .bibliography import Bibliography
    from .tomlfile import KeyPath

__all__ = [
    "FACTS_FILE",
    "SOURCES_FILE",
    "Confidence",
    "Evidence",
    "Fact",
    "ReadEvidence",
    "SourceEntry",
    "load_evidence",
    "read_evidence",
]

FACTS_FILE = "docs/evidence/facts.toml"
SOURCES_FILE = "docs/evidence/sources.bib"


class Confidence(StrEnum):
    """How far a fact can be relied on."""

    HIGH = "high"
    """A primary source, or two good ones that do not copy each other."""
    MEDIUM = "medium"
    """One secondary source, or sources that differ."""
    LOW = "low"
    """An anecdote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact, in our own words."""

    id: str = key("Kebab-case id, unique in the file.")
    text: str = key("The fact (inline Markdown).")
    sources: tuple[str, ...] = key("Keys of its entries in sources.bib.", toml="source")
    as_of: str = key("The date or time it holds for, in words.", toml="as-of")
    confidence: Confidence = key("high, medium or low.")
    checked: date = key("The day it was last checked, without quotes: 2026-11-21.")
    recheck: date = key("The day to check it again, without quotes: 2027-11-21.")
    note: str = key("Anything a teacher should know about it.", default="")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts and sources of a pack, in the order of their files."""

    facts: dict[str, Fact] = field(default_factory=dict)
    sources: dict[str, SourceEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """What came of reading the evidence of a pack."""

    evidence: Evidence
    """All that could be read."""
    problems: list[Problem]
    places: dict[str, KeyPath] = field(default_factory=dict)
    """Where each fact stands in its file, also of those that are not sound."""
    lines: LineIndex = field(default_factory=LineIndex)
    readable: bool = True
    """False if the facts file could not be read at all."""

    @property
    def fact_lines(self) -> dict[str, int]:
        """The line at which each fact begins."""
        return {name: self.lines.line(place) for name, place in self.places.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _FactsFile:
    format: int = key("The version of this format: 1.")
    facts: tuple[Fact, ...] = key("The facts.", toml="fact", default=())


def load_evidence(root: Path) -> Evidence:
    """Read the facts and sources of a pack.

    Args:
        root: The pack's root; ``docs/evidence/facts.toml`` and ``sources.bib`` are below
            it. A pack without them has no evidence.

    Raises:
        ProblemsError: with all problems of both files.
    """
    read = read_evidence(root)
    if read.problems:
        # Unread sources are a warning to a check, but nothing can be built without them.
        raise ProblemsError(replace(problem, severity="error") for problem in read.problems)
    return read.evidence


def read_evidence(root: Path) -> ReadEvidence:
    """Read the evidence of a pack and say what is wrong with it, without raising."""
    sources = read_bibliography(root / SOURCES_FILE)
    path = root / FACTS_FILE
    if not path.is_file():
        return ReadEvidence(Evidence({}, sources.entries), sources.problems)
    table, lines, problems = parse_toml(path)
    if table is None:
        evidence = Evidence({}, sources.entries)
        return ReadEvidence(evidence, [*problems, *sources.problems], readable=False)
    reader = TableReader(str(path), lines)
    facts, places = _read_facts(reader, table, sources)
    problems = [*reader.problems, *sources.problems]
    return ReadEvidence(Evidence(facts, sources.entries), problems, places, lines)


def _read_facts(
    reader: TableReader, table: dict[str, Any], sources: Bibliography
) -> tuple[dict[str, Fact], dict[str, KeyPath]]:
    """Read all facts; those that are sound are kept even if others are not."""
    reader.table(_FactsFile, table, ())
    if table.get("format", FORMAT) != FORMAT:
        hint = f"this teachkit reads format = {FORMAT}"
        reader.report(("format",), "unknown format", hint, "unknown-format")
    facts: dict[str, Fact] = {}
    places: dict[str, KeyPath] = {}
    entries = table.get("fact")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        place: KeyPath = ("fact", index)
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and name in places:
            hint = f"rename one of them; the first is in line {reader.lines.line(places[name])}"
            reader.report((*place, "id"), "two facts have this id", hint, "duplicate-id")
            continue
        if isinstance(name, str):
            places[name] = place
        fact = TableReader(reader.file, reader.lines).table(Fact, entry, place)
        if isinstance(fact, Fact):
            facts[fact.id] = fact
            _check_fact(reader, fact, place, sources)
    return facts, places


def _check_fact(reader: TableReader, fact: Fact, place: KeyPath, sources: Bibliography) -> None:
    if fact.recheck < fact.checked:
        reader.report(
            (*place, "recheck"),
            f"lies before the day it was checked ({fact.checked})",
            "say when it must be looked at again",
            "recheck-before-checked",
        )
    for index, source in enumerate(fact.sources):
        if sources.checked and source not in sources.entries:
            reader.report(
                (*place, "source", index),
                f"no source '{source}' in {SOURCES_FILE}",
                did_you_mean(source, sources.entries) or "add it there",
                "unknown-source",
            )
