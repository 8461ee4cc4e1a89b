"""Whatever stands in the files, a check ends in problems, never in a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lint_items import sheet
from lint_noise import BASE, as_toml, broken

from teachkit.lint import CODES, check


def checked(text):
    """Check a sheet inside a pack."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "exercises", "sheet.toml")
        path.parent.mkdir()
        Path(folder, "docs", "lessons", "one").mkdir(parents=True)
        Path(folder, "docs", "lessons", "one", "index.md").write_text("# One\n", "utf-8")
        path.write_text(text, "utf-8")
        return check(Path(folder))


def test_the_sheet_that_is_broken_below_is_sound():
    """All kinds in one sheet, written by our own writer, have no problem."""
    assert checked(as_toml(BASE)) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_any_value_anywhere_gives_problems_only(table):
    """Values of a sound sheet are replaced or deleted; lines stay within the file."""
    text = as_toml(table)

    for one in checked(text):
        assert one.code in CODES
        assert one.message
        assert 0 <= one.line <= text.count("\n") + 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 3))
def test_any_bytes_give_problems_only(noise, times):
    """A file of noise, or a sheet with noise in the middle."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "sheet.toml")
        half = sheet("choice").encode()
        path.write_bytes(half[: 60 * times] + noise + half[60 * times :])

        found = check(path)

        assert all(one.code in CODES for one in found)


def test_a_folder_named_like_a_sheet(tmp_path):
    """It cannot be read, and that is said."""
    (tmp_path / "sheet.toml").mkdir()

    assert [one.code for one in check(tmp_path)] == ["syntax"]
