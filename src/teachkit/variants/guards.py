"""What variants must leave in its place: orders that mean something, items that refer to others."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import numbered_texts
from ..model import Choice, Match, Multi

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Item, Sheet

__all__ = ["kept_order", "pinned_items"]

_OTHERS = re.compile(
    r"\b(all|none|both|neither|any|each|two) of (the |these |those )?"
    r"(above|below|following|these|those|them|options|answers|others?|other options|other answers)"
    r"|\b(all|none|both|neither|any) (the )?(above|below)\b"
    r"|\bthe (first|second|third|last|other|previous|next) (\w+ )?"
    r"(options?|answers?|choices?|statements?)\b"
    r"|\b(alle|keine|beide)[nrs]? (der |dieser |die )?(oben|genannten|antworten|obigen)"
    r"|上記|以上の|いずれも|すべて正しい|どれでもない|該当なし"
    r"|\b(toutes|aucune|todas|ninguna) (les |de las |las |de )?(réponses|anteriores|respuestas)",
    re.IGNORECASE,
)
_BY_LETTER = re.compile(
    r"(?<!\w)\(?[A-H]\)?,? (and|or|und|oder|et|ou|y) \(?[A-H]\)?(?!\w)"
    r"|\b([Oo]ption|[Aa]nswer|[Cc]hoice|[Ss]tatement|Antwort)(s|en)? \(?[A-H]\)?(?!\w)"
    r"|[A-HＡ-Ｈ]と[A-HＡ-Ｈ]"
)
_NEIGHBOUR = re.compile(
    r"\b(question|item|task|exercise|number|no\.|aufgabe|frage|nummer|nr\.) ?\d"
    r"|\bQ ?\d"
    r"|\b(previous|last|next|preceding|following|same) (question|item|task|exercise|answer|source)"
    r"|\b(your|the) answers? (to|from|above)\b"
    r"|\b(above|below|again)\b"
    r"|\b(vorige|letzte|nächste|vorherige)[nrs]? (frage|aufgabe|antwort)|\b(oben|unten)\b"
    r"|問\s?\d|前の問|次の問|上の|下の|前問|次問",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\{item-ref\}`(?:[^`<]*<)?(?P<target>[^`>]+)>?`")
_NUMBER = re.compile(r"\W{0,3}(?:\w{1,12}\s)?(?P<number>\d[\d,. ]*)")
_OPPOSITES = (
    {"yes", "no"},
    {"true", "false"},
    {"right", "wrong"},
    {"agree", "disagree"},
    {"ja", "nein"},
    {"richtig", "falsch"},
    {"はい", "いいえ"},
    {"正しい", "誤り"},
    {"○", "×"},
)


def kept_order(item: Item) -> str:
    """Say why the order of an item's parts must stay as it is; "" if it need not."""
    if item.shuffle is not None:
        return "" if item.shuffle else "shuffle = false"
    if isinstance(item, Match):
        return _kept_sides(item)
    if not isinstance(item, Choice | Multi):
        return ""
    texts = [option.text.strip() for option in item.options]
    if any(map(_refers, texts)):
        return "options refer to each other"
    if _BY_LETTER.search(item.prompt):
        return "the prompt names an option by its letter"
    if {text.casefold().strip(" .") for text in texts} in _OPPOSITES:
        return "a pair that always stands in this order"
    if _in_order([_leading(text) for text in texts]):
        return "options stand in order of size"
    return ""


def _kept_sides(item: Match) -> str:
    texts = [pair.right for pair in item.pairs] + list(item.extra)
    if any(map(_refers, texts)):
        return "right sides refer to each other"
    counted = numbered_texts(list(dict.fromkeys(texts)))
    return "right sides stand in order of their numbers" if counted else ""


def pinned_items(sheet: Sheet) -> dict[str, str]:
    """Return the items that must keep their place, each with the reason.

    An item that refers to another is pinned, and so is the one it refers to: their numbers
    stand in the text. One that speaks of "the last question" is pinned with its neighbours.
    """
    pinned: dict[str, str] = {}
    ids = [item.id for item in sheet.items]
    for target in _targets(sheet, sheet.intro):
        pinned[target] = "the introduction names its number"
    for place, item in enumerate(sheet.items):
        for text in (item.prompt, item.simple):
            for target in _targets(sheet, text):
                pinned[target] = f"{item.id} names its number"
                pinned[item.id] = f"it names the number of {target}"
            if _NEIGHBOUR.search(text):
                for one in ids[max(0, place - 1) : place + 2]:
                    pinned.setdefault(one, f"{item.id} refers to other questions")
    return pinned


def _targets(sheet: Sheet, text: str) -> Iterator[str]:
    ids = {item.id for item in sheet.items}
    for found in _REFERENCE.finditer(text):
        name, _, item = found["target"].strip().rpartition("/")
        if name in ("", sheet.id) and item in ids:
            yield item


def _refers(text: str) -> bool:
    return bool(_OTHERS.search(text) or _BY_LETTER.search(text))


def _leading(text: str) -> Fraction | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    digits = found["number"].replace(",", "").replace(" ", "").rstrip(".")
    try:
        return Fraction(digits)
    except ValueError:
        return None


def _in_order(numbers: Sequence[Fraction | None]) -> bool:
    if len(numbers) < 3 or any(one is None for one in numbers):
        return False
    known = [one for one in numbers if one is not None]
    return known in (sorted(known), sorted(known, reverse=True))
