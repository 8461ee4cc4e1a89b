"""The data files behind the pages: read once, and noted so that an edit rebuilds a page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

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

    from ..claims import ReadClaims
    from ..errors import Problem
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
    keys: dict[str, str]
    """What the script of a page knows of practice items, by their ids, once it was asked for."""


def open_sheet(env: BuildEnvironment, name: str, location: str) -> OpenSheet | None:
    """Read a worksheet for the page at work; what is wrong with it is warned about.

    Args:
        env: The page that is being read will depend on the file.
        name: The sheet's id.
        location: ``file:line`` of what asks for it.

    Returns:
        None if there is no such sheet or it has errors.
    """
    opened = cast("dict[str, OpenSheet]", env.temp_data.setdefault("teachkit-sheets", {}))
    if name in opened:
        return opened[name]
    known = {path.stem: path for path in sheet_files(pack_root(env.config))}
    path = known.get(name)
    if path is None:
        hint = did_you_mean(name, known) or f"no .toml file in {pack_root(env.config)}/exercises"
        warn(Notice.SHEET, f"no worksheet '{name}'", hint=hint, location=location)
        return None
    env.note_dependency(str(path))
    problems, sheet = _sheet(path, _stamp(path))
    report(Notice.SHEET, problems)
    if sheet is None:
        return None
    opened[name] = sheet
    return sheet


def all_sheets(env: BuildEnvironment) -> list[OpenSheet]:
    """Return all sheets of the pack that can be read, by name of file."""
    paths = sheet_files(pack_root(env.config))
    return [sheet for path in paths if (sheet := _sheet(path, _stamp(path))[1])]


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
    """Read facts and sources, once for each page: a page may cite hundreds of facts."""
    read: ReadEvidence | None = env.temp_data.get("teachkit-evidence")
    if read is not None:
        return read
    root = pack_root(env.config)
    files = [root / FACTS_FILE, root / SOURCES_FILE]
    for path in files:
        if path.is_file():
            env.note_dependency(str(path))
    read = _evidence(root, *map(_stamp, files))
    report(Notice.EVIDENCE, read.problems)
    env.temp_data["teachkit-evidence"] = read
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
def _sheet(path: Path, _: _Stamp) -> tuple[list[Problem], OpenSheet | None]:
    read = read_sheet(path)
    if read.sheet is None:
        return read.problems, None
    opened = OpenSheet(read.sheet, sheet_build(read.sheet), path, read.lines.line, {})
    return read.problems, opened


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
