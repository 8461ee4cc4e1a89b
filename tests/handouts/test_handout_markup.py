"""Markdown and characters on their way to paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from teachkit.bank import load_sheet
from teachkit.errors import ProblemsError
from teachkit.handouts.document import handout_document
from teachkit.handouts.glyphs import clean, describe, soft_breaks, unprintable
from teachkit.handouts.inline import Markup, smart_text
from teachkit.handouts.roles import Roles, UnsupportedError


@pytest.fixture(scope="module")
def sheet(pack):
    """The sheet that texts stand on."""
    return load_sheet(pack / "exercises" / "all-kinds.toml")


@pytest.fixture(scope="module")
def markup(sheet, pack) -> Markup:
    """A reader of English texts."""
    return Markup("en", Roles(sheet, pack), lambda source: f"figures/{source}")


def _plain(node) -> str:
    """All the text of spans or blocks."""
    if isinstance(node, list):
        return "".join(map(_plain, node))
    own = "\n" if node.get("span") == "break" else node.get("text", node.get("alt", ""))
    return own + "".join(
        _plain(node[name]) for name in ("spans", "blocks", "items") if name in node
    )


# --- Spans -------------------------------------------------------------------


def test_spans_nest(markup):
    """Emphasis in strong words in a link."""
    assert markup.spans("a **b *c*** [d](https://x.org)") == [
        {"span": "text", "text": "a "},
        {
            "span": "strong",
            "spans": [
                {"span": "text", "text": "b "},
                {"span": "emph", "spans": [{"span": "text", "text": "c"}]},
            ],
        },
        {"span": "text", "text": " "},
        {
            "span": "link",
            "url": "https://x.org",
            "spans": [{"span": "text", "text": "d"}],
            "address": "x.org",
        },
    ]


@pytest.mark.parametrize(
    ("source", "shown", "address"),
    [
        ("<https://www.x.org/a>", "https://www.x.org/a", ""),
        ("[x.org/a](https://www.x.org/a/)", "x.org/a", ""),
        ("[](https://www.x.org/a)", "x.org/a", ""),
        ("[us](mailto:us@x.org)", "us", "us@x.org"),
    ],
)
def test_an_address_is_printed_once(markup, source, shown, address):
    """Beside words of their own, not beside itself."""
    (link,) = markup.spans(source)

    assert (_plain(link), link["address"]) == (shown, address)


def test_a_target_in_the_site_is_words_only(markup):
    """Paper has no page to jump to."""
    assert markup.spans("see [*the* map](#map)!")[1]["span"] == "emph"
    with pytest.raises(UnsupportedError, match="no text of its own"):
        markup.spans("see [](#map)")


def test_breaks_and_codes(markup):
    """A backslash at the end of a line breaks it; code is kept to the letter."""
    assert markup.spans('a\\\nb `c--d "e"` &amp; \\*f\\*') == [
        {"span": "text", "text": "a"},
        {"span": "break"},
        {"span": "text", "text": "b "},
        {"span": "code", "text": 'c--d "e"'},
        {"span": "text", "text": " & *f*"},
    ]


def test_quotes_dashes_and_lines_are_set(markup):
    """As a printer would; a line's end between Japanese characters is no space."""
    assert _plain(markup.spans("\"It's\" -- a --- b ... 'c'\nd")) == "“It’s” – a — b … ‘c’ d"
    assert _plain(markup.spans("日本\n国 a\n憲法")) == "日本国 a 憲法"
    assert smart_text("\"so\" 'it' goes -- on", "de") == "„so“ ‚it‘ goes – on"
    assert smart_text('"so"', "fr") == "«\u00a0so\u00a0»"


def test_quotes_pair_across_spans(markup):
    """A quotation that holds emphasis opens and closes."""
    assert _plain(markup.spans('"a *b*" c')) == "“a b” c"


