"""Tells the encodings that files had before UTF-8: Shift-JIS, EUC-JP, or Windows-1252.

Nearly every byte is a letter in Windows-1252, so Japanese text would pass for it. Read as
Japanese, western text gives lone characters between Latin letters; real Japanese stands
in runs. So what stands beside its like is counted.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

__all__ = ["legacy_encoding"]

_PIECE = 1 << 20
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that mean nothing in Windows-1252."""

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e"
_HALF = re.compile("[\uff61-\uff9f]")
_RUN = re.compile(f"[{_WIDE}\uff61-\uff9f]{{2,}}")
_ALL = re.compile("[^\\x00-\\x7f]")
_KANA = re.compile("[\u3040-\u30ff]")
_WESTERN_RUN = re.compile("[^\\x00-\\x7f]{3,}")
_SHARE = 0.6
"""Of all letters beyond ASCII, how many stand in runs if it is Japanese."""


def legacy_encoding(stream: BinaryIO) -> str:
    """Name the encoding of bytes that are not UTF-8: a codec's name, or "" if none fits.

    Args:
        stream: It is read from its start to its end, in pieces.
    """
    found = {name: _japanese(stream, name) for name in ("cp932", "euc_jp")}
    best = max(found, key=lambda name: found[name])
    if found[best] >= _SHARE:
        return best
    return "cp1252" if _is_western(stream) else ""


def _texts(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Decode in pieces; raises ``UnicodeDecodeError``."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    while piece := stream.read(_PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _japanese(stream: BinaryIO, encoding: str) -> float:
    """Return the share of letters in runs; 0 if the bytes are not of this encoding.

    Korean and Chinese look like half-width letters in Shift-JIS; only kana tell EUC-JP
    from their encodings.
    """
    total = in_runs = kana = half = 0
    try:
        for text in _texts(stream, encoding):
            total += len(_ALL.findall(text))
            in_runs += sum(map(len, _RUN.findall(text)))
            kana += len(_KANA.findall(text))
            half += len(_HALF.findall(text))
    except UnicodeDecodeError:
        return 0
    if not total or half * 2 > total or (encoding == "euc_jp" and kana * 10 < total):
        return 0
    return in_runs / total


def _is_western(stream: BinaryIO) -> bool:
    """Whether it reads as Windows-1252: other alphabets would give whole words of accents."""
    total = in_runs = 0
    try:
        for text in _texts(stream, "cp1252"):
            total += len(_ALL.findall(text))
            in_runs += sum(map(len, _WESTERN_RUN.findall(text)))
    except UnicodeDecodeError:
        return False
    return in_runs < total * _SHARE or total < 6
