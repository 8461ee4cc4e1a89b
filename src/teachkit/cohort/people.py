"""What is known of single students in a large run: the roster, variants, attempts, due times.

A worker elsewhere makes the same from the same files, so that none of it travels with each job.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..classwork.encoding import NotTextError
from ..classwork.findings import Findings
from ..classwork.roster import read_roster
from ..classwork.roster_file import open_roster
from ..errors import Problem, ProblemsError
from ..variants import read_map

if TYPE_CHECKING:
    from ..classwork import Student
    from ..model import Sheet
    from ..variants import VariantMap
    from .asked import Asked

__all__ = ["Chosen", "Details", "People", "open_people", "same_people"]

Details = tuple[str, str]
"""Name and variant of a student, as the latest of all hand-ins that have one say."""


@dataclass(slots=True)
class Chosen:
    """Of one file: the rows of students who stand in several rows."""

    kept: dict[int, Details] = field(default_factory=dict)
    """Line of the row that counts."""
    left: set[int] = field(default_factory=set)
    """Lines of the others."""


@dataclass(slots=True, kw_only=True)
class People:
    """What is known of single students."""

    roster: str = ""
    """The roster's name."""
    members: dict[str, Student] | None = None
    """Code to student in the roster's order; ``None`` without a roster."""
    printed: VariantMap | None = None
    """The map that was printed with the variants."""
    chosen: dict[str, Chosen] = field(default_factory=dict)
    """File to its rows of students who stand in several."""

    day_first: dict[str, bool] = field(default_factory=dict)
    """File to whether its dates have the day first, where they may be mistaken."""

    def chosen_in(self, file: str) -> Chosen:
        """Return the rows of students who stand in several, in one file."""
        return self.chosen.get(file) or Chosen()

    def found_text(self) -> str:
        """Write what was found out in the files: which rows count, how dates are written."""
        chosen = {
            name: {"kept": list(one.kept.items()), "left": sorted(one.left)}
            for name, one in self.chosen.items()
        }
        return json.dumps({"chosen": chosen, "day_first": self.day_first}, ensure_ascii=False)

    def take_found(self, text: str) -> None:
        """Read what `found_text` wrote."""
        table = json.loads(text)
        self.day_first = table["day_first"]
        for name, one in table["chosen"].items():
            kept = {line: (name_, variant) for line, (name_, variant) in one["kept"]}
            self.chosen[name] = Chosen(kept, set(one["left"]))


def open_people(asked: Asked, sheet: Sheet, findings: Findings) -> People:
    """Read roster and map.

    Raises:
        ProblemsError: One of them can't be used.
    """
    people = People(roster=asked.roster)
    if asked.variants:
        people.printed = _map(asked.variants, sheet)
    if asked.roster:
        people.members = _members(asked.roster, findings)
    return people


def _map(path: str, sheet: Sheet) -> VariantMap:
    try:
        return read_map(Path(path), sheet)
    except OSError as error:
        message, hint = f"can't be read: {error.strerror}", "check the file's name"
        raise ProblemsError(
            [Problem(file=path, message=message, hint=hint, code="bad-map")]
        ) from error


def _members(roster: str, findings: Findings) -> dict[str, Student]:
    try:
        found, file = read_roster(open_roster(Path(roster)), roster, findings)
    except NotTextError as error:
        raise _bad(roster, error.message, error.hint) from error
    except (OSError, UnicodeError) as error:
        raise _bad(roster, f"can't be read: {error}", "check the file") from error
    if file is None:
        raise ProblemsError(findings.all_problems())
    if not found:
        raise _bad(
            roster, "there is no student on the roster", "below its header stands one row each"
        )
    for code, one in found.items():  # a few schools and variants, each kept once
        group, variant, due = map(sys.intern, (one.group, one.variant, one.due))
        found[code] = replace(one, group=group, variant=variant, due=due)
    return found


def _bad(roster: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=roster, message=message, hint=hint, code="bad-roster")])


_MADE: dict[str, People] = {}
"""Of a worker: what the last job's people were."""


def same_people(asked: Asked, sheet: Sheet, found: Path) -> People:
    """Return on a worker what the run itself has; of one run it is made once.

    Args:
        asked: What the user asked.
        sheet: The sheet.
        found: Where the run wrote what it found out in the files.
    """
    text = found.read_text("utf-8")
    key = sha256(json.dumps([sheet.id, asked.record(), text]).encode()).hexdigest()
    if key not in _MADE:
        _MADE.clear()
        people = open_people(asked, sheet, Findings())
        people.take_found(text)
        _MADE[key] = people
    return _MADE[key]
