"""Two forms of the unit assessment: parallel by construction, and new to the students."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teachkit.bank import load_sheet, sheet_files
from teachkit.model import Choice, Claims, Cloze, Essay, Match, Multi, Order, Text, Use

ROOT = Path(__file__).parents[1]
A, B = (load_sheet(ROOT / "exercises" / f"assessment-{form}.toml") for form in "ab")
PAIRS = list(zip(A.items, B.items, strict=True))
PAGE = (ROOT / "docs" / "teacher" / "assessment.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (\d+) \| (\d) \| (\w+) \| (\w+) \| (\d+) \| (\d+) \| (.+) \| (.+) \|$", re.MULTILINE
)
STEPS = {"recall", "understand", "apply", "analyse", "evaluate"}


def parts(item):
    """How many parts a student has to deal with, and how many of them are right."""
    match item:
        case Choice() | Multi():
            return len(item.options), sum(option.correct for option in item.options)
        case Match():
            return len(item.pairs), len(item.extra)
        case Cloze():
            return [len(gap.options) for gap in item.gaps]
        case Order():
            return len(item.events)
        case Claims():
            return sorted(claim.verdict for claim in item.claims)
        case Essay():
            return [(one.id, len(one.levels)) for one in item.criteria]
        case Text():
            return item.policy, item.need
    return getattr(item, "precision", None)


def words(item):
    """How many words a student reads."""
    texts = [item.prompt, getattr(item, "text", "")]
    for name in ("options", "events", "claims"):
        texts += [one.text for one in getattr(item, name, ())]
    texts += [f"{pair.left} {pair.right}" for pair in getattr(item, "pairs", ())]
    if isinstance(item, Claims):
        texts.append(item.source.excerpt)
    return sum(len(text.split()) for text in texts)


def test_twenty_five_graded_items_over_five_lessons():
    """Five a lesson, all graded, each with evidence and a section to reread; one period long."""
    for sheet in (A, B):
        assert len(sheet.items) == 25
        assert {item.use for item in sheet.items} == {Use.GRADED}
        assert [item.objective for item in sheet.items] == [
            one.id for one in sheet.objectives for _ in range(5)
        ]
        assert all(item.facts and item.section for item in sheet.items)
        assert sum(item.minutes for item in sheet.items) == 45


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=[f"Q{n}" for n in range(1, 26)])
def test_items_are_parallel(a, b):
    """Same kind, objective, points, minutes, rule and parts; about as much to read."""
    for name in ("kind", "objective", "points", "minutes", "rule_name", "use"):
        assert getattr(a, name) == getattr(b, name), name
    assert parts(a) == parts(b)
    assert abs(words(a) - words(b)) <= max(5, 0.25 * max(words(a), words(b)))


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=[f"Q{n}" for n in range(1, 26)])
def test_items_ask_for_something_else(a, b):
    """Who has seen one form cannot copy into the other."""
    assert a.prompt != b.prompt or parts(a) == parts(b)
    assert _body(a) != _body(b)


def _body(item):
    """All that makes an item itself."""
    texts = [item.prompt, getattr(item, "text", ""), str(getattr(item, "answer", ""))]
    for name in ("options", "events", "claims"):
        texts += [one.text for one in getattr(item, name, ())]
    return (*texts, *(f"{one.left} {one.right}" for one in getattr(item, "pairs", ())))


def test_the_forms_are_as_long_as_each_other():
    """Within a twentieth, in words."""
    first, second = (sum(map(words, sheet.items)) for sheet in (A, B))

    assert abs(first - second) <= max(first, second) / 20


def test_rubrics_are_the_same():
    """The last item is marked by one rubric, word for word."""
    assert A.items[-1].criteria == B.items[-1].criteria
    assert A.intro == B.intro


def test_no_item_was_practised_word_for_word():
    """Neither its question nor the whole of its answers stands on another sheet."""
    others = [
        item
        for path in sheet_files(ROOT)
        if not path.stem.startswith("assessment-")
        for item in load_sheet(path).items
    ]
    usual = "What does the source say of these claims? Use nothing but the source."
    prompts = {item.prompt for item in others} - {usual}
    bodies = {_body(item)[1:] for item in others}

    for item in (*A.items, *B.items):
        assert item.prompt not in prompts
        assert _body(item)[1:] not in bodies or len(_body(item)) == 3  # a bare answer is no text


def test_the_blueprint_is_that_of_the_sheets():
    """The table on the teacher's page: kind, points and minutes of each item, and its step."""
    rows = ROW.findall(PAGE)

    assert [int(row[0]) for row in rows] == list(range(1, 26))
    for (number, lesson, kind, step, points, minutes, _a, _b), (a, _other) in zip(
        rows, PAIRS, strict=True
    ):
        assert int(lesson) == (int(number) - 1) // 5 + 1
        assert (kind, int(points), int(minutes)) == (a.kind, a.points, a.minutes)
        assert step in STEPS


def test_no_page_for_students_shows_them():
    """A teacher decides when they are seen."""
    pages = [page for page in (ROOT / "docs").rglob("*.md") if "teacher" not in page.parts]
    shown = [page for page in pages if "} assessment-" in page.read_text(encoding="utf-8")]

    assert shown == []


def test_without_the_essay_a_period_is_enough():
    """The guide says what is left then."""
    for sheet in (A, B):
        rest = sheet.items[:-1]
        assert isinstance(sheet.items[-1], Essay)
        assert (len(rest), sum(one.points for one in rest)) == (24, 33)
        assert sum(one.minutes for one in rest) == 35
    assert "24 items, 33 points, 35 minutes" in PAGE
