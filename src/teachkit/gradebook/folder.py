"""The folder of results: written beside, then put in place; nothing is ever half-written.

What the run before wrote is replaced. What a teacher added or edited there is kept: an
edited file stands beside the new one as ``NAME.edited.EXT``.
"""

from __future__ import annotations

import glob
import json
import os
from contextlib import nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..classwork import RESULTS_MARK
from ..errors import Problem, ProblemsError
from .content import Ready, write_new
from .lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from .content import Content

__all__ = [
    "EXPORTS",
    "FORMAT",
    "MADE_FROM_RESULTS",
    "check_folder",
    "copy_private",
    "files_in",
    "record_text",
    "replace_folder",
    "results_record",
    "write_new",
    "write_private",
    "write_results",
]

FORMAT = "teachkit-run/1"
_PIECE = 1 << 20
MADE_FROM_RESULTS = (*"review.html review-sample.html report.html report.pdf letters.pdf".split(),)
"""Pages made from one state of the results: of no use for the next."""

EXPORTS = {
    "moodle": "export-moodle.csv",
    "canvas": "export-canvas.csv",
    "classroom": "export-classroom.csv",
    "xlsx": "export.xlsx",
    "csv": "export.csv",
}
"""The same, for other programs: where they are written unless another place is named."""


def check_folder(out: Path) -> None:
    """Refuse a folder that holds something other than results.

    Raises:
        ProblemsError: The folder is a file, or holds files of someone else.
    """
    message = ""
    try:
        if out.is_dir():
            if any(out.iterdir()) and results_record(out) is None:
                message = "the folder holds other files; results would replace them"
        elif out.exists():
            message = "this is a file, not a folder"
    except OSError as error:
        message = f"the folder can't be read: {error.strerror}"
    if message:
        hint = "name a new folder, or one with earlier results"
        raise ProblemsError([Problem(file=str(out), message=message, hint=hint, code="bad-out")])


def write_results(
    out: Path,
    files: Iterable[tuple[str, Content]],
    record: Mapping[str, object],
    *,
    carried: Mapping[str, str] | None = None,
) -> list[str]:
    """Write a folder of results, readable by its owner only.

    Args:
        out: The folder; if it holds results, they are replaced.
        files: Name relative to the folder, with ``/``, and what stands in it; each is written
            before the next one is asked for.
        record: What to keep about the run; the files' hashes are added.
        carried: People's files that go on from run to run, name to text as it is now.

    Returns:
        What was kept of the folder as it was, a sentence each.

    Raises:
        ProblemsError: It could not be written, or another run is at it; then all is as it was.
    """

    def fill(place: Path, new: Path) -> list[str]:
        names = _write(new, files, record)
        return _keep(place, new, names, carried or {})

    with locked(out):
        check_folder(out)
        return replace_folder(out, fill)


def replace_folder(out: Path, fill: Callable[[Path, Path], list[str]]) -> list[str]:
    """Make a folder anew beside the old one, and put it in its place.

    Args:
        out: The folder; the lock on it is held.
        fill: Gets the old folder, which it may only read, and the new one, still empty.

    Returns:
        What ``fill`` returned.

    Raises:
        ProblemsError: It could not be written; then all is as it was before.
    """
    place = Path(os.path.realpath(out))  # a link stays, and what it points to is replaced
    new = place.with_name(f".{place.name}.{os.getpid()}.new")
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    try:
        _recover(place)
        new.mkdir(mode=0o700)
        said = fill(place, new)
        _swap(place, new, old)
    except OSError as error:
        _remove(new)
        raise _not_written(out, error) from error
    except BaseException:
        _remove(new)
        raise
    _remove(old)
    return said


def _not_written(out: Path, error: OSError) -> ProblemsError:
    message = f"the results could not be written: {error.strerror or error}"
    hint = "nothing was changed; make room, or name another folder"
    return ProblemsError([Problem(file=str(out), message=message, hint=hint, code="not-written")])


def _recover(place: Path) -> None:
    """Tidy up after a run that was killed: nobody else writes here now."""
    for left in sorted(place.parent.glob(f".{glob.escape(place.name)}.*.old")):
        if place.exists():
            _remove(left)
        else:  # it was killed between taking the old folder away and putting the new one there
            left.rename(place)
    for left in place.parent.glob(f".{glob.escape(place.name)}.*.new"):
        _remove(left)


