"""The parts that items are made of, and ``key``, which declares a key of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

__all__ = [
    "Accents",
    "Claim",
    "Criterion",
    "Event",
    "Gap",
    "ItemTest",
    "Late",
    "Level",
    "Near",
    "Objective",
    "Option",
    "Pair",
    "Policy",
    "Precision",
    "Reject",
    "Source",
    "State",
    "Use",
    "Verdict",
    "key",
]


class State(StrEnum):
    """What became of a response. Unreadable is not wrong; unsure goes to a person."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    UNSURE = "unsure"
    BLANK = "blank"
    UNREADABLE = "unreadable"

    @property
    def needs_person(self) -> bool:
        """Whether a person must look before the score counts."""
        return self in (State.UNSURE, State.UNREADABLE)


def key(
    doc: str,
    *,
    toml: str = "",
    default: Any = ...,
    exact: bool = False,
) -> Any:
    """Declare a key of the exercise file.

    Args:
        doc: What the key means; becomes the description in the JSON Schema.
        toml: The key's name in the file, if it is not the attribute's name.
        default: Its value when left out; without one the key is required.
        exact: A string that must hold an exact number ("1949", "0.5", "2/3").
    """
    metadata = {"doc": doc, "toml": toml, "exact": exact}
    if default is ...:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


class Use(StrEnum):
    """What an item is for. Keys of graded items never reach a student output."""

    PRACTICE = "practice"
    GRADED = "graded"


class Verdict(StrEnum):
    """What a source says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not-stated"


class Precision(StrEnum):
    """How much of a date must be right."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Policy(StrEnum):
    """How far a text answer may stray from an accepted form before a person decides."""

    STRICT = "strict"
    NORMAL = "normal"


class Accents(StrEnum):
    """Whether é and e are the same letter in a text answer."""

    FOLD = "fold"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Something a student can do afterwards."""

    id: str = key("Kebab-case id, unique in the file.")
    text: str = key("What a student can do, with an observable verb.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What becomes of work that is handed in late."""

    due: str = key("When it is due, with the hour: 2026-03-04 09:00.")
    grace: Fraction = key("Minutes after it that cost nothing.", default=Fraction(0))
    per_day: Fraction = key(
        "Percent of the points reached that each day begun takes.",
        toml="per-day",
        default=Fraction(0),
    )
    cut_off: int | None = key("Days after which no points are left.", toml="cut-off", default=None)
    floor: Fraction = key("Percent that is left at least, up to the cut-off.", default=Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice or multi item."""

    id: str = key("Kebab-case id, unique in the item.")
    text: str = key("The option as the student reads it (inline Markdown).")
    correct: bool = key("Whether it is (one of) the right one(s).", default=False)
    why: str = key("Feedback: why it is right, or why it tempts and is wrong.", default="")
    credit: Fraction | None = key(
        "Credit for a choice that is not simply right or wrong.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Part credit for a number close to the answer."""

    within: Fraction = key("Largest distance from the answer.", exact=True)
    credit: Fraction = key("Credit, between 0 and 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A wrong answer that is known, with its feedback."""

    text: str = key("The wrong answer.")
    why: str = key("Feedback: the misconception it shows.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap of a cloze item."""

    id: str = key("The id used in the text as [[id]].")
    accept: tuple[str, ...] = key("Accepted answers; the first one is shown.", default=())
    answer: str = key(
        "The one right answer: a number, or the text of one of the options.", default=""
    )
    options: tuple[str, ...] = key("Answers to choose from.", default=())
    group: str = key(
        "Gaps of one group are a set: any order, and no answer counts twice.", default=""
    )
    why: str = key("Feedback for this gap.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A left side and the right side that belongs to it."""

    id: str = key("Kebab-case id, unique in the item.")
    left: str = key("What is given.")
    right: str = key("What belongs to it.")
    why: str = key("Feedback for this pair.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing to put in order."""

    id: str = key("Kebab-case id, unique in the item.")
    text: str = key("The event, without its date.")
    date: str = key("1949, 1949-04 or 1949-04-04; equal dates are ties.", default="")
    why: str = key("Feedback for this event.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement to hold against the source."""

    id: str = key("Kebab-case id, unique in the item.")
    text: str = key("The claim.")
    verdict: Verdict = key("What the source says of it.")
    why: str = key("The line of the source that decides it.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document behind a claims item, in our own words."""

    who: str = key("Author or institution.")
    when: str = key("Date.", default="")
    where: str = key("Place of publication, or a link.", default="")
    excerpt: str = key("What it says, in our own words (Markdown).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a criterion."""

    points: Fraction = key("Points of this level.")
    text: str = key("What an answer at this level shows.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of a rubric."""

    id: str = key("Kebab-case id, unique in the item.")
    text: str = key("What is judged.")
    levels: tuple[Level, ...] = key("Its levels.", toml="level")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTest:
    """A response and the mark it must get: the item proves itself."""

    response: str = key("The response as in a CSV cell; JSON for cloze, match and claims.")
    score: Fraction = key('The credit it must get, 0 to 1, exact: "1", "0.5", "2/3".')
    state: State | None = key("The state it must get.", default=None)
