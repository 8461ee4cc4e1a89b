"""The sheet to mark by: as it is now, in another folder, or at a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..bank import find_sheet
from ..errors import Problem, ProblemsError
from ..lint import load_sound_sheet

if TYPE_CHECKING:
    from ..model import Sheet

__all__ = ["sheet_now"]


def sheet_now(sheet_id: str, pack: Path, against: str = "") -> tuple[Sheet, str, str]:
    """Find a sheet.

    Args:
        sheet_id: Its id.
        pack: The pack's folder.
        against: A folder, a file, or a commit of the pack's git; "" is the pack as it is.

    Returns:
        The sheet, its text, and in words which state it is.

    Raises:
        ProblemsError: There is no such sheet, folder or commit, or the sheet is not sound.
    """
    if against and not Path(against).exists():
        return _at_commit(sheet_id, pack, against)
    root = Path(against) if against else pack
    path = root if root.is_file() else find_sheet(sheet_id, root)
    sheet = load_sound_sheet(path)
    if sheet.id != sheet_id:
        raise _stop(str(path), f"this is the sheet '{sheet.id}'", f"the results are on {sheet_id}")
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return sheet, text, f"in {against}" if against else "as it is now"


def _at_commit(sheet_id: str, pack: Path, commit: str) -> tuple[Sheet, str, str]:
    known = _git(
        pack, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"
    )
    if known is None:
        hint = "name a folder with exercises, or a commit of the pack's git"
        raise _stop(commit, "there is no such folder or commit", hint)
    full = known.decode().strip()
    for name in (f"exercises/{sheet_id}.toml", f"{sheet_id}.toml"):
        data = _git(pack, "show", f"{full}:./{name}")
        if data is not None:
            break
    else:
        raise _stop(commit, f"the commit holds no sheet {sheet_id}", "name an earlier or later one")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{sheet_id}.toml"
        path.write_bytes(data)
        try:
            sheet = load_sound_sheet(path)
        except ProblemsError as error:
            said = f"{commit}:{sheet_id}.toml"
            raise ProblemsError(
                Problem(file=said, line=one.line, key=one.key, message=one.message, code=one.code)
                for one in error.problems
            ) from error
    return sheet, data.decode("utf-8-sig", "replace"), f"at commit {full[:10]}"


def _git(pack: Path, *arguments: str) -> bytes | None:
    """Run git in the pack; ``None`` if it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments that it can't take for options
            ["git", "-C", str(pack), *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return None if done.returncode else done.stdout


def _stop(place: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=place, message=message, hint=hint, code="no-sheet")])
