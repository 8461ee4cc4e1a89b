"""Scripts and styles made shorter: the same meaning, fewer bytes."""

from __future__ import annotations

import gzip

import pytest

from teachkit.sphinxext.assets import joined_script, joined_style, script_with
from teachkit.sphinxext.page_words import page_words
from teachkit.sphinxext.shorten import short_script, short_style

KEPT = {
    "strings": '"// no comment" + \'a "b" // c\';',
    "regular expressions": "x = /[/\"'] \\/ \\* /g; y = a / b / c;",
    "globals and properties": "window.name.length; document.title;",
    "what is not declared here": "call(thing, other);",
    "keys": '({ some: 1, "other": 2 });',
}
CHANGED = {
    "const some = 1; use(some.some);": "const a=1;use(a.some);",
    "function sum(one, two) { return one + two; }": "function c(a,b){return a+b;}",
    "const { one, two } = given; use(one, two);": "const{one:a,two:b}=given;use(a,b);",
    "const word = 1; f({ word, x: word ? word : 2 });": "const a=1;f({word:a,x:a?a:2});",
    "const word = 1; f({ word: 2, x: [word, word] });": "const a=1;f({word:2,x:[a,a]});",
    "class Some { read(me) { this.me = me; } }\nlet read;": "class c{read(a){this.me=a;}}let b;",
    "list.map((entry) => entry.entry);": "list.map((a)=>a.entry);",
    "list.map(entry => entry + +entry);": "list.map(a=>a+ +a);",
    "try { go(); } catch (error) { tell(error); }": "try{go();}catch(a){tell(a);}",
    "const some = 1; // a note\n\n/* another */\nuse(some);": "const a=1;use(a);",
    "const a = 1; const longer = 2;": "const a=1;const b=2;",
}  # fmt: skip


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_must_stay_stays(text):
    """White space inside a line is all that goes."""
    assert short_script(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", CHANGED)
def test_names_become_short(text):
    """Where a name is a variable, and only there."""
    assert short_script(text) == CHANGED[text]


def test_the_same_each_time():
    """No order of a set shows."""
    assert short_script(joined_script()) == short_script(joined_script())


def test_styles_lose_comments_and_space():
    """Nothing that has a meaning: a space in a selector does."""
    text = "/* a */ a  b > c,\n d:is(e, f) {\n  x: 1px  2px;\n y: calc(1px + 2px);\n}\n"

    assert short_style(text) == "a b > c,d:is(e,f){x: 1px 2px;y: calc(1px + 2px)}\n"


def test_script_and_style_are_small():
    """What a phone has to load: at most 25 kB, packed; the stage of teachers is not in it."""
    script = short_script(script_with(page_words()))
    sizes = [len(gzip.compress(one.encode())) for one in (script, short_style(joined_style()))]

    assert sum(sizes) <= 25_000
    assert "showModal" not in script
    assert "showModal" in joined_script(teacher=True)
