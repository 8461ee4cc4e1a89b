"""Warnings: what works, but does not make a good question."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import GAP, letter, right_sides, shown_events
from ..marking import mark
from ..marking.normal import normalise
from ..marking.verdicts import show
from ..model import Choice, Claims, Cloze, Match, Multi, Number, Order, Text
from .item_tests import UNMARKABLE
from .kinds import accepted

if TYPE_CHECKING:
    from ..tomlfile import KeyPath
    from .draft import Draft, DraftItem

__all__ = ["check_item", "check_sheet"]

LONGER = Fraction(13, 10)
"""A correct option this much longer than any wrong one is a cue."""
LONGER_BY = 5
"""…but fewer characters than these are none: Turkey and Spain."""
LONG_ANSWER = 5
"""An answer of more content words than these is never written the same way twice."""
SAME_LETTER = 3
"""From so many choices on, one letter throughout is a pattern."""

_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|[*_`]|\[([^\]]*)\]\([^)]*\)")
_OTHERS = re.compile(
    r"(all|none|both|neither|any) of (the |these |those )?"
    r"(above|following|these|those|them|options|answers|others?|other options|other answers)",
    re.IGNORECASE,
)
_TELLING = frozenset(
    """right correct wrong incorrect distractor answer solution key supported contradicted
    stated""".split()
)
_FUNCTION_WORDS = frozenset(
    """a an and any are as at be been but by can did do does for from had has have he her his in
    into is it its no not of on or she so than that the their them then there they this to was
    we were what when where which who why will with would""".split()
)


def check_sheet(draft: Draft) -> None:
    """Check what shows only in the sheet as a whole."""
    choices = [one for one in draft.items if isinstance(one.item, Choice) and one.whole]
    letters = {
        letter(at)
        for one in choices
        if isinstance(one.item, Choice)
        for at, option in enumerate(one.item.options)
        if option.correct
    }
    if draft.sheet and len(choices) >= SAME_LETTER and len(letters) == 1:
        message = f"the right option of all {len(choices)} choices is {letters.pop()}"
        draft.report("same-letter", choices[0].place, message)


def check_item(draft: Draft, one: DraftItem) -> None:
    """Check one item; nothing is said of marks if there is no key to mark by."""
    item, place = one.item, one.place
    if not any(char.isalnum() for char in _visible(item.prompt)):
        draft.report("no-prompt-text", (*place, "prompt"), "there is no word in it")
    match item:
        case Choice() | Multi():
            _options(draft, item, place)
        case Text():
            _text(draft, item, place)
        case Claims(claims=claims):
            for at, claim in enumerate(claims):
                _telling(draft, claim.id, claim.text, (*place, "claim", at, "id"))
        case _:
            pass
    _given_away(draft, one)
    if draft.codes_at(place) & UNMARKABLE:
        return
    if isinstance(item, Multi):
        _rule(draft, item, place)
    if isinstance(item, Order | Match):
        _shown(draft, item, place)


def _options(draft: Draft, item: Choice | Multi, place: KeyPath) -> None:
    sizes = [len(_visible(option.text)) for option in item.options]
    right = [(size, at) for at, size in enumerate(sizes) if item.options[at].correct]
    wrong = [size for at, size in enumerate(sizes) if not item.options[at].correct]
    longest, at = max(right, default=(0, 0))
    if wrong and longest > LONGER * max(wrong) and longest - max(wrong) >= LONGER_BY:
        over = 100 * longest // max(1, *wrong) - 100
        message = f"correct, and {over} % longer than any wrong option"
        draft.report("longest-correct", (*place, "option", at, "text"), message)
    for at, option in enumerate(item.options):
        path = (*place, "option", at)
        if not option.correct and not option.why.strip():
            draft.report("no-feedback", path, "a wrong option without feedback")
        if _OTHERS.fullmatch(_visible(option.text).strip(" .!")):
            draft.report("all-of-the-above", (*path, "text"), f"'{option.text}' names no answer")
        if len(option.id) == 1 and option.id.isalpha() and option.id != letter(at).lower():
            draft.report(
                "letter-id",
                (*path, "id"),
                f"students see this option as {letter(at)}",
                f"call it {letter(at).lower()}, or better by a word",
            )
        _telling(draft, option.id, option.text, (*path, "id"))


def _telling(draft: Draft, id_: str, text: str, path: KeyPath) -> None:
    """Find ids that tell: students can read them in the page. What they read anyway may stand."""
    told = _TELLING & set(id_.split("-")) - set(normalise(text).split())
    if told:
        draft.report("telling-id", path, f"students can read '{min(told)}' in the page's source")


def _text(draft: Draft, item: Text, place: KeyPath) -> None:
    shortest = min(_content_words(one) for one in item.accept)
    if shortest > LONG_ANSWER:
        message = f"the shortest accepted answer has {shortest} content words"
        draft.report("always-review", (*place, "accept"), message)
    tried = [normalise(test.response) for test in item.tests]
    for at, reject in enumerate(item.rejects):
        form = normalise(reject.text)
        if form and not any(form in one for one in tried):
            path = (*place, "reject", at, "text")
            draft.report("untested-reject", path, f"no test gives '{reject.text}' as its response")


def _given_away(draft: Draft, one: DraftItem) -> None:
    """Find accepted answers that stand, as whole words, in what the student reads."""
    prompt = f" {normalise(_visible(one.item.prompt))} "
    answers: list[tuple[KeyPath, str]] = []
    match one.item:
        case Text(accept=accept):
            answers = [(("accept", at), text) for at, text in enumerate(accept)]
        case Number(answer=number):
            answers = [(("answer",), show(number))]
        case Cloze(text=text, gaps=gaps):
            prompt += f"{normalise(_visible(GAP.sub('…', text)))} "
            answers = [
                (("gap", at), one)
                for at, gap in enumerate(gaps)
                if not gap.options
                for one in accepted(gap)
            ]
        case _:
            pass
    for path, answer in answers:
        if normalise(answer) and f" {normalise(answer)} " in prompt:
            message = f"the answer '{answer}' stands in the question"
            draft.report("answer-in-prompt", (*one.place, *path), message)


def _rule(draft: Draft, item: Multi, place: KeyPath) -> None:
    """Mark an empty sheet, and one with all boxes ticked."""
    path = (*place, "rule")
    blank = mark(item, "").score
    if blank > 0:
        message = f"with the rule {item.rule_name} a blank answer earns {show(blank)}"
        draft.report("blank-scores", path, message, f"take the rule {item.default_rule}")
    ticked = mark(item, [option.id for option in item.options]).score
    if ticked >= Fraction(1, 2) and not all(option.correct for option in item.options):
        message = f"with the rule {item.rule_name} ticking every box earns {show(ticked)}"
        draft.report("tick-all-scores", path, message)


def _shown(draft: Draft, item: Order | Match, place: KeyPath) -> None:
    """Find an order on the page that is itself the answer."""
    if isinstance(item, Order):
        shown_ids = [event.id for event in shown_events(item)]
        if len(shown_ids) > 2 and mark(item, shown_ids).score == 1:
            path = (*place, "event")
            message = "students see the events in the right order"
            draft.report("shown-in-order", path, message, "give an event another id")
        return
    rights = list(dict.fromkeys(pair.right for pair in item.pairs))
    shown = [text for _, text in right_sides(item) if text in rights]
    if len(rights) > 2 and shown == rights:
        path = (*place, "pair")
        message = "students see the right sides in the order of the left ones"
        draft.report("shown-in-order", path, message, "put the pairs in another order")


def _visible(markdown: str) -> str:
    """Return a text without its marks, images and link targets."""
    return _MARKUP.sub(lambda found: found[1] or "", markdown).strip()


def _content_words(text: str) -> int:
    return sum(word not in _FUNCTION_WORDS for word in normalise(text).split())
