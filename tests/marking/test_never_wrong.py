"""True statements about a number, made in all ways: none of them is ever marked wrong."""

from __future__ import annotations

import random
from fractions import Fraction
from math import floor, log10

from teachkit.marking import mark
from teachkit.marking.language import language
from teachkit.marking.units import named
from teachkit.model import Number

RNG = random.Random(1949)  # noqa: S311 - repeatable
CASES = 1_500


def wrong(cases):
    """Return what is marked wrong, or only in part right."""
    marks = [(item, said, mark(item, said)) for item, said in cases]
    return [
        (float(item.answer), item.unit, said, got.reason)
        for item, said, got in marks
        if got.state.value in ("incorrect", "partial")
    ]


def test_true_statements_about_a_year():
    """Ranges and bounds that hold it, its decade and century, about it."""
    cases = []
    for _ in range(CASES):
        year = RNG.randint(1000, 2100)
        low, high = year - RNG.randint(0, 60), year + RNG.randint(0, 60)
        forms = (
            f"{low}-{high}", f"{low} to {high}", f"between {low} and {high}", f"before {high + 1}",
            f"after {low - 1}", f"since {low}", f"until {high}", f"{year - 1} or {year}",
            f"about {year + RNG.randint(-10, 10)}", f"around {round(year, -2)}", f"c. {year}",
            f"the {year // 10 * 10}s", f"{year // 100 + 1}th century", f"late {year}",
            f"the year after {year - 1}", f"{year - 1}-{year % 100:02}", f"{low}年から{high}年",
        )  # fmt: skip
        prompt = RNG.choice(["When was it?", "In which year?", "What?"])
        item = Number(id="x", prompt=prompt, answer=Fraction(year))
        cases.append((item, RNG.choice(forms)))

    assert wrong(cases) == []


def test_true_statements_about_a_number():
    """The same for counts and decimals."""
    cases = []
    for _ in range(CASES):
        value = Fraction(RNG.randint(1, 10 ** RNG.randint(1, 8)), 10 ** RNG.randint(0, 2))
        low = round(float(value) * RNG.uniform(0.3, 1) - 0.005, 2)
        high = round(float(value) * RNG.uniform(1, 3) + 0.005, 2)
        forms = (
            f"{low}-{high}", f"{low} to {high}", f"more than {low}", f"less than {high}",
            f"up to {high}", f"at least {low}", f"roughly {float(value):.3g}",
            f"about {round(float(value) * RNG.uniform(0.85, 1.15), 2)}",
        )  # fmt: skip
        item = Number(id="x", prompt="How many?", answer=value)
        cases.append((item, RNG.choice(forms)))

    assert wrong(cases) == []


def test_true_amounts_in_other_units():
    """Rounded to one digit or more, with the unit and without it, with a tolerance and without."""
    units = {}
    for quantity, _, words in language("en").measures:
        for name in words.split(", "):
            own = [one for one in named(name, "en") if one.quantity == quantity]
            units.setdefault(quantity, []).extend((name, one) for one in own)
    del units["money"]
    cases = []
    for _ in range(2 * CASES):
        (mine, one), (other, two) = RNG.sample(RNG.choice(sorted(units.items()))[1], 2)
        value = Fraction(RNG.randint(1, 9999), RNG.choice([1, 10, 100]))
        said = float(one.into(value, two)[0])
        if one == two or not 1e-6 < abs(said) < 1e12:
            continue
        shown = RNG.randint(1, 5)
        places = shown - 1 - floor(log10(abs(said)))
        text = f"{round(said, places):.{max(0, places)}f}"
        item = Number(
            id="x", prompt=RNG.choice(["How much?", f"How many {mine} is it?"]), answer=value,
            unit=mine, tolerance=RNG.choice([Fraction(0), value / 50]),
        )  # fmt: skip
        cases.append((item, RNG.choice([f"{text} {other}", f"about {text} {other}"])))
        if shown > 1 and item.prompt == "How much?":
            cases.append((item, text))

    assert len(cases) > CASES
    assert wrong(cases) == []
