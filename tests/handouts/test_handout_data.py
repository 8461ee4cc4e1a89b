"""The data that goes to templates: what a student may see, kind by kind, and the keys."""

from __future__ import annotations

import json
import re
import subprocess
import zlib
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction

import pytest

from teachkit.bank import load_sheet
from teachkit.errors import ProblemsError
from teachkit.handouts import build_handout
from teachkit.handouts.blocks import BODIES
from teachkit.handouts.document import handout_document
from teachkit.handouts.keys import ANSWERS
from teachkit.handouts.words import exact, words_of
from teachkit.model import ITEM_TYPES, Cloze, Gap, Sheet, Text, Verdict

ENGLISH = words_of("en")
KEY_FIELDS = {"why", "explain", "accept", "answer", "model", "criteria", "rejects", "tests"}
KEY_WORDS = {"key", "correct", "answers", "answer", "why", "notes", "credit", "dates", "minutes"}


@pytest.fixture(scope="module")
def all_kinds(pack) -> Sheet:
    """The sheet with each kind twice."""
    return load_sheet(pack / "exercises" / "all-kinds.toml")


@pytest.fixture(scope="module")
def documents(all_kinds, pack):
    """Both editions' data."""
    return {
        key: handout_document(all_kinds, key=key, paper="a4", pack_root=pack)[0]
        for key in (False, True)
    }


@pytest.fixture(scope="module")
def items(documents):
    """The items of the key's data, by id."""
    return {item["id"]: item for item in documents[True]["items"]}


def _words(node):
    """Yield all texts of data."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _words(value)
    elif isinstance(node, list):
        for value in node:
            yield from _words(value)


def _names(node):
    """Yield the names of all keys of data."""
    if isinstance(node, dict):
        yield from node
        for value in node.values():
            yield from _names(value)
    elif isinstance(node, list):
        for value in node:
            yield from _names(value)


def _said(spans) -> str:
    return "".join(
        span.get("text", "")
        + _said(span.get("spans", []))
        + (f"({span['number']})" if span["span"] == "gap" else "")
        for span in spans
    )


# --- Keys stay with teachers -------------------------------------------------


def _marked(node, inside=False, counter=None):
    """Replace every text of every key by a canary; numbers and dates by others."""
    counter = counter if counter is not None else iter(range(1000, 9999))
    if isinstance(node, tuple):
        return tuple(_marked(one, inside, counter) for one in node)
    if isinstance(node, str):
        return f"canary{next(counter)}" if inside and node else node
    if not is_dataclass(node):
        return node
    changes = {}
    for one in fields(node):
        value = getattr(node, one.name)
        is_key = one.name in KEY_FIELDS or inside
        if one.name in ("id", "rule", "use"):
            continue
        if is_key and one.name == "answer" and isinstance(value, Fraction):
            changes[one.name] = Fraction(next(counter), 7)
        elif is_key and one.name == "answer" and re.fullmatch(r"[\d-]+", value):
            changes[one.name] = f"{next(counter)}-11-23"
        else:
            changes[one.name] = _marked(value, is_key, counter)
    return replace(node, **changes)


@pytest.fixture(scope="module")
def canaries(all_kinds, pack, tmp_path_factory):
    """A sheet whose every key holds a canary, and both its editions."""
    sheet = _marked(replace(all_kinds, id="canaries"))
    out = tmp_path_factory.mktemp("canaries")
    return sheet, {
        key: build_handout(sheet, out, key=key, pack_root=pack)[0] for key in (False, True)
    }


def _everything_in(path) -> bytes:
    """The bytes of a PDF with its streams unpacked, its text and its metadata."""
    raw = path.read_bytes()
    unpacked = [raw]
    for found in re.finditer(rb"stream\r?\n", raw):
        try:
            unpacked.append(zlib.decompressobj().decompress(raw[found.end() :]))
        except zlib.error:
            continue
    commands = (["pdftotext", path, "-"], ["pdfinfo", "-meta", path], ["pdfinfo", path])
    said = (subprocess.run(one, check=True, capture_output=True).stdout for one in commands)
    return b"\n".join([*unpacked, *said])


def test_no_canary_reaches_a_worksheet(canaries, pack):
    """Neither the data for the template, nor any byte, text or metadata of the PDF."""
    sheet, made = canaries
    data = handout_document(sheet, key=False, paper="a4", pack_root=pack)[0]
    text = json.dumps(data)

    assert "canary" not in text
    assert not re.search(r"-11-23|November", text)
    assert b"canary" not in _everything_in(made[False])
    assert b"23 November" not in _everything_in(made[False])


def test_all_canaries_reach_the_key(canaries):
    """The key leaves nothing out, so the test above can fail."""
    sheet, made = canaries
    planted = set(re.findall(r"canary\d+", repr(replace(sheet, items=_untested(sheet)))))
    found = set(re.findall(rb"canary\d+", _everything_in(made[True])))

    assert planted
    assert planted - {one.decode() for one in found} == set()
    assert b"23 November" in _everything_in(made[True])


def _untested(sheet):
    return tuple(replace(item, tests=()) for item in sheet.items)


def test_the_data_of_a_worksheet_has_no_place_for_keys(documents):
    """Not even an empty one: the names of the key's data do not occur."""
    assert not KEY_WORDS & set(_names({**documents[False], "words": {}}))
    assert set(_names(documents[True])) >= KEY_WORDS - {"credit"}


