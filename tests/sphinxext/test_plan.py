"""The plan of several sheets: one row each, computed."""

from __future__ import annotations

from bs4 import BeautifulSoup

PAGE = "---\norphan: true\n---\n# Plans\n\n```{{plan}} {sheets}\n```\n"
SHEET = """format = 1
id = "small"
title = "A small sheet"
[[item]]
id = "year"
kind = "number"
use = "practice"
minutes = "1/2"
prompt = "When?"
answer = "1949"
[[item]]
id = "again"
kind = "number"
points = 3
minutes = 2
prompt = "When?"
answer = "1949"
[[item]]
id = "why"
kind = "essay"
points = 4
minutes = 10
prompt = "Why?"
[[item.criterion]]
id = "claim"
text = "Claim"
level = [ { points = 4, text = "yes" }, { points = 0, text = "no" } ]
"""


def rows(built):
    """The cells of the table, row by row."""
    page = BeautifulSoup(built.text("teacher/plans.html"), "html.parser")
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select("table.tk-plan tr")
    ]


def test_a_row_for_each_sheet(pack):
    """Practice, graded and writing apart; points of what is graded."""
    pack.sheet(SHEET)
    pack.page("teacher/plans", PAGE.format(sheets="small all-kinds"))

    head, small, other = rows(pack.build(teacher=True))

    assert head == ["Worksheet", "Practice", "Graded", "Writing", "All minutes", "Points"]
    assert small == ["A small sheet", "0.5", "2", "10", "12.5", "7"]
    assert len(other) == len(head)


def test_one_sheet_has_a_row_for_each_item(pack):
    """As before."""
    pack.sheet(SHEET)
    pack.page("teacher/plans", PAGE.format(sheets="small"))

    assert [row[0] for row in rows(pack.build(teacher=True))[1:]] == ["Q1", "Q2", "Q3", "Total"]


def test_a_sheet_that_is_not_there(pack):
    """Named; no table that would leave it out silently."""
    pack.sheet(SHEET)
    pack.page("teacher/plans", PAGE.format(sheets="small smal"))

    built = pack.build(teacher=True, strict=False)

    assert "did you mean 'small'?" in built.warnings[0]
    assert rows(built) == []


def test_only_for_teachers(pack):
    """On a student's page: a warning, and no table."""
    pack.sheet(SHEET)
    pack.page("one", "# One\n\n```{plan} small all-kinds\n```\n")

    built = pack.build(strict=False)

    assert "the plan of 'small all-kinds' is not shown here" in built.warnings[0]
