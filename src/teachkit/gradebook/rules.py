"""The version of every marking rule: results say by which they were made.

Whoever changes what a rule gives for some answer raises its number here, so that a regrade
can tell a changed rule from a changed key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Sheet

__all__ = ["RULE_VERSIONS", "rule_key", "rules_of"]

RULE_VERSIONS: dict[str, int] = {
    "choice/one-right": 1,
    "multi/net-correct": 2,
    "multi/all-or-nothing": 2,
    "multi/false2": 2,
    "multi/coverage": 2,
    "multi/each-answer": 2,
    "number/within-tolerance": 3,
    "date/equal-date": 3,
    "text/three-way": 3,
    "cloze/mean-of-gaps": 3,
    "cloze/all-or-nothing": 3,
    "match/share-of-pairs": 1,
    "match/all-or-nothing": 1,
    "order/longest-run": 2,
    "order/all-or-nothing": 2,
    "claims/right-minus-half-wrong": 1,
    "claims/share-of-claims": 1,
    "claims/all-or-nothing": 1,
    "essay/rubric": 1,
}
"""``kind/rule`` to the number of its version."""


def rule_key(kind: str, rule: str) -> str:
    """Name a rule of a kind as above."""
    return f"{kind}/{rule}"


def rules_of(sheet: Sheet) -> dict[str, int]:
    """Return the rules that a sheet is marked by, sorted, each with its version."""
    names = sorted({rule_key(item.kind, item.rule_name) for item in sheet.items})
    return {name: RULE_VERSIONS[name] for name in names}
