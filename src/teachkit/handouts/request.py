"""What is to be printed, and the files that come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError, did_you_mean
from ..variants import make_variants, plain_variant
from .document import handout_document, simpler
from .look import Look
from .vary import varied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ..model import Sheet
    from ..variants import Variant
    from .classlist import Copy

__all__ = ["CLASS_FILE", "TEACHER", "Job", "Request", "chosen_items"]

TEACHER = "teacher"
"""The folder for what students must not see."""
CLASS_FILE = 40
"""Sheets in one file of a class set: what Typst sets at once in some 250 MB."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be set."""

    file: str
    """Its name below the output folder."""
    template: str
    document: Callable[[], dict[str, Any]]
    """Makes the data when its turn comes: a thousand copies are never held at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One sheet and how it is to be printed."""

    sheet: Sheet
    pack_root: Path
    look: Look = Look()  # noqa: RUF009 - it is frozen
    variants: int = 0
    """How many; 0 prints the sheet as it stands."""
    seed: str = ""

    def orders(self) -> list[Variant]:
        """Return the variants that are printed: the sheet as it stands if there are none."""
        if not self.variants:
            return [plain_variant(self.sheet)]
        return make_variants(self.sheet, self.variants, self.seed)

    def document(self, *, key: bool) -> tuple[dict[str, Any], dict[str, Path]]:
        """Return the data of the sheet as it stands, and its figures.

        Raises:
            ProblemsError: with everything in the sheet that cannot be printed.
        """
        return handout_document(self.sheet, key=key, pack_root=self.pack_root, look=self.look)

    def printed_sheet(self) -> Sheet:
        """Return the sheet as students see it: with simpler prompts if these are printed."""
        return simpler(self.sheet) if self.look.simple else self.sheet

    def name(self, *parts: str) -> str:
        """Return a file's name without ending: sheet, parts, and what is unusual of its look."""
        said = "".join(f"-{part}" for part in parts if part)
        return f"{self.sheet.id}{said}{self.look.suffix()}"

    def sheets(self, *, key: bool, folder: str = "", what: str = "") -> Iterator[Job]:
        """Yield a worksheet or key for each variant; ``what`` stands in the names of files."""
        document, _ = self.document(key=key)
        for order in self.orders():
            name = self.name(what, order.name, "key" if key else "")
            yield Job(
                f"{folder}{name}.pdf",
                "key.typ" if key else "worksheet.typ",
                _later(document, self.sheet, order),
            )

    def copies(self, students: Sequence[Copy]) -> Iterator[Job]:
        """Yield a worksheet for each student."""
        document, _ = self.document(key=False)
        made = {one.name: varied(document, self.sheet, one) for one in self.orders()}
        for student in students:
            yield Job(
                f"{self.name(student.file)}.pdf",
                "worksheet.typ",
                _personal(made[student.variant], student),
            )

    def class_files(self, students: Sequence[Copy]) -> Iterator[Job]:
        """Yield files that hold all students' worksheets, ``CLASS_FILE`` in each."""
        document, _ = self.document(key=False)
        made = {one.name: varied(document, self.sheet, one) for one in self.orders()}
        pieces = [students[at : at + CLASS_FILE] for at in range(0, len(students), CLASS_FILE)]
        for number, piece in enumerate(pieces, start=1):
            name = self.name("class", str(number) if len(pieces) > 1 else "")
            sheets = [_personal(made[one.variant], one) for one in piece]
            yield Job(f"{name}.pdf", "class.typ", _class(document, sheets))


def _later(document: dict[str, Any], sheet: Sheet, order: Variant) -> Callable[[], dict[str, Any]]:
    return lambda: varied(document, sheet, order)


def _personal(document: dict[str, Any], student: Copy) -> Callable[[], dict[str, Any]]:
    return lambda: document | {"student": student.data()}


def _class(
    document: dict[str, Any], sheets: Sequence[Callable[[], dict[str, Any]]]
) -> Callable[[], dict[str, Any]]:
    # What is the same in all of them stands in the file once.
    alike = ("look", "words", "language", "format", "edition", "paper")

    def made() -> dict[str, Any]:
        each = [
            {name: value for name, value in one().items() if name not in alike} for one in sheets
        ]
        return {**document, "items": [], "sheets": each}

    return made


def chosen_items(sheet: Sheet, ids: Sequence[str]) -> Sheet:
    """Return the sheet with some of its items, in the sheet's order.

    Raises:
        ProblemsError: the sheet has no such item.
    """
    if not ids:
        return sheet
    known = [item.id for item in sheet.items]
    unknown = [one for one in ids if one not in known]
    if unknown:
        raise ProblemsError(
            Problem(
                file=sheet.id,
                key=one,
                message="the sheet has no such item",
                hint=did_you_mean(one, known),
                code="no-item",
            )
            for one in unknown
        )
    return replace(sheet, items=tuple(item for item in sheet.items if item.id in ids))
