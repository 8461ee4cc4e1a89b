"""Two runs at once, a full disk, a place that can only be read: nothing is lost, all is said."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from classes import CLASS

from teachkit.cli import main
from teachkit.errors import ProblemsError
from teachkit.gradebook.folder import write_private
from teachkit.gradebook.lock import locked

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
HOLD = """
import sys, time
from pathlib import Path
from teachkit.gradebook.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with a sheet, a class, and its results in ``out``."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("class.csv").write_text(CLASS, "utf-8")
    assert main(["grade", "grading", "class.csv", "--out", "out"]) == 0
    return tmp_path


@pytest.fixture
def holder(place):
    """Another process that holds the lock on ``out`` until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, "out"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=place,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.stdin.close()
    process.wait()
    process.stdout.close()


def _tree(folder="."):
    return {
        path.as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }


@pytest.mark.parametrize(
    "command",
    [
        ["grade", "grading", "class.csv", "--out", "out"],
        ["regrade", "other", "--out", "out"],
        ["review", "out"],
        ["review", "out", "--merge", "decisions.toml"],
        ["export", "out", "--to", "csv"],
        ["erase", "out", "S01"],
    ],
    ids=lambda one: " ".join(one[:3]),
)
def test_two_runs_in_one_folder_are_refused(holder, command, capsys):
    """Whichever command is second says who is first, and changes nothing."""
    main(["grade", "grading", "class.csv", "--out", "other"])
    Path("decisions.toml").write_text('format = 1\nsheet = "grading"\n', "utf-8")
    before = _tree()

    assert main(command) == 1
    assert f"out: another run is writing here (process {holder.pid})" in capsys.readouterr().err
    assert _tree() == before


def test_a_killed_run_leaves_no_lock(holder):
    """The system takes the lock back; what the run left lying about goes."""
    left = Path(f".out.{holder.pid}.new")
    left.mkdir()
    (left / "marks.csv").write_text("half", "utf-8")
    holder.send_signal(signal.SIGKILL)
    holder.wait()

    assert main(["grade", "grading", "class.csv", "--out", "out"]) == 0
    assert sorted(path.name for path in Path().iterdir()) == ["class.csv", "grading.toml", "out"]


def test_a_run_killed_while_swapping_loses_nothing(place):
    """The old folder had been taken away, and the new one was not there yet."""
    (place / "out" / "note.txt").write_text("mine", "utf-8")
    Path("out").rename(".out.4242.old")

    assert main(["grade", "grading", "class.csv", "--out", "out"]) == 0
    assert Path("out/note.txt").read_text("utf-8") == "mine"
    assert not list(place.glob(".out*"))


def test_another_thread_is_another_run(place):
    """Only who holds the lock may take it again."""
    refused = []

    def other():
        try:
            with locked(Path("out")):
                pass
        except ProblemsError as error:
            refused.append(str(error))

    with locked(Path("out")), locked(place / "out"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    other()

    assert len(refused) == 1
    assert f"another run is writing here (process {os.getpid()})" in refused[0]


def _limited(*arguments, size):
    """Run a command that may write no larger file: writing fails, as on a full disk."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [sys.executable, "-m", "teachkit", *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


@pytest.mark.parametrize("size", [0, 100, 3000])
def test_a_full_disk_leaves_the_old_results(place, size):
    """A clear message, every old byte, and no piece of the new ones."""
    before = _tree()
    done = _limited("grade", "grading", "class.csv", "--out", "out", size=size)

    assert done.returncode == 1
    assert "out: the results could not be written: File too large" in done.stderr
    assert "nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert _tree() == before
    assert sorted(path.name for path in place.iterdir()) == ["class.csv", "grading.toml", "out"]


def test_a_disk_that_is_really_full(place):
    """A disk of 128 kB of its own, where the system lets us have one: old results stay whole."""
    disk = place / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size=128k none {disk} || exit 77\n"
        f"cp -r out {disk}/out\n"
        f"find {disk}/out -type f | sort | xargs sha256sum > before\n"
        f"{sys.executable} -m teachkit grade grading class.csv --out {disk}/out 2> said\n"
        f"echo $? > status\n"
        f"find {disk}/out -type f | sort | xargs sha256sum > after\n"
        f"ls -A {disk} > left\n"
    )
    if shutil.which("unshare") is None:
        pytest.skip("this system has no unshare")
    done = subprocess.run(["unshare", "-m", "bash", "-c", script], cwd=place, check=False)
    if done.returncode:
        pytest.skip("this system lets us have no disk of our own")

    assert Path("status").read_text("utf-8") == "1\n"
    assert "No space left on device (nothing was changed" in Path("said").read_text("utf-8")
    assert Path("before").read_text("utf-8") == Path("after").read_text("utf-8")
    assert Path("left").read_text("utf-8") == "out\n"


