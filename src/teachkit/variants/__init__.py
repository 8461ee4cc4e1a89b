"""Variants of a sheet: the same items in other orders, and the way back from letters.

A `Variant` says in which order items, options, right sides and events are printed. It is made
by `make_variants`, written into a map that goes with the printed sheets, and read back when
answers by letter come in. Neither Typst nor the Markdown reader is needed.
"""

from __future__ import annotations

from .fairness import Fairness, Spread, fairness
from .guards import kept_order, pinned_items
from .mapfile import MAP_COLUMNS, VariantMap, map_rows, read_map
from .orders import VARIANT_NAMES, Variant, make_variants, part_ids, plain_variant
from .printed import as_ids, unclear

__all__ = [
    "MAP_COLUMNS",
    "VARIANT_NAMES",
    "Fairness",
    "Spread",
    "Variant",
    "VariantMap",
    "as_ids",
    "fairness",
    "kept_order",
    "make_variants",
    "map_rows",
    "part_ids",
    "pinned_items",
    "plain_variant",
    "read_map",
    "unclear",
]
