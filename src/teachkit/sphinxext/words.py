"""The words that the extension itself puts on a page, and how they are translated.

``_("…")`` marks each where it is used. A pack translates them like its pages, in
``locale/LANGUAGE/LC_MESSAGES/teachkit.po`` below one of its ``locale_dirs``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx.locale import get_translation
from sphinx.util.i18n import format_date

if TYPE_CHECKING:
    from fractions import Fraction

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["CATALOG", "_", "date_text", "load_words", "number_text"]

CATALOG = "teachkit"

_ = get_translation(CATALOG)

_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")


def load_words(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """Load the pack's translations of our words.

    On ``env-before-read-docs``, because a builder compiles catalogs just before it reads.
    """
    for folder in app.config.locale_dirs:
        app.add_message_catalog(CATALOG, str(app.srcdir / folder))


@lru_cache(maxsize=1024)
def date_text(text: str, language: str, *, short: bool = False) -> str:
    """Write ``1949-04-04``, ``1949-04`` or ``1949`` as a reader would; other words stay."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return text.strip()
    year, month, day = match.groups()
    if month is None:
        return year
    month_name = "%b" if short else "%B"
    pattern = f"{month_name} %Y" if day is None else f"%-d {month_name} %Y"
    try:
        date = datetime(int(year), int(month), int(day or 1), tzinfo=UTC)
    except ValueError:
        return text.strip()
    return format_date(pattern, date=date, language=language)


def number_text(number: Fraction) -> str:
    """Write a number as a decimal where that is exact ("0.5"), else as a fraction ("2/3")."""
    places = 0
    while places < 12 and (number * 10**places).denominator != 1:
        places += 1
    scaled = number * 10**places
    if scaled.denominator != 1:
        return str(number)
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
