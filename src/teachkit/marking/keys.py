"""The key of an item, made ready once for many answers."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import NamedTuple

from .language import Language, language, names
from .number_words import is_number
from .spelling import slip, turned
from .tokens import LONGEST_TOKEN, Words, read_words, stem

__all__ = ["Form", "Key", "Spec", "raw_form", "read_words_of"]


class Spec(NamedTuple):
    """All that decides about an answer, but for the answer."""

    accept: tuple[str, ...]
    rejects: tuple[tuple[str, str], ...] = ()
    """Known wrong answers, each with the feedback for it."""
    question: str = ""
    normal: bool = False
    """Whether the policy *normal* holds: a whole key among harmless words is enough."""
    language: str = "en"
    others: tuple[str, ...] = ()
    """Accepted answers of other items; their words are no slips of this item's."""
    accents: bool = False
    """Whether accents are kept."""


class Form(NamedTuple):
    """One accepted answer."""

    text: str
    words: Words
    content: tuple[int, ...]
    """Places of the words that an answer must hold."""
    needed: frozenset[str]
    """Stems of these."""
    numbers: frozenset[str]


def raw_form(text: str) -> str:
    """Return a text for comparison as it is: only composition and outer space are folded."""
    return unicodedata.normalize("NFC", text).strip()


class Key:
    """The accepted and rejected forms of an item, and what surrounds them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.lang: Language = language(spec.language)
        self.raw = {raw_form(text): text for text in reversed(spec.accept)}
        self.forms = [form for text in spec.accept if (form := self._form(text))]
        self.by_form = {one.words.form: one.text for one in reversed(self.forms)}
        self.joined = {"".join(one.words.tokens): one for one in reversed(self.forms)}
        rejects = [(read_words_of(spec, text), text, why) for text, why in spec.rejects]
        self.rejects = {words.form: (text, why) for words, text, why in rejects if words.form}
        self.raw_rejects = {raw_form(text): (text, why) for text, why in spec.rejects}
        question = read_words_of(spec, spec.question)
        self.question = frozenset(question.stems)
        self.question_numbers = frozenset(filter(is_number, question.tokens))
        self.either_or = bool(self.lang.alternatives & set(question.tokens))
        self._reject_words = {token for words, _, _ in rejects for token in words.tokens}
        self._near: dict[str, dict[str, int]] = {}

    def words(self, text: str) -> Words:
        """Read the words of an answer as this item's language has them."""
        return read_words_of(self.spec, text)

    def stem(self, token: str) -> str:
        """Return the stem of a word in this item's language."""
        return stem(token, self.lang.code)

    def _form(self, text: str) -> Form | None:
        words = self.words(text)
        if not any(char.isalnum() for char in words.form):
            return None  # a sign, an emoji: compared as it is
        small = self.lang.stop | self.lang.alternatives | self.lang.joiners
        content = [place for place, token in enumerate(words.tokens) if token not in small]
        places = tuple(content or range(len(words.tokens)))
        return Form(
            text,
            words,
            places,
            frozenset([words.stems[place] for place in places]),
            frozenset(filter(is_number, words.tokens)),
        )

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Every word of the accepted forms."""
        return frozenset(token for form in self.forms for token in form.words.tokens)

    @cached_property
    def _wanted(self) -> dict[str, tuple[str, ...]]:
        """The stems that are needed, each with the words of the key that have it."""
        found: dict[str, set[str]] = {}
        for form in self.forms:
            for place in form.content:
                found.setdefault(form.words.stems[place], set()).add(form.words.tokens[place])
        return {one: tuple(sorted(words)) for one, words in found.items()}

    @cached_property
    def other_words(self) -> frozenset[str]:
        """Words of wrong answers, and of other items' answers that are none of this item's."""
        found = (token for text in self.spec.others for token in self.words(text).tokens)
        return frozenset(self._reject_words) | (frozenset(found) - self.own_words)

    def near(self, token: str) -> dict[str, int]:
        """Return the stems of the key that a word stands for, each with its slips.

        0 slips: the same word, or another ending of it.
        """
        known = self._near.get(token)
        if known is None:
            known = self._find(token)
            if len(self._near) < 65_536:
                self._near[token] = known
        return known

    def _find(self, token: str) -> dict[str, int]:
        said = stem(token, self.lang.code)
        found = {said: 0} if said in self._wanted else {}
        if len(token) < 4 or len(token) > LONGEST_TOKEN or not token.isalpha():
            return found
        size = len(token)
        for wanted, tokens in self._wanted.items():
            if wanted == said:
                continue
            for one in tokens:
                if -4 < len(one) - size < 4:
                    slips = slip(token, one)
                    if slips and not (
                        turned(token, one, self.lang.turns) or self.is_another_word(token)
                    ):
                        found[wanted] = min(slips, found.get(wanted, slips))
        return found

    def is_another_word(self, token: str) -> bool:
        """Whether a word is known as one of its own, and so no slip of another."""
        if token in self.other_words:
            return True
        one = stem(token, self.lang.code)
        return one in self.question or any(
            form in lexicon for lexicon in (self.lang.words, names()) for form in (token, one)
        )


def read_words_of(spec: Spec, text: str) -> Words:
    """Read the words of a text in the way of an item."""
    return read_words(text, spec.language, accents=spec.accents)
