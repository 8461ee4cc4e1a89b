"""One folder, one compiler a template: sets documents one after another, by Typst.

Content reaches Typst only as JSON in ``sys.inputs``: nothing of it is ever markup. The
folder is clean: it holds templates and pictures and nothing else. Typst cannot read outside
it, so no link may lead there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Self, cast

import typst

from ..errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["STANDARDS", "Press"]

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
"""What a PDF must keep to; Typst refuses to write one that does not."""

_HERE = Path(__file__).parent
_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+")
_STREAM = re.compile(rb"/Length (?P<length>\d+)[^\n]*>>(?P<line>\n)stream\n")
_PACKAGE = re.compile(r"@(preview|local)/")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


class Press:
    """Sets documents in a folder of its own, which is gone when the ``with`` block ends.

    Keep one for many documents: fonts and templates are read once. Not for two threads.
    """

    def __init__(self, *, pack_root: Path) -> None:
        """Lay out the templates.

        Args:
            pack_root: The pack's folder; what its ``templates/`` holds is used before ours.

        Raises:
            ProblemsError: something in ``templates/`` must not be followed.
        """
        origins = _templates(pack_root)
        self._folder = tempfile.TemporaryDirectory(prefix="teachkit-")
        self._root = Path(self._folder.name)
        self._origins: dict[str, Path] = {}
        self._compilers: dict[str, typst.Compiler] = {}
        for name, path in origins.items():
            self.place(name, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._folder.cleanup()

    def place(self, name: str, source: Path | bytes) -> None:
        """Put a picture, as a file or as its bytes, beside the templates."""
        target = self._root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(source, bytes):
            target.write_bytes(source)
        else:
            shutil.copyfile(source, target)
            self._origins[name] = source

    def try_pdf(self, template: str, document: Mapping[str, Any]) -> tuple[bytes, Problem | None]:
        """Set a document.

        Args:
            template: Its template's name, such as ``worksheet.typ``.
            document: The data; the template finds it in ``sys.inputs.data``.

        Returns:
            A tagged PDF, or why there is none. A warning of Typst is a fault in a template.
            The same data, templates and pictures give the same bytes; the date is
            ``SOURCE_DATE_EPOCH``, or 1970.
        """
        try:
            pdf, warnings = self._compiler(template).compile_with_warnings(
                format="pdf",
                sys_inputs=_inputs(document),
                pdf_standards=[*STANDARDS],
                timestamp=_timestamp(),
            )
        except typst.TypstError as error:
            return b"", self._translated(error)
        if warnings:
            return b"", self._translated(warnings[0])
        return _with_clear_ends(cast("bytes", pdf)), None

    def bare_pdf(self, template: str, document: Mapping[str, Any]) -> bytes:
        """Set pieces that other pages take in: no tags, no standard of its own."""
        made = self._compiler(template).compile(
            format="pdf", sys_inputs=_inputs(document), pdf_tags=False, timestamp=_timestamp()
        )
        return cast("bytes", made)

    def pictures(self, template: str, document: Mapping[str, Any], ppi: int) -> list[bytes]:
        """Draw a document's pages as PNG."""
        made = self._compiler(template).compile(
            format="png", ppi=float(ppi), sys_inputs=_inputs(document)
        )
        return made if isinstance(made, list) else [cast("bytes", made)]

    def places(self, template: str, document: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what a document marks as ``<tk-place>``: where a name may be stamped."""
        compiler = typst.Compiler(
            str(self._root / template),
            root=str(self._root),
            font_paths=_fonts(),
            sys_inputs=_inputs(document),
        )
        return list(json.loads(compiler.query("<tk-place>", field="value")))

    def _compiler(self, template: str) -> typst.Compiler:
        if template not in self._compilers:
            main = str(self._root / template)
            self._compilers[template] = typst.Compiler(
                main, root=str(self._root), font_paths=_fonts()
            )
        return self._compilers[template]

    def _translated(self, error: typst.TypstError | typst.TypstWarning) -> Problem:
        """Say a message of a file in the clean folder as a problem of the file it was."""
        place = _PLACE.search(error.diagnostic or "")
        # Typst names a file by its way from the current folder; a folder of ours has one root.
        at = place["file"].replace("\\", "/") if place else ""
        name = next((one for one in self._origins if f"/{at}".endswith(f"/{one}")), "")
        return Problem(
            file=str(self._origins[name]) if name else at or "typst",
            line=int(place["line"]) if place else 0,
            message=f"cannot be set: {error.message}",
            hint="; ".join(error.hints),
            code="typst",
        )


def _inputs(document: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(document, ensure_ascii=False, sort_keys=True)}


def _timestamp() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH") or 0)


def _templates(pack_root: Path) -> dict[str, Path]:
    """Return what stands beside a template: name there -> file."""
    own = pack_root / "templates"
    origins = {path.name: path for path in sorted((_HERE / "templates").iterdir())}
    problems = [] if not own.is_dir() else list(_refused(own))
    if problems:
        raise ProblemsError(problems)
    if own.is_dir():
        files = (path for path in sorted(own.rglob("*")) if path.is_file())
        origins |= {path.relative_to(own).as_posix(): path for path in files}
    return origins


def _refused(own: Path) -> Iterator[Problem]:
    """Yield what stands in a pack's templates but must not be followed."""
    for path in sorted([own, *own.rglob("*")]):
        if path.is_symlink():
            yield Problem(
                file=str(path),
                message="a symbolic link is not followed",
                hint="put the file itself there: a link may lead out of the pack",
                code="symlink",
            )
        elif path.suffix == ".typ":
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            for number, line in enumerate(lines, start=1):
                if _PACKAGE.search(line):
                    yield Problem(
                        file=str(path),
                        line=number,
                        message="a template must not fetch a package",
                        hint="copy what it needs into templates/",
                        code="package",
                    )


def _with_clear_ends(pdf: bytes) -> bytes:
    """Give each stream an end that can be read in one way only.

    A stream whose last byte happens to be a carriage return is followed by a line feed;
    checkers take both for the end of line that PDF/A asks for, and the length seems wrong.
    Such an end gets both, and the line end before ``stream``, which nothing asks for, makes
    room: no object moves, so the table of their places stays true.
    """
    pieces: list[bytes] = []
    done = 0
    for found in _STREAM.finditer(pdf):
        end = found.end() + int(found["length"])
        if pdf[end - 1 : end] == b"\r" and pdf[end : end + 10] == b"\nendstream":
            pieces += [pdf[done : found.start("line")], pdf[found.end("line") : end], b"\r"]
            done = end
    return b"".join([*pieces, pdf[done:]])
