"""Cells cut by NumPy, and told apart by whole numbers, are those that a look at each finds."""

from __future__ import annotations

import csv
import io
from random import Random

import pytest

pytest.importorskip("pyarrow")

from cohorts import HEADER, cohort, same

from teachkit.cohort import spans
from teachkit.cohort.cells import cut_cells, plain_value
from teachkit.cohort.differing import Different

WIDTH = 4


def _rows(lines):
    return "".join(",".join(line) + "\n" for line in lines).encode()


def _cut(rows):
    cells = cut_cells(rows, WIDTH, b",")
    assert cells is not None
    return cells


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_are_those_of_the_standard_library(end):
    """Quoted or not, with delimiters and line ends within, the last line closed or not."""
    random = Random(3)  # noqa: S311 - no secret
    kinds = ["", "a", "o1", '"b"', '"c, d"', '"two\nlines"', '""', "é", "x" * 40, " y", '" z"']
    lines = [random.choices(kinds, k=WIDTH) for _ in range(500)]
    text = "".join(",".join(line) + end for line in lines).removesuffix(end)

    cells = _cut(text.encode())

    assert cells.count == len(lines)
    found = list(csv.reader(io.StringIO(text, newline="")))
    for row in range(cells.count):
        each = [plain_value(one).decode().lstrip("\x1f") for one in cells.of_row(row, 0, WIDTH - 1)]
        assert each == found[row]
    for column in range(WIDTH):
        assert cells.texts(column).to_pylist() == [row[column] for row in found]


@pytest.mark.parametrize(
    "rows",
    [
        b"a,b,c,d\n\na,b,c,d\n",
        b"a,b,c\n",
        b"a,b,c\na,b,c,d,e\n",
        b'a,"b ""c""",d,e\n',
        b'a,5" pipe,d,e\n',
        b'a,"b,c,d\n',
    ],
)
def test_what_is_not_plain_is_left_to_a_slower_look(rows):
    """Blank lines, other widths, and marks that do more than enclose a cell."""
    assert cut_cells(rows, WIDTH, b",") is None


@pytest.mark.parametrize(("first", "last"), [(0, 0), (1, 1), (1, 2), (0, 3)])
def test_each_content_has_one_code(first, last):
    """Of any length, block after block, also where thousands meet in the tables."""
    random = Random(first + last)  # noqa: S311 - no secret
    stem = "abcdefgh" * 5
    different = Different(last - first + 1)
    for turn in range(4):
        pool = [stem[: random.randrange(41)] + random.choice(["", "x", "yz"]) for _ in range(30)]
        pool += [str(number) for number in range(3_000 * (turn % 2))]
        pool += [f"{number}abcdefg" for number in range(300)]
        cells = _cut(_rows(random.choices(pool, k=WIDTH) for _ in range(2_500)))

        codes = different.codes(cells, first, last)

        wanted = [cells.of_row(row, first, last) for row in range(cells.count)]
        assert [different.cells[code] for code in codes.tolist()] == wanted
        assert len(set(different.cells[1:])) == len(different.cells) - 1


def test_contents_whose_first_words_are_alike_are_two():
    """Thirty-two bytes are compared as numbers; what is longer, as a whole."""
    one, other = "x" * 32, "x" * 33
    different = Different()
    lines = [[text, "", "", ""] for text in (one, other, one, other, "x" * 8, "x" * 9, "")]

    for _ in range(3):
        codes = different.codes(_cut(_rows(lines)), 0, 0).tolist()

        assert codes == [codes[0], codes[1], codes[0], codes[1], codes[4], codes[5], 0]
        assert len(set(codes)) == 5


def _written(run, text):
    """Grade with both loops, and see the same results."""
    run({"a.csv": text}, "rows")
    run({"a.csv": text}, "arrow")

    assert same("rows", "arrow")


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("most", [0, 1, 30])
def test_items_that_part_on_the_way_are_counted_once(run, monkeypatch, most):
    """Spans may be crowded from the start, later or never: the sums are the same."""
    monkeypatch.setattr("teachkit.cohort.spans._CROWDED", 0 if most < 30 else 8)
    monkeypatch.setattr("teachkit.cohort.spans._MOST", most)

    _written(run, cohort(400).replace('"Rome, ""the"" capital"', '"Rome, the capital"'))


@pytest.mark.usefixtures("small_blocks")
def test_items_that_first_look_all_alike_part_later(run, monkeypatch):
    """A file may begin with those who left everything empty."""
    parted = []
    joined = spans.joined

    def note(columns, cells, size):
        found = joined(columns, cells, size)
        parted.append([len(one.members) for one in found if isinstance(one, spans.Span)])
        return found

    monkeypatch.setattr("teachkit.cohort.spans.joined", note)
    monkeypatch.setattr("teachkit.cohort.spread.joined", note)
    monkeypatch.setattr("teachkit.cohort.spans._CROWDED", 1)
    monkeypatch.setattr("teachkit.cohort.spans._MOST_JOINED", 8)
    empty = "".join(f"e{at:03}" + "," * HEADER.count(",") + "\n" for at in range(60))
    text = cohort(200).replace('"Rome, ""the"" capital"', '"Rome, the capital"')

    _written(run, text.replace(f"{HEADER}\n", f"{HEADER}\n{empty}"))

    assert max(parted[0]) > 4
    assert max(map(max, parted[1:])) < max(parted[0])


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("held", [0, 400])
def test_long_texts_are_not_held_for_ever(run, monkeypatch, held):
    """A span that holds too many bytes lets go of its items, which are marked all the same."""
    monkeypatch.setattr("teachkit.cohort.spans._HELD", held)
    monkeypatch.setattr("teachkit.cohort.tallying._REMEMBERED", 2)

    _written(run, cohort(200).replace("everyone", "everyone of us " * 90))
