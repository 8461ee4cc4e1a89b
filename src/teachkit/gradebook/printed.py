"""Letters that students wrote on printed variants, brought to what they stood for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..classwork import shown
from ..display import sheet_build
from ..errors import Problem
from ..variants import as_ids, plain_variant, read_map, unclear

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from ..classwork import Answer, Classwork
    from ..model import Sheet
    from ..variants import VariantMap

__all__ = ["as_printed"]

_CLASH = "other-variant"
"""Readers say so of a student whose roster and answers name two variants."""


def as_printed(sheet: Sheet, work: Classwork, variants: str | os.PathLike[str] | None) -> Classwork:
    """Read letters as each student saw them.

    Args:
        sheet: The sheet.
        work: What was handed in; ``variant`` says which one a student had.
        variants: The map that was printed with the variants, or ``None``.

    Returns:
        The same answers with ids in the place of letters. A letter whose variant is not known
        is kept as what no rule takes for an answer: a person decides.

    Raises:
        ProblemsError: the map cannot be used.
    """
    if variants is None:
        return replace(work, problems=(*work.problems, *_unmapped(sheet, work)))
    known = read_map(Path(variants), sheet)
    given = {one.code: one.variant.strip().upper() for one in work.students}
    clash = {one.key for one in work.problems if one.code == _CLASH}
    doubtful = {code for code in given if shown(code) in clash}
    items = {item.id: item for item in sheet.items}
    answers = []
    lost: Counter[str] = Counter()
    for answer in work.answers:
        name = "" if answer.student in doubtful else given.get(answer.student, "")
        variant = known.variants.get(name)
        item = items[answer.item]
        if variant is not None:
            said = as_ids(item, answer.response, variant)
        else:
            said = unclear(item, answer.response, plain_variant(sheet))
            lost[answer.student] += said != answer.response
        answers.append(answer if said == answer.response else replace(answer, response=said))
    found = (*_changed(sheet, known, str(variants)), *_lost(lost, given, known, str(variants)))
    return replace(work, answers=tuple(answers), problems=(*work.problems, *found))


def _unmapped(sheet: Sheet, work: Classwork) -> Iterator[Problem]:
    """Say that letters were read as the sheet stands, though students had variants."""
    with_variant = {one.code: one.variant for one in work.students if one.variant.strip()}
    items, plain = {item.id: item for item in sheet.items}, plain_variant(sheet)
    letters: list[Answer] = [
        one
        for one in work.answers
        if one.student in with_variant
        and unclear(items[one.item], one.response, plain) != one.response
    ]
    if letters:
        names = ", ".join(sorted({with_variant[one.student] for one in letters}))
        yield Problem(
            file=letters[0].file,
            line=letters[0].row,
            message=f"{len(letters)} answers are letters of variants ({names}) and were read as "
            "those of the sheet as it stands",
            hint="grade again with --variants, the map that was printed with them",
            code="no-map",
        )


def _changed(sheet: Sheet, known: VariantMap, file: str) -> Iterator[Problem]:
    if known.build != sheet_build(sheet):
        yield Problem(
            file=file,
            message="the sheet was changed after these variants were printed",
            hint="letters are read as printed; look at items that were changed",
            severity="warning",
            code="other-build",
        )


def _lost(
    lost: Counter[str], given: dict[str, str], known: VariantMap, file: str
) -> Iterator[Problem]:
    for code, count in lost.items():
        if count:
            name = given.get(code, "")
            why = f"variant {shown(name)} is not on the map" if name else "no variant is named"
            why = "two variants are named" if name in known.variants else why
            yield Problem(
                file=file,
                key=shown(code),
                message=f"{why}: {count} answers by letter wait for a person",
                hint="name the variant in the answers or in the roster",
                severity="warning",
                code="no-variant",
            )
