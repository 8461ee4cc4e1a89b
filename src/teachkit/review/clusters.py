"""Puts answers that look alike side by side.

Similarity is half word, half letter: the cosine of tf-idf over words, and over pieces of
three and four letters. Groups are joined by average link down to 0.4 (nearest-neighbour
chain, so the time grows with the square of the number of forms and no faster).
"""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["MOST", "clusters"]

MOST = 250
"""So many forms are compared; what comes after them stands alone."""

_ENOUGH = 0.4


def clusters(forms: Sequence[str]) -> list[list[int]]:
    """Group forms by likeness.

    Args:
        forms: Normal forms, the most important first.

    Returns:
        Places in ``forms``; groups in the order of their first member.
    """
    compared = forms[:MOST]
    words = _cosines([Counter(one.split()) for one in compared])
    pieces = _cosines([Counter(_pieces(one)) for one in compared])
    count = len(compared)
    alike = [[(words[a][b] + pieces[a][b]) / 2 for b in range(count)] for a in range(count)]
    found = _average_link(alike)
    found += [[place] for place in range(count, len(forms))]
    return sorted(found)


def _pieces(form: str) -> Iterable[str]:
    text = f" {form} "
    return (text[at : at + size] for size in (3, 4) for at in range(len(text) - size + 1))


def _cosines(bags: list[Counter[str]]) -> list[list[float]]:
    """Return the cosine of each pair, words that many forms have counting less."""
    seen = Counter(word for bag in bags for word in bag)
    weights = {word: log((1 + len(bags)) / (1 + count)) + 1 for word, count in seen.items()}
    vectors = []
    for bag in bags:
        vector = {word: number * weights[word] for word, number in bag.items()}
        length = sqrt(sum(one * one for one in vector.values())) or 1.0
        vectors.append({word: one / length for word, one in vector.items()})
    table = [[0.0] * len(bags) for _ in bags]
    for a, one in enumerate(vectors):
        for b in range(a):
            other = vectors[b]
            small, large = (one, other) if len(one) < len(other) else (other, one)
            table[a][b] = table[b][a] = sum(
                value * large[word] for word, value in small.items() if word in large
            )
    return table


def _average_link(alike: list[list[float]]) -> list[list[int]]:
    """Join groups while the mean likeness of their members is enough."""
    members = {place: [place] for place in range(len(alike))}
    chain: list[int] = []
    done: list[list[int]] = []
    while members:
        if not chain:
            chain.append(min(members))
        last = chain[-1]
        best, score = _nearest(last, members, alike, chain[-2] if len(chain) > 1 else None)
        if best is None or score < _ENOUGH:
            # Nothing near enough to the end of the chain will ever come nearer.
            done.append(sorted(members.pop(last)))
            chain.pop()
        elif len(chain) > 1 and best == chain[-2]:
            chain = chain[:-2]
            _join(last, best, members, alike)
        else:
            chain.append(best)
    return done


def _nearest(
    last: int, members: dict[int, list[int]], alike: list[list[float]], before: int | None
) -> tuple[int | None, float]:
    """Find the group nearest to one; of equals the one before it in the chain."""
    best, score = before, alike[last][before] if before is not None else -1.0
    for other in members:
        if other != last and alike[last][other] > score:
            best, score = other, alike[last][other]
    return best, score


def _join(one: int, other: int, members: dict[int, list[int]], alike: list[list[float]]) -> None:
    """Make two groups one; its likeness to others is the mean over its members."""
    keep, gone = min(one, other), max(one, other)
    size, more = len(members[keep]), len(members[gone])
    for place in members:
        mean = (size * alike[keep][place] + more * alike[gone][place]) / (size + more)
        alike[keep][place] = alike[place][keep] = mean
    members[keep] += members.pop(gone)
