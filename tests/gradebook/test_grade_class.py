"""The whole run: attempts, review groups, summary, and what stops it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from classes import CLASS, HEADER

import teachkit.gradebook.machine as machine_module
from teachkit.errors import ProblemsError
from teachkit.gradebook.rules import RULE_VERSIONS

TWO = "student,attempt,one,word\nS01,1,washington,rome\nS01,2,rome,rome\n"


@pytest.mark.parametrize(("policy", "one"), [("last", "0"), ("first", "1"), ("best", "1")])
def test_one_attempt_counts_as_a_whole(grade, table, policy, one):
    """The last by default."""
    graded = grade({"a.csv": TWO}, attempt=policy)

    assert table("out/gradebook.csv")[0]["one"] == one
    assert graded.results[0].attempt == (2 if policy == "last" else 1)


def test_of_equal_attempts_the_later_is_the_best(grade):
    """Nothing tells them apart but their order."""
    graded = grade({"a.csv": "student,attempt,one\nS01,1,rome\nS01,2,rome\n"}, attempt="best")

    assert graded.results[0].attempt == 2


def test_a_best_attempt_that_is_not_sure_is_said(grade):
    """What a person decides may turn the order."""
    rows = "S01,1,washington,,\nS01,2,,Wash,x\nS01,3,,,\n"
    graded = grade({"a.csv": f"student,attempt,one,word,say\n{rows}"}, attempt="best")
    said = [str(one) for one in graded.problems if one.code == "best-open"]

    assert graded.results[0].attempt == 1
    assert len(said) == 1
    assert "'S01': attempt 1 is taken as the best with 1 points so far; attempt 2 may" in said[0]


def test_each_different_answer_is_marked_once(grade, monkeypatch):
    """However many students gave it."""
    seen = []
    really = machine_module.mark

    def count(item, response, *, sheet):
        seen.append((item.id, response))
        return really(item, response, sheet=sheet)

    monkeypatch.setattr(machine_module, "mark", count)
    grade({"a.csv": HEADER + "\n" + "".join(f"S{n},rome,five,x{',' * 9}\n" for n in range(40))})

    assert len(seen) == len(set(seen)) == 9


def test_like_answers_are_reviewed_together(grade, table):
    """By item and normal form, the largest group first."""
    words = ["Wash", "wash.", "WASH", "Bonn", "Rome", "Washington", "berlin", "Bonn"]
    rows = "".join(f"S{n},{word}\n" for n, word in enumerate(words))
    graded = grade({"a.csv": f"student,word\n{rows}"})
    rows = table("out/review.csv")

    assert [(row["form"], row["count"]) for row in rows] == [
        ("wash", "3"),
        ("bonn", "2"),
        ("berlin", "1"),
    ]
    assert rows[0]["students"] == "S0; S1; S2"
    assert rows[0]["responses"] == "WASH | Wash | wash."
    assert rows[1]["responses"] == "Bonn"
    assert {row["item"] for row in rows} == {"word"}
    assert {row["verdict"] for row in rows} == {""}
    assert len(graded.groups) == 3


def test_only_the_open_parts_are_reviewed(grade, table):
    """In the order of the item's parts; whole items where there are none."""
    grade({"a.csv": CLASS})
    found = [(row["item"], row["part"], row["form"]) for row in table("out/review.csv")]

    assert ("gaps", "who", "everyone") in found
    assert not any(part == "door" for _, part, _ in found)
    assert ("judge", "why", "maybe") in found
    assert ("one", "", "what") in found
    order = ["one", "many", "word", "gaps", "pairs", "line", "judge", "share", "say"]
    places = [order.index(item) for item, _, _ in found]
    assert all(one <= other for one, other in pairwise(places))


def test_a_long_answer_is_whole_if_it_is_alone(grade, table):
    """An essay has to be read; of many like ones the beginning is enough."""
    essay = "word " * 300
    rows = f'S01,"{essay}"\nS02,"{essay}!"\nS03,"{"x" * 40_000}"\nS04,"{essay}?"\nS05,"{essay}."\n'
    grade({"a.csv": f"student,say\n{rows}"})
    many, alone = table("out/review.csv")

    assert many["count"] == "4"
    assert many["responses"].count(" | ") == 2
    assert len(many["responses"]) < 1000
    assert many["form"].startswith("sha256:")
    assert len(alone["responses"]) == 30_000


def test_the_summary_says_what_a_teacher_asks_first(grade):
    """Size, mean, hardest items, what waits."""
    graded = grade({"a.csv": CLASS})
    text = graded.summary()

    assert "4 of 4 students graded" in text
    assert "a.csv: wide CSV, UTF-8, comma-separated, 4 rows" in text
    assert "mean 19.7 % so far: 31.7 % of all points wait for a person; 28.9 % of those" in text
    assert "   Q2  many                      33 %  1 of 3, 1 blank, 1 to review" in text
    assert "to review: 9 answers in 9 groups: one (1), many (1), word (1), gaps (2)" in text
    assert "not read" not in text


