"""A step runs when it must, and leaves the last good result when it fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from teachkit.steps import Step, files_below, progress_line, run_step


class Kitchen:
    """A step that copies one file, and counts how often it did."""

    def __init__(self, folder):
        self.source = folder / "recipe.txt"
        self.tool = folder / "oven.txt"
        self.out = folder / "out"
        self.kept = []
        self.source.write_text("soup", encoding="utf-8")
        self.tool.write_text("gas", encoding="utf-8")
        self.step = Step("meals/today", (self.source,), (self.tool,), self._cook)

    def _cook(self, fresh, work):
        self.kept.append(sorted(path.name for path in work.iterdir()))
        (fresh / "dish.txt").write_bytes(self.source.read_bytes())
        (work / "broth").write_text("", encoding="utf-8")

    def run(self, **options):
        """Run the step and say whether it did any work."""
        before = len(self.kept)
        line = run_step(self.step, self.out, **options)
        worked = len(self.kept) > before
        assert worked != ("up to date" in line)
        return worked

    @property
    def dish(self):
        """What stands in the output."""
        return (self.out / "meals" / "today" / "dish.txt").read_text(encoding="utf-8")


@pytest.fixture
def kitchen(tmp_path):
    return Kitchen(tmp_path)


def test_runs_once(kitchen):
    """The second time there is nothing to do."""
    assert kitchen.run()
    assert not kitchen.run()
    assert kitchen.dish == "soup"


def test_a_new_time_is_no_change(kitchen):
    """A file that was touched but says the same, as after a clone, changes nothing."""
    kitchen.run()
    kitchen.source.write_text("soup", encoding="utf-8")

    assert not kitchen.run()


def test_a_changed_source_is_seen_and_work_is_kept(kitchen):
    """What the step kept for the next time is there when only a source has changed."""
    kitchen.run()
    kitchen.source.write_text("stew", encoding="utf-8")

    assert kitchen.run()
    assert kitchen.dish == "stew"
    assert kitchen.kept == [[], ["broth"]]


def test_a_renamed_source_is_seen(kitchen):
    """The same bytes under another name are another source."""
    kitchen.run()
    other = kitchen.source.with_name("other.txt")
    kitchen.source.rename(other)
    kitchen.source = other
    kitchen.step = replace(kitchen.step, sources=(other,))

    assert kitchen.run()


def test_a_changed_tool_throws_the_kept_work_away(kitchen):
    """What an older tool kept must not shape the new result."""
    kitchen.run()
    kitchen.tool.write_text("induction", encoding="utf-8")

    assert kitchen.run()
    assert kitchen.kept == [[], []]


def test_a_lost_file_is_made_again(kitchen):
    """A result that is gone or cut is not up to date."""
    kitchen.run()
    (kitchen.out / "meals" / "today" / "dish.txt").write_text("", encoding="utf-8")

    assert kitchen.run()
    assert kitchen.dish == "soup"


def test_a_broken_note_is_no_obstacle(kitchen):
    """A half-written or foreign note of the last time means: make it again."""
    kitchen.run()
    for note in (kitchen.out / ".done").iterdir():
        note.write_text("[1, 2", encoding="utf-8")

    assert kitchen.run()


def test_clean_makes_it_again(kitchen):
    """On request nothing from before is used."""
    kitchen.run()

    assert kitchen.run(clean=True)
    assert kitchen.kept == [[], []]


def test_a_failed_step_leaves_the_last_result(kitchen):
    """The new folder is made beside the old one; next time the step runs again."""
    kitchen.run()
    kitchen.source.write_text("stew", encoding="utf-8")

    def burn(fresh, _work):
        (fresh / "dish.txt").write_text("charcoal", encoding="utf-8")
        raise OSError("no gas")

    with pytest.raises(OSError, match="no gas"):
        run_step(replace(kitchen.step, make=burn), kitchen.out)

    assert kitchen.dish == "soup"
    assert kitchen.run()
    assert kitchen.dish == "stew"


def test_a_file_that_is_no_longer_made_goes(kitchen):
    """Nothing of an older build stays behind: a page that moved to the teachers must not."""
    kitchen.run()

    def plain(fresh, _work):
        (fresh / "bread.txt").write_text("", encoding="utf-8")

    kitchen.source.write_text("bread", encoding="utf-8")
    run_step(replace(kitchen.step, make=plain), kitchen.out)

    assert [path.name for path in (kitchen.out / "meals" / "today").iterdir()] == ["bread.txt"]


def test_the_line_counts_files(kitchen):
    """The user reads the folder, the seconds and the number of files."""
    line = run_step(kitchen.step, kitchen.out)

    assert line.startswith("meals/today")
    assert line.endswith("1 file")
    assert progress_line("site", 1.234, "2 files") == "site                   1.2 s  2 files"


def test_files_below_leaves_out_what_nobody_wrote(tmp_path):
    """Hidden and compiled files, and a barred folder, are not sources."""
    names = ("a.md", ".git/x", "__pycache__/m.pyc", "b/c.md", "teacher/key.md")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")

    found = list(files_below(tmp_path, without=tmp_path / "teacher"))

    assert found == [tmp_path / "a.md", tmp_path / "b" / "c.md"]
    assert list(files_below(tmp_path / "nowhere")) == []


def test_a_package_that_is_not_installed_is_no_error(kitchen, monkeypatch):
    """Whoever only grades has no Sphinx; installing it later is a change."""
    monkeypatch.setattr("teachkit.steps._PACKAGES", ("no-such-package-anywhere",))

    assert kitchen.run()

    monkeypatch.setattr("teachkit.steps._PACKAGES", ())
    assert kitchen.run()


def test_two_steps_share_their_work(kitchen):
    """What one has prepared the other finds, until a tool changes: then both begin anew, once."""
    kitchen.run()
    other = replace(kitchen.step, folder="leftovers", work="meals")
    run_step(other, kitchen.out)

    assert kitchen.kept == [[], ["broth"]]

    kitchen.tool.write_text("coal", encoding="utf-8")
    kitchen.run()
    run_step(other, kitchen.out)

    assert kitchen.kept[2:] == [[], ["broth"]]
