"""All figures of a class computed a second time, by pandas and NumPy from the tables."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_classes import answers_of, choice, graded, sheet_of, tally
from scipy import stats

from teachkit.analysis import analyse, of_decided, pool, variant_gaps
from teachkit.analysis.options import comparisons_of, option_stats
from teachkit.analysis.pooling import item_hash
from teachkit.analysis.thirds import in_thirds, thirds_of
from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.gradebook.tally import Tally, tally_of

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "exercises" / "sample-class"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample class: its analysis, its tally, and its marks as a table of students."""
    out = tmp_path_factory.mktemp("sample") / "out"
    sheet = load_sheet(ROOT / "exercises" / "eligibility.toml")
    files = [SAMPLE / "eligibility.csv", SAMPLE / "eligibility-json"]
    grade_class(sheet, files, out, roster=SAMPLE / "roster.csv")
    found = Tally.from_json((out / "statistics.json").read_text(encoding="utf-8"))
    lines = (out / "marks.jsonl").read_text(encoding="utf-8").splitlines()
    marks = pd.DataFrame([json.loads(line) for line in lines])
    marks = marks[~marks.state.isin(["missing", "excused"])].copy()
    marks["points"] = [
        float(Fraction(one)) if isinstance(one, str) else np.nan for one in marks.points
    ]
    return analyse(sheet, found), found, marks


def _points(marks):
    return marks.pivot_table(
        index="student", columns="item", values="points", dropna=False, aggfunc="first"
    ).astype(float)


def test_difficulty_of_the_sample_class(sample):
    """Counts, shares and Wilson's interval by pandas and SciPy."""
    analysis, _, marks = sample
    for one in analysis.items:
        mine = marks[marks.item == one.item.id]
        decided = mine[mine.points.notna()]
        right = int((decided.state == "correct").sum())
        there = stats.binomtest(right, len(decided)).proportion_ci(method="wilson")

        assert (one.decided, one.open) == (len(decided), int(mine.points.isna().sum()))
        assert one.blank == int((mine.state == "blank").sum())
        assert one.right.value == pytest.approx(right / len(decided))
        assert (one.right.low, one.right.high) == pytest.approx((there.low, there.high))
        credit = decided.points.mean() / float(one.item.points)
        assert one.credit.value == pytest.approx(credit)


def test_item_rest_correlation_of_the_sample_class(sample):
    """The rest is the total without the item, over students whose answer is decided."""
    analysis, _, marks = sample
    points = _points(marks)
    totals = points.sum(axis=1)
    for one in analysis.items:
        mine = points[one.item.id].dropna()
        rest = totals[mine.index] - mine
        if mine.nunique() < 2:
            assert one.rest is None
            continue
        there = stats.pearsonr(mine, rest)
        interval = there.confidence_interval()

        assert one.rest.value == pytest.approx(there.statistic)
        assert (one.rest.low, one.rest.high) == pytest.approx((interval.low, interval.high))


def test_totals_alpha_and_error_of_the_sample_class(sample):
    """Cronbach's alpha by the matrix of covariances, Feldt's interval by SciPy's F.

    Over what is decided: questions of which at least half is, students of whom all of that is.
    """
    analysis, _, marks = sample
    every = _points(marks)[[item.id for item in analysis.sheet.items]]
    whole = every.fillna(0.0)
    rows = every.astype(object).where(every.notna(), None).to_numpy().tolist()
    found = of_decided(analysis, [[_exact(one) for one in row] for row in rows])
    points = every.loc[:, every.notna().sum() >= every.isna().sum()].dropna()
    covariance = np.cov(points.to_numpy().T)
    k, n = len(points.columns), len(points)
    alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())

    assert analysis.waiting
    assert (analysis.alpha, analysis.error, analysis.alpha_students) == (None, None, None)
    assert analysis.students == len(whole) > n
    assert analysis.mean == pytest.approx(whole.sum(axis=1).mean())
    assert analysis.spread == pytest.approx(whole.sum(axis=1).std())
    assert (found.alpha_students, found.alpha_items) == (n, k)
    assert found.alpha.value == pytest.approx(alpha)
    ends = [1 - (1 - alpha) * stats.f.ppf(at, n - 1, (n - 1) * (k - 1)) for at in (0.975, 0.025)]
    assert [found.alpha.low, found.alpha.high] == pytest.approx(ends)
    assert found.error == pytest.approx(points.sum(axis=1).std() * np.sqrt(1 - alpha))


def _exact(number):
    return None if number is None else Fraction(number)


