"""A folder as one file to pass on: the same bytes each time."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["zip_folder"]

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format can say: it stands for no time at all."""
_UNIX = 3
_PLAIN_FILE = 0o100644


def zip_folder(folder: Path, target: Path) -> None:
    """Write a folder into a zip file; in it, all stands in a folder of the same name.

    Args:
        folder: What to pass on; hidden files are left out.
        target: The new file.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                entry = zipfile.ZipInfo(f"{folder.name}/{name.as_posix()}", _TIME)
                entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=9)
