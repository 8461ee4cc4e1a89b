"""What an exam board holds, made up; and how a large run is held against a class."""

from __future__ import annotations

import random
from contextlib import contextmanager
from pathlib import Path

from cohorts import HEADER, rows, same

from teachkit.gradebook import grade_class

ATTEMPTS = ("", "last", "first", "best", "in-time")
ENGINES = ("rows", "arrow", "cluster")
_PLACES = 45
ROSTER = "student,name,group,variant,status,due\n" + "".join(
    f"{at:04},{name},School {at % 3},{variant},{status},{due}\n"
    for at, (name, variant, status, due) in enumerate(
        [
            (
                f"Name {at}" if at % 5 else "",
                ("A", "B", "", "C")[at % 4],
                "excused" if at in (7, 44) else "",
                "2026-03-06 09:00" if at % 9 == 4 else "",
            )
            for at in range(_PLACES)
        ]
    )
)


@contextmanager
def here(*_):
    """No process at all: jobs are done when they are handed in."""
    yield _Here()


class _Here:
    def submit(self, work, job):
        from concurrent.futures import Future

        future = Future()
        future.set_result(work(job))
        return future


def answers(number, *, seed=1, resits=False):
    """Return a CSV with name, variant, attempt and time; rows in any order, some twice."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    lines = []
    for line in rows(number).replace('"two\nlines"', "two lines").splitlines():
        code, rest = line.split(",", 1)
        if code in ("0003", "0044"):  # hands in nothing
            continue
        for attempt in range(1, (chance.choice((1, 1, 2, 3)) if resits else 1) + 1):
            time = f"2026-03-{chance.randint(3, 7):02} {chance.randint(8, 18):02}:15"
            variant = chance.choice(("A", "B", "", "B"))
            cells = rest.split(",")
            if attempt > 1:
                cells[0] = chance.choice(("rome", "washington", "what?"))
            lines.append(f"{code},N{code},{variant},{attempt},{time},{','.join(cells)}")
    chance.shuffle(lines)
    head = HEADER.replace("student,", "student,name,variant,attempt,time,")
    return "\n".join([head, *lines]) + "\n"


def graded_as_a_class(sheet, files, **options):
    """Grade the same files as a class, into ``class``."""
    options = {name: value for name, value in options.items() if value}
    options["attempt"] = options.get("attempt") or "last"
    return grade_class(sheet, list(files), "class", **options)


def mapping(system, roles):
    """Return a mapping: header to role and item."""
    lines = ["format = 1", 'sheet = "grading"', f'system = "{system}"']
    for number, (header, (role, item, out_of)) in enumerate(roles.items(), start=1):
        lines += ["", "[[column]]", f"number = {number}", f"header = '{header}'"]
        lines += [f'role = "{role}"']
        lines += [f'item = "{item}"'] if item else []
        lines += [f'out-of = "{out_of}"'] if out_of else []
    return "\n".join(lines) + "\n"


def agree(said, names=("gradebook.csv", "statistics.json")):
    """Hold all engines against each other, and against the class: lines in any order."""
    assert same(*ENGINES)
    problems = {engine: sorted(map(str, said[engine].problems)) for engine in ENGINES}
    assert problems["rows"] == problems["arrow"] == problems["cluster"]
    for name in names:
        one, other = (Path(folder, name).read_text("utf-8") for folder in ("class", "rows"))
        assert sorted(one.splitlines()) == sorted(other.splitlines())
