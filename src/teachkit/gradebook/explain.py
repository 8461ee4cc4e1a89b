"""The way from an answer to its mark, step by step."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..classwork import parse_time, shown
from ..display import number_of
from ..errors import Problem, ProblemsError, did_you_mean
from ..late import lateness, own_due
from ..marking.context import context_of
from ..marking.folding import folded
from ..marking.told import told
from ..marking.verdicts import show
from ..model import Choice, Date, Essay, Multi, Number, Order, State, Text
from .amounts import short
from .decided import apply_to, usable
from .decisions import form_of, settle
from .machine import machine_mark
from .markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..classwork import Answer
    from ..model import Item, Mark, Sheet
    from .kept import KeptMark
    from .opened import Results

__all__ = ["explain"]

_CHARS = 300


def explain(results: Results, student: str, item_id: str) -> str:
    """Tell how an answer got its mark.

    Args:
        results: The folder, read back.
        student: The student's code.
        item_id: The item's id, or its number on the sheet (``Q3`` or ``3``).

    Raises:
        ProblemsError: There is no such student or item.
    """
    item = _find_item(results, item_id)
    kept = results.marks.get((student, item.id))
    if kept is None:
        known = {code for code, _ in results.marks}
        raise _no(
            results, student, "no such student in these results", did_you_mean(student, known)
        )
    number = number_of(results.sheet, item.id)
    lines = [f"{_clean(student)}, Q{number} {item.id}: {plain(' '.join(item.prompt.split()))}"]
    lines += [f"{name:<9} {text}" for name, text in _steps(results, item, kept)]
    lines += [f"{name:<9} {text}" for name, text in _lateness(results, kept)]
    return "\n".join(lines)


def _find_item(results: Results, name: str) -> Item:
    items = results.sheet.items
    number = name.removeprefix("Q").removeprefix("q")
    if number.isdecimal() and 0 < int(number) <= len(items):
        return items[int(number) - 1]
    for item in items:
        if item.id == name:
            return item
    raise _no(results, name, "no such item", did_you_mean(name, [item.id for item in items]))


def _no(results: Results, key: str, message: str, hint: str) -> ProblemsError:
    problem = Problem(
        file=str(results.folder), key=shown(key), message=message, hint=hint, code="not-there"
    )
    return ProblemsError([problem])


def _steps(results: Results, item: Item, kept: KeptMark) -> Iterator[tuple[str, str]]:
    """Yield name and text of each step."""
    answer = next(
        (
            one
            for one in results.work.answers
            if (one.student, one.item, one.attempt) == (kept.student, item.id, kept.attempt)
        ),
        None,
    )
    if answer is None:
        yield "answer", f"none: {kept.reason}"
        yield "points", _points(item, kept)
        return
    blank = "(only its points were in the file)" if answer.credit else "(blank)"
    yield "answer", _said(answer.response) or blank
    yield "from", _origin(results, answer)
    settled, _ = usable(results.sheet, settle(results.decisions.entries))
    machine = machine_mark(item, answer, results.sheet)
    final = apply_to(item, answer.response, machine, kept.student, settled)
    yield from _on_answer(results.sheet, item, answer, machine)
    yield "rule", f"{item.rule_name} (version {results.record['rules'].get(_rule(item), '?')})"
    yield "machine", f"{machine.state}: {_clean(machine.reason)}"
    yield "decision", _clean(final.reason) if final != machine else "none"
    if (final.state.value, final.reason) != (kept.state, kept.reason):
        yield "mark", f"as graded: {kept.state}: {_clean(kept.reason)}"
    yield "points", _points(item, kept)


def _lateness(results: Results, kept: KeptMark) -> Iterator[tuple[str, str]]:
    """Tell what being late takes from the total, where the sheet says so."""
    policy = results.sheet.late
    said = [one for one in results.work.answers if one.student == kept.student]
    given = [one for one in said if one.attempt == kept.attempt]
    if policy is None or not given:
        return
    time = next((one.time for one in given if one.time), "")
    own = next((one.due for one in results.work.students if one.code == kept.student), "")
    policy = own_due(policy, own)
    late = lateness(policy, parse_time(time))
    yield "handed in", f"{_clean(time) or 'no time'}, due {policy.due}: {late.why}"
    marks = [one for one in results.marks.values() if one.student == kept.student]
    total = sum((one.points for one in marks if one.points is not None), Fraction(0))
    so_far = " so far" if any(one.state in ("unsure", "unreadable") for one in marks) else ""
    kept_share = f"{short(late.kept * 100)} %"
    yield "total", f"{short(total)} x {kept_share} = {short(total * late.kept)}{so_far}"


def _rule(item: Item) -> str:
    return f"{item.kind}/{item.rule_name}"


def _origin(results: Results, answer: Answer) -> str:
    digest = next((one.sha256 for one in results.work.files if one.file == answer.file), "")
    row = f", line {answer.row}" if answer.row else ""
    return f"{_clean(answer.file)}{row}, attempt {answer.attempt} (sha256 {digest[:12]})"


def _on_answer(
    sheet: Sheet, item: Item, answer: Answer, machine: Mark
) -> Iterator[tuple[str, str]]:
    """Tell what was compared with what, for the whole or part by part."""
    if machine.parts:
        for part in machine.parts:
            said = _said(part.response) or "(blank)"
            yield (
                f"  {part.id}",
                f"{said} -> {part.state}, {show(part.score)}: {_clean(part.reason)}",
            )
        return
    if isinstance(item, Text) and machine.state is not State.BLANK:
        yield "compared", f"as {_said(form_of(answer.response))}"
        if machine.matched and (names := folded(answer.response, machine.matched)):
            yield "ignored", ", ".join(names)
    if isinstance(item, Number | Date) and isinstance(answer.response, str):
        read_as = told(item, answer.response, context_of(item, sheet))
        if read_as:
            yield "read", f"as {_clean(read_as)}"
    yield "key", _key(item)


def _key(item: Item) -> str:
    match item:
        case Choice() | Multi():
            return ", ".join(one.id for one in item.options if one.correct)
        case Number():
            within = f", within {show(item.tolerance)}" if item.tolerance else ""
            return f"{show(item.answer)}{within} {item.unit}".strip()
        case Date():
            return f"{item.answer}, to the {item.precision}"
        case Text():
            wrong = ", ".join(_said(one.text) for one in item.rejects)
            right = ", ".join(map(_said, item.accept))
            return f"accepted: {right}" + (f"; known wrong: {wrong}" if wrong else "")
        case Order():
            return ", ".join(one.id for one in item.events)
        case Essay():
            return "rubric: " + ", ".join(one.id for one in item.criteria)
        case _:
            return "by parts"


def _points(item: Item, kept: KeptMark) -> str:
    if kept.points is None or kept.score is None:
        return f"{kept.state}: none yet" if kept.state in ("unsure", "unreadable") else kept.state
    return f"credit {kept.score} x {short(item.points)} = {short(kept.points)}"


def _clean(text: str) -> str:
    """Make foreign text safe for a terminal."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _said(text: str) -> str:
    cut = text if len(text) <= _CHARS else text[: _CHARS - 1] + "…"
    return f"'{_clean(cut)}'" if text else ""
