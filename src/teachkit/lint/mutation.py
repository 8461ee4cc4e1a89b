"""Would the tests of an item notice a wrong key? Change the key and see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..marking import mark
from ..marking.cloze import mark_gap
from ..marking.normal import normalise
from ..model import (
    Choice,
    Claims,
    Cloze,
    Date,
    Item,
    Match,
    Multi,
    Number,
    Order,
    State,
    Text,
    Verdict,
)
from .codes import CODES
from .item_tests import passes
from .kinds import accepted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Gap
    from ..tomlfile import KeyPath
    from .draft import Draft, DraftItem

__all__ = ["Mutant", "check_item", "mutants"]

_T = TypeVar("_T")


class Mutant(NamedTuple):
    """An item with one thing wrong in its key."""

    path: KeyPath
    """What was changed, below the item."""
    change: str
    item: Item


def check_item(draft: Draft, one: DraftItem) -> None:
    """Report each change of the key that no test of the item notices."""
    broken = any(CODES[code].severity == "error" for code in draft.codes_at(one.place))
    if broken or not one.item.tests:
        return
    for path, change, mutant in mutants(one.item):
        if all(passes(mutant, test) for test in mutant.tests):
            message = f"no test of the item notices {change}"
            hint = "add an [[item.test]] that this answer decides"
            draft.report("mutation-survived", (*one.place, *path), message, hint)


def mutants(item: Item) -> Iterator[Mutant]:
    """Return the item with each of the changes that its tests should notice."""
    match item:
        case Choice():
            yield from _choice(item)
        case Multi():
            yield from _multi(item)
        case Number():
            yield from _number(item)
        case Date():
            year = date.fromisoformat(f"{item.answer}-01-01"[:10]).year
            other = f"{year + 4 if year < 9000 else year - 4:04}{item.answer[4:]}"
            yield Mutant(("answer",), f"if the answer is {other}", replace(item, answer=other))
        case Text():
            yield from _text(item)
        case Cloze():
            yield from _cloze(item)
        case Match():
            yield from _match(item)
        case Order():
            yield from _order(item)
        case Claims():
            yield from _claims(item)
        case _:  # an essay has no key
            return


def _choice(item: Choice) -> Iterator[Mutant]:
    for at, option in enumerate(item.options):
        if not option.correct:
            options = tuple(
                replace(other, correct=other is option, credit=None)
                if other is option or other.correct
                else other
                for other in item.options
            )
            change = f"if '{option.id}' is the right one"
            yield Mutant(("option", at), change, replace(item, options=options))


def _multi(item: Multi) -> Iterator[Mutant]:
    for at, option in enumerate(item.options):
        options = _put(item.options, at, replace(option, correct=not option.correct))
        if any(other.correct for other in options):
            change = f"if '{option.id}' is {'wrong' if option.correct else 'right'}"
            yield Mutant(("option", at), change, replace(item, options=options))


def _number(item: Number) -> Iterator[Mutant]:
    reach = max([item.tolerance, *(near.within for near in item.near)])
    other = item.answer + 2 * reach + 1
    yield Mutant(("answer",), f"if the answer is {other}", replace(item, answer=other))
    for at in range(len(item.near)):
        near = item.near[:at] + item.near[at + 1 :]
        yield Mutant(("near", at), "if this part credit is gone", replace(item, near=near))


def _text(item: Text) -> Iterator[Mutant]:
    forms = [normalise(one) for one in item.accept]
    for at, one in enumerate(item.accept):
        if forms.count(forms[at]) == 1:
            accept = item.accept[:at] + item.accept[at + 1 :]
            change = f"if '{one}' is no longer accepted"
            mutant = replace(item, accept=accept)
            # Else the marker finds it by another form, and no answer can tell the difference.
            if mark(mutant, one).state is not State.CORRECT:
                yield Mutant(("accept", at), change, mutant)


def _cloze(item: Cloze) -> Iterator[Mutant]:
    for at, gap in enumerate(item.gaps):
        if gap.group:
            continue
        for path, change, other in _gap(gap):
            gaps = (*item.gaps[:at], other, *item.gaps[at + 1 :])
            yield Mutant(("gap", at, *path), change, replace(item, gaps=gaps))
    places: dict[tuple[str, str], KeyPath] = {}
    for at, gap in enumerate(item.gaps):
        for one in accepted(gap) if gap.group else ():
            places.setdefault((gap.group, one), ("gap", at))
    for (group, one), path in places.items():
        gaps = tuple(
            replace(gap, accept=tuple(a for a in accepted(gap) if a != one), answer="")
            if gap.group == group
            else gap
            for gap in item.gaps
        )
        change = f"if '{one}' is no longer accepted in the group '{group}'"
        yield Mutant(path, change, replace(item, gaps=gaps))


def _gap(gap: Gap) -> Iterator[tuple[KeyPath, str, Gap]]:
    forms = [normalise(one) for one in gap.accept]
    for at, one in enumerate(gap.accept):
        if forms.count(forms[at]) == 1:
            accept = gap.accept[:at] + gap.accept[at + 1 :]
            mutant = replace(gap, accept=accept)
            if mark_gap(mutant, one).state is not State.CORRECT:
                yield ("accept", at), f"if '{one}' is no longer accepted", mutant
    if gap.accept:
        return
    others = [one for one in gap.options if normalise(one) != normalise(gap.answer)]
    try:
        other = others[0] if others else str(Fraction(gap.answer) + 1)
    except ValueError:
        other = ""
    yield ("answer",), f"if the answer is '{other}'", replace(gap, answer=other)


def _match(item: Match) -> Iterator[Mutant]:
    for at, (one, two) in enumerate(zip(item.pairs, item.pairs[1:], strict=False)):
        if one.right != two.right:
            pairs = _put(item.pairs, at, replace(one, right=two.right))
            pairs = _put(pairs, at + 1, replace(two, right=one.right))
            change = f"if '{one.id}' and '{two.id}' change their right sides"
            yield Mutant(("pair", at), change, replace(item, pairs=pairs))


def _order(item: Order) -> Iterator[Mutant]:
    days = sorted({event.date for event in item.events})
    if len(days) == 1 and days[0]:
        return
    mirror = dict(zip(days, reversed(days), strict=True))
    events = tuple(replace(event, date=mirror[event.date]) for event in item.events)
    if not any(days):
        events = events[::-1]
    yield Mutant(("event",), "if the events are reversed", replace(item, events=events))


def _claims(item: Claims) -> Iterator[Mutant]:
    verdicts = list(Verdict)
    for at, claim in enumerate(item.claims):
        other = verdicts[(verdicts.index(claim.verdict) + 1) % len(verdicts)]
        claims = _put(item.claims, at, replace(claim, verdict=other))
        yield Mutant(("claim", at), f"if '{claim.id}' is {other}", replace(item, claims=claims))


def _put(parts: tuple[_T, ...], at: int, new: _T) -> tuple[_T, ...]:
    return (*parts[:at], new, *parts[at + 1 :])
