"""Groups of answers that look alike: a second, coarser level of the review."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LIMIT", "cluster"]

LIMIT = 400
"""Groups that are compared with each other; the rest, the smallest ones, stand alone."""

_ALIKE = 0.4

_Vector = dict[str, float]


def cluster(forms: Sequence[tuple[str, bool]]) -> list[int]:
    """Give each form the number of its cluster, the largest group's cluster first.

    Likeness is the mean of two cosines: of words and of runs of three and four letters,
    both weighted by how rare they are (tf-idf). Clusters are joined while their average
    likeness is at least 0.4; what says *not* and what does not are never joined.

    Args:
        forms: The words of each group and whether it is negated.
    """
    near = forms[:LIMIT]
    words = _weighted([Counter(form.split()) for form, _ in near])
    letters = _weighted([_runs(form) for form, _ in near])
    size = len(near)
    alike = [[0.0] * size for _ in range(size)]
    for one in range(size):
        for two in range(one):
            if near[one][1] == near[two][1]:
                value = (_cosine(words, one, two) + _cosine(letters, one, two)) / 2
                alike[one][two] = alike[two][one] = value
    numbers = _joined(alike)
    return [*numbers, *range(size, len(forms))]


def _runs(form: str) -> Counter[str]:
    line = f" {form} "
    return Counter(line[at : at + n] for n in (3, 4) for at in range(len(line) - n + 1))


def _weighted(counts: list[Counter[str]]) -> list[_Vector]:
    """Weight by tf-idf, each vector of length 1."""
    seen = Counter(part for one in counts for part in one)
    total = len(counts)
    vectors = []
    for one in counts:
        vector = {part: n * (log((1 + total) / (1 + seen[part])) + 1) for part, n in one.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({part: value / length for part, value in vector.items()})
    return vectors


def _cosine(vectors: list[_Vector], one: int, two: int) -> float:
    short, long = sorted((vectors[one], vectors[two]), key=len)
    return sum(value * long[part] for part, value in short.items() if part in long)


def _joined(alike: list[list[float]]) -> list[int]:
    """Join by average link: the two clusters that are most alike, until none is alike enough."""
    members = {at: [at] for at in range(len(alike))}
    links = {at: {to: value for to, value in enumerate(row) if value >= _ALIKE and to != at}
             for at, row in enumerate(alike)}  # fmt: skip
    while True:
        best = max(
            ((value, -one, -two) for one in links for two, value in links[one].items()),
            default=(0.0, 0, 0),
        )
        if best[0] < _ALIKE:
            break
        one, two = sorted((-best[1], -best[2]))
        members[one] += members.pop(two)
        del links[two]
        for row in links.values():
            row.pop(two, None)
            row.pop(one, None)
        links[one] = {}
        for other, places in members.items():
            if other != one:
                value = sum(alike[a][b] for a in members[one] for b in places)
                value /= len(members[one]) * len(places)
                if value >= _ALIKE:
                    links[one][other] = links[other][one] = value
    numbers = [0] * len(alike)
    for at, places in members.items():
        for place in places:
            numbers[place] = at
    return numbers