def test_the_summary_of_a_class_that_is_all_decided(grade):
    """Nothing waits; errors are counted."""
    graded = grade({"a.csv": "student,one\nS01,washington\nS02,rome\n,x\n"})
    text = graded.summary()

    assert "\nmean 50.0 %\n" in text
    assert "nothing to review" in text
    assert text.endswith("not read or not counted: 2 problems, named below")


def test_the_summary_of_a_class_that_is_all_open(grade):
    """There is no hardest item then, and no mean of what is decided."""
    graded = grade({"a.csv": "student,say\nS01,x\nS02,y\n"})
    text = graded.summary()

    assert "hardest" not in text
    assert "mostly open: Q9 (2 of 2)" in text
    assert text.splitlines()[4] == (
        "mean 0.0 % so far: 100.0 % of all points wait for a person"
    )  # fmt: skip


def test_the_summary_of_a_class_that_is_all_excused(grade):
    """There is no mean of nobody."""
    files = {"class.csv": "student,status\nS01,excused\n", "a.csv": "student,word\nS01,x\n"}
    graded = grade(files, roster="class.csv")

    assert "0 of 1 students graded; 1 excused (S01)" in graded.summary()
    assert "mean" not in graded.summary()


def test_long_lists_of_students_are_cut(grade):
    """A hundred missing students are counted, and ten named."""
    roster = "student\n" + "".join(f"S{number:03}\n" for number in range(100))
    graded = grade({"class.csv": roster, "a.csv": "student,word\nS001,x\n"}, roster="class.csv")

    assert "1 of 100 students graded; 99 missing (S000, S002," in graded.summary()
    assert "S010 …)" in graded.summary()


def test_the_same_input_gives_the_same_bytes(grade):
    """Every file, twice, in folders of different names."""
    roster = {"class.csv": "student,status\nS01,\nS02,excused\nS09,\n"}
    grade({"a.csv": CLASS, **roster}, roster="class.csv")
    grade({"a.csv": CLASS, **roster}, roster="class.csv", out="again/deep")
    first = {path.relative_to("out"): path.read_bytes() for path in Path("out").rglob("*.*")}
    other = {
        path.relative_to("again/deep"): path.read_bytes()
        for path in Path("again/deep").rglob("*.*")
    }

    assert len(first) == 9 + 3
    assert first == other


def test_the_run_is_recorded(grade, sheet):
    """Inputs by hash, the sheet's state, and the policy; no clock and no path."""
    grade({"a.csv": TWO}, attempt="first")
    record = json.loads(Path("out/run.json").read_text("utf-8"))

    assert record["format"] == "teachkit-run/1"
    assert (record["sheet"], record["attempt"]) == (sheet.id, "first")
    assert [one["file"] for one in record["inputs"]] == ["a.csv"]
    assert len(record["inputs"][0]["sha256"]) == 64
    assert record["rules"]["text/three-way"] == RULE_VERSIONS["text/three-way"]
    assert set(record["outputs"]) == {
        "README.txt",
        "gradebook.csv",
        "letters.csv",
        "marks.csv",
        "marks.jsonl",
        "responses.jsonl",
        "review.csv",
        "statistics.json",
        "feedback/S01.html",
    }


def test_where_nothing_can_be_graded_nothing_is_written(grade):
    """All that is wrong is said."""
    with pytest.raises(ProblemsError) as error:
        grade({"a.csv": b"", "b.csv": b"PK\x03\x04", "c.csv": "student,word\n,x\n"})

    assert len(error.value.problems) >= 4
    assert not Path("out").exists()


def test_without_any_file_that_is_said(grade):
    """An empty list of files is no class."""
    with pytest.raises(ProblemsError, match="no answers were found"):
        grade({})


def test_a_roster_that_cannot_be_used_stops_the_run(grade):
    """All who are missing or excused would be taken for something else."""
    with pytest.raises(ProblemsError, match="there is no column 'student'"):
        grade({"a.csv": TWO, "class.csv": "pupil\nS01\n"}, roster="class.csv")

    assert not Path("out").exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "DATA:text/html,x", " vbscript:x"])
def test_links_that_would_run_are_refused(grade, url):
    """An address is http(s), a file, or relative."""
    with pytest.raises(ProblemsError, match="links can't start with"):
        grade({"a.csv": TWO}, lesson_url=url)


def test_results_are_for_the_owner_only(grade):
    """A gradebook is nobody else's business."""
    graded = grade({"a.csv": CLASS})

    assert graded.out.stat().st_mode & 0o777 == 0o700
    assert (graded.out / "feedback").stat().st_mode & 0o077 == 0


def test_cwd_is_left_clean(grade):
    """No temporary folder stays behind."""
    grade({"a.csv": CLASS})
    grade({"a.csv": CLASS})

    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", "out"]


def test_a_row_without_any_answer_is_named(grade):
    """It counts as 0; only a person knows whether the student was there."""
    graded = grade({"a.csv": "student,word,one\nS01,x,rome\nS02,,\nS03, ,\n"})
    (said,) = [one for one in graded.notices if one.startswith("no answer at all")]

    assert said.startswith("no answer at all, counted as 0: S02, S03 (absent? ")
    others = grade({"b.csv": "student,word\nS01,x\n"}).notices
    assert not [one for one in others if "no answer at all" in one]
