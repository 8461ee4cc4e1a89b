"""Where the sections of a lesson stand."""

from __future__ import annotations

from pathlib import Path

from teachkit.sections import section_pages, sections_of

ROOT = Path(__file__).parents[1]


def test_labels_and_figures_are_found(tmp_path):
    """A label above a heading and the name of a figure, in any page of the lesson."""
    lesson = tmp_path / "lessons" / "1-a"
    (lesson / "more").mkdir(parents=True)
    (lesson / "index.md").write_text("(start)=\n# A\n\ntext (no)= label\n", encoding="utf-8")
    (lesson / "more" / "set.md").write_text(
        "```{figure} x.svg\n:name: map\n```\n", encoding="utf-8"
    )

    assert section_pages(tmp_path, "lessons/1-a") == {
        "start": "lessons/1-a/index",
        "map": "lessons/1-a/more/set",
    }


def test_what_is_not_there_has_no_sections(tmp_path):
    """No lesson, an unknown one, one outside the pages, a page that is a folder."""
    (tmp_path / "docs" / "odd.md").mkdir(parents=True)
    (tmp_path / "other.md").write_text("(out)=\n# Out\n", encoding="utf-8")

    assert section_pages(tmp_path / "docs", "") == {}
    assert section_pages(tmp_path / "docs", "nowhere") == {}
    assert section_pages(tmp_path / "docs", "..") == {}
    assert section_pages(tmp_path / "docs", ".") == {}


def test_the_lessons_of_the_pack_have_sections():
    """Real pages: the documents stand on a page of their own."""
    pages = section_pages(ROOT / "docs", "lessons/1-eligibility")

    assert pages["elig-rule"] == "lessons/1-eligibility/index"
    assert pages["elig-documents"] == "lessons/1-eligibility/documents"


def test_sections_have_headings(tmp_path):
    """A label above a heading has its words; a figure has none."""
    lesson = tmp_path / "lessons" / "1-a"
    lesson.mkdir(parents=True)
    (lesson / "index.md").write_text(
        "(start)=\n# What *is* it?\n\n(alone)=\ntext\n\n```{figure} x.svg\n:name: map\n```\n",
        encoding="utf-8",
    )

    assert sections_of(tmp_path, "lessons/1-a") == {
        "start": "lessons/1-a/index",
        "alone": "lessons/1-a/index",
        "map": "lessons/1-a/index",
        "title:start": "What *is* it?",
    }
    assert sections_of(tmp_path, "") == {}
