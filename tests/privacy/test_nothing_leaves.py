"""No command that works on a class opens a connection."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "exercises"

WATCHED = """
import sys

def watch(event, arguments):
    if event.startswith(("socket.", "http.", "urllib.", "ftplib.", "smtplib.")):
        print("opened:", event, arguments)

sys.addaudithook(watch)
import socket
assert socket.gethostname()  # the watch works: this is an event too
print("watching")

from teachkit.cli import main

sheet, answers, roster = sys.argv[1:]
for command in (
    ["check", sheet],
    ["grade", sheet, answers, "--roster", roster, "--out", "out"],
    ["grade", sheet, answers, "--roster", roster, "--out", "hidden", "--anonymous", "class.key"],
    ["review", "out"],
    ["explain", "out", "S04", "Q6"],
    ["near-misses", "out"],
    ["regrade", "out", "--against", sheet],
    *(["export", "out", "--to", to] for to in ("classroom", "xlsx", "csv")),
    ["export", "out", "--to", "moodle", "--items"],
    ["erase", "out", "S04"],
):
    print(command[0], main(command))
"""


def test_no_socket_is_opened(tmp_path):
    """The interpreter itself watches, from before the first import to the last command."""
    done = subprocess.run(
        [
            sys.executable, "-c", WATCHED, str(SAMPLE / "eligibility.toml"),
            str(SAMPLE / "sample-class/eligibility.csv"), str(SAMPLE / "sample-class/roster.csv"),
        ],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    before, _, after = done.stdout.partition("watching\n")

    assert "opened: socket.gethostname" in before
    assert "opened:" not in after
    ran = [line for line in after.splitlines() if line.split()[0] in after and line[-2:] == " 0"]
    assert {line.split()[0] for line in ran} >= {"check", "grade", "review", "regrade", "erase"}
