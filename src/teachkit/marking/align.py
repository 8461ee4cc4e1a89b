"""Words of a key found among those of an answer, and whether they stand in the same relation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .number_words import is_number

if TYPE_CHECKING:
    from .keys import Form, Key
    from .tokens import Words

__all__ = ["Alignment", "align", "doubt", "leftovers"]


class Alignment(NamedTuple):
    """Where the words of a key stand in an answer."""

    form: Form
    places: tuple[int, ...]
    """For each content word of the form: the place of its word in the answer."""
    slips: int


def align(key: Key, form: Form, said: Words) -> Alignment | None:
    """Find each content word of a form in an answer; None if one is missing.

    Each word of the answer serves once. The same words are taken before slips, and words
    further on before earlier ones, so that the order of the key is found where it is.
    """
    near = [key.near(token) for token in said.tokens]
    taken: dict[int, int] = {}  # content word -> place in the answer
    used: set[int] = set()
    slips = 0
    for allow in (False, True):
        last = -1
        for index, place in enumerate(form.content):
            if index not in taken:
                wanted = form.words.stems[place]
                fits = [
                    at
                    for at, one in enumerate(near)
                    if at not in used and wanted in one and (allow or one[wanted] == 0)
                ]
                if not fits:
                    if allow:
                        return None
                    continue
                best = min(fits, key=lambda at: (near[at][wanted], at < last, at))
                slips += near[best][wanted]
                taken[index] = best
                used.add(best)
            last = taken[index]
    return Alignment(form, tuple(taken[index] for index in range(len(form.content))), slips)


def leftovers(found: Alignment, said: Words) -> list[int]:
    """Return the places of an answer that no word of the form has taken."""
    used = set(found.places)
    return [place for place in range(len(said.tokens)) if place not in used]


def doubt(key: Key, found: Alignment, said: Words) -> tuple[str, str]:
    """Return why an answer that holds all words of a form may yet mean something else.

    Returns:
        The cause and a sentence; both empty if there is no doubt.
    """
    lang, form = key.lang, found.form
    own = set(form.words.tokens)
    if negated(said, lang.negations) != negated(form.words, lang.negations):
        return "negation", "a 'not' may turn it round"
    extra = [said.tokens[place] for place in leftovers(found, said)]
    strange = [t for t in extra if is_number(t) and t not in form.numbers | key.question_numbers]
    if strange:
        return "other-number", f"the number {strange[0][:20]} is not in the accepted answer"
    if not _in_order(key, found, said):
        return "word-order", "the words stand in another order"
    turned = [token for token in extra if token in lang.directions and token not in own]
    if turned:
        return "direction", f"'{turned[0]}' may change what it says"
    relations = lang.relations & own
    if relations and not relations <= set(said.tokens):
        other = [token for token in extra if token in lang.relations and token not in own]
        if other:
            return "relation", f"it says '{other[0]}', the accepted answer does not"
    return "", ""


def negated(words: Words, negations: frozenset[str]) -> bool:
    """Whether an odd number of words say no."""
    return sum(token in negations for token in words.tokens) % 2 == 1


def _in_order(key: Key, found: Alignment, said: Words) -> bool:
    """Whether the words of the key stand in its order, or in one that means the same."""
    places = found.places
    if all(one < two for one, two in pairwise(places)):
        return True
    form = found.form
    between = set(said.tokens[min(places) : max(places) + 1]) | set(form.words.tokens)
    if len(places) == 2:
        turned = "of" in between or said.comma or form.words.comma
        return turned and not (between & (key.lang.relations - {"of"}))
    same_head = max(places) == places[-1]
    return same_head and not between & key.lang.relations
