"""Short answers, marked three ways: correct, incorrect, or a person decides.

Correct only when an accepted answer is found in the same words, with slips of the pen
that cannot be another word, beside nothing that could change it. Incorrect only when the
author rejects it or the student says that it is not known. Everything else is unsure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..model import State
from .align import Alignment, align, doubt, leftovers
from .folding import ignored
from .keys import Form, Key, Spec, raw_form
from .language import names
from .normal import normalise
from .number_words import is_number
from .responses import MAX_LENGTH, clip
from .spelling import distance

if TYPE_CHECKING:
    from .tokens import Words

__all__ = ["RULES", "Matcher", "Verdict", "matcher"]

RULES = "text-4"
"""The version of these rules and their lists of words: raised when a mark may change."""

LONGEST = 120
"""Words of an answer beyond which it is no short answer."""

_EXTRA = 6  # words that may stand beside a key under the policy normal


class Verdict(NamedTuple):
    """What can be said of one answer, and why."""

    state: State
    cause: str
    """One word for the rule that decided: ``same``, ``slip``, ``rejected``, ``negation`` …"""
    reason: str
    """A sentence for the student."""
    matched: str = ""
    """The accepted or rejected form that decided; when unsure, the nearest accepted one."""


@lru_cache(maxsize=512)
def matcher(spec: Spec) -> Matcher:
    """Return the matcher of an item; it is made once and remembers what it has marked."""
    return Matcher(spec)


class Matcher:
    """Marks answers by one key."""

    def __init__(self, spec: Spec) -> None:
        self.key = Key(spec)
        self._known: dict[str, Verdict] = {}

    def verdict(self, response: str) -> Verdict:
        """Mark an answer; each different one is worked out once."""
        known = self._known.get(response)
        if known is None:
            known = self._decide(response)
            if len(self._known) < 65_536 and len(response) <= 200:
                self._known[response] = known
        return known

    def by_form(self, response: str) -> Verdict | None:
        """Mark an answer that is blank, too long, known as it is, or *I do not know*."""
        if not response.strip():
            return Verdict(State.BLANK, "blank", "no answer")
        if len(response) > MAX_LENGTH:
            return Verdict(State.UNREADABLE, "long", f"longer than {MAX_LENGTH:,} characters")
        said = self.key.words(response)
        known = self._known_form(raw_form(response), said)
        if known is not None:
            return known
        if not said.form or not normalise(response):
            return Verdict(State.BLANK, "blank", "nothing but punctuation")
        if said.form in self.key.lang.dont_know or normalise(response) in self.key.lang.dont_know:
            return Verdict(State.INCORRECT, "dont-know", "says that the answer is not known")
        if len(said.tokens) > LONGEST:
            return Verdict(State.UNSURE, "long", f"longer than {LONGEST} words", self._first)
        return None

    def _decide(self, response: str) -> Verdict:
        return self.by_form(response) or self._align(self.key.words(response))

    @property
    def _first(self) -> str:
        accept = self.key.spec.accept
        return accept[0] if accept else ""

    def _known_form(self, raw: str, said: Words) -> Verdict | None:
        """Decide by equality with an accepted or a rejected form.

        A form that is both, which ``check`` refuses, is accepted.
        """
        key = self.key
        accepted = key.raw.get(raw) or (key.by_form.get(said.form) if said.form else None)
        rejected = key.raw_rejects.get(raw) or key.rejects.get(said.form)
        if accepted:
            overlooked = _ignored(raw, raw_form(accepted))
            how = f"; we ignored {overlooked}" if overlooked else ""
            reason = f"same as the accepted answer '{clip(accepted)}'{how}"
            return Verdict(State.CORRECT, "same", reason, accepted)
        if rejected:
            text, why = rejected
            reason = f"'{clip(text)}' is a known wrong answer" + (f": {why}" if why else "")
            return Verdict(State.INCORRECT, "rejected", reason, text)
        return None

    def _align(self, said: Words) -> Verdict:
        """Look for each accepted form among the words of the answer."""
        key = self.key
        there = set().union(*map(key.near, said.tokens))
        best: Verdict | None = None
        share, nearest = 0.0, self._first
        for form in key.forms:
            held = form.needed & there
            if len(held) / len(form.needed) > share:
                share, nearest = len(held) / len(form.needed), form.text
            if len(held) == len(form.needed):
                found = align(key, form, said)
                if found:
                    verdict = self._judge(found, said)
                    if verdict.state is State.CORRECT:
                        return verdict
                    best = best or verdict
        joined = self._joined(said)
        if joined:
            return joined
        if best:
            return best
        if share:
            reason = f"has a part of the accepted answer '{clip(nearest)}'"
            return Verdict(State.UNSURE, "part", reason, nearest)
        reason = "neither an accepted answer nor a known wrong one"
        return Verdict(State.UNSURE, "no-match", reason, nearest)

    def _judge(self, found: Alignment, said: Words) -> Verdict:
        """Decide about an answer that holds all words of a form."""
        form, key = found.form, self.key
        cause, why = doubt(key, found, said)
        if cause:
            return _unsure(cause, f"has the words of '{clip(form.text)}', but {why}", form)
        rest = leftovers(found, said)
        tokens = [said.tokens[place] for place in rest]
        lang = key.lang
        either = (lang.alternatives & set(tokens)) - set(form.words.tokens)
        joined = (lang.joiners & set(tokens)) - set(form.words.tokens)
        plain = lang.stop | lang.fillers | set(form.words.tokens)
        unknown = [at for at in rest if said.tokens[at] not in plain | either | joined]
        if unknown and self._others(form, [said.stems[at] for at in unknown], said):
            reason = f"'{clip(form.text)}', and what else it says is accepted, too"
            return Verdict(State.CORRECT, "several", reason, form.text)
        if either:
            return _unsure("alternatives", f"'{clip(form.text)}' is one of several it offers", form)
        strange = [at for at in unknown if not self._echoed(said, at)]
        loose = unknown and (joined or key.either_or)
        if not strange and not loose:
            return _correct(found, echo=bool(set(tokens) - set(form.words.tokens)))
        if key.spec.normal and self._contained(found, said, plain):
            reason = f"has the whole accepted answer '{clip(form.text)}' among harmless words"
            return Verdict(State.CORRECT, "contained", reason, form.text)
        first = said.tokens[(strange or unknown or rest)[0]]
        return _unsure("extra-words", f"has '{clip(form.text)}', but also '{clip(first)}'", form)

    def _echoed(self, said: Words, place: int) -> bool:
        """Whether a word only repeats the question."""
        return len(said.tokens[place]) > 1 and said.stems[place] in self.key.question

    def _others(self, form: Form, rest: list[str], said: Words) -> bool:
        """Whether all that is left belongs to other accepted forms, each of them whole."""
        stems = set(said.stems)
        whole = {
            one
            for other in self.key.forms
            if other is not form and other.needed <= stems
            for one in other.words.stems
        }
        return set(rest) <= whole

    def all_in(self, response: str) -> list[str]:
        """Return the accepted forms that an answer holds whole, each word used once."""
        stems = list(self.key.words(response).stems)
        found = []
        for form in sorted(self.key.forms, key=lambda one: -len(one.words.stems)):
            own = form.words.stems
            for at in range(len(stems) - len(own) + 1):
                if tuple(stems[at : at + len(own)]) == own:
                    stems[at : at + len(own)] = [""] * len(own)
                    found.append(form.text)
                    break
        return found

    def _joined(self, said: Words) -> Verdict | None:
        """Compare without spaces: *base ball* is *baseball*, *57* is not *five to seven*.

        Not for a known name: *George Town* and *Georgetown* are two capitals.
        """
        line = "".join(said.tokens)
        numbers = [token for token in said.tokens if is_number(token)]
        for joined, form in self.key.joined.items():
            words = form.words
            if numbers != [token for token in words.tokens if is_number(token)]:
                continue
            if line == joined and line.isalnum() and line not in names():
                reason = f"same as the accepted answer '{clip(form.text)}' but for the spaces"
                return Verdict(State.CORRECT, "spacing", reason, form.text)
            if not numbers and self._one_letter_off(said, words, line, joined):
                reason = f"differs from '{clip(form.text)}' by a space and one letter"
                return Verdict(State.CORRECT, "slip", reason, form.text)
        return None

    def _one_letter_off(self, said: Words, words: Words, line: str, joined: str) -> bool:
        """Whether one letter differs between words that are split in another way.

        Not so for an initial: *George W. Bush* is not *George Bush*.
        """
        if len(words.tokens) == len(said.tokens) or min(len(line), len(joined)) < 7:
            return False
        if line[0] != joined[0] or not line.isascii() or line in self.key.lang.words:
            return False
        initials = [sorted(t for t in one.tokens if len(t) == 1) for one in (said, words)]
        return initials[0] == initials[1] and distance(line, joined, 1) == 1

    def _contained(self, found: Alignment, said: Words, plain: set[str] | frozenset[str]) -> bool:
        """Whether the policy *normal* takes a key among other words: whole, in order, alone."""
        places, tokens = found.places, said.tokens
        first, last = places[0], places[-1]
        together = last - first + 1 <= len(found.form.words.tokens) and first <= last
        if found.slips or not together or said.comma != found.form.words.comma:
            return False
        lang = self.key.lang
        rest = [tokens[place] for place in leftovers(found, said)]
        if len(rest) > _EXTRA or any(map(is_number, rest)):
            return False
        if any(token in lang.joiners | lang.alternatives | lang.directions for token in rest):
            return False
        beside = [at for at in (first - 1, last + 1) if 0 <= at < len(tokens)]
        return all(tokens[at] in plain or self._echoed(said, at) for at in beside)


def _ignored(said: str, accepted: str) -> str:
    """Say what makes no difference between an answer and an accepted one."""
    if said == accepted:
        return ""
    more = "small words, punctuation and the way numbers and words are spelt"
    return ignored(said, accepted) or more


def _unsure(cause: str, reason: str, form: Form) -> Verdict:
    return Verdict(State.UNSURE, cause, reason, form.text)


def _correct(found: Alignment, *, echo: bool) -> Verdict:
    text = found.form.text
    beside = "; what else it says repeats the question or adds nothing" if echo else ""
    if found.slips:
        letters = "one letter" if found.slips == 1 else f"{found.slips} letters"
        reason = f"differs from the accepted answer '{clip(text)}' by {letters}{beside}"
        return Verdict(State.CORRECT, "slip", reason, text)
    if echo:
        return Verdict(State.CORRECT, "echo", f"the accepted answer '{clip(text)}'{beside}", text)
    reason = f"the words of the accepted answer '{clip(text)}'"
    return Verdict(State.CORRECT, "words", reason, text)
