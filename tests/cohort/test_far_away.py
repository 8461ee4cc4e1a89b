"""A cluster that was started apart, two runs at once, and a place that can only be read."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from boards import ROSTER, answers
from cohorts import cohort, same

from teachkit.cohort import Asked, grade_cohort
from teachkit.errors import ProblemsError
from teachkit.gradebook.lock import locked

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
ENGINES = ("rows", "arrow", "cluster")


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler and two workers, each a process of its own, in a folder of their own."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-dashboard"]
    worker += ["--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
    said = (place / "said").open("wb")
    started = [
        subprocess.Popen(one, cwd=place, env=environment, stdout=said, stderr=said)
        for one in (command, worker, worker)
    ]
    yield address, started
    for one in started:
        one.kill()
        one.wait()
    said.close()


def test_a_cluster_that_runs_already(run, scheduler, monkeypatch):
    """Over TCP, from another folder: a plain cohort, a board with all it has, a worker killed."""
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 2_000)
    address, (first, second, worker) = scheduler
    Path("roster.csv").write_text(ROSTER, "utf-8")
    board = Asked(roster="roster.csv", attempt="best")
    for text, asked in ((cohort(120), Asked()), (answers(60, resits=True), board)):
        run({"a.csv": text}, "rows", asked=asked)
        run({"a.csv": text}, "cluster", asked=asked, scheduler=address)
        assert same("rows", "cluster")

    def kill(_, share):
        if 0 < share < 1 and worker.poll() is None:
            worker.kill()

    run({"a.csv": cohort(300)}, "rows")
    run({"a.csv": cohort(300)}, "cluster", scheduler=address, progress=kill)

    assert worker.wait() != 0
    assert same("rows", "cluster")
    assert (first.poll(), second.poll()) == (None, None)  # not ended: they are not ours


@pytest.mark.parametrize("engine", ENGINES)
def test_two_runs_at_once(run, sheet, engine):
    """The second one is refused, and says so; the first one's results stay."""
    run({"a.csv": cohort(20)}, "rows", out="out")
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    with locked(Path("out")), ThreadPoolExecutor(1) as other:
        second = other.submit(grade_cohort, sheet, ["a.csv"], "out", engine=engine)
        with pytest.raises(ProblemsError, match="another run is writing here"):
            second.result()

    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


@pytest.mark.parametrize(
    ("engine", "there"), [("rows", True), ("arrow", False), ("cluster", False)]
)
def test_a_place_that_can_only_be_read(run, monkeypatch, tmp_path, engine, there):
    """A clear message, nothing half-written, and what stood there is as it was."""
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 2_000)
    place = tmp_path / "drive"
    place.mkdir()
    if there:
        run({"a.csv": cohort(20)}, "rows", out="drive/out")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    Path("a.csv").write_text(cohort(60), "utf-8")
    shutil.copy(FIXTURE, "grading.toml")
    command = [sys.executable, "-m", "teachkit", "grade", "grading.toml", "a.csv"]
    command += ["--out", "drive/out", "--engine", engine, "--workers", "1"]
    place.chmod(0o555)
    try:
        done = subprocess.run(_unprivileged(command), capture_output=True, text=True, check=False)
    finally:
        place.chmod(0o755)

    assert done.returncode == 1
    assert "drive" in done.stderr
    assert "ermission denied" in done.stderr or "Read-only" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def _unprivileged(command):
    """Run a command so that it is held to permissions, also where the tests are root's."""
    if os.geteuid():
        return command
    if shutil.which("setpriv") is None and "CI" not in os.environ:
        pytest.skip("this system has no setpriv")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--securebits=+noroot", *command]
