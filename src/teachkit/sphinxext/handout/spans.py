"""Inline nodes to spans.

Whatever is not known is printed as what stands inside it, and warned about: text is never
lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from ...handouts.glyphs import clean, describe, soft_breaks, unprintable
from ..notices import Notice, warn
from ..words import _
from .chapter import shown_address
from .figures import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .walker import Walker

__all__ = ["Span", "inline_spans", "is_for_screens", "is_inline", "text_spans"]

Span = dict[str, Any]

_EAST = re.compile(
    "[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
    "(?:[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\\s・]*"
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef])?"
)
_WRAPS: dict[type[nodes.Node], str] = {
    nodes.strong: "strong",
    addnodes.literal_strong: "strong",
    addnodes.desc_name: "strong",
    nodes.emphasis: "emph",
    addnodes.literal_emphasis: "emph",
    nodes.title_reference: "emph",
    nodes.superscript: "sup",
    nodes.subscript: "sub",
}
_TRANSPARENT = (
    nodes.inline,
    nodes.abbreviation,
    nodes.acronym,
    nodes.generated,
    nodes.problematic,
    addnodes.manpage,
    addnodes.download_reference,
    addnodes.pending_xref,
    addnodes.number_reference,
)
_SILENT = (nodes.comment, nodes.substitution_definition, addnodes.index, nodes.label)


def is_inline(node: nodes.Node) -> bool:
    """Whether a node belongs into a paragraph."""
    return isinstance(node, nodes.Text | nodes.Inline | nodes.image)


def is_for_screens(node: nodes.Node) -> bool:
    """Whether a node speaks of what only a screen has, such as a button."""
    return isinstance(node, nodes.Element) and "on-screen" in node.get("classes", [])


def inline_spans(walker: Walker, children: Iterable[nodes.Node]) -> list[Span]:
    """Return the spans of inline nodes, neighbouring texts joined."""
    made: list[Span] = []
    for node in children:
        for span in _spans(walker, node):
            if span["span"] == "text" and made and made[-1]["span"] == "text":
                made[-1] = {"span": "text", "text": made[-1]["text"] + span["text"]}
            else:
                made.append(span)
    return _settled(made)


def _settled(spans: list[Span]) -> list[Span]:
    """Set numbers of notes behind the stop, and page references as they read best.

    In brackets "Q3, page 11", else "the worksheet (page 11)".
    """
    made: list[Span] = []
    open_brackets = 0
    for span in spans:
        if span["span"] == "notes":
            while made and made[-1]["span"] == "text":
                text = made.pop()["text"].rstrip(" ")
                if text:
                    made.append({"span": "text", "text": text})
                    break
            if made and made[-1]["span"] == "notes":
                span["notes"] = made.pop()["notes"] + span["notes"]
        if span["span"] == "text":
            text = span["text"]
            if made and made[-1]["span"] == "notes" and text[0] in _STOPS:
                made.insert(-1, {"span": "text", "text": text[0]})
                text = text[1:]
            open_brackets += text.count("(") - text.count(")")
            if text:
                made.append({**span, "text": text})
            continue
        if span["span"] == "goto":
            span["inside"] = open_brackets > 0
        made.append(span)
    return made


_STOPS = ".,;:"


def text_spans(walker: Walker, text: str, node: nodes.Node) -> list[Span]:
    """Return text as spans: what is Japanese is marked, what no font has is named."""
    text = clean(text).replace("\n", " ")
    missing = unprintable(text)
    if missing:
        shown = ", ".join(map(describe, missing[:5]))
        hint = "its code is printed instead; Latin, Greek, Cyrillic and Japanese can be printed"
        warn(Notice.HANDOUT, f"no font has {shown}", hint=hint, location=walker.place(node))
        for char in missing:
            text = text.replace(char, f"[U+{ord(char):04X}]")
    if walker.language == "ja":
        return [{"span": "text", "text": soft_breaks(text)}]
    made: list[Span] = []
    done = 0
    for found in _EAST.finditer(text):
        made += _plain(text[done : found.start()])
        made.append({"span": "lang", "lang": "ja", "spans": _plain(found[0])})
        done = found.end()
    return made + _plain(text[done:])


def _plain(text: str) -> list[Span]:
    return [{"span": "text", "text": soft_breaks(text)}] if text else []


def _spans(walker: Walker, node: nodes.Node) -> list[Span]:
    if isinstance(node, nodes.Text):
        return text_spans(walker, str(node), node)
    if is_for_screens(node):
        return []
    if isinstance(node, _SILENT):
        return walker.indexed(node) if isinstance(node, addnodes.index) else []
    anchors = [{"span": "anchor", "label": label} for label in walker.labels(node)]
    return [*anchors, *_shaped(walker, node)]


def _shaped(walker: Walker, node: nodes.Node) -> list[Span]:
    inner = inline_spans(walker, node.children)
    if type(node) in _WRAPS:
        return [{"span": _WRAPS[type(node)], "spans": inner}]
    for kind, shape in _SHAPES:
        if isinstance(node, kind):
            return shape(walker, node, inner)
    if not isinstance(node, _TRANSPARENT):
        walker.unknown(node)
        return inner or text_spans(walker, node.astext(), node)
    return inner


def _inline(walker: Walker, node: nodes.inline, inner: list[Span]) -> list[Span]:
    classes = node["classes"]
    if "tk-cite" in classes:
        return _cited(walker, node)
    if "tk-gap" in classes:
        return [{"span": "gap", "number": node["tk-number"]}]
    lang = str(node.get("lang", node.get("language", "")) or "")
    return [{"span": "lang", "lang": lang, "spans": inner}] if lang else inner


def _cited(walker: Walker, node: nodes.inline) -> list[Span]:
    """Return the numbers of notes in the place of a citation's words, which they hold."""
    facts: list[str] = node.get("tk-facts", [])
    parts = [one.astext() for one in node.children if not isinstance(one, nodes.Text)]
    return [_notes(walker, parts, facts)] if parts else []


