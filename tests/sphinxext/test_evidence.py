"""Citations behind sentences, and the list of facts they lead to."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup


def soup(built, name):
    """A page, parsed."""
    return BeautifulSoup(built.text(name), "html.parser")


def test_a_citation_is_a_short_mark_with_its_date(pages):
    """A link named by its document; the date is in its text, not in a tooltip."""
    mark = soup(pages, "index.html").select_one(".tk-cite")

    assert mark.text == "[Treaty 1949; as of 4 Apr 1949]"
    assert mark.a["href"] == "facts.html#fact-treaty-signed"
    assert mark.select_one("a .tk-as-of").text == "; as of 4 Apr 1949"
    assert not mark.a.has_attr("title")


def test_several_facts_make_one_mark(pages):
    """Each with its own link; more than two documents are counted; words stay as they are."""
    mark = soup(pages, "one.html").select_one(".tk-cite")

    assert mark.text == (
        "[Author 2024; in force since 1949; Treaty 1949 and 2 more; as of 7 March 2024]"
    )
    assert [one["href"] for one in mark.find_all("a")] == [
        "facts.html#fact-other-rule",
        "facts.html#fact-treaty-members",
    ]


@pytest.mark.parametrize(
    ("builder", "name"), [("text", "index.txt"), ("latex", "pack.tex"), ("epub", "index.xhtml")]
)
def test_on_paper_the_date_is_written_out(shared_pack, builder, name):
    """In brackets behind the sentence."""
    text = shared_pack.build(builder).text(name)
    bare = re.sub(r"<[^>]+>|\\[A-Za-z]+\{(?:tk-as-of)?|[{}]", "", text)

    assert "Treaty 1949; as of 4 Apr 1949" in " ".join(bare.split())


def test_facts_of_one_document_and_date_make_one_part(pack):
    """Two facts from the same place are not cited twice in a row."""
    facts = (pack.root / "docs/evidence/facts.toml").read_text(encoding="utf-8")
    pack.write(
        "docs/evidence/facts.toml",
        facts + facts.split("\n\n")[1].replace("treaty-signed", "treaty-place") + "\n",
    )
    pack.page("one", "# One\n\nThere {fact}`treaty-signed, treaty-place`.\n")
    mark = soup(pack.build("html"), "one.html").select_one(".tk-cite")

    assert mark.text == "[Treaty 1949; as of 4 Apr 1949]"


def test_facts_are_listed_with_all_they_rest_on(pages):
    """Text, documents with links, date, confidence, the day to check again."""
    page = soup(pages, "facts.html")
    entry = page.find(id="fact-treaty-members").find_next_sibling("dd")
    text = " ".join(entry.text.split())

    assert len(page.select("dl.tk-facts > dt")) == 3
    assert text == (
        "It has 32 members. Treaty 1949: The parties, The Treaty, Archives, 4 April 1949 "
        "Author 2024: Author, Ann, A List, A Press, 2024 "
        "Writer 2025: Writer, Bo, News, A paper, 2 January 2025. Short "
        "As of: 7 March 2024. Confidence: medium. Checked: 21 November 2026. "
        "To be checked again: 21 November 2027."
    )
    assert [one["href"] for one in entry.find_all("a")] == [
        "https://example.org/treaty",
        "https://example.org/news",
    ]


def test_a_prefix_chooses_facts(pack):
    """And a citation links to the list on its own page, else to the whole one."""
    pack.page("one", "# One\n\nSo {fact}`treaty-signed`.\n\n```{facts}\n:prefix: treaty-\n```\n")
    built = pack.build("html")
    page = soup(built, "one.html")

    assert [one["id"] for one in page.select("dl.tk-facts > dt")] == [
        "fact-treaty-signed",
        "fact-treaty-members",
    ]
    assert page.select_one(".tk-cite a")["href"] == "#fact-treaty-signed"
    assert soup(built, "index.html").select_one(".tk-cite a")["href"].startswith("facts.html#")


def test_a_link_to_an_item_prefers_the_sheet(pack):
    """Not the lesson that shows it too, and not the key; with words if there are any."""
    pack.page(
        "two",
        "# Two\n\n{item-ref}`all-kinds/match-graded`\n{item-ref}`it <all-kinds/essay-graded>`\n",
    )
    for teacher in (False, True):
        links = soup(pack.build("html", teacher=teacher), "two.html").select("a:has(.tk-item-ref)")

        assert [(one.text, one["href"]) for one in links] == [
            ("Q14", "sheet.html#item-all-kinds-match-graded"),
            ("it", "sheet.html#item-all-kinds-essay-graded"),
        ]


def test_notes_on_facts_are_for_teachers(pages, teacher_pages):
    """Shown on a page of the guide, not on the page for all."""
    note = "Note: Said by one witness only."

    assert note in soup(teacher_pages, "teacher/index.html").select_one(".tk-facts").text
    assert note not in soup(pages, "facts.html").text
    assert note not in soup(teacher_pages, "facts.html").text


def test_a_picture_is_found_from_the_pages_root(pack):
    """Whatever page shows the item."""
    sheet = (pack.root / "exercises/all-kinds.toml").read_text(encoding="utf-8")
    pack.sheet(sheet.replace("Who keeps the treaty?", "Who keeps it? ![A dot](/maps/dot.png)"))
    pack.write("docs/maps/dot.png", "")
    built = pack.build("html")

    assert built.warnings == []
    assert (
        soup(built, "sheet.html").select_one('legend img[alt="A dot"]')["src"] == "_images/dot.png"
    )


def test_a_fact_all_of_whose_documents_are_missing(pack):
    """Its id stands for them, and it has no list of documents."""
    facts = (pack.root / "docs/evidence/facts.toml").read_text(encoding="utf-8")
    pack.write("docs/evidence/facts.toml", facts.replace('["list"]', '["gnus"]'))
    built = pack.build("html")

    assert soup(built, "one.html").select_one(".tk-cite a").text.startswith("other-rule; in force")
    assert soup(built, "facts.html").find(id="fact-other-rule").find_next("dd").ul is None


def test_a_document_that_is_missing(pack):
    """The problem is named; the other documents stand."""
    facts = (pack.root / "docs/evidence/facts.toml").read_text(encoding="utf-8")
    pack.write("docs/evidence/facts.toml", facts.replace('"news"', '"gnus"'))
    built = pack.build("html")

    assert len(built.warnings) == 1
    assert "no source 'gnus'" in built.warnings[0]
    assert len(soup(built, "facts.html").find(id="fact-treaty-members").find_next("ul")("li")) == 2
