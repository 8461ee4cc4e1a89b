"""Decisions of people: read, merged, applied, and never lost."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
from decision_files import HEAD, entry, levels
from hypothesis import given
from hypothesis import strategies as st

from teachkit.errors import ProblemsError
from teachkit.gradebook.decisions import Decision, form_of, settle
from teachkit.gradebook.decisions_file import DecisionsFile, merge, read_decisions, render
from teachkit.gradebook.rules import RULE_VERSIONS
from teachkit.model import ITEM_TYPES

CLASS = (
    "student,word,gaps.door,gaps.who,judge.joins,judge.why,pairs.spain,pairs.finland,say\n"
    "S01,Wash. D.C.,ten?,the members,no,supported,1982,2023,All decide.\n"
    "S02,wash. d.c.,10,everyone,contradicted,not-stated,1982,?,All decide.\n"
    "S03,Boston,9,,maybe,not-stated,2023,1982,\n"
)


@pytest.fixture
def marks(grade, table):
    """Grade the class with decisions; return its marks by student and item, and the run."""

    def run(text, **options):
        Path("out").mkdir(exist_ok=True)
        if not Path("out/run.json").exists():
            grade({"a.csv": CLASS})
        if text is not None:
            Path("out/decisions.toml").write_text(text, "utf-8")
        graded = grade({"a.csv": CLASS}, **options)
        return {(row["student"], row["item"]): row for row in table("out/marks.csv")}, graded

    return run


def test_every_rule_has_a_version():
    """Results say by which rules they were made."""
    rules = {
        f"{kind}/{rule}"
        for kind, one in ITEM_TYPES.items()
        for rule in (one.default_rule, *one.other_rules)
    }

    assert set(RULE_VERSIONS) == rules


def test_like_answers_are_decided_together(marks):
    """One decision marks all spellings of a form; the mark says who decided."""
    rows, graded = marks(HEAD + entry(item="word", form="wash dc", verdict="accept"))

    assert form_of("Wash. D.C.") == form_of("wash. d.c.") == "wash dc"
    for student in ("S01", "S02"):
        row = rows[student, "word"]
        assert (row["state"], row["points"], row["rule"]) == ("correct", "1", "decided")
        assert row["reason"] == "decided by KM: accepted"
    assert rows["S03", "word"]["state"] == "unsure"
    assert "decisions.toml: 1 decisions; 2 answers marked by them" in graded.notices


def test_credit_and_reasons_are_in_the_marks(marks):
    """Part credit is exact."""
    text = HEAD + entry(item="word", form="wash dc", verdict="credit", credit="1/4", reason="vague")
    text += entry(item="word", form="boston", verdict="reject")
    rows, _ = marks(text)

    assert rows["S01", "word"]["points"] == "0.25"
    assert rows["S01", "word"]["reason"] == "decided by KM: credit 1/4 (vague)"
    assert (rows["S03", "word"]["state"], rows["S03", "word"]["points"]) == ("incorrect", "0")


def test_a_letter_says_what_would_have_been_right(marks):
    """Where a person rejected, the reason does not name it; where one accepted, nothing is said."""
    marks(HEAD + entry(item="word", form="boston", verdict="reject"))
    assert "A right answer: " in Path("out/feedback/S03.html").read_text("utf-8")
    marks(HEAD + entry(item="word", form="boston", verdict="accept"))
    assert "A right answer: " not in Path("out/feedback/S03.html").read_text("utf-8")


def test_parts_are_decided_one_by_one(marks):
    """And the item's arithmetic is that of its rule."""
    text = HEAD + entry(item="gaps", part="who", form="members", verdict="accept")
    text += entry(item="gaps", part="door", form="ten", verdict="credit", credit="1/2")
    text += entry(item="judge", part="joins", form="no", verdict="accept")
    text += entry(item="judge", part="joins", form="maybe", verdict="reject")
    rows, _ = marks(text)

    assert rows["S01", "gaps"]["state"] in ("partial", "correct")
    assert rows["S01", "gaps"]["reason"].endswith("who: decided by KM: accepted")
    # "the members" right, and 10 as "ten?" or its decision; claims: (1 - 1/2) of 2 = 1/4
    assert rows["S01", "judge"]["score"] == "0.25"
    assert rows["S01", "judge"]["reason"].startswith("(1 right - 1 wrong / 2) of 2 = 1/4")
    assert rows["S03", "judge"]["score"] == "0.25"
    assert rows["S02", "gaps"]["state"] == "unsure"


