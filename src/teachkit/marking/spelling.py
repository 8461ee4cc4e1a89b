"""Slips of the pen: how far two words are apart, and when that may be overlooked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["distance", "slip", "turned"]

_ALPHABETS = re.compile(r"[a-z\u00df-\u024f\u0370-\u052f]+")
_LIKE = frozenset(map(frozenset, ("ck", "iy", "ij", "sz", "cs")))
_TOO_FAR = 99


def allowed(length: int) -> int:
    """Return how many slips are overlooked in a word of so many letters."""
    if length <= 3:
        return 0
    return 1 if length <= 7 else 2 if length <= 10 else 3


def distance(one: str, two: str, bound: int) -> int:
    """Return the optimal string alignment distance, or a large number beyond ``bound``.

    A missing, added or other letter and two letters that changed places count one each.
    """
    if abs(len(one) - len(two)) > bound:
        return _TOO_FAR
    start, ends = 0, min(len(one), len(two))
    while start < ends and one[start] == two[start]:
        start += 1
    end = 0
    while end < ends - start and one[-1 - end] == two[-1 - end]:
        end += 1
    one, two = one[start : len(one) - end], two[start : len(two) - end]
    if not one or not two:
        return len(one) + len(two)
    if bound == 1:
        swapped = len(one) == len(two) == 2 and one == two[::-1]
        return 1 if swapped or len(one) == len(two) == 1 else _TOO_FAR
    found = _table(one, two)
    return found if found <= bound else _TOO_FAR


def _table(one: str, two: str) -> int:
    """Fill the table of distances, three rows at a time."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, other in enumerate(two, start=1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == two[column - 2] and one[row - 2] == other:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]


def slip(said: str, wanted: str) -> int:
    """Return the number of slips between a word and the one of the key; 0 if it is too far.

    Only words of an alphabet can hold one. Guards: short words take one slip and no other
    letter in place of one (Iran, Iraq), the first letters must agree, and an ending of two
    letters or more makes another word (environment, environmental).
    """
    short = min(len(said), len(wanted))
    bound = allowed(short)
    if not bound or abs(len(said) - len(wanted)) > bound:
        return 0
    if not (_ALPHABETS.fullmatch(said) and _ALPHABETS.fullmatch(wanted)):
        return 0
    if said[0] != wanted[0]:
        bound = 1 if _same_start(said, wanted) else 0
    found = distance(said, wanted, bound) if bound else _TOO_FAR
    if found > bound:
        return 0
    if short <= 5 and not _light(said, wanted):
        return 0
    return 0 if _longer_by_an_ending(said, wanted) else found


def _longer_by_an_ending(said: str, wanted: str) -> bool:
    short, long = sorted((said, wanted), key=len)
    return len(long) - len(short) > 1 and long.startswith(short)


def _same_start(said: str, wanted: str) -> bool:
    """Whether other first letters are a slip: they changed places, or sound alike."""
    return said[:2] == wanted[1::-1] or frozenset((said[0], wanted[0])) in _LIKE


def _light(said: str, wanted: str) -> bool:
    """Whether only letters changed places, or a double letter was written once."""
    if len(said) == len(wanted):
        return sorted(said) == sorted(wanted)
    short, long = sorted((said, wanted), key=len)
    return any(
        long[place] == long[place - 1] and long[:place] + long[place + 1 :] == short
        for place in range(1, len(long))
    )


def turned(said: str, wanted: str, groups: Iterable[tuple[bool, tuple[str, ...]]]) -> bool:
    """Whether two words differ by a beginning or an ending that makes another word.

    Args:
        said: The word of the answer.
        wanted: The word of the key.
        groups: Beginnings (True) and endings (False) that exclude each other.
    """
    for first, parts in groups:
        has = str.startswith if first else str.endswith
        if not (has(said, parts) and has(wanted, parts)):  # most words: asked of all at once
            continue
        one = next((part for part in parts if has(said, part)), "")
        two = next((part for part in parts if has(wanted, part)), "")
        if one and two and one != two:
            return True
    return False
