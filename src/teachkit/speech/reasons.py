"""Says the reason of a mark in another language.

Marking gives its reasons in English, with the arithmetic; results keep them so. Here a
reason is told by its English form, and said again in the letter's language. A reason
that has no form here is left out: a letter never mixes languages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .texts import table_of

if TYPE_CHECKING:
    from .texts import Speech

__all__ = ["reason_in"]

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"[-−]?\d+\.\d+")
_PLACES = {"n": r"[-+−\d][-+−\d./,e]*", "q": "[^']*", "i": "[^:;]+", "p": "[^:]*"}
"""What may stand in a place, by the first letter of its name; anything else takes any text."""

_DEPTH = 8
_CHARS = 2_000


def reason_in(speech: Speech, reason: str) -> str:
    """Say a reason; "" if it can't be said in this language.

    Args:
        speech: The language.
        reason: As marking wrote it.
    """
    if speech.code == "en":
        return reason
    return _said(speech, reason, "reasons", _DEPTH) or ""


@cache
def _forms(part: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the English forms of a file, those with most fixed words first."""
    texts = table_of("en", part)
    ordered = sorted(texts, key=lambda name: -len(_PLACE.sub("", texts[name])))
    return tuple((name, _pattern(texts[name])) for name in ordered)


def _pattern(text: str) -> re.Pattern[str]:
    pieces = _PLACE.split(text)
    made = [
        f"(?P<{piece}>{_PLACES.get(piece[0], '.*')})" if at % 2 else re.escape(piece)
        for at, piece in enumerate(pieces)
    ]
    return re.compile("".join(made), re.DOTALL)


def _said(speech: Speech, text: str, part: str, depth: int) -> str | None:
    """Say a text that has a form; ``None`` if it has none."""
    if not depth or len(text) > _CHARS:
        return None
    for name, pattern in _forms(part):
        if found := pattern.fullmatch(text):
            values = {}
            for place, value in found.groupdict().items():
                said = _value(speech, place, value, depth)
                if said is None:
                    break
                values[place] = said
            else:
                return str(table_of(speech.code, part)[name].format(**values))
    return None


def _value(speech: Speech, place: str, value: str, depth: int) -> str | None:
    """Say what stands in a place: by its name a number, a phrase, a reason, or any words."""
    if place.startswith("n"):
        return _NUMBER.sub(lambda found: speech.number(found[0]), value)
    if place.startswith("phrase"):
        return _said(speech, value, "phrases", depth - 1) if value else ""
    if place.startswith("reason"):
        return _said(speech, value, "reasons", depth - 1)
    return value
