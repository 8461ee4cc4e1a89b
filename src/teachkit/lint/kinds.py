"""What must hold for one kind of item, so that it can be answered and marked at all."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from ..display import GAP
from ..errors import did_you_mean
from ..marking.normal import normalise
from ..model import Precision
from .structure import same_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from ..model import Choice, Claims, Cloze, Date, Essay, Gap, Match, Multi, Number, Order, Text
    from ..tomlfile import KeyPath
    from .draft import Draft, DraftItem

__all__ = ["CHECKS", "accepted", "check_item"]

_MARK = re.compile(r"\[\[(.*?)\]\]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FRACTION = re.compile(r"[+-]?\d+(\.\d+)?/0+")
_DEPTH = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


def check_item(draft: Draft, one: DraftItem) -> None:
    """Run the checks of the item's kind."""
    CHECKS[one.item.kind](draft, one.item, one.place)


def accepted(gap: Gap) -> tuple[str, ...]:
    """Return the answers that a gap accepts, as its marker sees them."""
    return gap.accept or ((gap.answer,) if gap.answer else ())


def _options(draft: Draft, item: Choice | Multi, place: KeyPath) -> None:
    if len(item.options) < 2:
        draft.report("few-parts", (*place, "option"), "has one option only")
    same_texts(draft, _texts(item.options, "text", (*place, "option")), "option")
    if not any(option.correct for option in item.options):
        draft.report("no-correct", (*place, "option"), "no option is correct")


def _choice(draft: Draft, item: Choice, place: KeyPath) -> None:
    _options(draft, item, place)
    right = [at for at, option in enumerate(item.options) if option.correct]
    for at in right[1:]:
        draft.report(
            "several-correct",
            (*place, "option", at, "correct"),
            f"'{item.options[right[0]].id}' is correct already",
            "a choice has one correct option; several make it kind = 'multi'",
        )


def _multi(draft: Draft, item: Multi, place: KeyPath) -> None:
    _options(draft, item, place)
    for at, option in enumerate(item.options):
        if option.credit is not None:
            path = (*place, "option", at, "credit")
            draft.report("no-effect", path, f"the rule {item.rule_name} knows no such credit")


def _number(draft: Draft, item: Number, place: KeyPath) -> None:
    for at, near in enumerate(item.near):
        if 0 <= near.within <= item.tolerance:
            path = (*place, "near", at, "within")
            draft.report("no-effect", path, "lies inside the tolerance, which gives full credit")


def _date(draft: Draft, item: Date, place: KeyPath) -> None:
    depth = _date_depth(item.answer)
    path = (*place, "answer")
    if depth == 0:
        draft.report("bad-date", path, f"'{item.answer}' is no date")
    elif depth < _DEPTH[item.precision]:
        draft.report(
            "bad-date",
            path,
            f"'{item.answer}' does not say the {item.precision}",
            f"write the full date, or precision = '{[*_DEPTH][depth - 1]}'",
        )


def _text(draft: Draft, item: Text, place: KeyPath) -> None:
    _accepts(draft, item.accept, (*place, "accept"))
    forms = {normalise(one): one for one in item.accept}
    for at, reject in enumerate(item.rejects):
        form = normalise(reject.text)
        if form and form in forms:
            path = (*place, "reject", at, "text")
            draft.report(
                "accept-is-reject", path, f"'{reject.text}' is accepted too, as '{forms[form]}'"
            )
    if not 1 <= item.need <= len(item.accept):
        draft.report(
            "out-of-range",
            (*place, "need"),
            f"{item.need} answers are needed, and {len(item.accept)} are accepted",
            f"write a whole number from 1 to {len(item.accept)}",
        )


def _cloze(draft: Draft, item: Cloze, place: KeyPath) -> None:
    marks = Counter(_MARK.findall(item.text))
    known = {gap.id for gap in item.gaps}
    for mark in marks:
        if mark not in known or not GAP.fullmatch(f"[[{mark}]]"):
            hint = did_you_mean(mark, known)
            draft.report("mark-without-gap", (*place, "text"), f"[[{mark}]] is no gap", hint)
    for at, gap in enumerate(item.gaps):
        path = (*place, "gap", at)
        if marks[gap.id] != 1:
            code = "gap-twice" if marks[gap.id] else "gap-without-mark"
            times = "twice" if marks[gap.id] else "not"
            draft.report(code, path, f"[[{gap.id}]] is {times} in the text")
        _gap(draft, gap, path)
    for name in dict.fromkeys(gap.group for gap in item.gaps if gap.group):
        _group(
            draft, name, [(at, gap) for at, gap in enumerate(item.gaps) if gap.group == name], place
        )


