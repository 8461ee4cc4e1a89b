"""The folder of results: swapped in whole, and never at the cost of someone's work."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from classes import CLASS

from teachkit.errors import ProblemsError
from teachkit.gradebook import folder as folder_module
from teachkit.gradebook import grade_class
from teachkit.gradebook.folder import write_results


def _tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


@contextmanager
def powerless():
    """Give up the rights of root for a while: root may write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_old_results_are_replaced(grade):
    """Letters of students who left the class do not stay."""
    grade({"a.csv": CLASS})
    grade({"a.csv": "student,word\nS77,x\n"})

    assert sorted(_tree("out")) == [
        "README.txt",
        "feedback/S77.html",
        "gradebook.csv",
        "letters.csv",
        "marks.csv",
        "marks.jsonl",
        "responses.jsonl",
        "review.csv",
        "run.json",
        "statistics.json",
    ]


def test_what_a_teacher_added_or_edited_stays(grade):
    """Verdicts in the review, notes, links; each named where a file was edited."""
    grade({"a.csv": CLASS})
    out = Path("out")
    (out / "notes").mkdir()
    (out / "notes" / "talk.txt").write_text("S02: call home", "utf-8")
    (out / "link").symlink_to("nowhere")
    for round_ in ("first", "second"):
        (out / "review.csv").write_text(round_, "utf-8")
        graded = grade({"a.csv": CLASS})
        assert (
            "review.csv was edited since the last run; kept as review.edited" in graded.notices[-1]
        )

    (out / "marks.csv").unlink()
    (out / "marks.csv").symlink_to("elsewhere.csv")
    assert "marks.csv was edited" in grade({"a.csv": CLASS}).notices[-1]
    assert (out / "marks.edited.csv").is_symlink()
    assert (out / "review.edited.csv").read_text("utf-8") == "first"
    assert (out / "review.edited-2.csv").read_text("utf-8") == "second"
    assert (out / "notes" / "talk.txt").read_text("utf-8") == "S02: call home"
    assert (out / "link").readlink() == Path("nowhere")
    assert (out / "review.csv").read_text("utf-8").startswith("item,part")
    assert not [one for one in grade({"a.csv": CLASS}).notices if "was edited" in one]


@pytest.mark.parametrize(
    "record", [None, "{}", "[1]", '{"format": "other"}', "x" * 10, "[" * 100_000]
)
def test_a_folder_of_other_files_is_refused(grade, record):
    """Nothing in it is touched."""
    Path("out").mkdir()
    Path("out/thesis.txt").write_text("years of work", "utf-8")
    if record is not None:
        Path("out/run.json").write_text(record, "utf-8")
    before = _tree("out")

    with pytest.raises(ProblemsError, match="out: the folder holds other files"):
        grade({"a.csv": CLASS})
    assert _tree("out") == before


def test_an_empty_folder_is_taken_and_a_file_is_not(grade):
    """The name is all that matters of an empty one."""
    Path("out").mkdir()
    grade({"a.csv": CLASS})
    Path("file").write_text("x", "utf-8")

    assert Path("out/run.json").is_file()
    with pytest.raises(ProblemsError, match="file: this is a file, not a folder"):
        grade({"a.csv": CLASS}, out="file")


def test_a_link_to_a_folder_stays_a_link(grade):
    """What it points to is replaced."""
    Path("real").mkdir()
    Path("out").symlink_to("real")
    grade({"a.csv": CLASS})

    assert Path("out").is_symlink()
    assert Path("real/run.json").is_file()


def test_a_record_with_odd_outputs_keeps_everything(grade):
    """What we can't be sure to have written is someone's work."""
    Path("out").mkdir()
    record = {"format": "teachkit-run/1", "outputs": ["marks.csv"]}
    Path("out/run.json").write_text(json.dumps(record), "utf-8")
    Path("out/marks.csv").write_text("mine", "utf-8")
    grade({"a.csv": CLASS})

    assert Path("out/marks.edited.csv").read_text("utf-8") == "mine"


def test_a_place_that_may_not_be_written_changes_nothing(sheet):
    """A clear error, and the old results as they were."""
    with TemporaryDirectory() as name:
        parent = Path(name)
        (parent / "a.csv").write_text(CLASS, "utf-8")
        grade_class(sheet, [parent / "a.csv"], parent / "out")
        for path in (parent / "out", *(parent / "out").rglob("*")):
            path.chmod(0o755)
        before = _tree(parent / "out")
        parent.chmod(0o555)
        with powerless(), pytest.raises(ProblemsError) as error:
            grade_class(sheet, [parent / "a.csv"], parent / "out")
        parent.chmod(0o700)

        assert _tree(parent / "out") == before
        assert sorted(path.name for path in parent.iterdir()) == ["a.csv", "out"]
    (problem,) = error.value.problems
    assert "the results could not be written: Permission denied" in problem.message
    assert "nothing was changed" in problem.hint


def test_a_folder_that_may_not_be_read_is_said(sheet):
    """It may hold results, or someone's work."""
    with TemporaryDirectory() as name:
        parent = Path(name)
        parent.chmod(0o755)
        (parent / "a.csv").write_text(CLASS, "utf-8")
        (parent / "out").mkdir(mode=0o000)
        with powerless(), pytest.raises(ProblemsError, match="the folder can't be read"):
            grade_class(sheet, [parent / "a.csv"], parent / "out")
        (parent / "out").chmod(0o700)


def test_a_failure_half_way_leaves_the_old_results(tmp_path):
    """Here a name that no file system takes."""
    out = tmp_path / "out"
    write_results(out, [("a.csv", "old")], {})
    before = _tree(out)

    with pytest.raises(ProblemsError, match="could not be written"):
        write_results(out, [("a.csv", "new"), ("feedback/" + "x" * 400, "new")], {})
    assert _tree(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_stop_while_swapping_puts_the_old_results_back(tmp_path, monkeypatch, error):
    """A full disk, or a teacher who presses Ctrl-C."""
    out = tmp_path / "out"
    write_results(out, [("a.csv", "old")], {})
    before = _tree(out)
    rename = Path.rename

    def stop(self, target):
        if self.name.endswith(".new"):
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stop)
    expected = ProblemsError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write_results(out, [("a.csv", "new")], {})
    monkeypatch.undo()

    assert _tree(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_unreadable_leftovers_do_not_hide_the_results(tmp_path):
    """Text that can't be encoded is written all the same."""
    write_results(tmp_path / "out", [("a.csv", "half \ud800")], {"odd": "\ud800"})

    assert (tmp_path / "out" / "a.csv").read_text("utf-8") == "half ?"
    assert folder_module.results_record(tmp_path / "out") is not None
