"""The queue of a review: answers that mean the same, to be decided together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import Cloze, State, Text
from .align import negated
from .cloze import gap_spec
from .clusters import cluster
from .context import context_of
from .matcher import matcher
from .number_words import is_number
from .outside import spec_from
from .spelling import slip
from .text import spec_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Item, Reject, Sheet
    from .keys import Key, Spec
    from .matcher import Verdict
    from .tokens import Words

__all__ = ["ReviewGroup", "group_answers", "group_open", "review_groups"]

OPENNESS = {
    "no-match": 1.0,
    "part": 0.9,
    "alternatives": 0.8,
    "relation": 0.8,
    "direction": 0.7,
    "negation": 0.6,
    "other-number": 0.5,
    "extra-words": 0.5,
    "long": 0.5,
    "word-order": 0.3,
}
"""How undecided an answer is, by what stopped the marker; 1 is wholly open."""

_RARE = 3  # a misspelling is at most a third as frequent as what it is folded onto
_KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Answers to one item that hold the same words, as far as they matter."""

    form: str
    """The words they share; the same for the same answers in every class."""
    responses: tuple[tuple[str, int], ...]
    """Each spelling and how many gave it, the most frequent first."""
    size: int
    """How many answers."""
    cause: str
    """What stopped the marker, in one word."""
    reason: str
    """The same in a sentence."""
    nearest: str
    """The accepted answer that comes nearest; empty if there is none."""
    negated: bool
    """Whether the answers say *not*."""
    cluster: int
    """Groups of one number look alike; to be marked at once only with the exceptions seen."""

    @property
    def example(self) -> str:
        """The most frequent spelling."""
        return self.responses[0][0]


def review_groups(  # noqa: PLR0913 - as many as mark_text has
    responses: Iterable[str] | Mapping[str, int],
    accept: Iterable[str],
    *,
    reject: Iterable[str | Reject] = (),
    question: str = "",
    policy: str = "strict",
    language: str = "en",
    others: Iterable[str] = (),
    accents: str = "fold",
) -> list[ReviewGroup]:
    """Group the answers to one question that a person has to decide.

    Args:
        responses: The answers, or a mapping of each to how many gave it. Those that the
            marker decides, and blank ones, are left out.
        accept: The accepted answers, as for ``mark_text``; so are all other arguments.
        reject: Known wrong answers.
        question: The question; its words are dropped before answers are compared.
        policy: ``strict`` or ``normal``.
        language: BCP 47.
        others: Accepted answers of other items.
        accents: ``fold`` or ``keep``.

    Returns:
        The groups, by size times how undecided they are; the largest first.
    """
    return group_answers(
        responses, spec_from(accept, reject, question, policy, language, others, accents)
    )


def group_answers(responses: Iterable[str] | Mapping[str, int], spec: Spec) -> list[ReviewGroup]:
    """Group answers by the spec of an item; see ``review_groups``."""
    judge = matcher(spec)
    counts = responses if isinstance(responses, Mapping) else Counter(responses)
    open_ones = [
        (one, count, verdict)
        for one, count in counts.items()
        if (verdict := judge.verdict(one)).state is State.UNSURE
    ]
    frequent = Counter[str]()
    for one, count, _ in open_ones:
        for token in set(judge.key.words(one).tokens):
            frequent[token] += count
    folded = _folded(frequent, judge.key)
    gathered: dict[tuple[str, bool], list[tuple[str, int, Verdict]]] = {}
    for one, count, verdict in open_ones:
        gathered.setdefault(_likeness(judge.key, one, folded), []).append((one, count, verdict))
    drafts = [_group(form, no, members) for (form, no), members in gathered.items()]
    drafts.sort(key=lambda one: (-one.size * OPENNESS.get(one.cause, 1.0), one.form, one.negated))
    numbers = cluster([(one.form, one.negated) for one in drafts])
    return [_numbered(one, number) for one, number in zip(drafts, numbers, strict=True)]


def group_open(
    item: Item, part: str, sheet: Sheet | None, responses: Iterable[str] | Mapping[str, int]
) -> list[ReviewGroup]:
    """Group what is open in an item of a sheet, or in one of its parts.

    Args:
        item: The item.
        part: The part's id; "" for the whole.
        sheet: The item's sheet.
        responses: As for ``review_groups``.

    Returns:
        As ``review_groups``; nothing for what is not answered in words.
    """
    context = context_of(item, sheet)
    spec = None
    if isinstance(item, Text):
        spec = spec_of(item, context)
    elif isinstance(item, Cloze) and part:
        spec = gap_spec(item, part, context)
    return group_answers(responses, spec) if spec else []


def _folded(frequent: Counter[str], key: Key) -> dict[str, str]:
    """Return the class's own frequent spelling for each rare one that looks like a slip of it."""
    common = [word for word, count in frequent.most_common(400) if count >= _RARE]
    found = {}
    for word, count in frequent.items():
        if len(word) < 4 or is_number(word) or key.is_another_word(word):
            continue
        for other in common:
            if other != word and frequent[other] >= _RARE * count and slip(word, other):
                found[word] = other
                break
    return found


def _likeness(key: Key, response: str, folded: dict[str, str]) -> tuple[str, bool]:
    """Return what the answers of one group share: content stems in order, and the negation."""
    words: Words = key.words(response)
    negations = key.lang.negations
    dull = key.lang.stop | negations | key.lang.joiners
    stems = [key.stem(folded.get(token, token)) for token in words.tokens if token not in dull]
    new = [one for one in stems if one not in key.question]
    form = " ".join(new or stems or words.tokens)
    return form[:_KEY_LENGTH], negated(words, negations)


def _group(form: str, no: bool, members: list[tuple[str, int, Verdict]]) -> ReviewGroup:
    members.sort(key=lambda one: (-one[1], one[0]))
    verdict = members[0][2]
    size = sum(count for _, count, _ in members)
    spellings = tuple((one, count) for one, count, _ in members)
    return ReviewGroup(
        form, spellings, size, verdict.cause, verdict.reason, verdict.matched, no, -1
    )


def _numbered(one: ReviewGroup, number: int) -> ReviewGroup:
    return replace(one, cluster=number)
