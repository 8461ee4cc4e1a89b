"""The words that a handout itself says, kept apart from the sheet's: one file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import Item, Text, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "VERDICTS", "WORDS", "Words", "exact", "words_of"]

_FOLDER = Path(__file__).parent / "languages"
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""Languages that handouts speak; a sheet in another one gets English words."""

VERDICTS = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_STATED)
"""The columns of a claims table, in this order."""

_PARTS = {
    Fraction(1, 2): "½",
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
    Fraction(1, 4): "¼",
    Fraction(3, 4): "¾",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a handout says in one language."""

    code: str
    table: Mapping[str, Any]

    @property
    def templates(self) -> dict[str, str]:
        """What templates print of their own, by name."""
        return dict(self.table["words"])

    @property
    def verdicts(self) -> list[str]:
        """The columns of a claims table."""
        return [self.table["verdicts"][verdict] for verdict in VERDICTS]

    def task(self, item: Item) -> str:
        """Say what to do, in a short sentence."""
        tasks = self.table["tasks"]
        if isinstance(item, Text) and item.need > 1:
            return str(tasks["text-several"].format(n=item.need))
        if isinstance(item, Text) and item.lines > 1:
            return str(tasks["text-long"])
        return str(tasks[item.kind])

    def rule(self, name: str) -> str:
        """Say what a marking rule does."""
        return str(self.table["rules"][name])

    def note(self, name: str, **values: object) -> str:
        """Return a word or sentence of the key."""
        return str(self.table["notes"][name].format(**values))

    def fair(self, name: str, **values: object) -> str:
        """Return a sentence of the report on variants."""
        return str(self.table["fairness"][name].format(**values))

    def amount(self, value: Fraction, unit: str = "") -> str:
        """Write an amount as people do: ``1 point``, ``1½ points``, ``2/7 points``."""
        whole, rest = divmod(value, 1)
        text = (str(whole) if whole or not rest else "") + _PARTS.get(rest, "")
        if rest and rest not in _PARTS:
            text = str(value)
        if not unit:
            return text
        one, many = self.table["units"][unit]
        return str((one if 0 < value <= 1 else many).format(n=text))

    def day(self, iso: str) -> str:
        """Write 1949-04-04 as 4 April 1949; other forms are left as they are."""
        year, *rest = iso.split("-")
        if not rest or not all(one.isdigit() for one in (year, *rest)) or len(rest) > 2:
            return iso
        dates = self.table["dates"]
        if not 1 <= int(rest[0]) <= len(dates["months"]):
            return iso
        month = dates["months"][int(rest[0]) - 1]
        if len(rest) == 1:
            return str(dates["month"].format(month=month, year=year))
        return str(dates["day"].format(day=int(rest[1]), month=month, year=year))

    def cited(self, labels: list[str], as_of: str) -> str:
        """Say where a fact comes from and as of when: ``NATO 2024; as of 7 March 2024``."""
        dates = self.table["dates"]
        if len(labels) > 2:
            labels = [dates["more"].format(first=labels[0], n=len(labels) - 1)]
        when = self.day(as_of)
        # "in force since 1949" speaks for itself; a bare date does not.
        said = when if when[:1].islower() else dates["as-of"].format(date=when)
        return f"{', '.join(labels)}; {said}"


@cache
def words_of(language: str) -> Words:
    """Return the words for a language tag such as ``de-CH``; English if there are none."""
    code = language.split("-", maxsplit=1)[0]
    code = code if code in LANGUAGES else "en"
    return Words(code, tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8")))


WORDS = words_of("en").templates
"""What templates print of their own, in English."""


def exact(value: Fraction) -> str:
    """Write a number as a decimal where that is exact (``0.5``), else as a fraction (``2/3``)."""
    places = next((n for n in range(13) if (value * 10**n).denominator == 1), None)
    if places is None:
        return str(value)
    text = f"{abs(int(value * 10**places)):0{places + 1}d}"
    sign = "−" if value < 0 else ""
    return sign + (f"{text[:-places]}.{text[-places:]}" if places else text)
