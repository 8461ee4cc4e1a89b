"""Marking without a bank: an answer, and what is accepted."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..model import Date, Mark, Precision, State
from . import date, numerals
from .compared import compare
from .context import Context
from .dates import read_dates
from .keys import Spec
from .language import language as language_of
from .matcher import RULES, matcher
from .normal import basic, normalise
from .number_words import is_number
from .periods import Period, read_period
from .responses import clip
from .text import text_mark
from .tokens import read_words
from .units import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Reject

__all__ = ["Kind", "mark_text", "spec_from"]

Kind = Literal["text", "number", "year", "date", "list"]
"""What is asked for."""

_KINDS = ("text", "number", "year", "date", "list")
_POLICIES = ("strict", "normal")
_ACCENTS = ("fold", "keep")
_RANK = (State.CORRECT, State.UNSURE, State.UNREADABLE, State.INCORRECT)


class _Case(NamedTuple):
    spec: Spec
    kind: str
    need: int
    day_first: bool | None


def mark_text(  # noqa: PLR0913 - each is a part of what is asked
    response: str,
    accept: Iterable[str],
    *,
    reject: Iterable[str | Reject] = (),
    question: str = "",
    policy: str = "strict",
    kind: Kind = "text",
    language: str = "en",
    others: Iterable[str] = (),
    accents: str = "fold",
    need: int = 0,
    day_first: bool | None = None,
) -> Mark:
    """Mark an answer by the answers that are accepted.

    Args:
        response: As the student gave it; nothing raises.
        accept: The accepted answers.
        reject: Wrong answers that are known: texts, or ``Reject`` with feedback.
        question: The question. Its words may be repeated in an answer.
        policy: ``strict``, or ``normal``: an accepted answer among harmless words will do.
        kind: What is asked for. ``list``: several of the accepted answers.
        language: BCP 47. English and Japanese have lists of words.
        others: Accepted answers of other items: no slips of the pen in this one's.
        accents: ``fold``, or ``keep``: é is another letter than e.
        need: For a list: how many are asked for; 0 means all.
        day_first: For a date: how 3/4/1949 is read; None leaves it to a person.

    Returns:
        State, credit, reason; ``cause`` is one word for what decided, ``version`` the
        version of the rules.

    Raises:
        ValueError: If ``policy``, ``kind`` or ``accents`` is unknown.
    """
    if accept.__class__ is not tuple:
        accept = (accept,) if isinstance(accept, str) else tuple(accept)
    marker = _marker(
        accept, tuple(reject), question, policy, kind, language, tuple(others), accents, need,
        day_first,
    )  # fmt: skip
    return marker[response]


def spec_from(  # noqa: PLR0913, PLR0917 - what mark_text and review_groups have in common
    accept: Iterable[str],
    reject: Iterable[str | Reject],
    question: str,
    policy: str,
    language: str,
    others: Iterable[str],
    accents: str,
) -> Spec:
    """Gather the arguments of ``mark_text`` that make a key; raises ``ValueError``."""
    if policy not in _POLICIES or accents not in _ACCENTS:
        raise ValueError(
            f"policy '{policy}' must be one of {', '.join(_POLICIES)}, "
            f"accents '{accents}' one of {', '.join(_ACCENTS)}"
        )
    return Spec(
        (accept,) if isinstance(accept, str) else tuple(accept),
        tuple((one, "") if isinstance(one, str) else (one.text, one.why) for one in reject),
        question,
        policy == "normal",
        language,
        tuple(others),
        accents == "keep",
    )


@lru_cache(maxsize=512)
def _marker(  # noqa: PLR0913, PLR0917 - the cache is asked a million times a second
    accept: Iterable[str],
    reject: tuple[str | Reject, ...],
    question: str,
    policy: str,
    kind: str,
    language: str,
    others: tuple[str, ...],
    accents: str,
    need: int,
    day_first: bool | None,
) -> _Marker:
    if kind not in _KINDS:
        raise ValueError(f"kind is '{kind}', but must be one of {', '.join(_KINDS)}")
    spec = spec_from(accept, reject, question, policy, language, others, accents)
    needed = need or (len(spec.accept) if kind == "list" else 1)
    return _Marker(_Case(spec, kind, needed, day_first))


class _Marker(dict[str, Mark]):
    """The marks of one case; each different answer is marked once."""

    def __init__(self, case: _Case) -> None:
        super().__init__()
        self.case = case

    def __missing__(self, response: str) -> Mark:
        made = _mark(self.case, response)
        if len(self) < 65_536 and len(response) <= 200:
            self[response] = made
        return made


def _mark(case: _Case, response: str) -> Mark:
    spec = case.spec
    if case.kind in ("text", "list"):
        return text_mark(spec, response, "three-way", need=case.need)
    rule = "equal-date" if case.kind == "date" else "within-tolerance"
    known = matcher(spec).by_form(response)
    if known and (known.cause != "same" or normalise(response) == normalise(known.matched)):
        return text_mark(spec, response, rule)
    marks = [_measured(case, accepted, response, rule) for accepted in spec.accept]
    best = min(marks, key=lambda one: _RANK.index(one.state), default=None)
    return best or text_mark(spec, response, rule)


def _measured(case: _Case, accepted: str, response: str, rule: str) -> Mark:
    """Mark by one accepted number or date; by its words if it is none."""
    spec = case.spec
    context = Context(spec.language, spec.others)
    if case.kind == "date":
        only_year = _year_is_enough(spec, response)
        item = _date_item(accepted, spec.question, spec.language, case.day_first, only_year)
        if item:
            got = date.mark(item, response, context)
            return Mark(got.state, got.score, rule, got.reason, (), got.matched, "date", RULES)
    else:
        key = _number_key(accepted, spec.question, spec.language, case.kind == "year")
        if key:
            state, reason, _ = compare(response, key[0], asked=key[1])
            score = Fraction(state is State.CORRECT)
            return Mark(state, score, rule, reason, (), accepted, "number", RULES)
    decided = _period_mark(spec, accepted, response, rule)
    if decided is not None:
        return decided
    one = matcher(spec._replace(accept=(accepted,))).verdict(response)
    return Mark(
        one.state, Fraction(one.state is State.CORRECT), rule, one.reason, (), accepted,
        one.cause, RULES,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _date_item(
    accepted: str, question: str, code: str, day_first: bool | None, only_year: bool
) -> Date | None:
    """Return an item that asks for an accepted date; ``None`` if it is none."""
    wanted = read_dates(accepted, day_first=day_first, code=code)
    if len(wanted.days) != 1 or wanted.why:
        return None
    day = wanted.days[0]
    precision = Precision.DAY if day.day else Precision.MONTH
    depth = Precision.YEAR if only_year or not day.month else precision
    return Date(
        id="date", prompt=question, answer=accepted, precision=depth, day_first=day_first
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _number_key(
    accepted: str, question: str, code: str, year: bool
) -> tuple[Fraction, numerals.Asked] | None:
    """Return an accepted number, and what stands around it; ``None`` if it is none."""
    if read_period(accepted, code):
        return None
    asked = numerals.Asked(_unit_of(accepted, code), question, code, year)
    key = numerals.read(accepted, asked)
    return (key.values[0], asked) if key.values and (key.plain or key.loose) else None


def _year_is_enough(spec: Spec, response: str) -> bool:
    """Whether the question asks for a year, *in what year*, and a response gives no more."""
    asks = language_of(spec.language).periods.get("year_only", ())
    if not any(one in basic(spec.question) for one in asks):
        return False
    said = read_dates(response, code=spec.language)
    return not said.why and {one[1:] for one in said.days} == {(None, None)}


def _period_mark(spec: Spec, accepted: str, response: str, rule: str) -> Mark | None:
    """Mark by an accepted decade or century; ``None`` where that leaves a doubt."""
    wanted = read_period(accepted, spec.language)
    said = read_period(response, spec.language) or _year_said(spec, response)
    if wanted is None or said is None:
        return None
    if wanted.same(said):
        reason = f"the accepted period '{clip(accepted)}'"
        return Mark(State.CORRECT, Fraction(1), rule, reason, (), accepted, "number", RULES)
    if wanted.holds(said):
        reason = f"it lies in '{clip(accepted)}', and no more is asked for"
        return Mark(State.CORRECT, Fraction(1), rule, reason, (), accepted, "number", RULES)
    if wanted.apart(said):
        reason = f"it lies outside '{clip(accepted)}'"
        return Mark(State.INCORRECT, Fraction(0), rule, reason, (), accepted, "number", RULES)
    return None


def _year_said(spec: Spec, response: str) -> Period | None:
    """Read a year, alone or in a date, as a period of one year."""
    said = read_dates(response, code=spec.language)
    years = {day.year for day in said.days}
    year = min((one or 0 for one in years), default=0)
    if not year:
        number = numerals.read(response, numerals.Asked("", spec.question, spec.language))
        whole = number.plain and len(number.values) == 1 and number.values[0].denominator == 1
        year = int(number.values[0]) if whole else 0
    sure = not said.days or (len(years) == 1 and not said.why and not said.loose)
    return Period(year, year, "year") if sure and 100 <= year <= 2100 else None


def _unit_of(accepted: str, code: str) -> str:
    """Return the words of a key beside its number, without those that change a number."""
    lang = language_of(code)
    words = [one for one in read_words(accepted, code).tokens if not is_number(one)]
    changing = lang.range_words | lang.negations | lang.alternatives
    dropped = changing | lang.stop | lang.number_fillers
    if "£" in accepted:
        words = ["£" if one == "pound" else one for one in words]
    unit = " ".join(words) if words != ["year"] and named(" ".join(words), code) else ""
    return unit or " ".join(one for one in words if one not in dropped)
