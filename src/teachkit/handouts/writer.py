"""One sheet's text on its way to paper: cleaned, checked, and each problem at its key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..tomlfile import parse_toml
from .figures import FigureError, find_figure
from .glyphs import clean, describe, soft_breaks, unprintable
from .inline import Markup, smart_text
from .roles import Roles, UnsupportedError
from .words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Item, Sheet
    from .inline import Block, Span

__all__ = ["Spot", "Writer"]

_LANGUAGE = re.compile(r"(?P<lang>[a-z]{2,3})(-[A-Z][a-z]{3})?(-(?P<region>[A-Z]{2}))?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an exercise file: where a text comes from."""

    path: tuple[str | int, ...] = ()
    shown: str = ""
    """The path as people read it: ``item[treaty-year].option[canada]``."""

    def key(self, name: str) -> Spot:
        """Return the spot of a key of this table."""
        return Spot((*self.path, name), f"{self.shown}.{name}" if self.shown else name)

    def entry(self, name: str, index: int, label: str = "") -> Spot:
        """Return the spot of an entry of this table's list, named by its id if it has one."""
        listed = self.key(name)
        return Spot((*listed.path, index), f"{listed.shown}[{label or index + 1}]")


class Writer:
    """Turns the texts of a sheet into blocks, spans and plain text; notes every problem."""

    def __init__(self, sheet: Sheet, pack_root: Path) -> None:
        self.figures: dict[str, Path] = {}
        """Figures that are used: name beside the template -> file."""
        self._sheet = sheet
        self._pack_root = pack_root
        self._lang = sheet.language.split("-")[0]
        self.words = words_of(sheet.language)
        """What the handout says itself, in the sheet's language."""
        self._markup = Markup(self._lang, Roles(sheet, pack_root), self._figure)
        self._pending: list[tuple[Spot, str, str, str]] = []

    @property
    def file(self) -> Path:
        """The sheet's file, as far as it can be told from its id."""
        name = f"{self._sheet.id}.toml"
        return next(
            (
                one
                for one in (self._pack_root / "exercises" / name, self._pack_root / name)
                if one.is_file()
            ),
            Path(name),
        )

    def language(self) -> dict[str, str | None]:
        """Return the sheet's language and region for Typst."""
        found = _LANGUAGE.fullmatch(self._sheet.language)
        if found is None:
            self.report(
                Spot().key("language"),
                f"the language {self._sheet.language!r} cannot be printed",
                "a BCP 47 tag such as en, en-GB or ja",
                "unknown-language",
            )
            return {"lang": "en", "region": None}
        return {"lang": found["lang"], "region": found["region"]}

    def plain(self, text: str, spot: Spot) -> str:
        """Return text that is not Markdown, as one line."""
        return smart_text(self._checked(" ".join(text.split()), spot), self._lang)

    def exact(self, text: str, spot: Spot) -> str:
        """Return text whose every character counts: a form that an answer may have."""
        return soft_breaks(self._checked(" ".join(text.split()), spot))

    def spans(self, text: str, spot: Spot) -> list[Span]:
        """Return the spans of one line of Markdown."""
        return self._read(self._markup.spans, self._checked(text.strip(), spot), spot)

    def blocks(self, text: str, spot: Spot) -> list[Block]:
        """Return the blocks of Markdown with paragraphs."""
        return self._read(self._markup.blocks, self._checked(dedent(text).strip(), spot), spot)

    def marked_blocks(self, text: str, spot: Spot) -> list[Block]:
        """Return blocks of a text that holds our own marks; ``exact`` checks what else it holds."""
        return self._read(self._markup.blocks, dedent(clean(text)).strip(), spot)

    def report(self, spot: Spot, message: str, hint: str, code: str) -> None:
        """Note a problem at a spot."""
        self._pending.append((spot, message, hint, code))

    def item_spot(self, item: Item) -> Spot:
        """Return the spot of an item of the sheet."""
        return Spot().entry("item", self._sheet.items.index(item), item.id)

    def finish(self) -> None:
        """Raise ``ProblemsError`` if anything was reported; only then is the file read again."""
        if not self._pending:
            return
        file = self.file
        _, lines, _ = parse_toml(file)
        raise ProblemsError(
            Problem(
                file=str(file),
                line=lines.line(spot.path),
                key=spot.shown,
                message=message,
                hint=hint,
                code=code,
            )
            for spot, message, hint, code in self._pending
        )

    def _read(
        self, read: Callable[[str], list[dict[str, Any]]], text: str, spot: Spot
    ) -> list[dict[str, Any]]:
        try:
            return read(text)
        except UnsupportedError as error:
            self.report(spot, error.what, error.hint, "unprintable-markup")
        except FigureError as error:
            self.report(spot, str(error), error.hint, "bad-figure")
        return []

    def _checked(self, text: str, spot: Spot) -> str:
        text = clean(text)
        missing = unprintable(text)
        if missing:
            self.report(
                spot,
                f"no font of the handouts has {', '.join(map(describe, missing[:5]))}"
                f"{' and others' if len(missing) > 5 else ''}",
                "use another character; Latin, Greek, Cyrillic and Japanese can be printed",
                "no-glyph",
            )
        return text

    def _figure(self, source: str) -> str:
        path = find_figure(source, self._pack_root)
        for name, used in self.figures.items():
            if used == path:
                return name
        name = f"sheet-figures/{len(self.figures) + 1}{path.suffix.lower()}"
        self.figures[name] = path
        return name