def write_private(path: Path, data: str | bytes | Iterable[bytes | memoryview]) -> None:
    """Write one file beside its place and put it there; only its owner may read it.

    Raises:
        ProblemsError: It could not be written, or lies in results at which another run is;
            what stood there is untouched.
    """
    place = Path(os.path.realpath(path))
    new = place.with_name(f".{place.name}.{os.getpid()}.new")
    with locked(place.parent) if (place.parent / RESULTS_MARK).is_file() else nullcontext():
        try:
            write_new(new, data)
            new.replace(place)
        except OSError as error:
            raise _not_written(path, error) from error
        finally:
            with suppress(OSError):
                new.unlink()


def _write(
    new: Path, files: Iterable[tuple[str, Content]], record: Mapping[str, object]
) -> set[str]:
    """Write all files and the record; return their names."""
    outputs = {}
    for name, content in files:
        path = new / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if isinstance(content, Ready):
            content.path.rename(path)
            outputs[name] = content.sha256
        else:
            outputs[name] = write_new(path, content)
    write_new(new / RESULTS_MARK, record_text({"format": FORMAT, **record, "outputs": outputs}))
    return set(outputs)


def record_text(record: Mapping[str, object]) -> str:
    """Write what is kept about a run."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _swap(place: Path, new: Path, old: Path) -> None:
    """Put the new folder in place; put the old one back if that fails."""
    if not place.exists():
        new.rename(place)
        return
    place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        old.rename(place)
        raise


def results_record(folder: Path) -> dict[str, object] | None:
    """Read the record of an earlier run; ``None`` if this is no folder of results."""
    try:
        record = json.loads((folder / RESULTS_MARK).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    ours = isinstance(record, dict) and record.get("format") == FORMAT
    return record if ours else None


def _keep(place: Path, new: Path, names: AbstractSet[str], carried: Mapping[str, str]) -> list[str]:
    """Copy to the new folder what was added to the old one or edited in it."""
    for name, text in carried.items():
        write_new(new / name, text)
    record = results_record(place)
    outputs = record.get("outputs") if record else None
    written = outputs if isinstance(outputs, dict) else {}
    kept = []
    for path in files_in(place):
        name = path.relative_to(place).as_posix()
        stale = (
            name == RESULTS_MARK
            or name in MADE_FROM_RESULTS
            or name in carried
            or name in EXPORTS.values()
        )
        if stale or _is_unchanged(path, written.get(name)):
            continue
        target = new / name
        if name in names or name in written:
            target = _free_name(path, target)
            kept.append(f"{name} was edited since the last run; kept as {target.name}")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy_private(path, target)
    return kept


def files_in(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder in the order of their names; links are not followed."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from files_in(path)
        else:
            yield path


def _is_unchanged(path: Path, digest: object) -> bool:
    if not isinstance(digest, str) or path.is_symlink():
        return False
    found = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):  # a cohort's gradebook has gigabytes
            found.update(piece)
    return found.hexdigest() == digest


def _free_name(path: Path, target: Path) -> Path:
    """Name the copy of an edited file so that no earlier copy, still to come, is lost."""
    number = 1
    while True:
        mark = ".edited" if number == 1 else f".edited-{number}"
        name = f"{target.stem}{mark}{target.suffix}"
        if not path.with_name(name).exists() and not target.with_name(name).exists():
            return target.with_name(name)
        number += 1


def copy_private(path: Path, target: Path) -> None:
    """Copy a file with its times, for its owner only; a link stays a link."""
    if path.is_symlink():
        target.symlink_to(path.readlink())
        return
    from shutil import copyfile  # noqa: PLC0415 - rarely needed

    target.touch(mode=0o600, exist_ok=False)
    copyfile(path, target)
    kept = path.stat()
    os.utime(target, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def _remove(folder: Path) -> None:
    """Remove a folder of ours, as far as that is possible."""
    if folder.exists():
        from shutil import rmtree  # noqa: PLC0415 - only for a second run

        rmtree(folder, ignore_errors=True)
