"""Variants: what moves, what stays, how even they are, and the way back from letters."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachkit.bank import load_sheet
from teachkit.display import letter
from teachkit.errors import ProblemsError
from teachkit.marking import mark
from teachkit.marking.order import event_ranks
from teachkit.model import Choice, Item, Match, Multi, Number, Option, Order, Sheet
from teachkit.variants import (
    as_ids,
    fairness,
    kept_order,
    make_variants,
    map_rows,
    part_ids,
    pinned_items,
    plain_variant,
    read_map,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def all_kinds() -> Sheet:
    """The sheet with each kind twice."""
    return load_sheet(ROOT / "tests" / "fixtures" / "all-kinds.toml")


def choice(id_: str, *texts: str, **more) -> Choice:
    """A choice whose first option is right."""
    options = tuple(
        Option(id=f"o{at}", text=text, correct=not at) for at, text in enumerate(texts or "pqrs")
    )
    return Choice(id=id_, prompt=more.pop("prompt", "Which?"), options=options, **more)


def sheet_of(*items: Item, **more) -> Sheet:
    """A sheet of these items."""
    return Sheet(format=1, id="s", title="S", items=items, **more)


def test_same_seed_same_orders_and_more_variants_change_nothing(all_kinds):
    """A fifth variant leaves four as they are; another seed does not."""
    four, five = make_variants(all_kinds, 4, "x"), make_variants(all_kinds, 5, "x")

    assert four == make_variants(all_kinds, 4, "x") == five[:4]
    assert four != make_variants(all_kinds, 4, "y")


def test_every_part_is_there_once_in_every_variant(all_kinds):
    """Orders change, content never."""
    for one in make_variants(all_kinds, 6):
        assert sorted(one.items) == sorted(item.id for item in all_kinds.items)
        for item in all_kinds.items:
            assert sorted(one.parts.get(item.id, ())) == sorted(part_ids(item))


@given(seed=st.text("abc", max_size=3), size=st.integers(3, 6))
def test_over_as_many_variants_as_options_each_stands_once_at_each_letter(seed, size):
    """So no letter is the key's more often, and the key moves like any wrong option."""
    item = choice("c", *"pqrstu"[:size])
    orders = [one.parts["c"] for one in make_variants(sheet_of(item), size, seed)]

    for place in range(size):
        assert len({order[place] for order in orders}) == size


def test_letters_of_keys_are_even_over_variants():
    """Each letter holds a quarter of the keys; within a variant chance decides, and is measured."""
    sheet = sheet_of(*(choice(f"c{at}") for at in range(20)))
    found = fairness(sheet, make_variants(sheet, 4, "even"))

    assert set(found.spreads[""].counts.values()) == {20}
    assert all(sum(found.spreads[name].counts.values()) == 20 for name in "ABCD")
    assert found.same_items
    assert found.shared[2] == 0


def test_orders_of_options_know_no_key():
    """Whoever has the seed cannot tell from a printed order which option is right."""
    one = sheet_of(*(choice(f"c{at}") for at in range(6)))
    turned = [
        replace(item, options=tuple(replace(o, correct=o.id == "o2") for o in item.options))
        for item in one.items
    ]

    assert make_variants(one, 5) == make_variants(replace(one, items=tuple(turned)), 5)


def test_an_uneven_set_is_called_uneven():
    """The number is no ornament: the same letter throughout is seen."""
    sheet = sheet_of(*(choice(f"c{at}", shuffle=False) for at in range(12)))
    loose = replace(sheet, items=tuple(replace(one, shuffle=True) for one in sheet.items))
    same = [replace(plain_variant(loose), name=name) for name in "AB"]
    found = fairness(loose, same)

    assert not found.spreads[""].even
    assert found.spreads["A"].longest_run == 12
    assert found.shared == ("A", "B", 12)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (choice("c", "Rome", "Paris", "All of the above"), "refer"),
        (choice("c", "Rome", "Paris", "Both A and B"), "refer"),
        (choice("c", "Rom", "Paris", "Keine der genannten Antworten"), "refer"),
        (choice("c", "東京", "大阪", "上記のすべて"), "refer"),
        (choice("c", "1947", "1949", "1951"), "size"),
        (choice("c", "about 5,000", "about 500", "about 50"), "size"),
        (choice("c", "True", "False"), "stands in this order"),
        (choice("c", "Yes.", "No."), "stands in this order"),
        (choice("c", "p", "q", "r", shuffle=False), "shuffle = false"),
        (choice("c", "p", "q", "r", prompt="Why is option B tempting?"), "letter"),
    ],
)
def test_an_order_that_means_something_is_kept(item, reason):
    """In every variant, and the report says why."""
    sheet = sheet_of(item)
    variants = make_variants(sheet, 3)

    assert reason in kept_order(item)
    assert {one.parts["c"] for one in variants} == {part_ids(item)}
    assert fairness(sheet, variants).kept["c"] == kept_order(item)


@pytest.mark.parametrize(
    "item",
    [
        choice("c", "Any other European state", "Any democracy", "a and b agree"),
        choice("c", "1951", "1947", "1949"),
        choice("c", "Both states agreed", "Neither state agreed", "One did"),
        choice("c", "All of the above", "p", "q", shuffle=True),
    ],
)
def test_what_only_looks_so_is_shuffled(item):
    """A guard that keeps too much would make variants alike."""
    assert kept_order(item) == ""


