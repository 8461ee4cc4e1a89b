"""The normal form of a text: what stays when spelling habits that mean nothing are gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .language import language

__all__ = ["basic", "is_dont_know", "normalise"]

_ACCENTS = re.compile(r"[\u0300-\u036f]")  # Latin's; vowel signs of other scripts carry meaning
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_EDGE = re.compile(r"(?<!\d)[.,](?!\d)|[.,](?!\d)|(?<!\d)[.,]|(?<=\w)-|(?<!\w)-(?!\d)")
_PUNCTUATION = re.compile(r'[!?;:"()\[\]{}…、。「」『』・¿¡]')
_ARTICLE = re.compile(r"^(?:the|an|a) (?=.)")


class _Characters(dict[int, int | str | None]):
    """What becomes of each character: quotes, dashes and digits alike, controls dropped."""

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        digit = unicodedata.decimal(char, None)
        kept: int | str | None
        if char.isspace():
            kept = " "
        elif digit is not None:
            kept = str(digit)
        else:
            dropped = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")
            kept = None if dropped else code
        self[code] = kept
        return kept


_SIGNS = {"'": "‘’‛′ʼ`´", '"': "“”„″«»", "-": "‐‑‒–—―−", "/": "⁄"}
_FOLD = _Characters({ord(one): sign for sign, others in _SIGNS.items() for one in others})


def basic(text: str, *, accents: bool = False) -> str:
    """Fold width, case, quotes, dashes and white space; drop controls.

    Args:
        text: Anything.
        accents: Whether Latin's accents are kept; else é becomes e.
    """
    if text.isascii():
        return " ".join(text.casefold().translate(_FOLD).split())
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    # Twice: a letter such as İ falls apart when it is made small.
    text = unicodedata.normalize("NFD", text)
    text = unicodedata.normalize("NFC", text if accents else _ACCENTS.sub("", text))
    return " ".join(text.split())


@lru_cache(maxsize=16_384)
def normalise(text: str) -> str:
    """Return the normal form: ``basic`` without punctuation, possessives, a first article.

    A text without a letter or digit keeps its ``basic`` form, so that a key such as an
    emoji can still be compared; punctuation alone comes back empty.
    """
    folded = basic(text)
    if not any(char.isalnum() for char in folded):
        return folded if any(unicodedata.category(char)[0] == "S" for char in folded) else ""
    form = _ABBREVIATION.sub(lambda found: found.group().replace(".", ""), folded)
    form = _POSSESSIVE.sub("", form).replace("'", "")
    form = _THOUSANDS.sub("", form)
    form = _PUNCTUATION.sub(" ", _EDGE.sub(" ", form))
    return _ARTICLE.sub("", " ".join(form.split()))


def is_dont_know(text: str, code: str = "en") -> bool:
    """Whether the whole answer says only that the student does not know."""
    return normalise(text) in language(code).dont_know
