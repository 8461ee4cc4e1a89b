"""Puts people's decisions in the place of what the machine left open."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..classwork import item_parts, shown
from ..errors import Problem
from ..marking.verdicts import parts_sum, show, so_zero, whole_state
from ..model import Claims, Essay, Mark, PartMark, State
from .decisions import Settled, digest_of
from .decisions_file import DECISIONS
from .learned import learn

if TYPE_CHECKING:
    from ..model import Item, Sheet
    from .decisions import Decision

__all__ = ["DECIDED", "apply_to", "decision_warning", "misfit", "usable"]

DECIDED = "decided"
"""The rule of a mark that a person gave."""


def apply_to(item: Item, response: str, mark: Mark, student: str, settled: Settled) -> Mark:
    """Return the mark with the decisions on this answer in it.

    A person's word stands above the machine's; a blank stays blank.
    """
    if mark.state is State.BLANK or not settled.decisions:
        return mark
    alone = settled.on_student(item.id, student)
    if alone is not None:
        if alone.response in ("", digest_of(response)):
            return _whole(item, mark, alone)
        return replace(mark, reason=f"{mark.reason}; {alone.who} decided on another answer")
    is_open = mark.state.needs_person
    if whole := settled.on_answer(item.id, "", response, is_open=is_open):
        return _whole(item, mark, whole)
    found = {
        part.id: one
        for part in mark.parts
        if part.state is not State.BLANK
        if (one := _on_part(settled, item.id, part))
    }
    return _by_parts(item, mark, found) if found else mark


def _on_part(settled: Settled, item: str, part: PartMark) -> Decision | None:
    is_open = part.state.needs_person
    return settled.on_answer(item, part.id, part.response, is_open=is_open)


def _whole(item: Item, mark: Mark, decision: Decision) -> Mark:
    if decision.verdict == "levels" and isinstance(item, Essay):
        return _rubric(item, decision)
    score = _score(decision)
    return Mark(whole_state(score), score, DECIDED, decision.told, mark.parts, mark.matched)


def _score(decision: Decision) -> Fraction:
    if decision.credit is not None:
        return decision.credit
    return Fraction(decision.verdict == "accept")


def _rubric(item: Essay, decision: Decision) -> Mark:
    """Add up the levels that a person chose."""
    points = dict(decision.levels)
    best = {one.id: max(level.points for level in one.levels) for one in item.criteria}
    parts = []
    for one in item.criteria:
        got = points.get(one.id, Fraction(0))
        share = got / best[one.id] if best[one.id] else Fraction(0)
        text = next((level.text for level in one.levels if level.points == got), "")
        reason = f"{show(got)} of {show(best[one.id])}" + (f": {text}" if text else "")
        parts.append(PartMark(one.id, whole_state(share), share, reason))
    total, out_of = sum(points.values(), Fraction(0)), sum(best.values(), Fraction(0))
    score = min(Fraction(1), total / out_of) if out_of else Fraction(0)
    reason = f"{decision.told}; {show(total)} of {show(out_of)} rubric points = {score}"
    return Mark(whole_state(score), score, DECIDED, reason, tuple(parts))


def _by_parts(item: Item, mark: Mark, found: dict[str, Decision]) -> Mark:
    """Mark the item anew from its parts, some of them decided."""
    parts = [_part(one, found.get(one.id)) for one in mark.parts]
    total = len(parts)
    if isinstance(item, Claims) and item.rule_name == item.default_rule:
        right = sum((one.score for one in parts), Fraction(0))
        wrong = sum(one.state is State.INCORRECT for one in parts)
        score, end = so_zero((2 * right - wrong) / (2 * total))
        sum_text = f"({show(right)} right - {wrong} wrong / 2) of {total} = {end}"
    else:
        right = sum((one.score for one in parts), Fraction(0))
        score = right / total
        sum_text = f"{show(right)} of {total} right = {score}"
    made = parts_sum(item, parts, score, sum_text)
    told = "; ".join(f"{part}: {one.told}" for part, one in found.items())
    return replace(made, reason=f"{made.reason}; {told}")


def _part(part: PartMark, decision: Decision | None) -> PartMark:
    if decision is None:
        return part
    score = _score(decision)
    return PartMark(part.id, whole_state(score), score, decision.told, part.response)


def usable(sheet: Sheet, settled: Settled) -> tuple[Settled, list[Problem]]:
    """Leave out decisions that fit nothing on the sheet; warn of them and of disagreements."""
    items = {item.id: item for item in sheet.items}
    fitting = {}
    problems = []
    for key, one in settled.decisions.items():
        if fault := misfit(items.get(one.item), one):
            hint = "it stays in the file and is not applied"
            problems.append(decision_warning(one, fault, hint))
        else:
            fitting[key] = one
    for conflict in settled.conflicts:
        hint = "one of you decides again, the same as the other"
        problems.append(decision_warning(conflict.other, f"{conflict.words}: left open", hint))
    return Settled(fitting, settled.conflicts, learn(sheet, fitting.values())), problems


def misfit(item: Item | None, decision: Decision) -> str:
    """Say why a decision can't be applied; "" if it can."""
    if item is None:
        return "no such item on the sheet"
    if decision.part and decision.part not in item_parts(item):
        return f"the item has no part {shown(decision.part)}"
    return _wrong_levels(item, decision) if decision.verdict == "levels" else ""


def _wrong_levels(item: Item, decision: Decision) -> str:
    """Say which criterion or level of a decision the rubric does not have."""
    if not isinstance(item, Essay):
        return f"{item.id} has no rubric"
    rubric = {one.id: {level.points for level in one.levels} for one in item.criteria}
    for name, points in decision.levels:
        if name not in rubric:
            return f"the rubric has no criterion {shown(name)}"
        if points not in rubric[name]:
            return f"{shown(name)} has no level of {points} points"
    return ""


def decision_warning(decision: Decision, message: str, hint: str) -> Problem:
    """Return a warning that names what a decision is on."""
    subject = decision.student or decision.part or decision.answer or decision.form
    return Problem(
        file=DECISIONS,
        line=decision.line,
        key=f"{decision.item} {shown(subject)}",
        message=message,
        hint=hint,
        severity="warning",
        code="decision",
    )
