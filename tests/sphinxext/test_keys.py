"""Keys: complete for teachers, and nowhere else."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from packs import files_of

KEY_TAG = "[teachkit.key]"


@pytest.fixture(scope="module")
def key(shared_pack):
    """The guide as plain text."""
    return shared_pack.build("text", teacher=True).text("teacher/index.txt")


@pytest.fixture(scope="module")
def of(teacher_pages):
    """Look up an item of the guide: its words in a row."""
    guide = BeautifulSoup(teacher_pages.text("teacher/index.html"), "html.parser")
    return lambda name: " ".join(guide.find(id=f"item-all-kinds-{name}").text.split())


def test_right_options_are_marked_by_sign_and_word(of):
    """Each option with its text, the mark, and why; credit and rule."""
    assert "[x] right Article 14 says so." in of("choice-graded")
    assert "The United Nations, in New York [ ] not right Treaties are" in of("choice-graded")
    assert of("multi-graded").count("[x] right") == 2
    assert "Rule: all-or-nothing" in of("multi-graded")
    assert "Rule: one-right" in of("choice-practice")
    assert "Objective: Say when something happened." in of("choice-practice")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("choice-practice", "London [ ] not right, credit 0.25 The protocol"),
        ("number-practice", "Answer: 12 states Part credit: within 1: 0.5"),
        ("number-graded", "Answer: 7.5 ± 0.5"),
        ("date-practice", "Answer: 4 April 1949 3/4/1949 is read: by a person"),
        ("date-graded", "Answer: August 1949 3/4/1949 is read: day first"),
        ("text-practice", "Answer: unanimous Also accepted: agreed; of one mind"),
        ("text-practice", "a majority: not accepted A majority is not enough."),
        ("text-practice", "rich: not accepted"),
        ("text-graded", "Answer: France Also accepted: Italy; Norway Needed: 2"),
        ("text-graded", "Spain: not accepted"),
        ("cloze-practice", "Answer: members Also accepted: parties"),
        ("cloze-graded", "They are (1) ____________ and (2) ____________."),
        ("cloze-graded", "For example: USA / Canada = 1; Canada / Canada = 0.5"),
        ("match-practice", "These belong to nothing: Who pays"),
        ("cloze-graded", "In any order with the other gaps of its group."),
        ("match-graded", "Spain 1982 Finland 2023 Poland 1999"),
        ("order-practice", "Greece joins 18 February 1952 Together with Turkey. Spain joins 1982"),
        ("order-graded", "invitation The members sign a protocol Each parliament agrees"),
        ("claims-graded", "The senator asked for cover. supported Word for word."),
        ("claims-graded", "Source: A made-up senator I ask that"),
        ("number-practice", "For example: 12 = 1; 13 = 0.5; 30 = 0"),
        ("text-practice", "For example: unanimous = 1; a majority = 0; blank = 0"),
        ("essay-graded", "Model answer 1 The members decide"),
        ("essay-graded", "Names who decides Points An answer that … 0 Names nobody"),
    ],
)
def test_the_key_says(of, name, words):
    """Everything a marker needs."""
    assert words in of(name)


def test_keys_are_no_forms(teacher_pages):
    """A key is read, not filled in."""
    guide = BeautifulSoup(teacher_pages.text("teacher/index.html"), "html.parser")

    assert guide.select("form.tk-sheet, .tk-item input, .tk-item details") == []


def test_the_plan_adds_up(key):
    """A row an item; minutes and points in total."""
    rows = [line.split("|") for line in key.splitlines() if line.startswith(("| Q", "| Total"))]

    assert len(rows) == 21
    assert [cell.strip() for cell in rows[1]] == ["", "Q2", "choice, graded", "1", "2", ""]
    assert [cell.strip() for cell in rows[-1]] == ["", "Total", "", "29", "23", ""]
    assert "Say when something happened." in key


FORBIDDEN = """\
---
orphan: true
---
# Title

```{worksheet} all-kinds
:key:
```

```{item} all-kinds/choice-graded
:key:
```

```{plan} all-kinds
```
"""


@pytest.mark.parametrize(
    ("page", "teacher"),
    [("lesson", False), ("lesson", True), ("teacherish/index", True)],
)
def test_no_key_outside_the_guide(pack, page, teacher):
    """On another page, in either edition: warnings, which fail the build, and no content."""
    pack.page(page, FORBIDDEN)
    built = pack.build("text", teacher=teacher)
    places = [line.split(": WARNING: ")[0] for line in built.warnings if KEY_TAG in line]

    assert built.code == 1
    assert len(built.warnings) == 3
    assert places == [f"{pack.root}/docs/{page}.md:{line}" for line in (6, 10, 14)]
    assert built.text(f"{page}.txt").split() == ["Title", "*****"]


def test_no_key_in_the_guide_without_the_tag(pack):
    """The folder alone is not enough."""
    pack.conf = pack.conf.replace('["teacher/**"]', "[]")
    built = pack.build("text")

    assert [KEY_TAG in line for line in built.warnings] == [True, True, True]
    assert "not right" not in built.text("teacher/index.txt")


def test_editions_that_share_a_folder_do_not_mix(pack):
    """What was read for teachers is not used for students, even if nothing has changed."""
    pack.conf = pack.conf.replace('["teacher/**"]', "[]")
    pack.build("text", teacher=True, out="shared", doctrees="shared")
    built = pack.build("text", out="shared", doctrees="shared", strict=False)

    assert "not right" not in built.text("teacher/index.txt")


def test_an_edition_named_in_the_settings_does_not_count(pack):
    """Only the tag makes a teacher edition."""
    pack.conf = pack.conf.replace('["teacher/**"]', "[]") + 'teachkit_edition = "teacher"\n'

    assert KEY_TAG in pack.build("text").warnings[0]


@pytest.mark.parametrize("builder", ["gettext", "xml", "pseudoxml"])
def test_line_numbers_do_not_tell(pack, builder):
    """Texts of a graded item all stand at one line: the lines between tell which is right."""
    before = files_of(pack.build(builder).out)
    path = pack.root / "exercises/all-kinds.toml"
    sheet = path.read_text(encoding="utf-8")
    first = "correct = true\nwhy = '''Article 14 says so.'''\n"
    second = "why = '''Treaties are registered there, not kept.'''\n"
    assert first in sheet
    pack.sheet(
        sheet.replace(first, "@1").replace(second, "@2").replace("@1", second).replace("@2", first)
    )

    assert files_of(pack.build(builder, out="swapped").out) == before
