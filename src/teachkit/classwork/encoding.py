"""Finds out what bytes are: text in which encoding, or no text at all.

A file is looked at once from end to end in pieces, so that reading it later cannot
fail half way; memory stays at one piece.
"""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from .legacy import legacy_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO, TextIO

__all__ = ["NotTextError", "TextFile", "encoding_name", "probe", "probe_bytes"]

_PIECE = 1 << 20
_SAMPLE = 1 << 14
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a workbook or zip file", "open it in a spreadsheet and save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old workbook", "open it in a spreadsheet and save it as XLSX or CSV"),
    (b"PAR1", "a Parquet file", "name it so that it ends in .parquet"),
    (b"%PDF", "a PDF", "export the answers as CSV"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
)
_NAMES = {
    "utf-8-sig": "UTF-8 with byte order mark",
    "cp1252": "Windows-1252",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
}
_CONTROL = frozenset(range(32)) - {0, 9, 10, 12, 13}
_ESCAPED = re.compile("[\udc80-\udcff]")


class NotTextError(Exception):
    """The file holds no text that can be read; carries what it is and how to mend it."""

    def __init__(self, message: str, hint: str, code: str) -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file known to be text."""

    path: Path
    name: str
    """As the user named it."""
    encoding: str
    """A codec's name."""
    sha256: str
    size: int
    """In bytes."""
    damaged: bool = False
    """UTF-8 with some wrong bytes: they are read as lone surrogates."""
    data: bytes | None = None
    """What it holds, if it is no file of its own but one in an archive."""

    def open(self) -> TextIO:
        """Open for reading with line ends untouched."""
        errors = "surrogateescape" if self.damaged else "strict"
        if self.data is not None:
            return io.TextIOWrapper(io.BytesIO(self.data), self.encoding, errors, newline="")
        return self.path.open(encoding=self.encoding, errors=errors, newline="")


def encoding_name(encoding: str) -> str:
    """Name a codec as people do."""
    return _NAMES.get(encoding, encoding.upper())


def probe(path: Path, name: str) -> TextFile:
    """Recognise the encoding of a file: UTF-8, UTF-16, Shift-JIS, EUC-JP or Windows-1252.

    Raises:
        NotTextError: It is empty, binary, or in no encoding that we read.
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        encoding, digest, size, damaged = _look(stream)
    return TextFile(path, name, encoding, digest, size, damaged)


def probe_bytes(path: Path, name: str, data: bytes) -> TextFile:
    """Recognise the encoding of a text that is part of the file at ``path``, as `probe` does."""
    encoding, digest, size, damaged = _look(io.BytesIO(data))
    return TextFile(path, name, encoding, digest, size, damaged, data)


def _look(stream: BinaryIO) -> tuple[str, str, int, bool]:
    """Return encoding, hash, size in bytes, and whether it is damaged UTF-8."""
    head = stream.read(_SAMPLE)
    encoding = _by_mark(head) or _by_zeros(head)
    _refuse_binary(head, encoding)
    stream.seek(0)
    digest, size, damaged = sha256(), 0, False
    if encoding:
        check = codecs.getincrementaldecoder(encoding)()
        for piece, last in _pieces(stream):
            digest.update(piece)
            size += len(piece)
            _decode(check, piece, last=last, encoding=encoding)
    else:
        guess = _Guess()
        for piece, last in _pieces(stream):
            digest.update(piece)
            size += len(piece)
            guess.feed(piece, last=last)
        encoding, damaged = guess.result(stream)
    return encoding, digest.hexdigest(), size, damaged


def _pieces(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield pieces of the stream, and after them an empty one marked as the last."""
    while piece := stream.read(_PIECE):
        yield piece, False
    yield b"", True


def _refuse_binary(head: bytes, encoding: str) -> None:
    if not head:
        raise NotTextError("the file is empty", "export the answers again", "empty-file")
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise NotTextError(f"this is {what}, not text", hint, "binary-file")
    # A stray control character is a fault of one row; many of them are another kind of file.
    control = 0 if encoding else head.count(0) + sum(byte in _CONTROL for byte in head)
    if control > 3 + len(head) // 50:
        raise NotTextError(
            "this is a binary file, not text", "export the answers as CSV", "binary-file"
        )


def _by_mark(head: bytes) -> str:
    """Name the encoding that a byte order mark tells; "" without one."""
    return next((name for mark, name in _BOMS if head.startswith(mark)), "")


def _by_zeros(head: bytes) -> str:
    """Tell UTF-16 without a mark: Latin letters have a zero in every second byte."""
    half = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 2 > half and even * 10 < half:
        return "utf-16-le"
    if even * 2 > half and odd * 10 < half:
        return "utf-16-be"
    return ""


def _decode(check: codecs.IncrementalDecoder, piece: bytes, *, last: bool, encoding: str) -> None:
    try:
        check.decode(piece, final=last)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"the file begins as {encoding_name(encoding)}, but not all of it is",
            "save it again as UTF-8",
            "bad-encoding",
        ) from error


class _Guess:
    """UTF-8 if the bytes are; UTF-8 with damage if most of them are; else an older encoding."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
        self._good = self._bad = 0

    def feed(self, piece: bytes, *, last: bool) -> None:
        text = self._decoder.decode(piece, final=last)
        if text.isascii():
            return
        bad = len(_ESCAPED.findall(text))
        self._bad += bad
        self._good += len(text) - len(text.encode("ascii", "ignore")) - bad

    def result(self, stream: BinaryIO) -> tuple[str, bool]:
        if not self._bad:
            return "utf-8", False
        if self._good > self._bad:
            return "utf-8", True
        if encoding := legacy_encoding(stream):
            return encoding, False
        raise NotTextError(
            "the encoding is neither UTF-8, UTF-16 nor Windows-1252, nor a Japanese one",
            "open it where it looks right and save it again as UTF-8",
            "bad-encoding",
        )
