"""Building a pack: which parts there are, and what happens to a page that is wrong."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from teachkit import build
from teachkit.build import STEP_NAMES, build_pack
from teachkit.cli import main
from teachkit.errors import ProblemsError

ROOT = Path(__file__).parents[1]
SHEET = """format = 1
id = "{id}"
title = "Years"

[[item]]
id = "year"
kind = "number"
prompt = "In which year did the founders sign?"
answer = "1949"

[[item.test]]
response = "1949"
score = "1"

[[item.test]]
response = "1955"
score = "0"
"""
NO_FEEDBACK = """
[[item]]
id = "place"
kind = "choice"
prompt = "Where did they sign?"
option = [{ id = "a", text = "Washington", correct = true }, { id = "b", text = "Ottawa City" }]
test = [{ response = "a", score = "1" }, { response = "b", score = "0" }]
"""
CONF = """
extensions = ["myst_parser", "teachkit.sphinxext"]
exclude_patterns = [] if tags.has("teacher") else ["teacher/**"]
html_theme = "basic"
"""


@pytest.fixture
def pack(tmp_path) -> Path:
    """A pack with one sheet, and nothing else."""
    root = tmp_path / "pack"
    (root / "exercises").mkdir(parents=True)
    (root / "exercises" / "years.toml").write_text(SHEET.format(id="years"), encoding="utf-8")
    return root


@pytest.fixture
def paged(pack) -> Path:
    """The pack, with a page that shows the sheet."""
    (pack / "docs").mkdir()
    (pack / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    page = "# Years\n\n```{worksheet} years\n```\n"
    (pack / "docs" / "index.md").write_text(page, encoding="utf-8")
    return pack


def _build(root, out, **options):
    said: list[str] = []
    made = build_pack(root, out, say=said.append, **options)
    return [path.relative_to(out).as_posix() for path in made], said


def _answers(root, name, *rows):
    file = root / "exercises" / "sample-class" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(("student,year", *rows, "")), encoding="utf-8")


def test_a_bank_alone_is_printed(pack, tmp_path):
    """A pack without pages and without a class has handouts and keys."""
    made, said = _build(pack, tmp_path / "out")

    assert made == ["handouts", "teacher-handouts"]
    assert [path.name for path in (tmp_path / "out" / "handouts").iterdir()] == ["years.pdf"]
    assert said[0].startswith("check")
    assert len(said) == 3


def test_a_sheet_that_is_kept_back_lies_beside_its_key(pack, tmp_path):
    """A test is not among the students' sheets before the teacher gives it out."""
    kept = SHEET.format(id="later").replace("\n[[", "\n[handout]\nkept_back = true\n\n[[", 1)
    (pack / "exercises" / "later.toml").write_text(kept, encoding="utf-8")
    out = tmp_path / "out"

    _build(pack, out)

    assert {path.name for path in (out / "handouts").iterdir()} == {"years.pdf"}
    assert {path.name for path in (out / "teacher-handouts").iterdir()} == {
        "later.pdf",
        "later-key.pdf",
        "years-key.pdf",
    }


