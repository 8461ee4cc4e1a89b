"""What a student sees of an item, as plain nodes that every builder can write.

One function a kind. Nothing here may read a key: what is right, why, accepted or rejected
forms, verdicts, tests, rubrics. Classes and attributes (``tk-…``) tell ``forms`` what to
dress as which control in HTML; they hold only ids and texts that are on the page anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..display import right_sides, shown_events
from ..marking.responses import side_names
from ..model import Date, Number, Order, Precision, Text, Verdict
from .markup import plain, strong, table
from .words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Choice, Claims, Cloze, Essay, Item, Match, Multi
    from .markup import Cell, Writer

__all__ = [
    "QUESTIONS",
    "SHORT_BLANK",
    "hint",
    "option_list",
    "question",
    "source_of",
    "verdict_word",
]

BLANK = "_" * 24
SHORT_BLANK = "_" * 4
RULED_LINE = "_" * 40


def option_list(*items: nodes.list_item, start: int = 1) -> nodes.enumerated_list:
    """Return a list lettered A, B, C; ``letters`` mends it for builders that count."""
    return nodes.enumerated_list(
        "",
        *items,
        enumtype="upperalpha",
        prefix="",
        suffix=".",
        start=start,
        classes=["tk-options"],
    )


def verdict_word(verdict: Verdict) -> str:
    """Name a verdict."""
    return {
        Verdict.SUPPORTED: _("supported"),
        Verdict.CONTRADICTED: _("contradicted"),
        Verdict.NOT_STATED: _("not stated"),
    }[verdict]


# --- The words that say what to do -------------------------------------------


def hint(item: Item) -> str:
    """Say in a few words how to answer; empty where the prompt says it all."""
    match item:
        case Date():
            return _DATE_HINTS[item.precision]()
        case Order():
            return _("Number them from 1 (first) to %d (last).") % len(item.events)
        case _:
            words = _HINTS.get(item.kind)
            return words() if words else ""


_HINTS: dict[str, Callable[[], str]] = {
    "choice": lambda: _("Choose one."),
    "multi": lambda: _("Choose all that apply."),
    "cloze": lambda: _("Fill in the gaps."),
    "match": lambda: _("Give the letter of what belongs to each."),
    "claims": lambda: _("What does the source say of each claim?"),
}
_DATE_PARTS: dict[Precision, list[str]] = {
    Precision.DAY: ["day", "month", "year"],
    Precision.MONTH: ["month", "year"],
    Precision.YEAR: ["year"],
}
_DATE_HINTS: dict[Precision, Callable[[], str]] = {
    Precision.DAY: lambda: _("Give day, month and year."),
    Precision.MONTH: lambda: _("Give month and year."),
    Precision.YEAR: lambda: _("Give the year."),
}


# --- The room to answer in ---------------------------------------------------


def _options(item: Choice | Multi, writer: Writer) -> list[nodes.Node]:
    items = []
    for index, option in enumerate(item.options):
        text = writer.paragraph(option.text, "option", index, "text")
        items.append(nodes.list_item("", text, **{"tk-value": option.id}))
    return [option_list(*items)]


def _blank(item: Number | Date | Text, writer: Writer) -> list[nodes.Node]:
    del writer
    blank = plain(f"{_('Answer:')} {BLANK}", "tk-blank")
    if isinstance(item, Number) and item.unit:
        blank += nodes.Text(f" {item.unit}")
        blank["tk-unit"] = item.unit
    if isinstance(item, Date):
        blank["tk-parts"] = _DATE_PARTS[item.precision]
    blank["tk-need"] = item.need if isinstance(item, Text) else 1
    return [blank]


def _cloze(item: Cloze, writer: Writer) -> list[nodes.Node]:
    names = [gap.id for gap in item.gaps]
    text = nodes.container("", *writer.blocks(item.text, "text"), classes=["tk-cloze"])
    text["tk-gaps"] = names
    choices = nodes.bullet_list(bullet="-", classes=["tk-choices"])
    for number, gap in enumerate(item.gaps, start=1):
        if gap.options:
            words = " / ".join(gap.options)
            entry = plain(f"({number}) {words}")
            choices += nodes.list_item("", entry, **{"tk-gap": gap.id, "tk-of": list(gap.options)})
    return [text, choices] if len(choices) else [text]


def _match(item: Match, writer: Writer) -> list[nodes.Node]:
    rows: list[list[Cell]] = []
    for index, pair in enumerate(item.pairs):
        left = writer.paragraph(pair.left, "pair", index, "left")
        left["tk-value"] = pair.id
        rows.append([[left], [plain(SHORT_BLANK)]])
    # A side is named by its text: its id is that of the pair it belongs to.
    ids = [id_ for id_, _text in right_sides(item)] + [pair.id for pair in item.pairs]
    texts = [text for _id, text in right_sides(item)]
    sides = [
        nodes.list_item("", writer.paragraph(text), **{"tk-value": name})
        for text, name in zip(texts, side_names(texts, ids), strict=True)
    ]
    pairs = table([_("Given"), _("Letter")], rows, [80, 20], "tk-pairs")
    return [option_list(*sides), pairs]


def _order(item: Order, writer: Writer) -> list[nodes.Node]:
    rows: list[list[Cell]] = []
    for event in shown_events(item):
        text = writer.paragraph(event.text)
        text["tk-value"] = event.id
        rows.append([[plain(SHORT_BLANK)], [text]])
    return [table([_("Number"), _("Event")], rows, [20, 80], "tk-events")]


def _claims(item: Claims, writer: Writer) -> list[nodes.Node]:
    head = [_("Claim"), *(verdict_word(verdict) for verdict in Verdict)]
    rows: list[list[Cell]] = []
    for index, claim in enumerate(item.claims):
        text = writer.paragraph(claim.text, "claim", index, "text")
        text["tk-value"] = claim.id
        boxes: list[Cell] = [[plain("[ ]")] for _verdict in Verdict]
        rows.append([[text], *boxes])
    return [source_of(item, writer), table(head, rows, [52, 16, 16, 16], "tk-claims")]


def source_of(item: Claims, writer: Writer) -> nodes.container:
    """Return the document of a claims item: who, when and where stand above what it says."""
    at = writer.at("source")
    line = nodes.paragraph("", "", strong(_("Source:")), nodes.Text(" "), classes=["tk-origin"])
    line += at.inline(item.source.who, "who")
    for key, text in (("when", item.source.when), ("where", item.source.where)):
        if text:
            line += [nodes.Text(", "), *at.inline(text, key)]
    excerpt = nodes.block_quote("", *at.blocks(item.source.excerpt, "excerpt"))
    return nodes.container("", line, excerpt, classes=["tk-source"])


def _essay(item: Essay, writer: Writer) -> list[nodes.Node]:
    del writer
    lines = (nodes.line("", RULED_LINE, translatable=False) for _n in range(item.lines))
    return [nodes.line_block("", *lines, classes=["tk-lines"], **{"tk-lines": item.lines})]


QUESTIONS: dict[str, Callable[[Any, Writer], list[nodes.Node]]] = {
    "choice": _options,
    "multi": _options,
    "number": _blank,
    "date": _blank,
    "text": _blank,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "claims": _claims,
    "essay": _essay,
}
"""The room of each kind."""


def question(item: Item, writer: Writer) -> list[nodes.Node]:
    """Return the part of an item below its prompt: options, blanks, tables, ruled lines.

    Args:
        item: The item.
        writer: Writes the texts of this item; paths start at the item.
    """
    return QUESTIONS[item.kind](item, writer)
