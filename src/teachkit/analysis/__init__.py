"""What the answers of a class say of items, and how sure that is.

Pure: from a sheet and a tally (``gradebook.tally``) to figures, each with its interval, and
to sentences. docs/toolkit/report.md says how to read them.
"""

from __future__ import annotations

from .draws import Draw, common_error
from .fairness import VariantGap, variant_gaps
from .findings import FEW, Finding, findings, relation_words
from .intervals import Estimate
from .items import Analysis, ItemStats, analyse
from .options import Offer, OptionStats
from .pooling import ClassShare, PooledItem, item_hash, pool
from .reliability import of_decided

__all__ = [
    "FEW",
    "Analysis",
    "ClassShare",
    "Draw",
    "Estimate",
    "Finding",
    "ItemStats",
    "Offer",
    "OptionStats",
    "PooledItem",
    "VariantGap",
    "analyse",
    "common_error",
    "findings",
    "item_hash",
    "of_decided",
    "pool",
    "relation_words",
    "variant_gaps",
]
