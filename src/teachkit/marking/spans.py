"""Ranges, bounds and round statements: when the answer surely lies outside of them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .language import language
from .normal import basic
from .numerals import Asked, Reading, beside, may_be_year, read
from .periods import MARGIN
from .tokens import read_words

__all__ = ["Span", "asks_for_time", "lies_outside", "read_span"]

_LONGEST = 120
"""Characters beyond which no span is looked for."""

_ABOUT_YEAR = 50
"""Years by which *around 1900* may be off; 100 beside a year that ends in two zeros."""

_SIGNS = re.compile(r"[<>~≈±/^]|\d ?[,;] ")
_HYPHEN = re.compile(r"(?<=\d) ?- ?(?=\d)")
_SEASON = re.compile(r"(?<![\d-])(\d\d)(\d\d) ?- ?(\d\d)(?![\d-])")


class Span(NamedTuple):
    """The numbers that a response says the answer lies among."""

    kind: str
    """``range``, ``about``, ``below``, ``above``."""
    low: Fraction | None
    high: Fraction | None
    other: frozenset[Fraction] = frozenset()
    """What its numbers may mean instead: *5 to 6* may be a score, 5-7 a 57."""


def read_span(response: str, asked: Asked) -> Span | None:
    """Read *1939 to 1945*, *about 500*, *before 1940*; ``None`` for all else.

    Args:
        response: As typed.
        asked: The unit, the question, the language, as for a number.
    """
    text = basic(response[: _LONGEST + 1])
    words = _Phrases.of(asked.language)
    if len(text) > _LONGEST or not words.one.search(text) or _SIGNS.search(text):
        return None
    parts = _two_parts(_SEASON.sub(_season, text), words)
    both = _range(*parts, asked) if parts else None
    if both:
        return both
    found = [(kind, at) for kind, form in words.kinds for at in form.finditer(text)]
    if len(found) != 1:
        return None
    kind, at = found[0]
    sides = [text[: at.start()].strip(), text[at.end() :].strip()]
    first = kind.endswith("_after") or (kind == "about" and not sides[1])
    number, rest = sides if first else reversed(sides)
    said = _clear(number, asked)
    if said is None or any(word.strip(".,") not in beside(asked) for word in rest.split()):
        return None
    value, others = said.values[0], frozenset(said.values[1:])
    match kind.partition("_")[0]:
        case "below":
            return Span("below", None, value, others)
        case "above":
            return Span("above", value, None, others)
        case _:
            return Span("about", value, value, others)


def lies_outside(span: Span, answer: Fraction, reach: Fraction, asked: Asked) -> bool:
    """Whether a number, give or take, surely is none of a span.

    Years may lie `MARGIN` outside; other numbers a tenth, and the width of a range. What is
    said to be *about* a number may be half or double of it.
    """
    if answer in span.other:
        return False
    year = may_be_year(answer, asked.unit) and asks_for_time(asked)
    low, high = span.low, span.high
    if span.kind == "about" and low is not None:
        if year:
            wide = Fraction(2 * _ABOUT_YEAR if low % 100 == 0 else _ABOUT_YEAR)
            return abs(low - answer) > wide + reach
        return low > 0 and answer > 0 and (answer > 2 * low + reach or answer < low / 2 - reach)
    margin = Fraction(MARGIN) if year else abs(answer) / 10
    if low is not None and high is not None and not year:
        margin = max(margin, high - low)
    margin += reach
    return (low is not None and answer < low - margin) or (
        high is not None and answer > high + margin
    )


def asks_for_time(asked: Asked) -> bool:
    """Whether a year is asked for: *when*, *in which year*, いつ."""
    if asked.year:
        return True
    words = language(asked.language).periods.get("asks", ())
    tokens = read_words(asked.question, asked.language).tokens
    joined = "".join(tokens)
    return any(one in tokens if one.isascii() else one in joined for one in words)


class _Phrases(NamedTuple):
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    one: re.Pattern[str]
    """Any of them: what holds none is no span."""
    ranges: re.Pattern[str]
    both: re.Pattern[str]

    @staticmethod
    @lru_cache(maxsize=4)
    def of(code: str) -> _Phrases:
        """Compile the phrases of a language."""
        lists = language(code).spans
        names = ("about", "below", "above", "about_after", "below_after", "above_after")
        between, start, end = (
            "|".join(map(re.escape, lists.get(name, ()))) or "(?!)"
            for name in ("between", "from", "and")
        )
        return _Phrases(
            tuple((name, _any_of(lists[name])) for name in names if lists.get(name)),
            re.compile(
                "|".join([_HYPHEN.pattern, *(_any_of(one).pattern for one in lists.values())])
            ),
            _any_of(lists["ranges"]),
            re.compile(rf"(.*? )??(?:(?:{between}) (.+) (?:{end}) (.+)|(?:{start}) (.+))"),
        )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Match any of some phrases, those in Latin letters as whole words."""
    latin = "|".join(re.escape(one) for one in phrases if one.isascii())
    other = "|".join(re.escape(one) for one in phrases if not one.isascii())
    forms = [rf"(?<![^\W\d_])(?:{latin})(?![^\W_])\.?" if latin else "", other]
    return re.compile("|".join(filter(None, forms)))


def _season(found: re.Match[str]) -> str:
    """Write 1946-47 in full."""
    century, first, second = int(found[1]), int(found[2]), int(found[3])
    return f"{found[1]}{found[2]} - {century + (second < first)}{second:02}"


def _two_parts(text: str, words: _Phrases) -> tuple[str, str, bool] | None:
    """Split a range into what stands on either side, and say whether by a hyphen."""
    both = words.both.fullmatch(text)
    lead = (both[1] or "") if both else ""
    if both and both[2]:
        return lead + both[2], both[3], False
    line = lead + both[4] if both else text
    if len(_HYPHEN.findall(line)) == 1:
        line = _HYPHEN.sub(" \0 ", line)
    parts = re.split(rf"\0|{words.ranges.pattern}", line)
    return (parts[0], parts[1], "\0" in line) if len(parts) == 2 else None


def _range(left: str, right: str, hyphen: bool, asked: Asked) -> Span | None:
    one, two = _clear(left, asked), _clear(right, asked)
    if one is None or two is None or one.values[0] > two.values[0]:
        return None
    low, high = one.values[0], two.values[0]
    together = {low + high, high - low, low * high}
    if hyphen and low.denominator == high.denominator == 1:
        together.add(Fraction(f"{low}{high}"))
    others = frozenset(together) | frozenset(one.values[1:]) | frozenset(two.values[1:])
    return Span("range", low, high, others)


def _clear(text: str, asked: Asked) -> Reading | None:
    """Read one number that nothing changes."""
    said = read(text, asked)
    return said if said.plain else None
