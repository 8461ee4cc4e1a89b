"""Quotation marks found all at once are those that a look at each cell finds."""

from __future__ import annotations

from random import Random

import pytest

pytest.importorskip("pyarrow")

from teachkit.cohort.blocks import SPACED, blocks
from teachkit.cohort.quotes import paired_marks, with_spaces


@pytest.mark.parametrize(
    ("rows", "paired"),
    [
        (b"a,b\n", True),
        (b'"a","b"\n"c, d","e"\r\n', True),
        (b'a,"two\nlines",b\n', True),
        (b'a,"he said ""no"""\n', False),  # good, but for the slower look to tell
        (b'a,"b\n', False),
        (b'a,b"c"\n', False),
        (b'a,"b"c\n', False),
        (b'a, "b"\n', False),
    ],
)
def test_a_pair_of_marks_is_a_cell(rows, paired):
    """Whatever is not as simple as that is left to the slower look."""
    assert (paired_marks(rows, len(rows), b",") is not None) is paired
    assert (paired_marks(rows + b'1,"2', len(rows), b",") is not None) is paired


def test_spaces_are_marked_behind_a_mark_that_opens_a_cell():
    """Only these belong to the answer; others stay as they are."""
    rows = b'1," a",b" c,"d" \n" 2", e,"f"\n'

    assert with_spaces(rows, b",") == rows.replace(b'," a', b',"\x1f a').replace(
        b'\n" ', b'\n"\x1f '
    )
    assert with_spaces(b'1,"a"\n', b",") == b'1,"a"\n'
    assert with_spaces(b'1;" a"\n', b";") == b'1;"' + SPACED + b' a"\n'


def test_blocks_of_any_size_hold_the_whole_file(tmp_path):
    """Each begins where the one before ended, wherever marks and line ends stand."""
    path, random = tmp_path / "a.csv", Random(5)  # noqa: S311 - no secret
    for _ in range(300):
        data = "".join(random.choices(['"', '""', ",", "\n", "a", '"a"', ' "', "b"], k=60)).encode()
        path.write_bytes(data)
        for size in (1, 7, 50, 1_000):
            found = list(blocks(path, ",", 0, None, size))
            end = found[-1].offset if found[-1].rest else len(data)
            assert b"".join(one.data for one in found) == data[:end]
            assert [one.offset for one in found] == [
                sum(len(other.data) for other in found[:at]) for at in range(len(found))
            ]
