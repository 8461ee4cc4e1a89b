"""Reads cells as a system writes them: ticks, pairs, gaps and orders in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..display import numbered, spaced
from ..model import Choice, Claims, Cloze, Match, Multi, Order, Verdict
from .prompts import plain, without_tags
from .responses import from_cell, from_parts
from .segments import neat, split_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Item

__all__ = ["Dialect", "read_cell"]

_NUMBERED = re.compile(r"(?:^|;\s*)\D{0,30}?(\d{1,3}): ?")
_BRACES = re.compile(r"\{([^{}]*)\}")
_VERDICTS = {
    Verdict.SUPPORTED: ("supported", "true", "yes"),
    Verdict.CONTRADICTED: ("contradicted", "false", "no"),
    Verdict.NOT_STATED: ("not stated", "not-stated", "not given", "not said"),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a system writes what is more than one word."""

    separators: tuple[str, ...] = (";",)
    """What stands between two ticks, pairs or events."""
    arrows: tuple[str, ...] = ("->",)
    """What stands between the sides of a pair."""
    blanks: frozenset[str] = frozenset()
    """What stands for no answer."""
    cut: int = 0
    """To how many characters the events of an order are cut; 0 if they are whole."""
    escape: str = ""
    """What stands before a separator that is part of a text."""
    html: bool = False
    """Whether written answers are HTML."""


def read_cell(item: Item, cell: str, dialect: Dialect) -> tuple[str, str]:
    """Read the cell of a whole item.

    Returns:
        The response as from a CSV of our own, and why it can't be read: "" if it can.
    """
    text = from_cell(without_tags(cell) if dialect.html else cell)
    if not text.strip() or text.strip() in dialect.blanks:
        return "", ""
    if text.startswith('{"'):  # our own way to write parts
        return text, ""
    if isinstance(item, Choice):
        return _one(text, _forms(item.options), dialect), ""
    return _read_many(item, text, dialect)


def _read_many(item: Item, text: str, dialect: Dialect) -> tuple[str, str]:
    """Read what may be several answers in one cell."""
    match item:
        case Multi():
            return _several(text, _forms(item.options), dialect)
        case Order():
            return _ordered(item, text, dialect)
        case Match():
            lefts = {pair.id: pair.left for pair in item.pairs}
            rights = [*(pair.right for pair in item.pairs), *item.extra]
            return _pairs(text, lefts, {right: (right,) for right in rights}, dialect)
        case Claims():
            lefts = {claim.id: claim.text for claim in item.claims}
            verdicts = {verdict.value: words for verdict, words in _VERDICTS.items()}
            response, fault = _pairs(text, lefts, verdicts, dialect)
            return (response, "") if not fault else _in_turn(text, list(lefts), dialect)
        case Cloze():
            return _in_turn(text, [gap.id for gap in item.gaps], dialect)
        case _:
            return text, ""


def _forms(options: Sequence[object]) -> dict[str, tuple[str, ...]]:
    """Return id to the forms in which an option, or event, may stand in a cell."""
    return {one.id: (one.text, plain(one.text)) for one in options}  # type: ignore[attr-defined]


def _one(text: str, forms: Mapping[str, Sequence[str]], dialect: Dialect) -> str:
    """Return the id of the option whose text this is, else the text for the marker."""
    if text.strip() in forms:
        return text
    said = {neat(text)}
    if dialect.escape:
        said.add(neat(text.replace(dialect.escape, "")))
    ids = {id_ for id_, given in forms.items() if said & set(map(neat, given))}
    return ids.pop() if len(ids) == 1 else text


def _several(text: str, forms: Mapping[str, Sequence[str]], dialect: Dialect) -> tuple[str, str]:
    """Read ticks by the options' texts; then by their ids."""
    unescaped = text.replace(dialect.escape, "") if dialect.escape else text
    ways = split_by(unescaped, forms, dialect.separators)
    if not ways:
        ways = split_by(text, {id_: (id_,) for id_ in forms}, (*dialect.separators, ";"))
    if len(ways) == 1:
        return ";".join(ways[0]), ""
    if ways:
        return text, "it can be split into the options in more than one way"
    words = all(len(given[0].strip()) > 1 for given in forms.values())
    if words and (spaced(text, len(forms)) or numbered(text, len(forms))):
        return text, ""  # copied from paper; the marker reads it
    return text, "it is not made of the options' texts"


