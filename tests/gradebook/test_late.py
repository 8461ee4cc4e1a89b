"""Late work: what it keeps, where that is shown, and which attempt counts."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from classes import HEADER

from teachkit.cli import main
from teachkit.errors import ProblemsError
from teachkit.late import lateness, with_due
from teachkit.model import Late

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
DUE = "2026-03-04 09:00"
POLICY = Late(due=DUE, grace=Fraction(10), per_day=Fraction(15), cut_off=7, floor=Fraction(40))
RIGHT = "washington,five;ten;six,Washington,10,all members,1982,2023,first;second;third,\
contradicted,not-stated,50,"
SOME = "rome,five;ten;six,Washington,10,all members,1982,2023,first;second;third,\
contradicted,not-stated,50,"


@pytest.mark.parametrize(
    ("time", "days", "kept"),
    [
        ("2026-03-01 12:00", 0, "1"),
        ("2026-03-04 09:00", 0, "1"),
        ("2026-03-04 09:10", 0, "1"),
        ("2026-03-04 09:10:01", 1, "17/20"),
        ("2026-03-05 09:00", 1, "17/20"),
        ("2026-03-05 09:00:01", 2, "7/10"),
        ("2026-03-08 10:00", 5, "2/5"),  # 25 % would be left; the floor is 40 %
        ("2026-03-11 09:00", 7, "2/5"),
        ("2026-03-11 09:00:01", 8, "0"),
        ("2026-03-04 08:00+09:00", None, "1"),  # the due time has no zone
    ],
)
def test_days_begun_take_percent_down_to_the_floor(time, days, kept):
    """At the minute, with grace, floor and cut-off; exactly."""
    found = lateness(POLICY, datetime.fromisoformat(time))

    assert (found.days, found.kept) == (days, Fraction(kept))


def test_zones_are_compared_with_zones():
    """The same moment in two zones is the same."""
    policy = Late(due="2026-03-04 09:00+09:00", per_day=Fraction(10))

    assert lateness(policy, datetime.fromisoformat("2026-03-04 00:00+00:00")).days == 0
    assert lateness(policy, datetime.fromisoformat("2026-03-04 00:01+00:00")).days == 1
    assert lateness(policy, datetime.fromisoformat("2026-03-04 00:01")).days is None


def test_thirds_of_a_percent_stay_exact():
    """No rounding enters a total."""
    policy = Late(due=DUE, per_day=Fraction(100, 3))
    found = lateness(policy, datetime.fromisoformat("2026-03-04 10:00"))

    assert found.kept == Fraction(2, 3)
    assert found.why == "1 day late: 100 % - 1 x 100/3 % = 200/3 %"


@pytest.fixture
def late_sheet(sheet):
    """The small sheet with a late policy."""
    return with_due(sheet, DUE).__class__(
        **{name: getattr(sheet, name) for name in sheet.__slots__ if name != "late"},
        late=POLICY,
    )


def _class(*rows):
    return f"{HEADER},time,attempt\n" + "".join(f"{row}\n" for row in rows)


@pytest.fixture
def run(late_sheet, tmp_path, monkeypatch):
    """Grade rows by the sheet with the policy."""
    from teachkit.gradebook import grade_class

    monkeypatch.chdir(tmp_path)

    def grade(*rows, **options):
        Path("a.csv").write_text(_class(*rows), "utf-8")
        return grade_class(late_sheet, ["a.csv"], "out", **options)

    return grade


def test_the_gradebook_shows_the_arithmetic(run, table):
    """The marks stay; what is late loses a share of the sum, and nobody else does."""
    graded = run(
        f"S01,{RIGHT},2026-03-04 08:59,",
        f"S02,{RIGHT},2026-03-05 12:00,",
        f"S03,{RIGHT},soon,",
        f"S04,{RIGHT},,",
    )
    rows = {row["student"]: row for row in table("out/gradebook.csv")}
    totals = {row["total"] for row in rows.values()}
    total = Fraction(totals.pop())

    assert not totals
    assert [rows[one]["days_late"] for one in rows] == ["0", "2", "", ""]
    assert [Fraction(rows[one]["kept_percent"]) for one in rows] == [100, 70, 100, 100]
    assert Fraction(rows["S02"]["final_total"]) == total * Fraction(7, 10)
    assert rows["S01"]["final_total"] == rows["S01"]["total"]
    assert rows["S02"]["handed_in"] == "2026-03-05 12:00"
    assert "due 2026-03-04 09:00: 1 late (S02)" in graded.notices
    named = {(one.key, one.code) for one in graded.problems}
    assert {("'S03'", "late-unknown"), ("'S04'", "late-unknown")} == named


def test_the_letter_says_what_was_taken(run):
    """In words, with the sum; of work in time nothing is said."""
    run(f"S01,{RIGHT},2026-03-04 08:59,", f"S02,{RIGHT},2026-03-05 12:00,", f"S03,{RIGHT},,")
    first, second, third = (
        Path(f"out/feedback/{one}.html").read_text("utf-8") for one in ("S01", "S02", "S03")
    )

    assert "late" not in first.split("<main>")[1]
    assert "Handed in 2 days late: 100 % - 2 × 15 % = 70 %.<br>" in second
    assert " × 70 % = " in second
    assert "no points are taken away" in third


def test_without_a_policy_nothing_is_added(grade, table):
    """The columns are those of a sheet that is never late."""
    grade({"a.csv": _class(f"S01,{RIGHT},2026-03-05 12:00,")})

    assert "handed_in" not in table("out/gradebook.csv")[0]


@pytest.mark.parametrize(
    ("policy", "attempt"), [("last", 3), ("first", 1), ("best", 2), ("in-time", 2)]
)
def test_which_attempt_counts(run, policy, attempt):
    """The best one is the best after lateness; in time is the last before the due time."""
    graded = run(
        f"S01,{SOME},2026-03-03 08:00,1",
        f"S01,{SOME},2026-03-04 09:05,2",
        f"S01,{RIGHT},2026-03-09 08:00,3",
        attempt=policy,
    )

    assert graded.results[0].attempt == attempt


def test_a_student_may_have_more_time(tmp_path, monkeypatch, table, capsys):
    """By the roster; the class's due time holds for the others, and for what is no time."""
    monkeypatch.chdir(tmp_path)
    late = f'[late]\ndue = "{DUE}"\nper-day = 15\n\n[[objective]]'
    text = FIXTURE.read_text("utf-8").replace("[[objective]]", late, 1)
    Path("grading.toml").write_text(text, "utf-8")
    Path("roster.csv").write_text(
        "student,due,e-mail,SIS User ID\nS01,2026-03-06 09:00,a@x.example,1\nS02,,,\nS03,later,,\n",
        "utf-8",
    )
    rows = (f"S0{number},{RIGHT},2026-03-05 12:00," for number in (1, 2, 3))
    Path("a.csv").write_text(_class(*rows), "utf-8")
    main(["grade", "grading", "a.csv", "--roster", "roster.csv", "--out", "out"])

    err = capsys.readouterr().err
    assert "roster.csv:4: warning: 'S03': 'later' is no time: the class's due time is taken" in err
    assert len(err.splitlines()) == 1  # columns for other programs are not complained of
    assert [row["days_late"] for row in table("out/gradebook.csv")] == ["0", "2", "2"]
    assert main(["explain", "out", "S01", "Q1"]) == 0
    assert "due 2026-03-06 09:00: in time" in capsys.readouterr().out
    assert main(["export", "out", "--to", "csv"]) == 0
    assert [row["kept_percent"] for row in table("out/export.csv")] == ["100", "70", "70"]
    main(["regrade", "out"])
    again = Path("out-regraded/gradebook.csv").read_bytes()
    assert again == Path("out/gradebook.csv").read_bytes()


