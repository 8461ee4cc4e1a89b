"""Facts and sources: read whole, or every problem at its line."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teachkit.bibliography import read_bibliography
from teachkit.errors import ProblemsError
from teachkit.evidence import Confidence, Evidence, load_evidence, read_evidence

ROOT = Path(__file__).parents[1]

FACTS = """format = 1
[[fact]]
id = "entry"
text = "Japan joined in 1956."
source = ["un-1956", "yearbook"]
as-of = "1956"
confidence = "high"
checked = 2026-01-01
recheck = 2027-01-01
note = "Resolution 1113."
"""
SOURCES = r"""% Where it comes from.
@online{un-1956,
  author = {{United Nations}},
  title = {Member states \& {UN} caf\'e --- a list},
  howpublished = {UN website},
  date = {1956-12-18},
  url = {https://www.un.org/a\_b?x=1\&y=50\%25},
  urldate = {2026-01-01},
  note = {Read in English}
}
@book{yearbook, author = {Tanaka, Yuki and {Ministry of Foreign Affairs}},
  title = {Yearbook}, publisher = {Tokyo Press}, year = 1957}
"""


@pytest.fixture
def evidence(tmp_path):
    """Write both files and return the root of the pack."""

    def write(facts=FACTS, sources=SOURCES):
        folder = tmp_path / "docs" / "evidence"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "facts.toml").write_text(facts, encoding="utf-8")
        (folder / "sources.bib").write_text(sources, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def sources(tmp_path):
    """Read a bibliography from text."""

    def read(text):
        path = tmp_path / "sources.bib"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_bibliography(path)

    return read


def problems(root):
    """Return line, key and code of every problem."""
    with pytest.raises(ProblemsError) as caught:
        load_evidence(root)
    return [(one.line, one.key, one.code) for one in caught.value.problems]


def test_a_fact_is_read_whole(evidence):
    """Each key ends in a field of its own type."""
    fact = load_evidence(evidence()).facts["entry"]

    assert fact.text == "Japan joined in 1956."
    assert fact.sources == ("un-1956", "yearbook")
    assert fact.as_of == "1956"
    assert fact.confidence is Confidence.HIGH
    assert fact.confidence == "high"
    assert (fact.checked, fact.recheck) == (date(2026, 1, 1), date(2027, 1, 1))
    assert fact.note == "Resolution 1113."


def test_a_source_is_plain_text(evidence):
    """TeX is undone in titles, names and addresses."""
    source = load_evidence(evidence()).sources["un-1956"]

    assert source.key == "un-1956"
    assert source.label == "United Nations 1956"
    assert source.author == "United Nations"
    assert source.title == "Member states & UN café — a list"
    assert source.publisher == "UN website"
    assert source.date == "1956-12-18"
    assert source.url == "https://www.un.org/a_b?x=1&y=50%25"
    assert source.read_on == "2026-01-01"
    assert source.note == "Read in English"


def test_a_printed_work_needs_no_address(evidence):
    """A book has a publisher instead; two authors are joined in its label."""
    source = load_evidence(evidence()).sources["yearbook"]

    assert source.label == "Tanaka and Ministry of Foreign Affairs 1957"
    assert source.author == "Tanaka, Yuki; Ministry of Foreign Affairs"
    assert (source.publisher, source.date, source.url) == ("Tokyo Press", "1957", "")


def test_a_pack_without_evidence_has_none(tmp_path):
    """Both files are optional."""
    assert load_evidence(tmp_path) == Evidence({}, {})


def test_the_pack_itself_is_sound():
    """Every fact we ship has a source that is there."""
    found = load_evidence(ROOT)

    assert len(found.facts) >= 20
    labels = [source.label for source in found.sources.values()]
    assert len(labels) == len(set(labels))


def test_all_problems_of_both_files_come_at_once(evidence):
    """One mistake hides none of the others."""
    facts = FACTS.replace('as-of = "1956"', 'asof = "1956"').replace(
        "checked = 2026-01-01", 'checked = "1 January"'
    )
    facts += FACTS.removeprefix("format = 1\n").replace("2027-01-01", "2025-01-01")
    facts += FACTS.removeprefix("format = 1\n").replace("entry", "exit").replace("un-1956", "un")
    facts += '[[fact]]\nid = "late"\nsource = []\n'

    assert problems(evidence(facts, SOURCES.replace("title", "titel"))) == [
        (2, "fact[entry]", "missing-key"),
        (6, "fact[entry].asof", "unknown-key"),
        (8, "fact[entry].checked", "wrong-type"),
        (12, "fact[entry].id", "duplicate-id"),
        (23, "fact[exit].source[1]", "unknown-source"),
        (29, "fact[late]", "missing-key"),
        (29, "fact[late]", "missing-key"),
        (29, "fact[late]", "missing-key"),
        (29, "fact[late]", "missing-key"),
        (29, "fact[late]", "missing-key"),
        (31, "fact[late].source", "empty"),
        (2, "un-1956", "source-without-title"),
        (11, "yearbook", "source-without-title"),
    ]


def test_a_fact_must_be_checked_again_after_it_was_checked(evidence):
    """Dates the wrong way round are a slip of the pen."""
    root = evidence(FACTS.replace("2027-01-01", "2025-12-31"))

    assert problems(root) == [(9, "fact[entry].recheck", "recheck-before-checked")]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("fact = 1\nformat = 1", "wrong-type"),
        ("fact = [1]\nformat = 1", "wrong-type"),
        ("format = 2", "unknown-format"),
        ("", "missing-key"),
        ("format = ", "syntax"),
    ],
)
def test_a_facts_file_of_another_shape(facts, code, evidence):
    """It gives one problem, not a traceback; sources are still read."""
    root = evidence(facts)

    assert [found[2] for found in problems(root)] == [code]
    assert set(read_evidence(root).evidence.sources) == {"un-1956", "yearbook"}
    assert read_evidence(root).readable is (code != "syntax")


def test_facts_know_their_lines(evidence):
    """For messages that are made elsewhere."""
    assert read_evidence(evidence()).fact_lines == {"entry": 2}


def test_labels_are_told_apart(sources):
    """Equal labels get letters, in the file's order."""
    entry = "@misc{%s, author={{NATO}}, title={%s}, %s url={https://nato.int}}\n"
    text = "".join(entry % (key, key, "year=2024,") for key in ("x", "y"))
    text += "".join(entry % (key, key, "date={undated},") for key in ("v", "w"))

    labels = [source.label for source in sources(text).entries.values()]

    assert labels == ["NATO 2024a", "NATO 2024b", "NATO a", "NATO b"]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ("author={A and B and C}", "A et al. 2024"),
        ("author={{Long Name}}, shortauthor={{Short}}", "Short 2024"),
        ("publisher={{NATO}}", "NATO 2024"),
        ("howpublished={A report}", "A report 2024"),
        ("note={x}", "k 2024"),
    ],
)
def test_what_a_label_is_made_of(fields, label, sources):
    """Short author, authors, publisher, key: the first there is."""
    found = sources(f"@misc{{k, {fields}, title={{T}}, year=2024, doi={{10.1/x}}}}")

    assert found.problems == []
    assert found.entries["k"].label == label
    assert found.entries["k"].url == "https://doi.org/10.1/x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{a, title={T}, year=1, url={u}}\n" * 2, [(2, "a", "duplicate-id")]),
        ("\n@misc{a, title={T}, title={S}, year=1, url={u}}", [(2, "a", "bad-bibtex")]),
        ("\n\n@misc{a, title={T, year=1, url={u}}", [(3, "", "bad-bibtex")]),
        ("@misc{a, title=T, year=1, url={u}}", [(1, "", "bad-bibtex"),
                                                (1, "a", "source-without-title")]),
        (b"@misc{a, title={caf\xe9}}", [(0, "", "bad-bibtex")]),
        (r"@misc{a, title={T\}, year={1}, url={u}}", [(1, "a", "bad-bibtex")]),
        ("@comment{x}\n@string{un = {UN}}\n@misc{a, title=un, year=1, url={u}}", []),
    ],
)  # fmt: skip
def test_bibtex_that_is_wrong_is_named_with_its_line(text, expected, sources):
    """Repeated keys and fields, open braces, undefined names, another encoding."""
    found = [(one.line, one.key, one.code) for one in sources(text).problems]

    assert [one for one in found if one in expected] == expected
    assert {code for _, _, code in found} <= {code for _, _, code in expected} | {
        "source-without-title", "source-without-date", "source-without-url"
    }  # fmt: skip


