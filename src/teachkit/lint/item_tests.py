"""Items prove themselves: each must give its own test responses the marks they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import did_you_mean
from ..marking import mark
from ..marking.responses import as_parts, clip
from ..marking.verdicts import show
from ..model import Claims, Cloze, Essay, Match, State, Text

if TYPE_CHECKING:
    from ..model import Item, ItemTest, Mark
    from .draft import Draft, DraftItem

__all__ = ["UNMARKABLE", "check_item", "passes"]

UNMARKABLE = frozenset(["no-correct", "bad-date", "bad-number", "unknown-rule", "duplicate-id"])
"""Problems of an item that leave no key to mark by; its tests would only repeat them."""


def check_item(draft: Draft, one: DraftItem) -> None:
    """Run the tests of an item."""
    item, place = one.item, one.place
    if len(item.tests) < 2 and not isinstance(item, Essay):
        number = len(item.tests) or "no"
        noun = "test" if number == 1 else "tests"
        draft.report(
            "few-tests",
            place,
            f"has {number} {noun}, and needs two",
            'add [[item.test]] response = "…" score = "1", and one that is wrong',
        )
    if draft.codes_at(place) & UNMARKABLE:
        return
    for at, test in enumerate(item.tests):
        path = (*place, "test", at)
        got = mark(item, test.response, sheet=draft.sheet)
        strange = _unknown_parts(item, test.response)
        if strange:
            draft.report("test-unknown-part", (*path, "response"), *strange)
        elif not _agrees(test, got):
            draft.report("test-fails", path, _difference(test, got))
        elif got.state is State.UNREADABLE and test.state is None:
            draft.report("test-unreadable", (*path, "response"), got.reason)
        elif got.state is State.UNSURE and test.state is None:
            message = f"'{clip(test.response, 40)}' has no mark yet: a person decides"
            hint = "" if isinstance(item, Text) else 'add state = "unsure", or take the test out'
            draft.report("test-undecided", path, message, hint)


def passes(item: Item, test: ItemTest) -> bool:
    """Whether an item gives a test response the mark it asks for."""
    return _agrees(test, mark(item, test.response))


def _agrees(test: ItemTest, got: Mark) -> bool:
    return got.score == test.score and test.state in (None, got.state)


def _difference(test: ItemTest, got: Mark) -> str:
    """Say what was expected, what came, and the reason of the mark."""
    expected, came = show(test.score), show(got.score)
    if test.state is not None and test.state is not got.state:
        expected, came = f"{expected} ({test.state})", f"{came} ({got.state})"
    return f"'{clip(test.response, 40)}' must get {expected}, but gets {came}: {got.reason}"


def _unknown_parts(item: Item, response: str) -> tuple[str, str] | None:
    """Return what is wrong with the part names of a response, and the hint."""
    match item:
        case Cloze():
            known = {gap.id for gap in item.gaps}
        case Match():
            known = {pair.id for pair in item.pairs}
        case Claims():
            known = {claim.id for claim in item.claims}
        case _:
            return None
    given = as_parts(response)
    if given is None:
        return "is no JSON object", f"""write '{{"{min(known)}": "…"}}'"""
    for name in given.keys() - known:
        return f"the item has no part '{name}'", did_you_mean(name, known)
    return None
