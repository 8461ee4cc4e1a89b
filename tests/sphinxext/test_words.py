"""Dates and numbers as a reader writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from teachkit.sphinxext.words import date_text, number_text


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("1949-04-04", "4 April 1949", "4 Apr 1949"),
        ("2024-3", "March 2024", "Mar 2024"),
        ("1949", "1949", "1949"),
        (" 7 March 2024 ", "7 March 2024", "7 March 2024"),
        ("2024-13-01", "2024-13-01", "2024-13-01"),
        ("in force since 1949", "in force since 1949", "in force since 1949"),
    ],
)
def test_dates(text, long, short):
    """ISO dates are written out, at the precision they have; all else stays."""
    assert date_text(text, "en") == long
    assert date_text(text, "en", short=True) == short


def test_dates_in_another_language():
    """As that language writes them."""
    assert date_text("1949-04-04", "de") == "4 April 1949"
    assert date_text("1949-05-04", "fr") == "4 mai 1949"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1949", "1949"),
        ("-7", "-7"),
        ("1/2", "0.5"),
        ("-1/8", "-0.125"),
        ("2/3", "2/3"),
        ("1/1000000000000", "0.000000000001"),
        ("12345678901234567890.5", "12345678901234567890.5"),
    ],
)
def test_numbers(number, text):
    """Exact: a decimal where it ends, else a fraction."""
    assert number_text(Fraction(number)) == text
