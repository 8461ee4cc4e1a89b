"""A page asks only for what it uses, and knows the size of its pictures before they come.

On a slow line a page stays white until its last stylesheet is there. Most pages have neither
cards nor code, so they go without the stylesheets of both.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.images import get_image_size

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A file, and what is in the text of every page that needs it.
NEEDED_FOR = {
    "sphinx-design.min.css": "sd-",
    "furo-extensions.css": "sd-",
    "design-tabs.js": "sd-tab-",
    "pygments.css": 'class="highlight',
}


def leave_out(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document
) -> None:
    """Drop stylesheets and scripts that do nothing on this page (on ``html-page-context``)."""
    body = context.get("body", "")
    for kind in ("css_files", "script_files"):
        context[kind] = [one for one in context[kind] if _is_used(str(one.filename), body)]


def _is_used(path: str, body: str) -> bool:
    return NEEDED_FOR.get(path.rpartition("/")[2], "") in body


class SizePictures(SphinxPostTransform):
    """Write the height of a picture beside its width, so that text below it does not jump."""

    default_priority = 500
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        for image in self.document.findall(nodes.image):
            size = get_image_size(Path(self.env.srcdir) / image["uri"])
            value, unit = nodes.parse_measure(image.get("width", str(size[0] if size else 0)))
            if size and "height" not in image and unit in ("", "px"):
                image["width"] = f"{value:g}"
                image["height"] = f"{value * size[1] / size[0]:.0f}"


def setup(app: Sphinx) -> dict[str, Any]:
    """Look at each page before it is written, after everybody has added theirs."""
    app.connect("html-page-context", leave_out, priority=900)
    app.add_post_transform(SizePictures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
