"""What stays open after a cohort was graded: different answers with numbers, and no student."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Essay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..model import Sheet
    from .decisions_file import DecisionsFile
    from .review import Group

__all__ = ["OPEN_ANSWERS", "SHEET", "Counted", "OpenForm", "open_lines", "read_open"]

OPEN_ANSWERS = "open.jsonl"
"""Its name in a folder of results."""

SHEET = "sheet.toml"
"""The name of the sheet as it was when it was graded."""

_CUT = re.compile(r".{200}… sha256:[0-9a-f]{64}", re.DOTALL)


class OpenForm(NamedTuple):
    """Like answers to an item, or a part of one."""

    item: str
    part: str
    form: str
    reason: str
    responses: dict[str, int]
    """Each answer as given, and how many gave it."""

    @property
    def is_cut(self) -> bool:
        """Whether an answer was too long to be kept whole: then nobody can decide by its form."""
        return any(map(_CUT.fullmatch, self.responses))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A cohort's results, as far as a review needs them."""

    folder: Path
    record: dict[str, Any]
    """What ``run.json`` says."""
    sheet: Sheet
    """As it was when the cohort was graded."""
    forms: tuple[OpenForm, ...]
    """What is open and can be decided by form, the commonest of each question first."""
    left: int
    """Open answers that can't: essays, and answers that were too long to be kept."""
    decisions: DecisionsFile
    """As they stand in the folder now."""

    @property
    def digest(self) -> str:
        """A hash of what was graded: 16 hex digits, the same after decisions are applied."""
        made_from = [one["sha256"] for one in self.record.get("inputs", [])]
        text = json.dumps([made_from, self.record["outputs"][SHEET]])
        return sha256(text.encode()).hexdigest()[:16]


def open_lines(groups: Iterable[tuple[Group, int]]) -> Iterator[bytes]:
    """Write what is open, a line for each form of an item or part."""
    for group, _ in groups:
        one = OpenForm(group.item, group.part, group.form, group.reason, group.responses)
        yield (json.dumps(one._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "replace")


def read_open(text: str, sheet: Sheet) -> tuple[tuple[OpenForm, ...], int]:
    """Read what `open_lines` wrote.

    Returns:
        The forms that can be decided, and the number of answers that can't.

    Raises:
        ValueError: It is something else.
        KeyError: A line lacks something, or names an item that the sheet does not have.
    """
    found = []
    left = 0
    for line in filter(None, text.split("\n")):
        record = json.loads(line)
        responses = {str(said): int(count) for said, count in record["responses"].items()}
        item, part, form, reason = (str(record[name]) for name in OpenForm._fields[:-1])
        one = OpenForm(item, part, form, reason, responses)
        if isinstance(sheet.item(one.item), Essay) or one.is_cut:
            left += sum(responses.values())
        else:
            found.append(one)
    return tuple(found), left
