"""Splits a cell by the texts it can be made of, and never by a bare separator.

An option's text may hold the separator itself: "Iceland, Norway" is one tick or two. So
every way to write the cell with the known texts is looked for; only if there is exactly
one is it taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Split", "neat", "split_by"]

_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "}
)
_STEPS = 20_000
_MOST = 50_000

Split = tuple[str, ...] | None
"""The ids of the texts in their order; ``None`` if no way was found."""


def neat(text: str) -> str:
    """Bring a text to the form in which texts of two systems are compared."""
    return " ".join(text.translate(_SIGNS).split())


def split_by(
    cell: str, texts: Mapping[str, Sequence[str]], separators: Iterable[str]
) -> list[tuple[str, ...]]:
    """Find the ways to write a cell with known texts, each used at most once.

    Args:
        cell: The cell.
        texts: Id to the forms in which its text may stand.
        separators: What may stand between two texts, without the spaces around it.

    Returns:
        Up to two different ways, as ids in their order: none is no way, two is no telling.
    """
    whole = neat(cell)
    if len(whole) > _MOST:
        return []
    forms = sorted(
        {(neat(form), id_) for id_, given in texts.items() for form in given if neat(form)},
        key=lambda one: (-len(one[0]), one),
    )
    found: list[tuple[str, ...]] = []
    for ids in _ways(whole, forms, [one.strip() for one in separators]):
        if ids not in found:
            found.append(ids)
        if len(found) == 2:
            break
    return found


def _ways(
    text: str, forms: list[tuple[str, str]], separators: list[str]
) -> Iterator[tuple[str, ...]]:
    """Yield the ways, depth first, the longest texts first; dead ends are tried once."""
    dead: set[int] = set()
    stack: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    steps = 0
    while stack and steps < _STEPS:
        steps += 1
        at, ids = stack.pop()
        going = []
        for form, id_ in forms:
            if id_ in ids or not text.startswith(form, at):
                continue
            end = at + len(form)
            if end == len(text):
                yield (*ids, id_)
                continue
            after = _after(text, end, separators)
            if after == len(text):  # a separator at the end, as some systems write it
                yield (*ids, id_)
            elif after and after not in dead:
                going.append((after, (*ids, id_)))
        if not going and not _reaches(text, at, forms):
            dead.add(at)
        stack += reversed(going)
    if stack:  # too many ways to look at them all: there is no telling
        yield ("", "1")
        yield ("", "2")


def _reaches(text: str, at: int, forms: list[tuple[str, str]]) -> bool:
    return any(text.startswith(form, at) for form, _ in forms)


def _after(text: str, at: int, separators: list[str]) -> int:
    """Return where the next text begins behind a separator; 0 if none stands here."""
    start = at + (text[at : at + 1] == " ")
    for separator in separators:
        if text.startswith(separator, start):
            end = start + len(separator)
            return end + (text[end : end + 1] == " ")
    return 0
