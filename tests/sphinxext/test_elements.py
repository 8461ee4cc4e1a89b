"""Elements of HTML: written as docutils writes them, and found as docutils finds them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from docutils.writers.html5_polyglot import HTMLTranslator, Writer
from hypothesis import given
from hypothesis import strategies as st

from teachkit.sphinxext.elements import piece, pieces, tag, visit_element
from teachkit.sphinxext.transforms import by_class, elements, with_class

NAMES = st.sampled_from(["div", "input", "span", "label"])
CLASSES = st.lists(st.sampled_from(["tk-a", "tk-b", "c"]), max_size=3)
VALUES = st.dictionaries(
    st.sampled_from(["value", "data-tk-key", "aria-label", "hidden", "type"]), st.text(), max_size=4
)


@pytest.fixture(scope="module")
def writer():
    """A writer of HTML."""
    return HTMLTranslator(new_document("page", get_default_settings(Writer())))


@given(NAMES, CLASSES, VALUES, st.text())
def test_a_piece_is_written_as_docutils_would(writer, name, classes, attributes, text):
    """Order, escapes and line ends of its tag and its text."""
    start = writer.starttag(
        tag("x", classes=classes), name, "", empty=name == "input", **attributes
    )
    page = SimpleNamespace(body=[], starttag=writer.starttag)
    visit_element(page, tag(name, classes=classes, attributes=attributes))
    made = piece(name, text, classes=classes, attributes=attributes)

    assert page.body == [start]
    assert made.html.startswith(start + writer.encode(text))


def test_a_piece_is_its_words():
    """What a search finds, and what a copy keeps."""
    made = pieces(piece("b", "one"), " & ", piece("p", "two", piece("input")))

    assert str(made).split() == ["one", "&", "two"]
    assert made.html == "<b>one</b> &amp; <p>two<input /></p>"
    assert made.deepcopy().html == made.html


TREES = st.recursive(
    st.builds(nodes.Text, st.text(max_size=2)),
    lambda inner: st.builds(
        lambda children, classes: nodes.container("", *children, classes=classes),
        st.lists(inner, max_size=4),
        st.lists(st.sampled_from(["a", "b"]), max_size=2),
    ),
    max_leaves=25,
)


@given(TREES)
def test_elements_come_in_the_order_of_the_page(tree):
    """The same nodes as those of docutils, and by their classes."""
    expected = list(tree.findall(nodes.Element))
    having = {name: [one for one in expected if name in one["classes"]] for name in "ab"}

    assert [*map(id, elements(tree))] == [*map(id, expected)]
    assert [*map(id, with_class(tree, "a"))] == [*map(id, having["a"])]
    assert [[*map(id, found)] for found in by_class(tree, "a", "b")] == [
        [*map(id, found)] for found in having.values()
    ]
