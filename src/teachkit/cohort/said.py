"""What is said of answers after all are counted: it is known then how many gave each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..classwork.findings import shown
from ..errors import Problem
from ..variants import plain_variant, unclear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..gradebook.tally import Tally
    from .work import Work

__all__ = ["say_faulty", "say_unmapped"]


def say_faulty(work: Work, tally: Tally) -> None:
    """Name the answers that a mapped file holds in a form that can't be read."""
    for marker in work.counts.markers:
        item = marker.item.id
        for given, (fault, asked) in sorted(marker.faulty.items()):
            found = tally.items[item].answers.get(given)
            many = "" if found is None else f" ({found.count:,} answers)"
            said = f"{shown(given.response)}: " if asked else ""
            work.findings.error(
                "unreadable-answer",
                work.sheet.id,
                f"{said}{fault}: a person must look{many}",
                key=item,
                hint="it is in the review; all else in the rows is graded",
            )


def say_unmapped(work: Work, variants: Mapping[str, Tally]) -> None:
    """Say that letters were read as the sheet stands, though students had variants."""
    if work.people is not None and work.people.printed is not None:
        return
    plain, count, names = plain_variant(work.sheet), 0, set()
    for name, tally in variants.items():
        for item in work.sheet.items if name else ():
            for given, answer in tally.items[item.id].answers.items():
                if unclear(item, given.response, plain) != given.response:
                    count += answer.count
                    names.add(name)
    if count:
        work.findings.problems.append(
            Problem(
                file=work.sheet.id,
                message=f"{count:,} answers are letters of variants ({', '.join(sorted(names))}) "
                "and were read as those of the sheet as it stands",
                hint="grade again with --variants, the map that was printed with them",
                code="no-map",
            )
        )
