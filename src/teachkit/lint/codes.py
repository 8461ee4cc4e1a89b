"""Every kind of problem that a check can find: its code, how bad it is, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..errors import Severity

__all__ = ["CODES", "Code", "code_table"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem."""

    name: str
    """Stable; tools and teachers' notes may rely on it."""
    severity: Severity
    meaning: str
    remedy: str
    """How to mend it; also the hint of a problem that has no better one."""


_READING = (
    ("syntax", "the file cannot be read, or is not TOML", "mend the place named"),
    ("no-sheets", "there is no exercise file to check", "name a pack, a folder or a .toml file"),
    ("unknown-format", "a format other than 1", "write format = 1"),
    ("unknown-key", "a key that the format does not know", "take the key suggested, or delete it"),
    ("unknown-kind", "an item of a kind that does not exist", "take one of the ten kinds"),
    ("unknown-word", "a word that is not one of those allowed here", "take one of those listed"),
    ("missing-key", "a key that must be there is not", "add it"),
    ("wrong-type", "a value of the wrong type, such as a bare 1949", "put it in quotes"),
    ("bad-id", "an id that is not kebab-case", "small letters, digits and single hyphens"),
    ("empty", "a text or list that must not be empty", "fill it, or delete it"),
)
_STRUCTURE = (
    ("sheet-id", "the sheet's id is not the file's name", "rename one of them"),
    ("duplicate-id", "an id stands twice where it must be unique", "rename one of them"),
    ("reserved-id", "an item's id is another column's name in a class's tables", "rename it"),
    ("bad-language", "the language is no language tag", "write it as in en, ja or de-CH"),
    ("bad-due", "a due time that is none, or has no hour", 'write due = "2026-03-04 09:00"'),
    ("unknown-rule", "a marking rule that this kind does not have", "take one of those listed"),
    ("out-of-range", "a number that is too small or too large", "write one in the range named"),
    ("few-parts", "too few options, pairs, events or claims", "add more"),
    ("same-text", "two parts that students cannot tell apart", "reword one of them"),
    ("no-correct", "no option is correct", "write correct = true in the right one"),
    ("several-correct", "a choice with several correct options", "make it kind = multi"),
    ("bad-date", "a date that is none, or too coarse", "write 1949-04-04, 1949-04 or 1949"),
    ("bad-number", "the answer of a gap is a number that does not exist", "mend the fraction"),
    ("accept-is-reject", "one answer is accepted and rejected", "delete one of the two"),
    ("blank-accept", "an accepted answer of nothing but punctuation", "write letters or digits"),
    ("gap-without-mark", "a gap that is nowhere in the text", "write [[id]] where it belongs"),
    ("mark-without-gap", "a [[mark]] in the text that is no gap", "add the gap, or mend the mark"),
    ("gap-twice", "a gap that is in the text twice", "give each place a gap of its own"),
    ("gap-without-answer", "a gap that accepts nothing", "write accept = [ … ] or answer"),
    ("answer-not-offered", "a gap's answer is not among its options", "add it to the options"),
    ("mixed-group", "gaps of different shapes in one group", "give all the same shape"),
    ("some-dates-missing", "some events have a date and some have none", "date all, or none"),
    ("dates-overlap", "two dates of which none is earlier: 1949, 1949-04", "write both as exactly"),
    ("levels-not-distinct", "two levels of a criterion with the same points", "change one of them"),
)
_REFERENCES = (
    ("unknown-objective", "an objective that the sheet does not have", "take one of its ids"),
    ("unknown-fact", "a fact that the pack does not have", "add it to docs/evidence/facts.toml"),
    ("unknown-lesson", "a lesson that has no folder or page", "name a folder below docs/"),
    ("unknown-section", "a label that is not in the lesson's pages", "write (label)= there"),
)
_EVIDENCE = (
    ("unknown-source", "a fact cites a source that is not there", "add it to sources.bib"),
    ("label-too-long", "a label that does not fit into the timeline", "say it in fewer words"),
    ("unknown-page", "a claim of a page that is not there", "take the id of a [[page]]"),
    ("unknown-topic", "a claim on a topic that is not there", "take the id of a [[topic]]"),
    ("unknown-claim", "a claim against one that is not there", "take the id of another claim"),
    ("claim-without-fact", "a verdict that rests on no fact", "name the facts that decide it"),
    ("bad-letter", "a page without a letter of its own", "give it one capital letter"),
    ("recheck-before-checked", "a fact to be checked again before it was", "mend the dates"),
    ("bad-bibtex", "sources.bib is not BibTeX", "mend the place named"),
    ("source-without-title", "a source without a title", "write title = {…}"),
    ("source-without-date", "a source without a date", "write date = {…} or year = {…}"),
    ("source-without-url", "a source that is not printed, without an address", "write url = {…}"),
)
_TESTS = (
    ("few-tests", "an item with fewer than two tests", "add [[item.test]] response = …, score = …"),
    ("test-unknown-part", "a test that names a part the item does not have", "mend its id"),
    ("test-fails", "the item does not get the mark its own test asks for", "mend key or test"),
)
_WARNINGS = (
    ("longest-correct", "the longest option by far is correct: a cue", "lengthen a wrong one"),
    ("no-feedback", "a wrong option without feedback", "say in why = … what misleads here"),
    ("same-letter", "the right option has one letter throughout", "move some of the options"),
    ("all-of-the-above", "an option that speaks of the others", "use kind = multi, or reword it"),
    ("letter-id", "an option id that is another option's letter", "take a word as its id"),
    ("telling-id", "an id on the page that says what is right", "name what it is about"),
    ("no-effect", "a key that changes nothing here", "delete it"),
    ("lonely-block", "a block that no neighbour shares", "give it to a neighbour, or delete it"),
    ("shuffle-meaning", "an order that means something is shuffled", "delete shuffle = true"),
    ("same-simple", "a simpler prompt that is the prompt", "say it in easier words, or delete it"),
    ("no-prompt-text", "a prompt without a word", "ask a question in words"),
    ("blank-scores", "a blank sheet scores above 0 under this rule", "take another rule"),
    ("tick-all-scores", "ticking every box earns half or more", "add wrong options"),
    ("always-review", "every answer to it will go to a person", "ask for less, or use an essay"),
    ("answer-in-prompt", "an accepted answer stands in the question", "reword the question"),
    ("same-accept", "two accepted answers that mark alike", "delete one of them"),
    (
        "test-unreadable",
        "a test that cannot be read, so it has no mark",
        'add state = "unreadable"',
    ),
    ("test-undecided", "a test with a score, but no mark yet", 'add state = "unsure", or a reject'),
    ("untested-reject", "a rejected answer that no test tries", "add a test with it"),
    ("shown-in-order", "the order shown to students is the right one", "reword or rename a part"),
    ("objective-unused", "an objective that no item serves", "add an item, or delete it"),
    ("fact-stale", "a fact that was due to be checked again", "check it, and date it anew"),
    ("mutation-survived", "the key can be changed and no test notices", "add a test"),
    ("no-pack", "the lesson and facts of this sheet were not looked up", "check the whole pack"),
    ("sources-unchecked", "sources.bib was not read", "pip install teachkit[site]"),
)

_ERRORS = _READING + _STRUCTURE + _REFERENCES + _EVIDENCE + _TESTS

CODES: dict[str, Code] = {
    **{row[0]: Code(row[0], "error", *row[1:]) for row in _ERRORS},
    **{row[0]: Code(row[0], "warning", *row[1:]) for row in _WARNINGS},
}
"""All codes by name; errors first."""


def code_table(severity: Severity) -> str:
    """Return the codes of one severity as a Markdown table."""
    rows = [
        f"| `{code.name}` | {code.meaning} | {code.remedy} |"
        for code in CODES.values()
        if code.severity == severity
    ]
    return "\n".join(["| code | what is wrong | what to do |", "| --- | --- | --- |", *rows])
