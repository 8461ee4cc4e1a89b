"""How many short answers the marker decides, and how often it is right.

Run on a file of answers that people have judged, one JSON object a line with the fields
``question``, ``accept`` (list), ``answer`` and ``judged_right``; EVOUNA has this form::

    python benchmarks/short_answers.py path/to/short_answers.jsonl

Without an argument the file is taken from the environment variable TEACHKIT_EVOUNA.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teachkit import mark_text
from teachkit.marking.dates import has_month, read_dates
from teachkit.marking.language import language
from teachkit.marking.normal import basic, normalise
from teachkit.marking.number_words import is_number
from teachkit.marking.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

try:
    from rapidfuzz import fuzz
except ImportError:  # a baseline only; the marker does not need it
    fuzz = None


class Row(NamedTuple):
    """An answer that a person has judged."""

    question: str
    accept: tuple[str, ...]
    answer: str
    right: bool
    kind: str


def kind_of(accept: tuple[str, ...]) -> str:
    """Guess what is asked for from the key: a date, a year, a number, else a text."""
    dates = [read_dates(one) for one in accept]
    if all(one.days and not one.why and not one.loose for one in dates):
        return "date" if any(map(has_month, accept)) else "year"
    return "number" if all(map(_is_quantity, accept)) else "text"


def _is_quantity(accepted: str) -> bool:
    """Whether a key is one number, with no more than a unit beside it."""
    lang = language("en")
    beside = lang.units | lang.stop | lang.number_fillers | {"dollar", "euro", "pound"}
    tokens = read_words(accepted).tokens
    return sum(map(is_number, tokens)) == 1 and all(
        is_number(one) or one in beside for one in tokens
    )


def states_one(row: Row) -> bool:
    """Whether an answer states a number, a year or a date, as precise as the key."""
    days = read_dates(row.answer).days
    if row.kind != "date" or not days:
        return any(map(is_number, read_words(row.answer).tokens))
    keys = [one for text in row.accept for one in read_dates(text).days]
    return sum(map(bool, days[0])) >= min((sum(map(bool, one)) for one in keys), default=0)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, hits / total
    centre = p + z * z / (2 * total)
    width = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (centre - width) / scale), min(1.0, (centre + width) / scale)


def load(path: Path) -> list[Row]:
    """Read the answers."""
    rows = []
    for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
        one = json.loads(line)
        accept = tuple(one["accept"])
        kind = one.get("kind") or kind_of(accept)
        rows.append(Row(one["question"], accept, one["answer"], bool(one["judged_right"]), kind))
    return rows


# --- Baselines ------------------------------------------------------------------


def _exact(row: Row) -> bool:
    return row.answer.strip() in row.accept


def _moodle(row: Row) -> bool:
    """Moodle's short answer, case-insensitive: white space folded, no wildcards."""
    said = " ".join(row.answer.lower().split())
    return any(said == " ".join(one.lower().split()) for one in row.accept)


def _moodle_wild(row: Row) -> bool:
    """The same with a wildcard on either side of each form, as teachers write ``*key*``."""
    return any(re.search(re.escape(one.lower()), row.answer.lower()) for one in row.accept if one)


def _ratio(limit: int) -> Callable[[Row], bool]:
    def accepted(row: Row) -> bool:
        said = basic(row.answer)
        return any(fuzz.ratio(said, basic(one)) >= limit for one in row.accept)

    return accepted


def baselines() -> dict[str, Callable[[Row], bool]]:
    """Return the other ways to accept an answer; each calls the rest wrong."""
    found: dict[str, Callable[[Row], bool]] = {
        "exact": _exact,
        "Moodle short answer": _moodle,
        "Moodle with *key*": _moodle_wild,
    }
    if fuzz is not None:
        found |= {"fuzz.ratio >= 90": _ratio(90), "fuzz.ratio >= 80": _ratio(80)}
    return found


# --- Tables ---------------------------------------------------------------------


def report(rows: list[Row]) -> None:
    """Print what was decided, how precisely, by which rule, and what others do."""
    marks = {policy: [_mark(row, policy) for row in rows] for policy in ("strict", "normal")}
    print(f"{len(rows)} answers, {len({r.question for r in rows})} questions\n")
    print("| policy | kind | answers | decided | correct | wrongly correct | precision (95 %) "
          "| incorrect | wrongly incorrect |")  # fmt: skip
    print("|---|---|--:|--:|--:|--:|---|--:|--:|")
    for policy, got in marks.items():
        pairs = list(zip(rows, got, strict=True))
        for kind in ("all", "text", "number", "year", "date"):
            _line(policy, kind, [(r, m) for r, m in pairs if kind in ("all", r.kind)])
        measured = [(r, m) for r, m in pairs if r.kind != "text"]
        _line(policy, "number, year, date", measured)
        _line(
            policy,
            "of these, answers that state one",
            [(r, m) for r, m in measured if states_one(r)],
        )
    print("\n| rule (policy strict) | answers | judged right | distinct forms |")
    print("|---|--:|--:|--:|")
    by_rule = Counter((str(m.state), m.cause) for m in marks["strict"])
    for (state, cause), count in sorted(by_rule.items(), key=lambda one: -one[1]):
        pairs = [(r, m) for r, m in zip(rows, marks["strict"], strict=True)
                 if (m.state, m.cause) == (state, cause)]  # fmt: skip
        forms = len({(r.question, normalise(r.answer)) for r, _ in pairs})
        print(f"| {state}: {cause} | {count} | {sum(r.right for r, _ in pairs)} | {forms} |")
    print("\n| baseline | wrongly accepted | right answers marked wrong |")
    print("|---|--:|--:|")
    right = sum(row.right for row in rows)
    for name, accepts in baselines().items():
        said = [accepts(row) for row in rows]
        wrong = sum(one and not row.right for one, row in zip(said, rows, strict=True))
        lost = sum(row.right and not one for one, row in zip(said, rows, strict=True))
        print(f"| {name} | {wrong} | {lost} ({lost / max(right, 1):.0%}) |")
    if fuzz is None:
        print("\nrapidfuzz is not installed: its two baselines are left out.")


def _mark(row: Row, policy: str):  # noqa: ANN202 - a Mark
    return mark_text(
        row.answer, row.accept, question=row.question, policy=policy, kind=row.kind
    )  # fmt: skip


def _line(policy: str, kind: str, pairs: list) -> None:
    correct = [r for r, m in pairs if m.state == "correct"]
    incorrect = [r for r, m in pairs if m.state in ("incorrect", "partial")]
    hits = sum(r.right for r in correct)
    low, high = wilson(hits, len(correct))
    decided = (len(correct) + len(incorrect)) / max(len(pairs), 1)
    share = hits / max(len(correct), 1)
    print(f"| {policy} | {kind} | {len(pairs)} | {decided:.1%} | {len(correct)} "
          f"| {len(correct) - hits} | {share:.2%} ({low:.2%} to {high:.2%}) "
          f"| {len(incorrect)} | {sum(r.right for r in incorrect)} |")  # fmt: skip


def main() -> None:
    """Find the file and report."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TEACHKIT_EVOUNA", "")
    path = Path(given)
    if not given or not path.is_file():
        print("Skipped: no file of judged answers. Give its path as an argument, or in "
              "TEACHKIT_EVOUNA; benchmarks/README.md says what it must hold.")  # fmt: skip
        return
    report(load(path))


if __name__ == "__main__":
    main()
