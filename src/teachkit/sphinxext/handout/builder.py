"""The builder ``handout``: ``sphinx-build -b handout`` writes readings as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.util.display import status_iterator

from ...errors import ProblemsError
from ..config import pack_root
from ..notices import Notice, report, warn
from .assemble import assemble
from .files import planned_files
from .library import Library
from .listing import Listed, listing
from .settings import looks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes

    from ...errors import Problem
    from ...handouts.press import Press
    from .files import File

__all__ = ["HandoutBuilder"]


class HandoutBuilder(Builder):
    """Writes a booklet for each lesson, its documents and organisers, and the whole pack."""

    name = "handout"
    format = "handout"
    epilog = "The readings are in %(outdir)s; index.html there lists them."
    allow_parallel = False
    supported_image_types: ClassVar = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
    ]
    supported_data_uri_images = True

    def get_outdated_docs(self) -> str:
        """Every file is written anew: any page may stand in several."""
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page, which only walkers read."""
        del typ
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same: a page may stand in the same file, or in none."""
        del from_
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write all files of the edition; what cannot be set is warned about."""
        try:
            from ...handouts.press import Press  # noqa: PLC0415 - Typst is needed only here
        except ImportError as error:
            raise ExtensionError("typst is missing: pip install 'teachkit[handouts]'") from error
        self._blamed: set[tuple[str, str]] = set()
        library = Library(self)
        library.read_glosses()
        planned = planned_files(self, library)
        listed = []
        try:
            with Press(pack_root=pack_root(self.config)) as press:
                for file in status_iterator(planned, "printing ", "blue", len(planned), 0, _name):
                    listed += self._print(file, library, press)
        except ProblemsError as error:
            report(Notice.HANDOUT, error.problems)
        language = self.config.language
        page = listing(listed, self.config.project, language)
        _write(Path(self.outdir) / "index.html", page.encode())

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: a page alone is no file."""

    def _print(self, file: File, library: Library, press: Press) -> list[Listed]:
        """Write one file on each paper."""
        made = []
        for look in looks(self.config):
            document = assemble(file, library, look=look, foot=self.config.project)
            for name, data in library.figures.new():
                press.place(name, data)
            pdf, problem = press.try_pdf("reading.typ", document)
            if problem:
                self._blame(file, document, press, problem)
                continue
            name = f"{file.name}{look.suffix()}.pdf"
            _write(Path(self.outdir) / name, pdf)
            made.append(Listed(name, file, pages_of(pdf), look))
        return made

    def _blame(self, file: File, document: dict[str, Any], press: Press, problem: Problem) -> None:
        """Warn at each block that cannot be set; at the template if that is it.

        A block stands in several files, and the whole pack comes last: each is said once.
        """
        if file.kind == "book" and self._blamed:
            return
        culprits = list(_culprits(document, press))
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
