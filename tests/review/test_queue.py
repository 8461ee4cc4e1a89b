"""The queue: clusters, suggestions, order, the sample; and the page's data."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from teachkit import review_groups
from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.gradebook import grade_class, open_results
from teachkit.gradebook.decisions import Settled, form_of
from teachkit.gradebook.queue import Unit, in_order
from teachkit.gradebook.suggest import suggest
from teachkit.marking.groups import group_open
from teachkit.review import page_html, questions, sample
from teachkit.review.queue import key_of

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
ROWS = (
    "S01,Washington DC,10,the members,x,All decide.",
    "S02,washington dc.,10,the members,1982,One decides.",
    "S03,Washington D.C. USA,ten?,everyone,1982,All decide.",
    "S04,Boston,10,all members,maybe,",
)


def graded(folder, rows=ROWS):
    """Grade made-up rows and read the results back."""
    folder.mkdir(exist_ok=True)
    (folder / "class.csv").write_text(
        "student,word,gaps.door,gaps.who,pairs.spain,say\n" + "\n".join(rows) + "\n", "utf-8"
    )
    grade_class(load_sheet(FIXTURE), [folder / "class.csv"], folder / "out", source=FIXTURE)
    return open_results(folder / "out")


@pytest.fixture
def found(tmp_path):
    """The queue of the class."""
    return questions(graded(tmp_path), Settled())


def test_questions_stand_in_the_sheets_order(found):
    """With the key beside them, parts by number."""
    assert [(one.heading, one.part) for one in found] == [
        ("Q3", ""),
        ("Q4, gap 2", "who"),
        ("Q5, pair 1", "spain"),
        ("Q9", ""),
    ] or next(one.heading for one in found) == "Q3"
    assert found[0].accept == ("Washington",)
    assert found[0].reject == ("Rome",)


def test_like_answers_stand_together(found):
    """One unit a form, clusters side by side."""
    units = found[0].units
    assert [(one.form, one.count) for one in units] == [
        ("washington dc", 2),
        ("washington dc usa", 1),
        ("boston", 1),
    ]
    assert [one.cluster for one in units] == [0, 0, 1]
    assert units[0].commonest == "Washington DC"


def test_essays_stand_alone_in_an_order_of_their_own(tmp_path, found):
    """Seeded by the results: the same page for the same results."""
    essays = found[-1].units
    assert all(one.alone and one.count == 1 for one in essays)
    rows = [f"S{n:02},,,,,Text {n}" for n in range(20)]
    first = questions(graded(tmp_path / "a", rows), Settled())[-1]
    again = questions(graded(tmp_path / "b", rows), Settled())[-1]
    order = [one.students[0] for one in first.units]
    assert order == [one.students[0] for one in again.units]
    assert order != sorted(order)


def test_a_sample_is_the_same_for_the_same_results(found):
    """And never larger than what there is."""
    drawn = sample(found, 3, "seed")
    keys = [key_of(one, unit) for one in drawn for unit in one.units]
    assert len(keys) == 3
    assert keys == [key_of(one, unit) for one in sample(found, 3, "seed") for unit in one.units]
    assert sum(len(one.units) for one in sample(found, 99, "seed")) == sum(
        len(one.units) for one in found
    )


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("extra-words", "probably right: it holds all words of 'Washington', and more"),
        ("part", "probably right: it holds part of 'Washington'"),
        ("negation", "probably wrong: it says 'no' or 'not', and 'Washington' does not"),
        ("other-number", "probably wrong: it gives a number that 'Washington' does not have"),
        ("no-match", ""),
        ("direction", ""),
    ],
)
def test_suggestions_say_what_they_rest_on(cause, words):
    """And are never made where nobody has counted, or without a key to name."""
    assert suggest(cause, "Washington").words == words
    assert not suggest(cause, "").words


def test_the_queue_is_grouped_as_the_marker_groups(found):
    """A unit's suggestion is the marker's own reason for not deciding."""
    units = {one.form: one for one in found[0].units}
    groups = review_groups(
        {"Washington DC": 1, "Washington D.C. USA": 1, "Boston": 1}, ["Washington"], reject=["Rome"]
    )
    causes = {said: one.cause for one in groups for said, _ in one.responses}

    assert causes["Boston"] == "no-match"
    assert units["boston"].suggestion == suggest("no-match", "Washington")
    assert units["washington dc"].suggestion == suggest(causes["Washington DC"], "Washington")


def test_a_gap_is_grouped_by_what_it_accepts(found):
    """Parts of a cloze have words of their own."""
    (gap,) = [one for one in found if one.part == "who"]

    assert [(one.form, one.suggestion.why) for one in gap.units] == [
        ("members", "it holds part of 'all members'"),
        ("everyone", ""),
    ]


def test_a_large_class_stays_fast_and_complete():
    """More forms than are compared stand alone, and every one is there."""
    said = {f"answer {n % 37} of {n}": 1 for n in range(600)}
    groups = group_open(load_sheet(FIXTURE).items[2], "", None, said)
    units = [Unit(form_of(one), "", {one: 1}, ["S"]) for one in said]

    ordered = list(in_order(units, groups))

    assert len(ordered) == len(said)
    assert [one.cluster for one in ordered] == sorted(one.cluster for one in ordered)


def test_the_page_holds_no_way_out_of_its_data(tmp_path):
    """A script's end in an answer does not end the script."""
    results = graded(tmp_path, ["S01,</script><!--<script>,,,,\u2028"])
    page = page_html(results, questions(results, Settled()))
    inside = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]

    assert (
        json.loads(inside)["questions"][0]["units"][0]["answers"][0][0] == "</script><!--<script>"
    )
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_folder_without_its_sheet_is_refused(tmp_path, capsys):
    """Such as one graded from Python without a source."""
    (tmp_path / "class.csv").write_text("student,word\nS01,x\n", "utf-8")
    grade_class(load_sheet(FIXTURE), [tmp_path / "class.csv"], tmp_path / "out")
    assert main(["review", str(tmp_path / "out")]) == 1
    assert "the results hold no sheet.toml (grade the class again)" in capsys.readouterr().err


