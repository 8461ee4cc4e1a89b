"""What letters say of the work as a whole, and the table for a mail merge."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from classes import CLASS

from teachkit.gradebook.lesson_links import LessonLinks


def _rows():
    with Path("out/letters.csv").open(encoding="utf-8", newline="") as stream:
        return {row["student"]: row for row in csv.DictReader(stream)}


def test_a_row_for_each_letter(grade, sheet):
    """Points, what went well, what to read again, and the file; the heading is named."""
    item = sheet.items[0]
    pages = {
        item.section or "rule": "lessons/one/index",
        f"title:{item.section or 'rule'}": "The *rule*",
    }
    grade({"a.csv": CLASS}, pages=pages, lesson_url="https://example.org/")
    rows = _rows()
    files = {path.relative_to("out").as_posix() for path in Path("out/feedback").iterdir()}

    assert {row["letter"] for row in rows.values()} == files
    assert rows["S01"]["points"] in Path("out/feedback/S01.html").read_text("utf-8")
    assert list(rows["S01"]) == [
        "student", "name", "points", "out_of", "still_to_mark", "went_well", "read_again", "letter",
    ]  # fmt: skip
    assert rows["S03"]["points"] == "0"


def test_a_mail_merge_runs_no_formula(grade):
    """Names and codes are made safe, as in every table."""
    Path("roster.csv").write_text("student,name\n=1+1,@SUM(A1)\n", encoding="utf-8")
    grade({"a.csv": "student,word\n=1+1,Rome\n", "roster.csv": "student,name\n=1+1,@SUM(A1)\n"},
          roster="roster.csv")  # fmt: skip
    text = Path("out/letters.csv").read_text("utf-8")

    assert "'=1+1,'@SUM(A1)," in text


def test_parts_of_the_lesson_are_named_by_their_headings(sheet):
    """Without a heading the questions stand for it."""
    pages = {"rule": "lessons/one/index", "title:rule": "The *rule* & more"}
    lesson = replace(
        sheet,
        lesson="lessons/one",
        items=(replace(sheet.items[0], section="rule"), *sheet.items[1:]),
    )
    links = LessonLinks(lesson, "site", pages)

    assert links.of(lesson.items[0]) == "site/lessons/one/index.html#rule"
    assert links.title(lesson.items[0]) == "The *rule* & more"
    assert links.title(replace(sheet.items[1], section="")) == ""


def test_links_from_a_page_above_the_letters(sheet):
    """A relative address loses one step; an absolute one stays."""
    lesson = replace(sheet, lesson="lessons/one")
    item = replace(sheet.items[0], section="")

    def link(url):
        return LessonLinks(lesson, url, folder="feedback").of(item)

    assert link("../../site/") == "../site/lessons/one/index.html"
    assert link("../") == "lessons/one/index.html"
    assert link("") == "feedback/lessons/one/index.html"
    assert link("https://example.org/x") == "https://example.org/x/lessons/one/index.html"
    assert link("/site") == "/site/lessons/one/index.html"