def test_other_markup_is_text(markup):
    """HTML, headings, fences and tables are what they look like, as on a page."""
    for text in ("<b>x</b>", "# x", "| a | b |\n|---|---|", "    x", "***", "```\nx\n```x", "$x$"):
        blocks = markup.blocks(text)
        assert {block["block"] for block in blocks} == {"para"}
    assert _plain(markup.blocks("<b>x</b> # y")) == "<b>x</b> # y"


def test_blocks(markup):
    """Paragraphs, nested lists, quotations, and a figure that stands alone."""
    blocks = markup.blocks("a\n\n- b\n  1. c\n\n3. d\n4. e\n\n> f\n\n![g](h.svg)\n\n0. i")

    assert [block["block"] for block in blocks] == [
        *("para", "list", "list", "quote", "figure", "list")
    ]
    assert blocks[1]["items"][0][1]["ordered"]
    assert [block.get("start") for block in blocks] == [None, 1, 3, None, None, 0]
    assert blocks[4]["file"] == "figures/h.svg"
    assert _plain(blocks) == "abcdefgi"


def test_an_image_in_a_line_is_a_span(markup):
    """It needs a text alternative."""
    assert markup.spans("a ![b *c*](d.png)")[1] == {
        "span": "image",
        "file": "figures/d.png",
        "alt": "b c",
    }
    with pytest.raises(UnsupportedError, match="no text alternative"):
        markup.spans("![](d.png)")


def test_a_token_without_a_shape_is_a_problem(markup):
    """Should the Markdown reader learn new tricks, they are not lost."""
    with pytest.raises(UnsupportedError, match="a math_inline cannot be printed"):
        markup._leaf(Token("math_inline", "", 0))


# --- Roles -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("H{sub}`2`O", "H2O"),
        ("{term}`treaty`", "treaty"),
        ("{term}`treaties <treaty>`", "treaties"),
        ("{ref}`the map <map>`", "the map"),
        ("{abbr}`NATO (an alliance)`", "NATO (an alliance)"),
        ("{code}`x`", "x"),
        ("{item-ref}`all-kinds/choice-graded`", "Q2"),
        ("{item-ref}`that one <all-kinds/choice-graded>`", "that one"),
        ("{item-ref}`print/japanese`", 'Q2 of “Article 9 – "日本国憲法第九条" on paper”'),
        ("{fact}`in-force`", "(NATO 1949; in force since 24 August 1949)"),
        (
            "{fact}`treaty-signed, in-force`",
            "(NATO 1949 and 2 more; as of 4 April 1949; NATO 1949; in force since 24 August 1949)",
        ),
        ("no {role} here `x`", "no {role} here x"),
    ],
)
def test_roles(markup, source, shown):
    """What each role says on paper."""
    assert _plain(markup.spans(source)) == shown


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{video}`x`", "the role {video} cannot be printed"),
        ("{ref}`map`", "has no words of its own"),
        ("{fact}`nothing`", "no fact 'nothing'"),
        ("{item-ref}`all-kinds/choice-grade`", "no item 'all-kinds/choice-grade'"),
    ],
)
def test_roles_that_paper_cannot_show(markup, source, message):
    """They are problems, never lost text."""
    with pytest.raises(UnsupportedError) as caught:
        markup.spans(source)

    assert message in str(caught.value)
    assert caught.value.hint


def test_an_unknown_sheet_is_a_problem(markup):
    """The bank says which sheets there are."""
    with pytest.raises(ProblemsError, match="no such sheet"):
        markup.spans("{item-ref}`nowhere/one`")


# --- Characters --------------------------------------------------------------


def test_invisible_characters_are_taken_out():
    """Controls and what turns the direction of writing; joiners stay."""
    assert clean("a\x00b\x1b\u202ec\u2066d\u200fe\ufefff\r\n\tg\u200d") == "abcdef\n\tg\u200d"
    assert clean("o\u0304") == "ō"
    assert clean("a\u2028b") == "a\nb"