def test_nothing_at_all_is_no_build(tmp_path, capsys):
    """An empty folder is said to hold nothing, with exit status 1."""
    (tmp_path / "empty").mkdir()

    assert main(["build", str(tmp_path / "empty"), "--out", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out" / "site").exists()
    assert capsys.readouterr().err


def test_only_some_parts(pack, tmp_path):
    """`only` names parts by their folder."""
    made, _said = _build(pack, tmp_path / "out", only=["teacher-handouts"])

    assert made == ["teacher-handouts"]
    assert set(STEP_NAMES) > set(made)


def test_a_zip_of_the_students_pages(paged, tmp_path):
    """Only when asked for; the pages come with it, and two builds give the same bytes."""
    made, _said = _build(paged, tmp_path / "one", only=["zip"])
    _build(paged, tmp_path / "two", only=["zip"])
    first, second = (tmp_path / name / "zip/site.zip" for name in ("one", "two"))
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        page = archive.read("site/index.html")

    assert made == ["site", "zip"]
    assert first.read_bytes() == second.read_bytes()
    assert names == sorted(names)
    assert page == (tmp_path / "one/site/index.html").read_bytes()
    assert not [name for name in names if "/." in name or not name.startswith("site/")]
    assert "zip" not in _build(paged, tmp_path / "one")[0]


def test_an_unknown_part_is_refused(capsys):
    """A misspelt part is named, together with those there are."""
    assert main(["build", "--only", "sites"]) == 2
    assert "sites" in capsys.readouterr().err


def test_a_wrong_sheet_stops_the_build(pack, tmp_path):
    """With an error in the bank nothing is built: a wrong key must not be printed."""
    sheet = pack / "exercises" / "years.toml"
    sheet.write_text(sheet.read_text().replace('"1949"\n', '"1949"\nanwser = "1"\n', 1))

    with pytest.raises(ProblemsError, match="anwser"):
        _build(pack, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_warnings_are_counted_and_do_not_stop(pack, tmp_path):
    """A warning is a matter of quality; the user is told where to read it."""
    sheet = pack / "exercises" / "years.toml"
    sheet.write_text(sheet.read_text() + NO_FEEDBACK, encoding="utf-8")

    made, said = _build(pack, tmp_path / "out", only=["handouts"])

    assert made == ["handouts"]
    assert "teachkit check" in said[0]


def test_a_wrong_page_is_named_and_the_last_site_stays(paged, tmp_path):
    """Sphinx's warnings come with file and line; what was built before is still there."""
    out = tmp_path / "out"
    _build(paged, out, only=["site"])
    page = paged / "docs" / "index.md"
    page.write_text(page.read_text() + "\n{ref}`nowhere`\n")

    with pytest.raises(ProblemsError) as failed:
        _build(paged, out, only=["site"])

    (problem,) = failed.value.problems
    assert problem.file == str(page)
    assert problem.line == 6
    assert "nowhere" in problem.message
    assert "nowhere" not in (out / "site" / "index.html").read_text(encoding="utf-8")
    assert (out / "site" / "searchindex.js").is_file()


def test_a_conf_that_raises_is_named(paged, tmp_path):
    """What stopped Sphinx is said in one line, and how to see more."""
    (paged / "docs" / "conf.py").write_text("raise ValueError('no such moon')", encoding="utf-8")

    with pytest.raises(ProblemsError, match="no such moon") as failed:
        _build(paged, tmp_path / "out", only=["site"])

    assert "python -m sphinx" in failed.value.problems[0].hint


def test_an_edited_sheet_changes_the_page(paged, tmp_path):
    """The page follows the bank, though no page was touched."""
    out = tmp_path / "out"
    _build(paged, out, only=["site"])
    sheet = paged / "exercises" / "years.toml"
    sheet.write_text(sheet.read_text().replace("the founders", "the twelve"), encoding="utf-8")

    _build(paged, out, only=["site"])

    assert "the twelve" in (out / "site" / "index.html").read_text(encoding="utf-8")


def test_a_page_for_teachers_is_in_their_edition_only(paged, tmp_path):
    """Two editions of one project; a page that moves to the teachers leaves the students."""
    out = tmp_path / "out"
    extra = paged / "docs" / "notes.md"
    extra.write_text("---\norphan:\n---\n# Notes\n", encoding="utf-8")
    assert _build(paged, out, only=["site", "teacher"])[0] == ["site"]
    assert (out / "site" / "notes.html").is_file()

    (paged / "docs" / "teacher").mkdir()
    extra.rename(paged / "docs" / "teacher" / "notes.md")
    made, _said = _build(paged, out, only=["site", "teacher"])

    assert made == ["site", "teacher"]
    assert (out / "teacher" / "teacher" / "notes.html").is_file()
    assert not (out / "site" / "notes.html").exists()
    assert b"notes" not in (out / "site" / "searchindex.js").read_bytes()


def test_the_class_is_graded(pack, tmp_path):
    """The answers of one sheet go straight into the folder of the class."""
    _answers(pack, "years.csv", "S01,1949", "S02,1955")

    made, _said = _build(pack, tmp_path / "out", only=["results"])

    assert made == ["results/sample-class"]
    gradebook = tmp_path / "out" / "results" / "sample-class" / "gradebook.csv"
    assert "S02" in gradebook.read_text(encoding="utf-8-sig")


def test_answers_to_several_sheets_are_told_apart(pack, tmp_path):
    """A folder a sheet; a file belongs to the sheet with the longest fitting name."""
    other = pack / "exercises" / "years-2.toml"
    other.write_text(SHEET.format(id="years-2"), encoding="utf-8")
    _answers(pack, "years-online.csv", "S01,1949")
    _answers(pack, "years-2.csv", "S02,1949")
    _answers(pack, "yearsome.csv", "S03,1949")

    _build(pack, tmp_path / "out", only=["results"])

    results = tmp_path / "out" / "results" / "sample-class"
    assert sorted(path.name for path in results.iterdir()) == ["years", "years-2"]
    assert "S01" in (results / "years" / "marks.csv").read_text(encoding="utf-8-sig")
    assert "S02" in (results / "years-2" / "marks.csv").read_text(encoding="utf-8-sig")


def test_a_missing_package_is_named_with_its_extra(pack, tmp_path, monkeypatch):
    """Whoever installed teachkit alone is told what to install."""
    monkeypatch.setattr(build, "find_spec", lambda _name: None)

    with pytest.raises(ProblemsError, match=r"pip install 'teachkit\[handouts\]'"):
        _build(pack, tmp_path / "out")


def test_where_the_results_are_is_printed(pack, tmp_path, capsys):
    """The command ends with the places to look at."""
    shutil.copytree(pack, tmp_path / "copy")

    status = main(["build", str(tmp_path / "copy"), "--out", str(tmp_path / "out")])

    assert status == 0
    last = capsys.readouterr().out.splitlines()[-2:]
    assert [line.strip() for line in last] == [
        str(tmp_path / "out" / "handouts"),
        str(tmp_path / "out" / "teacher-handouts"),
    ]
