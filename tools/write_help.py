"""Put the help of each command into docs/toolkit/commands.md; `--check` only compares.

A block that starts with ``usage: teachkit COMMAND`` is replaced by what the command says today.
"""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path

from teachkit.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "toolkit" / "commands.md"
BLOCK = re.compile(
    r"^```text\n(usage: teachkit(?: (?P<name>[a-z-]+))?\b.*?)^```$", re.MULTILINE | re.DOTALL
)


def help_of(name: str | None) -> str:
    """Return the help text of a command, or of teachkit itself."""
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        main([name, "--help"] if name else ["--help"])
    return said.getvalue()


def renewed(page: str) -> str:
    """Return the page with today's help in it."""
    return BLOCK.sub(lambda block: f"```text\n{help_of(block['name'])}```", page)


def run() -> int:
    """Compare or write; the words count, since Python's versions break lines differently."""
    os.environ["COLUMNS"] = "74"  # what fits into a line of code on the page
    old = PAGE.read_text(encoding="utf-8")
    new = renewed(old)
    if old.split() == new.split():
        return 0
    if "--check" in sys.argv:
        print(f"{PAGE.name} is behind: run python tools/write_help.py", file=sys.stderr)
        return 1
    PAGE.write_text(new, encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(run())
