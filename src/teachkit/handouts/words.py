"""The words that a handout itself says, kept apart from the sheet's."""

from __future__ import annotations

from fractions import Fraction

from ..model import Item, Text, Verdict

__all__ = ["RULES", "VERDICTS", "WORDS", "amount", "cited", "day_words", "exact", "task"]

WORDS = {
    "name": "Name",
    "class": "Class",
    "date": "Date",
    "points": "Points",
    "worksheet": "Worksheet",
    "key": "Key",
    "key-banner": "Key – for teachers",
    "key-note": "Do not hand out. The questions are numbered as on the worksheet.",
    "build": "build",
    "page": "Page",
    "of": "of",
    "answer": "Answer",
    "day": "Day",
    "month": "Month",
    "year": "Year",
    "source": "Source",
    "claim": "Claim",
    "choose": "Choose from",
}
"""What templates print of their own, by name."""

_TASKS = {
    "choice": "Tick one box.",
    "multi": "Tick every box that applies.",
    "number": "Write a number.",
    "date": "Write a date.",
    "text": "Write a word or a short phrase.",
    "cloze": "Fill in the gaps.",
    "match": "Write the right letter on each line.",
    "order": "Number the boxes in order of time; 1 is the earliest.",
    "claims": "Hold each claim against the source: tick one box a row.",
    "essay": "Write in full sentences.",
}

VERDICTS = {
    Verdict.SUPPORTED: "Supported",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.NOT_STATED: "Not stated",
}
"""The columns of a claims table, in this order."""

RULES = {
    "one-right": "full credit for the right option, or an option’s own credit",
    "net-correct": "(right ticks − wrong ticks) ÷ number correct, never below 0",
    "all-or-nothing": "full credit if all of it is right, else 0",
    "false2": "right ticks ÷ number correct − wrong ticks ÷ number wrong (2 at least), "
    "never below 0",
    "coverage": "share of the correct ones found × share of the ticks that are right",
    "each-answer": "share of the boxes that are as they should be, ticked or not",
    "within-tolerance": "right within the tolerance",
    "equal-date": "right if the date is the same, as far as it is asked for",
    "three-way": "accepted forms are right, rejected ones wrong, all else is read by a person",
    "mean-of-gaps": "mean of the gaps",
    "share-of-pairs": "share of the pairs that are right",
    "longest-run": "1 − 2 × events out of order ÷ number of events, never below 0",
    "right-minus-half-wrong": "(right − wrong ÷ 2) ÷ number of claims, never below 0",
    "share-of-claims": "share of the claims that are right",
    "rubric": "a person marks by the rubric",
}
"""What each marking rule does, for the key."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PARTS = {
    Fraction(1, 2): "½",
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
    Fraction(1, 4): "¼",
    Fraction(3, 4): "¾",
}


def task(item: Item) -> str:
    """Say what to do, in a short sentence."""
    if isinstance(item, Text) and item.need > 1:
        return f"Give {item.need} answers, one on each line."
    return _TASKS[item.kind]


def amount(value: Fraction, unit: str = "") -> str:
    """Write an amount as people do: ``1 point``, ``1½ points``, ``2/7 points``."""
    whole, rest = divmod(value, 1)
    text = (str(whole) if whole or not rest else "") + _PARTS.get(rest, "")
    if rest and rest not in _PARTS:
        text = str(value)
    return f"{text} {unit}{'' if value <= 1 and value else 's'}" if unit else text


def exact(value: Fraction) -> str:
    """Write a number as a decimal where that is exact (``0.5``), else as a fraction (``2/3``)."""
    places = next((n for n in range(13) if (value * 10**n).denominator == 1), None)
    if places is None:
        return str(value)
    text = f"{abs(int(value * 10**places)):0{places + 1}d}"
    sign = "−" if value < 0 else ""
    return sign + (f"{text[:-places]}.{text[-places:]}" if places else text)


def cited(labels: list[str], as_of: str) -> str:
    """Say where a fact comes from and as of when: ``NATO 2024; as of 7 March 2024``."""
    if len(labels) > 2:
        labels = [f"{labels[0]} and {len(labels) - 1} more"]
    when = day_words(as_of)
    # "in force since 1949" speaks for itself; a bare date does not.
    return f"{', '.join(labels)}; {when if when[:1].islower() else f'as of {when}'}"


def day_words(iso: str) -> str:
    """Write 1949-04-04 as 4 April 1949; other forms are left as they are."""
    year, *rest = iso.split("-")
    if not all(one.isdigit() for one in (year, *rest)) or len(rest) > 2:
        return iso
    if rest and not 1 <= int(rest[0]) <= len(_MONTHS):
        return iso
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(one)) for one in rest[1:]), *month, year])
