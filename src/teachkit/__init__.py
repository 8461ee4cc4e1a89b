"""Lessons, handouts and marking from one exercise bank.

Importing this package costs nothing: each name is loaded when it is first used, and
neither Sphinx nor Typst is touched until a page or a handout is made.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bank import load_sheet
    from .errors import Problem, ProblemsError
    from .marking import mark
    from .marking.groups import review_groups
    from .marking.outside import mark_text
    from .model import Item, Mark, Sheet, State

__version__ = "0.1.0"
__all__ = [
    "Item",
    "Mark",
    "Problem",
    "ProblemsError",
    "Sheet",
    "State",
    "load_sheet",
    "mark",
    "mark_text",
    "review_groups",
]

_HOME = {
    "Item": "model",
    "Mark": "model",
    "Sheet": "model",
    "State": "model",
    "Problem": "errors",
    "ProblemsError": "errors",
    "load_sheet": "bank",
    "mark": "marking",
    "mark_text": "marking.outside",
    "review_groups": "marking.groups",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
