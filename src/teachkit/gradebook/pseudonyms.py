"""Puts pseudonyms in the place of students, before anything is marked or written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError
from .folder import results_record
from .key_file import check_apart, read_key, save_key
from .lock import locked

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from ..classwork import Answer, Classwork, InputFile
    from .decisions_file import DecisionsFile
    from .key_file import KeyFile

__all__ = ["check_kind", "hidden", "hide"]

_LISTED = 5
_LINES = re.compile(r"lines \d+ and \d+")
_WORD = re.compile(r"\w{3,}")


def check_kind(out: Path, decisions: DecisionsFile, *, anonymous: bool) -> None:
    """Refuse to mix results with names and results without.

    Raises:
        ProblemsError: The folder holds results of the other kind, whose decisions and edited
            files would go on into the new ones; or decisions name students.
    """
    record = results_record(out)
    if record is not None and bool(record.get("anonymous")) != anonymous:
        has = "names" if anonymous else "pseudonyms"
        raise _stop(str(out), f"the results there are with {has}", "name a new folder")
    named = sorted({one.student for one in decisions.entries if one.student})
    if anonymous and record is None and named:
        message = f"the decisions name students: {', '.join(named[:_LISTED])}"
        hint = "decide in the review of the results with pseudonyms"
        raise _stop("--decisions", message, hint)


def hide(
    work: Classwork, key_path: str | os.PathLike[str] | None, out: Path, *, times: bool
) -> Classwork:
    """Give each student a pseudonym and keep who is who in the key file.

    Args:
        work: What a class handed in.
        key_path: The key file; made if it is not there. Without one, nothing is changed.
        out: The folder for the results.
        times: Whether the times of the hand-ins are needed.

    Raises:
        ProblemsError: The key file lies in the results, is none, or can't be written.
    """
    if key_path is None:
        return work
    path = Path(key_path)
    check_apart(path, out)
    with locked(path):
        key = read_key(path, new=True)
        names = key.admit(work.students)
        save_key(path, key)
    return hidden(work, key, names, times=times)


def hidden(work: Classwork, key: KeyFile, names: Mapping[str, str], *, times: bool) -> Classwork:
    """Return the same work without anything that leads back to a student.

    Codes become pseudonyms, and all stands in their order; names, lines and, where they decide
    nothing, times are left out; files are numbered, and their hashes made with the secret: a hash
    of one student's file could be found again by trying.
    """
    files = _files(work, key)
    unknown = replace(work.files[0], file="file") if work.files else None

    def file_of(name: str) -> str:
        found = files.get(name, unknown)
        return found.file if found else ""

    def answer(one: Answer) -> Answer:
        time, fault = one.time if times else "", _LINES.sub("two lines", one.fault)
        made = replace(one, student=names[one.student], file=file_of(one.file), row=0)
        return replace(made, time=time, fault=fault)

    students = [
        replace(one, code=names[one.code], name="", due=one.due if times else "")
        for one in work.students
    ]
    given: dict[str, list[Answer]] = {}
    for one in work.answers:
        given.setdefault(names[one.student], []).append(answer(one))
    return replace(
        work,
        answers=tuple(one for name in sorted(given) for one in given[name]),
        students=tuple(sorted(students, key=lambda one: one.code)),
        files=tuple(sorted(files.values(), key=lambda one: one.file)),
        unread=tuple(
            replace(one, student=names[one.student], file=file_of(one.file), row=0, reason=_UNREAD)
            for one in sorted(work.unread, key=lambda one: names.get(one.student, ""))
            if one.student in names
        ),
        problems=(*work.problems, *_said(work, names)),
    )


_UNREAD = "the program could not read it"


def _files(work: Classwork, key: KeyFile) -> dict[str, InputFile]:
    """Return each input file by its name under a name that says nothing."""
    hashed = {one.file: key.digest("file", one.sha256) for one in work.files}
    ordered = sorted(work.files, key=lambda one: hashed[one.file])
    return {
        one.file: replace(
            one,
            file=f"file-{number:0{len(str(len(ordered)))}d}{Path(one.file).suffix.lower()[:5]}",
            sha256=hashed[one.file],
        )
        for number, one in enumerate(ordered, start=1)
    }


def _said(work: Classwork, names: Mapping[str, str]) -> Iterator[Problem]:
    """Warn of answers in which students name themselves: no program can hide that."""
    words = {
        one.code: {word.casefold() for word in _WORD.findall(f"{one.code} {one.name}")}
        for one in work.students
    }
    found: Counter[tuple[str, str]] = Counter()
    for one in work.answers:
        said = {word.casefold() for word in _WORD.findall(one.response)}
        if said & words[one.student]:
            found[names[one.student], one.item] += 1
    for student, item in sorted(found):
        yield Problem(
            file=student,
            key=item,
            message="the answer holds a word of the student's own name or code; it stays",
            hint="read it, and mend it in the file you grade if it tells who wrote it",
            severity="warning",
            code="name-in-answer",
        )


def _stop(place: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=place, message=message, hint=hint, code="anonymous")])
