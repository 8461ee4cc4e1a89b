"""Finds where a student is still spoken of, in files that are not ours to change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Mentions"]

_LISTED = 5
_SHORTEST = 3


@dataclass(slots=True)
class Mentions:
    """What names a student: the code, and the name as a whole."""

    code: str
    name: str = ""
    _pattern: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        said = [one for one in (self.code, self.name) if len(one) >= _SHORTEST]
        if said:
            words = "|".join(map(re.escape, said))
            self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def lines(self, file: str, data: bytes) -> list[str]:
        """Return a sentence if a file names the student, with the lines; else nothing."""
        if self._pattern is None:
            return []
        if self._pattern.search(file):
            return [f"{file}: its name names the student; it was not made by teachkit"]
        text = data.decode("utf-8", "ignore")
        places = [
            str(number)
            for number, line in enumerate(text.split("\n"), start=1)
            if self._pattern.search(line)
        ]
        if not places:
            return []
        more = " …" if len(places) > _LISTED else ""
        return [f"{file}, line {', '.join(places[:_LISTED])}{more}: speaks of the student"]
