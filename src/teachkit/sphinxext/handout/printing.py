"""Prints what the builder ``handout`` plans: each file on each paper, and a list of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.util.display import status_iterator

from ...errors import ProblemsError
from ...handouts.press import Press
from ..config import pack_root
from ..notices import Notice, report, warn
from .assemble import assemble
from .files import planned_files
from .library import Library
from .listing import Listed, listing
from .settings import looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from ...errors import Problem
    from .files import File

__all__ = ["print_all"]


def print_all(builder: Builder) -> None:
    """Write all files of the edition; what cannot be set is warned about."""
    library = Library(builder)
    library.read_glosses()
    planned = planned_files(builder, library)
    listed = []
    try:
        with Press(pack_root=pack_root(builder.config)) as press:
            printer = _Printer(builder, library, press)
            for file in status_iterator(planned, "printing ", "blue", len(planned), 0, _name):
                listed += printer.write(file)
    except ProblemsError as error:
        report(Notice.HANDOUT, error.problems)
    config = builder.config
    page = listing(listed, config.project, config.language, config.teachkit_handouts)
    _write(Path(builder.outdir) / "index.html", page.encode())


class _Printer:
    """Prints files, and remembers which faults it has told."""

    def __init__(self, builder: Builder, library: Library, press: Press) -> None:
        self._config, self._outdir = builder.config, Path(builder.outdir)
        self._library, self._press = library, press
        self._blamed: set[tuple[str, str]] = set()

    def write(self, file: File) -> list[Listed]:
        """Write one file on each paper."""
        made = []
        for look in looks(self._config):
            document = assemble(file, self._library, look=look, foot=self._config.project)
            for name, data in self._library.figures.new():
                self._press.place(name, data)
            pdf, problem = self._press.try_pdf("reading.typ", document)
            if problem:
                self._blame(file, document, problem)
                continue
            name = f"{file.name}{look.suffix()}.pdf"
            _write(self._outdir / name, pdf)
            made.append(Listed(name, file, pages_of(pdf), look))
        return made

    def _blame(self, file: File, document: dict[str, Any], problem: Problem) -> None:
        """Warn at each block that cannot be set; at the template if that is it.

        A block stands in several files, and the whole pack comes last: each is said once.
        """
        if file.kind == "book" and self._blamed:
            return
        culprits = list(_culprits(document, self._press))
        for place, why in culprits or [(f"{problem.file}:{problem.line or 1}", problem)]:
            if (place, why.message) in self._blamed:
                continue
            self._blamed.add((place, why.message))
            at = f"at {why.file}:{why.line}" if culprits and why.line else ""
            name = "" if culprits else f"{file.name}.pdf: "
            hint = "; ".join(filter(None, (why.hint, at)))
            warn(Notice.HANDOUT, f"{name}{why.message}", hint=hint, location=place)


def _culprits(document: dict[str, Any], press: Press) -> Iterator[tuple[str, Problem]]:
    """Yield the place of each block that cannot be set alone, and why; none if nothing can."""

    def why_not(*blocks: dict[str, Any]) -> Problem | None:
        chapter = {"name": "c", "blocks": [_TITLE, *blocks], "notes": [], "sources": []}
        alone = {"kind": "booklet", "index": [], "sources": [], "chapters": [chapter]}
        return press.try_pdf("reading.typ", {**document, **alone})[1]

    if why_not():
        return
    for chapter in document["chapters"]:
        for block in chapter["blocks"]:
            why = why_not(_freed(block))
            if why and "at" in block:
                yield block["at"], why


_TITLE = {"block": "heading", "level": 1, "labels": [], "classes": [], "text": "x",
          "spans": [{"span": "text", "text": "x"}]}  # fmt: skip


def _freed(data: object) -> Any:  # noqa: ANN401 - as deep as the data
    """Return data without links inside the file: alone, a block has no places to lead to."""
    if isinstance(data, list):
        return [_freed(one) for one in data]
    if not isinstance(data, dict):
        return data
    freed = {key: _freed(value) for key, value in data.items()}
    if freed.get("block") == "heading":
        freed["level"] = min(freed["level"], 2)
    if freed.get("block") == "again":
        return {"block": "marks", "spans": []}
    if freed.get("span") == "goto":
        freed["span"] = "plain"
    if freed.get("span") == "notes":
        freed |= {"span": "plain", "spans": []}
    return freed


def _name(file: File) -> str:
    return quote(file.name)


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF of Typst has."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page/")


def _write(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(data)
    beside.replace(target)
