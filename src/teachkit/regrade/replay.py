"""Marks kept answers again, and says of every changed mark what changed it.

The steps are taken one by one, so that each has its own effect: the rules of today with the
old sheet and the old decisions, then today's sheet, then today's decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..gradebook.decided import apply_to, usable
from ..gradebook.decisions import Settled, settle
from ..gradebook.machine import machine_mark
from ..gradebook.results import add_up
from ..gradebook.rules import RULE_VERSIONS, rule_key
from ..marking import mark
from ..marking.normal import normalise
from .changes import item_changes, telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..gradebook import Cell, Results, StudentResult
    from ..gradebook.decisions import Decision
    from ..gradebook.kept import KeptMark
    from ..model import Item, Mark, Sheet

__all__ = ["Change", "Replay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A mark that is another now."""

    student: str
    item: str
    response: str
    old: KeptMark | None
    new: Cell | None
    causes: tuple[str, ...]
    kept: bool = False
    """Whether the old points stand, since nobody is to lose."""

    @property
    def gain(self) -> Fraction | None:
        """Points gained, below 0 lost; ``None`` if one of the two is open."""
        before = self.old.points if self.old else None
        after = self.new.points if self.new else None
        return None if before is None or after is None else after - before


class Replay:
    """Compares old results with the same answers marked anew.

    Args:
        results: The folder, read back.
        sheet: The sheet to mark by now.
        old_decisions: Those that held when the class was graded.
        never_lower: Whether a mark that would fall stays as it was.
    """

    def __init__(
        self,
        results: Results,
        sheet: Sheet,
        old_decisions: Sequence[Decision],
        *,
        never_lower: bool = False,
    ) -> None:
        self.results, self.sheet, self.never_lower = results, sheet, never_lower
        self.old_settled, _ = usable(results.sheet, settle(old_decisions))
        self.settled, _ = usable(sheet, settle(results.decisions.entries))
        self.changes: list[Change] = []
        self._odd = {
            (one.student, one.item, one.response): one
            for one in results.work.answers
            if one.fault or one.credit
        }

    def adjust(self, graded: tuple[StudentResult, ...]) -> tuple[StudentResult, ...]:
        """Note what changed, and put back what may not fall."""
        made = []
        for result in graded:
            cells = [self._cell(result, cell) for cell in result.cells]
            again = add_up(result.student, cells, result.attempt)
            made.append(replace(again, time=result.time, late=result.late))
            self._gone(result)
        return tuple(made)

    def _cell(self, result: StudentResult, cell: Cell) -> Cell:
        old = self.results.marks.get((result.student.code, cell.item.id))
        if old is not None and (old.state, old.points) == (cell.state, cell.points):
            return cell
        lost = old is not None and old.score is not None and _below(cell.score, old.score)
        keep = self.never_lower and lost and cell.counts
        if old is None and not cell.counts:
            return cell
        self.changes.append(
            Change(
                student=result.student.code,
                item=cell.item.id,
                response=cell.response,
                old=old,
                new=cell,
                causes=tuple(self._causes(result, cell, old)),
                kept=keep,
            )
        )
        return self._kept(cell, old) if keep and old is not None else cell

    def _kept(self, cell: Cell, old: KeptMark) -> Cell:
        """Give the old credit; what the item is worth is as it is now."""
        reason = f"{old.reason}; kept, since a regrade takes nothing away (now: {cell.reason})"
        score = old.score or Fraction(0)
        made = cell.mark and replace(cell.mark, score=score, reason=reason)
        points = score * cell.item.points
        return replace(cell, state=old.state, points=points, reason=reason, mark=made)

    def _gone(self, result: StudentResult) -> None:
        """Note the marks of items that are no longer on the sheet."""
        now = {item.id for item in self.sheet.items}
        for item in self.results.sheet.items:
            old = self.results.marks.get((result.student.code, item.id))
            if item.id not in now and old is not None and old.points is not None:
                self.changes.append(
                    Change(
                        student=result.student.code,
                        item=item.id,
                        response=old.response,
                        old=old,
                        new=None,
                        causes=tuple(item_changes(item, None)),
                    )
                )

    def _causes(self, result: StudentResult, cell: Cell, old: KeptMark | None) -> list[str]:
        if old is None:
            return item_changes(None, cell.item)
        if old.attempt != result.attempt:
            return [f"attempt {result.attempt} counts instead of {old.attempt}"]
        before = self.results.sheet.item(cell.item.id)
        return self._steps(result.student.code, cell, before, old)

    def _steps(self, student: str, cell: Cell, before: Item, old: KeptMark) -> list[str]:
        """Take the steps between old and new one by one."""
        now, said = cell.item, (student, cell.response)
        rules = self._marked(self.results.sheet, before, said, self.old_settled)
        key = self._marked(self.sheet, now, said, self.old_settled)
        final = self._marked(self.sheet, now, said, self.settled)
        causes = []
        if _worth(before, rules) != (old.state, old.points):
            causes.append(_rule_change(before, old))
        if _worth(now, key) != _worth(before, rules):
            forms = {part for one in (rules, key) for part in _forms(one, cell.response)}
            causes += telling(item_changes(before, now), forms)
        if _worth(now, final) != _worth(now, key):
            causes.append(f"decision: {_decision_of(final, key)}")
        return causes

    def _marked(self, sheet: Sheet, item: Item, said: tuple[str, str], settled: Settled) -> Mark:
        student, response = said
        answer = self._odd.get((student, item.id, response))
        if answer is None:
            machine = mark(item, response, sheet=sheet)
        else:
            machine = machine_mark(item, answer, sheet)
        return apply_to(item, response, machine, student, settled)


def _below(now: Fraction | None, before: Fraction) -> bool:
    """Whether a credit fell, or became open."""
    return now is None or now < before


def _worth(item: Item, made: Mark) -> tuple[str, Fraction | None]:
    points = None if made.state.needs_person else made.score * item.points
    return made.state.value, points


def _forms(made: Mark, response: str) -> set[str]:

    said = [response, made.matched, *(part.response for part in made.parts)]
    return {normalise(one) for one in said}


def _rule_change(item: Item, old: KeptMark) -> str:
    name = rule_key(item.kind, item.rule_name)
    version = RULE_VERSIONS[name]
    if old.version and old.version != version:
        return f"rule {name}: version {old.version} -> {version}"
    return f"rule {name}: it marks this answer another way now"


def _decision_of(final: Mark, key: Mark) -> str:
    """Say which decision came or went."""
    if "decided by" in final.reason:
        return final.reason[final.reason.index("decided by") :]
    return "taken back: " + key.reason[max(0, key.reason.find("decided by")) :]