def test_items_change_places_within_their_block_only():
    """What has no block stays; what refers to another question stays with it."""
    number = Number(id="first", prompt="How many?", answer=1)
    items = [number, *(choice(f"c{at}", block="one") for at in range(5))]
    items += [choice("refers", block="one", prompt="See {item-ref}`s/c4` again.")]
    sheet = sheet_of(*items)
    variants = make_variants(sheet, 4)

    assert {one.items[0] for one in variants} == {"first"}
    assert {one.items[5:] for one in variants} == {("c4", "refers")}
    assert len({one.items for one in variants}) == 4
    assert set(pinned_items(sheet)) == {"c4", "refers"}


def test_no_order_tells_the_key(all_kinds):
    """Events never stand in order of time, right sides never beside their left ones."""
    for seed in "abcdef":
        for one in make_variants(all_kinds, 8, seed):
            for item in all_kinds.items:
                shown = one.parts.get(item.id, ())
                if isinstance(item, Order):
                    assert list(shown) != [event.id for event in item.events]
                if isinstance(item, Match) and len(shown) == len(item.pairs):
                    assert list(shown) != [pair.id for pair in item.pairs]


def written(rows, path: Path) -> Path:
    """Write rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def test_a_map_is_read_as_it_was_written(all_kinds, tmp_path):
    """Seed and sheet are not needed to know what a student saw."""
    variants = make_variants(all_kinds, 3, "m")
    found = read_map(written(map_rows(all_kinds, variants), tmp_path / "map.csv"), all_kinds)

    assert list(found.variants.values()) == variants


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no map"),
        ("student,name\nS01,Aya\n", "no map"),
        ("sheet,build,item,part,A\nother,b,x,,Q1\n", "map of sheet 'other'"),
        ("sheet,build,item,part,A\nall-kinds,b,x,,Q1,Q2\n", "too few or too many"),
        ("sheet,build,item,part,A\nall-kinds,b,x,,banana\n", "no place"),
        ("sheet,build,item,part,A\nall-kinds,b,x,y,A\nall-kinds,b,x,z,A\n", "no place"),
        ("sheet,build,item,part,A,A\n", "no map"),
        ('sheet,build,item,part,A\n"' + "x" * 200_000, "cannot be read"),
    ],
)
def test_what_is_no_map_is_refused(all_kinds, tmp_path, text, message):
    """With file and reason, and never a traceback."""
    path = tmp_path / "map.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsError, match=message):
        read_map(path, all_kinds)


def test_letters_come_back_as_what_the_student_saw(all_kinds):
    """The right letters of any variant get full marks, and the next letters do not."""
    for one in make_variants(all_kinds, 4, "letters"):
        for item in all_kinds.items:
            shown = one.parts.get(item.id, ())
            if isinstance(item, Choice):
                right = next(option.id for option in item.options if option.correct)
                said = letter(shown.index(right))
                assert mark(item, as_ids(item, said, one)).score == 1
                assert mark(item, as_ids(item, f"({said.lower()})", one)).score == 1
            if isinstance(item, Multi):
                said = [letter(shown.index(o.id)) for o in item.options if o.correct]
                for form in (";".join(said), "".join(said), ", ".join(said)):
                    assert mark(item, as_ids(item, form, one)).score == 1
            if isinstance(item, Order):
                ranks = event_ranks(item)
                ranked = sorted(ranks, key=ranks.__getitem__)
                boxes = [str(ranked.index(id_) + 1) for id_ in shown]
                lettered = [letter(shown.index(id_)) for id_ in ranked]
                assert mark(item, as_ids(item, ";".join(boxes), one)).score == 1
                assert mark(item, as_ids(item, ";".join(lettered), one)).score == 1


def test_pairs_by_letter(all_kinds):
    """Each left side with its letter, in a JSON object."""
    (variant,) = make_variants(all_kinds, 1, "p")
    item = next(one for one in all_kinds.items if isinstance(one, Match))
    by_text = {text: id_ for id_, text in dict.fromkeys((p.id, p.right) for p in item.pairs)}
    shown = variant.parts[item.id]
    said = {
        pair.id: letter(next(at for at, id_ in enumerate(shown) if id_ == by_text[pair.right]))
        for pair in item.pairs
        if by_text[pair.right] in shown
    }

    made = json.loads(as_ids(item, json.dumps(said), variant))

    assert Counter(mark(item, json.dumps(made)).parts[at].state for at in range(len(said))) == {
        "correct": len(said)
    }


@pytest.mark.parametrize("said", ["", "   ", "Z", "Rome", "o1", "A;Z", "[1, 2", "\x00", "AB" * 900])
def test_what_is_no_letter_stays_as_it_is(said):
    """Ids, texts and noise are for the marker to judge."""
    item = choice("c", "Rome", "Paris", "Bonn")
    (variant,) = make_variants(sheet_of(item), 1)

    if said != "A;Z":
        assert as_ids(item, said, variant) == said
    assert mark(item, as_ids(item, said, variant)).state is not None


def test_a_letter_that_is_another_options_text_goes_to_a_person():
    """Blood groups are called A, B and O: nobody can tell which A is meant."""
    item = choice("c", "A", "B", "O", shuffle=True)
    states = {
        mark(item, as_ids(item, said, one)).state
        for one in make_variants(sheet_of(item), 3)
        for said in "AB"
    }

    assert "unreadable" in states
    assert states <= {"unreadable", "correct", "incorrect"}
    assert as_ids(item, "O", plain_variant(sheet_of(item))) == "O"
