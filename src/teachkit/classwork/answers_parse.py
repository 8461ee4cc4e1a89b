"""Parses an answers-JSON within its limits, and says what is wrong with one that is none."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from .codes import bad_code, clean_code
from .json_records import TwiceError, decoder
from .limits import JSON_BYTES

if TYPE_CHECKING:
    from .encoding import TextFile

__all__ = [
    "REQUIRED",
    "SAVE_AGAIN",
    "RefusedError",
    "checked",
    "guess_student",
    "parse",
    "read_text",
]

SAVE_AGAIN = "save the answers again from the page"
REQUIRED = ("format", "sheet", "build", "student", "answers")
_STUDENT = re.compile(r'"student"\s*:\s*"([^"\\]{1,200})"')


class RefusedError(Exception):
    """The file can't be used; carries code, message and hint."""

    def __init__(self, code: str, message: str, hint: str, line: int = 0, key: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.line, self.key = code, message, hint, line, key


def read_text(source: TextFile) -> str:
    """Read the whole file, if it is not too large to be one student's."""
    if source.size > JSON_BYTES:
        raise RefusedError(
            "file-too-big",
            f"the file has {source.size / 1e6:.1f} MB, but one "
            f"student's answers have at most {JSON_BYTES >> 20} MB",
            SAVE_AGAIN,
        )
    with source.open() as stream:
        return stream.read()


def guess_student(text: str) -> str:
    """Find whose file it is, though it can't be parsed; quotes in answers are escaped."""
    found = _STUDENT.search(text)
    code = clean_code(found[1]) if found else ""
    return "" if bad_code(code) else code


def parse(text: str) -> object:
    """Parse JSON within the limits; numbers stay as they were typed."""
    try:
        value = decoder().decode(text)
    except TwiceError as error:
        many = "more than once" not in str(error)
        code, hint = (
            ("too-many-keys", "this is no student's answers")
            if many
            else ("key-twice", "keep the one that is meant")
        )
        raise RefusedError(code, str(error), hint) from error
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated") or not text[error.pos :].strip()
        end = " (the file ends too early)" if cut else ""
        raise RefusedError(
            "bad-json", f"this is no JSON: {error.msg}{end}", SAVE_AGAIN, error.lineno
        ) from error
    except RecursionError as error:
        raise RefusedError("bad-json", "the JSON is nested too deep", SAVE_AGAIN) from error
    return value


def checked(value: object) -> dict[str, object]:
    """Return the JSON as an object that has all the keys it must have."""
    if not isinstance(value, dict):
        raise RefusedError("bad-json", "the JSON is no object", SAVE_AGAIN)
    for name in REQUIRED:
        if name not in value:
            raise RefusedError("missing-key", f"the key '{name}' is missing", SAVE_AGAIN, key=name)
    return value
