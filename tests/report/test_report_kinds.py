"""Reports of sheets with every kind, without objectives, and of classes of any shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from classes import CLASS
from test_report_page import Outline

from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.report import gather, report_html, report_pdf

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def nine_kinds(tmp_path_factory):
    """A sheet of nine kinds, answered by four students, with a lesson but no pages."""
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "class.csv").write_text(CLASS, encoding="utf-8")
    source = FIXTURES / "grading.toml"
    grade_class(load_sheet(source), [folder / "class.csv"], folder / "out", source=source)
    return gather(folder / "out")


def test_every_kind_has_a_card(nine_kinds):
    """Each with what can be said of it."""
    page = report_html(nine_kinds)
    Outline(page)

    for number in range(1, len(nine_kinds.sheet.items) + 1):
        assert f'<h3 id="q{number}">' in page
    assert "Most chosen wrong" in page
    assert "too few (" in page


def test_a_sheet_without_objectives(nine_kinds):
    """There is no such section, and the first sentence names the hardest question."""
    page = report_html(nine_kinds)

    assert ("What the class knows</h2>" in page) == bool(nine_kinds.sheet.objectives)
    assert "<ol><li><strong>" in page


def test_a_sheet_in_another_language_is_set(tmp_path):
    """It is that of page and print if we have words for it; else English words stand about it."""
    text = (FIXTURES / "grading.toml").read_text(encoding="utf-8")
    for language in ("ja", "zh-Hant-TW"):
        source = tmp_path / "grading.toml"
        lines = [line for line in text.splitlines() if not line.startswith("language")]
        place = next(at for at, line in enumerate(lines) if line.startswith("title"))
        lines.insert(place + 1, f'language = "{language}"')
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
        out = tmp_path / language
        grade_class(load_sheet(source), [tmp_path / "class.csv"], out, source=source)
        report = gather(out)

        page = report_html(report)
        own = language == "ja"
        assert f'<html lang="{language if own else "en"}">' in page
        assert (f'<span lang="{language}">' in page) is not own
        assert ("もう一度教える" in page) is own
        assert report_pdf(report, pack_root=tmp_path).startswith(b"%PDF")
