"""What a sheet points to outside itself: facts, lesson, sections, objectives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import Problem, did_you_mean
from ..evidence import FACTS_FILE, Evidence, ReadEvidence, read_evidence
from .codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from .draft import Draft, DraftItem

__all__ = ["Pack", "check_item", "check_sheet", "nearest", "stale_facts"]

_LABEL = re.compile(
    r"^\(([^()\s]+)\)=\s*$|^:name:\s*(\S+)\s*$|\{[^{}\n]*#([\w:.-]+)[^{}\n]*\}"
    r"|^\.\. _([^:\n]+):\s*$",
    re.MULTILINE,
)
_PAGES = (".md", ".rst")


@dataclass(frozen=True)
class Pack:
    """What sheets can point to: the pages and the evidence of the pack around them."""

    root: Path
    docs: Path | None
    """None outside a pack: then nothing can be looked up."""
    evidence: ReadEvidence
    _labels: dict[str, frozenset[str] | None] = field(default_factory=dict)

    @classmethod
    def around(cls, root: Path) -> Pack:
        """Find the pack that a root, a folder of sheets or a sheet belongs to."""
        folder = _parent(root) if root.is_file() else root
        if folder.resolve().name == "exercises" and (_parent(folder) / "docs").is_dir():
            folder = _parent(folder)
        docs = folder / "docs"
        if not docs.is_dir():
            return cls(folder, None, ReadEvidence(Evidence(), []))
        return cls(folder, docs, read_evidence(folder))

    def labels(self, lesson: str) -> frozenset[str] | None:
        """Return the labels in the pages of a lesson (of all, if it is empty).

        None if there is no such page below docs/, or no pack.
        """
        if lesson not in self._labels:
            try:
                pages = self._pages(lesson)
            except (OSError, ValueError):  # a name that no file can have
                pages = []
            found = [_LABEL.findall(page.read_text("utf-8", "replace")) for page in pages]
            names = {name for page in found for groups in page for name in groups if name}
            self._labels[lesson] = frozenset(names) if pages else None
        return self._labels[lesson]

    def lessons(self) -> list[str]:
        """Return the folders below docs/ that have pages."""
        pages = [page for end in _PAGES for page in (self.docs or self.root).rglob(f"*{end}")]
        folders = {page.parent.relative_to(self.docs or self.root).as_posix() for page in pages}
        return sorted(folders - {"."})

    def _pages(self, lesson: str) -> list[Path]:
        if self.docs is None:
            return []
        place = self.docs / lesson
        if not place.resolve().is_relative_to(self.docs.resolve()):
            return []
        if place.is_dir():
            return sorted(page for page in place.rglob("*.*") if page.suffix in _PAGES)
        return [page for end in ("", *_PAGES) if (page := self.docs / f"{lesson}{end}").is_file()]


def check_sheet(draft: Draft, pack: Pack) -> None:
    """Check the lesson, and that each objective is served."""
    lesson = draft.text("lesson")
    outward = lesson or any(one.item.facts or one.item.section for one in draft.items)
    if pack.docs is None and outward:
        place = ("lesson",) if lesson else ()
        draft.report("no-pack", place, f"there is no {pack.root / 'docs'} to look things up in")
    elif lesson and pack.labels(lesson) is None:
        hint = nearest(lesson, pack.lessons())
        draft.report("unknown-lesson", ("lesson",), f"there is no page in docs/{lesson}", hint)
    if draft.sheet is None:
        return
    served = {one.item.objective for one in draft.items}
    for path, objective in draft.objectives():
        if objective.id not in served:
            draft.report("objective-unused", path, "no item serves this objective")


def check_item(draft: Draft, one: DraftItem, pack: Pack) -> None:
    """Check the objective, facts and section that an item names."""
    item, place = one.item, one.place
    objectives = {entry.get("id") for _, entry in draft.tables("objective")}
    if item.objective and item.objective not in objectives:
        draft.report(
            "unknown-objective",
            (*place, "objective"),
            f"the sheet has no objective '{item.objective}'",
            did_you_mean(item.objective, (str(name) for name in objectives)),
        )
    if pack.docs is None:
        return
    known = pack.evidence.places
    for at, fact in enumerate(item.facts):
        if fact not in known and pack.evidence.readable:
            message = f"no fact '{fact}' in {FACTS_FILE}"
            draft.report("unknown-fact", (*place, "facts", at), message, nearest(fact, known))
    labels = pack.labels(draft.text("lesson"))
    if item.section and labels is not None and item.section not in labels:
        message = f"no label '{item.section}' in the lesson's pages"
        draft.report("unknown-section", (*place, "section"), message, nearest(item.section, labels))


def stale_facts(pack: Pack, today: date) -> Iterator[Problem]:
    """Find the facts that should have been checked again before today."""
    for name, fact in pack.evidence.evidence.facts.items():
        if fact.recheck < today:
            yield Problem(
                file=str(pack.root / FACTS_FILE),
                line=pack.evidence.lines.line((*pack.evidence.places[name], "recheck")),
                key=f"fact[{name}].recheck",
                message=f"was to be checked again by {fact.recheck}",
                hint=CODES["fact-stale"].remedy,
                severity=CODES["fact-stale"].severity,
                code="fact-stale",
            )


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean``, or nothing: a pack has too many names to list them."""
    hint = did_you_mean(word, known)
    return hint if hint.startswith("did") else ""


def _parent(path: Path) -> Path:
    return path.parent if path.name not in ("", "..") else path / ".."