def test_of_late_attempts_only_the_first_counts_in_time(run):
    """Waiting longer cannot help."""
    graded = run(
        f"S01,{SOME},2026-03-05 08:00,1", f"S01,{RIGHT},2026-03-06 08:00,2", attempt="in-time"
    )

    assert graded.results[0].attempt == 1


def test_in_time_needs_a_due_time(grade):
    """Else it would silently be something else."""
    with pytest.raises(ProblemsError, match="nothing says when the work was due"):
        grade({"a.csv": _class(f"S01,{RIGHT},2026-03-05 12:00,")}, attempt="in-time")
    assert not Path("out").exists()


def test_a_class_may_have_another_due_time(tmp_path, monkeypatch, capsys):
    """On the command line; kept for explain and regrade."""
    monkeypatch.chdir(tmp_path)
    text = FIXTURE.read_text("utf-8").replace(
        "[[objective]]", f'[late]\ndue = "{DUE}"\nper-day = 10\n\n[[objective]]', 1
    )
    Path("grading.toml").write_text(text, "utf-8")
    Path("a.csv").write_text(_class(f"S01,{RIGHT},2026-03-05 12:00,"), "utf-8")

    assert main(["grade", "grading", "a.csv", "--out", "out", "--due", "2026-03-05 09:00"]) == 0
    assert main(["explain", "out", "S01", "Q1"]) == 0
    said = capsys.readouterr().out
    assert "handed in 2026-03-05 12:00, due 2026-03-05 09:00: 1 day late" in said
    assert " x 90 % = " in said
    assert main(["regrade", "out"]) == 0
    assert "late work" not in capsys.readouterr().out
    again = Path("out-regraded/gradebook.csv").read_bytes()
    assert again == Path("out/gradebook.csv").read_bytes()
    Path("grading.toml").write_text(text.replace("per-day = 10", "per-day = 20"), "utf-8")
    assert main(["regrade", "out"]) == 0
    assert "what becomes of late work has changed" in capsys.readouterr().out
    assert main(["grade", "grading", "a.csv", "--out", "out", "--due", "soon"]) == 1
    assert "'soon' is no time (write it as 2026-03-04 09:00)" in capsys.readouterr().err
