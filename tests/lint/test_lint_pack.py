"""What is checked: packs, folders and files; all problems of all of them at once."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from lint_items import FACTS, HEAD, ITEMS, PACK, changed, sheet

from teachkit.lint import check, problems_to_json

ROOT = Path(__file__).parents[2]


def codes(problems):
    """Return the codes of problems, sorted."""
    return sorted(one.code for one in problems)


def test_five_errors_in_one_file_come_at_once(check_pack):
    """A typing error in one place hides nothing elsewhere, not even in the same item."""
    text = changed(
        sheet("choice", "number", "date"),
        ('title = "T"', 'title = "T"\nauthor = "me"'),
        ('why = "The League\'s."', "why = 5\ncorrect = true"),
        ('response = "1955"\nscore = "1/2"', 'response = "1955"\nscore = "0"'),
        ('answer = "1945-06-26"', 'answer = 1945-06-26\nfacts = ["gone"]'),
    )

    found = check_pack({"exercises/sheet.toml": text})

    assert codes(found) == [
        "several-correct",
        "test-fails",
        "unknown-fact",
        "unknown-key",
        "wrong-type",
        "wrong-type",
    ]
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert len({one.line for one in found}) == 6


def test_what_is_wrong_and_optional_is_left_out_of_an_item(check_pack):
    """Each of these leaves an item that can still be looked at for other mistakes."""
    for old, new in (
        ('prompt = "Where', 'hint = "x"\nprompt = "Where'),
        ('prompt = "Where', 'minutes = []\nprompt = "Where'),
        ('[[item.test]]\nresponse = "geneva"\nscore = "0"', "[[item.test]]\nscore = {}"),
        ('why = "The League\'s."', 'why = "x"\nbecause = { of = { this = 1 } }'),
    ):
        text = changed(sheet("choice"), (old, new), ("kind =", 'rule = "luck"\nkind ='))

        found = check_pack({"exercises/sheet.toml": text})

        assert "unknown-rule" in codes(found)


@pytest.mark.parametrize(
    ("kind", "old", "new", "code"),
    [
        ("choice", 'prompt = "Where is the seat of the UN?"', "", "missing-key"),
        ("choice", 'prompt = "Where is the seat of the UN?"', "prompt = 5", "wrong-type"),
        ("choice", 'text = "Geneva"\n', "", "missing-key"),
        ("choice", 'id = "geneva"\ntext = "Geneva"\n', "", "missing-key"),
        ("number", 'answer = "1956"', "answer = 1956", "wrong-type"),
        ("date", 'answer = "1945-06-26"', "answer = 1945-06-26", "wrong-type"),
        ("text", '"UNGA"]', "1945]", "wrong-type"),
        ("text", '["General Assembly", "UNGA"]', '"General Assembly"', "wrong-type"),
        ("claims", '"contradicted"', '"wrong"', "unknown-word"),
    ],
)
def test_what_must_be_there_and_is_wrong_hides_no_other_mistake(check_pack, kind, old, new, code):
    """The rule is looked at too, and nothing is made up about what is not in the file."""
    text = changed(sheet(kind), (old, new), ("kind =", 'rule = "luck"\nkind ='))

    assert set(codes(check_pack({"exercises/sheet.toml": text}))) == {code, "unknown-rule"}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("cloze", 'answer = "', 'answer = 5 # "'),
        ("order", 'date = "', 'date = 1945 # "'),
        ("choice", "kind =", "objective = 5\nkind ="),
    ],
)
def test_what_is_optional_and_wrong_makes_no_other_mistake(check_pack, kind, old, new):
    """Quotes forgotten: the gap is not without an answer, nor the event undated."""
    head, _, tail = sheet(kind).partition(old)

    found = check_pack({"exercises/sheet.toml": head + new + tail})

    assert codes(found) == ["wrong-type"]


def test_a_kind_that_does_not_exist_hides_no_mistake_in_common_keys(check_pack):
    """Id and points are the same for all kinds."""
    text = changed(
        sheet("choice"),
        ('id = "seat"', 'id = "The Seat"\npoints = "x"'),
        ('kind = "choice"', 'kind = "choise"'),
    )

    found = check_pack({"exercises/sheet.toml": text})

    assert codes(found) == ["bad-id", "unknown-kind", "wrong-type"]


def test_an_item_that_cannot_be_read_is_left_alone(check_pack):
    """With parts that are none, or with a kind nobody knows, nothing else is said of an item."""
    for old, new in (
        ('kind = "choice"', "kind = []"),
        ('[[item.option]]\nid = "geneva"', 'option = [7]\n[[item.opt]]\nid = "geneva"'),
    ):
        text = changed(sheet("choice"), (old, new), ("kind =", 'rule = "luck"\nkind ='))

        assert "unknown-rule" not in codes(check_pack({"exercises/sheet.toml": text}))


def test_items_and_sheets_must_have_ids_of_their_own(check_pack, tmp_path):
    """An id that stands twice is named where it comes back, with the line of the first."""
    twice = sheet("choice") + ITEMS["choice"]
    goal = '[[objective]]\nid = "a"\ntext = "A"\n'
    text = changed(twice, ("[[item]]", goal + goal + "[[item]]"))

    found = check_pack({"exercises/sheet.toml": text, "exercises/two.toml": sheet("date")})

    places = [(one.key, one.line, one.hint) for one in found if one.code == "duplicate-id"]
    assert places == [
        ("objective[a].id", 10, "rename one of them; the first is in line 7"),
        ("item[seat].id", 32, "rename one of them; the first is in line 13"),
        ("id", 2, "rename one of them"),
    ]
    assert str(tmp_path / "exercises/sheet.toml") in str(found[-2:])


def test_one_letter_for_all_right_options_is_a_pattern(check_pack):
    """Three choices of which B is always right; a fourth kind of item does not matter."""
    text = HEAD + ITEMS["date"]
    for number in range(3):
        text += ITEMS["choice"].replace('"seat"', f'"seat-{number}"')

    found = check_pack({"exercises/sheet.toml": text})

    assert [(one.code, one.line) for one in found] == [("same-letter", 18)]
    assert "B" in found[0].message


def test_a_folder_or_a_file_of_a_pack_is_checked_with_the_pack_around_it(
    check_pack, tmp_path, monkeypatch
):
    """Lesson and facts are looked up wherever the check starts."""
    text = changed(sheet("choice"), ("prompt", 'facts = ["entry"]\nsection = "one"\nprompt'))
    files = {"exercises/sheet.toml": text}

    assert check_pack(files) == []
    assert check_pack(files, root="exercises") == []
    assert check_pack(files, root="exercises/sheet.toml") == []
    monkeypatch.chdir(tmp_path / "exercises")
    assert check(Path("sheet.toml"), today=date(2026, 3, 1)) == []
    assert check(Path(), today=date(2026, 3, 1)) == []
    assert check(Path("../exercises"), today=date(2026, 3, 1)) == []


def test_one_sheet_is_not_charged_with_the_evidence_of_the_pack(check_pack):
    """Old facts and broken sources are the pack's business."""
    files = {"docs/evidence/facts.toml": changed(FACTS, ("un-1956", "gone"))}

    assert codes(check_pack(files)) == ["unknown-source"]
    assert check_pack(files, root="exercises/sheet.toml") == []


