"""Microsoft Forms: a form's or quiz's responses, XLSX or CSV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dialect import Dialect
from .guess import COMPANION, Guess, System, detail, heading
from .vocabulary import FORMS_END, FORMS_OTHER, FORMS_START

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SYSTEM"]


def _recognises(header: Sequence[str]) -> bool:
    names = list(map(heading, header[:5]))
    if len(names) < 4 or names[0] not in ("id", "№", "编号", "編號"):
        return False
    return bool(set(names) & (FORMS_START | FORMS_END)) or _is_quiz(header)


def _is_quiz(header: Sequence[str]) -> bool:
    """Whether questions have two columns behind them that repeat their title, in any language."""
    triples = zip(header, header[1:], header[2:], strict=False)
    return sum(_belongs(one, asked) and _belongs(two, asked) for asked, one, two in triples) > 1


def _guesses(header: Sequence[str]) -> list[Guess]:
    guesses: list[Guess] = []
    question = ""
    for cell in header:
        name = heading(cell)
        if question and _belongs(cell, question):
            guesses.append(Guess("ignored", note=COMPANION))
            continue
        question = ""
        known = detail(cell)
        if name in FORMS_END:
            guesses.append(Guess("time"))
        elif name in FORMS_START or name in FORMS_OTHER:
            guesses.append(Guess("ignored"))
        elif known and not any(one.role == "asked" for one in guesses):
            guesses.append(known)
        else:
            code = known is not None and known.role == "student"
            guesses.append(known if code and known else Guess("asked", cell))
            question = cell
    return guesses


def _belongs(cell: str, question: str) -> bool:
    """Whether a header is ``Points - Q`` or ``Feedback - Q`` of the question before it.

    In Spanish it is ``Puntos: Q``. Of a title that stands twice the number behind it is not
    always repeated.
    """
    title, said = (" ".join(text.split()) for text in (question, cell))
    for one in {title, title.rstrip("0123456789")}:
        pattern = r"[^-–—:：]{2,40}(?:\s[-–—]\s|\s?[:：]\s?)" + re.escape(one) + r"\d*"
        if one and re.fullmatch(pattern, said):
            return True
    return False


SYSTEM = System(
    name="microsoft-forms",
    title="Microsoft Forms responses",
    recognises=_recognises,
    guesses=_guesses,
    dialect=Dialect(separators=(";",), arrows=("->", "=>")),
)
