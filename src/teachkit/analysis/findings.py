"""What a person should look at, in sentences: each says on what it rests."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from ..gradebook.markup import plain
from ..marking.responses import clip
from ..speech import speech_of
from .intervals import fisher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..speech import Speech
    from .items import Analysis, ItemStats
    from .options import OptionStats

__all__ = ["FEW", "KINDS", "Finding", "findings", "relation_words"]

ENGLISH = speech_of("en")
FEW = 10
"""Of fewer answers only the counts are told."""

KINDS = ("key", "look", "guess", "never")
"""Kinds of finding, the gravest first."""

_SOME = 20
"""An option that none of so many chose is worth a word."""
_RISK = 0.1
"""Twice the share of classes in which some item may seem to run against the rest by chance."""
_CHANCE = 0.02
_LEAST = 3
"""Fewest students in a group whose mean is compared."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at."""

    kind: str
    """``key``: probably the key is wrong; ``look``: it may be; ``guess``: worse than blind
    guessing; ``never``: options that nobody chose."""
    number: int
    item: str
    text: str


def findings(analysis: Analysis, speech: Speech = ENGLISH) -> tuple[Finding, ...]:
    """Return what to look at, the gravest first, then in the sheet's order.

    Args:
        analysis: What is known of a class.
        speech: The language of the sentences.
    """
    found = [
        Finding(kind, one.number, one.item.id, text)
        for one in analysis.items
        if one.decided >= FEW
        for kind, text in _of_item(one, len(analysis.items), speech)
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.number)))


def _of_item(stats: ItemStats, items: int, speech: Speech) -> Iterator[tuple[str, str]]:
    number = speech.say("report.short", n=stats.number)
    doubts = [doubt for one in stats.options if (doubt := _doubt(one, stats, speech))]
    for kind, text in sorted(doubts):
        yield kind, f"{number}: {text}"
    if _runs_against(stats, items) and not any(kind == "key" for kind, _ in doubts):
        yield "key", f"{number}: {speech.say('finding.against')}"
    if stats.guess and stats.credit and (stats.credit.high or 1) < stats.guess:
        earned, blind = speech.percent(stats.credit.value), speech.percent(float(stats.guess))
        yield "guess", f"{number}: {speech.say('finding.guess', earned=earned, blind=blind)}"
    yield from (("never", f"{number}: {text}") for text in _never(stats, speech))


def _runs_against(stats: ItemStats, items: int) -> bool:
    """Whether the correlation is below 0, with all items of the sheet allowed for."""
    if stats.rest is None:
        return False
    high = fisher(stats.rest.value, stats.decided, level=1 - _RISK / items).high
    return high is not None and high < 0


def _doubt(option: OptionStats, stats: ItemStats, speech: Speech) -> tuple[str, str] | None:
    """Say whether a wrong option looks righter than the key."""
    if option.offer.right or not option.offer.text or option.over_key is None:
        return None
    key = next(
        (one for one in stats.options if one.offer.right and one.offer.part == option.offer.part),
        None,
    )
    if key is None or option.rest is None or key.rest is None:
        return None
    part = option.offer.part
    where = speech.say("finding.at", part=_said(part, speech)) if part else ""
    said, low = _said(option.offer.text, speech), option.over_key.low
    if min(option.rest.n, key.rest.n) >= _LEAST and low is not None and low > 0:
        more, least = (speech.number(f"{one:.1f}") for one in (option.over_key.value, low))
        return "key", speech.say(
            "finding.key", where=where, n=option.count, said=said, more=more, key=key.count,
            low=least,
        )  # fmt: skip
    upper, upper_key = option.thirds[2], key.thirds[2]
    if _sign_chance(upper, upper_key) < _CHANCE:
        text = speech.say("finding.look", where=where, n=upper, said=said, key=upper_key)
        return "look", text
    return None


def _sign_chance(more: int, less: int) -> float:
    """Return how often a coin gives ``more`` heads or even more of ``more + less`` throws."""
    n = more + less
    return sum(comb(n, heads) for heads in range(more, n + 1)) / 2.0**n


def _never(stats: ItemStats, speech: Speech) -> Iterator[str]:
    """Name the wrong options that nobody chose, part by part."""
    parts: dict[str, list[OptionStats]] = {}
    for one in stats.options:
        parts.setdefault(one.offer.part, []).append(one)
    if any(parts) or stats.decided < _SOME:
        return  # in a list for many parts an option is for one of them
    idle = [one for one in stats.options if one.offer.text and not one.count]
    if idle:
        options = ", ".join(_said(one.offer.text, speech) for one in idle)
        yield speech.say("finding.never", n=stats.decided, options=options)


def relation_words(stats: ItemStats, speech: Speech = ENGLISH) -> str:
    """Say what the correlation with the rest tells, as far as it tells anything."""
    if stats.decided < FEW:
        return speech.say("finding.few", n=stats.decided)
    return speech.say(f"finding.{_relation(stats)}")


def _relation(stats: ItemStats) -> str:
    if stats.rest is None:
        return "same"
    low, high = stats.rest.low, stats.rest.high
    if low is None or high is None:
        return "too-few"
    if high < 0:
        return "runs-against"
    if low > 0:
        return "goes" if low < 0.3 else "goes-closely"
    return "hardly" if high < 0.3 else "too-few"


def _said(text: str, speech: Speech) -> str:
    return speech.say("finding.quote", text=clip(plain(text), 70).rstrip("."))
