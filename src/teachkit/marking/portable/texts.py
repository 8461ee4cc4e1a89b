"""The table of a short answer: accepted and rejected forms, as the marker itself reads them."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

from ...model import State
from ..keys import Spec, raw_form
from ..language import spelling
from ..lists import mark_list
from ..matcher import matcher
from ..number_words import is_number
from ..spelling import slip
from .slips import slip_guards

if TYPE_CHECKING:
    from ..keys import Form, Key
    from ..language import Language
    from ..matcher import Matcher

__all__ = ["text_table"]

_MOST_PAIRS = 20


def text_table(spec: Spec, *, need: int = 1) -> dict[str, Any]:
    """Compile what decides about a short answer.

    Args:
        spec: All that decides about it.
        need: How many of the accepted answers are asked for.

    Returns:
        ``raw``: [text, ``accept-0`` or ``reject-0``], which hold as they stand; ``accept``,
        ``reject``: normal forms, each with its place in the key; ``shapes``: the words of
        each accepted form, their stems, whether another ending of each is the same word, and
        whether one slip of the pen may be in it; ``echo``: stems of the question that may be
        repeated; ``never``: words that may not stand for another with the same stem;
        ``slips``: see ``slip_guards``; ``spelling``: [British, American] where it matters;
        ``need``, and ``pairs``: whether *A and B* are two answers.
    """
    judge = matcher(spec)
    key = judge.key
    accept = {form.words.form: form for form in reversed(key.forms)}
    first = list(spec.accept)
    texts = [text for text, _ in spec.rejects]
    rejects = {
        form: texts.index(text)
        for form, (text, _) in key.rejects.items()
        if form not in accept and judge.verdict(text).state is State.INCORRECT
    }
    echo = frozenset() if key.either_or else key.question
    stems = echo.union(*(form.words.stems for form in key.forms)) if key.forms else echo
    special = _special(key.lang)
    return {
        "accents": spec.accents,
        "raw": _raw(judge),
        "accept": [[form, first.index(one.text)] for form, one in sorted(accept.items())],
        "reject": [list(pair) for pair in sorted(rejects.items())],
        "shapes": [shape for form in key.forms if (shape := _shape(form, special))],
        "echo": sorted(one for one in echo if not is_number(one)),
        "never": sorted(word for word in special if key.stem(word) in stems),
        "spelling": _spelling(key, stems),
        "slips": slip_guards(key, special),
        "need": need,
        "pairs": need > 1 and _pairs_are_found(judge),
    }


def _special(lang: Language) -> frozenset[str]:
    """Return the words that may change what is said beside them."""
    return lang.negations | lang.directions | lang.alternatives | lang.joiners | lang.relations


def _raw(judge: Matcher) -> list[list[Any]]:
    """Return what is right or wrong just as it stands, whatever its script."""
    spec = judge.key.spec
    names = [(text, f"accept-{place}") for place, text in enumerate(spec.accept)]
    names += [(text, f"reject-{place}") for place, (text, _) in enumerate(spec.rejects)]
    found: dict[str, str] = {}
    for text, name in names:
        wanted = State.CORRECT if name.startswith("accept") else State.INCORRECT
        if raw_form(text) and judge.verdict(text).state is wanted:
            found.setdefault(raw_form(text), name)
    return [list(pair) for pair in found.items()]


def _shape(form: Form, special: frozenset[str]) -> list[Any] | None:
    """Return words, stems, where another ending will do, and whether one slip will.

    None if stems are ambiguous.
    """
    words = form.words
    content = set(form.content)
    small = {stem for place, stem in enumerate(words.stems) if place not in content}
    if small & form.needed:
        return None
    loose = [
        int(place in content and token not in special and not is_number(token))
        for place, token in enumerate(words.tokens)
    ]
    beside = [token for place, token in enumerate(words.tokens) if place not in content]
    alone = len(form.needed) == len(content) and not any(
        slip(other, words.tokens[place]) for other in beside for place in content
    )
    return [list(words.tokens), list(words.stems), loose, alone]


def _spelling(key: Key, stems: frozenset[str]) -> list[list[str]]:
    """Return the British spellings that may make a difference to this item."""
    if not key.lang.alphabet:
        return []
    reject_words = {token for form in key.rejects for token in form.split()}
    words = key.own_words | reject_words
    return [
        [british, american]
        for british, american in sorted(spelling().items())
        if {british, american} & words or {key.stem(british), key.stem(american)} & stems
    ]


def _pairs_are_found(judge: Matcher) -> bool:
    """Whether *A and B* is always taken for two answers, whichever two they are."""
    forms = {form.words.form: form for form in judge.key.forms}
    if len(forms) > _MOST_PAIRS:
        return False
    for one, two in permutations(forms.values(), 2):
        said = f"{one.words.form} and {two.words.form}"
        wanted = {one.words.form, two.words.form}
        if judge.verdict(said).cause != "several" or judge.key.words(said).form != said:
            return False
        found = {judge.key.words(text).form for text in judge.all_in(said)}
        if found != wanted or mark_list(judge, said, 2).state is not State.CORRECT:
            return False
    return True