def _gap(draft: Draft, gap: Gap, place: KeyPath) -> None:
    if not accepted(gap):
        draft.report("gap-without-answer", place, "accepts no answer")
    if gap.accept and gap.answer:
        draft.report("no-effect", (*place, "answer"), "accept is there, so answer is not looked at")
    elif _FRACTION.fullmatch(gap.answer):
        draft.report(
            "bad-number", (*place, "answer"), f"{gap.answer} is no number", about=place[:2]
        )
    _accepts(draft, gap.accept, (*place, "accept"))
    if not gap.options:
        return
    if len(gap.options) < 2:
        draft.report("few-parts", (*place, "options"), "has one option only")
    paths = [((*place, "options", at), option) for at, option in enumerate(gap.options)]
    same_texts(draft, paths, "option")
    offered = {normalise(option) for option in gap.options}
    key = "accept" if gap.accept else "answer"
    for one in accepted(gap):
        if normalise(one) not in offered and one not in gap.options:
            draft.report(
                "answer-not-offered",
                (*place, key),
                f"'{one}' is not among the options",
                did_you_mean(one, gap.options),
            )


def _group(draft: Draft, name: str, gaps: list[tuple[int, Gap]], place: KeyPath) -> None:
    def shape(gap: Gap) -> object:
        if gap.options:
            return frozenset(gap.options)
        return "text" if gap.accept else "answer"

    first = gaps[0][1]
    for at, gap in gaps[1:]:
        if shape(gap) != shape(first):
            path = (*place, "gap", at, "group")
            draft.report("mixed-group", path, f"'{gap.id}' is not of the shape of '{first.id}'")
    if len(gaps) == 1:
        path = (*place, "gap", gaps[0][0], "group")
        draft.report("no-effect", path, f"'{first.id}' is alone in the group '{name}'")


def _match(draft: Draft, item: Match, place: KeyPath) -> None:
    if len(item.pairs) < 2:
        draft.report("few-parts", (*place, "pair"), "has one pair only")
    same_texts(draft, _texts(item.pairs, "left", (*place, "pair")), "left side")
    rights = {normalise(pair.right) or pair.right: pair.id for pair in item.pairs}
    for at, text in enumerate(item.extra):
        form = normalise(text) or text
        if form in rights:
            path = (*place, "extra", at)
            draft.report("same-text", path, f"'{text}' is the right side of '{rights[form]}'")
    extras = [((*place, "extra", at), text) for at, text in enumerate(item.extra)]
    same_texts(draft, extras, "extra side")


def _order(draft: Draft, item: Order, place: KeyPath) -> None:
    if len(item.events) < 3:
        number = len(item.events)
        draft.report("few-parts", (*place, "event"), f"has {number} of the 3 events it needs")
    same_texts(draft, _texts(item.events, "text", (*place, "event")), "event")
    dated = [(at, event.date) for at, event in enumerate(item.events) if event.date]
    if dated and len(dated) < len(item.events):
        missing = [event.id for event in item.events if not event.date]
        path = (*place, "event")
        draft.report("some-dates-missing", path, f"no date: {', '.join(missing)}")
    real: dict[str, int] = {}
    for at, day in dated:
        path = (*place, "event", at, "date")
        if not _date_depth(day):
            draft.report("bad-date", path, f"'{day}' is no date")
            continue
        for other in real:
            if day != other and (day.startswith(other) or other.startswith(day)):
                draft.report("dates-overlap", path, f"{day} and {other}: neither is earlier")
        real.setdefault(day, at)


def _claims(draft: Draft, item: Claims, place: KeyPath) -> None:
    if len(item.claims) < 2:
        draft.report("few-parts", (*place, "claim"), "has one claim only")
    same_texts(draft, _texts(item.claims, "text", (*place, "claim")), "claim")


def _essay(draft: Draft, item: Essay, place: KeyPath) -> None:
    for at, row in enumerate(item.criteria):
        path = (*place, "criterion", at, "level")
        seen: set[Fraction] = set()
        for index, level in enumerate(row.levels):
            if level.points in seen:
                where = (*path, index, "points")
                draft.report("levels-not-distinct", where, f"'{row.id}' has such a level already")
            seen.add(level.points)
        if max(seen) <= 0:
            draft.report("out-of-range", path, "no level earns a point", "give one more than 0")


CHECKS: dict[str, Callable[[Draft, Any, KeyPath], None]] = {
    "choice": _choice,
    "multi": _multi,
    "number": _number,
    "date": _date,
    "text": _text,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "claims": _claims,
    "essay": _essay,
}
"""The checks of each kind."""


def _texts(parts: Iterable[object], name: str, base: KeyPath) -> list[tuple[KeyPath, str]]:
    return [((*base, at, name), getattr(part, name)) for at, part in enumerate(parts)]


def _accepts(draft: Draft, accept: tuple[str, ...], place: KeyPath) -> None:
    first: dict[str, str] = {}
    for at, one in enumerate(accept):
        form = normalise(one)
        if not form:
            draft.report("blank-accept", (*place, at), f"'{one}' has no letter or digit")
        elif form in first:
            draft.report("same-accept", (*place, at), f"'{one}' marks just as '{first[form]}' does")
        first.setdefault(form, one)


def _date_depth(text: str) -> int:
    """Return how exactly a date is given: 1 year, 2 month, 3 day; 0 if it does not exist."""
    found = _DATE.fullmatch(text)
    if found is None:
        return 0
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return 0
    return 1 + (month is not None) + (day is not None)
