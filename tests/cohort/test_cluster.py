"""Parts on a cluster: what dies in the middle changes nothing in the results."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
from boards import here
from cohorts import cohort, rows, same
from pyarrow import parquet

from teachkit.cohort import cluster, parts
from teachkit.errors import ProblemsError

PART = 3_000
pytestmark = pytest.mark.usefixtures("small_parts")


@pytest.fixture
def small_parts(monkeypatch):
    """Cut files into parts of some rows."""
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", PART)


@contextmanager
def processes(*_):
    """Two processes of this machine: any executor does."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


def test_a_worker_that_is_killed_changes_nothing(run, monkeypatch):
    """Dask itself: one of two workers is killed in the middle of the run."""
    files = {"a.csv": cohort(700), "in/b.csv": cohort(300, first=700)}
    run(files, "arrow")
    killed = []
    real = cluster.PartedRun._work_through

    def kill_one(self, executor, todo, done):
        def kill():
            while not list(self.folder.glob("*.json")):
                time.sleep(0.01)
            workers = executor._client.run(os.getpid)
            pid = next(iter(workers.values()))
            os.kill(pid, signal.SIGKILL)
            killed.append(len(list(self.folder.glob("*.json"))) < len(self.parts))

        killer = threading.Thread(target=kill)
        killer.start()
        real(self, executor, todo, done)
        killer.join()

    monkeypatch.setattr(cluster.PartedRun, "_work_through", kill_one)
    run(files, "cluster", workers=2)

    assert killed == [True]  # there was still work to do
    assert same("arrow", "cluster")
    assert not list(Path().glob(".*.parts"))


def test_any_executor_and_any_cut_give_the_same(run, monkeypatch):
    """Processes of this machine, and none."""
    files = {"a.csv": cohort(200), "b.csv": cohort(50, first=200)}
    run(files, "rows")
    for executor, out in ((processes, "many"), (here, "here")):
        monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", executor)
        run(files, "cluster", out=out)

    assert same("rows", "many", "here")


def test_parts_hold_the_gradebook(run, monkeypatch):
    """As CSV each with its header; as Parquet with the same texts."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    files = {"a.csv": cohort(200)}
    for form in ("", "csv", "parquet"):
        run(files, "cluster", out=f"out{form}", parts=form)

    head, *lines = Path("out/gradebook.csv").read_text("utf-8").splitlines()
    books = [one.read_text("utf-8").splitlines() for one in sorted(Path("outcsv").glob("*/*"))]
    assert len(books) > 3
    assert {one[0] for one in books} == {head}
    assert [line for one in books for line in one[1:]] == lines
    table = parquet.read_table("outparquet/gradebook")
    assert table.column_names == head.split(",")
    assert [row["student"] for row in table.to_pylist()] == [one.split(",")[0] for one in lines]
    assert same("out", "outcsv", "outparquet", names=("statistics.json", "review.csv"))


def _interrupted(run, files, monkeypatch, after=3):
    """Run until some parts are done, then stop as a power cut would."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    seen = []

    def stop(job):
        if len(seen) == after:
            raise KeyboardInterrupt
        seen.append(job.part.name)
        return parts.grade_part(job)

    monkeypatch.setattr(cluster, "grade_part", stop)
    with pytest.raises(KeyboardInterrupt):
        run(files, "cluster")
    monkeypatch.setattr(cluster, "grade_part", parts.grade_part)


def test_an_interrupted_run_goes_on(run, monkeypatch):
    """Parts that are done are not done again; one that is damaged is."""
    files = {"a.csv": cohort(300)}
    run(files, "rows")
    _interrupted(run, files, monkeypatch)
    assert not Path("cluster").exists()
    (folder,) = Path().glob(".cluster.parts")
    (folder / "part-00001.csv").write_bytes(b"cut")
    again = []

    def note(job):
        again.append(job.part.name)
        return parts.grade_part(job)

    monkeypatch.setattr(cluster, "grade_part", note)
    graded = run(files, "cluster", resume=True)

    assert same("rows", "cluster")
    assert "part-00001" in again
    assert not {"part-00000", "part-00002"} & set(again)
    assert any("2 of" in one for one in graded.notices)
    assert not folder.exists()


def test_another_run_is_not_gone_on_with(run, monkeypatch):
    """Other files, or nothing to go on with; and a run anew throws the old one away."""
    with pytest.raises(ProblemsError, match="no interrupted run"):
        run({"a.csv": cohort(300)}, "cluster", resume=True)
    _interrupted(run, {"a.csv": cohort(300)}, monkeypatch)
    with pytest.raises(ProblemsError, match="of other files"):
        run({"a.csv": cohort(300) + rows(1, first=300)}, "cluster", resume=True)

    graded = run({"a.csv": cohort(300)}, "cluster")

    assert any("thrown away" in one for one in graded.notices)


def test_a_student_in_two_parts_is_found(run, monkeypatch):
    """Nobody is graded twice because the rows lie far apart."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)

    text = (cohort(300) + rows(1, first=3)).replace("two\nlines", "two lines")

    with pytest.raises(ProblemsError, match=r"0003.*a\.csv:5, a\.csv:302"):
        run({"a.csv": text}, "cluster")


def test_broken_rows_are_named_by_file_and_line(run, monkeypatch):
    """Lines are counted from the beginning of the file, wherever the part begins."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    files = {"a.csv": cohort(250) + "9001,rome\n" + rows(20, first=250)}
    one, other = run(files, "rows"), run(files, "cluster")

    assert one.problems == other.problems
    assert same("rows", "cluster")


def test_parquet_is_cut_by_its_groups(run, monkeypatch, tmp_path):
    """Several groups of rows a file, and the order of the file."""
    import pyarrow as pa

    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    table = pa.table({"student": [f"{at:03}" for at in range(90)], "word": ["Rome", "?", ""] * 30})
    parquet.write_table(table, tmp_path / "p.parquet", row_group_size=9, compression="none")
    files = {"p.parquet": Path("p.parquet").read_bytes()}
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 300)
    run(files, "arrow")
    run(files, "cluster")

    assert same("arrow", "cluster")


def test_a_worker_of_another_version_is_refused(sheet, tmp_path):
    """Its marks might be others."""
    from teachkit.gradebook.decisions import Settled

    job = parts.Job(sheet, Settled(), None, parts.Part(0, 0), tmp_path, "csv", version="0.0.0")

    with pytest.raises(ProblemsError, match="a worker has teachkit"):
        parts.grade_part(job)


def test_a_scheduler_that_is_not_there_is_said(run):
    """And nothing is written."""
    with pytest.raises(ProblemsError, match="can't be reached"):
        run({"a.csv": cohort(10)}, "cluster", scheduler="nonsense")

    assert not Path("cluster").exists()
