"""Whatever stands in the files, a check ends in problems, never in a traceback."""

from __future__ import annotations

import json
import math
import tomllib
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lint_items import ITEMS, sheet

from teachkit.lint import CODES, check

BASE = tomllib.loads(sheet(*ITEMS))

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(
        ["", " ", "1/0", "50/0", "1949-13", "0000", "[[x]]", "choice", "{}", '{"a": 1}']
    ),
    st.sampled_from(["each-answer", "all-or-nothing", "seat", "japan", "2", "-1", "9" * 31]),
)
VALUES = st.recursive(
    st.one_of(
        TEXTS,
        st.integers(-(10**12), 10**12),
        st.booleans(),
        st.floats(),
        st.just(date(1949, 4, 4)),
        st.just(datetime(1949, 4, 4)),  # noqa: DTZ001 - TOML knows days without a zone
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=4,
)


def places(value, path=()):
    """Return the paths of all values in a table."""
    yield path
    steps = value.items() if isinstance(value, dict) else ()
    for step, inner in enumerate(value) if isinstance(value, list) else steps:
        yield from places(inner, (*path, step))


PLACES = [path for path in places(BASE) if path]


def written(value):
    """Write a value as TOML."""
    match value:
        case dict():
            pairs = ", ".join(f"{written(str(k))} = {written(v)}" for k, v in value.items())
            return f"{{{pairs}}}"
        case list():
            return f"[{', '.join(map(written, value))}]"
        case bool():
            return str(value).lower()
        case float() if not math.isfinite(value):
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case _:
            return repr(value)


def checked(table):
    """Write a table as a sheet of a pack, check it, and return its text and problems."""
    text = "\n".join(f"{written(str(key))} = {written(value)}" for key, value in table.items())
    tomllib.loads(text)  # the writer is right
    with TemporaryDirectory() as folder:
        path = Path(folder, "exercises", "sheet.toml")
        path.parent.mkdir()
        Path(folder, "docs", "lessons", "one").mkdir(parents=True)
        Path(folder, "docs", "lessons", "one", "index.md").write_text("# One\n", "utf-8")
        path.write_text(text, "utf-8")
        return text, check(Path(folder))


def test_the_sheet_that_is_broken_below_is_sound():
    """All kinds in one sheet, written by our own writer, have no problem."""
    assert checked(BASE)[1] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3), st.booleans())
def test_any_value_anywhere_gives_problems_only(changes, delete):
    """Values of a sound sheet are replaced or deleted; lines stay within the file."""
    table = deepcopy(BASE)
    for path, value in changes:
        holder = table
        try:
            for step in path[:-1]:
                holder = holder[step]
            if delete:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away

    text, found = checked(table)

    for one in found:
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
