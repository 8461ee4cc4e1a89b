"""The words of an answer, in the form in which answers and keys are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .language import Language, language, spelling
from .normal import basic
from .number_words import fold_kanji, fold_numbers, is_number

__all__ = ["Words", "plain_japanese", "read_eras", "read_words", "stem"]

_CJK = "\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆〇"
_ONE_CJK = re.compile(rf"[{_CJK}]")
_KANA = str.maketrans({code: code - 0x60 for code in range(0x30A1, 0x30F7)})  # to hiragana
_POSSESSIVE = re.compile(r"(?<=\w)'s\b|(?<=s)'(?!\w)")
_DECADE = re.compile(r"(?<=\d0)'s\b")
_ABBREVIATION = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+(?![^\W\d_])\.?")
_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3})((?:,\d{3})+)(?!\d)")
_ORDINAL = re.compile(r"\b(\d{1,30})(?:st|nd|rd|th)\b")
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])(?!s\b)|(?<=[^\W\d_])(?=\d)")
_OR = re.compile(r"(?<=[^\W\d_]) ?/ ?(?=[^\W\d_])")
_POINT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_HYPHEN = re.compile(r"(?<!^)(?<! )-|-(?!\d)")
# Whatever is no letter, digit, mark of another script or symbol with a meaning of its own.
_PUNCTUATION = re.compile(
    r"[!?;:\"'()\[\]{}<>«»|~^_*`\\/,…、。，．！？；：「」『』【】（）・¿¡·।॥،؛؟]"
)

LONGEST_TOKEN = 40
"""Letters of a word beyond which it is no word, and compared only as it is."""


class Words(NamedTuple):
    """The words of a text; numbers among them in digits, kanji and kana one by one."""

    tokens: tuple[str, ...]
    """Without articles, *I think* and the like, unless nothing else is said."""
    stems: tuple[str, ...]
    comma: bool
    form: str
    """The normal form: the tokens in one line."""


@lru_cache(maxsize=16_384)
def read_words(text: str, code: str = "en", *, accents: bool = False) -> Words:
    """Read the words of an answer or a key.

    Args:
        text: As typed.
        code: The language, see ``language.language``.
        accents: Whether Latin's accents are kept.
    """
    lang = language(code)
    line = basic(text, accents=accents)
    comma = "," in line
    if not line.isascii():
        line = _japanese(line, lang)
    line = _plain(line, lang)
    tokens = fold_numbers(line.split(), lang.code)
    american = spelling() if lang.alphabet else {}
    tokens = [american.get(token, token) for token in tokens]
    if american and "isation" in line:
        tokens = [token.replace("isation", "ization") for token in tokens]
    articles = lang.articles
    core = [token for token in _unhedged(tokens, lang) if token not in articles] or tokens
    stems = tuple([stem(token, lang.code) for token in core])
    return Words(tuple(core), stems, comma, " ".join(core))


def _plain(line: str, lang: Language) -> str:
    """Drop what stands between words, and keep what belongs to them."""
    if "'" in line:
        line = _DECADE.sub("s", line)
        for short, long in lang.contractions:
            line = line.replace(short, long)
        line = _POSSESSIVE.sub("", line).replace("'", "")
    if "." in line:
        line = _POINT.sub(" ", _ABBREVIATION.sub(lambda at: at[0].replace(".", "") + " ", line))
    if "/" in line:
        line = _OR.sub(" or ", line)
    if any(char in "0123456789" for char in line):
        line = _THOUSANDS.sub(lambda at: at[1] + at[2].replace(",", ""), line)
        line = _GLUED.sub(" ", _ORDINAL.sub(r"\1", line))
    for sign, word in lang.symbols.items():
        if sign in line:
            line = line.replace(sign, f" {word} ")
    if "-" in line:
        line = _HYPHEN.sub(" ", line)
    return _PUNCTUATION.sub(" ", line)


def _japanese(line: str, lang: Language) -> str:
    """Read what is Japanese in a line; each kanji and kana becomes a word of its own."""
    if not _ONE_CJK.search(line):
        return line
    return _ONE_CJK.sub(r" \g<0> ", plain_japanese(line, lang).translate(_KANA))


def plain_japanese(line: str, lang: Language) -> str:
    """Cut polite endings, write kanji numerals in digits and years of eras as years."""
    text = line if _latin(line) else line.strip(" .。、!?「」『』").replace(" ", "")
    for opening in lang.openings:
        if text.startswith(opening) and len(text) > len(opening):
            text = text.removeprefix(opening).lstrip("、, ")
    for ending in lang.endings:
        if text.endswith(ending) and len(text) > len(ending):
            text = text.removesuffix(ending)
            break
    return read_eras(fold_kanji(text), lang)


def _latin(line: str) -> bool:
    return re.search(r"[a-z]", line) is not None


def read_eras(text: str, lang: Language) -> str:
    """Write years of Japanese eras as years: 昭和24年 is 1949年, *Showa 24* is 1949."""
    return _eras(lang).sub(
        lambda at: str(lang.eras[at[1]] + (1 if at[2] == "元" else int(at[2])) - 1), text
    )


@lru_cache(maxsize=4)
def _eras(lang: Language) -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(lang.eras)}) ?(\d{{1,2}}|元)(?!\d)")


def _unhedged(tokens: list[str], lang: Language) -> list[str]:
    """Drop *I am not sure but* and the like at either end, and words of politeness."""
    firsts, lasts = _hedge_words(lang)
    if not tokens or (tokens[0] not in firsts and tokens[-1] not in lasts):
        return [token for token in tokens if token not in lang.fillers] or tokens
    line = " ".join(tokens)
    for _ in range(3):
        for hedge in lang.hedges:
            if line.startswith(hedge + " "):
                line = line[len(hedge) + 1 :].removeprefix("but ")
                break
            if line.endswith(" " + hedge):
                line = line[: -len(hedge) - 1].removesuffix(" but")
                break
        else:
            break
    words = line.split()
    kept = [word for word in words if word not in lang.fillers]
    return kept or words


@lru_cache(maxsize=4)
def _hedge_words(lang: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words with which hedges begin and end."""
    words = [hedge.split() for hedge in lang.hedges]
    return frozenset(one[0] for one in words), frozenset(one[-1] for one in words)


_SIBILANT = ("sses", "shes", "ches", "xes", "zes")


@lru_cache(maxsize=65_536)
def stem(token: str, code: str = "en") -> str:
    """Cut a plural, -ing, -ed and a last e, from words of five letters and more."""
    lang = language(code)
    size = len(token)
    if not lang.alphabet or size < 4 or size > LONGEST_TOKEN or not token.isascii():
        return token
    if token in lang.unstemmed or is_number(token):
        return token
    if token.endswith("ies") and size > 4:
        token = token[:-3] + "y"
    elif token.endswith(_SIBILANT):
        token = token[:-2]
    elif token.endswith("s") and not token.endswith(("ss", "us", "is")):
        token = token[:-1]
    for ending in ("ing", "ed"):
        rest = token.removesuffix(ending)
        if rest != token and len(rest) >= 4 and token not in lang.unstemmed:
            double = rest[-1] == rest[-2] and rest[-1] not in "lsz"
            token = rest[:-1] if double else rest
            break
    return token.removesuffix("e") if len(token) >= 5 else token