def test_only_very_long_words_get_breaks():
    """Every twenty characters, and never before an accent."""
    assert soft_breaks("a" * 30) == "a" * 30
    assert soft_breaks("a" * 45) == "\u200b".join(["a" * 20, "a" * 20, "a" * 5])
    assert soft_breaks("憲" * 45) == "憲" * 45
    assert "\u200b\u0323" not in soft_breaks("x\u0323" * 40)


@given(st.text(max_size=200))
def test_cleaning_any_text_is_steady(text):
    """Any text at all: cleaned once is clean, and breaks add nothing but breaks."""
    once = clean(text)

    assert clean(once) == once
    assert soft_breaks(once).replace("\u200b", "") == once.replace("\u200b", "")


@given(st.text(max_size=80))
def test_no_text_is_lost(markup, text):
    """Letters and digits of any text reach the data in order, or it is a problem."""
    text = clean(text)
    try:
        spans = markup.spans(text)
    except UnsupportedError:
        return
    wanted = [char for char in text if char.isascii() and char.isalnum()]
    if not any(char in text for char in "&[]<>{}"):
        assert [one for one in _plain(spans) if one.isascii() and one.isalnum()] == wanted


def test_which_characters_can_be_printed():
    """Latin, Greek, Cyrillic, Japanese, signs; not Hangul, Thai, emoji or broken halves."""
    assert unprintable("Ōāñß Ελλάς Москва 日本語 かな → ½ ☑ “…” 葛\U000e0100\u200d\u00ad") == []
    assert unprintable("한국 ไทย 😀 한") == ["한", "국", "ไ", "ท", "ย", "😀"]
    assert unprintable("\ud800") == ["\ud800"]


def test_characters_are_named():
    """With the character itself only where a terminal can show it."""
    assert describe("한") == "'한' (U+D55C, HANGUL SYLLABLE HAN)"
    assert describe("\ud800") == "(U+D800)"


def test_every_character_without_a_glyph_is_located(own_pack):
    """Item, key, line, character and code point; all of them at once, before Typst runs."""
    path = own_pack / "exercises" / "all-kinds.toml"
    text = path.read_text(encoding="utf-8").replace('"Washington"', '"Washington 한"')
    path.write_text(text.replace("A Monday", "A Monday 😀"), encoding="utf-8")
    sheet = load_sheet(path)
    handout_document(
        replace(sheet, items=sheet.items[1:2]), key=True, paper="a4", pack_root=own_pack
    )

    with pytest.raises(ProblemsError) as caught:
        handout_document(sheet, key=True, paper="a4", pack_root=own_pack)

    first, second = caught.value.problems
    assert first.file == str(path)
    assert first.line == text.splitlines().index('text = "Washington 한"') + 1
    assert first.key == "item[choice-practice].option[washington].text"
    assert "'한' (U+D55C, HANGUL SYLLABLE HAN)" in first.message
    assert (second.key, second.code) == ("item[date-practice].explain", "no-glyph")
    assert "U+1F600" in second.message


def test_problems_of_markup_are_located(own_pack):
    """The same for markup, figures and gaps that cannot be printed."""
    path = own_pack / "exercises" / "all-kinds.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("Who keeps the treaty?", "Who keeps {doc}`it`?"),
        ("Which of these states", "![](x.svg) Which of these states"),
        ("How many states signed?", "![A map.](nowhere.svg) How many?"),
        ("[[one]] and", "`[[one]]` and"),
        ("*all [[who]]*", "[[whom]]"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsError) as caught:
        handout_document(load_sheet(path), key=True, paper="a4", pack_root=own_pack)

    assert [(one.key, one.code) for one in caught.value.problems] == [
        ("item[choice-graded].prompt", "unprintable-markup"),
        ("item[multi-practice].prompt", "unprintable-markup"),
        ("item[number-practice].prompt", "bad-figure"),
        ("item[cloze-practice].text", "no-gap"),
        ("item[cloze-graded].text", "lost-gap"),
    ]
    assert all(one.line > 1 and one.hint for one in caught.value.problems)
