"""Takes records out of JSON Lines, or out of a JSON array, one at a time with their lines.

A file that was cut off still gives the records that are whole.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .limits import JSON_BYTES, JSON_KEYS
from .rows import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from .encoding import TextFile

__all__ = ["Record", "TwiceError", "decoder", "read_array", "read_lines"]

_AGAIN = "export it again"
_BETWEEN = re.compile(r"[\s,\[\]]*")
_START = 200


@dataclass(frozen=True, slots=True)
class Record:
    """An object of a JSON file."""

    line: int
    """Where it starts."""
    value: dict[str, object]


class TwiceError(ValueError):
    """A key stands twice in an object, or there are too many."""


class _Pairs:
    """Makes dictionaries; counts keys and refuses one given twice."""

    def __init__(self) -> None:
        self.keys = 0

    def __call__(self, found: list[tuple[str, object]]) -> dict[str, object]:
        self.keys += len(found)
        if self.keys > JSON_KEYS:
            raise TwiceError(f"there are more than {JSON_KEYS:,} keys")
        made = dict(found)
        if len(made) < len(found):
            names = [name for name, _ in found]
            twice = next(name for name in names if names.count(name) > 1)
            raise TwiceError(f"the key '{twice[:40]}' stands more than once")
        return made


def decoder() -> json.JSONDecoder:
    """Make a decoder for one record; numbers stay as they were typed."""
    return json.JSONDecoder(
        parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_Pairs()
    )


def _parse(text: str, start: int, line: int) -> tuple[Record | BadRow, int]:
    """Parse the value that begins at a place; return it and where it ends."""
    try:
        value, end = decoder().raw_decode(text, start)
    except TwiceError as error:
        return _bad(text, start, line, str(error)), -1
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated") or not text[error.pos :].strip()
        said = f"this is no JSON: {error.msg}{' (it ends too early)' if cut else ''}"
        return _bad(text, start, line, said), -1
    except RecursionError:
        return _bad(text, start, line, "the JSON is nested too deep"), -1
    if not isinstance(value, dict):
        return _bad(text, start, line, "the JSON is no object"), end
    return Record(line, value), end


def _bad(text: str, start: int, line: int, message: str) -> BadRow:
    return BadRow(line, line, message, _AGAIN, text[start : start + _START])


def read_lines(stream: TextIO) -> Iterator[Record | BadRow]:
    """Yield the records of JSON Lines; blank lines are none."""
    number = 0
    while line := stream.readline(JSON_BYTES):
        number += 1
        if not line.endswith("\n") and len(line) >= JSON_BYTES:
            yield _bad(line, 0, number, f"the line is longer than {JSON_BYTES >> 20} MB")
            while (rest := stream.readline(JSON_BYTES)) and not rest.endswith("\n"):
                pass
            continue
        text = line.strip()
        if not text:
            continue
        found, end = _parse(text, 0, number)
        if isinstance(found, Record) and text[end:].strip():
            found = _bad(text, end, number, "something stands behind the JSON object")
        yield found


def read_array(source: TextFile) -> Iterator[Record | BadRow]:
    """Yield the objects of an array, or of an array of arrays, as some systems write it."""
    with source.open() as stream:
        text = stream.read()
    at, line = 0, 1
    while True:
        begins = _BETWEEN.match(text, at)
        start = begins.end() if begins else at
        line += text.count("\n", at, start)
        if start >= len(text):
            if not text.rstrip().endswith("]"):
                yield _bad(text, start, line, "the file ends too early")
            return
        found, end = _parse(text, start, line)
        yield found
        if end < 0:
            return
        line += text.count("\n", start, end)
        at = end
