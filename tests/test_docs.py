"""What the documentation shows is run: commands, Python, exercise files.

- ``console`` blocks: lines after ``$`` are run in a copy of the pack; the lines below must be
  what they print, where ``…`` stands for anything. Without such lines the command must succeed.
- ``python`` blocks: run as a doctest if they hold ``>>>``, else as they stand, with the ``tags``
  that Sphinx gives a ``conf.py``.
- ``toml`` blocks: must parse; those with items are read and checked as a sheet, which must
  have no errors.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sphinx.util.tags import Tags

from teachkit.cli import main, parser
from teachkit.lint import check

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<kind>[a-z]+)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)
SHEET_HEAD = 'format = 1\nid = "snippet"\ntitle = "A snippet"\n\n'


@dataclass(frozen=True)
class Snippet:
    """A block of code on a page."""

    page: Path
    line: int
    body: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def _snippets(kind):
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += [
            Snippet(page, text.count("\n", 0, match.start()) + 2, match["body"])
            for match in FENCE.finditer(text)
            if match["kind"] == kind
        ]
    return found


def _steps(body):
    """Split a console block into commands and the lines each should print."""
    steps: list[tuple[str, list[str]]] = []
    lines = iter(body.rstrip("\n").splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)
            steps.append((command, []))
        else:
            assert steps, "a console block begins with a command: $ …"
            steps[-1][1].append(line)
    return steps


def _pattern(lines):
    """Return a pattern for printed lines, in which … stands for anything."""
    parts = []
    for line in lines:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*".join(map(re.escape, line.rstrip().split("…"))) + r"[ ]*\n")
    return "".join(parts)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Copy the pack once a page, so that what one page does, the next does not see."""
    copies = {}

    def copy(page):
        if page not in copies:
            folder = tmp_path_factory.mktemp("pack")
            for name in ("docs", "exercises"):
                shutil.copytree(ROOT / name, folder / name)
            copies[page] = folder
        return copies[page]

    return copy


@pytest.mark.parametrize("page", list(dict.fromkeys(one.page for one in _snippets("console"))))
def test_commands_print_what_the_page_says(page, pack):
    """Each command of a page runs, in the page's order, and prints the lines below it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {
        **os.environ,
        "PATH": path,
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        # The day on which the page was right: facts grow old.
        "SOURCE_DATE_EPOCH": str(int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())),
    }
    blocks = [one.body for one in _snippets("console") if one.page == page]
    for command, expected in [step for body in blocks for step in _steps(body)]:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=pack(page),
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if expected:
            assert re.fullmatch(_pattern(expected), done.stdout), (command, done.stdout)
        else:
            assert done.returncode == 0, (command, done.stdout)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_python_runs(page, pack, monkeypatch):
    """The Python of a page runs from top to bottom, as one session."""
    monkeypatch.chdir(pack(page))
    names: dict[str, object] = {"__name__": "__docs__", "tags": Tags(["html"])}
    for snippet in _snippets("python"):
        if snippet.page != page:
            continue
        if ">>>" in snippet.body:
            test = doctest.DocTestParser().get_doctest(
                snippet.body, names, str(snippet), str(page), snippet.line
            )
            said: list[str] = []
            failed = doctest.DocTestRunner().run(test, out=said.append, clear_globs=False).failed
            names.update(test.globs)
            assert not failed, "".join(said)
        else:
            exec(compile(snippet.body, str(snippet), "exec"), names)  # noqa: S102 - our own page


@pytest.mark.parametrize("snippet", _snippets("toml"), ids=str)
def test_exercise_files_are_right(snippet, tmp_path):
    """A sheet that is shown reads, and its items pass their own tests."""
    tomllib.loads(snippet.body)
    if "[[item]]" not in snippet.body:
        return
    head = "" if re.search(r"^format *=", snippet.body, re.MULTILINE) else SHEET_HEAD
    named = re.search(r'^id = "(.+?)"', head + snippet.body, re.MULTILINE)
    file = tmp_path / f"{named[1]}.toml"
    file.write_text(head + snippet.body, encoding="utf-8")

    problems = [str(one) for one in check(file) if one.severity == "error"]

    assert problems == []


def test_help_in_the_page_is_what_the_commands_say():
    """docs/toolkit/commands.md holds today's help."""
    tool = ROOT / "tools" / "write_help.py"
    done = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


def test_every_command_is_documented():
    """A new command gets a heading and its help."""
    page = (ROOT / "docs" / "toolkit" / "commands.md").read_text(encoding="utf-8")
    groups = [one for one in parser()._actions if isinstance(one.choices, dict)]
    names = [name for group in groups for name in group.choices]

    assert names
    for name in names:
        assert f"## `teachkit {name}`" in page
        assert f"usage: teachkit {name} " in page


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_make_targets_exist(page):
    """Each `make X` that is named is a target, and `make help` lists it."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_links_of_the_front_pages_lead_somewhere(page):
    """Relative links and pictures of README and CONTRIBUTING exist."""
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    lost = [one for one in links if "://" not in one and not (ROOT / one).exists()]

    assert links
    assert lost == []


def test_version_is_printed(capsys):
    """`teachkit --version` says the version that the change log begins with."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    version = capsys.readouterr().out.split()[-1]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert stopped.value.code == 0
    assert re.search(r"^## (\S+)", changes, re.MULTILINE)[1] == version
