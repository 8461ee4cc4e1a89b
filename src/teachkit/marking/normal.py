"""The normal form of a text: what stays when spelling habits that mean nothing are gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["DONT_KNOW", "basic", "is_dont_know", "normalise"]

_FOLD = str.maketrans(
    dict.fromkeys("‘’‛′ʼ`´", "'") | dict.fromkeys("“”„″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_ACCENTS = re.compile(r"[\u0300-\u036f]")  # Latin's; vowel signs of other scripts carry meaning
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_EDGE = re.compile(r"(?<!\d)[.,](?!\d)|[.,](?!\d)|(?<!\d)[.,]|(?<=\w)-|(?<!\w)-(?!\d)")
_PUNCTUATION = re.compile(r'[!?;:"()\[\]{}…、。「」『』・¿¡]')
_ARTICLE = re.compile(r"^(?:the|an|a) (?=.)")

DONT_KNOW = frozenset(
    """idk|i do not know|i dont know|dont know|do not know|no idea|i have no idea|dunno
    |i dont remember|dont remember|not sure|i am not sure|im not sure|no clue
    |わからない|わかりません|分からない|分かりません|知らない|知りません""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Normal forms of answers that say only that the student does not know."""


def basic(text: str) -> str:
    """Fold width, case, Latin accents, quotes, dashes and white space; drop controls."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text)
    kept = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


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


def is_dont_know(text: str) -> bool:
    """Whether the whole answer says only that the student does not know."""
    return normalise(text) in DONT_KNOW
