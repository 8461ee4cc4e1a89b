"""Scripts and styles made shorter: the same meaning, fewer bytes."""

from __future__ import annotations

import gzip
import sys

import pytest

from teachkit.sphinxext.assets import joined_script, joined_style, script_with
from teachkit.sphinxext.page_words import page_words
from teachkit.sphinxext.shorten import short_script, short_style


def test_script_and_style_are_small():
    """What a phone has to load: at most 25 kB, packed; the stage of teachers is not in it."""
    script = short_script(script_with(page_words()))
    sizes = [len(gzip.compress(one.encode())) for one in (script, short_style(joined_style()))]

    assert sum(sizes) <= 25_000
    assert "showModal" not in script
    assert "showModal" in joined_script(teacher=True)


def test_names_and_comments_go():
    """Both are for who reads the source."""
    assert short_script("(function () { const some = 1; /* why */ tell(some + some); })();") == (
        "(function(){const e=1;tell(e+e)})()\n"
    )
    assert short_style("/* why */ a  b { color : red ; }") == "a b{color:red}\n"


@pytest.mark.parametrize("short", [short_script, short_style])
def test_without_the_minifier_nothing_changes(short, monkeypatch):
    """A system it is not built for gets the longer texts."""
    monkeypatch.setitem(sys.modules, "minify", None)

    assert short("a  b { } /* why */") == "a  b { } /* why */"
