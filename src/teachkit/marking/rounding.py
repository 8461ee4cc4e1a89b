"""Round numbers: when one number may be another rounded, and when it surely is."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["digits", "last_place", "maybe_rounded", "well_rounded"]

LEAST_DIGITS = 3
"""Digits that a rounded number must show: 2.19 billion for 2.187 billion, but not 2 billion."""

LEAST_SCALE = 1_000_000
"""Whoever writes *million* says that the number is a round one."""


def digits(number: Fraction) -> str:
    """Write a number in digits for a reason: six of them if it is no whole one."""
    if number.denominator == 1:
        return str(number)
    return str(round(number)) if abs(number) >= 10**6 else f"{float(number):g}"


def last_place(value: Fraction) -> Fraction:
    """Return what the last digit of a number counts that is none of the zeros at its end."""
    if value.denominator != 1:
        return Fraction(1, 10 ** min(30, len(f"{float(value):.12g}".partition(".")[2])))
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def maybe_rounded(value: Fraction, answer: Fraction) -> bool:
    """Whether one of two numbers may be the other rounded or cut off, or a share for a percentage.

    Whole answers of up to four digits, years among them, are not rounded.
    """
    if value * 100 == answer or value == answer * 100:
        return True
    if answer.denominator == 1 and abs(answer) < 10_000:
        return False
    away = abs(value - answer)
    return away * 10 <= abs(answer) and away < max(last_place(value), last_place(answer))


def well_rounded(figure: str, scale: int, answer: Fraction) -> bool:
    """Whether a number in words of scale is the answer, rounded as one should.

    Args:
        figure: The digits as typed: ``2.19``.
        scale: What the word behind them multiplies by: 1,000,000,000 for *billion*.
        answer: The exact number.
    """
    whole, _, decimals = figure.removeprefix("+").partition(".")
    shown = whole + decimals
    enough = len(shown.lstrip("0")) >= LEAST_DIGITS and shown.isdecimal()
    if scale < LEAST_SCALE or not enough:
        return False
    step = Fraction(scale, 10 ** len(decimals))
    return 2 * abs(int(shown) * step - answer) <= step
