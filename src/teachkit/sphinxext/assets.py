"""The stylesheet and the script, for pages in a browser only.

Both are written in parts, ``static/css`` and ``static/js``, and put together in the order of
their names, without comments and with short names. The script is one classic script, because
modules do not load from ``file://``. The words it says go with it, in the site's language, so
that no page needs a script of its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..marking.portable import lexicon
from .page_words import page_words
from .shorten import short_script, short_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "SCRIPT",
    "STATIC",
    "STYLESHEET",
    "add_assets",
    "for_browsers",
    "joined_script",
    "joined_style",
    "script_with",
]

STATIC = Path(__file__).parent / "static"
STYLESHEET = "teachkit.css"
SCRIPT = "teachkit.js"


def for_browsers(app: Sphinx) -> bool:
    """Whether what is built is read in a browser: few e-book readers can fill in a form."""
    return app.builder.format == "html" and app.builder.name != "epub"


def joined_script(*, teacher: bool = False) -> str:
    """Return the script without its words; parts for teachers only go to their edition."""
    parts = sorted((STATIC / "js").glob("*.js"))
    return _joined(one for one in parts if teacher or not one.stem.endswith("-teacher"))


def joined_style() -> str:
    """Return the stylesheet."""
    return _joined(sorted((STATIC / "css").glob("*.css")))


def _joined(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in paths) + "\n"


def script_with(words: dict[str, str], *, teacher: bool = False) -> str:
    """Return the whole script: its words, what the marker's twin knows of language, its parts."""
    data = {"lexicon": lexicon(), "words": words}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return f"window.teachkit = {text};\n{joined_script(teacher=teacher)}"


def add_assets(app: Sphinx) -> None:
    """Give every page our stylesheet and our script (on ``builder-inited``)."""
    app.add_css_file(STYLESHEET)
    app.add_js_file(SCRIPT, loading_method="defer")
    # Translations are loaded at 500. A pack's own file of the same name is copied later, over ours.
    app.connect("env-before-read-docs", _write_assets, priority=600)


def _write_assets(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    teacher = app.config.teachkit_edition == "teacher"
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    script = short_script(script_with(page_words(teacher=teacher), teacher=teacher))
    for name, text in ((SCRIPT, script), (STYLESHEET, short_style(joined_style()))):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
