"""Says which parts a response names that its item does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import did_you_mean
from .columns import item_parts
from .findings import shown
from .responses import unknown_parts

if TYPE_CHECKING:
    from ..model import Item
    from .findings import Findings

__all__ = ["say_unknown_parts"]


def say_unknown_parts(findings: Findings, file: str, line: int, item: Item, response: str) -> None:
    """Name the parts of a JSON object that the item has not: they are not marked."""
    parts = item_parts(item)
    for part in unknown_parts(response, parts) if parts else ():
        hint = did_you_mean(part[:100], parts)
        findings.warn(
            "unknown-item",
            file,
            "no such part of the item: not marked",
            line=line,
            key=f"{item.id}.{shown(part)}",
            hint=hint if hint.startswith("did") else "",
        )
