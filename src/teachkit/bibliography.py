"""Read ``sources.bib``: the documents that facts rest on.

The file is ordinary BibTeX, so any reference manager can write it. ``pybtex`` parses it
and is imported only here and only when there is such a file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .display import letter
from .errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Bibliography", "SourceEntry", "read_bibliography"]

_ENTRY = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]\s*([^\s,{}()]+)[ \t]*,", re.MULTILINE)
_NO_ENTRY = ("string", "preamble", "comment")
_KEY_OF = re.compile(r"(?:repeated bibliography entry: |entry with key )(\S+)")
_BRACED_ONLY = re.compile(r"[^\\$~%^_#&]*")
"""Text without a character that TeX reads in its own way, other than braces."""
_YEAR = re.compile(r"\d{4}")
_WITHOUT_ADDRESS = ("book", "inbook", "incollection", "article")
"""Printed works: no url is asked of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One document, as plain text (no TeX)."""

    key: str
    label: str
    """Short and unique, to stand behind a sentence: ``NATO 2024``."""
    author: str
    """Empty if the document names none."""
    title: str
    publisher: str = ""
    date: str
    """As precise as the file has it: ``2024-03-08`` or ``2024``."""
    url: str = ""
    """Empty for printed works only."""
    note: str = ""
    read_on: str = ""
    """The day on which the url was read (``urldate``)."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What came of reading a .bib file."""

    entries: dict[str, SourceEntry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    checked: bool = True
    """False if the file could not be read at all: then nothing can be said about its keys."""


def read_bibliography(path: Path) -> Bibliography:
    """Read a .bib file and say what is wrong with it, without raising.

    Args:
        path: A BibTeX file, UTF-8. One that does not exist is an empty bibliography.
    """
    if not path.is_file():
        return Bibliography()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            file=str(path),
            message=f"cannot be read: {error}",
            hint="save the file as UTF-8",
            code="bad-bibtex",
        )
        return Bibliography({}, [problem], checked=False)
    try:
        parsed, faults = _parse(text)
    except ImportError:
        problem = Problem(
            file=str(path),
            message="sources were not checked: pybtex is not installed",
            hint="pip install teachkit[site]",
            severity="warning",
            code="sources-unchecked",
        )
        return Bibliography({}, [problem], checked=False)
    return _entries(str(path), text, parsed, faults)


def _parse(text: str) -> tuple[dict[str, Any], list[Exception]]:
    """Return pybtex's entries by key and the faults it found on the way."""
    from pybtex import errors  # noqa: PLC0415 - only a pack with sources needs it
    from pybtex.database.input.bibtex import Parser  # noqa: PLC0415 - same

    with errors.capture() as faults:
        data = Parser().parse_string(text)
    return dict(data.entries.items()), list(faults)


def _entries(
    file: str, text: str, parsed: dict[str, Any], faults: Iterable[Exception]
) -> Bibliography:
    from pybtex.exceptions import PybtexError  # noqa: PLC0415 - see `_parse`

    places: dict[str, list[int]] = {}
    for match in _ENTRY.finditer(text):
        if match[1].lower() not in _NO_ENTRY:
            line = text.count("\n", 0, match.start(2)) + 1
            places.setdefault(match[2].lower(), []).append(line)
    problems = [_fault(file, fault, places) for fault in faults]
    broken = {problem.key for problem in problems}
    made: dict[str, SourceEntry] = {}
    for key, entry in parsed.items():
        line = places.get(key.lower(), [0])[0]
        try:
            made[key], missing = _source(key, entry)
        except (ValueError, PybtexError) as error:
            problems.append(_not_tex(file, line, key, error))
            continue
        problems += [
            Problem(
                file=file,
                line=line,
                key=key,
                message=f"has no {name}",
                hint=hint,
                code=f"source-without-{name}",
            )
            for name, hint in missing
            if key not in broken
        ]
    return Bibliography(_told_apart(made), problems)


def _not_tex(file: str, line: int, key: str, error: Exception) -> Problem:
    said = error.reason if isinstance(error, UnicodeDecodeError) else str(error)
    return Problem(
        file=file,
        line=line,
        key=key,
        message=f"not valid TeX: {said}",
        hint="write a backslash as \\textbackslash",
        code="bad-bibtex",
    )