def _ordered(item: Order, text: str, dialect: Dialect) -> tuple[str, str]:
    """Read an order by the events' texts, which the system may have cut."""
    forms = _forms(item.events)
    if not dialect.cut:
        return _several(text, forms, dialect)
    cut = {id_: (*given, *_cut(given[-1], dialect.cut)) for id_, given in forms.items()}
    ways = split_by(text, cut, dialect.separators)
    if len(ways) == 1:
        return ";".join(ways[0]), ""
    if not ways:
        return _several(text, {id_: (id_,) for id_ in forms}, dialect)
    return text, (
        f"the export cuts events to {dialect.cut} characters, and some of them begin alike"
    )


def _cut(text: str, length: int) -> tuple[str, ...]:
    """Return what may be left of a text: its beginning, with dots within the length or not."""
    if len(text) <= length:
        return ()
    return (text[:length], text[: length - 3] + "...", text[: length - 1] + "…")


def _pairs(
    text: str,
    lefts: Mapping[str, str],
    rights: Mapping[str, Sequence[str]],
    dialect: Dialect,
) -> tuple[str, str]:
    """Read ``left -> right`` pairs; a left side without a right one is blank."""
    if dialect.escape:
        text = text.replace(dialect.escape, "")
    forms: dict[str, list[str]] = {}
    meant: dict[str, tuple[str, str]] = {}
    for part, left in lefts.items():
        for arrow in dialect.arrows:
            for value, words in (*rights.items(), ("", ("",))):
                key = f"{part}\n{value}"
                meant[key] = (part, value)
                for word in words:
                    pair = f"{plain(left)} {arrow} {plain(word)}"
                    forms.setdefault(key, []).extend([pair, pair.replace(f" {arrow} ", arrow)])
    lower = {key: [one.casefold() for one in given] for key, given in forms.items()}
    ways = split_by(text.casefold(), lower, dialect.separators)
    found = [dict(meant[key] for key in way if key in meant) for way in ways]
    if len(found) == 1 and len(found[0]) == len(ways[0]):
        return from_parts(found[0]), ""
    said = "no pairs of the item" if not ways else "pairs of the item in more than one way"
    return text, f"it is made of {said}"


def _in_turn(text: str, parts: Sequence[str], dialect: Dialect) -> tuple[str, str]:
    """Read parts in their order: ``part 1: x; part 2: y``, or ``{x} {y}``, or joined."""
    given = _numbered(text, len(parts)) or _braced(text, len(parts))
    if given is None and len(parts) == 1:
        given = [text]
    if given is None and (joined := _joined(text, dialect)):
        given = joined if len(joined) == len(parts) else None
    if given is None:
        return text, f"it does not say which of the {len(parts)} gaps is meant"
    clean = ["" if one.strip() in dialect.blanks else one.strip() for one in given]
    return from_parts(dict(zip(parts, clean, strict=True))), ""


def _numbered(text: str, count: int) -> list[str] | None:
    """Split ``part 1: …; part 2: …``; ``None`` if the numbers are not 1 to n, each once."""
    marks = list(_NUMBERED.finditer(text))
    if [int(one[1]) for one in marks] != list(range(1, count + 1)) or marks[0].start():
        return None
    ends = [one.start() for one in marks[1:]] + [len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _braced(text: str, count: int) -> list[str] | None:
    given = _BRACES.findall(text)
    return given if len(given) == count and not _BRACES.sub("", text).strip() else None


def _joined(text: str, dialect: Dialect) -> list[str]:
    """Split at separators that are not escaped, for systems that can escape them."""
    if not dialect.escape:
        return []
    pieces = re.split(rf"(?<!{re.escape(dialect.escape)}){re.escape(dialect.separators[0])}", text)
    return [one.replace(dialect.escape, "") for one in pieces]
