"""The schema accepts what the reader accepts, and finds mistakes where they are."""

# ruff: noqa: RUF009 - `key` is our `dataclasses.field`

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from runpy import run_path

import pytest
from jsonschema import Draft202012Validator

from teachkit import model
from teachkit.bank import read_sheet
from teachkit.evidence import Fact, load_evidence
from teachkit.lint import check
from teachkit.schema import json_schema, key_table
from teachkit.tables import toml_keys

ROOT = Path(__file__).parents[1]
FORMAT_PAGE = ROOT / "docs/toolkit/format.md"
CHECK_PAGE = ROOT / "docs/toolkit/check.md"
VALIDATOR = Draft202012Validator(json_schema())


def snippets():
    """Return the TOML examples of the author's reference as whole sheets, by their ids."""
    text = FORMAT_PAGE.read_text(encoding="utf-8")
    found = {}
    for number, body in enumerate(
        re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ):
        name = f"example-{number}"
        if body.startswith("format"):
            name = tomllib.loads(body)["id"]
        else:
            body = f'format = 1\nid = "{name}"\ntitle = "T"\n{body}'  # noqa: PLW2901
        found[name] = body
    return found


SNIPPETS = snippets()
SHEETS = {
    path.stem: path.read_text("utf-8")
    for path in sorted([*ROOT.glob("exercises/*.toml"), *ROOT.glob("tests/fixtures/*.toml")])
}


def errors(text):
    """Return the path and message of each mistake that the schema finds in a sheet."""
    found = VALIDATOR.iter_errors(tomllib.loads(text))
    return [(list(one.absolute_path), one.message) for one in found]


