"""Which engine a run takes: by the number of rows, and by what is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["ENGINES", "Engine", "choose"]

Engine = Literal["class", "rows", "arrow", "cluster"]
ENGINES = ("auto", "class", "rows", "arrow", "cluster")
