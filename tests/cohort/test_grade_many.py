"""The command for a cohort: the engine it takes, what it writes, what it refuses."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cohorts import HEADER, cohort, record, rows, same

from teachkit.cli import main
from teachkit.commands.choice import CLASS_ROWS, choose
from teachkit.commands.progress import Progress, progress_line
from teachkit.errors import ProblemsError
from teachkit.gradebook.decisions import Decision, form_of
from teachkit.gradebook.decisions_file import render

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the sheet."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    return tmp_path


@pytest.mark.usefixtures("place")
def test_many_rows_are_a_cohort_and_few_a_class(capsys):
    """The command says which engine it took, and why."""
    Path("few.csv").write_text(cohort(20), "utf-8")
    Path("many.csv").write_text(
        "student,one\n" + "".join(f"s{at},rome\n" for at in range(200_000)), "utf-8"
    )

    assert main(["grade", "grading", "few.csv", "--out", "few"]) == 0
    assert "engine" not in capsys.readouterr().out
    assert main(["grade", "grading", "many.csv", "--out", "many"]) == 1  # columns are missing
    said = capsys.readouterr()

    assert f"engine arrow, since there are more than {CLASS_ROWS:,} rows" in said.out
    assert "200,000 students graded" in said.out
    assert sorted(path.name for path in Path("many").iterdir()) == [
        "README.txt",
        "gradebook.csv",
        "open.jsonl",
        "review.csv",
        "run.json",
        "sheet.toml",
        "statistics.json",
    ]
    assert set(record("many")["outputs"]) == {
        path.name for path in Path("many").iterdir() if path.name != "run.json"
    }


@pytest.mark.usefixtures("place")
def test_without_arrow_rows_do(monkeypatch):
    """The standard library alone grades any number."""
    monkeypatch.setattr("teachkit.commands.choice.find_spec", lambda _: None)
    Path("many.csv").write_text("student,one\n" + "s,rome\n" * 200_000, "utf-8")

    engine, why = choose("auto", [Path("many.csv")], [])

    assert engine == "rows"
    assert "teachkit[scale]" in why
    with pytest.raises(ProblemsError, match="not installed"):
        choose("arrow", [], [])


@pytest.mark.usefixtures("place")
def test_what_only_a_class_has_stays_a_class():
    """Answers go into the bank from a class only: `auto` takes one, another engine is refused."""
    Path("many.csv").write_text("student,one\n" + "s,rome\n" * 200_000, "utf-8")

    assert choose("auto", [Path("many.csv")], ["--save-to-bank"]) == ("class", "")
    with pytest.raises(ProblemsError, match="does not go with --save-to-bank"):
        choose("rows", [Path("many.csv")], ["--save-to-bank"])


@pytest.mark.usefixtures("place")
def test_other_kinds_of_files_are_a_class():
    """A zip file, say, of any size."""
    Path("many.csv").write_text("student,one\n" + "s,rome\n" * 200_000, "utf-8")
    Path("x.zip").write_bytes(b"")

    assert choose("auto", [Path("many.csv"), Path("x.zip")], [])[0] == "class"


def test_decisions_are_applied(run):
    """What people decided counts for all who answered so, and for one student alone."""
    like = Decision(
        who="A", when="2026-01-01", item="word", verdict="credit", form=form_of("Washingtn"),
        answer="Washingtn", credit="1/7",
    )  # fmt: skip
    alone = Decision(
        who="A", when="2026-01-01", item="say", verdict="accept", student="0004", response=""
    )
    text = 'format = 1\nsheet = "grading"\n\n' + render(like) + "\n" + render(alone)
    Path("decided.toml").write_text(text, "utf-8")
    files = {"a.csv": cohort(100)}
    done = [run(files, engine, decisions=["decided.toml"]) for engine in ("rows", "arrow")]

    assert same("rows", "arrow")
    assert done[0].tally.unit % 7 == 0
    assert ("Washingtn", "partial") in {one[:2] for one in done[0].tally.items["word"].answers}
    assert Path("rows/decisions.toml").read_text("utf-8") == text
    run(files, "arrow")
    assert same("rows", "arrow")


@pytest.mark.parametrize("engine", ["rows", "arrow", "cluster"])
@pytest.mark.usefixtures("place")
def test_a_full_disk_leaves_the_old_results(engine):
    """A limit on the size of files stands for the disk: the message is plain."""
    Path("a.csv").write_text(cohort(900), "utf-8")
    command = [sys.executable, "-m", "teachkit", "grade", "grading", "a.csv", "--out", "out"]
    command += ["--engine", engine, "--workers", "1"]
    Path("b.csv").write_text(cohort(3), "utf-8")
    assert main(["grade", "grading", "b.csv", "--out", "out", "--engine", "rows"]) == 0
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_a_file_without_students_is_refused(run):
    """Nothing is written where nothing could be graded."""
    for content in (HEADER + "\n", "a,b\n1,2\n", ""):
        with pytest.raises(ProblemsError):
            run({"a.csv": content}, "arrow")

    assert not Path("arrow").exists()


def test_folders_are_read_by_name(run, sheet):
    """Also one level deeper; hidden files and earlier results are left out."""
    from teachkit.cohort import grade_cohort

    run({"in/b.csv": cohort(5, first=5), "in/a/x.csv": cohort(5)}, "rows")
    Path("in/.hidden.csv").write_text("x", "utf-8")
    graded = grade_cohort(sheet, ["in"], "all", engine="rows")

    book = Path("all/gradebook.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in book[1:]] == [f"{at:04}" for at in range(10)]
    assert graded.tally.students == {"graded": 10}


def test_progress_tells_rate_and_time_left():
    """On a terminal, not more often than the eye can follow, and gone at the end."""
    shown, now = [], iter([0.0, 0.1, 2.0, 2.1, 4.0])
    progress = Progress(shown.append, lambda: next(now))

    for rows_, share in ((10, 0.1), (500, 0.25), (510, 0.3), (900, 0.5)):
        progress(rows_, share)
    progress.end()

    assert shown == [
        progress_line(500, 0.25, 2.0),
        progress_line(900, 0.5, 4.0),
        "",
    ]
    assert "250 a second, 0:06 left" in shown[0]
    assert progress_line(7_200, 0.5, 7_200).endswith("2:00:00 left")


def test_progress_is_silent_elsewhere():
    """Into a file or a pipe nothing is written."""
    Progress(None)(1, 0.5)
    Progress(None).end()


def test_rows_are_named_in_one_message_each(run):
    """Fifty of a kind, then their number."""
    text = f"{HEADER}\n{rows(10)}" + "".join(f"x{at},rome\n" for at in range(80))
    graded = run({"a.csv": text}, "arrow")

    assert len(graded.problems) == 51
    assert "and 30 more" in str(graded.problems[-1])
    assert len(Path("arrow/unread.csv").read_text("utf-8").splitlines()) == 81