def test_essays_are_decided_one_by_one(marks):
    """Two who wrote the same may still get different marks; a changed text gets none."""
    text = HEAD + levels("S01") + levels("S02", points="0")
    rows, _ = marks(text)

    assert (rows["S01", "say"]["points"], rows["S02", "say"]["points"]) == ("4", "0")
    assert "claim 4; 4 of 4 rubric points = 1" in rows["S01", "say"]["reason"]
    rows, _ = marks(HEAD + levels("S01", response_of="Something else."))
    assert rows["S01", "say"]["state"] == "unsure"
    assert rows["S01", "say"]["reason"].endswith("KM decided on another answer")


def test_a_blank_stays_blank(marks):
    """Nobody can accept what was not written."""
    rows, _ = marks(HEAD + entry(item="word", form="", verdict="accept") + levels("S03", ""))

    assert rows["S03", "say"]["state"] == "blank"


def test_the_last_word_of_a_person_counts(marks):
    """Also when it takes the decision back."""
    one = entry(item="word", form="boston", verdict="accept")
    rows, _ = marks(HEAD + one + entry(item="word", form="boston", verdict="reject"))
    assert rows["S03", "word"]["points"] == "0"
    rows, _ = marks(HEAD + one + entry(item="word", form="boston", verdict="open"))
    assert rows["S03", "word"]["state"] == "unsure"


def test_people_who_disagree_leave_it_open_and_are_named(marks):
    """Until one of them decides like the other."""
    text = HEAD + entry(item="word", form="boston", verdict="accept")
    text += entry(who="AB", item="word", form="boston", verdict="reject")
    rows, graded = marks(text)

    assert rows["S03", "word"]["state"] == "unsure"
    assert any(
        "KM says accepted, AB says rejected: left open" in str(one) for one in graded.problems
    )
    rows, graded = marks(text + entry(item="word", form="boston", verdict="reject"))
    assert rows["S03", "word"]["points"] == "0"
    assert not [one for one in graded.problems if one.code == "decision"]


def test_decisions_that_fit_nothing_are_named_and_kept(marks):
    """The sheet may have lost an item, a part or a level."""
    text = HEAD + entry(item="gone", form="x", verdict="accept")
    text += entry(item="gaps", part="nope", form="x", verdict="accept")
    text += levels("S01", points="3")
    text += entry(item="say", student="S02", verdict="levels") + 'levels = { style = "1" }\n'
    text += entry(item="word", student="S02", verdict="levels") + 'levels = { style = "1" }\n'
    _, graded = marks(text)

    said = [str(one) for one in graded.problems if one.code == "decision"]
    assert len(said) == 5
    for words in (
        "decisions.toml:4: warning: gone 'x': no such item on the sheet (it stays",
        "gaps 'nope': the item has no part 'nope'",
        "say 'S01': 'claim' has no level of 3 points",
        "say 'S02': the rubric has no criterion 'style'",
        "word 'S02': word has no rubric",
    ):
        assert any(words in one for one in said), words
    assert Path("out/decisions.toml").read_text("utf-8") == text


def test_a_damaged_file_stops_the_run_with_all_that_is_wrong(marks):
    """And the results stay as they were."""
    marks(None)
    before = Path("out/marks.csv").read_bytes()
    text = 'format = 2\nsheet = "other"\nextra = 1\n'
    text += entry(item="word", form="x", verdict="acept", credit="2", colour="red")
    text += entry(who="K: M", item="word", form="x", verdict="accept")
    text += entry(who="", item="word", verdict="credit", credit="1e5")
    text += entry(item="say", student="S01", verdict="levels", when=3)
    text += entry(item="say", student="S01", verdict="accept") + "levels = { a = 1 }\n"
    with pytest.raises(ProblemsError) as error:
        marks(text)

    said = str(error.value)
    for words in (
        "decisions.toml:1: format: unknown format",
        "sheet: the decisions are on the sheet 'other' (decisions on this sheet say sheet = 'gra",
        "extra: unknown key",
        "5: colour: unknown key",
        "verdict: 'acept' is no verdict (did you mean 'accept'?)",
        "credit: belongs to the verdict 'credit'",
        "who: is missing",
        "who: holds a colon or a line break",
        "form: neither form nor student",
        "credit: is no share from 0 to 1",
        "when: must be a text",
        "levels: must give points for each criterion",
        "levels: belongs to the verdict 'levels'",
    ):
        assert words in said, words
    assert Path("out/marks.csv").read_bytes() == before


