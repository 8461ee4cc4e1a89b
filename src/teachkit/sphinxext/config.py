"""The extension's settings: two values in conf.py, and the edition, which a tag decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .notices import Notice, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["TEACHER_FOLDER", "is_teacher_page", "pack_root", "register", "settle"]

TEACHER_FOLDER = "teacher/"
"""Pages below this folder of the docs may hold keys."""


def register(app: Sphinx) -> None:
    """Declare the settings; a change of one reads all pages again."""
    app.add_config_value(
        "teachkit_pack",
        "..",
        "env",
        frozenset({str}),
        "The pack's root, relative to conf.py: the folder that holds exercises/ and docs/.",
    )
    app.add_config_value(
        "teachkit_unit",
        "",
        "env",
        frozenset({str}),
        "The page whose toctree lists the lessons: their pages show where one is in the unit.",
    )
    # Not for conf.py: it is overwritten from the tag. As a setting of the environment it
    # keeps one edition from being built out of what was read for the other.
    app.add_config_value("teachkit_edition", "student", "env", frozenset({str}))
    app.connect("config-inited", settle)


def settle(app: Sphinx, config: Config) -> None:
    """Check the settings and make the pack's root absolute (on ``config-inited``)."""
    config.teachkit_edition = "teacher" if "teacher" in app.tags else "student"
    base = Path(app.confdir or app.srcdir)
    value = config.teachkit_pack
    root = (base / value).resolve() if isinstance(value, str) else base
    if not isinstance(value, str) or not root.is_dir():
        warn(
            Notice.CONFIG,
            f"teachkit_pack = {value!r} is not a folder",
            hint="give the folder that holds exercises/ and docs/, relative to conf.py",
            location=f"{base / 'conf.py'}:1",
        )
        root = base.parent
    config.teachkit_pack = str(root)


def pack_root(config: Config) -> Path:
    """Return the root of the pack that is being built."""
    return Path(config.teachkit_pack)


def is_teacher_page(config: Config, docname: str) -> bool:
    """Whether a page may hold keys: below docs/teacher/, in the teacher edition."""
    return bool(config.teachkit_edition == "teacher") and docname.startswith(TEACHER_FOLDER)