@pytest.mark.usefixtures("place")
def test_a_full_disk_leaves_the_old_page():
    """The same for a single file in the results."""
    main(["review", "out"])
    before = _tree()
    done = _limited("review", "out", size=2000)

    assert done.returncode == 1
    assert "review.html: the results could not be written: File too large" in done.stderr
    assert _tree() == before


@pytest.mark.usefixtures("place")
def test_a_drive_without_locks_keeps_nobody_out(monkeypatch):
    """As some network drives: the results can be written all the same."""

    def refuse(*_arguments):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)

    assert main(["grade", "grading", "class.csv", "--out", "out"]) == 0


STAND_IN = """
import errno, fcntl, os, sys, types
from pathlib import Path
import teachkit.errors

def locking(file, mode, size):
    # As the runtime of Windows: from where the file stands, and denied if it is locked.
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, size, os.lseek(file, 0, os.SEEK_CUR))
    except OSError:
        raise PermissionError(errno.EACCES, "Permission denied") from None

sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
sys.platform = "win32"
from teachkit.gradebook.lock import locked
try:
    with locked(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
except teachkit.errors.ProblemsError as error:
    print(error.problems[0].code, error.problems[0].message)
"""


def test_the_way_of_windows_with_a_stand_in(tmp_path):
    """The steps that are taken there, with byte locks of this system for those of Windows."""

    def start():
        return subprocess.Popen(
            [sys.executable, "-c", STAND_IN, "out"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path,
        )  # fmt: skip

    first = start()
    assert first.stdout.readline() == "held\n"
    second = start()
    assert second.communicate("")[0] == f"busy another run is writing here (process {first.pid})\n"
    assert first.communicate("")[0] == ""
    assert list(tmp_path.iterdir()) == [], "the file is taken away behind it"
    third = start()
    assert third.communicate("")[0] == "held\n"


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize(
    "command",
    [["regrade", "out", "--against", "grading.toml"], ["report", "out", "--out", "elsewhere"]],
)
def test_results_are_not_read_while_a_run_writes_them(command, capsys):
    """Else half of what is read could be of another run."""
    assert main(command) == 1
    assert "another run is writing here" in capsys.readouterr().err
    assert not Path("elsewhere").exists()


def test_results_that_nobody_can_write_are_read(place, monkeypatch, capsys):
    """From a drive that can only be read: no lock can be taken there, and none is needed."""

    def refuse(*_arguments):
        raise OSError(errno.EROFS, "Read-only file system")

    new = place / "new"
    with monkeypatch.context() as patch:
        opened = os.open
        patch.setattr(os, "open", lambda path, *rest, **more: (
            refuse() if str(path).endswith(".out.lock") else opened(path, *rest, **more)
        ))  # fmt: skip
        assert main(["regrade", "out", "--against", "grading.toml", "--out", str(new)]) == 0
        assert main(["report", "out", "--out", str(new)]) == 0
        assert main(["report", "out"]) == 1
    assert "Read-only file system" in capsys.readouterr().err
    assert (new / "report.html").exists()


@pytest.mark.usefixtures("holder")
def test_a_page_waits_for_nobody():
    """Whoever writes a page into results at which another run is, is refused too."""
    with pytest.raises(ProblemsError, match="another run is writing here"):
        write_private(Path("out/report.html"), "x")
    assert not Path("out/report.html").exists()


def test_a_full_device_is_said():
    """The system's own full device."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no such device")
    with pytest.raises(ProblemsError, match="could not be written"):
        write_private(Path("/dev/full/x.csv"), "x")


def test_every_file_is_for_its_owner_only(place):
    """Also what the user's mask would open, edited copies, and pages made later."""
    old = os.umask(0)
    try:
        (place / "out" / "notes").mkdir(mode=0o777)
        (place / "out" / "notes" / "talk.txt").write_text("S02: call home", "utf-8")
        (place / "out" / "marks.csv").write_text("edited", "utf-8")
        assert main(["grade", "grading", "class.csv", "--out", "out"]) == 0
        assert main(["review", "out"]) == 0
        assert main(["regrade", "out"]) == 0
        assert main(["erase", "out-regraded", "S03"]) == 0
        assert main(["export", "out", "--to", "xlsx"]) == 0
        assert main(["report", "out"]) == 0
    finally:
        os.umask(old)

    open_to_others = [
        path.as_posix()
        for folder in ("out", "out-regraded")
        for path in (Path(folder), *Path(folder).rglob("*"))
        if path.stat().st_mode & 0o077
    ]
    assert Path("out/marks.edited.csv").read_text("utf-8") == "edited"
    assert Path("out/report.html").exists()
    assert open_to_others == []
