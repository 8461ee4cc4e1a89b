"""A whole cohort at once: thousands of students, or millions, without letters.

One state (`counts`) and several loops over it: rows with the standard library, Arrow
record batches, and partitions on a cluster. All give the same bytes.
"""

from __future__ import annotations

from .asked import Asked
from .grading import GradedCohort, grade_cohort
from .work import Engine

__all__ = ["Asked", "Engine", "GradedCohort", "grade_cohort"]
