"""Warnings: each kind can happen, says where and how to mend it, and is documented."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packs import new_pack
from teachkit.sphinxext.notices import Notice

MEANT_SHEET = "(did you mean 'all-kinds'?)"
SHEETS = "(known: all-kinds)"
NO_ITEM = "no item 'text-grade' in all-kinds (did you mean 'text-graded'?)"
FILE = "(facts stand in docs/evidence/facts.toml)"
LISTED = "(a page must list it with the directive"
PAGE = Path(__file__).parents[2] / "docs" / "toolkit" / "sphinx.md"


def warned(built, notice):
    """The warnings of one kind."""
    return [line for line in built.warnings if line.endswith(f"[teachkit.{notice}]")]


MISSING = [
    ("sheet", "```{worksheet} all-kind\n```", f"no worksheet 'all-kind' {MEANT_SHEET}"),
    ("sheet", "```{item} nothing/x\n```", f"no worksheet 'nothing' {SHEETS}"),
    ("sheet", "{item-ref}`nothing/x`", f"no worksheet 'nothing' {SHEETS}"),
    ("item", "```{item} all-kinds/text-grade\n```", NO_ITEM),
    ("item", "{item-ref}`all-kinds/text-grade`", NO_ITEM),
    ("fact", "{fact}`treaty-sined`", "no fact 'treaty-sined' (did you mean 'treaty-signed'?)"),
    ("fact", "```{facts}\n:prefix: x-\n```", f"no fact whose id begins with 'x-' {FILE}"),
    ("sheet", "```{plan} all-kind\n```", f"no worksheet 'all-kind' {MEANT_SHEET}"),
]


@pytest.fixture(scope="module")
def missing(tmp_path_factory):
    """Pages that ask for what does not exist, in the guide, where a plan may stand."""
    pack = new_pack(tmp_path_factory.mktemp("missing"))
    for number, (_notice, text, _said) in enumerate(MISSING):
        pack.page(f"teacher/{number}", f"---\norphan: true\n---\n# One\n\n{text}\n\nStill here.\n")
    return pack.build("text", teacher=True)


@pytest.mark.parametrize("number", range(len(MISSING)))
def test_what_does_not_exist_is_named(missing, number):
    """With its line, and what was probably meant; the rest of the page is there."""
    notice, _text, said = MISSING[number]
    found = [line for line in missing.warnings if f"docs/teacher/{number}.md" in line]

    assert missing.code == 1
    assert len(found) == 1
    assert found[0].endswith(f"docs/teacher/{number}.md:6: WARNING: {said} [teachkit.{notice}]")
    assert "Still here." in missing.text(f"teacher/{number}.txt")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("facts", f"no page shows the fact 'treaty-signed' {LISTED} {{facts}})"),
        ("sheet", f"no page shows the item 'all-kinds/date-graded' {LISTED} {{worksheet}})"),
    ],
)
def test_a_link_to_what_no_page_shows(pack, page, said):
    """The words stay, without a link."""
    pack.page(page, "# Nothing\n")
    built = pack.build("text")

    assert any(said in line for line in built.warnings)
    assert "Signed in 1949 (Treaty 1949; as of 4 Apr 1949)." in built.text("index.txt")


def test_a_broken_sheet_says_all_that_is_wrong_in_its_own_file(pack):
    """Each problem once, at its line; the page says only that it cannot be shown."""
    path = pack.root / "exercises/all-kinds.toml"
    sheet = path.read_text(encoding="utf-8")
    pack.sheet(
        sheet.replace('use = "practice"', 'use = "homework"', 1).replace("points = 2", "pionts = 2")
    )
    built = pack.build("text")
    found = warned(built, "sheet")

    assert len(found) == 2
    assert f"{path}:17: WARNING: item[choice-practice].use:" in found[0]
    assert f"{path}:49: WARNING: item[choice-graded]" in found[1]
    assert "did you mean 'points'" in found[1]
    assert "all-kinds cannot be shown." in built.text("sheet.txt")
    assert "homework" not in built.text("sheet.txt")


def test_broken_evidence_says_what_is_wrong_in_its_own_file(pack):
    """And the facts that are sound are still cited."""
    path = pack.root / "docs/evidence/facts.toml"
    pack.write(
        "docs/evidence/facts.toml", path.read_text(encoding="utf-8").replace("low", "lowest")
    )
    built = pack.build("text")

    assert any(f"{path}:26: WARNING" in line for line in warned(built, "evidence"))
    assert "(Treaty 1949; as of 4 Apr 1949)" in built.text("index.txt")


def test_a_pack_that_is_no_folder(pack):
    """The setting is named, and the folder above the pages is used."""
    pack.conf += 'teachkit_pack = "nowhere"\n'
    built = pack.build("text")

    assert len(built.warnings) == 1
    assert "teachkit_pack = 'nowhere' is not a folder" in warned(built, "config")[0]
    assert "**Q20**" in built.text("sheet.txt")


def test_a_setting_of_the_wrong_type(pack):
    """Sphinx names the type, we name what is wanted."""
    pack.conf += "teachkit_pack = 3\n"

    assert warned(pack.build("text"), "config")


def test_a_pack_may_lie_elsewhere(pack, tmp_path):
    """The path is relative to conf.py."""
    (pack.root / "exercises").rename(tmp_path / "bank-exercises")
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank-exercises").rename(tmp_path / "bank/exercises")
    (tmp_path / "bank/docs").mkdir()
    (pack.root / "docs/evidence").rename(tmp_path / "bank/docs/evidence")
    pack.conf += 'teachkit_pack = "../bank"\n'

    assert pack.build("text").warnings == []


def test_a_page_that_is_not_markdown(pack):
    """Texts of a sheet are MyST: a page in another language cannot hold them."""
    pack.write("docs/one.rst", "One\n===\n\n.. item:: all-kinds/text-graded\n\nStill here.\n")
    (pack.root / "docs/one.md").unlink()
    built = pack.build("text")

    assert (
        f"{pack.root}/docs/one.rst:4: WARNING: {{item}} needs a MyST Markdown page"
        in (warned(built, "page")[0])
    )
    assert "Still here." in built.text("one.txt")


def test_a_kind_can_be_silenced(pack):
    """As any warning of Sphinx."""
    pack.page("one", "# One\n\n{fact}`nothing`\n")
    pack.conf += 'suppress_warnings = ["teachkit.fact"]\n'

    assert pack.build("text").warnings == []


def test_an_option_that_is_none(pack):
    """Sphinx says which values there are."""
    pack.page("one", "# One\n\n```{item} all-kinds/text-graded\n:numbering: roman\n```\n")

    assert "sheet" in pack.build("text").warnings[0]


@pytest.mark.parametrize("notice", Notice)
def test_every_kind_is_documented(notice):
    """The page for authors has a row for each."""
    assert f"| `teachkit.{notice.value}` |" in PAGE.read_text(encoding="utf-8")


def test_a_pack_without_evidence(pack):
    """Items need no facts; who asks for facts is told where they should be."""
    shutil.rmtree(pack.root / "docs/evidence")
    built = pack.build("text")
    said = {line.split("WARNING: ")[1] for line in built.warnings}

    assert f"no fact {FILE} [teachkit.fact]" in said
    assert "no fact 'treaty-signed' [teachkit.fact]" in said
    assert built.warnings == warned(built, "fact")


def test_other_roles_do_not_meet_our_links(pack):
    """Sphinx's `any` asks every domain; ours has no objects to offer."""
    pack.page("one", "(here)=\n# One\n\n{any}`here`\n")

    assert pack.build("text").warnings == []
