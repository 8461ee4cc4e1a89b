"""The directives that place a worksheet, one item, or a teacher's plan on a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mocking import MockState
from sphinx.util.docutils import SphinxDirective

from ..display import number_of
from ..model import Use
from .config import is_teacher_page
from .domain import Spot, TeachkitDomain
from .items import Place, keyed_item, student_item
from .markup import Writer, plain
from .notices import Notice, warn
from .pack import find_item, open_evidence, open_sheet
from .plan import plan_table, sheets_table
from .words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node

    from ..model import Item, Sheet
    from ..tomlfile import KeyPath
    from .pack import OpenSheet

__all__ = ["ItemDirective", "PlanDirective", "TeachkitDirective", "WorksheetDirective"]

NUMBERINGS = ("sheet", "none")


def _numbering(argument: str | None) -> str:
    return directives.choice(argument or "", NUMBERINGS)


class TeachkitDirective(SphinxDirective, ABC):
    """What our directives share: the page's parser, the page's ids, the guard of keys."""

    def run(self) -> list[Node]:
        """Make the nodes; only a MyST page can parse our texts."""
        if not isinstance(self.state, MockState):
            self.warn(Notice.PAGE, f"{{{self.name}}} needs a MyST Markdown page (.md)")
            return [self.failed(self.name)]
        return self.make()

    @abstractmethod
    def make(self) -> list[Node]:
        """Return what the directive stands for."""

    def warn(self, notice: Notice, message: str, hint: str = "") -> None:
        """Log a warning at the directive's line."""
        warn(notice, message, hint=hint, location=self.get_location())

    def failed(self, what: str) -> nodes.error:
        """Return what the page shows instead; why is said in the log, not to readers."""
        return nodes.error("", plain(_("%s cannot be shown.") % what))

    def writer(self, source: str, line_of: Callable[[KeyPath], int]) -> Writer:
        """Return a writer for the texts of a data file."""
        return Writer(lambda text: self.parse_inline(text)[0], source, line_of)

    def free_id(self, wanted: str) -> str:
        """Return an id that nothing else on the page has."""
        number, name = 1, wanted
        while name in self.state.document.ids:
            number += 1
            name = f"{wanted}-{number}"
        return name

    def domain(self) -> TeachkitDomain:
        """Return where our places are noted."""
        return cast("TeachkitDomain", self.env.domains["teachkit"])

    def may_show_keys(self, what: str) -> bool:
        """Whether the page may hold keys; if not, a warning says why."""
        if is_teacher_page(self.config, self.env.docname):
            return True
        hint = "only pages below docs/teacher/, built with the tag 'teacher' (-t teacher), may"
        self.warn(Notice.KEY, f"{what} is not shown here", hint)
        return False


class WorksheetDirective(TeachkitDirective):
    """``{worksheet} SHEET``: all items of a sheet; with ``:key:`` for teachers."""

    required_arguments = 1
    option_spec: ClassVar = {
        "key": directives.flag,
        "numbering": _numbering,
        "start": directives.positive_int,
    }

    def make(self) -> list[Node]:
        """Return the sheet, or an error node if its file has problems."""
        name, keyed = self.arguments[0], "key" in self.options
        if keyed and not self.may_show_keys(f"the key of '{name}'"):
            return []
        opened = open_sheet(self.env, name, self.get_location())
        if opened is None:
            return [self.failed(name)]
        sheet = opened.sheet
        node = nodes.container("", classes=["tk-sheet"])
        node["tk-title"], node["tk-lang"] = sheet.title, sheet.language
        node["tk-sheet"], node["tk-build"] = sheet.id, opened.build
        writer = self.writer(str(opened.path), opened.line_of)
        if sheet.intro:
            node += writer.blocks(sheet.intro, "intro")
        if not keyed:
            node += _notes(sheet)
        for item in sheet.items:
            node += self.item(opened, item, whole=True)
        return [node]

    def item(self, opened: OpenSheet, item: Item, *, whole: bool) -> nodes.container:
        """Return one item and note where it stands."""
        sheet = opened.sheet
        keyed = "key" in self.options
        on_sheet = number_of(sheet, item.id)
        start = self.options.get("start", 1 if whole else on_sheet)
        number = start - 1 + (on_sheet if whole else 1)
        writer = self.writer(str(opened.path), opened.line_of).at("item", on_sheet - 1)
        shows_key = keyed or item.use is Use.PRACTICE
        anchor = self.free_id(f"item-{sheet.id}-{item.id}")
        place = Place(
            sheet,
            opened.build,
            self.env.docname,
            anchor,
            number if self.options.get("numbering", "sheet") == "sheet" else None,
            self.config.language,
            opened.keys,
            open_evidence(self.env) if shows_key and item.facts else None,
        )
        node = keyed_item(item, writer, place) if keyed else student_item(item, writer, place)
        self.state.document.set_id(node)
        rank = 2 if keyed else 0 if whole else 1
        spot = Spot(rank, self.env.docname, anchor, f"Q{number}")
        self.domain().note("item", f"{sheet.id}/{item.id}", spot)
        return node


class ItemDirective(WorksheetDirective):
    """``{item} SHEET/ITEM``: one item, by default with its number on the sheet."""

    def make(self) -> list[Node]:
        """Return the item, or an error node."""
        name = self.arguments[0]
        if "key" in self.options and not self.may_show_keys(f"the key of '{name}'"):
            return []
        sheet_id, _slash, item_id = name.partition("/")
        location = self.get_location()
        opened = open_sheet(self.env, sheet_id, location)
        item = find_item(opened.sheet, item_id, location) if opened else None
        if opened is None or item is None:
            return [self.failed(name)]
        return [self.item(opened, item, whole=False)]


class PlanDirective(TeachkitDirective):
    """``{plan} SHEET``: minutes, points and objectives of its items, for teachers.

    ``{plan} SHEET SHEET …``: a row for each sheet.
    """

    required_arguments = 1
    final_argument_whitespace = True

    def make(self) -> list[Node]:
        """Return the table."""
        names = self.arguments[0].split()
        if not self.may_show_keys(f"the plan of '{' '.join(names)}'"):
            return []
        opened = [(name, open_sheet(self.env, name, self.get_location())) for name in names]
        missing: list[Node] = [self.failed(name) for name, sheet in opened if sheet is None]
        sheets = [one.sheet for _name, one in opened if one]
        if missing:
            return missing
        return [plan_table(sheets[0]) if len(sheets) == 1 else sheets_table(sheets)]


def _notes(sheet: Sheet) -> list[nodes.Node]:
    """Return what students should know before they start."""
    if any(item.use is Use.PRACTICE for item in sheet.items):
        said = _("Items marked practice have their answers on this page; try them first.")
        return [plain(said, "tk-note", "on-screen")]
    return []
