"""Proposes a mapping for a table: what is sure is said, the rest is left to a person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .findings import shown
from .mapping import UNSURE, ColumnRole, Mapping
from .prompts import Found, Prompts
from .times import parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Sheet
    from .rows import Row
    from .systems.guess import Guess, System

__all__ = ["ANONYMOUS", "propose"]

_OPEN = ("not known", "no item looks like it")
_CODE_CHARS = 60

ANONYMOUS = frozenset(
    ["anonymous", "anonym", "anonyme", "anónimo", "anonimo", "anônimo", "匿名", "匿名ユーザー"]
)
"""What stands where a form did not ask who answers, in lower case."""


def propose(header: Sequence[str], rows: Sequence[Row], sheet: Sheet, system: System) -> Mapping:
    """Propose what each column means.

    Args:
        header: The table's header.
        rows: Some rows, to look into.
        sheet: The sheet that was answered.
        system: Who wrote the table.
    """
    return _Proposal(header, rows, sheet, system).mapping()


class _Proposal:
    def __init__(
        self, header: Sequence[str], rows: Sequence[Row], sheet: Sheet, system: System
    ) -> None:
        self.header, self.rows, self.sheet, self.system = header, rows, sheet, system
        self.prompts = Prompts(sheet)
        self.guesses = system.guesses(header)
        self.columns = [self._column(place) for place in range(len(header))]

    def mapping(self) -> Mapping:
        self._numbered()
        self._unnamed_points()
        self._twice()
        self._student()
        return Mapping(self.sheet.id, self.system.name, tuple(self.columns))

    def _make(
        self, place: int, role: str, item: str = "", note: str = "", out_of: str = ""
    ) -> ColumnRole:
        return ColumnRole(place + 1, self.header[place], role, item, out_of, note)

    def _cells(self, place: int) -> list[str]:
        return [row.cells[place] for row in self.rows if place < len(row.cells)]

    def _column(self, place: int) -> ColumnRole:
        guess = self.guesses[place]
        if guess.role in ("asked", "points"):
            return self._asked(place, guess)
        if guess.role == "unknown":
            return self._addresses(place) or self._make(place, "ignored", note="not known")
        if guess.role in ("answer", "shown"):
            return self._make(place, "ignored")  # until its question is found
        return self._make(place, guess.role, note=guess.note)

    def _asked(self, place: int, guess: Guess) -> ColumnRole:
        """Say what a column asks, or what it may ask."""
        role = "points" if guess.role == "points" else "item"
        found = self.prompts.find(guess.text) if guess.text.strip() else Found()
        if found.sure:
            return self._make(place, role, found.names[0], "", guess.out_of)
        if role == "points":
            return self._make(place, "ignored", "", found.note or "no item", guess.out_of)
        if len(found.names) == 1:
            return self._make(place, UNSURE, found.names[0], found.note)
        if found.names:
            return self._make(place, UNSURE, "", f"{found.note}: {', '.join(found.names)}")
        nothing = self._make(place, "ignored", note="no item looks like it")
        return self._addresses(place) or nothing

    def _addresses(self, place: int) -> ColumnRole | None:
        """Take a column for the students' if most of what it holds are mail addresses."""
        cells = [cell for cell in self._cells(place) if cell.strip()]
        if not cells or sum(map(_is_address, cells)) * 2 <= len(cells):
            return None
        self.guesses[place] = type(self.guesses[place])("student", rank=2)
        return self._make(place, "student", note="it holds addresses")

    def _numbered(self) -> None:
        """Find what the numbered answers are to: by the questions shown, else by their order."""
        answers = {g.number: at for at, g in enumerate(self.guesses) if g.role == "answer"}
        asked = {g.number: at for at, g in enumerate(self.guesses) if g.role == "shown"}
        for order, (number, place) in enumerate(sorted(answers.items())):
            if number in asked:
                self._by_question(place, asked[number])
            elif len(answers) == len(self.sheet.items):
                item = self.sheet.items[order].id
                note = "by its place only: the export does not hold the questions"
                self.columns[place] = self._make(place, UNSURE, item, note)
            else:
                note = f"the export does not hold the questions, and {len(answers)} answers are "
                note += f"not the {len(self.sheet.items)} items of the sheet"
                self.columns[place] = self._make(place, UNSURE, "", note)

    def _by_question(self, place: int, asked: int) -> None:
        """Find an item by what the students were asked, in nearly all rows the same."""
        found = Counter(filter(None, map(self.prompts.asked, self._cells(asked))))
        common = found.most_common(2)
        if len(common) == 1:
            item = common[0][0]
            self.columns[place] = self._make(place, "item", item)
            self.columns[asked] = self._make(asked, "shown", item)
        elif common:
            names = ", ".join(name for name, _ in common)
            note = f"students were asked different questions here: {names}"
            self.columns[place] = self._make(place, UNSURE, "", note)
        else:
            text = next((cell for cell in self._cells(asked) if cell.strip()), "")
            near = self.prompts.find(text)
            if len(near.names) == 1:
                self.columns[place] = self._make(place, UNSURE, near.names[0], near.note)
            else:
                note = f"no item asks {shown(text)}" if text else "no item looks like it"
                self.columns[place] = self._make(place, "ignored", "", note)

    def _unnamed_points(self) -> None:
        """Of points whose questions have no titles, suggest the items in their order."""
        bare = [at for at, g in enumerate(self.guesses) if g.role == "points" and not g.text]
        if bare and len(bare) == len(self.sheet.items):
            for place, item in zip(bare, self.sheet.items, strict=True):
                out_of = self.guesses[place].out_of
                note = f'by its place only; if so, write role = "points", item = "{item.id}"'
                self.columns[place] = self._make(place, UNSURE, "", note, out_of)

    def _twice(self) -> None:
        """Leave to a person which of several columns is an item's."""
        names = Counter(one.item for one in self.columns if one.role in ("item", "points"))
        parts = {name.partition(".")[0] for name in names if "." in name}
        for place, one in enumerate(self.columns):
            if one.role in ("item", "points") and (names[one.item] > 1 or one.item in parts):
                note = f"{names[one.item]} columns ask for '{one.item}': keep one of them"
                if names[one.item] == 1:
                    note = f"'{one.item}' and its parts have columns: keep one of them"
                self.columns[place] = self._make(place, UNSURE, "", note)

    def _student(self) -> None:
        """Choose the column that tells students apart; the others are not read."""
        ranked = []
        for place, guess in enumerate(self.guesses):
            if guess.role == "student":
                cells = [cell.strip().casefold() for cell in self._cells(place)]
                known = [cell for cell in cells if cell and cell not in ANONYMOUS]
                ranked.append((not known and bool(cells), guess.rank, place))
                self.columns[place] = self._make(place, "ignored", note="another tells students")
        usable = sorted(one for one in ranked if not one[0])
        if len(usable) > 1 and usable[0][1] == usable[1][1]:
            for _, rank, place in usable:
                if rank == usable[0][1]:
                    note = "two columns may be the student's code: keep one of them"
                    self.columns[place] = self._make(place, UNSURE, "", note)
        elif usable:
            self.columns[usable[0][2]] = self._make(usable[0][2], "student")
        elif not self._only_names():
            self._all_different()

    def _only_names(self) -> bool:
        """Leave to a person whether names tell students apart; return whether there are any."""
        named = [at for at, one in enumerate(self.columns) if one.role == "name"]
        for place in named:
            note = 'nothing else tells students apart; if names do, write role = "student"'
            self.columns[place] = self._make(place, UNSURE, "", note)
        return bool(named)

    def _all_different(self) -> None:
        """Suggest columns in which nearly each row holds something else, and that is short."""
        if not any(one.role in ("item", "points") for one in self.columns):
            return
        for place, one in enumerate(self.columns):
            cells = [cell.strip() for cell in self._cells(place)]
            short = all(0 < len(cell) <= _CODE_CHARS for cell in cells)
            apart = len(cells) > 2 and len({*cells}) * 10 >= len(cells) * 9
            moment = any(parse_time(cell) for cell in cells[:3])
            if one.role == "ignored" and one.note in _OPEN and short and apart and not moment:
                note = 'it may tell students apart; if it does, write role = "student"'
                self.columns[place] = self._make(place, UNSURE, "", note)


def _is_address(cell: str) -> bool:
    """Whether a cell is a mail address alone."""
    name, at, host = cell.strip().rpartition("@")
    return bool(name and at and "." in host) and " " not in cell.strip()
