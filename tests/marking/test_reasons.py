"""How numbers are written in the reason of a mark."""

from fractions import Fraction

import pytest

from teachkit.marking.responses import clip
from teachkit.marking.verdicts import show, so_zero


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 2), "1/2"),
        (Fraction(3), "3"),
        (Fraction(1949), "1949"),
        (Fraction("2.5"), "2.5"),
        (Fraction(-1, 4), "-1/4"),
        (Fraction(7, 3), "7/3"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_are_exact_in_reasons(number, text):
    """Credits as fractions, other numbers as decimals when these are exact."""
    assert show(number) == text


def test_a_sum_below_zero_says_that_it_counts_as_zero():
    """The arithmetic stays visible."""
    assert so_zero(Fraction(-1, 2)) == (0, "-1/2, so 0")


def test_long_responses_are_shortened_to_one_line():
    """A reason stays a sentence."""
    assert clip("a\nb") == "a b"
    assert len(clip("word " * 100)) == 60