def test_answers_that_wait_are_no_zeros(sample):
    """Of a class with known reliability some answers wait: taken for 0 they would hide it."""
    analysis, _, _ = sample
    rng = np.random.default_rng(5)
    items = len(analysis.items)
    ability = rng.normal(size=(400, 1))
    given = (ability + rng.normal(size=(400, items)) > 0).astype(float)
    truth = _alpha(given)
    waits = rng.random(400) < 0.4
    last = [[*map(Fraction, row[:-1]), None if wait else Fraction(row[-1])]
            for row, wait in zip(given.tolist(), waits, strict=True)]  # fmt: skip
    asked = replace(
        analysis, items=tuple(replace(one, decided=300, open=100) for one in analysis.items)
    )
    found = of_decided(asked, last)
    zeros = given.copy()
    zeros[waits, -1] = 0

    assert found.alpha_students == 400 - waits.sum()
    assert found.alpha.low < truth < found.alpha.high
    assert abs(found.alpha.value - truth) < abs(_alpha(zeros) - truth)
    few = of_decided(asked, last[:2])
    assert (few.alpha, few.alpha_students, few.alpha_items) == (None, 2 - waits[:2].sum(), items)
    same = of_decided(asked, [last[int(np.argmin(waits))]] * 5)
    assert (same.alpha, same.error, same.alpha_students) == (None, None, 5)


def _alpha(points):
    covariance = np.cov(points.T)
    k = points.shape[1]
    return k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())


def test_options_of_the_sample_class(sample):
    """Who chose what: count, thirds, and how they do on the rest, read from the answers."""
    analysis, found, marks = sample
    totals = marks.groupby("student").points.sum()
    place = thirds_of(found.totals)
    third = (totals * found.unit).round().astype(int).map(place)
    compared, seen = comparisons_of(analysis.sheet), 0
    for stats_of_item in analysis.items:
        if stats_of_item.item.kind != "choice":
            continue
        mine = marks[marks.item == stats_of_item.item.id].set_index("student")
        ids = {one.text: one.id for one in stats_of_item.item.options}
        ids |= {"ABCDEFGH"[at]: one.id for at, one in enumerate(stats_of_item.item.options)}
        chosen = mine.response.str.strip().replace(ids)
        rest = totals - mine.points
        for option in stats_of_item.options:
            who = chosen[chosen == option.offer.key].index
            assert option.count == len(who)
            assert option.thirds == tuple(int((third[who] == at).sum()) for at in range(3))
            if len(who) > 1:
                assert option.rest.mean == pytest.approx(rest[who].mean())
                assert option.rest.variance == pytest.approx(rest[who].var())
            seen += len(who)
        key = chosen[
            chosen.isin([one.offer.key for one in stats_of_item.options if one.offer.right])
        ].index
        for option in stats_of_item.options:
            who = chosen[chosen == option.offer.key].index
            if option.offer.text and not option.offer.right and len(who) > 1:
                there = stats.ttest_ind(rest[who], rest[key], equal_var=False)
                interval = there.confidence_interval(1 - 0.1 / compared)
                assert option.over_key.low == pytest.approx(interval.low)
    assert seen > 100


def test_parts_of_the_sample_class(sample):
    """Right sides of a match item, counted from the answers as they were given."""
    analysis, _, marks = sample
    item = next(one for one in analysis.items if one.item.id == "which-rule")
    given = [json.loads(one) for one in marks[marks.item == "which-rule"].response if one.strip()]
    for option in item.options:
        part, _, side = option.offer.key.partition("=")
        ids = sum(one.get(part, "") == side for one in given if side)
        assert option.count >= ids  # texts and letters name sides too
    for part in {one.offer.part for one in item.options}:
        mine = [one for one in item.options if one.offer.part == part]
        assert sum(one.count for one in mine) == item.decided
        assert sum(one.offer.right for one in mine) == 1
        assert sum(one.share.value for one in mine) == pytest.approx(1)


def test_answers_too_long_to_be_kept_have_no_rest():
    """A cut answer can't be read again: then nothing is said instead of something wrong."""
    sheet = sheet_of(choice("one"), choice("two"))
    found = tally(sheet, [["a", "a"], ["option b" + " " * 300, "a"], ["b", "c"]] * 4)
    item = sheet.items[0]

    made = option_stats(
        sheet, item, found.items["one"], found.unit, place=thirds_of(found.totals), comparisons=6
    )

    b = next(one for one in made if one.offer.key == "b")
    assert b.count == 8
    assert b.rest is None
    assert b.over_key is None


def test_thirds_do_not_depend_on_an_order():
    """Equal totals stand in one third; all three together are the class."""
    totals = {3: 4, 5: 1, 7: 20, 9: 5}

    assert thirds_of(totals) == {3: 0, 5: 0, 7: 1, 9: 2}
    assert in_thirds(totals, thirds_of(totals)) == (5, 20, 5)
    assert thirds_of({4: 9}) == {4: 1}
    assert thirds_of({}) == {}


