"""What an exam board adds to grading a cohort: a roster, resits, late work, pseudonyms, a mapping.

    python benchmarks/board.py                  # 100,000 candidates
    python benchmarks/board.py --rows 1000000

Each figure is the CPU time and the largest memory of a process of its own, all in one run:
compare within the table. One candidate in twenty sits twice.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from large import cost, make


def board(path: Path, folder: Path) -> tuple[Path, Path, Path]:
    """Write the same answers as a board has them, its roster, and its mapping."""
    answers, roster, mapping = (folder / name for name in ("sat.csv", "roster.csv", "map.toml"))
    columns = ['format = 1\nsheet = "nation"\nsystem = "table"\n']
    with (
        path.open(encoding="utf-8") as stream,
        answers.open("w", encoding="utf-8") as sat,
        roster.open("w", encoding="utf-8") as listed,
    ):
        head = next(stream).rstrip("\n")
        sat.write(f"{head},time\n")
        listed.write("student,name,group\n")
        for number, name in enumerate(head.split(","), start=1):
            role = 'role = "student"' if name == "student" else f'role = "item"\nitem = "{name}"'
            columns.append(f'[[column]]\nnumber = {number}\nheader = "{name}"\n{role}\n')
        for at, line in enumerate(stream):
            code = line.split(",", 1)[0]
            sat.write(f"{line.rstrip()},2026-03-04 09:{at % 60:02}\n")
            if at % 20 == 0:
                sat.write(f"{line.rstrip()},2026-03-05 09:{at % 60:02}\n")
            listed.write(f"{code},Candidate {at},Centre {at % 3000}\n")
    mapping.write_text("\n".join(columns), encoding="utf-8")
    return answers, roster, mapping


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    rows = options.parse_args().rows
    with TemporaryDirectory() as name:
        folder = Path(name)
        sheet, path = make(folder, rows)
        answers, roster, mapping = board(path, folder)
        who = ("--roster", str(roster))
        key = str(folder / "key.json")
        runs = {
            "nothing": (path, ()),
            "nothing, `--engine rows`": (path, ("--engine", "rows")),
            "a mapping": (path, ("--mapping", str(mapping))),
            "pseudonyms": (path, ("--anonymous", key)),
            "a roster": (path, who),
            "roster, resits, late work": (
                answers, (*who, "--attempt", "last", "--due", "2026-03-04 12:00"),
            ),
            "the same, the best attempt": (
                answers, (*who, "--attempt", "best", "--due", "2026-03-04 12:00"),
            ),
        }  # fmt: skip
        print(
            f"{rows:,} candidates x 40 items\n\n| asked | CPU s | times | MB |\n|---|--:|--:|--:|"
        )
        first = 0.0
        for number, (what, (file, more)) in enumerate(runs.items()):
            out = str(folder / f"out-{number}")
            command = ("-m", "teachkit", "grade", str(sheet), str(file), "--out", out)
            took = cost(*command, "--engine", "arrow", *more)
            first = first or took.cpu
            print(
                f"| {what} | {took.cpu:.1f} | {took.cpu / first:.1f} | {took.peak:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
