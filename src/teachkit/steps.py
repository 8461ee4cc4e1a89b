"""Steps that run only when they must: each makes one folder from files.

A step runs again when a byte of what it reads has changed, when teachkit or a package it uses
has, or when a file it made is gone; times of files play no part, so a fresh clone and a copy
behave alike. The new folder is made beside the old one and renamed when it is whole.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Step", "files_below", "progress_line", "run_step"]

_PACKAGES = (
    "sphinx", "docutils", "myst-parser", "sphinx-design", "furo", "pybtex", "minify-go", "typst",
    "pikepdf", "matplotlib",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One folder of the output and how it is made."""

    folder: str
    """Its place below the output folder."""
    sources: tuple[Path, ...]
    """What it is made from; none means that there is nothing to make."""
    tools: tuple[Path, ...]
    """What decides how it is made: when one changes, nothing kept from before is used."""
    make: Callable[[Path, Path], None]
    """Fills a new folder; the second is for work that the next time may use."""
    work: str = ""
    """The folder for that work, if it is another step's of the same tools."""

    @property
    def name(self) -> str:
        """What the user calls it: the first part of its folder."""
        return self.folder.split("/", 1)[0]


def run_step(step: Step, out: Path, *, clean: bool = False) -> str:
    """Bring one folder up to date.

    Args:
        step: What to make.
        out: The output folder; ``.done`` and ``.work`` in it belong to this function.
        clean: Whether to make it again, whatever has changed.

    Returns:
        A line for the user: the folder, the seconds, how many files it holds.
    """
    began = perf_counter()
    target, stamp, work = (
        out / step.folder,
        out / ".done" / step.name,
        out / ".work" / (step.work or step.name),
    )
    state = {"tools": _digest(step.tools), "sources": _digest(step.sources)}
    last = _read_stamp(stamp)
    if not clean and last == state | {"made": _made(target)}:
        return progress_line(step.folder, None, "up to date")
    mark = work.with_name(f"{work.name}.tools")
    if clean or not mark.is_file() or mark.read_text(encoding="ascii") != state["tools"]:
        _remove(work)
    fresh = out / ".new" / step.name
    _remove(fresh)
    fresh.mkdir(parents=True)
    work.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(state["tools"]), encoding="ascii")
    step.make(fresh, work)
    _remove(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh.rename(target)
    made = _made(target)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(state | {"made": made}), encoding="utf-8")
    count = f"{len(made)} file{'' if len(made) == 1 else 's'}"
    return progress_line(step.folder, perf_counter() - began, count)


def progress_line(name: str, seconds: float | None, result: str) -> str:
    """Write one line of progress, in columns."""
    took = "" if seconds is None else f"{seconds:.1f} s"
    return f"{name:<21}{took:>7}  {result}"


def files_below(folder: Path, *, without: Path | None = None) -> Iterator[Path]:
    """Yield the files of a folder in order; hidden and compiled ones are left out."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") or part == "__pycache__" for part in parts):
            continue
        if path.is_file() and not (without and path.is_relative_to(without)):
            yield path


def _digest(paths: Iterable[Path]) -> str:
    """Return a digest of the names and bytes of files, and of the packages we build with."""
    whole = sha256(_versions(_PACKAGES))
    for path in paths:
        whole.update(f"{path.as_posix()}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


@cache
def _versions(packages: tuple[str, ...]) -> bytes:
    """Return the names and versions of packages, as they are installed."""
    lines = []
    for package in packages:
        try:
            lines.append(f"{package} {version(package)}\n")
        except PackageNotFoundError:
            lines.append(f"{package} is not installed\n")
    return "".join(lines).encode()


def _made(folder: Path) -> list[list[object]]:
    """List what stands in a folder, with sizes: a lost or cut file is made again."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [[path.relative_to(folder).as_posix(), path.stat().st_size] for path in found]


def _read_stamp(stamp: Path) -> dict[str, object]:
    try:
        return dict(json.loads(stamp.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