def test_without_pybtex_loading_says_what_to_install(evidence, monkeypatch):
    """Sources cannot be shown unread, so it is an error here."""
    monkeypatch.setitem(sys.modules, "pybtex", None)

    with pytest.raises(ProblemsError) as caught:
        load_evidence(evidence())

    (problem,) = caught.value.problems
    assert problem.severity == "error"
    assert "pip install teachkit[site]" in str(problem)


def test_keys_that_cannot_be_read_leave_facts_alone(evidence):
    """A broken bibliography must not make every fact look unsourced."""
    root = evidence()
    (root / "docs/evidence/sources.bib").write_bytes(b"\xff\xfe")

    assert [code for _, _, code in problems(root)] == ["bad-bibtex"]


PIECES = [*"{}\"@,=\\\n %$#&~^_-'a1é", "@misc{k,", "title=", "\\emph", "and"]
SAME_FOLDER = [HealthCheck.function_scoped_fixture]
"""The folder is written anew in each example."""


@settings(max_examples=150, deadline=None, suppress_health_check=SAME_FOLDER)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_gives_problems_only(tmp_path, pieces):
    """Whatever stands in a bibliography, reading it ends in entries and problems."""
    path = tmp_path / "sources.bib"
    for before in ("", "@misc{k, title={", "@misc{k, author={"):
        path.write_text(before + "".join(pieces), encoding="utf-8")

        assert all(one.code for one in read_bibliography(path).problems)
