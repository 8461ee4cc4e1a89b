"""One run at a time in a folder of results.

The lock is the operating system's, on a file beside the folder. It ends with the process that
holds it, however that ends, so nothing has to guess whether a lock is stale. The library
`filelock` does the same; it also loads asyncio, which costs more than grading a class.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["locked"]

_held: ContextVar[frozenset[Path]] = ContextVar("_held", default=frozenset())
_BUSY = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
_FAR = 1 << 30  # the byte that is locked on Windows: what is locked there cannot be read


@contextmanager
def locked(folder: Path, *, reading: bool = False) -> Iterator[None]:
    """Keep all others from writing to a folder of results, or a file, for a while.

    Who holds the lock may take it again. Where a file system knows no locks, as some network
    drives, nobody is kept out.

    Args:
        folder: The folder, or the file.
        reading: Whether nothing is written there. Then a place that can't be written is no
            hindrance: nobody else writes to it either.

    Raises:
        ProblemsError: Another run holds it, or the place beside the folder can't be written.
    """
    place = Path(os.path.realpath(folder))
    if place in _held.get():
        yield
        return
    path = place.with_name(f".{place.name}.lock")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = _acquire(path)
    except OSError as error:
        if reading and not _is_busy(path, error):
            yield
            return
        raise _refused(folder, path, error) from error
    token = _held.set(_held.get() | {place})
    try:
        yield
    finally:
        _held.reset(token)
        _release(path, file)


def _acquire(path: Path) -> int:
    """Open and lock the file; take care that it is still the one that others will find."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(file)
            if _is_there(path, file):
                os.ftruncate(file, 0)
                with suppress(OSError):  # who holds it is for the message only
                    os.write(file, str(os.getpid()).encode())
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _lock(file: int) -> None:
    try:
        if sys.platform == "win32":
            os.lseek(file, _FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


def _is_there(path: Path, file: int) -> bool:
    """Whether the name still means this file: whoever held it before took the file away.

    On Windows a file that is open can't be taken away.
    """
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def _release(path: Path, file: int) -> None:
    """Take the file away; on Windows one that is open stays, so there it is closed first."""
    if sys.platform == "win32":
        os.close(file)
        with suppress(OSError):
            path.unlink()
    else:
        with suppress(OSError):
            path.unlink()
        os.close(file)


def _is_busy(path: Path, error: OSError) -> bool:
    """Whether another run holds the lock; Windows says so as it says that access is denied."""
    return error.errno in _BUSY and path.exists() and os.access(path, os.W_OK)


def _refused(folder: Path, path: Path, error: OSError) -> ProblemsError:
    if _is_busy(path, error):
        message = f"another run is writing here{_holder(path)}"
        hint, code = "wait until it ends, or name another folder", "busy"
    else:
        message = f"the results could not be written: {error.strerror or error}"
        hint, code = "nothing was changed; make room, or name another folder", "not-written"
    return ProblemsError([Problem(file=str(folder), message=message, hint=hint, code=code)])


def _holder(path: Path) -> str:
    """Name the process that holds the lock, as far as it said so."""
    try:
        said = path.read_bytes()[:20].decode("ascii", "replace")
    except OSError:
        return ""
    return f" (process {said})" if said.isdecimal() else ""
