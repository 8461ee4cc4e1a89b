"""Texts of data files on a page: what needs no parser gets what the parser would give."""

from __future__ import annotations

import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from teachkit.sphinxext.markup import Writer

ROOT = Path(__file__).parents[2]
EXTENSIONS = {
    "alert",
    "amsmath",
    "attrs_block",
    "attrs_image",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "gfm_autolink",
    "html_admonition",
    "html_image",
    "replacements",
    "section_ref",
    "smartquotes",
    "strikethrough",
    "substitution",
    "tasklist",
}
"""All that a page can enable, but ``linkify``, which needs a package of its own."""
PARSERS = [
    create_md_parser(MdParserConfig(enable_extensions=enabled), DocutilsRenderer)
    for enabled in (
        [],
        EXTENSIONS,
        *([EXTENSIONS | {"linkify"}] if find_spec("linkify_it") else []),
    )
]


def pieces_of(text):
    """Return what a writer makes of a text, and whether it asked the parser."""
    asked = []

    def parse(text):
        asked.append(text)
        return [nodes.Text(text)]

    writer = Writer(parse, "file.toml", lambda _path: 1)
    return writer.inline(text), bool(asked)


def assert_parsers_agree(text):
    """Check that every parser leaves a text as it is."""
    for parser in PARSERS:
        tokens = parser.parseInline(text, {})
        parsed = tokens[0].children
        assert [(one.type, one.content) for one in parsed] == [("text", text)], text


def texts_of(table):
    """Yield all strings of a data file."""
    if isinstance(table, dict):
        for value in table.values():
            yield from texts_of(value)
    elif isinstance(table, list):
        for value in table:
            yield from texts_of(value)
    elif isinstance(table, str):
        yield table.strip()


def test_the_texts_of_the_pack_stay_as_parsed():
    """Most of them need no parser, and it would leave those alone, whatever it has enabled."""
    files = [*(ROOT / "exercises").glob("*.toml"), *(ROOT / "docs/evidence").glob("*.toml")]
    texts = {
        line
        for file in files
        for text in texts_of(tomllib.loads(file.read_text(encoding="utf-8")))
        for line in text.split("\n")
    }
    plain = [text for text in texts if text and not pieces_of(text)[1]]

    assert len(plain) > len(texts) / 2
    for text in plain:
        assert_parsers_agree(text)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*" .,;:?!()-–’“”'\"&*_`~^$%@#<>[]{}=+|/\\\n\t§", "c", "tm", "www"]),
            st.sampled_from(
                ["example.com", "http://a.b", "(c)", "...", "--", "1.", "日本", "é", "II"]
            ),
            st.text(max_size=3),
        ),
        max_size=9,
    ).map("".join)
)
def test_a_text_without_markup_is_what_the_parser_makes_of_it(text):
    """Only such a text is spared the parser."""
    text = text.strip()
    found, asked = pieces_of(text)
    if not asked:
        assert found == [text]
        assert_parsers_agree(text)


@pytest.mark.parametrize(
    "text",
    ["", "a *b*", "it's", "see example.com", "what ... now", "(c) NATO", "a\nb", "a_b", "x  {y}",
     "a & b", "don\\'t", "`a`", "[[gap]]", "1 < 2", "a@b", "www.nato", "so--called", "5:30"],
)  # fmt: skip
def test_whatever_may_be_markup_is_parsed(text):
    """Also what is markup only on pages that enable more of it."""
    assert pieces_of(text)[1]
