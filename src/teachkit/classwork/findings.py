"""Collects what readers have to say: problems to mend, and notices of what was recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import Problem
from .limits import PROBLEMS_OF_A_KIND

if TYPE_CHECKING:
    from ..errors import Severity

__all__ = ["Findings", "shown"]

_SHOWN_CHARS = 60


def shown(text: str) -> str:
    """Quote foreign text for a message: short, and safe for a terminal."""
    cut = text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
    safe = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in cut)
    return f"'{safe}'"


@dataclass(slots=True)
class Findings:
    """Problems and notices of one run, in the order met."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(  # noqa: PLR0913 - the fields of a Problem
        self,
        severity: Severity,
        code: str,
        file: str,
        message: str,
        *,
        line: int = 0,
        key: str = "",
        hint: str = "",
    ) -> None:
        """Note a problem. Of one kind in one file only the first few are kept singly."""
        count = self._counts[file, code] = self._counts.get((file, code), 0) + 1
        if count <= PROBLEMS_OF_A_KIND:
            self.problems.append(
                Problem(
                    file=file,
                    line=line,
                    key=key,
                    message=message,
                    hint=hint,
                    severity=severity,
                    code=code,
                )
            )

    def error(  # noqa: PLR0913 - as above
        self, code: str, file: str, message: str, *, line: int = 0, key: str = "", hint: str = ""
    ) -> None:
        """Note something that was not graded because of a fault."""
        self.add("error", code, file, message, line=line, key=key, hint=hint)

    def warn(  # noqa: PLR0913 - as above
        self, code: str, file: str, message: str, *, line: int = 0, key: str = "", hint: str = ""
    ) -> None:
        """Note something that was graded, or left out, and should be looked at."""
        self.add("warning", code, file, message, line=line, key=key, hint=hint)

    def repeat(self, problem: Problem) -> None:
        """Note what was found elsewhere."""
        self.add(
            problem.severity,
            problem.code,
            problem.file,
            problem.message,
            line=problem.line,
            key=problem.key,
            hint=problem.hint,
        )

    def note(self, text: str) -> None:
        """Say what was recognised or done."""
        self.notices.append(text)

    def all_problems(self) -> tuple[Problem, ...]:
        """Return the problems, with a line for each kind that was too many to list."""
        kinds = {(one.file, one.code): one.severity for one in self.problems}
        rest = [
            Problem(
                file=file,
                message=f"and {count - PROBLEMS_OF_A_KIND} more of the kind '{code}'",
                hint="mend those listed and run again to see the others",
                severity=kinds[file, code],
                code=code,
            )
            for (file, code), count in self._counts.items()
            if count > PROBLEMS_OF_A_KIND
        ]
        return (*self.problems, *rest)
