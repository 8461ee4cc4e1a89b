"""The readings of the pack itself: nothing lost on the way to paper, all of it accessible."""

from __future__ import annotations

import re
from pathlib import Path

import page as checker
import pytest

from read_pdf import lost_texts, pages_in, resolved, text_in

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


def test_files_that_the_guide_names_are_there(built):
    """A teacher who looks for one finds it."""
    guide = "\n".join(path.read_text() for path in ROOT.glob("docs/teacher/*.md"))
    named = set(re.findall(r"`((?:teacher-)?(?:readings|handouts)/[^`…]*\.pdf)`", guide))

    assert len(named) > 15
    assert [one for one in sorted(named) if not (built / one).is_file()] == []


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
