"""The commands, one module each: options, and what is run with them.

No module here prints. Each command gets a `Say` from ``cli``, which does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    build,
    check,
    columns,
    erase,
    explain,
    export,
    grade,
    handout,
    letters,
    near_misses,
    regrade,
    report,
    review,
    schema,
)
from .common import Say

if TYPE_CHECKING:
    from .common import Commands

__all__ = ["Say", "add_commands"]

_COMMANDS = (
    build,
    check,
    handout,
    columns,
    grade,
    review,
    regrade,
    report,
    letters,
    export,
    erase,
    explain,
    near_misses,
    schema,
)
"""In the order of the help."""


def add_commands(commands: Commands) -> None:
    """Add all commands to the parser; each sets ``run`` to a function of options and `Say`."""
    for one in _COMMANDS:
        one.add(commands)