def test_ids_of_parts_stay_inside(documents, all_kinds):
    """An id such as that of a match's right side would give the pair away."""
    items = [{**item, "parts": ()} for item in documents[False]["items"]]
    said = set(_words(items))
    parts = {
        part.id
        for item in all_kinds.items
        for name in ("options", "gaps", "pairs", "events", "claims")
        for part in getattr(item, name, ())
    }

    assert said & parts == set()


def test_both_editions_ask_the_same(documents):
    """Without what the key adds, the items are equal: numbers, letters and orders agree."""
    stripped = [{k: v for k, v in item.items() if k != "key"} for item in documents[True]["items"]]

    assert stripped == documents[False]["items"]


# --- Kind by kind ------------------------------------------------------------


def test_every_kind_is_printed():
    """A kind without a function in both editions is seen here, and so is a rule."""
    assert set(BODIES) == set(ANSWERS) == set(ITEM_TYPES.values())
    rules = {
        rule for kind in ITEM_TYPES.values() for rule in (kind.default_rule, *kind.other_rules)
    }
    assert set(ENGLISH.table["rules"]) == rules


def test_options_are_lettered_and_the_right_ones_marked(items):
    """Choice and multi."""
    choice, multi = items["choice-practice"], items["multi-practice"]

    assert [one["letter"] for one in choice["options"]] == ["A", "B", "C"]
    assert choice["key"]["correct"] == [False, True, False]
    assert _said(choice["key"]["why"][1]) == "The text is also called the Washington Treaty."
    assert multi["key"]["correct"] == [True, False, True]


def test_an_option_may_carry_credit(pack, all_kinds):
    """Credit of an option that is not simply wrong is said beside it."""
    item = all_kinds.item("choice-graded")
    option = replace(item.options[1], credit=Fraction(1, 2))
    sheet = replace(all_kinds, items=(replace(item, options=(item.options[0], option)),))
    data = handout_document(sheet, key=True, paper="a4", pack_root=pack)[0]

    assert data["items"][0]["key"]["credit"] == ["", "credit 0.5"]


def test_number_and_date(items):
    """Answers in words, tolerance and part credit in the notes."""
    assert items["number-practice"]["unit"] == "states"
    assert items["number-graded"]["key"]["answer"] == "7.5"
    assert "within 0.5 of it" in set(_words(items["number-graded"]))
    assert "within 1: credit 0.5" in set(_words(items["number-practice"]))
    assert items["date-practice"]["parts"] == ["day", "month", "year"]
    assert items["date-practice"]["key"]["answer"] == "4 April 1949"
    assert items["date-graded"]["parts"] == ["month", "year"]
    assert items["date-graded"]["key"]["answer"] == "August 1949"


def test_text_gives_as_many_lines_as_answers_are_asked(items):
    """``need`` answers, the first forms on the lines, the others below."""
    graded = items["text-graded"]

    assert (graded["lines"], graded["key"]["answers"]) == (2, ["France", "Italy"])
    assert graded["task"] == "Give 2 answers, one on each line."
    assert [note["label"] for note in graded["key"]["notes"]][:2] == ["Also right", "Not accepted"]
    assert "a majority" in set(_words(items["text-practice"]["key"]))


def test_gaps_are_numbered_as_on_the_page(items):
    """Gap spans stand in the text, inside other spans too; words to choose from below."""
    practice = items["cloze-practice"]

    assert _said(practice["text"][0]["spans"]) == (
        "New members must be (1) states, and all (2) must agree. The treaty dates from (3)."
    )
    assert practice["gaps"] == 3
    assert practice["banks"] == [{"gaps": [1], "words": ["European", "American", "democratic"]}]
    assert practice["key"]["answers"] == ["European", "members", "1949"]
    said = " ".join(_words(items["cloze-graded"]["key"]))
    assert ", any order within “founders”" in said


def test_gaps_keep_the_number_of_the_file(pack, all_kinds):
    """The number of a gap is its place in the file, wherever it stands in the text."""
    item = Cloze(
        id="turned",
        prompt="Turn.",
        text="First [[b]], then [[a]].\n\n> Again [[b]]",
        gaps=(Gap(id="a", accept=("A",)), Gap(id="b", accept=("B",))),
    )
    sheet = replace(all_kinds, items=(item,))
    data = handout_document(sheet, key=False, paper="a4", pack_root=pack)[0]["items"][0]

    assert _said(data["text"][0]["spans"]) == "First (2), then (1)."
    assert _said(data["text"][1]["blocks"][0]["spans"]) == "Again (2)"


