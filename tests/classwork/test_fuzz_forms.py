"""Rosters, mappings, headers and zip files as nobody should write them: named, never raised."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from packages import zipped
from test_fuzz_formats import CHANGES, FORMATS, changed, check, eligibility

from teachkit.classwork import open_columns, read_classwork
from teachkit.classwork.day_order import both_readings
from teachkit.classwork.mapping_file import mapping_text, read_mapping
from teachkit.classwork.prompts import Prompts, without_tags
from teachkit.classwork.roster_file import roster_names
from teachkit.classwork.systems import SYSTEMS, recognise, vocabulary
from teachkit.classwork.times import parse_time
from teachkit.errors import ProblemsError

GROUPS = [getattr(vocabulary, name) for name in vocabulary.__all__ if name.isupper()]
WORDS = sorted(
    word
    for group in GROUPS
    for word in (set().union(*group.values()) if isinstance(group, dict) else group)
)
PROMPT = "On which day was the North Atlantic Treaty signed?"
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["student", "Id", "ItemID", "ItemType", "EarnedPoints", "Status", "1.0",
                     "Response 1", "Grade/10.00", "1: a (2.0 pts)", PROMPT, "signing-day"]),
    st.sampled_from(["{} [x]", "{} [y]", "Points - {}", "Puntos: {}", "7: {}", "<p>{}</p>",
                     "{}.{}", "{} 1"]).map(lambda form: form.replace("{}", PROMPT)),
    st.text(max_size=12),
)  # fmt: skip
TIMES = st.one_of(
    st.from_regex(
        r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}( [0-9]{1,2}[:.][0-9]{2})?", fullmatch=True
    ),
    st.sampled_from(["2026年 03月 4日(水曜日) 21:05", "31/02/2026", "4 de marzo de 2026", "-"]),
    st.text(max_size=20),
)  # fmt: skip


def printable(work):
    """What is said can be shown on any terminal and written to any file."""
    for text in (*map(str, work.problems), *work.notices):
        assert text.isprintable()
        text.encode()


@settings(max_examples=40, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=14), st.lists(st.lists(CELLS, max_size=14), max_size=3))
def test_any_header_of_known_words(header, rows):
    """Whatever the order, however often one stands there: each system that may know it."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    for system in SYSTEMS.values():
        assert len(system.guesses(header)) == len(header)
    recognise(header)
    assert len(roster_names(header)) == len(header)
    check("a.csv", text.getvalue().encode("utf-8", "replace"))


@settings(max_examples=30, deadline=None)
@given(
    CHANGES,
    st.sampled_from(["roster.csv", "wide.xlsx"]),
    st.lists(st.tuples(TIMES, TIMES), max_size=4),
)
def test_any_change_to_a_roster(changes, name, times):
    """And any times beside the answers."""
    with TemporaryDirectory() as folder:
        roster, answers = Path(folder) / name, Path(folder) / "a.csv"
        roster.write_bytes(changed((FORMATS / name).read_bytes(), changes))
        text = io.StringIO()
        rows = [("S01", *pair) for pair in times]
        csv.writer(text).writerows([("student", "time", "signing-day"), *rows])
        answers.write_bytes(text.getvalue().encode("utf-8", "replace"))
        printable(read_classwork(eligibility(), [answers], roster=roster))


@settings(max_examples=30, deadline=None)
@given(CHANGES)
def test_any_change_to_a_mapping(changes):
    """It is refused with its line, or it is read and used."""
    file = FORMATS / "google-forms.csv"
    mapping, _ = open_columns(eligibility(), file)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_bytes(changed(mapping_text(mapping).encode(), changes))
        problems = ()
        try:
            read_mapping(path, eligibility())
        except ProblemsError as error:
            problems = error.problems
        else:
            printable(read_classwork(eligibility(), [file], mapping=path))
        assert all(one.file == str(path) and str(one).isprintable() for one in problems)


@settings(max_examples=20, deadline=None)
@given(CHANGES, st.sampled_from(["a.csv", "A.TSV", "../x/b.csv", "c.json", "\x1b.csv", "d.csv/"]))
def test_any_zip_of_tables(changes, name):
    """Names that lead elsewhere, tables that are none, beside one that is sound."""
    sound = (FORMATS / "wide.xlsx").read_bytes()
    table = changed((FORMATS / "prompts.csv").read_bytes(), changes)
    check("a.zip", zipped({name: table, "in.xlsx": sound}))


@settings(max_examples=100, deadline=None)
@given(TIMES)
def test_any_time(text):
    """It is a time or none, and a date that can be read in two ways has both."""
    parse_time(text)
    both = both_readings(text)
    if both is not None:
        assert {one.year for one in both} == {both[0].year}


def test_a_header_made_to_take_long_is_read_soon():
    """Tags that never close, brackets and spaces without end: what grows squarely takes hours."""
    prompts = Prompts(eligibility())
    nasty = ["<p" * 50_000, "<" * 100_000, "a." * 50_000, "[" * 100_000, "a [" * 30_000 + "]",
             (PROMPT + " - ") * 2_000, "<a " + "x=" * 50_000, "&" * 100_000, " " * 100_000 + "1",
             "1" * 100_000 + "x", "1" + " " * 100_000, "1: " + "(" * 100_000]  # fmt: skip
    for text in nasty:
        prompts.find(text)
        without_tags(text)
        for system in SYSTEMS.values():
            system.guesses([text, f"Points - {text}", f"{text} [Score]"])


def test_memory_stays_bounded_for_a_table_in_a_zip(tmp_path):
    """A small zip file with a large table of one letter."""
    (tmp_path / "a.zip").write_bytes(zipped({"a.csv": "student,signing-day\n" + "x" * 60_000_000}))
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from teachkit.bank import load_sheet\n"
        "from teachkit.classwork import read_classwork\n"
        "work = read_classwork(load_sheet(Path(sys.argv[1])), [sys.argv[2]])\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(status.split('VmHWM:')[1].split()[0], *work.problems)\n"
    )
    sheet = FORMATS.parents[1] / "eligibility.toml"
    done = subprocess.run(
        [sys.executable, "-c", script, str(sheet), str(tmp_path / "a.zip")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    peak, _, said = done.stdout.partition(" ")
    assert int(peak) < 400_000
    assert "a.zip/a.csv:" in said
    assert "is longer than 100,000 characters" in done.stdout
