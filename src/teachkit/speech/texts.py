"""The texts of one language, by name, with its numbers and plurals."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "Speech", "speech_of", "table_of"]

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.parent.name for path in _FOLDER.glob("*/letter.toml")))
"""Languages that letters and reports speak; a sheet in another one gets English words."""


@cache
def table_of(language: str, part: str) -> dict[str, Any]:
    """Return one file of texts; it is read when it is first needed."""
    return tomllib.loads((_FOLDER / language / f"{part}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Speech:
    """How one language says it."""

    code: str

    def say(self, name: str, /, **values: object) -> str:
        """Return a text.

        Args:
            name: ``file.name``, such as ``letter.strengths``.
            **values: What stands in it; if it goes into a page, escaped by the caller.
        """
        part, _, key = name.partition(".")
        return str(table_of(self.code, part)[key].format(**values))

    def count(self, number: int | str, noun: str, *, one: bool | None = None) -> str:
        """Write a number with its noun: ``1 student``, ``2 students``, ``2½ Punkte``.

        Args:
            number: As a count, or already written.
            noun: A name in the file of nouns.
            one: Whether the noun stands in the singular; else it is told by the number.
        """
        single, many = table_of(self.code, "nouns")[noun]
        written = self.number(str(number))
        return str((single if (number == 1 if one is None else one) else many).format(n=written))

    def number(self, text: str) -> str:
        """Bring a written number to the language's decimal mark."""
        mark = table_of(self.code, "nouns")["decimal"]
        return text if mark == "." else text.replace(".", mark)

    def percent(self, share: float) -> str:
        """Write a share as whole percent."""
        return str(table_of(self.code, "nouns")["percent"].format(n=f"{100 * share:.0f}"))

    def joined(self, words: Sequence[str]) -> str:
        """Join words as in a sentence."""
        comma, last = table_of(self.code, "nouns")["joined"]
        return last.join(filter(None, [comma.join(words[:-1]), words[-1]])) if words else ""

    def heading(self, number: int) -> str:
        """Name a question as the sheet numbers it."""
        return self.say("letter.question", n=number)


@cache
def speech_of(language: str) -> Speech:
    """Return the words for a language tag such as ``de-CH``; English if there are none."""
    code = language.split("-", maxsplit=1)[0].lower()
    return Speech(code if code in LANGUAGES else "en")
