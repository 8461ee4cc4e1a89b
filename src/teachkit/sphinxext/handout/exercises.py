"""Items of a page as the data that the worksheets' templates set: room to write and all.

Everything is taken from the page's nodes, so a translated page is printed translated; no key
is read here. An item that has its key, on a page for teachers, is printed as its nodes stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from ...display import letter
from ...handouts.blocks import is_short
from ..transforms import with_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .walker import Walker

__all__ = ["item_blocks"]

Data = dict[str, Any]

_PARTS = ("tk-head", "tk-prompt", "tk-options", "tk-blank", "tk-cloze", "tk-choices", "tk-pairs",
          "tk-events", "tk-claims", "tk-source", "tk-lines", "tk-answer", "tk-key")  # fmt: skip


def item_blocks(walker: Walker, node: nodes.Element) -> list[Data]:
    """Return an item; one that the chapter has already printed becomes a line that says where."""
    if "tk-keyed" in node["classes"]:
        return [{"block": "keyed", **_head(walker, node), "blocks": _keyed(walker, node)}]
    name, places = f"{node['tk-sheet']}/{node['tk-name']}", walker.labels(node)
    if name in walker.chapter.items:
        return [{"block": "again", **_head(walker, node), "to": walker.chapter.items[name]}]
    if places:
        walker.chapter.items[name] = places[0]
    answers = [] if walker.answers else with_class(node, "tk-answer")
    data = {
        **_head(walker, node),
        "prompt": walker.blocks(_prompt(node), inside=True),
        **_BODIES[node["tk-kind"]](walker, node),
        "after": [] if answers else walker.blocks(with_class(node, "tk-answer")),
    }
    data |= {"short": is_short(data) and data.get("lines", 0) <= _SHORT_LINES}
    return [{"block": "item", "item": data}]


_SHORT_LINES = 14


def _head(walker: Walker, node: nodes.Element) -> Data:
    """Return number and task of an item, as its first line has them."""
    head = with_class(node, "tk-head")[0]
    numbers = with_class(head, "tk-number")
    hints = with_class(head, "tk-hint")
    return {
        "kind": node["tk-kind"],
        "number": numbers[0].astext() if numbers else "",
        "task": walker.spans(hints[0].children) if hints else [],
    }


def _prompt(node: nodes.Element) -> list[nodes.Node]:
    return [one for one in node.children if not _is_part(one) or _has(one, "tk-prompt")]


_LEFT_OUT = ("tk-head", "tk-for-teachers", "tk-behind")
"""What a key on paper does without: tried responses, rule and facts stand on the screen."""


def _keyed(walker: Walker, node: nodes.Element) -> list[Data]:
    made: list[Data] = []
    for child in node.children:
        if _has(child, "tk-key"):
            for one in cast("nodes.Element", child).children:
                if not any(_has(one, name) for name in _LEFT_OUT):
                    made += _key_part(walker, one, node["tk-kind"])
        elif not _has(child, "tk-head"):
            made += walker.blocks([child])
    return made


def _key_part(walker: Walker, node: nodes.Node, kind: str) -> list[Data]:
    """Return a part of a key; in a list what is said of an entry stands close below it."""
    if not isinstance(node, nodes.enumerated_list | nodes.bullet_list):
        return walker.blocks([node])
    if kind in _MARKS:
        node = node.deepcopy()
        marks = [_take_verdict(cast("nodes.Element", entry)) for entry in node.children]
    else:
        marks = []
    made = walker.blocks([node])
    for one in (one for one in made if one["block"] == "list"):
        one["close"] = True
        for index, blocks in enumerate(one["items"]):
            if marks:
                sign = {"span": "mark", "char": _MARKS[kind][marks[index]]}
                spans = blocks[0]["spans"]
                said = [{"span": "strong", "spans": spans}] if marks[index] else spans
                blocks[0]["spans"] = [sign, *said]
            for below in blocks[1:]:
                below["classes"] = [*below.get("classes", []), "tk-why"]
    return made


_MARKS = {"choice": "○◉", "multi": "☐☑"}


def _take_verdict(entry: nodes.Element) -> bool:
    """Take the words that say whether an option is right; leave its credit, if it has any."""
    for verdict in with_class(entry, "tk-right") + with_class(entry, "tk-wrong"):
        said = cast("nodes.Element", verdict.parent)
        said.remove(verdict)
        if said.astext():
            said.children[0] = nodes.Text(said.astext().removeprefix(", "))
        else:
            said.parent.remove(said)
        return "tk-right" in verdict["classes"]
    return False


def _is_part(node: nodes.Node) -> bool:
    return any(_has(node, name) for name in _PARTS)


def _has(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Element) and name in node["classes"]


def _first(node: nodes.Element, name: str) -> nodes.Element:
    return with_class(node, name)[0]


def _entries(walker: Walker, options: nodes.Element) -> Iterator[Data]:
    for index, entry in enumerate(options.children):
        paragraph = cast("nodes.Element", entry).next_node(nodes.paragraph)
        spans = walker.spans(paragraph.children if paragraph is not None else [])
        yield {"letter": letter(index), "text": spans}


def _rows(node: nodes.Element) -> Iterator[list[nodes.Element]]:
    """Yield the cells of each row of a table's body."""
    for row in next(node.findall(nodes.tbody)).children:
        yield [cast("nodes.Element", one) for one in cast("nodes.Element", row).children]


