r"""CSV that a spreadsheet opens without running anything.

A cell that a spreadsheet would take for a formula gets an apostrophe in front. Also
behind a ``;``, a tab or a line break within a cell: a program that takes another
delimiter than the comma would start a cell there. Plain numbers stay as they are.

UTF-8 without a byte order mark, so that the first column has its name in every program;
lines end in ``\n`` on every system, so that equal results are equal files.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["csv_cell", "csv_text", "safe"]

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*(?:$|[;\t\r\n])"
_START = re.compile(rf'^(?!{_NUMBER})(?=[\s\ufeff\u200b"]*[=+\-@＝＋－﹣＠]|[\t\r\n])')
_INSIDE = re.compile(rf'(?<=[;\t\r\n])(?=[ "]*(?:[=@＝＠]|[+\-＋－](?![\s+-])))(?!{_NUMBER})')
_QUOTED = {
    ",": re.compile(r'[",;\t\r\n]|^\s|\s$'),
    ";": re.compile(r'[";\t\r\n]|^\s|\s$'),  # 1,5 is a number there
}


def safe(text: str) -> str:
    """Put an apostrophe before whatever would start a formula.

    >>> safe("=SUM(A1:A9)"), safe("-5"), safe("NATO")
    ("'=SUM(A1:A9)", '-5', 'NATO')
    """
    if not text:
        return text
    guarded = "'" + text if _START.match(text) else text
    return _INSIDE.sub("'", guarded)


def csv_text(
    rows: Iterable[Iterable[str]], delimiter: str = ",", as_is: frozenset[str] = frozenset()
) -> str:
    """Write rows of cells; cells are made safe and quoted where that is needed.

    Args:
        rows: Texts.
        delimiter: A comma or a semicolon.
        as_is: Cells that are written without a guard, for a program that knows them.
    """
    return "".join(
        delimiter.join(cell if cell in as_is else csv_cell(cell, delimiter) for cell in row) + "\n"
        for row in rows
    )


@lru_cache(maxsize=4096)  # most cells are the same in many rows
def csv_cell(text: str, delimiter: str = ",") -> str:
    """Write one cell: made safe, and quoted where that is needed."""
    text = safe(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED[delimiter].search(text) else text
