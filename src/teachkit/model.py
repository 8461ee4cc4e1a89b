"""The frozen types that every part shares: sheets, items, responses' marks.

Nothing here or in ``parts`` reads a file. The same classes are
the definition of exercise format 1: ``bank`` reads TOML by walking their fields, and
the JSON Schema is generated from them, so a key exists in exactly one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from .paper import Handout
from .parts import (
    Accents,
    Claim,
    Criterion,
    Event,
    Gap,
    ItemTest,
    Late,
    Level,
    Near,
    Objective,
    Option,
    Pair,
    Policy,
    Precision,
    Reject,
    Source,
    State,
    Use,
    Verdict,
    key,
)

__all__ = [
    "ITEM_TYPES",
    "Accents",
    "Choice",
    "Claim",
    "Claims",
    "Cloze",
    "Criterion",
    "Date",
    "Essay",
    "Event",
    "Gap",
    "Handout",
    "Item",
    "ItemTest",
    "Late",
    "Level",
    "Mark",
    "Match",
    "Multi",
    "Near",
    "Number",
    "Objective",
    "Option",
    "Order",
    "Pair",
    "PartMark",
    "Policy",
    "Precision",
    "Reject",
    "Sheet",
    "Source",
    "State",
    "Text",
    "Use",
    "Verdict",
    "key",
]


# --- Marks -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartMark:
    """The mark of one gap, pair or claim."""

    id: str
    state: State
    score: Fraction
    """Credit, 0..1."""
    reason: str
    response: str = ""
    """The part as the student gave it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one response to one item."""

    state: State
    score: Fraction
    """Credit, 0..1, exact. While ``state`` needs a person: the credit that is certain so far."""
    rule: str
    """The name of the rule that was applied."""
    reason: str
    """One sentence, with the arithmetic where there is any: ``2 right - 1 wrong of 2 = 1/2``."""
    parts: tuple[PartMark, ...] = ()
    matched: str = ""
    """The accepted or rejected form, or option id, that decided."""
    cause: str = ""
    """One word for what decided about a text, such as ``slip`` or ``negation``."""
    version: str = ""
    """The version of the rules that decided about a text."""


# --- The exercise file -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all ten kinds have in common."""

    kind: ClassVar[str]
    default_rule: ClassVar[str]
    other_rules: ClassVar[tuple[str, ...]] = ()

    id: str = key("Kebab-case id, unique in the file.")
    prompt: str = key("The question (inline MyST Markdown).")
    rule: str = key("Marking rule; left out, the kind's default.", default="")
    use: Use = key("practice or graded.", default=Use.GRADED)
    points: Fraction = key("Points for full credit.", default=Fraction(1))
    minutes: Fraction = key("Minutes a class needs for it.", default=Fraction(1))
    objective: str = key("Id of the objective it serves.", default="")
    facts: tuple[str, ...] = key("Ids of the facts behind the key.", default=())
    section: str = key("Label of the lesson section to reread.", default="")
    explain: str = key("Shown after answering, and in the key.", default="")
    simple: str = key("The prompt in simpler words, for handouts that ask for it.", default="")
    block: str = key("Neighbours with the same word may change places in variants.", default="")
    shuffle: bool | None = key("Whether variants move its parts; left out, by rule.", default=None)
    tests: tuple[ItemTest, ...] = key(
        "Responses with the marks they must get.", toml="test", default=()
    )

    @property
    def rule_name(self) -> str:
        """The rule that marks this item."""
        return self.rule or self.default_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Item):
    """One option out of several."""

    kind = "choice"
    default_rule = "one-right"
    options: tuple[Option, ...] = key("The options; exactly one is correct.", toml="option")