def test_a_made_class_of_500():
    """All correlations at once by NumPy."""
    rng = np.random.default_rng(11)
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(12)))
    answers = answers_of(rng, 500, "a" * 12, np.linspace(-1.5, 1.5, 12))
    matrix = np.array([[said == "a" for said in row] for row in answers], dtype=float)
    rest = matrix.sum(axis=1)[:, None] - matrix
    there = [np.corrcoef(matrix[:, at], rest[:, at])[0, 1] for at in range(12)]

    found = analyse(sheet, tally(sheet, answers))

    assert [one.rest.value for one in found.items] == pytest.approx(there)
    assert [one.right.value for one in found.items] == pytest.approx(list(matrix.mean(axis=0)))


def test_classes_that_differ_do_not_make_an_item_look_good():
    """Within classes an item may be a coin, though pooled by hand it goes with the rest."""
    rng = np.random.default_rng(12)
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(6)))
    classes = []
    for share in (0.2, 0.9):
        matrix = rng.random((60, 6)) < share
        answers = [["a" if right else "b" for right in row] for row in matrix]
        classes.append((f"class {share}", sheet, tally(sheet, answers), matrix.astype(float)))
    whole = np.vstack([matrix for *_, matrix in classes])
    naive = np.corrcoef(whole[:, 0], whole[:, 1:].sum(axis=1))[0, 1]
    centred = np.vstack([matrix - matrix.mean(axis=0) for *_, matrix in classes])
    within = np.corrcoef(centred[:, 0], centred[:, 1:].sum(axis=1))[0, 1]

    found = pool([one[:3] for one in classes])[0]

    assert naive > 0.4
    assert found.rest.value == pytest.approx(within)
    assert found.rest.low < 0 < found.rest.high
    assert found.decided == 120
    assert [one.decided for one in found.classes] == [60, 60]


def test_pooling_by_what_an_item_is():
    """Another key is another item; feedback, minutes and place on the sheet are not."""
    old, moved = choice("one"), choice("one")
    mended = choice("one", right="b")
    other = choice("two")
    classes = [
        ("2024", sheet_of(old, other), tally(sheet_of(old, other), [["a", "a"], ["b", "a"]] * 3)),
        ("2025", sheet_of(other, moved), tally(sheet_of(other, moved), [["a", "a"], ["a", "b"]])),
        ("2026", sheet_of(mended), tally(sheet_of(mended), [["b"], ["b"]])),
    ]

    found = {(one.item.id, one.hash): one for one in pool(classes)}

    one = found["one", item_hash(old)]
    assert item_hash(old) == item_hash(moved) != item_hash(mended)
    assert [(at.label, at.number, at.decided) for at in one.classes] == [
        ("2024", 1, 6),
        ("2025", 2, 2),
    ]
    assert one.right.value == 0.5
    assert one.changed
    assert found["one", item_hash(mended)].right.value == 1
    assert not found["two", item_hash(other)].changed


def test_variants_are_compared_item_by_item():
    """An item that was planted harder in one variant stands apart; no other does."""
    rng = np.random.default_rng(13)
    sheet = sheet_of(*(choice(f"item-{at}") for at in range(8)))
    answers = {name: answers_of(rng, 60, "a" * 8, [0.0] * 8) for name in "AB"}
    for row in answers["B"]:
        row[5] = "a" if rng.random() < 0.15 else "c"
    variants = {name: tally_of(sheet, graded(sheet, rows)) for name, rows in answers.items()}

    gaps = variant_gaps(sheet, variants)

    assert [one.item for one in gaps if one.apart] == ["item-5"]
    gap = gaps[5].gap
    a, b = (np.mean([row[5] == "a" for row in answers[name]]) for name in "AB")
    assert gap.value == pytest.approx(a - b)
    assert gap.low < a - b < gap.high
    assert variant_gaps(sheet, {"A": variants["A"]}) == ()
    assert len(variant_gaps(sheet, {**variants, "C": variants["A"]})) == 24


def test_nobody_and_one_student():
    """No figure of nothing, and no fault either."""
    sheet = sheet_of(choice("one"), choice("two"))
    nobody = analyse(sheet, tally(sheet, []))
    alone = analyse(sheet, tally(sheet, [["a", "b"]]))

    assert (nobody.students, nobody.mean, nobody.alpha) == (0, None, None)
    assert nobody.items[0].right is None
    assert (alone.students, alone.mean, alone.spread, alone.alpha) == (1, 1.0, None, None)
    assert alone.items[0].rest is None
