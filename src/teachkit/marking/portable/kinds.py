"""The table of each kind: one function from an item to what its reader needs."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...display import letter, right_sides, shown_events
from ...model import Date, Precision
from .. import cloze as cloze_rules
from .. import text as text_rules
from ..claims import WORDS
from ..dates import read_dates
from ..keys import Spec
from ..language import language as language_of
from ..normal import basic, normalise
from ..order import event_ranks
from ..responses import pick
from .numbers import number_table
from .texts import text_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ...model import Choice, Claims, Cloze, Essay, Gap, Match, Multi, Number, Order, Text
    from ..context import Context

__all__ = ["TABLES", "TooFineError"]

Table = dict[str, Any]

_MARKUP = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)")
_LARGEST = 10**6
_DEPTH = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


class TooFineError(Exception):
    """A credit whose numerator or denominator is too large for a browser's numbers."""


def _pair(credit: Fraction) -> list[int]:
    """Return a credit as numerator and denominator, both small enough for any browser."""
    if max(abs(credit.numerator), credit.denominator) > _LARGEST:
        raise TooFineError
    return [credit.numerator, credit.denominator]


def _spellings(sides: Sequence[tuple[str, str]]) -> list[list[Any]]:
    """Return the ways to name each thing on offer: id, text, letter; and its place.

    ``pick`` itself decides what each means, so that two that clash are left out.
    """
    places = {id_: place for place, (id_, _) in enumerate(sides)}
    said: dict[str, int] = {}
    for place, (id_, text) in enumerate(sides):
        plain = _MARKUP.sub(r"\1", text)
        for one in (id_, text, plain, letter(place), letter(place).lower()):
            chosen = pick(one, sides)
            if one.strip() and chosen is not None:
                said.setdefault(one.strip(), places[chosen])
    return [[one, place] for one, place in said.items()]


def _choice(item: Choice, _context: Context) -> Table:
    sides = [(option.id, option.text) for option in item.options]
    credits_ = [
        Fraction(option.correct) if option.credit is None else option.credit
        for option in item.options
    ]
    return {
        "options": [[one.id, _pair(due)] for one, due in zip(item.options, credits_, strict=True)],
        "said": _spellings(sides),
    }


def _multi(item: Multi, _context: Context) -> Table:
    sides = [(option.id, option.text) for option in item.options]
    return {
        "options": [[option.id, option.correct] for option in item.options],
        "said": _spellings(sides),
        "several": not _ids_make_a_text(sides),
    }


def _ids_make_a_text(sides: Iterable[tuple[str, str]]) -> bool:
    """Whether ids in a row can be read as the text of one option, which ``mark`` tries first."""
    ids = [re.split(r"-+", id_) for id_, _ in sides]
    for _, text in sides:
        words = normalise(_MARKUP.sub(r"\1", text)).split()
        starts = [words, *([article, *words] for article in ("a", "an", "the"))]
        if words and any(_made_of(start, ids, 0) for start in starts):
            return True
    return False


def _made_of(words: list[str], ids: list[list[str]], used: int) -> bool:
    """Whether words are two or more ids in a row."""
    if not words:
        return used > 1
    return any(words[: len(one)] == one and _made_of(words[len(one) :], ids, used + 1)
               for one in ids)  # fmt: skip


def _number(item: Number, context: Context) -> Table:
    table = number_table(item.answer, item.tolerance, item.unit, item.prompt, context.language)
    nears = sorted(item.near, key=lambda one: one.within)
    table["near"] = [
        [[str(one.within.numerator), str(one.within.denominator)], _pair(one.credit)]
        for one in nears
    ]
    return table


def _date(item: Date, context: Context) -> Table:
    lang = language_of(context.language)
    changing = lang.range_words | lang.negations | lang.alternatives
    asked = frozenset(re.findall("[a-z]+", basic(item.prompt)))
    return {
        "answer": list(read_dates(item.answer).days[0]),
        "beside": sorted(asked - changing),
        "depth": _DEPTH[item.precision],
        "day-first": item.day_first,
    }


def _text(item: Text, context: Context) -> Table:
    return text_table(text_rules.spec_of(item, context), need=item.need)


def _cloze(item: Cloze, context: Context) -> Table:
    beside = cloze_rules.beside(item, context)
    question = cloze_rules.around(item)
    return {"gaps": [_gap(gap, question, beside) for gap in item.gaps]}


def _gap(gap: Gap, question: str, context: Context) -> Table:
    table: Table = {"id": gap.id, "group": gap.group}
    accept = gap.accept or ((gap.answer,) if gap.answer else ())
    if gap.options:
        sides = [(option, option) for option in gap.options]
        right = [
            cloze_rules.mark_gap(gap, option).state.value == "correct" for option in gap.options
        ]
        return table | {"said": [[one, right[at]] for one, at in _spellings(sides)]}
    number = cloze_rules.number_of(gap)
    if number is not None:
        return table | {"number": number_table(number, Fraction(0), "", question, context.language)}
    spec = Spec(accept, (), question, language=context.language, others=context.others)
    return table | {"text": text_table(spec)}


def _match(item: Match, _context: Context) -> Table:
    sides = right_sides(item)
    texts = [text for _, text in sides]
    return {
        "pairs": [[pair.id, texts.index(pair.right)] for pair in item.pairs],
        "said": _spellings(sides),
    }


def _order(item: Order, _context: Context) -> Table:
    ranks = event_ranks(item)
    return {"events": [[event.id, ranks[event.id]] for event in shown_events(item)]}


def _claims(item: Claims, _context: Context) -> Table:
    said = {form: verdict.value for form, verdict in WORDS.items()} | {"not-stated": "not-stated"}
    return {
        "claims": [[claim.id, claim.verdict.value] for claim in item.claims],
        "said": [list(pair) for pair in said.items()],
    }


def _essay(_item: Essay, _context: Context) -> Table:
    return {}


TABLES: dict[str, Callable[[Any, Context], Table]] = {
    "choice": _choice,
    "multi": _multi,
    "number": _number,
    "date": _date,
    "text": _text,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "claims": _claims,
    "essay": _essay,
}
"""How the table of each kind is made."""
