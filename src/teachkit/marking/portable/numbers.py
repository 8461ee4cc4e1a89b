"""The table of a number: the answer as exact integers, and the words that may stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import numerals
from ..language import language as language_of
from ..units import in_others, other_words

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["number_table"]


def number_table(
    answer: Fraction, tolerance: Fraction, unit: str, question: str, language: str
) -> dict[str, Any]:
    """Compile what decides about a number.

    Args:
        answer: The number that is right.
        tolerance: The largest distance that is still right.
        unit: The unit that may follow.
        question: The question; its words change nothing when they stand beside a number.
        language: BCP 47.

    Returns:
        ``answer`` and ``tolerance`` as [numerator, denominator], each a string of digits;
        ``beside``: words, and stems of words, that change nothing, beyond those of the
        language; ``units``: words that do, though the language has them among those that do
        not; ``others``: the answer in other units; ``year``: whether a full date may stand for
        its year.
    """
    known = numerals.beside(numerals.Asked(unit, question, language))
    lang = language_of(language)
    units = other_words(unit, question, language)
    general = (lang.number_fillers | lang.stop | lang.fillers) - lang.range_words
    return {
        "answer": [str(answer.numerator), str(answer.denominator)],
        "tolerance": [str(tolerance.numerator), str(tolerance.denominator)],
        "near": [],
        "beside": sorted(known - general),
        "others": [
            [str(one.numerator), str(one.denominator)]
            for one in in_others(answer, unit, question, language)
        ],
        "units": sorted(units & general),
        "year": numerals.may_be_year(answer, unit),
    }
