"""Text that our fonts can print, and what to do with the rest.

Which characters those are is a generated list: most of them come from fonts that sit
inside Typst's wheel, where no font reader reaches them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

__all__ = ["address_breaks", "clean", "describe", "soft_breaks", "unprintable"]

_COVERAGE = Path(__file__).parent / "fonts" / "coverage.txt"
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff{_BIDI_CONTROLS}]")
_SHAPING = re.compile("[\n\t\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\U000e0100-\U000e01ef]")
"""Characters that guide setting and need no glyph: breaks, joiners, selectors of variants."""
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})
_LONG_WORD = re.compile(r"[^\s\u00ad\u200b\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]{31,}")
_PIECE = 20
_ADDRESS_PART = re.compile(r"(?<=\w)([/?&=#]+|[-_.](?=\w))")


def clean(text: str) -> str:
    """Return a text in composed form, without control and bidi control characters."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text.translate(_LINE_ENDS)))


def soft_breaks(text: str) -> str:
    """Let very long words break: a zero-width space every 20 characters.

    A word of up to 30 characters, or in a script that breaks anywhere, is left alone.
    """
    return _LONG_WORD.sub(_broken, text)


def address_breaks(text: str) -> str:
    """Let a web address break where its parts end, and never inside a word of it."""
    if len(text) <= _PIECE:
        return text
    parted = _ADDRESS_PART.sub("\\g<0>\u200b", text).removesuffix("\u200b")
    return soft_breaks(parted)


def _broken(word: re.Match[str]) -> str:
    pieces: list[str] = []
    length = 0
    for char in word[0]:
        if length >= _PIECE and not unicodedata.category(char).startswith("M"):
            pieces.append("\u200b")
            length = 0
        pieces.append(char)
        length += 1
    return "".join(pieces)


@cache
def _ranges() -> tuple[list[int], list[int]]:
    lines = _COVERAGE.read_text(encoding="ascii").splitlines()
    pairs = [line.split("-") for line in lines if not line.startswith("#")]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def unprintable(text: str) -> list[str]:
    """Return the characters of a text that no font has, each once, in reading order."""
    if text.isascii():
        return []
    starts, ends = _ranges()
    missing = []
    for char in dict.fromkeys(_SHAPING.sub("", text)):
        place = bisect_right(starts, ord(char)) - 1
        if place < 0 or ord(char) > ends[place]:
            missing.append(char)
    return missing


def describe(char: str) -> str:
    """Name a character for an error message: ``'한' (U+D55C, HANGUL SYLLABLE HAN)``."""
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    shown = f"'{char}' " if char.isprintable() else ""
    return f"{shown}({code}{', ' if name else ''}{name})"