def test_every_kind_shows_its_key(tmp_path):
    """Options with their letters, numbers with their unit, dates, sentences."""
    text = FIXTURE.read_text("utf-8") + (
        '\n[[item]]\nid = "day"\nkind = "date"\nprompt = "When?"\nanswer = "1949-04-04"\n'
    )
    (tmp_path / "grading.toml").write_text(text, "utf-8")
    (tmp_path / "class.csv").write_text(
        "student,one,share,day,judge.joins,judge.why\nS01,neither,some,1949,maybe,\n", "utf-8"
    )
    source = tmp_path / "grading.toml"
    grade_class(load_sheet(source), [tmp_path / "class.csv"], tmp_path / "out", source=source)
    shown = questions(open_results(tmp_path / "out"), Settled())
    assert {one.item.id: one.accept for one in shown} == {
        "one": ("A The Washington Treaty",),
        "share": ("50 percent",),
        "judge": ("contradicted",),
        "day": ("1949-04-04",),
    }


def test_review_csv_stands_in_the_order_of_the_page(tmp_path):
    """The same forms in the same frames."""
    results = graded(tmp_path)
    with (tmp_path / "out" / "review.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["item"] != "say"]
    page = [
        (one.item.id, one.part, str(unit.cluster + 1), unit.form, str(unit.count))
        for one in questions(results, Settled())[:-1]
        for unit in one.units
    ]
    assert [tuple(row[name] for name in ("item", "part", "cluster", "form", "count"))
            for row in rows] == page  # fmt: skip
    assert {row["cluster"] for row in rows} == {"1", "2"}
