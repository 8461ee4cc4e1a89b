"""The portable rule table: what it holds, for which items, and the vectors on the Python side."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from marking.test_properties import ITEMS
from teachkit.marking import mark
from teachkit.marking.portable import FORMAT, lexicon, portable
from teachkit.model import ITEM_TYPES, Choice, Cloze, Gap, Option, Sheet, Text, Use
from teachkit.sphinxext.assets import STATIC
from twin.items import all_items, practice
from twin.vectors import FORMATS, SHEET, VECTORS

MARKING = Path(__file__).parents[2] / "docs/toolkit/marking.md"
COMMON = {"format", "kind", "language", "rule"}
KEYS = {
    "choice": {"options", "said"},
    "multi": {"options", "said", "several"},
    "number": {"answer", "beside", "near", "others", "tolerance", "units", "year"},
    "date": {"answer", "beside", "day-first", "depth"},
    "text": {"accept", "accents", "echo", "need", "never", "pairs", "raw", "reject", "shapes",
             "slips", "spelling"},
    "cloze": {"gaps"},
    "match": {"pairs", "said"},
    "order": {"events"},
    "claims": {"claims", "said"},
    "essay": set(),
}  # fmt: skip
"""The layout of format 2; whoever changes it raises FORMAT."""


@pytest.mark.parametrize(("item", "response", "state", "score", "_twin"), VECTORS)
def test_the_marker_gives_the_marks_of_the_vectors(item, response, state, score, _twin):
    """The Python side of what both must agree on."""
    got = mark(item, response, sheet=SHEET)

    assert (got.state.value, got.score) == (state, score)


def test_vectors_are_of_this_format_and_of_all_kinds():
    """A new format needs its vectors looked at; no kind is without one."""
    assert {FORMAT} == FORMATS
    assert {item.kind for item, *_ in VECTORS} == set(ITEM_TYPES) == set(KEYS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.kind}-{item.id}")
def test_the_layout_of_a_table_is_that_of_its_format(item):
    """An older script must not misread a newer table."""
    assert set(portable(practice(item))) == COMMON | KEYS[item.kind]


def test_every_table_and_the_lexicon_are_json_and_always_the_same():
    """Nothing but strings, small integers, booleans and null; no order of a set gets out."""
    tables = [portable(item, sheet) for sheet, item in all_items()]

    text = json.dumps([tables, lexicon()], allow_nan=False)

    assert json.loads(text) == [tables, lexicon()]
    assert not _too_large(tables)


def _too_large(value):
    """Whether a number is larger than a browser keeps exactly, or no integer."""
    match value:
        case dict():
            return any(map(_too_large, value.values()))
        case list():
            return any(map(_too_large, value))
        case float():
            return True
        case int():
            return abs(value) > 2**31
        case _:
            return False


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.kind}-{item.id}")
def test_there_is_no_table_for_a_graded_item(item):
    """Its key must not reach a page, whoever asks."""
    with pytest.raises(ValueError, match="graded"):
        portable(replace(item, use=Use.GRADED))


def test_no_graded_key_has_a_part_in_a_table():
    """Not even as a word that is no slip: Ireland, asked for elsewhere, is near to Iceland."""
    item = practice(Text(id="p", prompt="Which island joined?", accept=("Iceland", "Greenland")))
    others = [
        Text(id="g", prompt="?", accept=("Iceland", "Icelandic", "Greenland")),
        Cloze(id="h", prompt="?", text="[[a]]", gaps=(Gap(id="a", accept=("Icelend",)),)),
    ]
    sheets = [
        Sheet(format=1, id="s", title="?", items=items)
        for items in ((item,), (item, *others), (item, practice(others[1])))
    ]
    alone, graded, open_ones = (portable(item, sheet) for sheet in sheets)

    assert alone == graded != open_ones
    assert [mark(item, "Icelend", sheet=sheet).state.value for sheet in sheets] == [
        *("correct", "correct", "unsure")
    ]


def test_every_reason_is_on_the_page():
    """Whoever writes words for them finds the whole list."""
    parts = (STATIC / "js").glob("[012]*.js")
    text = "".join(path.read_text("utf-8") for path in parts)
    calls = re.findall(r"twin\.(?:unsure|unreadable|wrong|right|scored)\((.*?)\)[;\s]", text)
    codes = {one for call in calls for one in re.findall(r'"([a-z-]+)"', call)}
    page = MARKING.read_text("utf-8")

    assert len(codes) > 25
    assert {one for one in codes if f"`{one}`" not in page} - {"accept-", "reject-"} == set()


def test_a_credit_that_browsers_cannot_hold_leaves_the_item_to_a_person():
    """Rather than a rounded number."""
    options = (
        Option(id="a", text="A", correct=True),
        Option(id="b", text="B", credit=Fraction(1, 10**9)),
    )
    item = Choice(id="c", prompt="?", use=Use.PRACTICE, options=options)

    assert portable(item)["open"] is True
