"""The data files behind the pages: read once, and noted so that an edit rebuilds a page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..bank import read_sheet, sheet_files
from ..claims import CLAIMS_FILE, read_claims
from ..display import sheet_build
from ..errors import did_you_mean
from ..evidence import FACTS_FILE, SOURCES_FILE, read_evidence
from ..timeline import TIMELINE_FILE, read_timeline
from .config import pack_root
from .notices import Notice, report, warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from ..bank import ReadSheet
    from ..claims import ReadClaims
    from ..evidence import Evidence, ReadEvidence
    from ..model import Item, Sheet
    from ..timeline import ReadTimeline
    from ..tomlfile import KeyPath

__all__ = [
    "OpenSheet",
    "all_sheets",
    "fact_lines",
    "find_item",
    "open_claims",
    "open_evidence",
    "open_sheet",
    "open_timeline",
]

_Stamp = tuple[int, int]


class OpenSheet(NamedTuple):
    """A worksheet without problems."""

    sheet: Sheet
    build: str
    """The hash of what students see of it."""
    path: Path
    line_of: Callable[[KeyPath], int]
    """The line of a key path in its file."""


def open_sheet(env: BuildEnvironment, name: str, location: str) -> OpenSheet | None:
    """Read a worksheet for the page at work; what is wrong with it is warned about.

    Args:
        env: The page that is being read will depend on the file.
        name: The sheet's id.
        location: ``file:line`` of what asks for it.

    Returns:
        None if there is no such sheet or it has errors.
    """
    known = {path.stem: path for path in sheet_files(pack_root(env.config))}
    path = known.get(name)
    if path is None:
        hint = did_you_mean(name, known) or f"no .toml file in {pack_root(env.config)}/exercises"
        warn(Notice.SHEET, f"no worksheet '{name}'", hint=hint, location=location)
        return None
    env.note_dependency(str(path))
    read = _sheet(path, _stamp(path))
    report(Notice.SHEET, read.problems)
    if read.sheet is None:
        return None
    return OpenSheet(read.sheet, sheet_build(read.sheet), path, read.lines.line)


def all_sheets(env: BuildEnvironment) -> list[tuple[Path, Sheet]]:
    """Return all sheets of the pack that can be read, by name of file."""
    read = [_sheet(path, _stamp(path)) for path in sheet_files(pack_root(env.config))]
    return [(one.path, one.sheet) for one in read if one.sheet]


def find_item(sheet: Sheet, item_id: str, location: str) -> Item | None:
    """Return an item of a sheet; a missing one is warned about."""
    for item in sheet.items:
        if item.id == item_id:
            return item
    hint = did_you_mean(item_id, [item.id for item in sheet.items])
    warn(Notice.ITEM, f"no item '{item_id}' in {sheet.id}", hint=hint, location=location)
    return None


def open_evidence(env: BuildEnvironment) -> Evidence:
    """Read the pack's facts and sources for the page at work; problems are warned about.

    What is sound can be used even if something else is wrong.
    """
    return _open(env).evidence


def fact_lines(env: BuildEnvironment) -> dict[str, int]:
    """Return the line in facts.toml at which each fact begins."""
    return _open(env).fact_lines


def open_claims(env: BuildEnvironment) -> ReadClaims:
    """Read the pack's claims for the page at work; problems are warned about."""
    root = pack_root(env.config)
    files = [root / name for name in (CLAIMS_FILE, FACTS_FILE)]
    env.note_dependency(str(files[0]))
    read = _claims(root, *map(_stamp, files))
    report(Notice.CLAIM, read.problems)
    return read


def open_timeline(env: BuildEnvironment) -> ReadTimeline:
    """Read the pack's timeline for the page at work; problems are warned about."""
    path = pack_root(env.config) / TIMELINE_FILE
    env.note_dependency(str(path))
    read = _timeline(pack_root(env.config), _stamp(path))
    report(Notice.TIMELINE, read.problems)
    return read


def _open(env: BuildEnvironment) -> ReadEvidence:
    root = pack_root(env.config)
    files = [root / FACTS_FILE, root / SOURCES_FILE]
    for path in files:
        if path.is_file():
            env.note_dependency(str(path))
    read = _evidence(root, *map(_stamp, files))
    report(Notice.EVIDENCE, read.problems)
    return read


def _stamp(path: Path) -> _Stamp:
    """Return what changes when a file does."""
    try:
        status = path.stat()
    except OSError:
        return (0, -1)
    return (status.st_mtime_ns, status.st_size)


# Keyed by the state of the file, so that two builds in one process cannot disturb each other.
@lru_cache(maxsize=64)
def _sheet(path: Path, _: _Stamp) -> ReadSheet:
    return read_sheet(path)


@lru_cache(maxsize=4)
def _claims(root: Path, _claims: _Stamp, _facts: _Stamp) -> ReadClaims:
    facts = _evidence(root, _facts, _stamp(root / SOURCES_FILE))
    return read_claims(root, facts.places if facts.readable else None)


@lru_cache(maxsize=4)
def _evidence(root: Path, _facts: _Stamp, _sources: _Stamp) -> ReadEvidence:
    return read_evidence(root)


@lru_cache(maxsize=4)
def _timeline(root: Path, _: _Stamp) -> ReadTimeline:
    return read_timeline(root)
