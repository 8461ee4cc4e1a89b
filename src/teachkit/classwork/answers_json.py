"""Answers-JSON: what a worksheet's page saves, one file a student.

``{"format": "teachkit-answers/1", "sheet": …, "build": …, "student": …, "answers": {…}}``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..display import sheet_build
from ..errors import did_you_mean
from .answers_parse import (
    REQUIRED,
    SAVE_AGAIN,
    RefusedError,
    checked,
    guess_student,
    parse,
    read_text,
)
from .codes import bad_code, clean_code
from .columns import item_parts
from .encoding import encoding_name
from .findings import shown
from .limits import CELL_CHARS, CODE_CHARS
from .records import InputFile, Submission, Unread
from .responses import from_json

if TYPE_CHECKING:
    from ..model import Sheet
    from .encoding import TextFile
    from .findings import Findings

__all__ = ["FORMAT", "JsonReader"]

FORMAT = "teachkit-answers/1"
_KNOWN = {*REQUIRED, "name", "attempt", "time", "variant"}
_UNPRINTABLE = re.compile("[\\x00\ud800-\udfff]")


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
        text = ""
        try:
            text = read_text(source)
            value = parse(text)
        except RefusedError as error:
            self._refuse(error, "", text, source.name, 0)
            return None
        if not self.take(value, text, source.name):
            return None
        return InputFile(
            source.name, source.sha256, "answers-JSON", encoding_name(source.encoding), "", 1
        )

    def take(self, value: object, text: str, file: str, line: int = 0) -> bool:
        """Take one student's answers that are parsed already; ``False`` if they can't be used.

        Args:
            value: The JSON.
            text: The JSON as it stands in the file, or its beginning.
            file: The file, as the user named it.
            line: The line where it starts; 0 if it is the whole file.
        """
        student = ""
        try:
            top = checked(value)
            student = _student(top)
            self._check_sheet(top, file, line)
            responses = self._responses(top["answers"], file, line)
        except RefusedError as error:
            self._refuse(error, student, text, file, line)
            return False
        self._submit(top, student, file, responses, line)
        return True

    def _refuse(self, error: RefusedError, student: str, text: str, file: str, line: int) -> None:
        student = student or guess_student(text)
        who = f" (student {shown(student)})" if student else ""
        self.findings.error(
            error.code,
            file,
            f"{error.message}: {'line' if line else 'file'}{who} not graded",
            line=line or error.line,
            key=error.key,
            hint=error.hint,
        )
        if student and error.code != "other-sheet":  # that is no work on this sheet
            self.unread.append(Unread(student, file, line, error.message))

    def _check_sheet(self, top: dict[str, object], file: str, line: int) -> None:
        """Refuse what was not written for this sheet; warn of another state of it."""
        if top["format"] != FORMAT:
            raise RefusedError(
                "bad-format",
                f"the format is {shown(str(top['format']))}, not '{FORMAT}'",
                SAVE_AGAIN,
                key="format",
            )
        if top["sheet"] != self.sheet.id:
            raise RefusedError(
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
                    line=line,
                    key=shown(name),
                    hint=did_you_mean(name[:100], _KNOWN),
                )
        if top["build"] != self.build:
            self.findings.warn(
                "other-build",
                file,
                f"answered on another state of the sheet (build {shown(str(top['build']))}, "
                f"now '{self.build}'); graded all the same",
                line=line,
                key="build",
                hint="see whether the items asked the same then",
            )

    def _responses(self, answers: object, file: str, line: int) -> dict[str, str]:
        """Return item id to response for the items that the student could answer."""
        if not isinstance(answers, dict):
            raise RefusedError(
                "bad-answers",
                "'answers' is not an object of item and response",
                SAVE_AGAIN,
                key="answers",
            )
        known = {item.id: item for item in self.sheet.items}
        for name, value in answers.items():
            if name not in known:
                self.findings.warn(
                    "unknown-item",
                    file,
                    "no such item on the sheet: not read",
                    line=line,
                    key=shown(name),
                    hint=_near(name, known),
                )
            elif isinstance(value, dict):
                self._check_parts(name, value, file, line)
        responses = {}
        for item in known:
            text = _response(answers.get(item), item)
            if len(text) > CELL_CHARS:
                raise RefusedError(
                    "answer-too-long",
                    f"the answer is longer than {CELL_CHARS:,} characters",
                    "shorten it, or mark this student by hand",
                    key=item,
                )
            # NUL and halves of characters can be written in JSON, but in no text file.
            responses[item] = _UNPRINTABLE.sub("\ufffd", text)
        return responses

    def _check_parts(self, item: str, value: dict[str, object], file: str, line: int) -> None:
        parts = item_parts(self.sheet.item(item))
        for name in value:
            if parts and name not in parts:
                self.findings.warn(
                    "unknown-item",
                    file,
                    "no such part of the item",
                    line=line,
                    key=f"{item}.{shown(name)}",
                    hint=_near(name, parts),
                )

    def _submit(
        self,
        top: dict[str, object],
        student: str,
        file: str,
        responses: dict[str, str],
        line: int,
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
                line,
                responses,
                name=clean_code(_text(top.get("name")))[:CODE_CHARS],
                attempt=int(attempt) if re.fullmatch(r"\d{1,6}", attempt, re.ASCII) else None,
                time=" ".join(_text(top.get("time")).split())[:100],
                variant=clean_code(_text(top.get("variant")))[:CODE_CHARS],
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
        raise RefusedError(
            "bad-json", "the JSON is nested too deep", SAVE_AGAIN, key=item
        ) from error


def _student(top: dict[str, object]) -> str:
    given = top["student"]
    code = clean_code(given) if isinstance(given, str) else ""
    if wrong := bad_code(code):
        raise RefusedError(
            "no-student", wrong, "write the student's code into the file", key="student"
        )
    return code
