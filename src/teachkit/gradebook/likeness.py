"""Which answers a decision on another answer settles, worked out from one decision at a time.

An accepted answer settles what it would make correct if it alone stood in the key as well; a
rejected one what it alone would make wrong. Two decisions meet in one way only: words of a
rejected answer are no slips of an accepted one. So all that many decisions do follows from
single ones and from such vetoes, and the review page can show it without marking anything.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..marking.keys import Key
from ..marking.matcher import LONGEST, Matcher, matcher
from ..marking.spelling import distance
from ..model import State

if TYPE_CHECKING:
    from ..marking.keys import Form, Spec
    from ..marking.tokens import Words

__all__ = ["Effects", "Likeness", "likeness"]


class Effects(NamedTuple):
    """What decisions on other answers would do to an answer; all by place in a list."""

    accepting: tuple[int, ...] = ()
    """Answers that settle it if they are accepted."""
    rejecting: tuple[int, ...] = ()
    """Answers that settle it if they are rejected."""
    vetoes: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    """Pairs: none of the first, accepted, settles it once one of the second is rejected."""


@lru_cache(maxsize=512)
def likeness(spec: Spec, answers: tuple[str, ...]) -> Likeness:
    """Return the likeness of a key and of answers that were, or may be, decided on."""
    return Likeness(spec, answers)


class Likeness:
    """Compares answers with those that people decide on.

    Args:
        spec: The key without any decision.
        answers: The answers that are decided on, all different.
    """

    def __init__(self, spec: Spec, answers: tuple[str, ...]) -> None:
        self.spec, self.answers = spec, answers
        self._base = matcher(spec)
        self._judges: dict[int, Matcher] = {}
        self._all = Key(spec._replace(accept=spec.accept + answers))
        places = {text: at for at, text in enumerate(answers)}
        own = set(spec.accept)
        self._forms: dict[int, Form] = {
            places[form.text]: form
            for form in self._all.forms
            if form.text in places and form.text not in own
        }
        self._index(answers)

    def _index(self, answers: tuple[str, ...]) -> None:
        """Note under which words each answer is found: most need not be looked at."""
        seen = Counter(one for form in self._forms.values() for one in form.needed)
        self._by_rarest: dict[str, list[int]] = {}
        self._by_start: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for at, form in self._forms.items():
            rarest = min(form.needed, key=lambda one: (seen[one], one))
            self._by_rarest.setdefault(rarest, []).append(at)
            line = "".join(form.words.tokens)
            self._by_start.setdefault((line[:1], len(line)), []).append((line, at))
        self._by_form: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        for at, text in enumerate(answers):
            words = self._all.words(text)
            self._by_form.setdefault(words.form, []).append(at)
            for token in set(words.tokens):
                self._by_word.setdefault(token, []).append(at)

    def effects(self, response: str, most: int | None = None) -> Effects:
        """Return what decisions on the answers would do to another answer.

        Args:
            response: The other answer.
            most: After so many that settle it if they are accepted, no more are looked for.
        """
        if self._base.verdict(response).state is not State.UNSURE:
            return Effects()
        said = self._all.words(response)
        if not said.form or len(said.tokens) > LONGEST:
            return Effects()
        settling = (one for one in self._near(said) if self.accepted(one, response) is not None)
        accepting = list(islice(settling, most))
        rejecting = [
            one for one in self._by_form.get(said.form, ()) if self.rejected(one, response)
        ]
        vetoes: dict[tuple[int, ...], list[int]] = {}
        for one in accepting:
            if against := self._vetoing(one, response, said):
                vetoes.setdefault(against, []).append(one)
        pairs = tuple((tuple(yes), no) for no, yes in vetoes.items())
        return Effects(tuple(accepting), tuple(rejecting), pairs)

    def accepted(self, one: int, response: str) -> str | None:
        """Return why an answer is correct once another is accepted; ``None`` if it is not.

        It must be the accepted answer that is found in it, alone or beside one of the key.
        """
        judge = self._with(one)
        said = judge.verdict(response)
        if said.state is not State.CORRECT:
            return None
        beside = said.cause == "several" and one in self._forms
        if beside and self._forms[one].needed <= set(self._all.words(response).stems):
            return said.reason
        return said.reason if said.matched == self.answers[one] else None

    def rejected(self, one: int, response: str) -> str | None:
        """Return why an answer is wrong once another is rejected; ``None`` if it is not."""
        spec = self.spec._replace(rejects=(*self.spec.rejects, (self.answers[one], "")))
        said = matcher(spec).verdict(response)
        return said.reason if said.state is State.INCORRECT else None

    def _with(self, one: int) -> Matcher:
        if one not in self._judges:
            accept = (*self.spec.accept, self.answers[one])
            self._judges[one] = Matcher(self.spec._replace(accept=accept))
        return self._judges[one]

    def _vetoing(self, one: int, response: str, said: Words) -> tuple[int, ...]:
        """Return the answers that, rejected, keep an accepted one from settling this answer.

        A rejected answer matters by its words alone that are slips here, and by being the same
        words; so one of each kind is tried.
        """
        key = self._with(one).key
        slips = {token for token in said.tokens if any(key.near(token).values())}
        same = set(self._by_form.get(said.form, ()))
        shared: dict[int, set[str]] = {no: set() for no in same}
        for token in slips:
            for no in self._by_word.get(token, ()):
                shared.setdefault(no, set()).add(token)
        tried: dict[tuple[frozenset[str], bool], bool] = {}
        found = []
        for no in sorted(shared.keys() - {one}):
            kind = frozenset(shared[no]), no in same
            if kind not in tried:
                rejects = (*self.spec.rejects, (self.answers[no], ""))
                judge = Matcher(key.spec._replace(rejects=rejects))
                tried[kind] = judge.verdict(response).state is not State.CORRECT
            if tried[kind]:
                found.append(no)
        return tuple(found)

    def _near(self, said: Words) -> list[int]:
        """Return all answers that may make another correct: none that does is left out."""
        there = set().union(*map(self._all.near, said.tokens))
        found = {one for one in self._by_form.get(said.form, ()) if one in self._forms}
        heavy = None if self.spec.normal else self._heavy(said)
        for stem in there:
            for one in self._by_rarest.get(stem, ()):
                if one not in found and self._holds(self._forms[one], there, heavy):
                    found.add(one)
        line = "".join(said.tokens)
        for size in (len(line) - 1, len(line), len(line) + 1):
            for other, one in self._by_start.get((line[:1], size), ()):
                if distance(line, other, 1) <= 1:
                    found.add(one)
        return sorted(found)

    def _heavy(self, said: Words) -> list[set[str]]:
        """Return, for each word that must be accounted for, the stems that it may stand for."""
        lang, base = self._all.lang, self._base.key
        light = lang.stop | lang.fillers | lang.joiners | lang.alternatives
        known = {one for form in base.forms for one in form.words.stems}
        return [
            {stem, *self._all.near(token)}
            for token, stem in zip(said.tokens, said.stems, strict=True)
            if token not in light
            and stem not in base.question
            and stem not in known
            and not base.near(token)
        ]

    @staticmethod
    def _holds(form: Form, there: set[str], heavy: list[set[str]] | None) -> bool:
        if not form.needed <= there:
            return False
        stems = form.needed.union(form.words.stems)
        return heavy is None or all(one & stems for one in heavy)