def _fault(file: str, fault: Exception, places: dict[str, list[int]]) -> Problem:
    """Turn what pybtex found into a problem; repeated keys are named where they come back."""
    text = str(fault)
    named = _KEY_OF.match(text)
    key = named[1] if named else ""
    lines = places.get(key.lower(), [])
    repeated = text.startswith("repeated")
    if repeated:
        return Problem(
            file=file,
            line=lines.pop(1) if len(lines) > 1 else 0,
            key=key,
            message="two sources have this key",
            hint="rename one of them",
            code="duplicate-id",
        )
    line = getattr(fault, "lineno", None) or (lines[0] if lines else 0)
    said = re.sub(r"^syntax error in line \d+: ", "", text)
    return Problem(
        file=file,
        line=line,
        key=key,
        message=f"not valid BibTeX: {said}",
        hint="every field is written name = {value}, with balanced braces",
        code="bad-bibtex",
    )


def _source(key: str, entry: Any) -> tuple[SourceEntry, list[tuple[str, str]]]:  # noqa: ANN401 - pybtex has no types
    fields = {
        name.lower(): _plain(value)
        for name, value in entry.fields.items()
        if "\\" in value or name.lower() not in ("url", "doi")  # `_address` reads those as written
    }
    people = [_plain(str(one)) for one in entry.persons.get("author", [])]
    surnames = [_plain(" ".join(one.last_names)) for one in entry.persons.get("author", [])]
    publisher = next(
        (fields[name] for name in _PUBLISHERS if fields.get(name)),
        "",
    )
    date = fields.get("date") or fields.get("year", "")
    url = _address(entry.fields)
    missing = []
    if not fields.get("title"):
        missing.append(("title", "write title = {…}"))
    if not date:
        missing.append(("date", "write date = {2024-03-08} or year = {2024}"))
    if not url and entry.type.lower() not in _WITHOUT_ADDRESS:
        missing.append(("url", "write url = {https://…}; only printed works need none"))
    short = fields.get("shortauthor") or _short(surnames) or publisher or key
    year = _YEAR.search(date)
    return (
        SourceEntry(
            key=key,
            label=f"{short} {year[0]}" if year else short,
            author="; ".join(people),
            title=fields.get("title", ""),
            publisher=publisher,
            date=date,
            url=url,
            note=fields.get("note", ""),
            read_on=fields.get("urldate", ""),
        ),
        missing,
    )


_PUBLISHERS = (
    "publisher",
    "organization",
    "institution",
    "journaltitle",
    "journal",
    "howpublished",
)


def _address(fields: Any) -> str:  # noqa: ANN401 - pybtex has no types
    """Return the url, or the one that a DOI stands for; TeX escapes in it are undone."""
    url = re.sub(r"\\([_&%#~])", r"\1", str(fields.get("url", ""))).strip()
    doi = str(fields.get("doi", "")).strip()
    return url or (f"https://doi.org/{doi}" if doi else "")


def _plain(tex: str) -> str:
    """Return a TeX field as text, without braces and escapes."""
    if not _BRACED_ONLY.fullmatch(tex):  # decoding TeX takes most of the time of a large file
        from pybtex.richtext import Text  # noqa: PLC0415 - see `_parse`

        text = str(Text.from_latex(tex))
    else:
        text = tex.replace("{", "").replace("}", "")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return " ".join(text.split())


def _short(surnames: list[str]) -> str:
    if len(surnames) > 2:
        return f"{surnames[0]} et al."
    return " and ".join(surnames)


def _told_apart(entries: dict[str, SourceEntry]) -> dict[str, SourceEntry]:
    """Give equal labels a letter in the file's order: NATO 2024a, NATO 2024b."""
    often = Counter(entry.label for entry in entries.values())
    seen: Counter[str] = Counter()
    apart: dict[str, SourceEntry] = {}
    for key, entry in entries.items():
        label = entry.label
        if often[label] > 1:
            mark = letter(seen[label]).lower()
            seen[label] += 1
            label = f"{label}{mark}" if label[-1].isdigit() else f"{label} {mark}"
        apart[key] = replace(entry, label=label)
    return apart
