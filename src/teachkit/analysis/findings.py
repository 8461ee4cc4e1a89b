"""What a person should look at, in sentences: each says on what it rests."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from ..gradebook.markup import plain
from ..marking.responses import clip
from .intervals import fisher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .items import Analysis, ItemStats
    from .options import OptionStats

__all__ = ["FEW", "KINDS", "Finding", "findings", "relation_words"]

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


def findings(analysis: Analysis) -> tuple[Finding, ...]:
    """Return what to look at, the gravest first, then in the sheet's order."""
    found = [
        Finding(kind, one.number, one.item.id, text)
        for one in analysis.items
        if one.decided >= FEW
        for kind, text in _of_item(one, len(analysis.items))
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.number)))


def _of_item(stats: ItemStats, items: int) -> Iterator[tuple[str, str]]:
    number = f"Q{stats.number}"
    doubts = [doubt for one in stats.options if (doubt := _doubt(one, stats))]
    for kind, text in sorted(doubts):
        yield kind, f"{number}: {text}"
    if _runs_against(stats, items) and not any(kind == "key" for kind, _ in doubts):
        text = "those who do well on the rest of the sheet do worse here."
        yield "key", f"{number}: {text} Check the key and the wording."
    if stats.guess and stats.credit and (stats.credit.high or 1) < stats.guess:
        earned, blind = _percent(stats.credit.value), _percent(float(stats.guess))
        text = f"{number}: the class earned {earned} here; blind guessing earns {blind}."
        yield "guess", f"{text} A shared mistake draws them, or the key is wrong."
    yield from (("never", f"{number}: {text}") for text in _never(stats))


def _runs_against(stats: ItemStats, items: int) -> bool:
    """Whether the correlation is below 0, with all items of the sheet allowed for."""
    if stats.rest is None:
        return False
    high = fisher(stats.rest.value, stats.decided, level=1 - _RISK / items).high
    return high is not None and high < 0


def _doubt(option: OptionStats, stats: ItemStats) -> tuple[str, str] | None:
    """Say whether a wrong option looks righter than the key."""
    if option.offer.right or not option.offer.text or option.over_key is None:
        return None
    key = next(
        (one for one in stats.options if one.offer.right and one.offer.part == option.offer.part),
        None,
    )
    if key is None or option.rest is None or key.rest is None:
        return None
    where = f"at {_said(option.offer.part)}, " if option.offer.part else ""
    said, low = _said(option.offer.text), option.over_key.low
    if min(option.rest.n, key.rest.n) >= _LEAST and low is not None and low > 0:
        text = (
            f"probably the key is wrong: {where}the {option.count} students who chose {said} reach "
            f"{option.over_key.value:.1f} points more on the rest of the sheet than the "
            f"{key.count} who chose the key (surely more than {low:.1f})."
        )
        return "key", text
    upper, upper_key = option.thirds[2], key.thirds[2]
    if _sign_chance(upper, upper_key) < _CHANCE:
        text = (
            f"check the key: {where}{upper} of the best third chose {said}, and only {upper_key} "
            "the key. If the key stands, this is what to teach again."
        )
        return "look", text
    return None


def _sign_chance(more: int, less: int) -> float:
    """Return how often a coin gives ``more`` heads or even more of ``more + less`` throws."""
    n = more + less
    return sum(comb(n, heads) for heads in range(more, n + 1)) / 2.0**n


def _never(stats: ItemStats) -> Iterator[str]:
    """Name the wrong options that nobody chose, part by part."""
    parts: dict[str, list[OptionStats]] = {}
    for one in stats.options:
        parts.setdefault(one.offer.part, []).append(one)
    if any(parts) or stats.decided < _SOME:
        return  # in a list for many parts an option is for one of them
    unused = [_said(one.offer.text) for one in stats.options if one.offer.text and not one.count]
    if unused:
        yield f"nobody of {stats.decided} chose {', '.join(unused)}."


def relation_words(stats: ItemStats) -> str:
    """Say what the correlation with the rest tells, as far as it tells anything."""
    if stats.decided < FEW:
        return f"too few ({stats.decided}) to say"
    if stats.rest is None:
        return "all the same: it does not part students"
    low, high = stats.rest.low, stats.rest.high
    if low is None or high is None:
        return "too few to say"
    if high < 0:
        return "runs against the rest"
    if low > 0:
        return "goes with the rest" if low < 0.3 else "goes closely with the rest"
    if high < 0.3:
        return "hardly goes with the rest"
    return "too few to say"


def _said(text: str) -> str:
    return f"“{clip(plain(text), 70).rstrip('.')}”"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
