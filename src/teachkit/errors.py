"""What is wrong, where, and how to mend it: collected, and reported all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Problem", "ProblemsError", "Severity", "did_you_mean"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in one place."""

    file: str
    """The file as the user named it; never made absolute."""
    line: int = 0
    """Counted from 1; 0 when the problem belongs to the whole file."""
    key: str = ""
    """Key path (``item[treaty-year].option[2].why``) or column; may be empty."""
    message: str
    """What is wrong, without a full stop."""
    hint: str = ""
    """How to mend it."""
    severity: Severity = "error"
    code: str = ""
    """A short stable name of the kind of problem (``unknown-key``), for tools."""

    def __str__(self) -> str:
        """``file:line: key path: what is wrong (how to mend it)``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        hint = f" ({self.hint})" if self.hint else ""
        label = " warning:" if self.severity == "warning" else ""
        return f"{place}:{label}{key} {self.message}{hint}"

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """Files in order, then lines; errors and warnings of a line stand together."""
        return (self.file, self.line, self.key, self.message)


class ProblemsError(Exception):
    """All problems that stop a piece of work; ``str`` prints one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=lambda p: p.sort_key))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` or the list of known words, for a hint."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    names = sorted(known)
    close = get_close_matches(word, names, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return "known: " + ", ".join(names) if names else ""
