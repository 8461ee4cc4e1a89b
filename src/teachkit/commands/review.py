"""`teachkit review`: decide what the machine leaves open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_command, add_pack, count

if TYPE_CHECKING:
    import argparse

    from ..gradebook import Counted, Results
    from .common import Commands, Say

__all__ = ["add", "save"]


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = add_command(
        commands, "review", _run, "Write a page on which you decide what the machine leaves open."
    )
    command.add_argument("results", type=Path, metavar="RESULTS", help="a folder of results")
    command.add_argument(
        "--merge",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help="add saved decisions to those in the results; write no page",
    )
    command.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help="a page with N answers for a second marker, without the first one's decisions",
    )
    command.add_argument(
        "--agreement",
        nargs=2,
        type=Path,
        metavar="FILE",
        help="compare the decisions of two markers (Cohen's kappa); write no page",
    )
    command.add_argument(
        "--save-to-bank",
        action="store_true",
        help="write accepted and rejected answers into the sheet's file; write no page",
    )
    add_pack(command)


def _run(given: argparse.Namespace, say: Say) -> int:
    from ..gradebook import open_for_review  # noqa: PLC0415
    from ..gradebook.lock import locked  # noqa: PLC0415

    if given.sample < 0:
        say.err(f"--sample {given.sample}: give the number of answers")
        return 2
    results = open_for_review(given.results)
    if given.agreement:
        return _agreement(results, given.agreement, say)
    if given.merge:
        with locked(given.results):
            return _merge(open_for_review(given.results), given.merge, say)
    if given.save_to_bank:
        return save(results, given.pack, say)
    with locked(given.results):
        return _page(results, given.sample, say)


def _page(results: Results | Counted, size: int, say: Say) -> int:
    from ..gradebook.decided import usable  # noqa: PLC0415
    from ..gradebook.decisions import Settled, settle  # noqa: PLC0415
    from ..gradebook.folder import MADE_FROM_RESULTS, write_private  # noqa: PLC0415
    from ..review import page_html, questions, sample  # noqa: PLC0415

    settled, problems = usable(results.sheet, settle(results.decisions.entries))
    found = questions(results, Settled() if size else settled)
    if size:
        found = sample(found, size, results.digest)
    path = results.folder / MADE_FROM_RESULTS[bool(size)]
    write_private(path, page_html(results, found, is_sample=bool(size)))
    say.problems(problems)
    units = [unit for one in found for unit in one.open]
    answers = sum(unit.count for unit in units)
    say.out(f"{count(len(units), 'decision')} for {count(answers, 'answer')}, open in a browser:")
    say.out(str(path))
    later = sum(one.later[1] for one in found)
    if later:
        say.out(f"{count(later, 'answer')} more, in rarer forms, on a later page")
    if left := getattr(results, "left", 0):
        say.out(f"{count(left, 'answer')} can't be decided by form: essays, or too long to be kept")
    return 0


def _merge(results: Results | Counted, files: list[Path], say: Say) -> int:
    from ..gradebook.decided import decision_warning, usable  # noqa: PLC0415
    from ..gradebook.decisions import settle  # noqa: PLC0415
    from ..gradebook.decisions_file import (  # noqa: PLC0415
        DECISIONS,
        merge,
        read_given,
        turned_round,
    )
    from ..gradebook.folder import write_private  # noqa: PLC0415

    name = results.sheet.id
    given = [read_given(one, name) for one in files]
    merged = merge(name, results.decisions, given)
    added = len(merged.entries) - len(results.decisions.entries)
    if added:
        write_private(results.folder / DECISIONS, merged.text)
    _, problems = usable(results.sheet, settle(merged.entries))
    hint = "the later file counts; two people need different initials"
    forked = [
        decision_warning(one, f"{one.who} said something else before", hint)
        for one in turned_round(results.decisions, given)
    ]
    say.problems([*forked, *problems])
    say.out(f"{count(added, 'decision')} added, {len(merged.entries)} in all; grade again")
    say.out(str(results.folder / DECISIONS))
    return 0


def _agreement(results: Results | Counted, files: list[Path], say: Say) -> int:
    from ..gradebook.decisions_file import read_given  # noqa: PLC0415
    from ..review.agreement import agreement, agreement_text  # noqa: PLC0415

    read = [read_given(one, results.sheet.id).entries for one in files]
    for file, entries in zip(files, read, strict=True):
        people = dict.fromkeys(one.who for one in entries)
        if len(people) > 1:
            say.err(f"{file}: decisions of {', '.join(people)}: the last one on an answer counts")
    say.out(agreement_text(agreement(results.sheet, *read)))
    return 0


def save(results: Results | Counted, pack: Path, say: Say) -> int:
    """Write the decisions that hold into the sheet's file."""
    from ..bank import find_sheet  # noqa: PLC0415
    from ..gradebook.decided import usable  # noqa: PLC0415
    from ..gradebook.decisions import settle  # noqa: PLC0415
    from ..gradebook.opened import SHEET  # noqa: PLC0415
    from ..review.bank_file import save_to_bank  # noqa: PLC0415

    path = find_sheet(results.sheet.id, pack)
    settled, problems = usable(results.sheet, settle(results.decisions.entries))
    known = (results.folder / SHEET).read_bytes().decode()
    saved = save_to_bank(path, results.sheet, known, settled.decisions.values())
    say.problems(problems)
    for one in saved.left:
        say.err(one)
    say.out(f"{path}: {saved.accepted} accepted and {saved.rejected} rejected answers added")
    return 0