def test_match_letters_are_those_shown(items, all_kinds):
    """Two pairs with one right side share its letter; surplus sides have one too."""
    from teachkit.display import letter, right_sides

    item = all_kinds.item("match-graded")
    shown = [text for _, text in right_sides(item)]
    data = items["match-graded"]

    assert [_said(side["text"]) for side in data["right"]] == shown
    assert data["key"]["answers"] == [letter(shown.index(pair.right)) for pair in item.pairs]
    assert len(items["match-practice"]["right"]) == 4


def test_order_shows_places_and_ties(items, pack, all_kinds):
    """Places count from 1; events of one date share theirs."""
    data = items["order-practice"]
    places = dict(zip(map(_said, data["events"]), data["key"]["answers"], strict=True))
    assert places == {"Greece joins": "1", "Spain joins": "2", "Sweden joins": "3"}
    assert set(data["key"]["dates"]) == {"18 February 1952", "1982", "March 2024"}

    item = all_kinds.item("order-practice")
    tied = replace(item, events=tuple(replace(one, date="1952") for one in item.events))
    sheet = replace(all_kinds, items=(tied,))
    document = handout_document(sheet, key=True, paper="a4", pack_root=pack)[0]
    assert document["items"][0]["key"]["answers"] == ["1–3"] * 3


def test_claims_have_source_and_verdicts(items):
    """The source line, the columns, and the column that is right."""
    data = items["claims-practice"]

    assert data["verdicts"] == ["Supported", "Contradicted", "Not stated"]
    assert len(data["verdicts"]) == len(Verdict)
    assert data["key"]["answers"] == [1, 0, 2]
    assert [block["block"] for block in data["source"]["excerpt"]] == ["para", "list"]
    assert data["source"]["where"][0]["url"] == "https://example.org/speech"


def test_essays_have_lines_and_the_key_a_rubric(items):
    """The rubric's levels are a table; model answers are numbered if there are several."""
    data = items["essay-graded"]
    notes = {note["label"]: note["blocks"] for note in data["key"]["notes"]}

    assert data["lines"] == 6
    assert _said(notes["Rubric"][0]["head"][1]) == "Names who decides"
    assert [_said(row[0]) for row in notes["Rubric"][0]["rows"]] == ["0", "1", "3"]
    assert {"Model answer 1", "Model answer 2"} <= notes.keys()


def test_what_is_known_to_be_short_is_not_measured(items, pack):
    """Long source, long essay: the template measures them."""
    printed = handout_document(
        load_sheet(pack / "exercises" / "print.toml"), key=False, paper="a4", pack_root=pack
    )[0]
    short = {item["id"]: item["short"] for item in printed["items"]}

    assert items["choice-practice"]["short"]
    assert not short["long-essay"]
    assert not short["hostile"]  # a line break: lines cannot be told from its length


def test_a_sheet_without_a_title_or_with_a_strange_language(all_kinds, pack):
    """Both are needed by screen readers, so both are said at once."""
    with pytest.raises(ProblemsError) as caught:
        handout_document(
            replace(all_kinds, title=" ", language="klingon!"),
            key=False,
            paper="a4",
            pack_root=pack,
        )

    assert [(one.code, one.line) for one in caught.value.problems] == [
        ("empty-title", 4),
        ("unknown-language", 5),
    ]


def test_language_and_region(all_kinds, pack):
    """The tags of a language go to Typst apart."""
    sheet = replace(all_kinds, language="zh-Hant-TW")
    data = handout_document(sheet, key=False, paper="letter", pack_root=pack)[0]

    assert data["language"] == {"lang": "zh", "region": "TW"}
    assert data["paper"] == "us-letter"


# --- Words -------------------------------------------------------------------


def test_amounts_in_words():
    """Halves and thirds have a sign of their own; one is singular."""
    assert ENGLISH.amount(Fraction(1), "point") == "1 point"
    assert ENGLISH.amount(Fraction(1, 2), "point") == "½ point"
    assert ENGLISH.amount(Fraction(5, 2), "point") == "2½ points"
    assert ENGLISH.amount(Fraction(0), "point") == "0 points"
    assert ENGLISH.amount(Fraction(9, 7), "point") == "9/7 points"
    assert ENGLISH.amount(Fraction(39)) == "39"


def test_numbers_exactly():
    """A decimal where that is exact, else a fraction."""
    assert [exact(Fraction(one)) for one in ("0.05", "1/3", "-1.5", "300", "0")] == [
        "0.05",
        "1/3",
        "−1.5",
        "300",
        "0",
    ]


def test_dates_in_words():
    """ISO dates as people write them; all else as it is."""
    assert ENGLISH.day("1949-04-04") == "4 April 1949"
    assert ENGLISH.day("1949-04") == "April 1949"
    assert ENGLISH.day("1949") == "1949"
    assert ENGLISH.day("1949-13-01") == "1949-13-01"
    assert ENGLISH.day("c. 1949") == "c. 1949"
    assert ENGLISH.day("1949-04-04-04") == "1949-04-04-04"


def test_tasks_for_every_kind():
    """Each kind says what to do."""
    assert ENGLISH.task(Text(id="one", prompt="?", accept=("a",))) == (
        "Write a word or a short phrase."
    )