def test_outside_a_pack_references_are_said_to_be_unchecked(tmp_path):
    """A sheet on its own works; it is only said that nothing could be looked up."""
    path = tmp_path / "sheet.toml"
    path.write_text(changed(sheet("choice"), ("prompt", 'facts = ["x"]\nprompt')))

    assert [(one.code, one.line) for one in check(path)] == [("no-pack", 4)]
    path.write_text(sheet("choice", head='format = 1\nid = "sheet"\ntitle = "T"\n'))
    assert check(path) == []


def test_nothing_to_check_is_an_error(tmp_path):
    """A wrong name must not look like a pack without problems."""
    assert codes(check(tmp_path)) == ["no-sheets"]
    assert codes(check(tmp_path / "gone")) == ["no-sheets"]


def test_facts_that_are_broken_are_still_known(check_pack):
    """A fact with a mistake, or a whole file with one, is not also reported as missing."""
    text = changed(sheet("choice"), ("prompt", 'facts = ["entry"]\nprompt'))
    broken = changed(FACTS, ('confidence = "high"\n', ""))
    no_toml = changed(FACTS, ("[[fact]]", "[[fact]"))

    for facts, code in ((broken, "missing-key"), (no_toml, "syntax")):
        found = check_pack({"exercises/sheet.toml": text, "docs/evidence/facts.toml": facts})
        assert codes(found) == [code]