def _notes(walker: Walker, texts: list[str], facts: Iterable[str] = ()) -> Span:
    """Return numbers that lead to the notes that say the texts; on a card, the texts."""
    if walker.on_card:
        walker.chapter.uses(facts)
        return {"span": "cited", "text": "; ".join(map(soft_breaks, texts))}
    numbers = [walker.chapter.note(text, facts) for text in texts]
    name = walker.chapter.name
    return {"span": "notes", "notes": [{"number": n, "to": f"note-{name}-{n}"} for n in numbers]}


def _literal(walker: Walker, node: nodes.Element, inner: list[Span]) -> list[Span]:
    del inner
    spans = text_spans(walker, node.astext(), node)
    return [
        {"span": "code", "text": span["text"]} if span["span"] == "text" else span for span in spans
    ]


def _reference(walker: Walker, node: nodes.reference, inner: list[Span]) -> list[Span]:
    url = node.get("refuri", "")
    if not inner:
        return []
    if url.startswith(("http://", "https://", "mailto:")):
        short = shown_address(url)
        link = {"span": "link", "url": url, "spans": inner, "address": ""}
        # Paper cannot be clicked: a note gives the address, unless the words are the address.
        return [link] if node.astext().strip() in {url, short} else [link, _notes(walker, [short])]
    label = walker.target(node)
    if label is None:
        return inner
    glossed = walker.gloss(label)
    if glossed is not None:
        return [*inner, *glossed]
    return [{"span": "goto", "to": walker.label(label), "spans": inner, "page": True,
             "words": _("page")}]  # fmt: skip


def _footnote(walker: Walker, node: nodes.footnote_reference, inner: list[Span]) -> list[Span]:
    blocks = walker.footnote(node)
    if blocks is None:
        return [{"span": "sup", "spans": inner}] if inner else []
    return [{"span": "footnote", **blocks}]


def _image(walker: Walker, node: nodes.image, inner: list[Span]) -> list[Span]:
    del inner
    made = picture(walker, node)
    if made is None:
        return text_spans(walker, node.get("alt", ""), node)
    return [{"span": "image", "file": made["file"], "alt": made["alt"]}]


def _raw(walker: Walker, node: nodes.raw, inner: list[Span]) -> list[Span]:
    del inner
    text = re.sub(r"<[^>]*>", "", node.astext())
    if not text.strip():
        return []
    walker.unknown(node)
    return text_spans(walker, text, node)


_SHAPES: tuple[tuple[type[nodes.Node], Callable[..., list[Span]]], ...] = (
    (nodes.inline, _inline),
    (nodes.literal, _literal),
    (nodes.reference, _reference),
    (nodes.footnote_reference, _footnote),
    (nodes.citation_reference, lambda _walker, _node, inner: inner),
    (nodes.image, _image),
    (nodes.target, lambda _walker, _node, inner: inner),
    (nodes.raw, _raw),
)
