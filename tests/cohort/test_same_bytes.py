"""One state, several loops: whichever is taken, the results are the same bytes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from cohorts import HEADER, cohort, record, rows, same
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from teachkit.cohort.codes import code_cells
from teachkit.cohort.students import number_of
from teachkit.errors import ProblemsError
from teachkit.gradebook import grade_class

pytestmark = pytest.mark.usefixtures("small_blocks")


def test_rows_and_arrow_are_as_a_class(run, sheet):
    """Letters apart, a cohort gets what a class gets."""
    files = {"a.csv": cohort(300)}
    grade_class(sheet, [_written(files)], "class")
    for engine in ("rows", "arrow"):
        run(files, engine)

    assert same("class", "rows", "arrow", names=("gradebook.csv", "statistics.json"))
    assert same("rows", "arrow")
    assert record("arrow")["engine"] == "arrow"


def _written(files):
    ((name, content),) = files.items()
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + cohort(40).encode(),
        cohort(40).encode("utf-16"),
        cohort(40).replace("everyone", "café").encode("cp1252"),
        cohort(40, end="\r\n").encode(),
        b"sep=,\n" + cohort(40).encode(),
        cohort(40).encode().rstrip(b"\n"),
        (f"{HEADER}\n" + "\n,,,,,,,,,,,,\n".join(rows(40).split("\n"))).encode(),
        cohort(40).replace("\n0007,", '\n="0007",').encode(),
        cohort(40).replace("\n0007,", "\nJürgen  Ö.,").encode(),
        cohort(40).replace("\n0007,", "\n=cmd(),").encode(),
        cohort(40).replace("\n0007,", '\n"0007",').encode(),
        cohort(40).replace("student", "name,student").replace("\n00", '\n"Doe, J",00').encode(),
        cohort(40).replace("student", "\n\nstudent").encode(),
        cohort(40).replace(",one,", ",other,").encode(),
        cohort(40).replace("everyone", '5" pipe').encode(),
        cohort(40).replace("everyone", "x" * 3_000).encode(),
        cohort(40).replace("\n", "\r").encode(),
    ],
    ids=lambda content: repr(content[:24]),
)
def test_files_as_they_come(run, sheet, content):
    """Encodings, line ends, quotes, codes and headers of every kind."""
    files = {"a.csv": content}
    grade_class(sheet, [_written(files)], "class")
    for engine in ("rows", "arrow"):
        run(files, engine)

    assert same("rows", "arrow")
    assert same("class", "arrow", names=("statistics.json",))
    books = [Path(one, "gradebook.csv").read_bytes() for one in ("class", "arrow")]
    assert sorted(books[0].split(b"\n")) == sorted(books[1].split(b"\n"))


@pytest.mark.parametrize(
    "row",
    [
        "9001,rome\n",
        '9001,rome,"five;ten" and more,,,,,,,,,,\n',
        "9001,ro\0me,,,,,,,,,,,\n",
        ",rome,,,,,,,,,,,\n",
        "9001,rome,,,,,,,,,,,,surplus\n",
        '9001,"rome,,,,,,,,,,,\n',
        "\u200b,rome,,,,,,,,,,,\n",
        f"9001,{'x' * 100_001},,,,,,,,,,,\n",
    ],
    ids=lambda row: row[:16],
)
def test_a_row_that_is_not_graded_is_named(run, row):
    """With its line, by every engine, and in ``unread.csv``; the others are graded."""
    text = cohort(20) + row + rows(20, first=20)
    graded = {engine: run({"a.csv": text}, engine) for engine in ("rows", "arrow")}

    assert same("rows", "arrow")
    one, other = (graded[engine].problems for engine in ("rows", "arrow"))
    assert one == other
    assert one[0].line == text[: text.index(row)].count("\n") + 1
    assert Path("rows", "unread.csv").read_text("utf-8").count("\n") == len(one) + 1
    assert graded["rows"].tally.students["unread"] == len(one)


def test_damaged_bytes_are_named(run):
    """UTF-8 with a few wrong bytes: those rows are not graded, all others are."""
    text = cohort(40).replace("everyone", "café é é").encode()
    text = text.replace(b"\n0007,rome", b"\n0007,r\xffme", 1).replace(b"\n0021,", b"\n0\xff21,", 1)
    for engine in ("rows", "arrow"):
        run({"a.csv": text}, engine)

    assert same("rows", "arrow")
    lines = [line + b",ok" for line in text.splitlines()]
    lines[12] += b"\xff"  # in a column that is no item's
    for engine in ("rows", "arrow"):
        run({"a.csv": b"\n".join(lines)}, engine)

    assert same("rows", "arrow")


_CELL = st.text(alphabet='ab;"\n\r ,\0é=9\x1f', max_size=6)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.lists(st.lists(_CELL, min_size=1, max_size=4), min_size=1, max_size=12))
@example(text=[['\r"'], ['"']])
def test_no_text_divides_the_engines(run, monkeypatch, text):
    """Whatever stands in the cells, quoted or not: the same lines, or the same refusal."""
    monkeypatch.setattr("teachkit.cohort.blocks.BLOCK", 48)
    content = "student,word,one,say\n" + "".join(",".join(cells) + "\n" for cells in text)
    said = []
    for engine in ("rows", "arrow"):
        try:
            graded = run({"a.csv": content}, engine)
            said.append([str(one) for one in graded.problems])
        except ProblemsError as error:
            said.append([str(one) for one in error.problems])

    assert said[0] == said[1]
    if Path("rows").exists() or Path("arrow").exists():
        assert same("rows", "arrow")


@pytest.mark.parametrize("engine", ["rows", "arrow"])
def test_a_student_who_stands_twice_is_refused(run, engine):
    """Nobody can say which row counts; what stood there before stays."""
    text = cohort(30).replace("two\nlines", "two lines")
    run({"a.csv": text}, engine)
    before = Path(engine, "gradebook.csv").read_bytes()
    files = {"a.csv": text, "b.csv": "student,one\n0028,rome\n0029,rome\n0029,rome\n"}

    with pytest.raises(ProblemsError, match=r"0028.*a\.csv:30, b\.csv:2") as error:
        run(files, engine)

    assert "0029" in str(error.value)
    assert "3 rows" in str(error.value)
    assert Path(engine, "gradebook.csv").read_bytes() == before


def test_codes_get_the_same_numbers_everywhere():
    """With NumPy for a batch, and one by one."""
    codes = [
        "7",
        "007",
        "S1234567",
        "S12345678",
        "abcdefghijklmnop",
        "abcdefghijklmnopq",
        "a" * 200,
    ]

    found = code_cells(pa.array(codes), frozenset())

    assert np.frombuffer(found.numbers, np.uint64).tolist() == [number_of(one) for one in codes]
    assert len({number_of(one) for one in codes}) == len(codes)


def test_parquet_is_read_as_csv_is(run, tmp_path):
    """Texts of every Arrow kind, whole numbers, and nothing for an empty cell."""
    text = cohort(120).replace("two\nlines", "two lines")
    run({"a.csv": text}, "rows")
    names = HEADER.split(",")
    types = {name: pa.string() for name in names}
    table = arrow_csv.read_csv(
        pa.py_buffer(text.encode()),
        convert_options=arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=True),
    )
    kinds = {"one": pa.large_string(), "many": pa.dictionary(pa.int8(), pa.string())}
    for name, kind in kinds.items():
        table = table.set_column(names.index(name), name, table[name].cast(kind))
    parquet.write_table(table, tmp_path / "p.parquet", row_group_size=17)

    run({"p.parquet": Path("p.parquet").read_bytes()}, "arrow")

    books = [Path(one, "gradebook.csv").read_text("utf-8") for one in ("rows", "arrow")]
    assert books[0] == books[1]


def test_parquet_of_other_types_is_refused(run, tmp_path):
    """1949.0 was not typed by a student."""
    table = pa.table({"student": ["a"], "word": [1949.0]})
    parquet.write_table(table, tmp_path / "p.parquet")

    with pytest.raises(ProblemsError, match="how it was typed can't be told"):
        run({"p.parquet": Path("p.parquet").read_bytes()}, "arrow")


def test_a_damaged_parquet_is_named(run):
    """And not a traceback."""
    with pytest.raises(ProblemsError, match="can't be read"):
        run({"p.parquet": b"PAR1 and no more"}, "arrow")
