"""Markdown to blocks and spans: the only shapes in which text reaches a template.

A block is ``{"block": "para", "spans": […]}``, a span ``{"span": "text", "text": "…"}``;
docs/toolkit/handouts.md lists them. As on a page, a text of an exercise file has
paragraphs, lists and quotations; other block markup and HTML in it are plain text. What
has no shape here is a problem, never lost.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from .glyphs import address_breaks, soft_breaks
from .roles import UnsupportedError, split_role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

    from .roles import Roles

__all__ = ["Block", "Markup", "Span", "smart_text"]

Span = dict[str, Any]
Block = dict[str, Any]

_RULES = ("list", "blockquote", "escape", "backticks", "emphasis", "link", "image", "autolink")
_QUOTES = {"de": "„“‚‘", "fr": ["«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"]}
_DASHES = ((re.compile(r"(?<!-)---(?!-)"), "—"), (re.compile(r"(?<!-)--(?!-)"), "–"))
_EAST = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_EAST_BREAK = re.compile(f"(?<=[{_EAST}])\n(?=[{_EAST}])")
_SCHEMES = ("http://", "https://", "mailto:")
_WRAPS = {"strong": "strong", "em": "emph"}


@cache
def _parser(language: str, *rules: str) -> MarkdownIt:
    options = {"typographer": True, "quotes": _QUOTES.get(language, "“”‘’")}
    return MarkdownIt("zero", options).enable(["smartquotes", *rules])


def _typeset(text: str) -> str:
    """Set dashes and ellipses as a printer would, and let long words break."""
    for pattern, dash in _DASHES:
        text = pattern.sub(dash, text)
    text = _EAST_BREAK.sub("", text).replace("\n", " ").replace("...", "…")
    return soft_breaks(text)


def smart_text(text: str, language: str) -> str:
    """Set quotes, dashes and ellipses of plain text as a printer would."""
    tokens = _parser(language).parseInline(text)[0].children or []
    return _typeset("".join(token.content or "\n" for token in tokens))


class Markup:
    """Turns Markdown of one language into blocks and spans."""

    def __init__(self, language: str, roles: Roles, figure: Callable[[str], str]) -> None:
        """Read texts.

        Args:
            language: Chooses the quotation marks.
            roles: What ``{name}`` before a code span means.
            figure: Brings an image's address to its name beside the template.
        """
        self._markdown = _parser(language, *_RULES, "entity", "newline")
        self._roles = roles
        self._figure = figure

    def spans(self, text: str) -> list[Span]:
        """Read text without paragraphs.

        Raises:
            UnsupportedError: something in it cannot be printed.
        """
        return self._inline(self._markdown.parseInline(text)[0].children or [])

    def blocks(self, text: str) -> list[Block]:
        """Read text with paragraphs, lists, quotations and figures.

        Raises:
            UnsupportedError: something in it cannot be printed.
        """
        return self._blocks(iter(self._markdown.parse(text)), "")

    def _blocks(self, tokens: Iterator[Token], until: str) -> list[Block]:
        made: list[Block] = []
        for token in tokens:
            if token.type == until:
                break
            if token.type == "inline":
                spans = self._inline(token.children or [])
                alone = len(spans) == 1 and spans[0]["span"] == "image"
                made.append(spans[0] | {"block": "figure"} if alone else _para(spans))
            elif token.type == "blockquote_open":
                made.append({"block": "quote", "blocks": self._blocks(tokens, "blockquote_close")})
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                made.append(self._list(token, tokens))
        return made

    def _list(self, opening: Token, tokens: Iterator[Token]) -> Block:
        items = []
        for token in tokens:
            if token.type != "list_item_open":
                break
            items.append(self._blocks(tokens, "list_item_close"))
        ordered = opening.type == "ordered_list_open"
        start = int(opening.attrGet("start") or 0) if "start" in opening.attrs else 1
        return {"block": "list", "ordered": ordered, "start": start, "items": items}

    def _inline(self, tokens: Sequence[Token]) -> list[Span]:
        """Nest the flat tokens of one line of text."""
        stack: list[tuple[Span, list[Span]]] = [({}, [])]
        for token in split_role(tokens):
            kind, _, edge = token.type.rpartition("_")
            if edge == "open":
                url = {"url": str(token.attrGet("href") or "")} if kind == "link" else {}
                stack.append(({"span": _WRAPS.get(kind, kind), **url}, []))
            elif edge == "close":
                wrap, spans = stack.pop()
                stack[-1][1].extend(_closed(wrap, _joined(spans)))
            else:
                stack[-1][1].append(self._leaf(token))
        return _joined(stack[0][1])

    def _leaf(self, token: Token) -> Span:
        match token.type:
            case "text" | "text_special":
                return _text(token.content)
            case "softbreak":
                return _text("\n")
            case "hardbreak":
                return {"span": "break"}
            case "code_inline":
                return {"span": "code", "text": soft_breaks(token.content)}
            case "role":
                shape, text = self._roles.read(token.info, token.content)
                if shape in ("text", "code"):
                    return {"span": shape, "text": soft_breaks(text)}
                return {"span": shape, "spans": [_text(soft_breaks(text))]}
            case "image":
                return self._image(token)
            case other:
                raise UnsupportedError(f"a {other} cannot be printed", "use plain Markdown")

    def _image(self, token: Token) -> Span:
        alt = "".join(child.content for child in token.children or [])
        source = str(token.attrGet("src") or "")
        if not alt.strip():
            raise UnsupportedError(
                f"the image {source!r} has no text alternative",
                "say in ![…] what it shows, for those who cannot see it",
            )
        return {"span": "image", "file": self._figure(source), "alt": alt}


def _para(spans: list[Span]) -> Block:
    return {"block": "para", "spans": spans}


def _text(text: str) -> Span:
    return {"span": "text", "text": text}


def _joined(spans: list[Span]) -> list[Span]:
    """Join neighbouring texts and typeset them."""
    made: list[Span] = []
    for span in spans:
        if span["span"] == "text" and made and made[-1]["span"] == "text":
            made[-1] = _text(made[-1]["text"] + span["text"])
        else:
            made.append(span)
    for span in made:
        if span["span"] == "text":
            span["text"] = _typeset(span["text"])
    return [span for span in made if span != _text("")]


def _closed(wrap: Span, spans: list[Span]) -> list[Span]:
    """Finish what stood between an opening and a closing token."""
    if wrap["span"] != "link":
        return [wrap | {"spans": spans}]
    url = wrap["url"]
    if not url.startswith(_SCHEMES):
        if not spans:
            raise UnsupportedError(
                f"the link to {url!r} has no text of its own",
                "write [text](target): paper cannot look the text up",
            )
        return spans
    short = re.sub(r"^(mailto:|https?://(www\.)?)|/$", "", url)
    said = "".join(span.get("text", "") for span in spans).replace("\u200b", "")
    # On paper nothing can be clicked, so the address stands beside the words.
    if not spans or said in (url, short):
        named = {"span": "address", "text": address_breaks(said or short)}
        return [wrap | {"spans": [named], "address": ""}]
    return [wrap | {"spans": spans, "address": address_breaks(short)}]
