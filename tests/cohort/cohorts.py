"""Made-up cohorts for the tests."""

from __future__ import annotations

import json
from pathlib import Path

HEADER = (
    "student,one,many,word,gaps.door,gaps.who,pairs.spain,pairs.finland,line,"
    "judge.joins,judge.why,share,say"
)
_CELLS = (
    ("washington", "rome", "", "what?"),
    ("five;ten;six", "five;forty", "", "five"),
    ("Washington", "washington", "Rome", "Washingtn", '"Rome, ""the"" capital"', " Washington"),
    ("10", "9", ""),
    ("all members", "everyone", '"two\nlines"', ""),
    ("1982", "2023", ""),
    ("2023", "1999", "maybe"),
    ("first;second;third", "third;second;first", ""),
    ("contradicted", "supported", ""),
    ("not-stated", "supported", "c"),
    ("50", "50 percent", "7", ""),
    ("All decide.", '" indented"', ""),
)


def rows(number, first=0, end="\n"):
    """Return rows of a class, always the same ones: each column turns at its own pace."""
    lines = []
    for at in range(first, first + number):
        cells = [cells[at * (place + 3) // 2 % len(cells)] for place, cells in enumerate(_CELLS)]
        lines.append(",".join([f"{at:04}", *cells]) + end)
    return "".join(lines)


def cohort(number, first=0, end="\n"):
    """Return a CSV of a cohort."""
    return f"{HEADER}{end}{rows(number, first, end)}"


MADE = ("gradebook.csv", "statistics.json", "review.csv", "open.jsonl", "unread.csv")


def same(*folders, names=MADE):
    """Whether folders of results hold the same bytes, whatever engine made them."""
    first, *others = (
        {name: (Path(one) / name).read_bytes() for name in names if (Path(one) / name).exists()}
        for one in folders
    )
    return bool(first) and all(other == first for other in others)


def record(folder):
    """Return what is kept about a run."""
    return json.loads((Path(folder) / "run.json").read_text("utf-8"))
