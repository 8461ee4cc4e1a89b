"""No command that works on a class opens a connection."""

from __future__ import annotations

import os
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
    ["columns", sheet, answers],
    ["report", "out", "--pdf"],
    ["report", "out", "hidden", "--pdf", "--out", "both"],
    ["letters", "out"],
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
    assert {line.split()[0] for line in ran} >= {
        "check", "grade", "review", "regrade", "export", "columns", "report", "letters", "erase",
    }  # fmt: skip


WATCH_ALL = """
import os, sys

def watch(event, arguments):
    address = arguments[-1] if arguments else None
    inner = event in ("socket.connect", "socket.bind") and not isinstance(address, tuple)
    # urllib3, which Sphinx loads, looks in this way whether the machine knows IPv6.
    inner = inner or (event == "socket.bind" and address == ("::1", 0))
    if event.startswith(("socket.", "http.", "urllib.", "ftplib.", "smtplib.")) and not inner:
        if event not in ("socket.__new__", "socket.gethostname"):
            with open(os.environ["WATCHED"], "a") as stream:
                stream.write(f"{event} {arguments}\\n")

sys.addaudithook(watch)
with open(os.environ["WATCHED"], "a") as stream:
    stream.write(f"watching {sys.argv[:3]}\\n")
"""
YEARS = """
format = 1
id = "years"
title = "Years"

[[item]]
id = "year"
kind = "number"
prompt = "In which year did the founders sign?"
answer = "1949"
test = [{ response = "1949", score = "1" }, { response = "1955", score = "0" }]
"""
CONF = """
extensions = ["myst_parser", "teachkit.sphinxext"]
exclude_patterns = [] if tags.has("teacher") else ["teacher/**"]
html_theme = "basic"
"""


def test_building_a_pack_opens_no_connection(tmp_path):
    """Nor does any process that it starts: each is watched from its first line on."""
    pack, log = tmp_path / "pack", tmp_path / "watched.txt"
    (pack / "docs").mkdir(parents=True)
    (pack / "exercises").mkdir()
    (pack / "docs/conf.py").write_text(CONF, encoding="utf-8")
    page = "# One\n\n```{worksheet} years\n```\n"
    (pack / "docs/index.md").write_text(page, encoding="utf-8")
    (pack / "exercises/years.toml").write_text(YEARS, encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(WATCH_ALL, encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=str(tmp_path), WATCHED=str(log))
    parts = ("site", "teacher", "handouts", "teacher-handouts")
    only = [word for part in parts for word in ("--only", part)]
    done = subprocess.run(
        [sys.executable, "-m", "teachkit", "build", str(pack), "--out", "made", *only],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = log.read_text(encoding="utf-8").splitlines()

    assert done.returncode == 0, done.stderr + done.stdout
    assert len(said) >= 2, "the build, and Sphinx"
    assert [line for line in said if not line.startswith("watching")] == []
