"""Templates, figures and fonts: a pack's own, and what must not be followed."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import page
import pytest

from teachkit.bank import load_sheet
from teachkit.errors import ProblemsError
from teachkit.handouts import build_handout
from teachkit.handouts import press as pressing
from teachkit.handouts.compiler import compile_pdf
from teachkit.handouts.document import handout_document
from teachkit.handouts.figures import FigureError, find_figure
from teachkit.handouts.glyphs import unprintable

ROOT = Path(__file__).parents[2]
FONTS = Path(pressing.__file__).parent / "fonts"
OWN = """
#import "lib.typ": *
#let data = json(bytes(sys.inputs.data))
#show: handout.with(data)
#worksheet-head(data)
#par[Our school's own sheet, #data.items.len() questions.]
"""


@pytest.fixture
def sheet(own_pack):
    """A sheet of the pack that the test may change."""
    return load_sheet(own_pack / "exercises" / "print.toml")


def _template(pack, text, name="worksheet.typ"):
    path = pack / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _problems(sheet, out, pack, **options):
    with pytest.raises(ProblemsError) as caught:
        build_handout(sheet, out, pack_root=pack, **options)
    assert not out.exists() or list(out.iterdir()) == []
    return caught.value.problems


# --- A pack's own templates --------------------------------------------------


def test_a_pack_may_bring_its_own_template(sheet, own_pack, tmp_path, text_of):
    """It imports what it likes of ours; the key goes on with ours."""
    _template(own_pack, OWN)
    made = build_handout(sheet, tmp_path / "out", pack_root=own_pack)[0]
    key = build_handout(sheet, tmp_path / "out", key=True, pack_root=own_pack)[0]

    assert "Our school’s own sheet, 5 questions." in text_of(made)
    assert "Our school" not in text_of(key)
    assert page.is_pdf_compliant(made, profile="ua1")


def test_a_template_may_have_files_beside_it(sheet, own_pack, tmp_path, text_of):
    """Another module and a picture, in folders too."""
    _template(own_pack, '#let word = "Crest"', "parts/own.typ")
    (own_pack / "templates" / "crest.svg").write_bytes(
        (own_pack / "docs" / "figures" / "islands.svg").read_bytes()
    )
    own = '#import "parts/own.typ": word\n#word\n#image("crest.svg", alt: "A crest.")\n'
    _template(own_pack, OWN + own)
    made = build_handout(sheet, tmp_path, pack_root=own_pack)[0]

    assert text_of(made).endswith("Page 1 of 1") or "Crest" in text_of(made)
    assert b"/Alt(A crest.)" in made.read_bytes()


def _page() -> str:
    return (ROOT / "docs" / "toolkit" / "handouts.md").read_text(encoding="utf-8")


def test_the_template_of_the_documentation_works(sheet, own_pack, tmp_path, text_of):
    """What the page shows can be copied."""
    (shown,) = re.findall(r"```typst\n(.*?)```", _page(), re.DOTALL)
    _template(own_pack, shown)
    made = build_handout(sheet, tmp_path, pack_root=own_pack)[0]

    assert "Northern High School." in text_of(made)
    assert page.is_pdf_compliant(made, profile="ua1")


def test_the_documentation_names_all_data(own_pack):
    """Every name in the data of both sheets and editions stands on the page."""
    names = set()
    for name in ("all-kinds", "print"):
        one = load_sheet(own_pack / "exercises" / f"{name}.toml")
        data, _ = handout_document(one, key=True, paper="a4", pack_root=own_pack)
        names |= set(_names({**data, "words": {}}))

    assert {name for name in names if f"`{name}`" not in _page()} == set()


def _names(node):
    if isinstance(node, dict):
        yield from node
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _names(one)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("#nothing(data)", "unknown variable: nothing"),
        ("#data.nothing", "dictionary does not contain key"),
        ("#let x = (", "unclosed delimiter"),
        ('#read("/etc/passwd")', "file not found"),
        ('#image("crest.svg")', "file not found"),
        ('#text(font: "No Such Face")[x]', "unknown font family"),
        ("=== Too deep", "heading"),
    ],
)
def test_a_broken_template_is_named(sheet, own_pack, tmp_path, line, message):
    """File, line and what Typst said; nothing is written."""
    path = _template(own_pack, OWN + line)
    (problem,) = _problems(sheet, tmp_path / "out", own_pack)

    assert problem.file == str(path)
    assert problem.line == OWN.count("\n") + 1
    assert message in problem.message


def test_a_template_that_fails_on_some_items_names_them(sheet, own_pack, tmp_path):
    """Items that cannot be set are found by setting each alone."""
    _template(own_pack, OWN + '#for one in data.items { assert(one.kind != "match") }')
    (problem,) = _problems(sheet, tmp_path / "out", own_pack)

    assert problem.file == str(own_pack / "exercises" / "print.toml")
    assert problem.key == "item[links]"
    assert problem.line > 1
    assert "assertion failed" in problem.message
    assert "worksheet.typ:7" in problem.hint


def test_a_template_that_fails_on_all_items_together(sheet, own_pack, tmp_path):
    """No item alone is at fault: the template is."""
    path = _template(own_pack, OWN + "#assert(data.items.len() < 2)")
    (problem,) = _problems(sheet, tmp_path / "out", own_pack)

    assert problem.file == str(path)


def test_a_glyph_that_only_typst_misses_names_the_item(own_pack, sheet, tmp_path):
    """A base letter with a mark that no one font has both of."""
    item = replace(sheet.items[0], prompt="漢\u1ab0")
    assert unprintable(item.prompt) == []
    (problem,) = _problems(
        replace(sheet, items=(item, *sheet.items[1:])), tmp_path / "out", own_pack
    )

    assert problem.key == "item[hostile]"
    assert "could not be displayed" in problem.message


def test_packages_are_not_fetched(sheet, own_pack, tmp_path):
    """A template that would need the network is refused with its line."""
    path = _template(own_pack, OWN + '#import "@preview/tidy:0.4.0"')
    (problem,) = _problems(sheet, tmp_path / "out", own_pack)

    assert (problem.file, problem.code) == (str(path), "package")
    assert problem.line == OWN.count("\n") + 1


def test_our_templates_fetch_nothing():
    """Nor do ours."""
    ours = (FONTS.parent / "templates").glob("*.typ")

    assert [path.name for path in ours if re.search(r"@(preview|local)", path.read_text())] == []


@pytest.mark.parametrize("name", ["worksheet.typ", "parts"])
def test_links_in_templates_are_refused(sheet, own_pack, tmp_path, name):
    """A file or a folder that is a link might lead out of the pack."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "x.typ").write_text(OWN)
    (own_pack / "templates").mkdir()
    target = secret / "x.typ" if name.endswith(".typ") else secret
    (own_pack / "templates" / name).symlink_to(target)
    (problem,) = _problems(sheet, tmp_path / "out", own_pack)

    assert problem.code == "symlink"
    assert problem.file.endswith(f"templates/{name}")


