"""The command line: the only place that prints.

Exit status: 0 all is well, 1 something is wrong with the files, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from . import __version__
from .commands import Say, add_commands
from .errors import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a letter must not stop us
            stream.reconfigure(errors="replace")
    given = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Say], int] = given.run
    try:
        looks_on = sys.stderr.isatty()
        return run(given, Say(_out, _err, _bar if looks_on else None, _live if looks_on else None))
    except ProblemsError as error:
        _err(str(error))
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        sys.stderr.close()
    except KeyboardInterrupt:
        _err("stopped; nothing is left half-written")
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        _err(f"{name}{error.strerror or error}")
    return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="teachkit", description="Lessons, handouts and marking from one exercise bank."
    )
    top.add_argument("--version", action="version", version=f"teachkit {__version__}")
    add_commands(top.add_subparsers(title="commands", metavar="COMMAND", required=True))
    return top


def _out(text: str) -> None:
    print(text, flush=True)


def _err(text: str) -> None:
    print(text, file=sys.stderr)


def _bar(done: int, total: int) -> None:
    """Draw how far it is, over the line before."""
    full = 30 * done // total
    line = f"\r[{'#' * full}{'.' * (30 - full)}] {done} of {total}"
    print(line, end="\n" if done >= total else "", file=sys.stderr, flush=True)


def _live(text: str) -> None:
    """Write a line in the place of the last one; "" takes it away."""
    sys.stderr.write(f"\r\x1b[2K{text}")
    sys.stderr.flush()
