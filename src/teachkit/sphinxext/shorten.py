"""Makes script and style shorter for the way to the reader: no comments, short names.

What Python's package index has for this either keeps long names or has no build for every
system. This is no parser: a name is replaced only where that cannot change a meaning, in
scripts written like those in ``static/js`` (``;`` at every end, no templates with ``${``).
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from itertools import count, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["short_script", "short_style"]

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<line>\s*\n\s*)
    |(?P<space>[^\S\n]+)
    |(?P<sign>=>|\?\.|\.\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BEFORE_REGEX = {"(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "", "return", "=>"}
_DECLARE = {"var", "let", "const", "function", "class", "catch"}
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEYWORDS = set(
    "as async await break case catch class const continue default delete do else false finally "
    "for function get if in instanceof let new null of return set static super switch this "
    "throw true try typeof undefined var void while yield arguments constructor".split()
)

_BEFORE_OBJECT = {"(", ",", "=", ":", "[", "?", "|", "&", "return", "const", "let", "var"}
_GLOBALS = set(
    "window document JSON Object Array Map Set Number String BigInt Math Date RegExp Error Blob "
    "URL CSS Promise Symbol Infinity NaN isNaN parseInt setTimeout clearTimeout console "
    "requestAnimationFrame localStorage location navigator history event name top self".split()
)
_KEPT = _KEYWORDS | _GLOBALS

_Token = tuple[str, str]
"""A kind of ``_TOKEN`` and the text."""


def short_script(text: str) -> str:
    """Return a script that does the same with fewer bytes."""
    tokens = list(_tokens(text))
    places = _places(tokens)
    new = _short_names(tokens, places)
    pieces: list[str] = []
    for at, (kind, word) in enumerate(tokens):
        piece = "\n" if kind == "line" else word
        if kind == "name" and word in new and places[at] is not _Place.PROPERTY:
            piece = f"{word}:{new[word]}" if places[at] is _Place.SHORTHAND else new[word]
        if kind == "line" and (not pieces or pieces[-1][-1] in "\n;{},(["):
            continue
        last = pieces[-1][-1] if pieces else ""
        if (_in_a_word(last) and _in_a_word(piece[0])) or (last == piece[0] and last in "+-"):
            pieces.append(" ")
        pieces.append(piece)
    return "".join(pieces)


def short_style(text: str) -> str:
    """Return a stylesheet without comments and needless white space."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}").strip() + "\n"


def _in_a_word(char: str) -> bool:
    return char.isalnum() or char in {"_", "$"}


def _tokens(text: str) -> Iterator[_Token]:
    """Split a script; white space inside a line and comments are left out."""
    at, before = 0, ""
    while at < len(text):
        regex = _REGEX.match(text, at) if before in _BEFORE_REGEX else None
        match = regex or _TOKEN.match(text, at)
        assert match is not None  # noqa: S101 - the last branch takes any character
        kind = "text" if regex else str(match.lastgroup)
        at = match.end()
        if kind not in {"comment", "space"}:
            yield kind, match[0]
        if kind not in {"comment", "space", "line"}:
            before = match[0]


def _short_names(tokens: list[_Token], places: list[_Place]) -> dict[str, str]:
    """Return a new name for each that is declared here.

    One new name for one old one in the whole script, none of them in use: so no scope matters.
    """
    names = Counter(word for kind, word in tokens if kind == "name")
    free = {
        word
        for (_kind, word), place in zip(tokens, places, strict=True)
        if place in {_Place.DECLARED, _Place.SHORTHAND} and len(word) > 1
    }
    wanted = sorted(free - _KEPT, key=lambda one: (-names[one], one))
    taken = names.keys() | _KEPT
    return dict(zip(wanted, (one for one in _names() if one not in taken), strict=False))


def _names() -> Iterator[str]:
    for length in count(1):
        for letters in product(_LETTERS, repeat=length):
            yield "".join(letters)


class _Place(Enum):
    """What a name is where it stands."""

    OTHER = 0
    DECLARED = 1
    PROPERTY = 2
    SHORTHAND = 3
    """``{ a }``: a property and a variable at once."""


def _places(tokens: list[_Token]) -> list[_Place]:
    """Say of each token what it is; line ends count for nothing."""
    found = [_Place.OTHER] * len(tokens)
    words = [(at, kind, word) for at, (kind, word) in enumerate(tokens) if kind != "line"]
    text = [word if kind in {"name", "sign"} else "text" for _at, kind, word in words]
    closing = _closing(text)
    open_: list[bool] = []  # whether each open bracket is an object's
    parameters = 0  # the place up to which names are parameters
    for place, (at, kind, word) in enumerate(words):
        before, after = text[place - 1] if place else "", (text[place + 1 : place + 2] or [""])[0]
        if kind == "sign" and word in "([{":
            open_.append(word == "{" and before in _BEFORE_OBJECT)
            if word == "(" and _takes_parameters(text, place, closing[place]):
                parameters = max(parameters, closing[place])
        elif kind == "sign" and word in ")]}" and open_:
            open_.pop()
        elif kind == "name":
            found[at] = _place_of(
                before,
                after,
                in_object=bool(open_) and open_[-1],
                method=after == "(" and _opens_body(text, closing[place + 1]),
                parameter=place < parameters,
            )
    return found


def _place_of(before: str, after: str, *, in_object: bool, method: bool, parameter: bool) -> _Place:
    """Say what a name is from its neighbours and from the bracket it stands in."""
    first = in_object and before in {"{", ","}
    if before in {".", "?."} or (first and after == ":") or (method and before != "function"):
        return _Place.PROPERTY
    if first and after in {",", "}", "="}:
        return _Place.SHORTHAND
    if before in _DECLARE or after == "=>" or parameter:
        return _Place.DECLARED
    return _Place.OTHER


def _opens_body(text: list[str], end: int) -> bool:
    return text[end + 1 : end + 2] == ["{"]


def _closing(text: list[str]) -> list[int]:
    """Return for each opening round bracket the place of the one that closes it."""
    found, open_ = [0] * (len(text) + 1), []
    for place, word in enumerate(text):
        if word == "(":
            open_.append(place)
        elif word == ")" and open_:
            found[open_.pop()] = place
    return found


def _takes_parameters(text: list[str], place: int, end: int) -> bool:
    """Whether a bracket holds the parameters of a function, an arrow, a method or ``catch``."""
    after = (text[end + 1 : end + 2] or [""])[0]
    before = text[place - 1] if place else ""
    return after == "=>" or (after == "{" and before not in {"if", "for", "while", "switch"})
