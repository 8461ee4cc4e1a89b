"""A class at once: marks, gradebook, what to review, and a letter to each student."""

from __future__ import annotations

from .counted import Counted
from .grading import GradedClass, grade_class, grade_work
from .marking_run import AttemptPolicy
from .opened import Results, open_for_review, open_results
from .results import Cell, StudentResult
from .review import Group

__all__ = [
    "AttemptPolicy",
    "Cell",
    "Counted",
    "GradedClass",
    "Group",
    "Results",
    "StudentResult",
    "grade_class",
    "grade_work",
    "open_for_review",
    "open_results",
]
