"""Answers-JSON: what a worksheet's page saves, one file a student.

``{"format": "teachkit-answers/1", "sheet": …, "build": …, "student": …, "answers": {…}}``
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ..display import sheet_build
from ..errors import did_you_mean
from .codes import bad_code, clean_code
from .columns import item_parts
from .encoding import encoding_name
from .findings import shown
from .limits import CELL_CHARS, CODE_CHARS, JSON_BYTES, JSON_KEYS
from .records import InputFile, Submission, Unread
from .responses import from_json

if TYPE_CHECKING:
    from ..model import Sheet
    from .encoding import TextFile
from .findings import Findings

__all__ = ["FORMAT", "JsonReader"]

FORMAT = "teachkit-answers/1"
_AGAIN = "save the answers again from the page"
_REQUIRED = ("format", "sheet", "build", "student", "answers")
_KNOWN = {*_REQUIRED, "name", "attempt", "time"}
_STUDENT = re.compile(r'"student"\s*:\s*"([^"\\]{1,200})"')
_UNPRINTABLE = re.compile("[\\x00\ud800-\udfff]")


class _RefusedError(Exception):
    """The file can't be used; carries code, message and hint."""

    def __init__(self, code: str, message: str, hint: str, line: int = 0, key: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.line, self.key = code, message, hint, line, key


class JsonReader:
    """Reads an answers-JSON file.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
    """

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet, self.findings = sheet, findings
        self.build = sheet_build(sheet)
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []

    def read(self, source: TextFile) -> InputFile | None:
        """Read one file; ``None`` if it can't be used."""
        student = text = ""
        try:
            text = _read_text(source)
            top = _parse(text)
            student = _student(top)
            self._check_sheet(top, source.name)
            responses = self._responses(top["answers"], source.name)
        except _RefusedError as error:
            student = student or _guess_student(text)
            who = f" (student {shown(student)})" if student else ""
            self.findings.error(
                error.code,
                source.name,
                f"{error.message}: file{who} not graded",
                line=error.line,
                key=error.key,
                hint=error.hint,
            )
            if student and error.code != "other-sheet":  # that is no work on this sheet
                self.unread.append(Unread(student, source.name, 0, error.message))
            return None
        self._submit(top, student, source.name, responses)
        return InputFile(
            source.name, source.sha256, "answers-JSON", encoding_name(source.encoding), "", 1
        )

    def _check_sheet(self, top: dict[str, object], file: str) -> None:
        """Refuse what was not written for this sheet; warn of another state of it."""
        if top["format"] != FORMAT:
            raise _RefusedError(
                "bad-format",
                f"the format is {shown(str(top['format']))}, not '{FORMAT}'",
                _AGAIN,
                key="format",
            )
        if top["sheet"] != self.sheet.id:
            raise _RefusedError(
                "other-sheet",
                f"these are answers to the sheet {shown(str(top['sheet']))}, "
                f"not to '{self.sheet.id}'",
                "grade them with their own sheet",
                key="sheet",
            )
        for name in top:
            if name not in _KNOWN:
                self.findings.warn(
                    "unknown-key",
                    file,
                    "the key was not read",
                    key=shown(name),
                    hint=did_you_mean(name[:100], _KNOWN),
                )
        if top["build"] != self.build:
            self.findings.warn(
                "other-build",
                file,
                f"answered on another state of the sheet (build {shown(str(top['build']))}, "
                f"now '{self.build}'); graded all the same",
                key="build",
                hint="see whether the items asked the same then",
            )

    def _responses(self, answers: object, file: str) -> dict[str, str]:
        """Return item id to response for the items that the student could answer."""
        if not isinstance(answers, dict):
            raise _RefusedError(
                "bad-answers",
                "'answers' is not an object of item and response",
                _AGAIN,
                key="answers",
            )
        known = {item.id: item for item in self.sheet.items}
        for name, value in answers.items():
            if name not in known:
                self.findings.warn(
                    "unknown-item",
                    file,
                    "no such item on the sheet: not read",
                    key=shown(name),
                    hint=_near(name, known),
                )
            elif isinstance(value, dict):
                self._check_parts(name, value, file)
        responses = {}
        for item in known:
            text = _response(answers.get(item), item)
            if len(text) > CELL_CHARS:
                raise _RefusedError(
                    "answer-too-long",
                    f"the answer is longer than {CELL_CHARS:,} characters",
                    "shorten it, or mark this student by hand",
                    key=item,
                )
            # NUL and halves of characters can be written in JSON, but in no text file.
            responses[item] = _UNPRINTABLE.sub("\ufffd", text)
        return responses

    def _check_parts(self, item: str, value: dict[str, object], file: str) -> None:
        parts = item_parts(self.sheet.item(item))
        for name in value:
            if parts and name not in parts:
                self.findings.warn(
                    "unknown-item",
                    file,
                    "no such part of the item",
                    key=f"{item}.{shown(name)}",
                    hint=_near(name, parts),
                )

    def _submit(
        self, top: dict[str, object], student: str, file: str, responses: dict[str, str]
    ) -> None:
        if top["build"] != self.build:  # an item not in the file may not have been asked then
            answers = top["answers"]
            given = answers if isinstance(answers, dict) else {}
            responses = {item: text for item, text in responses.items() if item in given}
        attempt = str(top.get("attempt", ""))
        self.submissions.append(
            Submission(
                student,
                file,
                0,
                responses,
                name=clean_code(_text(top.get("name")))[:CODE_CHARS],
                attempt=int(attempt) if re.fullmatch(r"\d{1,6}", attempt, re.ASCII) else None,
                time=" ".join(_text(top.get("time")).split())[:100],
            )
        )


def _near(name: str, known: object) -> str:
    hint = did_you_mean(name[:100], known)  # type: ignore[arg-type]
    return hint if hint.startswith("did") else ""


def _text(value: object) -> str:
    return _UNPRINTABLE.sub("\ufffd", value) if isinstance(value, str) else ""


def _response(value: object, item: str) -> str:
    try:
        return from_json(value)
    except RecursionError as error:
        raise _RefusedError("bad-json", "the JSON is nested too deep", _AGAIN, key=item) from error


def _student(top: dict[str, object]) -> str:
    given = top["student"]
    code = clean_code(given) if isinstance(given, str) else ""
    if wrong := bad_code(code):
        raise _RefusedError(
            "no-student", wrong, "write the student's code into the file", key="student"
        )
    return code


def _read_text(source: TextFile) -> str:
    if source.size > JSON_BYTES:
        raise _RefusedError(
            "file-too-big",
            f"the file has {source.size / 1e6:.1f} MB, but one "
            f"student's answers have at most {JSON_BYTES >> 20} MB",
            _AGAIN,
        )
    with source.open() as stream:
        return stream.read()


def _guess_student(text: str) -> str:
    """Find whose file it is, though it can't be parsed; quotes in answers are escaped."""
    found = _STUDENT.search(text)
    code = clean_code(found[1]) if found else ""
    return "" if bad_code(code) else code


class _Pairs:
    """Makes dictionaries for the JSON reader; counts keys and refuses one given twice."""

    def __init__(self) -> None:
        self.keys = 0

    def __call__(self, found: list[tuple[str, object]]) -> dict[str, object]:
        self.keys += len(found)
        if self.keys > JSON_KEYS:
            raise _RefusedError(
                "too-many-keys",
                f"there are more than {JSON_KEYS:,} keys",
                "this is no student's answers",
            )
        made: dict[str, object] = {}
        for name, value in found:
            if name in made:
                raise _RefusedError(
                    "key-twice",
                    f"the key {shown(name)} stands more than once",
                    "keep the one that is meant",
                )
            made[name] = value
        return made


def _parse(text: str) -> dict[str, object]:
    """Parse JSON within the limits; numbers stay as they were typed."""
    try:
        top = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_Pairs()
        )
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated") or not text[error.pos :].strip()
        end = " (the file ends too early)" if cut else ""
        raise _RefusedError(
            "bad-json", f"this is no JSON: {error.msg}{end}", _AGAIN, error.lineno
        ) from error
    except RecursionError as error:
        raise _RefusedError("bad-json", "the JSON is nested too deep", _AGAIN) from error
    if not isinstance(top, dict):
        raise _RefusedError("bad-json", "the JSON is no object", _AGAIN)
    for name in _REQUIRED:
        if name not in top:
            raise _RefusedError("missing-key", f"the key '{name}' is missing", _AGAIN, key=name)
    return top
