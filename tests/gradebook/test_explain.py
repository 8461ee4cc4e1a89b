"""From an answer to its mark, for the teacher, the student and the author."""

from __future__ import annotations

from pathlib import Path

import pytest
from decision_files import HEAD, entry

from teachkit.cli import main
from teachkit.marking.folding import folded, ignored

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
CLASS = (
    "student,one,many,word,gaps.door,gaps.who,pairs.spain,pairs.finland,line,"
    "judge.joins,judge.why,share,say\n"
    "S01,washington,five;forty,the WASHINGTON.,10,The members,1982,2023,first;second;third,"
    "contradicted,not-stated,50,All decide.\n"
    "S02,rome,five;ten,DC,9,all members,,2023,,maybe,,49,\n"
    "S03,rome,,d.c.,10,All members,,,,,,49,\n"
    "S04,rome,,Rome,ten,,,,,,,\x1b[31m7,\n"
)


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """Run a command on the results of the class and return what it prints."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("class.csv").write_text(CLASS, "utf-8")
    Path("roster.csv").write_text("student\nS01\nS02\nS03\nS04\nS09\n", "utf-8")
    Path("decisions.toml").write_text(
        HEAD + entry(item="word", form="dc", answer="DC", verdict="credit", credit="1/2"), "utf-8"
    )
    main(["grade", "grading", "class.csv", "--roster", "roster.csv", "--out", "out",
          "--decisions", "decisions.toml"])  # fmt: skip
    capsys.readouterr()

    def run(*arguments):
        status = main([arguments[0], "out", *arguments[1:]])
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return run


def test_a_text_is_explained_step_by_step(told):
    """Answer, file, normal form, what was ignored, key, rule, points."""
    assert told("explain", "S01", "word").splitlines() == [
        "S01, Q3 word: Which capital?",
        "answer    'the WASHINGTON.'",
        told("explain", "S01", "Q3").splitlines()[2],
        "compared  as 'washington'",
        "ignored   a first article, capital letters, punctuation",
        "key       accepted: 'Washington'; known wrong: 'Rome'",
        "rule      three-way (version 3)",
        (
            "machine   correct: same as the accepted answer 'Washington'; "
            "we ignored a first article, capital letters and punctuation"
        ),
        "decision  none",
        "points    credit 1 x 1 = 1",
    ]
    assert "from      class.csv, line 2, attempt 1 (sha256 " in told("explain", "S01", "3")


def test_a_number_is_explained_with_what_was_read(told):
    """How it was read, before it was compared."""
    assert "read      as 50\nkey " in told("explain", "S01", "share")
    assert "read " not in told("explain", "S04", "share")


def test_a_decision_is_a_step_of_its_own(told):
    """What the machine said, and what a person decided."""
    said = told("explain", "S02", "word")

    assert "machine   unsure: " in said
    assert "decision  decided by KM: credit 1/2" in said
    assert "points    credit 1/2 x 1 = 0.5" in said


def test_parts_are_explained_one_by_one(told):
    """With the credit of each."""
    said = told("explain", "S01", "gaps")
    assert "  door    '10' -> correct, 1: " in said
    assert "  who     'The members' -> unsure, 0: " in said
    assert "points    unsure: none yet" in said


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("one", "key       washington"),
        ("many", "key       five, ten, six"),
        ("line", "key       first, second, third"),
        ("share", "key       50 percent"),
        ("say", "key       rubric: claim"),
        ("judge", "machine   correct: (2 right"),
        ("pairs", "machine   correct: 2 of 2"),
    ],
)
def test_every_kind_has_its_key(told, item, words):
    """In one line."""
    assert words in told("explain", "S01", item)


def test_who_handed_in_nothing_has_no_answer(told):
    """Said, not raised."""
    assert "answer    none: nothing handed in" in told("explain", "S09", "word")


def test_a_terminal_is_safe_from_answers(told):
    """Control characters are shown, not obeyed."""
    said = told("explain", "S04", "share")
    assert "\x1b" not in said
    assert "\\u001b[31m7" in said


def test_the_mark_as_graded_is_told_where_it_differs(told):
    """A decision that came after the grading."""
    Path("out/decisions.toml").unlink()
    said = told("explain", "S02", "word")
    assert "mark      as graded: partial: decided by KM" in said


@pytest.mark.parametrize(
    ("who", "item", "words"),
    [
        ("S1", "word", "'S1': no such student in these results (did you mean 'S01'?)"),
        ("S01", "wrd", "'wrd': no such item (did you mean 'word'?)"),
        ("S01", "Q99", "'Q99': no such item"),
    ],
)
def test_who_or_what_is_not_there_is_named(told, who, item, words):
    """With what may be meant."""
    assert words in told("explain", who, item)


@pytest.mark.usefixtures("told")
def test_the_letter_says_it_in_a_students_words():
    """What was ignored; that a teacher decided, but not which one."""
    first = Path("out/feedback/S01.html").read_text("utf-8")
    second = Path("out/feedback/S02.html").read_text("utf-8")

    assert "we ignored a first article, capital letters and punctuation" in first
    assert "decided by your teacher: credit 1/2" in second
    assert "KM" not in second


def test_rubric_levels_are_in_the_letter(told):
    """What each criterion earned."""
    from teachkit.gradebook.decisions import digest_of

    text = HEAD + entry(
        item="say", student="S01", response=digest_of("All decide."), verdict="levels"
    )
    Path("out/decisions.toml").write_text(text + 'levels = { claim = "4" }\n', "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    letter = Path("out/feedback/S01.html").read_text("utf-8")

    assert "<li>Claim: 4 of 4: A claim</li>" in letter
    assert "All decide." in letter
    assert "4 of 4 rubric points" in told("explain", "S01", "say")


def test_near_misses_tell_what_the_key_caught_and_what_not(told):
    """Variants with counts, forms the key does not know, wrong options by half of the class."""
    said = told("near-misses")

    assert "Q1 one\n  wrong option rome: 3 (" in said
    assert "  wrong option forty: 1 (1 of the upper half, 0 of the lower)" in said
    assert "  accepts 'Washington': 1\n  rejects 'Rome': 1\n" in said
    assert "  not in the key 'DC': 2 (partial, decided by a person)" in said
    assert "  who: accepts 'all members': 2\n  who: not in the key 'The members': 1 (not" in said
    assert "  not in the key '49': 2 (incorrect, decided by the rule)" in said
    assert "'50'" not in said


def test_points_without_answers_are_no_forms(tmp_path, monkeypatch, capsys):
    """Nobody wrote anything of which a key could lack something."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    header = "First Name,Last Name,SID,Email,Status,1: one (1.0 pts),2: word (1.0 pts)"
    rows = "Ada,Byron,S01,a@x.example,Graded,1.0,0.5\nEmmy,Noether,S02,e@x.example,Graded,0.0,\n"
    Path("scores.csv").write_text(f"{header}\n{rows}", "utf-8")
    main(["grade", "grading", "scores.csv", "--out", "out"])
    capsys.readouterr()
    assert main(["near-misses", "out"]) == 0
    said = capsys.readouterr().out

    assert "Q1 one\n  only points, no answers: 2\n" in said
    assert "''" not in said
    assert "nobody wrote it" not in said


