"""What a board has beside the answers: the large run agrees with a class on every mark."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from boards import ATTEMPTS, ROSTER, agree, answers, here
from cohorts import HEADER, rows, same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from teachkit.cohort import Asked
from teachkit.errors import ProblemsError
from teachkit.gradebook.spreadsheet import csv_text
from teachkit.gradebook.statistics_file import read_statistics
from teachkit.report import gather
from teachkit.variants import make_variants, map_rows

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
pytestmark = pytest.mark.usefixtures("small_blocks")


@pytest.mark.parametrize("policy", ATTEMPTS)
def test_a_board_with_everything(engines, policy):
    """A roster with groups, variants and own due times; resits, late work, excused, missing."""
    late = {} if policy == "" else {"due": "2026-03-04 09:00"}
    text = answers(60, seed=7, resits=bool(policy))
    said = engines(
        {"a.csv": text}, {"roster.csv": ROSTER}, roster="roster.csv", attempt=policy, **late
    )

    agree(said)
    assert said["rows"].tally.students["missing"] == 1
    assert said["rows"].tally.students["excused"] == 2


@pytest.mark.parametrize("column", [False, True])
def test_variants_are_counted_apart(engines, column):
    """By a column of the file or by the roster; a report can hold them side by side."""
    text = answers(50, seed=3)
    more, asked = {}, {}
    if not column:
        text = text.replace("variant,attempt", "form,no", 1)
        more, asked = {"roster.csv": ROSTER}, {"roster": "roster.csv"}
    said = engines({"a.csv": text}, more, **asked)

    agree(said)
    _, variants = read_statistics(Path("rows/statistics.json").read_text("utf-8"))
    assert {"A", "B", ""} <= set(variants)


@pytest.mark.parametrize("with_map", [False, True])
def test_letters_are_read_as_they_were_printed(engines, sheet, with_map):
    """By the map of the variants; without it that they were not is said."""
    head = "student,variant,one,many,line,say\n"
    lines = [
        f"{at:03},{'ABQ'[at % 3] if at % 7 else ''},{'AB'[at % 2]},{('A;B', 'C', 'ACD')[at % 3]},"
        f"{('2;1;3', 'B;A;C', 'first;second;third')[at % 3]},x\n"
        for at in range(40)
    ]
    table = csv_text(map_rows(sheet, make_variants(sheet, 2)))
    asked = {"variants": "map.csv"} if with_map else {}
    said = engines({"a.csv": head + "".join(lines)}, {"map.csv": table}, **asked)

    agree(said)
    told = "\n".join(map(str, said["cluster"].problems))
    assert ("wait for a person" if with_map else "--variants") in told


def test_a_map_that_can_t_be_read_is_named(engines):
    """And nothing is written."""
    with pytest.raises(ProblemsError, match=r"no\.csv: can't be read"):
        engines({"a.csv": answers(3)}, variants="no.csv")

    assert not Path("rows").exists()


def test_a_roster_names_who_is_where(engines):
    """Unknown codes, missing students, and those of whom only a broken row is there."""
    text = HEADER + "\n" + rows(5).replace('"two\nlines"', "x") + "x17,rome\n0040,rome\n"
    roster = "student,name\n0001,Ann\n0040,Bo\n0777,=Cy\n" + "".join(
        f"{at:04},\n" for at in (0, 3, 4)
    )
    said = engines({"a.csv": text}, {"roster.csv": roster}, roster="roster.csv")

    agree(said)
    told = [str(one) for one in said["rows"].problems]
    assert any("0002" in one and "not on the roster" in one for one in told)
    assert any("0777" in one and "handed in nothing" in one for one in told)
    assert any("0040" in one and "can't be read" in one for one in told)
    assert "\n0777,'=Cy,missing," in Path("rows/gradebook.csv").read_text("utf-8")


@pytest.mark.parametrize("text", ["name\nA\n", "student\n", b"\xff\xfe\x00"])
def test_a_roster_that_is_none_is_refused(engines, text):
    """With its name."""
    Path("roster.csv").write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(ProblemsError, match=r"roster\.csv"):
        engines({"a.csv": answers(3)}, roster="roster.csv")


def test_a_roster_among_the_answers_is_no_file_of_answers(engines):
    """It may lie in the same folder."""
    said = engines(
        {"a.csv": answers(20), "roster.csv": ROSTER}, {"roster.csv": ROSTER}, roster="roster.csv"
    )

    agree(said)
    assert any("no answers read from it" in one for one in said["rows"].notices)


def test_resits_in_another_file(engines):
    """By time, where all have one; by the order of the files, where they have none."""
    first, second = answers(30, seed=1), answers(12, seed=5)
    bare = [
        one.replace("time,", "hour,", 1).replace("attempt,", "no,", 1) for one in (first, second)
    ]
    for policy in ("last", "first", "best"):
        agree(engines({"a.csv": first, "b.csv": second}, attempt=policy))
        agree(engines({"a.csv": bare[0], "b.csv": bare[1]}, attempt=policy))


def test_a_row_that_can_t_be_read_is_no_attempt(engines):
    """The one before it counts."""
    text = "student,attempt,one\n1,1,rome\n1,2\n2,1,rome\n2,2,washington\n"
    agree(engines({"a.csv": text}, attempt="last"))

    book = Path("rows/gradebook.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:3] for line in book[1:]] == [["1", "", "0"], ["2", "", "1"]]


@pytest.mark.parametrize("engine", ["rows", "arrow"])
def test_parts_of_one_hand_in_are_refused(run, engine):
    """Paper one and paper two in two files: nothing of it may be lost in silence."""
    files = {"a.csv": "student,one\n1,rome\n", "b.csv": "student,word\n1,Rome\n"}

    with pytest.raises(ProblemsError, match=r"one part of the work, the other is in b\.csv:2"):
        run(files, engine, asked=Asked(attempt="last"))
    with pytest.raises(ProblemsError, match="nothing says when"):
        run(files, engine, asked=Asked(attempt="in-time"))


def test_parquet_with_details(run, monkeypatch):
    """Times as Parquet keeps them, groups of rows as parts."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 300)
    text = answers(60, seed=2, resits=True)
    types = {name: pa.string() for name in text.split("\n", 1)[0].split(",")}
    types["time"] = pa.timestamp("s")
    table = arrow_csv.read_csv(
        pa.py_buffer(text.encode()), convert_options=arrow_csv.ConvertOptions(column_types=types)
    )
    parquet.write_table(table, "p.parquet", row_group_size=9, compression="none")
    files = {"p.parquet": Path("p.parquet").read_bytes()}
    Path("roster.csv").write_text(ROSTER, "utf-8")
    asked = Asked(roster="roster.csv", attempt="best", due="2026-03-04 09:00")
    run({"a.csv": text.replace(":15,", ":15:00,")}, "rows", asked=asked)
    for engine in ("arrow", "cluster"):
        run(files, engine, asked=asked)

    assert same("rows", "arrow", "cluster", names=("gradebook.csv",))
    assert same("arrow", "cluster")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["1", "2", "3", "x y", "=4"]),
            st.sampled_from(["", "A", "B"]),
            st.sampled_from(["", "1", "2", "two"]),
            st.sampled_from(["", "2026-03-04 08:00", "2026-03-09", "tomorrow"]),
            st.sampled_from(["rome", "washington", "?", ""]),
            st.sampled_from(["Rome", "Washingtn", "Washington"]),
        ),
        min_size=1,
        max_size=12,
    ),
    policy=st.sampled_from(ATTEMPTS[1:]),
    roster=st.booleans(),
)
def test_any_small_board(engines, lines, policy, roster):
    """Whatever the rows say of attempts, times and variants."""
    text = "student,variant,attempt,time,one,word\n"
    text += "".join(",".join(one) + "\n" for one in lines)
    more = {"roster.csv": "student,variant,status\n1,A,\n2,,excused\n9,,\n"}
    asked = {"roster": "roster.csv"} if roster else {}

    agree(engines({"a.csv": text}, more, attempt=policy, due="2026-03-05 09:00", **asked))


