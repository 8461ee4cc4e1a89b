"""Whether students are looked at one by one, and what grades row by row; light to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rows import RowLoop

if TYPE_CHECKING:
    from .loops import Source
    from .work import Work

__all__ = ["by_person", "row_loop"]


def by_person(source: Source, work: Work) -> bool:
    """Whether the students of a file have to be looked at one by one."""
    columns = source.columns
    return (
        work.people is not None
        or columns.variant is not None
        or bool(getattr(columns, "by_person", False))
    )


def row_loop(source: Source, work: Work) -> RowLoop:
    """Return what grades row by row where students need not be looked at one by one.

    By a mapping some rows are nobody's, where a form did not ask who answers.
    """
    if work.mapping is not None or by_person(source, work):
        from .persons import PersonLoop  # noqa: PLC0415 - most cohorts need none of it

        return PersonLoop(source, work)
    return RowLoop(work.counts, source.columns, work.students, work.findings, source.name)
