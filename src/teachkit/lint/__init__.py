"""The rules of good content: everything that is wrong with a pack, at once."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ..bank import sheet_files
from ..claims import read_claims
from ..errors import Problem, ProblemsError
from . import content, item_tests, kinds, mutation, on_paper, references, structure, timeline
from .codes import CODES, Code, code_table
from .draft import Draft
from .references import Pack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..model import Sheet

__all__ = ["CODES", "Code", "check", "code_table", "load_sound_sheet", "problems_to_json"]


def check(root: Path, *, today: date | None = None) -> list[Problem]:
    """Say all that is wrong with the exercises, and the evidence behind them.

    Args:
        root: A pack's root, a folder of exercise files, or one exercise file.
        today: The day against which facts are called stale; left out, the day of
            ``SOURCE_DATE_EPOCH`` if that is set, else today.

    Returns:
        Errors and warnings of all files, sorted by file and line.
    """
    files = sheet_files(root)
    if not files:
        return [_problem("no-sheets", str(root), "no exercise file (.toml) here")]
    pack = Pack.around(root)
    drafts = [Draft(path) for path in files]
    for draft in drafts:
        structure.check_sheet(draft)
        references.check_sheet(draft, pack)
        for one in draft.items:
            structure.check_item(draft, one)
            kinds.check_item(draft, one)
            references.check_item(draft, one, pack)
            on_paper.check_item(draft, one)
            if one.whole:
                item_tests.check_item(draft, one)
                content.check_item(draft, one)
                mutation.check_item(draft, one)
        content.check_sheet(draft)
        on_paper.check_sheet(draft)
    structure.check_sheets(drafts)
    problems = [problem for draft in drafts for problem in draft.problems]
    if root.is_dir():  # one sheet's author is not told of the whole pack's evidence
        problems += pack.evidence.problems
        problems += references.stale_facts(pack, today or _today())
        problems += timeline.check_timeline(pack)
        known = pack.evidence.places if pack.evidence.readable else None
        problems += read_claims(pack.root, known).problems
    return sorted(problems, key=lambda problem: problem.sort_key)


def load_sound_sheet(path: Path) -> Sheet:
    """Read a sheet that may be marked or printed.

    ``bank.load_sheet`` reads what has the right shape; here its items must also have keys
    to mark by. Lessons, facts and the quality of questions are ``check``'s business.

    Raises:
        ProblemsError: with all errors of the file.
    """
    draft = Draft(path)
    structure.check_sheet(draft)
    for one in draft.items:
        structure.check_item(draft, one)
        kinds.check_item(draft, one)
    harmless = "sheet-id"  # a copy under another name is marked like the original
    errors = [one for one in draft.problems if one.severity == "error" and one.code != harmless]
    if draft.sheet is None or errors:
        raise ProblemsError(errors)
    return draft.sheet


def problems_to_json(problems: Iterable[Problem]) -> str:
    """Write problems as JSON for tools: counts, and one object a problem."""
    listed = list(problems)
    errors = sum(problem.severity == "error" for problem in listed)
    rows = [
        {
            "file": problem.file,
            "line": problem.line,
            "key": problem.key,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in listed
    ]
    table = {
        "format": "teachkit-problems/1",
        "errors": errors,
        "warnings": len(listed) - errors,
        "problems": rows,
    }
    return json.dumps(table, ensure_ascii=False, indent=2)


def _problem(code: str, file: str, message: str) -> Problem:
    rule = CODES[code]
    return Problem(file=file, message=message, hint=rule.remedy, severity=rule.severity, code=code)


def _today() -> date:
    """Return the day to judge stale facts by: the only place where the package asks a clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:  # more digits lie after the year 5000
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
