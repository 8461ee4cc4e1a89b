"""Parse a TOML file and know where each of its keys stands.

``tomllib`` keeps no line numbers. ``LineIndex`` reads a text that ``tomllib`` has
accepted once more: it only follows its shape (headers, keys, nested values) and notes
the line at which each one begins.
"""

from __future__ import annotations

import ast
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MAX_BYTES", "KeyPath", "LineIndex", "parse_toml"]

MAX_BYTES = 5_000_000
"""A file larger than this is not one that a person wrote."""

KeyPath = tuple[str | int, ...]
"""Keys and list places from the top of the file, as ``("item", 2, "option", 0, "text")``."""

_SYNTAX_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<string>\"\"\"(?:\\.|[^\\])*?\"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
  | (?P<newline>\n)
  | (?P<mark>[\[\]{}=,.])
  | (?P<word>[A-Za-z0-9_+:-]+)
  | (?P<space>[^\S\n]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)


def parse_toml(path: Path) -> tuple[dict[str, Any] | None, LineIndex, list[Problem]]:
    """Parse a TOML file into plain tables and the lines of its keys.

    Returns:
        The top table (None if the file cannot be read), its lines, and the problem that
        stopped the reading, if any. Numbers with a point are ``Decimal``, so exact.
    """

    def failed(message: str, hint: str, line: int = 0) -> tuple[None, LineIndex, list[Problem]]:
        problem = Problem(file=str(path), line=line, message=message, hint=hint, code="syntax")
        return None, LineIndex(), [problem]

    try:
        if path.stat().st_size > MAX_BYTES:
            return failed(f"larger than {MAX_BYTES:,} bytes", "split it into several sheets")
        raw = path.read_bytes()
    except OSError as error:
        return failed(f"cannot be read: {error.strerror}", "check the name and the permissions")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return failed("not UTF-8 text", "save the file as UTF-8", line)
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = _SYNTAX_PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        column = f", at column {place[2]}" if place else ""
        said = _SYNTAX_PLACE.sub("", str(error)).removesuffix(" (at end of document)")
        return failed(
            f"not valid TOML: {said[:1].lower()}{said[1:]}{column}",
            "every text stands in quotes: 'one line' or '''several lines'''",
            line,
        )
    except (RecursionError, ValueError) as error:
        return failed(f"not valid TOML: {error}", "nest less deeply, write shorter numbers")
    return table, LineIndex(text), []


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind not in ("comment", "space"):
            yield _Token(kind, match.group(), line)
        line += match.group().count("\n")
    yield _Token("newline", "\n", line)


class LineIndex:
    """Line numbers of the key paths of one TOML text, which is read when first one is asked for."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._lines: dict[KeyPath, int] = {}
        self._arrays: dict[KeyPath, int] = {}
        self._tokens: list[_Token] = []
        self._at = 0

    def line(self, path: KeyPath) -> int:
        """Return the line of a key path, or of the nearest one that holds it; 0 if none."""
        if self._text:
            self._read()
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 0

    def _read(self) -> None:
        """Note all lines: most files have nothing wrong in them, and are spared this."""
        self._tokens, self._text = list(_tokens(self._text)), ""
        base: KeyPath = ()
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[":
                base = self._header()
            else:
                self._pair(base)

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            token = self._next()
            if token.kind == "string":
                keys.append(str(ast.literal_eval(token.text)))
            else:
                keys.append(token.text)
            if self._peek().text != ".":
                return keys
            self._next()

    def _header(self) -> KeyPath:
        line = self._next().line
        is_array = self._peek().text == "["
        if is_array:
            self._next()
        path: KeyPath = ()
        keys = self._keys()
        for index, name in enumerate(keys):
            path = (*path, name)
            if is_array and index == len(keys) - 1:
                self._arrays[path] = self._arrays.get(path, -1) + 1
                self._lines.setdefault(path, line)
            if path in self._arrays:
                path = (*path, self._arrays[path])
        self._lines.setdefault(path, line)
        for _ in range(1 + is_array):
            self._next()
        return path

    def _pair(self, base: KeyPath) -> None:
        line = self._peek().line
        for name in self._keys():
            base = (*base, name)
            self._lines.setdefault(base, line)
        self._next()  # the equals sign
        self._value(base)

    def _value(self, path: KeyPath) -> None:
        opening = self._peek()
        self._lines.setdefault(path, opening.line)
        if opening.text == "[":
            self._collection(path, "]")
        elif opening.text == "{":
            self._collection(path, "}")
        else:
            while self._peek().kind != "newline" and self._peek().text not in ",]}":
                self._next()

    def _collection(self, path: KeyPath, closing: str) -> None:
        self._next()
        place = 0
        while self._peek().text != closing:
            if self._peek().kind == "newline" or self._peek().text == ",":
                self._next()
            elif closing == "]":
                self._value((*path, place))
                place += 1
            else:
                self._pair(path)
        self._next()