def test_lessons_and_sections_can_be_written_in_several_ways(check_pack):
    """A lesson is a folder or a page; a label is a target, an attribute or a name."""
    page = ".. _three:\n\nThree\n=====\n"
    files = {
        "docs/two.md": "# Two {#two}\n\n```{figure} x.svg\n:name: map\n```\n",
        "docs/lessons/three.rst": page,
        "docs/lessons/empty/image.svg": "<svg/>",
    }

    def found(lesson, section):
        head = changed(HEAD, ('"lessons/one"', f'"{lesson}"'))
        text = changed(sheet("choice", head=head), ("prompt", f'section = "{section}"\nprompt'))
        return codes(check_pack(files | {"exercises/sheet.toml": text}))

    assert found("two", "two") == []
    assert found("two.md", "map") == []
    assert found("lessons/three", "three") == []
    assert found("lessons", "one-entry") == []
    assert found("", "map") == []
    assert found("lessons/three", "map") == ["unknown-section"]
    assert found("lessons/empty", "map") == ["unknown-lesson"]
    assert found("lessons/" + "x" * 300, "map") == ["unknown-lesson"]
    assert found("les\\u0000sons", "map") == ["unknown-lesson"]


def test_a_near_miss_is_suggested_and_a_far_one_is_not_listed(check_pack):
    """A pack has hundreds of facts: a list of them all helps nobody."""
    text = changed(sheet("choice"), ("prompt", 'facts = ["entri", "qqq"]\nprompt'))

    hints = [one.hint for one in check_pack({"exercises/sheet.toml": text})]

    assert hints == ["did you mean 'entry'?", "add it to docs/evidence/facts.toml"]


def test_without_pybtex_facts_are_checked_and_sources_are_said_not_to_be(check_pack, monkeypatch):
    """The core needs no package; what it cannot look at, it names."""
    monkeypatch.setitem(sys.modules, "pybtex", None)
    files = {"docs/evidence/facts.toml": changed(FACTS, ("un-1956", "gone"), ('"high"', '"sure"'))}

    found = check_pack(files)

    assert codes(found) == ["sources-unchecked", "unknown-word"]
    assert found[1].hint == "pip install teachkit[site]"
    assert [one.severity for one in found] == ["error", "warning"]


@pytest.mark.parametrize(
    ("epoch", "stale"),
    [("1767225600", False), ("1830297600", True), ("soon", None), ("9" * 30, None)],
)
def test_the_day_comes_from_source_date_epoch(check_pack, monkeypatch, epoch, stale):
    """A fact to be checked again by 2027 is stale in 2028; nonsense means today."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    if stale is None:
        stale = date.today() > date(2027, 1, 1)  # noqa: DTZ011 - the same clock as the check's

    assert codes(check_pack({}, today=None)) == ["fact-stale"] * stale


def test_json_says_the_same(check_pack):
    """Counts, and one object a problem; text as it is."""
    files = {"exercises/sheet.toml": changed(sheet("choice"), ('title = "T"', 'titel = "É"'))}
    found = check_pack(files)

    table = json.loads(problems_to_json(found))

    assert table["format"] == "teachkit-problems/1"
    assert (table["errors"], table["warnings"]) == (2, 0)
    assert [(row["line"], row["code"]) for row in table["problems"]] == [
        (one.line, one.code) for one in found
    ]
    assert problems_to_json([]) == problems_to_json(iter([]))
    assert json.loads(problems_to_json([]))["problems"] == []


def test_the_pack_itself_has_no_error():
    """The exercises that we ship pass their own check."""
    errors = [str(one) for one in check(ROOT, today=date(2026, 11, 22)) if one.severity == "error"]

    assert errors == []


def test_a_pack_without_evidence_is_fine(tmp_path):
    """Facts are asked for only by those who cite them."""
    for name, text in ({"exercises/sheet.toml": sheet("choice")} | PACK).items():
        if "evidence" not in name and "timeline" not in name:  # a timeline cites facts
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    assert check(tmp_path) == []