def test_a_report_of_a_board(run):
    """Variants side by side, from the statistics."""
    Path("roster.csv").write_text(ROSTER, "utf-8")
    shutil.copy(FIXTURE, "grading.toml")
    run({"a.csv": answers(50)}, "arrow", source="grading.toml", asked=Asked(roster="roster.csv"))

    assert set(gather(Path("arrow")).variants) == {"", "A", "B", "C"}


@pytest.mark.parametrize("policy", ["last", "in-time"])
@pytest.mark.parametrize("days", [("13/3/2026", "4/3/2026"), ("3/4/2026", "4/3/2026", "soon")])
def test_dates_are_read_as_the_file_shows(engines, days, policy):
    """Where one can only be read with the day first, all are; else nothing is guessed."""
    text = "student,time,one\n" + "".join(
        f"{at % 9},{days[at * 2 % 3 % len(days)]} 8:0{at % 10},{('rome', 'washington')[at % 2]}\n"
        for at in range(30)
    )

    agree(engines({"a.csv": text}, attempt=policy, due="2026-03-08 09:00"))


def test_an_interrupted_board_goes_on(engines, run, monkeypatch):
    """With the rows that count as they were found before, and not with another roster."""
    from teachkit.cohort import cluster, parts

    files, more = {"a.csv": answers(60, resits=True)}, {"roster.csv": ROSTER}
    asked = {"roster": "roster.csv", "attempt": "best", "due": "2026-03-04 09:00"}
    engines(files, more, **asked)
    seen = []

    def stop(job):
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(job.part.name)
        return parts.grade_part(job)

    monkeypatch.setattr(cluster, "grade_part", stop)
    with pytest.raises(KeyboardInterrupt):
        run(files, "cluster", out="again", asked=Asked(**asked))
    monkeypatch.setattr(cluster, "grade_part", parts.grade_part)
    Path("roster.csv").write_text(ROSTER + "0999,New,,,,\n", "utf-8")
    with pytest.raises(ProblemsError, match="interrupted run was of other"):
        run(files, "cluster", out="again", asked=Asked(**asked), resume=True)
    Path("roster.csv").write_text(ROSTER, "utf-8")
    graded = run(files, "cluster", out="again", asked=Asked(**asked), resume=True)

    assert same("rows", "again")
    assert any("2 of" in one for one in graded.notices)
