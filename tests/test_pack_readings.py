"""The readings of the pack itself: nothing lost on the way to paper, all of it accessible."""

from __future__ import annotations

import re
from pathlib import Path

import page as checker
import pytest

from read_pdf import lines_upon_lines, lost_texts, marked_edges, pages_in, resolved, text_in

ROOT = Path(__file__).parents[1]
LESSONS = sorted(path.parent.name for path in ROOT.glob("docs/lessons/*/index.md"))


@pytest.fixture(scope="module")
def trees(built, tmp_path_factory):
    """The pages as the builder got them."""
    kept = built / ".work" / "site"
    return resolved(ROOT / "docs", kept, tmp_path_factory.mktemp("trees"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_text_of_a_lesson_is_lost(built, trees, lesson):
    """Every text of its pages stands in its booklet."""
    said = text_in(built / "readings" / f"{lesson}.pdf")
    pages = [tree for name, tree in trees.items() if name.startswith(f"lessons/{lesson}/")]

    assert len(pages) >= 3
    assert [text for tree in pages for text in lost_texts(tree, said)] == []


def test_no_text_of_the_pack_is_lost(built, trees):
    """Nor of the glossary, the timeline, the facts."""
    said = text_in(built / "readings" / "pack.pdf")
    pages = [tree for name, tree in trees.items() if not name.startswith("toolkit/")]

    assert [text for tree in pages for text in lost_texts(tree, said)] == []


@pytest.mark.parametrize("folder", ["readings", "teacher-readings"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_checker_finds_the_standards_kept(built, folder, profile):
    """PDF/UA-1 and PDF/A-2a, every file."""
    files = sorted((built / folder).glob("*.pdf"))
    reports = {path.name: checker.validate_pdf(path, profile=profile) for path in files}

    assert len(files) > 5
    assert [name for name, report in reports.items() if not report.is_compliant] == []


@pytest.mark.parametrize("folder", ["handouts", "teacher-handouts", "readings", "teacher-readings"])
def test_nothing_runs_off_the_paper(built, folder):
    """No text, frame or line of any page comes near to an edge."""
    files = sorted((built / folder).glob("*.pdf"))
    off = {path.name: marked_edges(path) for path in files}

    assert len(files) > 5
    assert {name: pages for name, pages in off.items() if pages} == {}


@pytest.mark.parametrize("folder", ["handouts", "teacher-handouts", "readings", "teacher-readings"])
def test_no_line_lies_upon_another(built, folder):
    """All that is printed can be read."""
    files = sorted((built / folder).glob("*.pdf"))
    found = {path.name: lines_upon_lines(path) for path in files}

    assert len(files) > 5
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_files_that_the_guide_names_are_there(built):
    """A teacher who looks for one finds it."""
    guide = "\n".join(path.read_text() for path in ROOT.glob("docs/teacher/*.md"))
    named = set(re.findall(r"`((?:teacher-)?(?:readings|handouts)/[^`…]*\.pdf)`", guide))

    assert len(named) > 15
    assert [one for one in sorted(named) if not (built / one).is_file()] == []


COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def test_pages_that_the_guide_counts_are_so_many(built):
    """A number of pages that stands beside a file is that of the file."""
    guide = "\n".join(path.read_text() for path in ROOT.glob("docs/teacher/*.md"))
    said = re.findall(r"`((?:teacher-)?(?:readings|handouts)/[^`…]*\.pdf)`, (\w+) pages?\b", guide)

    assert len(said) > 12
    assert [(name, count) for name, count in said if COUNTS[pages_in(built / name)] != count] == []


def test_the_list_leads_to_worksheets_and_keys(built):
    """Lesson by lesson, with its number; what it leads to is there."""
    for folder, count in (("readings", 5), ("teacher-readings", 7)):
        said = (built / folder / "index.html").read_text(encoding="utf-8")
        found = re.findall(r'href="(\.\./[^"]+)"', said)

        assert len(found) == count
        assert [one for one in found if not (built / folder / one).is_file()] == []
        assert re.search(r"<h2>2\. .+</h2>", said)


def test_a_table_to_choose_claims_for_fits_on_a_page(built):
    """A group has one sheet, with all claims of its page on it."""
    sheets = sorted((built / "readings").glob("5-*-organiser-*.pdf"))

    assert len(sheets) == 6
    assert {path.name: pages_in(path) for path in sheets if pages_in(path) > 1} == {}


def test_documents_fit_on_a_page_or_the_list_says_so(built):
    """Most do; none takes three."""
    said = (built / "readings" / "index.html").read_text(encoding="utf-8")
    documents = sorted((built / "readings").glob("*-document-*.pdf"))
    pages = {path.name: pages_in(path) for path in documents}

    assert len(documents) == 20
    assert max(pages.values()) <= 2
    for name, count in pages.items():
        assert (count == 1) == bool(re.search(rf'"{name}">[^<]+</a>: 1 page<', said))


def test_students_readings_hold_no_page_for_teachers(built):
    """Nor does a file of them say that it is for teachers."""
    for path in (built / "readings").glob("*.pdf"):
        assert not path.name.startswith("guide")
        assert "do not pass it on" not in text_in(path)