def test_the_folder_of_templates_may_not_be_a_link(sheet, own_pack, tmp_path):
    """The same for the folder itself."""
    other = tmp_path / "other"
    _template(other, OWN)
    (own_pack / "templates").symlink_to(other / "templates")

    assert _problems(sheet, tmp_path / "out", own_pack)[0].code == "symlink"


# --- Figures -----------------------------------------------------------------


def test_figures_are_found_from_docs_or_exercises(own_pack):
    """A leading slash counts from docs/, as on a page; anything else from exercises/."""
    islands = own_pack / "docs" / "figures" / "islands.svg"
    (own_pack / "exercises" / "a map.svg").write_bytes(islands.read_bytes())

    assert find_figure("/figures/islands.svg", own_pack) == islands
    assert find_figure("a%20map.svg", own_pack) == own_pack / "exercises" / "a map.svg"
    assert find_figure("../docs/figures/islands.svg", own_pack).samefile(islands)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("https://example.org/x.svg", "is not a file"),
        ("data:image/png;base64,xx", "is not a file"),
        ("../../outside.svg", "is outside the pack"),
        ("/linked.svg", "is reached by a symbolic link, linked.svg"),
        ("/folder/islands.svg", "is reached by a symbolic link, folder"),
        ("/conf.py", "has an unknown format"),
        ("/figures/nothing.svg", "there is no image"),
    ],
)
def test_figures_that_are_refused(own_pack, source, message):
    """Nothing outside the pack, nothing by a link, nothing but pictures."""
    (own_pack.parent / "outside.svg").write_text("<svg/>")
    (own_pack / "docs" / "linked.svg").symlink_to(own_pack.parent / "outside.svg")
    (own_pack / "docs" / "folder").symlink_to(own_pack / "docs" / "figures")

    with pytest.raises(FigureError) as caught:
        find_figure(source, own_pack)
    assert message in str(caught.value)
    assert caught.value.hint


