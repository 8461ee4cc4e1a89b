"""Data and templates to PDF, by Typst in this process.

Content reaches Typst only as JSON in ``sys.inputs``: nothing of it is ever markup. Each
build has a clean folder of its own that holds templates and figures and nothing else;
Typst cannot read outside it, so no link may lead there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import typst

from ..errors import Problem, ProblemsError
from ..tomlfile import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["STANDARDS", "compile_pdf"]

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
"""What a PDF must keep to; Typst refuses to write one that does not."""

_HERE = Path(__file__).parent
_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+")
_STREAM = re.compile(rb"/Length (?P<length>\d+)[^\n]*>>(?P<line>\n)stream\n")
_PACKAGE = re.compile(r"@(preview|local)/")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


def compile_pdf(
    document: Mapping[str, Any], figures: Mapping[str, Path], *, pack_root: Path
) -> bytes:
    """Set a document by ``worksheet.typ`` or ``key.typ``.

    Args:
        document: The data, as docs/toolkit/handouts.md describes it.
        figures: Name beside the template -> file.
        pack_root: The pack's folder; what its ``templates/`` holds is used before ours.

    Returns:
        A tagged PDF; the same data, templates and figures give the same bytes. Its date
        is ``SOURCE_DATE_EPOCH``, or 1970.

    Raises:
        ProblemsError: a template or an item cannot be set; each item is named.
    """
    with tempfile.TemporaryDirectory(prefix="teachkit-") as name:
        root = Path(name)
        origins = _lay_out(root, figures, pack_root)
        main = root / f"{document['edition']}.typ"
        compiler = typst.Compiler(str(main), root=str(root), font_paths=_fonts())
        pdf, problem = _try(compiler, document, origins)
        if problem is None:
            return pdf
        raise ProblemsError(_blamed(compiler, document, origins, pack_root) or [problem])


def _lay_out(root: Path, figures: Mapping[str, Path], pack_root: Path) -> dict[str, Path]:
    """Copy templates and figures into a clean folder; return name there -> file."""
    own = pack_root / "templates"
    origins = {path.name: path for path in sorted((_HERE / "templates").iterdir())}
    problems = [] if not own.is_dir() else list(_refused(own))
    if problems:
        raise ProblemsError(problems)
    if own.is_dir():
        files = (path for path in sorted(own.rglob("*")) if path.is_file())
        origins |= {path.relative_to(own).as_posix(): path for path in files}
    origins |= figures
    for name, path in origins.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
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


def _try(
    compiler: typst.Compiler, document: Mapping[str, Any], origins: Mapping[str, Path]
) -> tuple[bytes, Problem | None]:
    """Compile; return the PDF, or why there is none. A warning is a fault in a template."""
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf",
            sys_inputs={"data": json.dumps(document, ensure_ascii=False, sort_keys=True)},
            pdf_standards=[*STANDARDS],
            timestamp=int(os.environ.get("SOURCE_DATE_EPOCH") or 0),
        )
    except typst.TypstError as error:
        return b"", _translated(error, origins)
    if warnings:
        return b"", _translated(warnings[0], origins)
    return _with_clear_ends(cast("bytes", pdf)), None


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


def _translated(
    error: typst.TypstError | typst.TypstWarning, origins: Mapping[str, Path]
) -> Problem:
    """Say a Typst message of a file in the clean folder as a problem of the file it was."""
    place = _PLACE.search(error.diagnostic or "")
    # Typst names a file by its way from the current folder; a folder of ours has one root.
    at = place["file"].replace("\\", "/") if place else ""
    name = next((one for one in origins if f"/{at}".endswith(f"/{one}")), "")
    return Problem(
        file=str(origins[name]) if name else at or "typst",
        line=int(place["line"]) if place else 0,
        message=f"cannot be set: {error.message}",
        hint="; ".join(error.hints),
        code="typst",
    )


def _blamed(
    compiler: typst.Compiler,
    document: Mapping[str, Any],
    origins: Mapping[str, Path],
    pack_root: Path,
) -> list[Problem]:
    """Find the items that cannot be set, by setting each alone; none if it is the template."""
    if _try(compiler, {**document, "items": []}, origins)[1]:
        return []
    file = pack_root / "exercises" / f"{document['sheet']}.toml"
    _, lines, _ = parse_toml(file)
    problems = []
    for index, item in enumerate(document["items"]):
        _, problem = _try(compiler, {**document, "items": [item]}, origins)
        if problem:
            at = f"{problem.file}:{problem.line}" if problem.line else problem.file
            problems.append(
                Problem(
                    file=str(file),
                    line=lines.line(("item", index)),
                    key=f"item[{item['id']}]",
                    message=problem.message,
                    hint=f"{problem.hint}; at {at}".lstrip("; "),
                    code="typst",
                )
            )
    return problems
