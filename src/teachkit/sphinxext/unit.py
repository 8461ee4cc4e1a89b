"""Where one is in the unit: the lessons in a row, the pages of this one, and how far one is.

``teachkit_unit`` names the page whose toctree lists the lessons; a lesson is a page of that
list with all pages below it.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from ..model import Use
from .elements import piece, pieces, tag
from .pack import all_sheets
from .transforms import with_class
from .words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .elements import HtmlPiece

__all__ = ["show_unit"]


def show_unit(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the row of lessons below the title of each page of a lesson (on ``doctree-resolved``)."""
    section = next(doctree.findall(nodes.section), None)
    lessons = app.env.toctree_includes.get(app.config.teachkit_unit, [])
    lesson = next((one for one in lessons if docname in _pages(app.env, one)), None)
    if section is None or lesson is None or app.builder.name == "singlehtml":
        return
    address = partial(app.builder.get_relative_uri, docname)
    bar = tag("nav", classes=["tk-unit"], attributes={"aria-label": _("The unit")})
    bar += pieces(
        _lessons(app.env, lessons, lesson, address), _parts(app.env, lesson, docname, address)
    )
    section.insert(1, bar)
    if practice := _practice(app.env, lesson):
        for other in with_class(section, "tk-progress"):
            if other.parent is section:  # that of the page alone says less
                section.remove(other)
        said = {"hidden": "", "data-tk-practice": json.dumps(practice)}
        bar += piece("p", classes=["tk-progress", "tk-note", "tk-screen"], attributes=said)


def _lessons(
    env: BuildEnvironment, lessons: list[str], here: str, address: Callable[[str], str]
) -> HtmlPiece:
    steps = []
    for number, one in enumerate(lessons, start=1):
        name = piece("span", _("Lesson %d") % number)
        told = piece("span", f": {env.titles[one].astext()}", classes=["tk-hidden"])
        current = {"aria-current": "step"} if one == here else {}
        link = piece("a", name, told, attributes={"href": address(one), **current})
        steps.append(piece("li", link))
    return piece("ol", *steps, classes=["tk-steps"])


def _parts(
    env: BuildEnvironment, lesson: str, here: str, address: Callable[[str], str]
) -> HtmlPiece:
    """Return links to the lesson's pages, named by their titles up to a colon."""
    parts = []
    for one in _pages(env, lesson):
        title = _("Lesson") if one == lesson else env.titles[one].astext()
        current = {"aria-current": "page"} if one == here else {}
        said = {"href": address(one), **current}
        parts.append(piece("li", piece("a", title.partition(":")[0], attributes=said)))
    return piece("ul", *parts, classes=["tk-parts"])


def _pages(env: BuildEnvironment, lesson: str) -> list[str]:
    """Return a lesson's pages: itself and what its toctree lists, in order, at any depth."""
    found = [lesson]
    for one in found:
        found += [page for page in env.toctree_includes.get(one, []) if page not in found]
    return found


def _practice(env: BuildEnvironment, lesson: str) -> list[list[object]]:
    """Return the practice items of a lesson's sheets: sheet, its state, ids."""
    found: list[list[object]] = []
    for one in all_sheets(env):
        sheet = one.sheet
        ids = [item.id for item in sheet.items if item.use is Use.PRACTICE]
        if sheet.lesson and ids and f"{lesson}/".startswith(f"{sheet.lesson}/"):
            found.append([sheet.id, one.build, ids])
    return found
