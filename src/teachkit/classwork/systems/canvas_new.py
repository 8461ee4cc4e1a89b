"""Canvas New Quizzes: "Student Analysis", a CSV.

Each question has five columns: its id, its kind, the answer (headed by the question), the
points earned and whether it is marked. The headers of four of them repeat. Written answers
are HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, heading

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]

_BLOCK = ("itemid", "itemtype", "", "earnedpoints", "status")
_ROLES = {
    "id": Guess("student", rank=3),
    "sisid": Guess("student", rank=1),
    "submitted": Guess("time"),
    "attempt": Guess("attempt"),
}
_OTHER = frozenset(
    """sectionids sectionnames sectionsisids elapsedtime numberofcorrect numberofincorrect
    noresponse pointspossible overallscore""".split()
)


def _name(cell: str) -> str:
    """Return a header without spaces, and without the number that tables add to a repeated one."""
    return re.sub(r"\.\d+$", "", "".join(heading(cell).split()))


def _starts(header: Sequence[str]) -> list[int]:
    """Return where the columns of each question begin."""
    names = list(map(_name, header))
    return [
        at
        for at in range(len(names) - len(_BLOCK) + 1)
        if all(not want or names[at + n] == want for n, want in enumerate(_BLOCK))
    ]


def _recognises(header: Sequence[str]) -> bool:
    return bool(_starts(header))


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses = [_lead(cell) for cell in header]
    for start in _starts(header):
        for place in range(start, start + len(_BLOCK)):
            guesses[place] = Guess("ignored", note=COMPANION)
        guesses[start + 2] = Guess("asked", header[start + 2])
    return guesses


def _lead(cell: str) -> Guess:
    name = _name(cell)
    if name in _OTHER:
        return Guess("ignored")
    return _ROLES.get(name) or detail(cell) or Guess("unknown")


SYSTEM = System(
    name="canvas-new-quizzes",
    title="Canvas New Quizzes student analysis",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(separators=(",", ";"), arrows=("=>", "->"), html=True),
)
