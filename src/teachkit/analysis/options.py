"""What each option drew: how many, of which third, and how strong these are on the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..display import right_sides
from ..gradebook.chosen import chosen_in, option_keys
from ..marking import mark
from ..marking.normal import normalise
from ..model import Choice, Claims, Cloze, Match, Multi, Verdict
from .intervals import Estimate, Sample, welch, wilson
from .moments import Moments, moments_of, sample_of
from .thirds import Thirds, in_thirds

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from ..gradebook.tally import ItemTally
    from ..model import Item, Sheet

__all__ = ["Offer", "OptionStats", "comparisons_of", "option_stats"]

_RISK = 0.1
"""For all comparisons of a sheet together: in one class out of 20 an option may seem better
than the key by chance alone, and in another one worse."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One option of an item, or of one part of it, as the author wrote it."""

    key: str
    """As in the tally; "" or ``part=`` is what was left empty."""
    part: str
    """What it belongs to, as Markdown: a left side, a claim, a gap; "" of the whole item."""
    text: str
    """As Markdown; "" for what was left empty."""
    why: str
    """The author's word on it."""
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionStats:
    """What one option drew."""

    offer: Offer
    count: int
    share: Estimate
    """Of all whose choice could be read."""
    thirds: Thirds
    rest: Sample | None
    """Points of those who chose it on the rest of the sheet; ``None`` if not known."""
    over_key: Estimate | None = None
    """How much more they reach on the rest than those who chose the key; its interval allows
    for all comparisons of the sheet together (Bonferroni)."""


def comparisons_of(sheet: Sheet) -> int:
    """Count the wrong options that are held against a key."""
    return sum(
        bool(one.text) and not one.right
        for item in sheet.items
        if not isinstance(item, Multi)
        for one in _offers(item)
    )


def option_stats(  # noqa: PLR0913 - what an option is seen beside
    sheet: Sheet,
    item: Item,
    tally: ItemTally,
    unit: int,
    *,
    place: Mapping[int, int],
    comparisons: int,
) -> tuple[OptionStats, ...]:
    """Return what each option drew, in the sheet's order; nothing for free answers.

    Args:
        sheet: The sheet.
        item: One of its items.
        tally: What was answered.
        unit: The tally's unit.
        place: The third of each total.
        comparisons: See `comparisons_of`.
    """
    offers = list(_offers(item))
    level = 1 - _RISK / max(1, comparisons)
    rests = _rests(sheet, item, tally, unit)
    asked: dict[str, int] = {}
    for one in offers:
        chosen = sum(tally.chosen.get(one.key, {}).values())
        asked[one.part] = asked.get(one.part, 0) + chosen
    whole = sum(one.count for one in tally.answers.values() if one.state != "unreadable")
    keys = {one.part: rests.get(one.key) for one in offers if one.right}
    made = []
    for one in offers:
        totals = tally.chosen.get(one.key, {})
        count = sum(totals.values())
        n = whole if isinstance(item, Multi) else asked[one.part]
        rest = rests.get(one.key)
        if rest is not None and rest.n != count:
            rest = None  # some of the answers were too long to be kept
        held = not one.right and one.text and not isinstance(item, Multi)
        key = keys.get(one.part) if held else None
        made.append(
            OptionStats(
                offer=one,
                count=count,
                share=wilson(count / n, n) if n else Estimate(0.0),
                thirds=in_thirds(totals, place),
                rest=rest,
                over_key=welch(rest, key, level) if rest and key else None,
            )
        )
    return tuple(made)


def _rests(sheet: Sheet, item: Item, tally: ItemTally, unit: int) -> dict[str, Sample]:
    """Return the rest of those who chose each option: each different answer is read once."""
    if not option_keys(item):
        return {}
    sums: dict[str, Moments] = {}
    for one in tally.answers.values():
        if one.points is None:
            continue
        alone = moments_of([one])
        for key in chosen_in(item, mark(item, one.response, sheet=sheet)):
            sums[key] = sums.get(key, Moments()) + alone
    found = {key: sample_of(moments, unit) for key, moments in sums.items()}
    return {key: one for key, one in found.items() if one}


def _offers(item: Item) -> Iterator[Offer]:
    """Yield the options as the author wrote them; of each part, what is left empty last."""
    match item:
        case Choice() | Multi():
            for one in item.options:
                yield Offer(one.id, "", one.text, one.why, one.correct)
            yield Offer("", "", "", "", right=False)
        case Match():
            sides = right_sides(item)
            for pair in item.pairs:
                right = {id_ for id_, text in sides if text == pair.right}
                yield from _part(pair.id, pair.left, sides, right, pair.why)
        case Claims():
            verdicts = [(one.value, one.value) for one in Verdict]
            for claim in item.claims:
                right = {claim.verdict.value}
                yield from _part(claim.id, claim.text, verdicts, right, claim.why)
        case Cloze():
            for number, gap in enumerate(item.gaps, start=1):
                accept = {normalise(one) for one in (*gap.accept, gap.answer) if one}
                right = {one for one in gap.options if normalise(one) in accept}
                pairs = [(one, one) for one in gap.options]
                yield from _part(gap.id, f"({number})", pairs, right, gap.why)
        case _:
            return


def _part(
    id_: str, label: str, sides: Iterable[tuple[str, str]], right: Container[str], why: str
) -> Iterator[Offer]:
    """Yield what one part offers; nothing if it offers nothing."""
    offered = [Offer(f"{id_}={side}", label, text, why, side in right) for side, text in sides]
    if offered:
        yield from offered
        yield Offer(f"{id_}=", label, "", "", right=False)
