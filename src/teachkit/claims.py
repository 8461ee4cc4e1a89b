"""Pages that were checked, claim by claim: ``docs/evidence/claims.toml``."""

# ruff: noqa: RUF009 - `key` is our `dataclasses.field`

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .bank import FORMAT, LineIndex
from .errors import did_you_mean
from .evidence import FACTS_FILE
from .parts import key
from .tables import TableReader
from .tomlfile import parse_toml

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from .errors import Problem
    from .tomlfile import KeyPath

__all__ = [
    "CLAIMS_FILE",
    "ClaimTopic",
    "Ledger",
    "PageClaim",
    "PageVerdict",
    "ReadClaims",
    "Saying",
    "WebPage",
    "read_claims",
]

CLAIMS_FILE = "docs/evidence/claims.toml"
_LETTER = re.compile(r"[A-Z]")


class PageVerdict(StrEnum):
    """What a check of a claim found."""

    SUPPORTED = "supported"
    """Good sources say the same."""
    OUTDATED = "outdated"
    """It was right once."""
    IMPRECISE = "imprecise"
    """Partly right, or badly worded."""
    CONTRADICTED = "contradicted"
    """Good sources say otherwise."""
    UNVERIFIABLE = "unverifiable"
    """No evidence was found either way."""
    OPINION = "opinion"
    """A judgement, a forecast or a motive: nothing that one can look up."""

    @property
    def needs_facts(self) -> bool:
        """Whether it can only be given on the ground of facts."""
        return self not in (PageVerdict.UNVERIFIABLE, PageVerdict.OPINION)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """One page that was checked, described without its name."""

    id: str = key("Kebab-case id, unique among the pages.")
    letter: str = key("One capital letter, by which a class talks about it.")
    kind: str = key("What kind of page on what kind of site.")
    author: str = key("Who wrote it, or that nobody is named.")
    date: str = key("Its date, and what shows it from inside.")
    evidence: str = key("Which evidence it names.")
    interest: str = key("Who gains from readers.")
    strengths: str = key("What it does well.")
    weaknesses: str = key("What it does not.")
    tip: str = key("How a reader could have found out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one page answers to the question of a topic, in a few words."""

    page: str = key("Id of the page.")
    text: str = key("Its answer in a few words (inline Markdown).")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTopic:
    """One question to which claims belong."""

    id: str = key("Kebab-case id, unique among the topics.")
    text: str = key("The question.")
    holds: str = key("What holds, in a few words (inline Markdown).", default="")
    facts: tuple[str, ...] = key("Ids of the facts behind it.", default=())
    says: tuple[Saying, ...] = key("What each page says to it.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClaim:
    """One claim of a page, in our own words, with what a check of it found."""

    id: str = key("Kebab-case id, unique among the claims.")
    page: str = key("Id of the page.")
    topic: str = key("Id of the topic.")
    text: str = key("The claim in our own words (inline Markdown).")
    verdict: PageVerdict = key("What the check found.")
    facts: tuple[str, ...] = key("Ids of the facts that decide it.", default=())
    why: str = key("How they decide it (inline Markdown).")
    contradicts: tuple[str, ...] = key("Ids of claims that cannot hold with it.", default=())


@dataclass(frozen=True, slots=True)
class Ledger:
    """Pages, topics and claims by their ids, in the order of the file."""

    pages: dict[str, WebPage] = field(default_factory=dict)
    topics: dict[str, ClaimTopic] = field(default_factory=dict)
    claims: dict[str, PageClaim] = field(default_factory=dict)

    def page(self, name: str) -> WebPage | None:
        """Return the page that has an id or a letter."""
        found = (page for page in self.pages.values() if name in (page.id, page.letter))
        return next(found, None)

    def against(self, claim: PageClaim) -> list[PageClaim]:
        """Return the claims that cannot hold with one, whichever of the two says so."""
        return [
            other
            for other in self.claims.values()
            if other.id in claim.contradicts or claim.id in other.contradicts
        ]


@dataclass(frozen=True, slots=True)
class ReadClaims:
    """What came of reading the claims of a pack."""

    ledger: Ledger = field(default_factory=Ledger)
    """All that is sound."""
    problems: list[Problem] = field(default_factory=list)
    lines: LineIndex = field(default_factory=LineIndex)
    places: dict[str, dict[str, KeyPath]] = field(default_factory=dict)
    """Where each page, topic and claim stands in the file: kind, then id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClaimsFile:
    format: int = key("The version of this format: 1.")
    pages: tuple[WebPage, ...] = key("The pages.", toml="page")
    topics: tuple[ClaimTopic, ...] = key("The topics.", toml="topic")
    claims: tuple[PageClaim, ...] = key("The claims.", toml="claim")


def read_claims(root: Path, facts: Collection[str] | None = None) -> ReadClaims:
    """Read the claims of a pack and say what is wrong with them, without raising.

    Args:
        root: The pack's root; one without ``docs/evidence/claims.toml`` has no claims.
        facts: The ids of the pack's facts; None if they could not be read, and then
            nothing is said about those that claims name.
    """
    path = root / CLAIMS_FILE
    if not path.is_file():
        return ReadClaims()
    table, lines, problems = parse_toml(path)
    if table is None:
        return ReadClaims(problems=problems)
    reader = TableReader(str(path), lines)
    reader.table(_ClaimsFile, table, ())
    if table.get("format", FORMAT) != FORMAT:
        hint = f"this teachkit reads format = {FORMAT}"
        reader.report(("format",), "unknown format", hint, "unknown-format")
    places: dict[str, dict[str, KeyPath]] = {}
    pages = _entries(reader, table, "page", WebPage, places)
    topics = _entries(reader, table, "topic", ClaimTopic, places)
    claims = _entries(reader, table, "claim", PageClaim, places)
    ledger = Ledger(pages, topics, claims)
    _Links(reader, ledger, places, facts).check()
    return ReadClaims(_sound(ledger), reader.problems, lines, places)


def _sound(ledger: Ledger) -> Ledger:
    """Leave out what belongs to a page or topic that is not there."""
    claims = {
        name: one
        for name, one in ledger.claims.items()
        if one.page in ledger.pages and one.topic in ledger.topics
    }
    return Ledger(ledger.pages, ledger.topics, claims)


def _entries(
    reader: TableReader,
    table: dict[str, Any],
    name: str,
    cls: type[Any],
    places: dict[str, dict[str, KeyPath]],
) -> dict[str, Any]:
    """Read the tables of one name; those that are sound are kept even if others are not.

    Their problems were reported when the whole file was read.
    """
    seen = places.setdefault(name, {})
    made: dict[str, Any] = {}
    entries = table.get(name)
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        place: KeyPath = (name, index)
        own = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(own, str) and own in seen:
            hint = f"rename one of them; the first is in line {reader.lines.line(seen[own])}"
            reader.report((*place, "id"), f"two {name}s have this id", hint, "duplicate-id")
            continue
        if isinstance(own, str):
            seen[own] = place
        one = TableReader(reader.file, reader.lines).table(cls, entry, place)
        if one is not None:
            made[str(own)] = one
    return made


@dataclass(frozen=True, slots=True)
class _Links:
    """What the parts of a claims file say of each other, and of the facts."""

    reader: TableReader
    ledger: Ledger
    places: dict[str, dict[str, KeyPath]]
    facts: Collection[str] | None

    def check(self) -> None:
        """Report letters, ids and facts that are not as they must be."""
        letters: set[str] = set()
        for page in self.ledger.pages.values():
            if not _LETTER.fullmatch(page.letter) or page.letter in letters:
                at = (*self.places["page"][page.id], "letter")
                message = f"'{page.letter}' is not one capital letter, or another page has it"
                self.reader.report(at, message, "give each page a letter of its own", "bad-letter")
            letters.add(page.letter)
        for topic in self.ledger.topics.values():
            place = self.places["topic"][topic.id]
            self._facts(topic.facts, place, needed=bool(topic.holds))
            for index, saying in enumerate(topic.says):
                self._known("page", saying.page, (*place, "says", index, "page"))
        for claim in self.ledger.claims.values():
            place = self.places["claim"][claim.id]
            self._known("page", claim.page, (*place, "page"))
            self._known("topic", claim.topic, (*place, "topic"))
            self._facts(claim.facts, place, needed=claim.verdict.needs_facts)
            for index, other in enumerate(claim.contradicts):
                names = [name for name in self.places["claim"] if name != claim.id]
                self._known("claim", other, (*place, "contradicts", index), names)

    def _known(
        self, kind: str, name: str, place: KeyPath, known: Collection[str] | None = None
    ) -> None:
        names = self.places[kind] if known is None else known
        if name not in names:
            other = "other " if kind == "claim" else ""
            hint = _nearest(name, names) or f"take the id of a [[{kind}]]"
            self.reader.report(place, f"no {other}{kind} '{name}'", hint, f"unknown-{kind}")

    def _facts(self, facts: tuple[str, ...], place: KeyPath, *, needed: bool) -> None:
        if needed and not facts:
            hint = "name the facts that decide it: facts = [ … ]"
            self.reader.report(place, "rests on no fact", hint, "claim-without-fact")
        for index, fact in enumerate(facts):
            if self.facts is not None and fact not in self.facts:
                message = f"no fact '{fact}' in {FACTS_FILE}"
                hint = _nearest(fact, self.facts) or "add it there"
                self.reader.report((*place, "facts", index), message, hint, "unknown-fact")


def _nearest(word: str, known: Collection[str]) -> str:
    """Return ``did you mean``, or nothing: there are too many names to list them."""
    hint = did_you_mean(word, known)
    return hint if hint.startswith("did") else ""