@dataclass(frozen=True, slots=True, kw_only=True)
class Multi(Item):
    """All the right options out of several."""

    kind = "multi"
    default_rule = "net-correct"
    other_rules = ("all-or-nothing", "false2", "coverage", "each-answer")
    options: tuple[Option, ...] = key("The options.", toml="option")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Item):
    """A number or a year."""

    kind = "number"
    default_rule = "within-tolerance"
    answer: Fraction = key("The number, as a string.", exact=True)
    tolerance: Fraction = key(
        "Largest distance that is still right.", exact=True, default=Fraction(0)
    )
    unit: str = key(
        "The unit, optional in a response; an amount in another unit is converted.", default=""
    )
    near: tuple[Near, ...] = key("Part credit close to the answer.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Item):
    """A calendar date."""

    kind = "date"
    default_rule = "equal-date"
    answer: str = key("1949-04-04; month and year precision may leave out the rest.")
    precision: Precision = key("How much of it must be right.", default=Precision.DAY)
    day_first: bool | None = key(
        "true: 3/4/1949 means 3 April; false: 4 March; left out: such an answer goes to a person.",
        toml="day-first",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Item):
    """A word or a short phrase."""

    kind = "text"
    default_rule = "three-way"
    accept: tuple[str, ...] = key("Accepted answers; the first one is shown.")
    rejects: tuple[Reject, ...] = key("Wrong answers that are known.", toml="reject", default=())
    need: int = key("How many of the accepted answers a response must name.", default=1)
    lines: int = key("Ruled lines to leave on paper for each answer.", default=1)
    policy: Policy = key(
        "strict: a person sees an answer with further words; normal: harmless ones pass.",
        default=Policy.STRICT,
    )
    accents: Accents = key(
        "fold: é and e are one letter; keep: an answer without its accents goes to a person.",
        default=Accents.FOLD,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Item):
    """A text with gaps."""

    kind = "cloze"
    default_rule = "mean-of-gaps"
    other_rules = ("all-or-nothing",)
    text: str = key("The text, with a [[gap-id]] for each gap.")
    gaps: tuple[Gap, ...] = key("The gaps.", toml="gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Item):
    """Left sides to be joined to right sides."""

    kind = "match"
    default_rule = "share-of-pairs"
    other_rules = ("all-or-nothing",)
    pairs: tuple[Pair, ...] = key("The pairs.", toml="pair")
    extra: tuple[str, ...] = key("Right sides that belong to no left side.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Item):
    """Events to be put in order of time."""

    kind = "order"
    default_rule = "longest-run"
    other_rules = ("all-or-nothing",)
    events: tuple[Event, ...] = key("The events.", toml="event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims(Item):
    """Claims to be held against a source."""

    kind = "claims"
    default_rule = "right-minus-half-wrong"
    other_rules = ("share-of-claims", "all-or-nothing")
    source: Source = key("The document.")
    claims: tuple[Claim, ...] = key("The claims.", toml="claim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Item):
    """A longer answer that a person marks with a rubric."""

    kind = "essay"
    default_rule = "rubric"
    criteria: tuple[Criterion, ...] = key("The rubric.", toml="criterion")
    model: tuple[str, ...] = key("Model answers.", default=())
    lines: int = key("Ruled lines to leave on paper.", default=10)


ITEM_TYPES: dict[str, type[Item]] = {
    cls.kind: cls for cls in (Choice, Multi, Number, Date, Text, Cloze, Match, Order, Claims, Essay)
}
"""The ten kinds by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet: one TOML file."""

    format: int = key("The version of this format: 1.")
    id: str = key("The file's name without .toml.")
    title: str = key("The title, best as a question.")
    lesson: str = key("The lesson's folder below docs/.", default="")
    language: str = key("Language of prompts and answers (BCP 47).", default="en")
    intro: str = key("Instructions above the first item (inline Markdown).", default="")
    late: Late | None = key("What becomes of late work.", default=None)
    handout: Handout = key("How it is printed.", default=Handout())
    objectives: tuple[Objective, ...] = key("What it serves.", toml="objective", default=())
    items: tuple[Item, ...] = key("The items.", toml="item")

    def item(self, item_id: str) -> Item:
        """Return the item with this id; raises ``KeyError``."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