def test_many_forms_are_cut_short(tmp_path, monkeypatch, capsys):
    """The most frequent first; what nobody wrote is said."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    rows = "".join(f"S{n},word{n}\n" for n in range(20))
    Path("class.csv").write_text(f"student,word\n{rows}", "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    capsys.readouterr()
    assert main(["near-misses", "out"]) == 0
    said = capsys.readouterr().out
    assert "and 12 other forms: 12" in said
    assert "accepts 'Washington': 0 (nobody wrote it)" in said


@pytest.mark.parametrize(
    ("response", "accepted", "names", "words"),
    [
        ("Tropic line", "Tropic line", [], ""),
        ("tropic line", "Tropic line", ["capital letters"], "capital letters"),
        ("Île", "Ile", ["accents"], "accents"),
        ("ＮＡＴＯ", "NATO", ["full-width characters"], "full-width characters"),
        ("tropic-line!", "tropicline", ["punctuation"], "punctuation"),
        ("tropic  line", "tropic line", ["spaces"], "spaces"),
        ("the line", "line", ["a first article"], "a first article"),
        ("Tropik line", "Tropic line", [], ""),
        ("something else", "Tropic line", [], ""),
        ("x" * 500, "Tropic line", [], ""),
        ("x", "", [], ""),
    ],
)
def test_what_was_overlooked_is_named(response, accepted, names, words):
    """Only what made a difference."""
    assert folded(response, accepted) == names
    assert ignored(response, accepted) == words


def test_dates_and_what_is_no_object_have_a_key_too(tmp_path, monkeypatch, capsys):
    """A date to its precision; parts that could not be told apart."""
    monkeypatch.chdir(tmp_path)
    text = FIXTURE.read_text("utf-8") + (
        '\n[[item]]\nid = "day"\nkind = "date"\nprompt = "When?"\nanswer = "1949-04"\n'
        'precision = "month"\n'
    )
    Path("grading.toml").write_text(text, "utf-8")
    Path("class.csv").write_text("student,day,gaps\nS01,April 1949,ten\n", "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    capsys.readouterr()
    main(["explain", "out", "S01", "day"])
    main(["explain", "out", "S01", "gaps"])
    said = capsys.readouterr().out
    assert "key       1949-04, to the month" in said
    assert "key       by parts" in said
    assert "machine   unreadable: " in said
