"""The key file: the only way back from pseudonyms to students.

It holds a secret, made once, and who is behind each pseudonym. The same key file gives a
student the same pseudonym in every grading. This secret is the one thing in the package that
is drawn at random: all else about a student could be guessed from a class list.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from .folder import write_private

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

    from ..classwork import Student

__all__ = ["KeyFile", "Person", "check_apart", "read_key", "save_key"]

_FORMAT = "teachkit-key/1"
_NOTE = (
    "This file leads from pseudonyms back to students. Keep it apart from the results, show it "
    "to nobody, and delete it when the names are no longer needed."
)
_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"  # no vowels: a pseudonym must not be a word
_SHORTEST = 7


@dataclass(frozen=True, slots=True)
class Person:
    """Who is behind a pseudonym."""

    code: str
    name: str = ""


@dataclass(slots=True)
class KeyFile:
    """A key file as it was read, or a new one."""

    secret: str
    people: dict[str, Person] = field(default_factory=dict)
    """Pseudonym to person."""
    text: str = ""
    """As it stands in the file; "" of a new one."""

    def digest(self, *words: str) -> str:
        """Hash words so that nobody without the secret can try out what they were."""
        data = "|".join(words).encode("utf-8", "replace")
        return hmac.digest(bytes.fromhex(self.secret), data, "sha256").hex()

    def admit(self, students: Iterable[Student]) -> dict[str, str]:
        """Give each student a pseudonym; return code to pseudonym."""
        known = {person.code: pseudonym for pseudonym, person in self.people.items()}
        listed = list(students)
        codes = {one.code.casefold() for one in listed} | {one.casefold() for one in known}
        for one in listed:
            pseudonym = known.get(one.code) or self.free(one.code, codes)
            name = one.name or self.people.get(pseudonym, Person("")).name
            self.people[pseudonym] = Person(one.code, name)
            known[one.code] = pseudonym
        return {one.code: known[one.code] for one in listed}

    def free(self, code: str, codes: Container[str]) -> str:
        """Return a pseudonym that nobody has, and that is no code.

        Args:
            code: The student's.
            codes: Codes of all, in small letters.
        """
        number = int(self.digest("pseudonym", code), 16)
        letters = ""
        while True:
            number, place = divmod(number, len(_LETTERS))
            letters += _LETTERS[place]
            made = f"P{letters}"
            free = made not in self.people and made.casefold() not in codes
            if len(letters) >= _SHORTEST and free:
                return made

    def of(self, code: str) -> str:
        """Return the pseudonym of a student; "" if there is none."""
        return next((name for name, one in self.people.items() if one.code == code), "")


def check_apart(path: Path, out: Path) -> None:
    """Refuse a key file within the results that it is the key of.

    Raises:
        ProblemsError: It lies there.
    """
    if path.resolve().is_relative_to(out.resolve()):
        raise _stop(path, "the key lies in the results it leads back from", "put it elsewhere")


def read_key(path: Path, *, new: bool = False) -> KeyFile:
    """Read a key file.

    Args:
        path: The file.
        new: Whether one that is not there is made, in memory.

    Raises:
        ProblemsError: It is not there or is no key file.
    """
    if new and not path.exists():
        import secrets  # noqa: PLC0415 - only for a new key

        return KeyFile(secrets.token_hex(32))
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table: dict[str, Any] = json.loads(text)
        people = {
            str(name): Person(str(one["code"]), str(one.get("name", "")))
            for name, one in table["students"].items()
        }
        sound = table["format"] == _FORMAT and len(bytes.fromhex(table["secret"])) >= 16
    except OSError as error:
        raise _stop(path, f"cannot be read: {error.strerror}", "name the key file") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _stop(path, "this is no key file", "name the one made by --anonymous") from error
    if not sound:
        raise _stop(path, "this is no key file", "name the one made by --anonymous")
    return KeyFile(table["secret"], people, text)


def save_key(path: Path, key: KeyFile) -> None:
    """Write a key file, for its owner only; raises ``ProblemsError`` if that fails."""
    students = {
        name: {"code": one.code, "name": one.name} for name, one in sorted(key.people.items())
    }
    table = {"format": _FORMAT, "note": _NOTE, "secret": key.secret, "students": students}
    text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    if text != key.text:
        write_private(path, text)
    elif path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _stop(path: Path, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=str(path), message=message, hint=hint, code="bad-key")])
