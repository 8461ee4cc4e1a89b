"""The queue: clusters, suggestions, order, the sample; and the page's data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import perf_counter

import pytest

from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.gradebook import grade_class, open_results
from teachkit.gradebook.decisions import Settled
from teachkit.review import page_html, questions, sample
from teachkit.review.clusters import MOST, clusters
from teachkit.review.queue import key_of
from teachkit.review.suggest import suggest

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
    ("form", "words"),
    [
        ("washington dc", "probably right: it holds all words of 'Washington', and more"),
        ("washingtn", "probably right: it is spelt much like 'Washington'"),
        ("not washington", "probably wrong: it says 'no' or 'not'"),
        ("rome italy", "probably wrong: it holds the known wrong answer 'Rome'"),
        ("boston", ""),
        ("sha256:0123456789abcdef", ""),
    ],
)
def test_suggestions_say_what_they_rest_on(form, words):
    """And are never made without a reason."""
    assert suggest(form, ["Washington"], ["Rome"]).words == words


def test_suggestions_look_at_numbers_and_parts():
    """Another number is no slip of the pen."""
    assert suggest("article 4", ["Article 5"]).words == "probably wrong: it gives another number"
    assert (
        suggest("tropic", ["Tropic line"]).words == "probably right: it holds part of 'Tropic line'"
    )
    assert suggest("iran", ["Iraq"]).share > 0.5 or not suggest("iran", ["Iraq"]).words
    assert suggest("wat", ["war"]).words == ""


def test_clusters_join_what_is_alike_and_nothing_else():
    """By words and by letters."""
    forms = ["tropic of cancer", "the tropic of cancer line", "the equator", "equator line", "pole"]
    assert clusters(forms) == [[0, 1], [2, 3], [4]]
    assert clusters([]) == []
    assert clusters([""]) == [[0]]


def test_clustering_stays_fast_and_complete():
    """More forms than are compared stand alone."""
    forms = [f"answer {n % 37} of {n}" for n in range(MOST + 50)]
    began = perf_counter()
    found = clusters(forms)
    assert perf_counter() - began < 20
    assert sorted(place for group in found for place in group) == list(range(len(forms)))
    assert all(len(group) == 1 for group in found if group[0] >= MOST)


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
    """Numbers with their unit, dates, sentences; a list has none."""
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
        "one": (),
        "share": ("50 percent",),
        "judge": ("contradicted",),
        "day": ("1949-04-04",),
    }
