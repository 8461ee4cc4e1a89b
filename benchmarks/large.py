"""What grading a class of 30, and a cohort of any size, costs beside reading its file.

    python benchmarks/large.py                      # up to 1,000,000 rows
    python benchmarks/large.py --rows 10000000      # up to 10,000,000: 2.4 GB in the folder
    python benchmarks/large.py --folder DIR         # keep the files for the next time

Each figure is the CPU time and the largest memory of a process of its own, all in one run:
compare within a table. Bytecode is cached, as after an installation.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from itertools import pairwise
from math import log10
from pathlib import Path
from shutil import rmtree
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

READ = """
import sys, pyarrow as pa
from pyarrow import csv
names = open(sys.argv[1], encoding="utf-8").readline().strip().split(",")
types = {name: pa.string() for name in names}
stream = csv.open_csv(
    sys.argv[1],
    read_options=csv.ReadOptions(block_size=1 << 22),
    convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False),
)
sum(batch.num_rows for batch in stream)
"""
POLARS = """
import sys, polars as pl
pl.read_csv(sys.argv[1], infer_schema=False)
"""
EACH = """
import csv, json, sys
from pathlib import Path
from teachkit.bank import load_sheet
from teachkit.marking import mark
sheet = load_sheet(Path(sys.argv[2]))
parts = {item.id: [pair.id for pair in item.pairs] for item in sheet.items if item.kind == "match"}
with open(sys.argv[1], encoding="utf-8", newline="") as stream:
    for row in csv.DictReader(stream):
        total = 0
        for item in sheet.items:
            said = row.get(item.id)
            if said is None:
                said = json.dumps({part: row[f"{item.id}.{part}"] for part in parts[item.id]})
            found = mark(item, said, sheet=sheet)
            total += found.score * item.points
"""


class Cost(NamedTuple):
    """What a process took."""

    cpu: float
    """Seconds, user and system."""
    peak: float
    """MB."""


def cost(*command: str, times: int = 1) -> Cost:
    """Run a command; return its least CPU time, and its memory then."""
    found = []
    for _ in range(times):
        process = os.posix_spawn(
            sys.executable, [sys.executable, *command], os.environ, file_actions=_SILENT
        )
        _, status, used = os.wait4(process, 0)
        if status not in (0, 256):  # 1: something in the file is to be looked at
            sys.exit(f"failed: {' '.join(command)[:300]}")
        found.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return min(found)


_SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]


def grade(path: Path, sheet: Path, out: Path, engine: str, times: int = 1) -> Cost:
    """Grade a file with an engine."""
    command = ("-m", "teachkit", "grade", str(sheet), str(path), "--out", str(out))
    return cost(*command, "--engine", engine, times=times)


def make(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write sheet and class in a process of its own: a child begins with its parent's memory."""
    script = Path(__file__).with_name("large_data.py")
    command = [sys.executable, str(script), str(folder), str(rows)]
    done = run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    sheet, path = done.stdout.split()
    return Path(sheet), Path(path)


def class_of_30(folder: Path) -> None:
    """Print what the whole command takes for a class."""
    sheet, path = make(folder, 30)
    grade(path, sheet, folder / "out-30", "class")  # bytecode
    bare = cost("-c", "pass", times=5)
    whole = grade(path, sheet, folder / "out-30", "class", times=5)
    print(f"\n30 students x 40 items, the whole command: {whole.cpu:.2f} s of CPU", end="")
    print(f" ({bare.cpu:.2f} s of it Python), {whole.peak:.0f} MB")


def reuse(folder: Path, rows: int = 20_000) -> None:
    """Print what marking each different answer once saves."""
    sheet, path = make(folder, rows)
    each = cost("-c", EACH, str(path), str(sheet))
    loop = grade(path, sheet, folder / "out-rows", "rows", times=3)
    print(f"\n{rows:,} rows, standard library only: {loop.cpu:.1f} s, and every response marked")
    print(f"without reuse {each.cpu:.1f} s: {each.cpu / loop.cpu:.1f} times as much")


def sizes(folder: Path, most: int) -> None:
    """Print cost by number of rows, beside reading: both by turns, of all turns the middle one."""
    print("\n| rows | turns | read | Polars | arrow | arrow / read | MB read | MB arrow |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    found: list[tuple[int, float]] = []
    rows = 10_000
    while rows <= most:
        sheet, path = make(folder, rows)
        turns = [_turn(folder, path, sheet) for _ in range(5 if rows <= 1_000_000 else 3)]
        read, arrow = (median(one[at].cpu for one in turns) for at in range(2))
        peaks = [max(one[at].peak for one in turns) for at in range(2)]
        ratio = median(arrow.cpu / read.cpu for read, arrow in turns)
        polars = _polars(path) if rows <= 1_000_000 else "-"
        found.append((rows, arrow))
        print(
            f"| {rows:,} | {len(turns)} | {read:.2f} | {polars} | {arrow:.2f} | "
            f"{ratio:.2f} | {peaks[0]:.0f} | {peaks[1]:.0f} |",
            flush=True,
        )
        rows *= 10
    if len(found) > 1:
        growth(found)


def _turn(folder: Path, path: Path, sheet: Path) -> tuple[Cost, Cost]:
    """Read a file and grade it, into a new folder."""
    read = cost("-c", READ, str(path))
    rmtree(folder / "out-arrow", ignore_errors=True)
    return read, grade(path, sheet, folder / "out-arrow", "arrow")


def growth(found: list[tuple[int, float]]) -> None:
    """Print how cost grows: a start, with which answers are seen first, and so much a row.

    The line goes through all sizes, each weighing the same. Where the start is most of the
    cost an exponent of the rest would be one of noise: it is left out.
    """
    rows, cpu = (np.array(one, float) for one in zip(*found, strict=True))
    (start, each), *_ = np.linalg.lstsq(np.stack([1 / cpu, rows / cpu], 1), np.ones(len(rows)))
    off = np.abs((start + each * rows) / cpu - 1).max()
    print(f"\n{start:.2f} s and {1e6 * each:.2f} µs a row, at most {off:.0%} off")
    for (one, first), (other, second) in pairwise(found):
        said = f"{one:,} to {other:,}: exponent {log10(second / first):.2f}"
        if first > 1.3 * start:
            said += f", without the start {log10((second - start) / (first - start)):.2f}"
        print(f"{said}; {1e6 * (second - first) / (other - one):.2f} µs a further row")


def _polars(path: Path) -> str:
    if find_spec("polars") is None:  # a baseline only
        return "not installed"
    return f"{cost('-c', POLARS, str(path), times=2).cpu:.2f}"


def main() -> None:
    """Run all of it."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, default=1_000_000)
    given.add_argument("--folder", type=Path)
    options = given.parse_args()
    with TemporaryDirectory() as scratch:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(scratch) / "bytecode")
        folder = options.folder or Path(scratch)
        class_of_30(folder)
        reuse(folder)
        sizes(folder, options.rows)


if __name__ == "__main__":
    main()
