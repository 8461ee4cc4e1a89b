"""The whole pack, as it is published: what is in it, and what must not be."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from built_pages import pages_of, read_page
from teachkit.build import STEP_NAMES, build_pack
from teachkit.evidence import load_evidence
from teachkit.lint import check

ROOT = Path(__file__).parents[1]
EDITIONS = ("site", "teacher")
PASSIVE = {"http", "https", "mailto"}
FETCHED_BY_CSS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')\s]+)""")


def _bytes_below(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def test_the_pack_has_no_problems():
    """What `teachkit check --strict` asks for held when the facts were last checked."""
    day = max(fact.checked for fact in load_evidence(ROOT).facts.values())

    assert [str(problem) for problem in check(ROOT, today=day)] == []


def test_everything_is_built(built):
    """Each promised folder is there and has something in it."""
    assert (built / "site" / "index.html").is_file()
    assert (built / "teacher" / "teacher" / "index.html").is_file()
    assert (built / "readings" / "pack.pdf").is_file()
    assert (built / "teacher-readings" / "guide.pdf").is_file()
    assert {path.suffix for path in (built / "handouts").iterdir()} == {".pdf"}
    assert {path.suffix for path in (built / "teacher-handouts").iterdir()} == {".pdf"}
    assert (built / "results" / "sample-class" / "gradebook.csv").is_file()


def test_the_sample_class_is_graded(built):
    """Thirty students, none of them lost."""
    gradebook = built / "results" / "sample-class" / "gradebook.csv"

    assert len(gradebook.read_text(encoding="utf-8-sig").splitlines()) == 31


def test_students_get_no_page_for_teachers(built_site):
    """Neither the pages, nor their sources, nor their names in the search or the inventory."""
    index = (built_site / "searchindex.js").read_text(encoding="utf-8")
    searched = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["docnames"]
    inventory = (built_site / "objects.inv").read_bytes().split(b"\n", 4)[4]

    assert not (built_site / "teacher").exists()
    assert list((built_site / "_sources").rglob("*")) == []
    assert [name for name in searched if name.startswith("teacher")] == []
    assert b" teacher/" not in zlib.decompress(inventory)


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_page_has_one_title(built, edition):
    """One h1, which names the page."""
    counts = {str(path): read_page(path).headings for path in pages_of(built / edition)}

    assert {path: count for path, count in counts.items() if count != 1} == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_ids_are_unique(built, edition):
    """An anchor leads to one place."""
    doubled = []
    for path in pages_of(built / edition):
        ids = read_page(path).ids
        doubled += [f"{path}#{one}" for one in set(ids) if ids.count(one) > 1]

    assert doubled == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_links_lead_somewhere(built, edition):
    """Each internal link names a file of the site, and an id that is in it."""
    site = built / edition
    broken = []
    for path in pages_of(site):
        for link in read_page(path).links:
            parts = urlsplit(link)
            if parts.scheme:
                if parts.scheme not in PASSIVE:
                    broken.append(f"{path}: {link}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = target.is_file() and target.is_relative_to(site.resolve())
            if not inside or (
                parts.fragment
                and target.suffix == ".html"
                and unquote(parts.fragment) not in read_page(target).ids
            ):
                broken.append(f"{path}: {link}")

    assert broken == []


def test_letters_lead_into_the_lesson(built):
    """Links in feedback and report name a section of the student edition, or of the same page."""
    letters = pages_of(built / "results" / "sample-class")
    links = {(path, link) for path in letters for link in read_page(path).links}
    lost = []
    for path, link in links:
        parts = urlsplit(link)
        target = (path.parent / parts.path).resolve() if parts.path else path
        if not target.is_relative_to((built / "site").resolve() if parts.path else path) or (
            parts.fragment and parts.fragment not in read_page(target).ids
        ):
            lost.append(link)

    assert links
    assert lost == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_asks_only_for_what_it_uses(built, edition):
    """Cards and code bring their stylesheets along; no page loads them without."""
    uses = {"sphinx-design.min.css": ' class="sd-', "pygments.css": 'class="highlight'}
    wrong = [
        (page.name, file)
        for page in pages_of(built / edition)
        for file, use in uses.items()
        if (file in (text := page.read_text(encoding="utf-8"))) != (use in text)
    ]

    assert wrong == []


def test_pictures_say_their_size(built_site):
    """Text below a picture does not jump when it comes."""
    figures = re.findall(r"<img [^>]*>", (built_site / "reference/map.html").read_text("utf-8"))

    assert figures
    assert all(re.search(r' height="\d+".* width="\d+"', one) for one in figures)


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_fetched_from_elsewhere(built, edition):
    """What a page loads by itself lies in the site; only a link that is clicked leads out."""
    site = built / edition
    foreign = []
    for path in pages_of(site):
        for load in read_page(path).loads:
            parts = urlsplit(load)
            if parts.scheme == "data" or not (parts.path or parts.netloc or parts.scheme):
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            ours = target.is_file() and target.is_relative_to(site.resolve())
            if parts.scheme or parts.netloc or not ours:
                foreign.append(f"{path}: {load}")
    for path in site.rglob("*.css"):
        foreign += FETCHED_BY_CSS.findall(path.read_text(encoding="utf-8"))

    assert foreign == []


@pytest.fixture(scope="module")
def doctrees(tmp_path_factory):
    """What Sphinx read, for all the builders that can share it."""
    return tmp_path_factory.mktemp("doctrees")


@pytest.mark.parametrize(
    "builder", ["dirhtml", "singlehtml", "epub", "latex", "text", "man", "gettext"]
)
def test_other_builders_write_the_pack_too(builder, doctrees, tmp_path):
    """As a book, as text, for translators: without a warning, and nothing for teachers in it."""
    work = tmp_path / "doctrees" if builder == "gettext" else doctrees
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-n", "-W", "--keep-going"]
    done = subprocess.run(
        [*command, "-d", str(work), str(ROOT / "docs"), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert not (tmp_path / "out" / "teacher").exists()


def test_second_build_does_nothing(built):
    """What is up to date is left alone, and each part says so."""
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    said = []

    build_pack(ROOT, built, say=said.append)

    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert sum("up to date" in line for line in said) == len({*STEP_NAMES} - {"zip"})


def test_same_sources_same_bytes(built, tmp_path):
    """Pages, handouts and results do not depend on the time or the place they are made."""
    build_pack(ROOT, tmp_path, say=lambda _line: None)

    first, second = _bytes_below(built), _bytes_below(tmp_path)

    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
