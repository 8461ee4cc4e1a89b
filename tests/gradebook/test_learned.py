"""What a person decided settles like answers, and nothing that was decided before."""

from __future__ import annotations

from pathlib import Path

import pytest
from decision_files import HEAD, entry

from teachkit.cli import main

CLASS = (
    "student,word,gaps.door,gaps.who\n"
    "S01,The Federal City,10,all states\n"
    "S02,I think it is the federal citty,10,all the staets\n"
    "S03,not the Federal City,10,every state\n"
    "S04,Washington,10,all members\n"
    "S05,Boston,10,all members\n"
    "S06,it is Boston,10,all members\n"
)


@pytest.fixture
def marks(grade, table):
    """Grade the class with decisions; return its marks by student and item."""

    def run(*entries):
        grade({"a.csv": CLASS})
        Path("out/decisions.toml").write_text(HEAD + "".join(entries), "utf-8")
        grade({"a.csv": CLASS})
        return {(row["student"], row["item"]): row for row in table("out/marks.csv")}

    return run


ACCEPTED = entry(item="word", form="federal city", answer="The Federal City", verdict="accept")
REJECTED = entry(item="word", form="boston", answer="Boston", verdict="reject")


def test_an_accepted_answer_settles_its_slips(marks):
    """By the marker's own guards: a *not* still goes to a person."""
    rows = marks(ACCEPTED)

    assert rows["S01", "word"]["reason"] == "decided by KM: accepted"
    assert rows["S02", "word"]["state"] == "correct"
    assert rows["S02", "word"]["reason"].startswith("decided by KM: accepted (differs from")
    assert rows["S03", "word"]["state"] == "unsure"
    assert rows["S05", "word"]["state"] == "unsure"


def test_a_rejected_answer_settles_only_the_same_words(marks):
    """And what the key accepts stays right whatever is decided on others."""
    rows = marks(ACCEPTED, REJECTED)

    assert rows["S06", "word"]["state"] == "incorrect"
    assert rows["S06", "word"]["reason"].startswith("decided by KM: rejected (")
    assert rows["S06", "word"]["reason"].count("decided by") == 1
    assert rows["S04", "word"]["state"] == "correct"
    assert "decided" not in rows["S04", "word"]["reason"]


def test_a_decision_on_the_answer_itself_comes_first(marks):
    """Whatever it is like."""
    own = entry(
        item="word",
        form="i think it is the federal citty",
        answer="I think it is the federal citty",
        verdict="reject",
    )
    rows = marks(ACCEPTED, own)

    assert rows["S02", "word"]["state"] == "incorrect"
    assert rows["S01", "word"]["state"] == "correct"


def test_gaps_learn_too(marks):
    """Each from its own decisions."""
    one = entry(item="gaps", part="who", form="all states", answer="all states", verdict="accept")
    rows = marks(one)

    assert "who: decided by KM: accepted" in rows["S01", "gaps"]["reason"]
    assert rows["S02", "gaps"]["state"] == "correct"
    assert rows["S03", "gaps"]["state"] == "unsure"


@pytest.mark.parametrize(
    "one",
    [
        entry(item="word", form="federal city", verdict="accept"),
        entry(item="word", form="federal city", answer="Something else", verdict="accept"),
        entry(
            item="word", form="federal city", answer="Federal City", verdict="credit", credit="1/2"
        ),
    ],
)
def test_nothing_is_learned_where_that_is_not_sure(marks, one):
    """Without the answer as it was given, from one that is not of the form, from part credit."""
    assert marks(one)["S02", "word"]["state"] == "unsure"


def test_explain_tells_which_decision(grade, capsys):
    """A mark by a like answer is traced to the decision."""
    source = Path(__file__).parents[1] / "fixtures" / "grading.toml"
    Path("decided.toml").write_text(HEAD + ACCEPTED, "utf-8")
    grade({"a.csv": CLASS}, source=source, decisions=["decided.toml"])
    assert main(["explain", "out", "S02", "word"]) == 0
    assert "decided by KM: accepted (differs from" in capsys.readouterr().out
