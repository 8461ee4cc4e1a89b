"""A directive for these pages: a page of a handout as a picture, drawn when the site is built."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from teachkit.bank import load_sheet
from teachkit.paper import Detail, Handout, Sides, Style

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PPI = 72
CLASS = ("Aya Satō", "佐藤 花子", "Ben Okri", "Carmen Ruiz", "Đặng Minh", "Emil Łukasik")


class HandoutPicture(SphinxDirective):
    """Draw one page of a sheet that lies beside these pages.

    The argument is what is printed: worksheet, key, map, cards, tickets or grid.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "sheet": directives.unchanged_required,
        "style": lambda word: Style(word.strip()),
        "sides": lambda word: Sides(word.strip()),
        "answers": lambda word: Detail(word.strip()),
        "simple": directives.flag,
        "variants": directives.positive_int,
        "items": directives.unchanged,
        "page": directives.positive_int,
        "student": directives.flag,
        "alt": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        relative, sheet = self.env.relfn2path(self.options["sheet"])
        self.env.note_dependency(relative)
        caption = nodes.caption("", "")
        inline, messages = self.state.inline_text(" ".join(self.content), self.lineno)
        caption += inline
        if find_spec("typst") is None:
            return [nodes.paragraph("", "", *inline), *messages]
        picture = self._drawn(Path(sheet))
        place = os.path.relpath(picture, self.env.srcdir).replace(os.sep, "/")
        image = nodes.image(uri=f"/{place}", alt=self.options["alt"], width="26em")
        return [nodes.figure("", image, caption, classes=["handout-picture"]), *messages]

    def _drawn(self, sheet: Path) -> Path:
        from teachkit.handouts.classlist import Copy  # noqa: PLC0415
        from teachkit.handouts.look import look_of  # noqa: PLC0415
        from teachkit.handouts.printing import picture_of  # noqa: PLC0415
        from teachkit.handouts.request import Request, chosen_items  # noqa: PLC0415

        look = look_of(
            Handout(
                style=self.options.get("style"),
                sides=self.options.get("sides"),
                answers=self.options.get("answers"),
                simple="simple" in self.options,
            )
        )
        ids = self.options.get("items", "").split()
        request = Request(
            sheet=chosen_items(load_sheet(sheet), ids),
            pack_root=sheet.parent,
            look=look,
            variants=self.options.get("variants", 0),
        )
        names = [one.name for one in request.orders()]
        students = [
            Copy(f"S{at + 1:02d}", name, names[at % len(names)], f"S{at + 1:02d}")
            for at, name in enumerate(CLASS)
        ]
        kind = self.arguments[0]
        drawn = picture_of(
            request,
            kind,
            page=self.options.get("page", 1),
            students=students if "student" in self.options or kind == "grid" else (),
            ppi=PPI,
        )
        said = [kind, *map(str, (self.options.get(one, "") for one in ("style", "answers")))]
        said += ["simple"] * ("simple" in self.options) + ["name"] * ("student" in self.options)
        folder = Path(self.env.doctreedir) / "handout-pictures"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"handout-{'-'.join(one for one in said if one)}.png"
        path.write_bytes(drawn)
        return path


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directive."""
    app.add_directive("handout-picture", HandoutPicture)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
