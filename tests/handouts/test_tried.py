"""What an item was tried with, as the key prints it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from teachkit.bank import load_sheet, sheet_files
from teachkit.display import right_sides, shown_events
from teachkit.handouts.document import handout_document
from teachkit.handouts.look import Look
from teachkit.handouts.tried import on_paper
from teachkit.handouts.vary import varied
from teachkit.handouts.words import words_of
from teachkit.model import Choice, Claims, Cloze, Match, Multi, Order
from teachkit.paper import Detail
from teachkit.variants import make_variants

ROOT = Path(__file__).resolve().parents[2]
ITEMS = [item for path in sheet_files(ROOT) for item in load_sheet(path).items]
EN = words_of("en")


def _of(kind):
    return next(item for item in ITEMS if isinstance(item, kind))


def test_options_are_letters():
    """In the order of the alphabet, whichever way they were written."""
    item = _of(Multi)
    first, second = item.options[:2]

    assert on_paper(item, f"{second.id};{first.id}", EN) == "A, B"
    assert on_paper(_of(Choice), _of(Choice).options[2].id, EN) == "C"


def test_events_are_numbers_in_their_boxes():
    """Beside each event, in the order printed, its place in the answer."""
    item = _of(Order)
    printed = [one.id for one in shown_events(item)]
    back = ";".join(reversed(printed))

    assert on_paper(item, back, EN) == " ".join(str(n) for n in range(len(printed), 0, -1))


def test_pairs_have_letters():
    """By the text of the right side, or by its id; a dash where there is none."""
    item = _of(Match)
    sides = [text for _, text in right_sides(item)]
    letters = "".join("ABCDEFGHIJ"[sides.index(pair.right)] for pair in item.pairs)
    wanted = " · ".join(f"{n} {one}" for n, one in enumerate(letters, start=1))
    by_text = json.dumps({pair.id: pair.right for pair in item.pairs})
    by_id = json.dumps({pair.id: pair.id for pair in item.pairs})

    assert on_paper(item, by_text, EN) == on_paper(item, by_id, EN) == wanted
    assert on_paper(item, json.dumps({item.pairs[0].id: ""}), EN).startswith("1 – · 2 –")


def test_claims_and_gaps_are_named_as_on_the_sheet():
    """Letters for claims, numbers for gaps, verdicts in the sheet's language."""
    claims, cloze = _of(Claims), _of(Cloze)
    verdicts = json.dumps({claims.claims[0].id: "not-stated"})

    assert on_paper(claims, verdicts, EN).startswith("a not stated · b –")
    assert on_paper(claims, verdicts, words_of("de")).startswith("a nicht ")
    assert on_paper(cloze, json.dumps({cloze.gaps[0].id: "x"}), EN).startswith("(1) x · (2) –")


@pytest.mark.parametrize("said", ["", "no id; at all", "{", "[1]", "{}"])
def test_what_names_no_part_stays_as_it_is(said):
    """A key prints odd responses, too."""
    for item in ITEMS:
        assert on_paper(item, said, EN) == said


def test_no_key_of_the_pack_shows_an_id():
    """All tests of all items of the pack with parts are printed in letters, numbers and words."""
    for item in ITEMS:
        ids = {
            *(one.id for one in getattr(item, "options", ()) if "-" in one.id),
            *(one.id for one in getattr(item, "pairs", ()) if "-" in one.id),
            *(one.id for one in getattr(item, "events", ()) if "-" in one.id),
        }
        for test in item.tests:
            shown = on_paper(item, test.response, EN)
            assert not [one for one in ids if one in shown], (item.id, shown)


def test_a_variants_key_has_the_letters_of_its_sheet():
    """What is right in the list of responses is what is ticked above it."""
    sheet = load_sheet(ROOT / "exercises" / "eligibility.toml")
    words = words_of(sheet.language)
    plain, _ = handout_document(sheet, key=True, pack_root=ROOT, look=Look(detail=Detail.FULL))
    moved = 0
    for variant in make_variants(sheet, 3):
        for data in varied(plain, sheet, variant)["items"]:
            item = sheet.item(data["id"])
            notes = {note["label"]: note["blocks"] for note in data["key"]["notes"]}
            if not isinstance(item, Choice) or words.note("tests") not in notes:
                continue
            right = "ABCDEFG"[data["key"]["correct"].index(True)]
            listed = json.dumps(notes[words.note("tests")], ensure_ascii=False)
            assert f'"{right} → 1"' in listed
            assert listed.count(' → 1"') == 1  # an id, a text and a letter are one row
            moved += variant.parts[item.id] != tuple(one.id for one in item.options)
    assert moved
