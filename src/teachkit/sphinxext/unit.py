"""Where one is in the unit: the lessons in a row, the pages of this one, and how far one is.

``teachkit_unit`` names the page whose toctree lists the lessons; a lesson is a page of that
list with all pages below it.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from ..display import sheet_build
from ..model import Use
from .elements import tag
from .pack import all_sheets
from .transforms import with_class
from .words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .elements import HtmlElement

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
    bar += _lessons(app.env, lessons, lesson, address)
    bar += _parts(app.env, lesson, docname, address)
    section.insert(1, bar)
    if practice := _practice(app.env, lesson):
        for other in with_class(section, "tk-progress"):
            if other.parent is section:  # that of the page alone says less
                section.remove(other)
        line = tag("p", classes=["tk-progress", "tk-note", "tk-screen"])
        line["attributes"] = {"hidden": "", "data-tk-practice": json.dumps(practice)}
        bar += line


def _lessons(
    env: BuildEnvironment, lessons: list[str], here: str, address: Callable[[str], str]
) -> HtmlElement:
    row = tag("ol", classes=["tk-steps"])
    for number, one in enumerate(lessons, start=1):
        name = tag("span", nodes.Text(_("Lesson %d") % number))
        told = tag("span", nodes.Text(f": {env.titles[one].astext()}"), classes=["tk-hidden"])
        link = tag("a", name, told, attributes={"href": address(one)})
        if one == here:
            link["attributes"]["aria-current"] = "step"
        row += tag("li", link)
    return row


def _parts(
    env: BuildEnvironment, lesson: str, here: str, address: Callable[[str], str]
) -> HtmlElement:
    """Return links to the lesson's pages, named by their titles up to a colon."""
    row = tag("ul", classes=["tk-parts"])
    for one in _pages(env, lesson):
        title = _("Lesson") if one == lesson else env.titles[one].astext()
        link = tag("a", nodes.Text(title.partition(":")[0]), attributes={"href": address(one)})
        if one == here:
            link["attributes"]["aria-current"] = "page"
        row += tag("li", link)
    return row


def _pages(env: BuildEnvironment, lesson: str) -> list[str]:
    """Return a lesson's pages: itself and what its toctree lists, in order, at any depth."""
    found = [lesson]
    for one in found:
        found += [page for page in env.toctree_includes.get(one, []) if page not in found]
    return found


def _practice(env: BuildEnvironment, lesson: str) -> list[list[object]]:
    """Return the practice items of a lesson's sheets: sheet, its state, ids."""
    found: list[list[object]] = []
    for _path, sheet in all_sheets(env):
        ids = [item.id for item in sheet.items if item.use is Use.PRACTICE]
        if sheet.lesson and ids and f"{lesson}/".startswith(f"{sheet.lesson}/"):
            found.append([sheet.id, sheet_build(sheet), ids])
    return found
