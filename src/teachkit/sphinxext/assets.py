"""The stylesheets and the script, for pages in a browser only.

The script is written in parts, ``static/js/*.js``, and put together in the order of their
names into one classic script: modules do not load from ``file://``. The words it says go with
it, in the site's language, so that no page needs a script of its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..marking.portable import lexicon
from .page_words import page_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "SCRIPT",
    "STATIC",
    "STYLESHEETS",
    "add_assets",
    "for_browsers",
    "joined_script",
    "script_with",
]

STATIC = Path(__file__).parent / "static"
STYLESHEETS = ("teachkit.css", "teachkit-claims.css", "teachkit-page.css", "teachkit-reading.css")
SCRIPT = "teachkit.js"


def for_browsers(app: Sphinx) -> bool:
    """Whether what is built is read in a browser: few e-book readers can fill in a form."""
    return app.builder.format == "html" and app.builder.name != "epub"


def joined_script() -> str:
    """Return the script without its words: each part in the order of its name."""
    parts = sorted((STATIC / "js").glob("*.js"))
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in parts) + "\n"


def script_with(words: dict[str, str]) -> str:
    """Return the whole script: its words, what the marker's twin knows of language, its parts."""
    data = {"lexicon": lexicon(), "words": words}
    return f"window.teachkit = {json.dumps(data, sort_keys=True)};\n{joined_script()}"


def add_assets(app: Sphinx) -> None:
    """Give every page our stylesheets and our script (on ``builder-inited``)."""
    # First in the list, so that a pack's own file of the same name takes its place.
    app.config.html_static_path[:0] = [str(STATIC / name) for name in STYLESHEETS]
    for name in STYLESHEETS:
        app.add_css_file(name)
    app.add_js_file(SCRIPT, loading_method="defer")
    # Translations are loaded at 500; a pack's own file is copied later, over ours.
    app.connect("env-before-read-docs", _write_script, priority=600)


def _write_script(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    text = script_with(page_words())
    (folder / SCRIPT).write_text(text, encoding="utf-8", newline="\n")