@pytest.mark.parametrize("text", ["[[decision", HEAD + "decision = 3", HEAD + "decision = [3]"])
def test_what_is_no_list_of_decisions_is_refused(marks, text):
    """With the file's name."""
    with pytest.raises(ProblemsError, match=r"decisions\.toml"):
        marks(text)


def test_a_file_that_is_given_is_added_and_stays(marks):
    """Comments in the old file too; a second time adds nothing."""
    old = HEAD + "# by hand\n" + entry(item="word", form="boston", verdict="reject")
    new = HEAD + entry(item="word", form="wash dc", verdict="accept", when="2026-11-22")
    Path("new.toml").write_text(new, "utf-8")
    for _ in range(2):
        rows, _ = marks(old if _ == 0 else None, decisions=["new.toml"])
        kept = Path("out/decisions.toml").read_text("utf-8")
        assert kept.startswith(old)
        assert kept.count("[[decision]]") == 2
        assert rows["S01", "word"]["points"] == "1"
    with pytest.raises(ProblemsError, match="there is no such file of decisions"):
        marks(None, decisions=["nowhere.toml"])


def test_results_remember_the_decisions_that_were_applied(marks):
    """In the record of the run."""
    marks(HEAD + entry(item="word", form="boston", verdict="reject"))
    record = json.loads(Path("out/run.json").read_text("utf-8"))

    assert len(record["decisions"]) == 1
    assert 'form = "boston"' in record["decisions"][0]


def test_hostile_words_stay_words(marks):
    """In the table, in the letter and in the file."""
    text = HEAD + entry(
        item="word", form="boston", verdict="reject", who="=1+1", reason="<script>x</script>"
    )
    marks(text)
    with Path("out/marks.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]

    assert not [cell for cell in cells if cell.startswith("=")]
    assert "<script" not in Path("out/feedback/S03.html").read_text("utf-8")


TEXT = st.text(max_size=20)
DECISIONS = st.builds(
    Decision,
    who=st.text('KM ="\\é昭', min_size=1, max_size=9).filter(str.strip),
    when=TEXT,
    item=TEXT.filter(bool),
    verdict=st.sampled_from(["accept", "reject", "open"]),
    part=TEXT,
    form=TEXT,
    answer=TEXT,
    reason=TEXT,
) | st.builds(
    Decision,
    who=st.just("KM"),
    when=st.just(""),
    item=st.just("say"),
    verdict=st.just("credit"),
    student=TEXT.filter(bool),
    credit=st.fractions(0, 1, max_denominator=99),
)


@given(st.lists(DECISIONS, max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory, entries):
    """Whatever stands in it."""
    path = tmp_path_factory.mktemp("d") / "decisions.toml"
    path.write_text(HEAD + "".join(map(render, entries)), "utf-8", newline="")

    read = read_decisions(path, "grading").entries
    assert [one.outcome for one in read] == [one.outcome for one in entries]
    assert [one.key for one in read] == [one.key for one in entries]


def _entries(*verdicts, who="KM", form="x"):
    return DecisionsFile(
        "",
        tuple(Decision(who=who, when="", item="word", form=form, verdict=one) for one in verdicts),
    )


def test_merging_is_a_union_of_histories():
    """Nothing is lost, nothing stands twice, and a longer history goes on."""
    base = _entries("accept")
    assert merge("s", base, [_entries("accept")]) is base
    assert merge("s", _entries("accept", "open"), [base]).entries[-1].verdict == "open"
    longer = merge("s", base, [_entries("accept", "open", "accept")])
    assert [one.verdict for one in longer.entries] == ["accept", "open", "accept"]
    other = merge("s", base, [_entries("reject", "open")])
    assert [one.verdict for one in other.entries] == ["accept", "open"]
    assert merge("s", _entries("accept", "reject"), [_entries("open", "reject")]).text == ""
    both = merge("s", base, [_entries("reject", who="AB")])
    assert len(settle(both.entries).conflicts) == 1
    assert both.text.startswith('format = 1\nsheet = "s"\n\n[[decision]]\nwho = "AB"')


def test_levels_are_written_and_read_again(tmp_path):
    """Points of each criterion, exactly."""
    one = Decision(
        who="KM",
        when="2026-11-22",
        item="say",
        student="S01",
        response="ab",
        verdict="levels",
        levels=(("claim", Fraction(1, 2)), ("use of sources", Fraction(2))),
    )
    path = tmp_path / "d.toml"
    path.write_text(HEAD + render(one), "utf-8")

    assert read_decisions(path, "grading").entries == (one,)
