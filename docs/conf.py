"""One Sphinx project, two editions.

The tag `teacher` adds the folder teacher/ and puts it first in the menu. Without it, the folder
is not read at all: what a student must not see is left out by its place, never by a condition
inside a page.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from teachkit import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

TEACHER = tags.has("teacher")  # noqa: F821 - Sphinx puts `tags` into this file's namespace

project = "Japan and NATO"
copyright = "teachkit contributors, CC BY 4.0"  # noqa: A001 - Sphinx's name; no year, so that builds agree
version = release = __version__
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "teachkit.sphinxext",
    "handout_pictures",
    "lean_pages",
]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block", "attrs_inline"]
nitpicky = True
gettext_compact = False
teachkit_unit = "lessons/index"

exclude_patterns = [] if TEACHER else ["teacher/**"]
templates_path = ["_templates"]

# Nothing of the sources goes out with the pages, and nothing is fetched from anywhere.
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
sd_tabs_storage_prefix = ""  # nothing about a student is kept in the browser

teachkit_unprinted = ["toolkit/*"]  # about the program: nobody reads it on paper

# `make linkcheck`, now and then: not part of the tests, because others' servers fail at any time.
linkcheck_timeout = 60
linkcheck_retries = 2
linkcheck_allowed_redirects = {}

html_theme = "furo"
html_title = f"{project}: teacher edition" if TEACHER else project
html_static_path = ["_static"]
html_css_files = ["pack.css"]
html_favicon = "_static/icon.svg"  # without one every browser asks for a file that is not there
html_use_index = False
html_theme_options = {
    "announcement": "Teacher edition, with answer keys. Please do not pass it on to students."
    if TEACHER
    else "",
    "top_of_page_buttons": [],
    # Colours that other rules build on; all else is in pack.css. Contrast with the background
    # is 4.5 or more in both modes (tests/browser/test_a11y.py).
    "light_css_variables": {
        "color-brand-primary": "#14506e",
        "color-brand-content": "#0f5c85",
        "color-brand-visited": "#6a3d86",
        "color-foreground-primary": "#1d2226",
        "color-foreground-secondary": "#495158",
        "color-foreground-muted": "#5b636a",
        "color-foreground-border": "#868d93",
        "color-background-primary": "#ffffff",
        "color-background-secondary": "#f5f4f0",
        "color-background-hover": "#ebeae4",
        "color-background-border": "#d9d7cf",
        "color-announcement-background": "#5a2a12",
        "color-announcement-text": "#ffffff",
        "pack-paper": "#faf8f2",
        "pack-rule": "#b9b19c",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8cc6e3",
        "color-brand-content": "#86c3e4",
        "color-brand-visited": "#c8a6e0",
        "color-foreground-primary": "#dcdedf",
        "color-foreground-secondary": "#b0b5b9",
        "color-foreground-muted": "#9aa0a5",
        "color-foreground-border": "#6c7277",
        "color-background-primary": "#15181a",
        "color-background-secondary": "#1c2023",
        "color-background-hover": "#262b2f",
        "color-background-border": "#363c41",
        "color-announcement-background": "#5a2a12",
        "color-announcement-text": "#ffffff",
        "pack-paper": "#1e2122",
        "pack-rule": "#6f6a5c",
    },
}


def _put_guide_first(_app: Sphinx, docname: str, source: list[str]) -> None:
    """List the teacher's guide first in the menu; the student edition has no page to list."""
    if docname == "index":
        toctree = "\n\n```{toctree}\n:hidden:\n\nteacher/index\n```\n"
        source[0] = re.sub(
            r"^# .+$", lambda title: title[0] + toctree, source[0], count=1, flags=re.MULTILINE
        )


def setup(app: Sphinx) -> None:
    """Let the teacher edition have its guide."""
    if TEACHER:
        app.connect("source-read", _put_guide_first)
