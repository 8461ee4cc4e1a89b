"""Which files a build writes, and which parts of which pages stand in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..config import TEACHER_FOLDER
from ..transforms import with_class
from .settings import is_booklet, is_left_out
from .tables import is_organiser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from .library import Library

__all__ = ["File", "Part", "planned_files"]


@dataclass(frozen=True, slots=True)
class Part:
    """A page in a file, or some of its nodes."""

    docname: str
    level: int
    """The level of its title."""
    nodes: tuple[nodes.Node, ...] = ()
    """Empty for the whole page."""


@dataclass(frozen=True, slots=True)
class File:
    """One PDF."""

    name: str
    kind: str
    """``book``, ``booklet``, ``pages``, ``sheet`` or ``organiser``."""
    title: str
    chapters: tuple[tuple[Part, ...], ...] = field(default=())
    of: str = ""
    """The booklet that it is taken from."""
    teacher: bool = False
    """Whether keys stand in it."""
    sheets: tuple[tuple[str, str], ...] = ()
    """The worksheets of a booklet, which are printed by themselves: id and title."""


def planned_files(builder: Builder, library: Library) -> list[File]:
    """Return the files of an edition, in the order of its pages.

    The teacher edition has the guide; the students' files are those of their own edition.
    """
    teacher = builder.config.teachkit_edition == "teacher"
    order = [
        one
        for one in _pages_in_order(builder)
        if one.startswith(TEACHER_FOLDER) == teacher and not is_left_out(builder.config, one)
    ]
    files = []
    starts = [one for one in order if is_booklet(builder.config, one)]
    for start in starts:
        if not (teacher and start == f"{TEACHER_FOLDER}index"):
            files += list(_of_booklet(builder, library, start, order))
    return [*files, _book(builder, order, starts, teacher=teacher)] if order else files


def _pages_in_order(builder: Builder) -> list[str]:
    """Return all pages in the order of the menu; those in no menu stand at the end."""
    env, found = builder.env, []
    waiting = [builder.config.root_doc]
    while waiting:
        docname = waiting.pop(0)
        if docname not in found:
            found.append(docname)
            waiting = [*env.toctree_includes.get(docname, []), *waiting]
    return [*found, *sorted(env.found_docs - set(found))]


def _below(builder: Builder, docname: str, order: list[str]) -> list[str]:
    """Return a page and those below it in the menu, which are printed."""
    found: list[str] = []
    waiting = [docname]
    while waiting:
        one = waiting.pop(0)
        if one not in found and one in order:
            found.append(one)
            waiting = [*builder.env.toctree_includes.get(one, []), *waiting]
    return found


def _name(docname: str) -> str:
    parts = PurePosixPath(docname).parts
    name = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    return f"guide-{name}" if docname.startswith(TEACHER_FOLDER) else name


def _title(builder: Builder, docname: str) -> str:
    return str(builder.env.titles[docname].astext())


def _of_booklet(builder: Builder, library: Library, start: str, order: list[str]) -> Iterator[File]:
    pages, name = _below(builder, start, order), _name(start)
    title = _title(builder, start)
    chapter = tuple(Part(one, 1) for one in pages)
    found = [one for page in pages for one in with_class(library.page(page), "tk-sheet")]
    sheets = tuple(dict.fromkeys((one["tk-sheet"], one["tk-title"]) for one in found))
    teacher = start.startswith(TEACHER_FOLDER)
    yield File(name, "booklet", title, (chapter,), teacher=teacher, sheets=sheets)
    if start.startswith(TEACHER_FOLDER):
        return
    for docname in pages[1:]:
        page = library.page(docname)
        if with_class(page, "tk-sheet"):
            continue  # worksheets are printed by themselves
        own = f"{name}-{PurePosixPath(docname).name}"
        yield File(own, "pages", _title(builder, docname), ((Part(docname, 1),),), name)
    yield from _sheets(library, pages, name)


def _sheets(library: Library, pages: list[str], name: str) -> Iterator[File]:
    """Yield the documents and organisers of a booklet as files of their own."""
    documents = organisers = 0
    for number, docname in enumerate(pages):
        for section in _innermost(library.page(docname)):
            title = section.children[0].astext()
            tables = [one for one in _own(section, nodes.table) if is_organiser(one)]
            if any("document" in one["classes"] for one in _own(section, nodes.enumerated_list)):
                documents += 1
                part = Part(docname, 1, (section,))
                yield File(f"{name}-document-{documents}", "sheet", title, ((part,),), name)
                continue
            for table in tables:
                organisers += 1
                # Among documents a section leads up to its table; in a lesson, it holds all else.
                taken = (section,) if number else (section.children[0], table)
                own = f"{name}-organiser-{organisers}"
                part = Part(docname, 1, taken)
                yield File(own, "organiser", title, ((part,),), name)


def _innermost(page: nodes.document) -> Iterator[nodes.section]:
    yield from page.findall(nodes.section)


def _own(section: nodes.section, kind: type[nodes.Element]) -> Iterator[Any]:
    """Yield what stands in a section, but not in one below it."""
    for child in section.children:
        if not isinstance(child, nodes.section):
            yield from child.findall(kind)


def _book(builder: Builder, order: list[str], starts: list[str], *, teacher: bool) -> File:
    """Return the whole pack as one file: a chapter a lesson, and one for each other page."""
    chapters: list[tuple[Part, ...]] = []
    placed: set[str] = set()
    for docname in order:
        if docname in placed:
            continue
        index = teacher and docname == f"{TEACHER_FOLDER}index"
        pages = _below(builder, docname, order) if docname in starts and not index else [docname]
        pages = [one for one in pages if one not in placed]
        placed |= set(pages)
        deeper = 1 if docname in starts and not index else 0
        chapters.append(tuple(Part(one, 1 + deeper * (one != docname)) for one in pages))
    title = f"{builder.config.project}: guide" if teacher else builder.config.project
    return File("guide" if teacher else "pack", "book", title, tuple(chapters), teacher=teacher)
