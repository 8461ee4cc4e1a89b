"""Which pages and items rest on a fact: complete, linked, and never out of date."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from packs import ALL_BUILDERS, FACTS, files_of

LIST = "teacher/uses"
PAGE = "---\norphan: true\n---\n# Uses\n\n```{fact-uses}\n```\n"
SECTIONS = """# Page one

At the top {fact}`other-rule`. Twice {fact}`other-rule`.

## A section

Below {fact}`other-rule, treaty-members`.

### Deeper

Deep {fact}`treaty-members`.
"""


@pytest.fixture
def uses(pack):
    """A pack with a page that lists uses, and citations in sections."""
    pack.page(LIST, PAGE)
    pack.page("one", SECTIONS)
    return pack


def entries(built):
    """The text under each fact."""
    page = BeautifulSoup(built.text(f"{LIST}.html"), "html.parser")
    return {term.text: term.find_next_sibling("dd") for term in page.select("dl.tk-fact-uses > dt")}


def line(entry, label):
    """The words of the paragraph that begins with a label."""
    found = [
        one.get_text(" ", strip=True) for one in entry.find_all("p") if one.text.startswith(label)
    ]
    return " ".join(found[0].removeprefix(label).replace(" ;", ";").replace(" ,", ",").split())


def test_pages_and_sections(uses):
    """Each section that cites it once, in order; a link to the fact and to each section."""
    built = uses.build(teacher=True)
    found = entries(built)

    assert list(found) == ["treaty-signed", "treaty-members", "other-rule"]
    assert line(found["other-rule"], "Pages:") == (
        "Page one; Page one, “A section”; Page three; Page two"
    )
    assert line(found["treaty-members"], "Pages:") == (
        "Page one, “A section”; Page one, “Deeper”; Page three; Page two"
    )
    links = [one["href"] for one in found["treaty-members"].find_all("a", class_="internal")]
    assert links[:2] == ["../one.html#a-section", "../one.html#deeper"]


def test_items_with_their_numbers(uses):
    """Those that name it, with a link to a page that shows them."""
    found = entries(uses.build(teacher=True))
    said = line(found["treaty-signed"], "Items:")

    assert said.startswith("all-kinds Q")
    assert "../sheet.html#item-all-kinds-" in str(found["treaty-signed"])


def test_citations_in_keys_are_items(uses):
    """The key on the teacher's page names facts too; that is no page to edit."""
    found = entries(uses.build(teacher=True))

    assert "Guide" not in found["treaty-signed"].text


def test_an_item_that_no_page_shows_has_no_link(uses):
    """A sheet for an examination is on no page."""
    uses.sheet(
        'format = 1\nid = "exam"\ntitle = "E"\n[[item]]\nid = "year"\nkind = "number"\n'
        'prompt = "When?"\nanswer = "1949"\nfacts = ["other-rule", "other-rule"]\n'
    )

    entry = entries(uses.build(teacher=True))["other-rule"]

    assert "exam Q1" in line(entry, "Items:")
    assert not any("exam" in link.text for link in entry.find_all("a"))


def test_notes_and_standing(uses):
    """What only teachers should know, and when to check again."""
    entry = entries(uses.build(teacher=True))["other-rule"]

    assert "Note: Said by one witness only." in entry.text
    assert "To be checked again: 21 November 2027" in entry.text


def test_a_fact_that_nothing_uses(uses):
    """Said, so that it can go."""
    uses.write(
        "docs/evidence/facts.toml",
        FACTS + FACTS.split("[[fact]]")[3].join(["[[fact]]", ""]).replace("other-rule", "new-one"),
    )

    assert "Not used." in entries(uses.build(teacher=True))["new-one"].text


def test_some_facts_only(uses):
    """By the beginning of their id, or those to be checked soon, the first due first."""
    uses.page(LIST, PAGE.replace("}\n", "}\n:prefix: other-\n"))
    assert list(entries(uses.build(teacher=True))) == ["other-rule"]

    uses.page(LIST, PAGE.replace("}\n", "}\n:until: 2027\n"))
    assert list(entries(uses.build(teacher=True))) == ["treaty-members", "other-rule"]

    uses.page(LIST, PAGE.replace("}\n", "}\n:prefix: x\n"))
    assert "no such fact" in uses.build(teacher=True, strict=False).warnings[0]

    uses.page(LIST, PAGE.replace("}\n", "}\n:until: soon\n"))
    assert "soon" in uses.build(teacher=True, strict=False).warnings[0]


def test_only_for_teachers(uses):
    """On a student's page there is a warning, and no list."""
    uses.page("one", "# One\n\n```{fact-uses}\n```\n")

    built = uses.build(strict=False)

    assert "the list of uses is not shown here" in built.warnings[0]
    assert "[teachkit.key]" in built.warnings[0]
    assert "tk-uses" not in built.text("one.html")


@pytest.mark.parametrize("builder", ALL_BUILDERS)
def test_builds_without_a_warning(uses, builder):
    """In every builder, with -n -W, in the teacher edition."""
    built = uses.build(builder, teacher=True)

    assert built.warnings == []
    assert built.code == 0


@pytest.mark.parametrize("builder", ["html", "singlehtml", "xml"])
def test_two_processes_write_what_one_does(uses, builder):
    """Citations that another process has read are not lost."""
    serial = uses.build(builder, teacher=True, out=f"{builder}-1")
    parallel = uses.build(builder, "-j", "2", teacher=True, out=f"{builder}-2")

    assert files_of(serial.out) == files_of(parallel.out)


def test_a_change_elsewhere_is_seen(uses):
    """A citation that comes or goes, a title, a page that is deleted: the list is written again."""
    uses.build(teacher=True)
    uses.page("two", "# Page two\n\n## New\n\nNow {fact}`treaty-signed`.\n")
    built = uses.build(teacher=True)

    assert built.read == ["two"]
    assert "Page two, “New”" in line(entries(built)["treaty-signed"], "Pages:")
    assert "Page two" not in line(entries(built)["other-rule"], "Pages:")

    (uses.root / "docs/three.md").unlink()
    uses.page("index", "# A pack\n\n```{toctree}\nlesson\nsheet\nfacts\none\ntwo\n```\n")
    built = uses.build(teacher=True)

    assert "Page three" not in line(entries(built)["other-rule"], "Pages:")


def test_an_edited_sheet_is_seen(uses):
    """The facts of its items may have changed; also those of a sheet that is new."""
    uses.build(teacher=True)
    path = uses.root / "exercises/all-kinds.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"treaty-signed"', '"other-rule"'), encoding="utf-8")
    built = uses.build(teacher=True)

    assert "Items:" not in entries(built)["treaty-signed"].text
    assert "Items:" in entries(built)["other-rule"].text

    uses.sheet(
        'format = 1\nid = "more"\ntitle = "M"\n[[item]]\nid = "year"\nkind = "number"\n'
        'prompt = "When?"\nanswer = "1949"\nfacts = ["treaty-signed"]\n'
    )
    built = uses.build(teacher=True)

    assert built.read == []
    assert line(entries(built)["treaty-signed"], "Items:") == "more Q1"


def test_nothing_changed_nothing_written(uses):
    """A second build leaves the list alone."""
    page = uses.build(teacher=True).out / f"{LIST}.html"
    before = page.stat().st_mtime_ns

    uses.build(teacher=True)

    assert page.stat().st_mtime_ns == before