def test_a_figure_is_copied_once(sheet, own_pack):
    """Two uses of one picture are one file beside the template."""
    twice = replace(sheet, intro=sheet.intro + "\n\n![Again.](/figures/islands.svg)")
    data, figures = handout_document(twice, key=False, paper="a4", pack_root=own_pack)

    assert list(figures) == ["sheet-figures/1.svg"]
    assert json.dumps(data).count("sheet-figures/1.svg") == 2


def test_a_broken_picture_names_its_item(sheet, own_pack, tmp_path):
    """What is no SVG is said where it is used."""
    (own_pack / "docs" / "figures" / "islands.svg").write_text("no picture")
    item = replace(sheet.items[0], prompt="![A map.](/figures/islands.svg)")
    (problem,) = _problems(replace(sheet, intro="", items=(item,)), tmp_path / "out", own_pack)

    assert problem.key == "item[hostile]"
    assert "failed to parse SVG" in problem.message


# --- The rest ----------------------------------------------------------------


def test_paper_is_a4_or_letter(sheet, own_pack, tmp_path):
    """Other sizes are not guessed."""
    with pytest.raises(ValueError, match="paper is 'a5', not one of a4, letter"):
        build_handout(sheet, tmp_path, paper="a5", pack_root=own_pack)


def test_a_folder_that_cannot_be_written(sheet, own_pack, tmp_path):
    """A file where the folder should be is the system's error, and nothing is left."""
    (tmp_path / "out").write_text("a file")

    with pytest.raises(OSError, match="out"):
        build_handout(sheet, tmp_path / "out", pack_root=own_pack)


def test_an_old_handout_survives_a_failure(sheet, own_pack, tmp_path, monkeypatch):
    """What cannot be put in place leaves the old file and nothing beside it."""
    made = build_handout(sheet, tmp_path / "out", pack_root=own_pack)[0]
    before = made.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        build_handout(sheet, tmp_path / "out", pack_root=own_pack)

    assert made.read_bytes() == before
    assert list(made.parent.iterdir()) == [made]


def test_every_listed_character_is_set_by_typst():
    """The list of characters is Typst's own view: those at the ends of its ranges print."""
    lines = (FONTS / "coverage.txt").read_text().splitlines()[1:]
    ends = sorted({int(end, 16) for line in lines for end in line.split("-")})[::4]
    spans = [{"span": "text", "text": chr(code) + " "} for code in ends]
    document = {
        "edition": "worksheet",
        "paper": "a4",
        "language": {"lang": "en", "region": None},
        "sheet": "characters",
        "title": "Characters",
        "build": "0",
        "points": "0",
        "intro": [
            {"block": "para", "spans": spans},
            {"block": "para", "spans": [{"span": "strong", "spans": spans}]},
            {"block": "para", "spans": [{"span": "emph", "spans": spans}]},
        ],
        "words": dict.fromkeys(
            ("name", "class", "date", "points", "worksheet", "build", "page", "of"), "-"
        ),
        "items": [],
    }

    assert compile_pdf(document, {}, pack_root=Path("nowhere")).startswith(b"%PDF")


def test_an_unlisted_character_is_refused_by_typst():
    """The list leaves out what Typst would refuse."""
    document = {"edition": "worksheet", "title": "한"}

    assert unprintable("한") == ["한"]
    with pytest.raises(ProblemsError):
        compile_pdf(document, {}, pack_root=Path("nowhere"))


def test_fonts_are_ours_and_free():
    """Each family has its licence beside it; a Latin style stays below 500 kB."""
    sizes = {path.name: path.stat().st_size for path in FONTS.glob("*.ttf")}

    assert len(sizes) == 9
    assert all(size < 500_000 for name, size in sizes.items() if "JP" not in name)
    for family in ("NotoSerifJP", "FiraSans", "AtkinsonHyperlegible"):
        licence = (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert re.match(r"(?i)\(c\)|(digitized data )?copyright", licence)
        assert "SIL Open Font License, Version 1.1" in licence


def test_streams_end_so_that_every_checker_agrees():
    """A stream whose last byte is a carriage return gets an end of line of two bytes."""
    tidy = pressing._with_clear_ends
    odd = b"1 0 obj\n<</Length 3>>\nstream\nab\r\nendstream\nendobj\n2 0 obj\n"
    even = b"1 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n2 0 obj\n"

    assert tidy(even) == even
    assert tidy(odd) == b"1 0 obj\n<</Length 3>>stream\nab\r\r\nendstream\nendobj\n2 0 obj\n"
    assert len(tidy(odd)) == len(odd)
