"""The words of the lessons: readable at 14, sourced, and from more than one side."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import textstat

ROOT = Path(__file__).parents[1]
LESSONS = ROOT / "docs/lessons"
PAGES = sorted(
    path for path in LESSONS.glob("*/*.md") if len(path.read_text("utf-8").split()) > 400
)
DOCUMENT_SETS = sorted(LESSONS.glob("[1-4]-*/documents.md"))
"""In lesson 5 the documents are five web pages, told by profile and by claims."""
GRADE = 9
"""The school grade of readers of 14, in the scale of both readability formulas."""


def named(path):
    """Name a page by its lesson."""
    return f"{path.parent.name}/{path.stem}"


def prose(markdown):
    """Return a page's running text: no code, tables, headings, options or citations."""
    text = re.sub(r"^```.*?^```|^~~~.*?^~~~", "", markdown, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^(\||#|:::|:\w[\w-]*:|\(.*\)=|%|\{).*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{fact\}`[^`]*`", "", text)
    text = re.sub(r"\{[\w-]+\}`([^`<]*)(?:<[^>]*>)?`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_>]", "", text)


def documents(path):
    """Return the documents of a set, each with its source line."""
    text = path.read_text("utf-8")
    found = re.split(r"^## (?=Document \d)", text, flags=re.MULTILINE)[1:]
    return [re.split(r"^## ", one, flags=re.MULTILINE)[0] for one in found]


def grades(text):
    """Return the grades by two formulas that count letters, not guessed syllables."""
    return textstat.automated_readability_index(text), textstat.coleman_liau_index(text)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_reader_of_fourteen_can_read_it(page):
    """Long sentences and long words make a page too hard."""
    assert max(grades(prose(page.read_text("utf-8")))) <= GRADE


def test_the_readability_gate_can_close():
    """Officialese is far above the gate."""
    text = (
        "Notwithstanding the aforementioned considerations, the multilateral institutionalisation "
        "of interoperability arrangements necessitates comprehensive intergovernmental "
        "harmonisation. " * 5
    )

    assert min(grades(text)) > GRADE


@pytest.mark.parametrize("page", DOCUMENT_SETS, ids=named)
def test_each_document_says_who_when_and_of_what_kind_before_its_text(page):
    """Sourcing comes first; a link leads to the original; the text has 200 words at most."""
    for one in documents(page):
        source = one.split("\n1. ", 1)[0]
        for label in ("**Who:**", "**When:**", "**Kind:**", "**For whom:**"):
            assert label in source, one[:60]
        assert "](http" in source, one[:60]
        assert "{fact}`" in one
        paragraphs = re.findall(r"^\d+\. .*$", one, re.MULTILINE)
        assert 0 < len(prose(" ".join(paragraphs)).split()) <= 200, one[:60]


@pytest.mark.parametrize("page", DOCUMENT_SETS, ids=named)
def test_a_document_set_has_several_sides(page):
    """Four documents or more, of three authors and three kinds at least."""
    found = documents(page)
    authors = {re.search(r"\*\*Who:\*\*(.*?)\*\*", one, re.DOTALL)[1].strip() for one in found}
    kinds = {re.search(r"\*\*Kind:\*\*(.*?)\*\*", one, re.DOTALL)[1].strip() for one in found}

    assert len(found) >= 4
    assert len(authors) >= 3
    assert len(kinds) >= 3


def test_every_address_is_well_formed():
    """Scheme, host, and no space; in pages and among the sources."""
    folders = ("evidence", "lessons", "reference", "teacher")
    pages = [path for folder in folders for path in (ROOT / "docs" / folder).glob("**/*.md")]
    for path in (*pages, ROOT / "docs/evidence/sources.bib"):
        text = path.read_text("utf-8")
        for url in re.findall(r"\]\((http[^)\s]*)|url\s*=\s*\{([^}]*)\}", text):
            parts = urlsplit("".join(url))
            assert parts.scheme in ("http", "https"), (path, url)
            assert re.fullmatch(r"[\w.-]+\.[a-z]{2,}(:\d+)?", parts.netloc), (path, url)
            assert not re.search(r"\s", "".join(url)), (path, url)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_lesson_page_stays_short(page):
    """One lesson is not a book."""
    assert len(page.read_text("utf-8")) <= 12_000
