"""Which engine a run takes: by the number of rows, and by what is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from ..errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["CLASS_ROWS", "ENGINES", "choose"]

Choice = Literal["class", "rows", "arrow", "cluster"]
ENGINES = ("auto", "class", "rows", "arrow", "cluster")

CLASS_ROWS = 20_000
"""Up to so many rows, answers are graded as a class: with letters, and every mark explained."""

_CLASS_BYTES = 1 << 20
_PIECE = 1 << 20
_NEEDS = {"arrow": ("numpy", "pyarrow"), "cluster": ("numpy", "pyarrow", "distributed")}


def choose(wanted: str, files: Sequence[Path], class_only: Sequence[str]) -> tuple[Choice, str]:
    """Choose the engine.

    Args:
        wanted: One of `ENGINES`.
        files: What is to be graded: files and folders.
        class_only: Options that only a class has, as the user wrote them.

    Returns:
        The engine, and a sentence that says why; "" for a class, where nothing needs saying.

    Raises:
        ProblemsError: What was asked for does not go together, or is not installed.
    """
    if wanted == "auto":
        return _by_size(files, class_only)
    engine: Choice = wanted  # type: ignore[assignment]  # argparse lets no other pass
    if engine == "class":
        return engine, ""
    if class_only:
        message = f"--engine {engine} does not go with {', '.join(class_only)}"
        hint = "leave one out; a class (--engine class) has everything"
        raise ProblemsError([Problem(file="--engine", message=message, hint=hint, code="engine")])
    if not _is_installed(engine):
        message, hint = f"--engine {engine} is not installed", "pip install 'teachkit[scale]'"
        raise ProblemsError([Problem(file="--engine", message=message, hint=hint, code="engine")])
    return engine, f"engine {engine}, as asked for: no letters are written"


def _is_installed(engine: str) -> bool:
    return all(find_spec(name) is not None for name in _NEEDS.get(engine, ()))


def _by_size(files: Sequence[Path], class_only: Sequence[str]) -> tuple[Choice, str]:
    if class_only or not _is_large(files):
        return "class", ""
    engine: Choice = "arrow" if _is_installed("arrow") else "rows"
    more = "" if engine == "arrow" else "; pip install 'teachkit[scale]' has a faster one"
    return engine, (
        f"engine {engine}, since there are more than {CLASS_ROWS:,} rows: no letters are written "
        f"(--engine class writes them){more}"
    )


def _is_large(files: Iterable[Path]) -> bool:
    """Whether these are tables of more rows than a class has; other kinds are a class's."""
    tables = [one for path in files for one in _tables(path)]
    if any(one.suffix.lower() not in (".csv", ".tsv", ".txt", ".parquet") for one in tables):
        return False
    try:
        rows = 0
        for one in tables:
            rows += _rows(one)
            if rows > CLASS_ROWS:
                return True
    except OSError:  # the reader says what is wrong with it
        pass
    return False


def _tables(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return [one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")]


def _rows(path: Path) -> int:
    """Count the lines of a file, or those that its size stands for where it is small."""
    if path.suffix.lower() == ".parquet":
        return _parquet_rows(path)
    if path.stat().st_size < _CLASS_BYTES:
        return path.stat().st_size // 100
    lines = 0
    with path.open("rb", buffering=0) as stream:
        while lines <= CLASS_ROWS and (piece := stream.read(_PIECE)):
            lines += piece.count(b"\n")
    return lines


def _parquet_rows(path: Path) -> int:
    if not _is_installed("arrow"):
        return 0
    from pyarrow import ArrowException  # noqa: PLC0415 - heavy
    from pyarrow.parquet import read_metadata  # noqa: PLC0415

    try:
        return int(read_metadata(path).num_rows)
    except (ArrowException, OSError, ValueError):
        return 0
