"""A cohort is reviewed by form: the same page, without students, and with bounds."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.gradebook import open_for_review
from teachkit.gradebook.decisions import Settled
from teachkit.review import page_html, questions

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
WORDS = (
    "The Federal City",
    "federal city",
    "I think it is the federal citty",
    "Washington DC",
    "Boston",
    "it is Boston",
    "Washington",
    "",
    "x" * 260,
)
HEAD = 'format = 1\nsheet = "grading"\n'


def rows(number):
    """Return a cohort in which each answer is given again and again."""
    lines = (
        f"S{at:03},{WORDS[at % len(WORDS)]},10,{('everyone', 'all members')[at % 2]},Text {at}"
        for at in range(number)
    )
    return "student,word,gaps.door,gaps.who,say\n" + "\n".join(lines) + "\n"


@pytest.fixture
def grade(tmp_path, monkeypatch, capsys):
    """Grade a cohort with an engine; return a function that reads what the command said."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("all.csv").write_text(rows(90), "utf-8")

    def command(engine, *more):
        main(["grade", "grading", "all.csv", "--out", engine, "--engine", engine, *more])
        capsys.readouterr()
        return open_for_review(Path(engine))

    return command


def forms(results):
    """Return what the page asks, without essays: question, form, count, spellings, likeness."""
    return [
        (one.item.id, one.part, unit.form, unit.count, unit.spellings, unit.like)
        for one in questions(results, Settled())
        if one.item.id != "say"
        for unit in one.units
        if not unit.form.startswith("sha256:")
    ]


def test_the_page_asks_what_that_of_a_class_asks(grade):
    """The same forms in the same order, with counts and likeness; nobody's code, and no essay."""
    cohort, whole = grade("rows"), grade("class")
    assert forms(cohort) == forms(whole)
    assert len(forms(cohort)) == 6
    assert cohort.left == 90 + 10  # essays, and what is too long to be kept whole
    page = page_html(cohort, questions(cohort, Settled()))
    assert not re.search(r"S0\d\d", page)
    assert "Text 1" not in page


@pytest.mark.parametrize("engine", ["rows", "arrow"])
def test_decisions_on_a_cohort_are_applied_to_all(grade, engine, capsys):
    """And what they settle beside their own answers is gone from the next page."""
    grade(engine)
    Path("new.toml").write_text(
        f'{HEAD}\n[[decision]]\nwho = "KM"\nitem = "word"\nform = "federal city"\n'
        'answer = "The Federal City"\nverdict = "accept"\n',
        "utf-8",
    )
    assert main(["review", engine, "--merge", "new.toml"]) == 0
    found = questions(open_for_review(Path(engine)), Settled())
    assert "federal city" in {unit.form for one in found for unit in one.units}
    capsys.readouterr()
    assert main(["review", engine]) == 0
    assert capsys.readouterr().out.startswith("4 decisions for ")

    results = grade(engine)
    left = {unit.form for one in questions(results, Settled()) for unit in one.units}
    assert left == {"washington dc", "boston", "it is boston", "everyone"}
    with (Path(engine) / "gradebook.csv").open(encoding="utf-8-sig", newline="") as stream:
        points = {row["student"]: row["word"] for row in csv.DictReader(stream)}
    assert points["S000"] == points["S001"] == points["S002"] == "1"


def test_all_engines_keep_the_same(grade):
    """Byte for byte."""
    grade("rows")
    grade("arrow")
    assert Path("rows/open.jsonl").read_bytes() == Path("arrow/open.jsonl").read_bytes()
    assert Path("rows/open.jsonl").stat().st_mode & 0o077 == 0


def test_a_page_has_the_commonest_forms_and_says_how_many_come_later(grade, monkeypatch, capsys):
    """A nation's answers do not stop the browser."""
    grade("rows")
    monkeypatch.setattr("teachkit.review.queue.MOST_FORMS", 2)
    assert main(["review", "rows"]) == 0
    said = capsys.readouterr().out
    page = Path("rows/review.html").read_text("utf-8")
    assert "more, in rarer forms, on a later page" in said
    assert "100 answers can't be decided by form: essays, or too long to be kept" in said
    assert "These are the 2 commonest forms. 3 more, of 30 answers, come on a later page" in page


@pytest.mark.parametrize(
    "damage",
    ["[]", "{", '{"item": "nowhere", "part": "", "form": "", "reason": "", "responses": {}}',
     '{"item": "word"}', '{"item": "word", "part": "", "form": "", "reason": "", "responses": 3}'],
)  # fmt: skip
def test_what_was_edited_or_damaged_is_refused(grade, damage, capsys):
    """Even where the record's hash was made to fit."""
    grade("rows")
    path = Path("rows/open.jsonl")
    path.write_text(damage + "\n", "utf-8")
    assert main(["review", "rows"]) == 1
    assert "open.jsonl: was changed since the class was graded" in capsys.readouterr().err
    from hashlib import sha256

    record = json.loads(Path("rows/run.json").read_text("utf-8"))
    record["outputs"]["open.jsonl"] = sha256(path.read_bytes()).hexdigest()
    Path("rows/run.json").write_text(json.dumps(record), "utf-8")
    assert main(["review", "rows"]) == 1
    assert "the kept open answers can't be read" in capsys.readouterr().err


def test_double_marking_and_the_bank_work_without_students(grade, capsys):
    """A sample, the agreement, and the sheet's file."""
    grade("rows")
    assert main(["review", "rows", "--sample", "3"]) == 0
    assert Path("rows/review-sample.html").is_file()
    text = (
        f'{HEAD}\n[[decision]]\nwho = "KM"\nitem = "word"\nform = "washington dc"\n'
        'answer = "Washington DC"\nverdict = "accept"\n'
    )
    Path("rows/decisions.toml").write_text(text, "utf-8")
    Path("one.toml").write_text(text, "utf-8")
    assert main(["review", "rows", "--agreement", "one.toml", "one.toml"]) == 0
    assert main(["review", "rows", "--save-to-bank", "--pack", "."]) == 0, capsys.readouterr().err
    assert "Washington DC" in load_sheet(Path("grading.toml")).item("word").accept