def _cell(walker: Walker, entry: nodes.Element) -> list[Data]:
    paragraph = entry.next_node(nodes.paragraph)
    return walker.spans(paragraph.children) if paragraph is not None else []


def _options(walker: Walker, node: nodes.Element) -> Data:
    return {"options": list(_entries(walker, _first(node, "tk-options")))}


def _number(walker: Walker, node: nodes.Element) -> Data:
    return {"unit": walker.plain(_first(node, "tk-blank").get("tk-unit", ""), node)}


def _date(_walker: Walker, node: nodes.Element) -> Data:
    return {"parts": _first(node, "tk-blank")["tk-parts"]}


def _text(_walker: Walker, node: nodes.Element) -> Data:
    return {"lines": _first(node, "tk-blank")["tk-need"]}


def _cloze(walker: Walker, node: nodes.Element) -> Data:
    cloze = _first(node, "tk-cloze")
    names = cloze["tk-gaps"]
    banks: dict[tuple[str, ...], list[int]] = {}
    for choices in with_class(node, "tk-choices"):
        for entry in choices.children:
            gap, of = (cast("nodes.Element", entry)[name] for name in ("tk-gap", "tk-of"))
            words = tuple(walker.plain(one, node) for one in of)
            banks.setdefault(words, []).append(names.index(gap) + 1)
    return {
        "text": walker.blocks(cloze.children, inside=True),
        "gaps": len(names),
        "banks": [{"gaps": gaps, "words": list(words)} for words, gaps in banks.items()],
    }


def _match(walker: Walker, node: nodes.Element) -> Data:
    left = [
        {"number": index, "text": _cell(walker, cells[0])}
        for index, cells in enumerate(_rows(_first(node, "tk-pairs")), start=1)
    ]
    return {"left": left, "right": list(_entries(walker, _first(node, "tk-options")))}


def _order(walker: Walker, node: nodes.Element) -> Data:
    return {"events": [_cell(walker, cells[1]) for cells in _rows(_first(node, "tk-events"))]}


def _claims(walker: Walker, node: nodes.Element) -> Data:
    table, source = _first(node, "tk-claims"), _first(node, "tk-source")
    head = [one.astext() for one in next(table.findall(nodes.thead)).findall(nodes.entry)]
    parts: list[list[nodes.Node]] = [[]]
    for one in _first(source, "tk-origin").children[1:]:  # the first is the label
        if isinstance(one, nodes.Text) and str(one) == ", ":
            parts.append([])
        else:
            parts[-1].append(one)
    said = [walker.spans(one) for one in parts] + [[], []]
    excerpt = source.next_node(nodes.block_quote)
    return {
        "source": {
            "who": said[0],
            "when": said[1],
            "where": said[2],
            "excerpt": walker.blocks(excerpt.children if excerpt else [], inside=True),
        },
        "verdicts": head[1:],
        "claims": [
            {"letter": letter(index).lower(), "text": _cell(walker, cells[0])}
            for index, cells in enumerate(_rows(table))
        ],
    }


def _essay(_walker: Walker, node: nodes.Element) -> Data:
    return {"lines": _first(node, "tk-lines")["tk-lines"]}


_BODIES: dict[str, Callable[[Walker, nodes.Element], Data]] = {
    "choice": _options,
    "multi": _options,
    "number": _number,
    "date": _date,
    "text": _text,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "claims": _claims,
    "essay": _essay,
}
"""What each kind adds: the shapes of ``handouts.blocks``."""
