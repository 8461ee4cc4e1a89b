"""What a system's module says of a header: a guess for each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..header import column_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..dialect import Dialect

__all__ = ["COMPANION", "Guess", "System", "detail", "words"]

COMPANION = "points or feedback"
"""Why a column beside a question's is not read: there are too many of them to list."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to be.

    ``role`` is one of the roles of a mapping, or ``asked``: a column with answers, whose
    header says to what; or ``answer`` and ``shown``: the answers to the question of a
    number, and that question as the student saw it.
    """

    role: str
    text: str = ""
    """Of ``asked`` and ``points``: what the header says is asked."""
    number: int = 0
    """Of ``answer`` and ``shown``: the question's number."""
    rank: int = 0
    """Of ``student``: the lowest is taken."""
    out_of: str = ""
    """Of ``points``: the most that can be had."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A system that exports answers."""

    name: str
    """As ``--format`` takes it."""
    title: str
    """As people call the export."""
    recognises: Callable[[Sequence[str]], bool]
    guesses: Callable[[Sequence[str]], list[Guess]]
    dialect: Dialect


def words(text: str) -> frozenset[str]:
    """Make a set of headers, which are given with bars between them."""
    return frozenset(re.split(r"\s*\|\s*", text.strip().casefold()))


_CODE = words(
    """student | student code | student id | student number | code | sid | matrikelnummer
    | schülercode | schülernummer | code élève | numéro étudiant | numéro d'étudiant
    | 学籍番号 | 生徒番号 | 学生番号 | 出席番号 | コード"""
)
_IDENTITY = words(
    """id number | idnumber | sis_id | sis id | id-nummer | numéro d'identification
    | número de id | idナンバー"""
)
_EMAIL = words(
    """email address | emailaddress | email | e-mail | e-mail address | e-mail-adresse | username
    | adresse e-mail | adresse de courriel | courriel | nom d'utilisateur | adresse de messagerie
    | anmeldename | benutzername | nutzername | dirección de correo electrónico
    | メールアドレス | メール | ユーザー名 | ユーザ名"""
)
_DETAILS = {
    "name": words("name | full name | nom complet | vollständiger name | 名前 | 氏名 | フルネーム"),
    "first-name": words("first name | firstname | vorname | prénom | nombre | 名"),
    "last-name": words("last name | lastname | surname | nachname | nom | nom de famille | 姓"),
    "attempt": words("attempt | versuch | tentative | 受験"),
    "variant": words("variant | form | variante"),
    "time": words("time | timestamp"),
}


def detail(header: str) -> Guess | None:
    """Guess a column that most systems have: who it is."""
    name = column_name(header)
    for rank, known in enumerate((_CODE, _IDENTITY, _EMAIL)):
        if name in known:
            return Guess("student", rank=rank)
    return next((Guess(role) for role, known in _DETAILS.items() if name in known), None)
