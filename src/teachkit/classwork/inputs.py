"""Finds the files to read: those named, and those in folders named.

A folder is read with the folders in it, no deeper. Links within a folder are not
followed, since they can lead anywhere; what is not read is named.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from .limits import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .findings import Findings

__all__ = ["RESULTS_MARK", "find_files"]

RESULTS_MARK = "run.json"
"""The file that marks a folder of results; no answers are looked for in it."""

_SUFFIXES = (
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".zip", ".parquet",
)  # fmt: skip


def find_files(paths: Iterable[Path], findings: Findings) -> list[Path]:
    """List the files to read: as named, folders in the order of their names, none twice."""
    found: dict[tuple[int, int], Path] = {}
    for path in (inner for outer in paths for inner in _expand(outer, findings)):
        try:
            status = path.stat()
        except OSError as error:
            findings.error(
                "no-file",
                str(path),
                f"can't be read: {error.strerror}",
                hint="check the file's name",
            )
            continue
        if not stat.S_ISREG(status.st_mode):  # a pipe or device could make us wait forever
            findings.error(
                "no-file",
                str(path),
                "this is no file that can be read",
                hint="name a CSV, JSON or XLSX file",
            )
            continue
        identity = (status.st_dev, status.st_ino)
        if identity in found:
            findings.warn(
                "file-twice",
                str(path),
                f"the same file as {found[identity]}: read once",
                hint="name it once",
            )
            continue
        if len(found) == FILES:
            findings.error(
                "too-many-files",
                str(path),
                f"only the first {FILES:,} files were read",
                hint="grade them in several runs",
            )
            break
        found[identity] = path
    return list(found.values())


def _expand(path: Path, findings: Findings) -> Iterator[Path]:
    """Yield the path itself, or what a folder and the folders in it hold."""
    if not _is_folder(path):
        yield path
        return
    count = 0
    for one in _entries(path, findings):
        inner = _entries(one, findings) if _is_folder(one) else [one]
        for file in inner:
            if _wanted(file, findings):
                count += 1
                yield file
    if not count:
        findings.error(
            "empty-folder",
            str(path),
            "the folder holds no CSV or JSON file",
            hint="name the folder with the answers",
        )


def _entries(folder: Path, findings: Findings) -> list[Path]:
    """List a folder by name, without links, hidden files and earlier results."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names sort alike on all systems
    except OSError as error:
        findings.error(
            "no-file", str(folder), f"can't be read: {error.strerror}", hint="check who may read it"
        )
        return []
    if RESULTS_MARK in names:
        findings.note(f"{folder}: holds results of an earlier run; no answers read from it")
        return []
    entries = []
    for name in names:
        path = folder / name
        if _is_link(path):
            findings.warn(
                "link", str(path), "a link is not followed: not read", hint="name the file itself"
            )
        elif not name.startswith((".", "~$")):
            entries.append(path)
    return entries


def _is_folder(path: Path) -> bool:
    """Whether this is a folder; what may not be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:
        return False


def _wanted(path: Path, findings: Findings) -> bool:
    if _is_folder(path):
        findings.warn(
            "deep-folder",
            str(path),
            "folders are read one level deep: not read",
            hint="name the folder itself",
        )
        return False
    if path.suffix.lower() not in _SUFFIXES:
        findings.warn(
            "other-file",
            str(path),
            "neither CSV nor JSON, XLSX, zip or Parquet: not read",
            hint="export answers as CSV or XLSX",
        )
        return False
    return True