def test_the_schema_is_a_schema():
    """It is valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(json_schema())


def test_the_schema_is_the_same_each_time():
    """It is published, so the same model gives the same bytes."""
    assert json_schema() == json_schema()


@pytest.mark.parametrize("text", (SHEETS | SNIPPETS).values(), ids=(SHEETS | SNIPPETS).keys())
def test_sheets_that_work_are_valid(text):
    """All sheets of the pack, and all examples of the docs."""
    assert errors(text) == []


def test_the_examples_show_every_kind():
    """A kind without an example could not be learned."""
    kinds = {item["kind"] for text in SNIPPETS.values() for item in tomllib.loads(text)["item"]}

    assert kinds == set(model.ITEM_TYPES)


def test_the_examples_have_no_problem_at_all(tmp_path):
    """They load, pass their own tests, and would notice a changed key."""
    for name, text in SNIPPETS.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")

    assert check(tmp_path) == []


def test_the_example_of_evidence_is_sound(tmp_path):
    """Facts and sources on the page belong together."""
    text = FORMAT_PAGE.read_text(encoding="utf-8")
    blocks = re.findall(
        r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )
    for name, body in blocks:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")

    found = load_evidence(tmp_path)

    assert set(found.facts) == {"un-entry"}
    assert found.sources["un-states"].label == "UN 2024"
    assert set(toml_keys(Fact)) - {"note"} == set(
        tomllib.loads(dict(blocks)["docs/evidence/facts.toml"])["fact"][0]
    )


WRONG = {
    "unknown key": ('text = "Geneva"', 'text = "Geneva"\ncorect = true', ["option", 0]),
    "unknown key of an item": ('kind = "choice"', 'kind = "choice"\nanswer = "1"', []),
    "wrong type": ("prompt = '''How many", "prompt = 5\nx = '''How many", ["prompt"]),
    "a number without quotes": ('answer = "15"', "answer = 15", ["answer"]),
    "a fraction of nothing": ('score = "1/2"', 'score = "1/0"', ["test", 1, "score"]),
    "missing key": ('answer = "15"\n', "", []),
    "missing kind": ('kind = "date"\n', "", []),
    "unknown kind": ('kind = "date"', 'kind = "day"', ["kind"]),
    "unknown word": ('verdict = "supported"', 'verdict = "true"', ["claim", 1, "verdict"]),
    "unknown rule": ('kind = "multi"', 'kind = "multi"\nrule = "luck"', ["rule"]),
    "a bad id": ('id = "new-york"', 'id = "New York"', ["option", 1, "id"]),
    "an empty list": ('accept = ["General Assembly", "UN General Assembly", "UNGA"]', "accept = []",
                      ["accept"]),
    "an empty text": ("prompt = '''Where", "prompt = ' '\nexplain = '''Where", ["prompt"]),
    "a text for a list": ('accept = ["San Francisco"]', 'accept = "San Francisco"',
                          ["gap", 0, "accept"]),
    "a table for a list": ('[[item.criterion]]\nid = "evidence"', '[item.criterion]\nid = "e"',
                           ["criterion"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path"), WRONG.values(), ids=WRONG.keys())
def test_what_the_reader_refuses_the_schema_refuses(old, new, path, tmp_path):
    """Each class of mistake is found by both, and by the schema at the same key."""
    name, text = next((name, text) for name, text in SNIPPETS.items() if old in text)
    if new.startswith("[item.criterion]"):  # two ways of writing it cannot stand side by side
        text = text.replace('[[item.criterion]]\nid = "claim"', '[[item.claim]]\nid = "claim"')
    wrong = text.replace(old, new, 1)
    file = tmp_path / f"{name}.toml"
    file.write_text(wrong, encoding="utf-8")

    in_item = [found[2:] for found, _ in errors(wrong) if found[:1] == ["item"]]

    assert path in in_item
    if "rule" not in path:  # the lint's business
        assert read_sheet(file).problems


def test_mistakes_at_the_top_are_found():
    """Format, title and stray keys."""
    text = SNIPPETS["united-nations"]
    for old, new in (("format = 1", "format = 2"), ("title", "titel"), ("language", "lang")):
        assert errors(text.replace(old, new, 1))


def test_one_mistake_is_said_once():
    """Keys that all kinds share are checked in one place only."""
    text = SNIPPETS["united-nations"].replace('"place-in-time"\nprompt', "5\nprompt")

    assert errors(text) == [(["item", 0, "objective"], "5 is not of type 'string'")]


def test_every_key_of_the_model_is_offered_and_described():
    """An editor completes the keys of an item before it knows its kind."""
    offered = json_schema()["$defs"]["item"]["properties"]

    for cls in model.ITEM_TYPES.values():
        for name, (one, _) in toml_keys(cls).items():
            assert one.metadata["doc"] in offered[name]["description"]
    assert offered["option"]["items"] == {"$ref": "#/$defs/option"}


def test_parts_do_not_take_the_names_of_kinds():
    """Both are definitions of the schema."""
    parts = {name.lower() for name in model.__all__ if isinstance(getattr(model, name), type)} - {
        cls.__name__.lower() for cls in model.ITEM_TYPES.values()
    }

    assert not parts & set(model.ITEM_TYPES)


@pytest.mark.parametrize("page", [FORMAT_PAGE, CHECK_PAGE], ids=lambda page: page.stem)
def test_the_tables_in_the_docs_are_those_of_the_model(page):
    """If this fails: python tools/reference_tables.py."""
    fill = run_path(str(ROOT / "tools/reference_tables.py"))["fill"]
    text = page.read_text(encoding="utf-8")

    assert "% table: " in text
    assert fill(text) == text


def test_the_published_schema_is_that_of_the_model():
    """If this fails: python tools/reference_tables.py."""
    made = run_path(str(ROOT / "tools/reference_tables.py"))["schema_text"]()

    assert (FORMAT_PAGE.parent / "exercise.schema.json").read_text(encoding="utf-8") == made


def test_every_part_with_more_than_two_keys_has_a_table():
    """The reference leaves nothing out; small parts are told in a sentence."""
    text = FORMAT_PAGE.read_text(encoding="utf-8")
    parts = [model.Sheet, model.Item, *model.ITEM_TYPES.values()]
    parts += [Fact, model.Option, model.Gap, model.Pair, model.Event, model.Claim, model.Source]

    for cls in (*parts, model.ItemTest):
        name = getattr(cls, "kind", cls.__name__)
        assert f"% table: keys {name}\n" in text
    for cls in (model.Near, model.Reject, model.Objective, model.Level, model.Criterion):
        for name in toml_keys(cls):
            assert f"`{name}`" in text


def test_tables_name_types_defaults_and_needs():
    """What an author may write, in words."""

    @dataclass(frozen=True, kw_only=True)
    class Sample:
        word: model.Policy = model.key("A word.")
        flag: bool = model.key("A flag.", default=False)
        half: Fraction | None = model.key("A half.", default=None)
        source: model.Source = model.key("A table.")

    Sample.__annotations__ = {
        "word": model.Policy, "flag": bool, "half": Fraction | None, "source": model.Source
    }  # fmt: skip

    assert key_table(Sample).splitlines()[2:] == [
        "| `word` | `strict` / `normal` | yes | A word. |",
        "| `flag` | true / false | no: false | A flag. |",
        "| `half` | number | no | A half. |",
        "| `source` | table | yes | A table. |",
    ]


def test_the_example_of_a_check_is_true(tmp_path, monkeypatch):
    """The lines on the page about checking are what such a file gives."""
    shown = re.findall(r"^exercises/.*$", CHECK_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    text = (
        'format = 1\nid = "eligibility"\ntitle = "T"\n\n\n\n'
        '[[item]]\nid = "treaty-year"\nkind = "number"\n\nprompt = "In which year?"\n'
        'explane = "In Washington."\nanswer = "1949"\n'
        '[[item]]\nid = "founders"\nkind = "multi"\nprompt = "Who signed?"\n'
        '[[item.option]]\nid = "norway"\ntext = "Norway"\ncorrect = true\n'
        '[[item.option]]\nid = "iceland"\ntext = "Iceland"\ncorrect = true\n\n\n\n\n\n'
        '[[item.option]]\nid = "spain"\ntext = "Spain"\n'
        '[[item.option]]\nid = "greece"\ntext = "Greece"\nwhy = "In 1952."\n'
        '[[item.test]]\nresponse = "norway;iceland"\nscore = "1"\n'
        '[[item.test]]\nresponse = "spain"\nscore = "0"\n'
    )
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises/eligibility.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    found = [str(one) for one in check(Path(), today=date(2026, 1, 1))]

    assert found == shown
