"""Every builder writes every kind, the same bytes each time, and only what has changed."""

from __future__ import annotations

import pytest

from packs import ALL_BUILDERS, files_of, new_pack
from teachkit.sphinxext.assets import SCRIPT, STYLESHEET

OURS = (STYLESHEET, SCRIPT)


@pytest.mark.parametrize("teacher", [False, True], ids=["student", "teacher"])
@pytest.mark.parametrize("builder", ALL_BUILDERS)
def test_builds_without_a_warning(shared_pack, builder, teacher):
    """All ten kinds, practice and graded, in both editions, with -n -W."""
    built = shared_pack.build(builder, teacher=teacher)

    assert built.warnings == []
    assert built.code == 0


@pytest.mark.parametrize("builder", ["html", "epub", "text", "gettext", "xml"])
def test_two_processes_write_what_one_does(shared_pack, builder):
    """The order in which pages are read and written does not matter."""
    serial = shared_pack.build(builder, out=f"{builder}-1")
    parallel = shared_pack.build(builder, "-j", "2", out=f"{builder}-2")

    assert parallel.warnings == []
    assert files_of(serial.out) == files_of(parallel.out)


def test_the_place_and_time_of_a_build_do_not_matter(pages, tmp_path):
    """The same pack in another folder gives the same pages."""
    again = new_pack(tmp_path).build("html")

    assert files_of(again.out) == files_of(pages.out)


@pytest.mark.parametrize("builder", ALL_BUILDERS)
def test_styles_and_script_go_to_browsers_only(shared_pack, builder):
    """No junk in what is not read in a browser; the parts of the script go nowhere."""
    built = shared_pack.build(builder)
    found = {path.name for path in built.out.rglob("*") if path.name.startswith("teachkit")}
    for_browsers = builder in {"html", "dirhtml", "singlehtml"}

    assert found == (set(OURS) if for_browsers else set())
    assert not [one for one in ("js", "css") if (built.out / "_static" / one).exists()]
    if for_browsers:
        page = built.text("index.html")
        assert all(f"_static/{name}?v=" in page for name in OURS)
        assert '<script defer="defer" src="_static/teachkit.js' in page


@pytest.mark.parametrize("name", OURS)
def test_a_pack_may_bring_its_own(pack, name):
    """A file of the same name in its _static folder takes the place of ours."""
    pack.conf += 'html_static_path = ["_static"]\n'
    pack.write(f"docs/_static/{name}", "/* mine */")

    assert pack.build("html").text(f"_static/{name}") == "/* mine */"


def test_an_edited_sheet_rebuilds_the_pages_that_show_it(pack):
    """Those with its items or links to them; not the others."""
    pack.build("html")
    sheet = (pack.root / "exercises/all-kinds.toml").read_text(encoding="utf-8")
    pack.sheet(sheet.replace("Who keeps the treaty?", "Who guards the treaty?"))
    built = pack.build("html")

    assert built.read == ["index", "lesson", "sheet"]
    assert "Who guards the treaty?" in built.text("sheet.html")


@pytest.mark.parametrize("file", ["facts.toml", "sources.bib"])
def test_edited_evidence_rebuilds_the_pages_that_cite_it(pack, file):
    """Those with a citation or the list of facts."""
    pack.build("html")
    path = pack.root / "docs/evidence" / file
    pack.write(f"docs/evidence/{file}", path.read_text(encoding="utf-8") + "\n")

    assert pack.build("html").read == ["facts", "index", "one", "sheet", "three", "two"]


def test_nothing_changed_nothing_read(pack):
    """A second build reads no page."""
    pack.build("html")

    assert pack.build("html").read == []
