"""MyST roles in the texts of a sheet: ``{name}`` before a code span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..display import number_of
from ..errors import did_you_mean
from .words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

    from ..evidence import Evidence
    from ..model import Sheet

__all__ = ["Roles", "UnsupportedError", "split_role"]

_ROLE = re.compile(r"\{([A-Za-z][\w:.-]*)\}$")
_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]*)>", re.DOTALL)
_SHAPES = {
    "sup": "sup",
    "superscript": "sup",
    "sub": "sub",
    "subscript": "sub",
    "emphasis": "emph",
    "strong": "strong",
    "code": "code",
    "literal": "code",
    "abbr": "text",
}
_REFERENCES = ("term", "ref", "doc", "any")


class UnsupportedError(Exception):
    """A piece of Markdown that paper has no shape for."""

    def __init__(self, what: str, hint: str) -> None:
        self.what, self.hint = what, hint
        super().__init__(what)


def split_role(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens, with ``{name}`` and the code span behind it made one ``role`` token."""
    waiting: Token | None = None
    for token in tokens:
        name = _ROLE.search(waiting.content) if waiting else None
        if waiting and name and token.type == "code_inline":
            yield waiting.copy(content=waiting.content[: name.start()])
            yield token.copy(type="role", info=name[1])
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = token if token.type == "text" else None
        if waiting is None:
            yield token
    if waiting:
        yield waiting


class Roles:
    """What each role says on paper."""

    def __init__(self, sheet: Sheet, pack_root: Path) -> None:
        self._words = words_of(sheet.language)
        self._sheet = sheet
        self._pack_root = pack_root
        self._evidence: Evidence | None = None

    def read(self, name: str, text: str) -> tuple[str, str]:
        """Return the shape of a role's span, and its text.

        Raises:
            UnsupportedError: the role cannot be printed.
        """
        titled = _TITLED.fullmatch(text)
        if name in _SHAPES:
            return _SHAPES[name], text
        if name == "fact":
            return "text", self._citation(text)
        if name == "item-ref":
            return "text", titled["title"] if titled else self._number(text)
        if name in _REFERENCES and (titled or name == "term"):
            return "text", titled["title"] if titled else text
        if name in _REFERENCES:
            raise UnsupportedError(
                f"the role {{{name}}} has no words of its own",
                f"write {{{name}}}`words <{text}>`: paper cannot look them up",
            )
        known = ", ".join(sorted((*_SHAPES, *_REFERENCES, "fact", "item-ref")))
        raise UnsupportedError(f"the role {{{name}}} cannot be printed", f"known: {known}")

    def _citation(self, text: str) -> str:
        """Return a mark such as ``(NATO 2024; as of 7 March 2024)``."""
        from ..evidence import load_evidence  # noqa: PLC0415 - few sheets cite in a prompt

        if self._evidence is None:
            self._evidence = load_evidence(self._pack_root)
        parts: list[str] = []
        for one in filter(None, (part.strip() for part in text.split(","))):
            fact = self._evidence.facts.get(one)
            if fact is None:
                hint = did_you_mean(one, self._evidence.facts)
                raise UnsupportedError(f"no fact '{one}'", hint or "the pack has no facts")
            known = self._evidence.sources
            labels = [known[key].label if key in known else key for key in fact.sources]
            parts.append(self._words.cited(labels, fact.as_of))
        return f"({'; '.join(dict.fromkeys(parts))})"

    def _number(self, target: str) -> str:
        """Return ``Q3``, or ``Q3 of SHEET`` for an item of another sheet."""
        from ..bank import find_sheet, load_sheet  # noqa: PLC0415 - rare

        sheet_id, _, item_id = target.partition("/")
        here = sheet_id == self._sheet.id
        sheet = self._sheet if here else load_sheet(find_sheet(sheet_id, self._pack_root))
        known = [item.id for item in sheet.items]
        if item_id not in known:
            raise UnsupportedError(f"no item '{target}'", did_you_mean(item_id, known))
        name = "ref" if here else "ref-other"
        return self._words.note(name, n=number_of(sheet, item_id), title=sheet.title)
