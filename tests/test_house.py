"""The rules of the house that a machine can see."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "teachkit"
MODULES = sorted(SOURCE.rglob("*.py"))

LONG_FILES: dict[str, str] = {}
"""Files of more than 300 lines, each with the reason why it is one room."""

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions of more than 40 lines, each with its reason."""

# Written so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?:^|[^\w.~-])/(?:work|root|farm|home)/")
UNFINISHED = re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bXX[X]\b")
TEXT = {".py", ".md", ".toml", ".css", ".js", ".html", ".typ", ".bib", ".csv", ".json", ".svg"}
TEXT_NAMES = {"Makefile", "LICENSE", "LICENSE-content", ".editorconfig", ".gitignore", "run"}
FOLDERS = (".ci", "benchmarks", "docs", "exercises", "src", "templates", "tests", "tools")


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _ours() -> list[Path]:
    """Return the text files of the project, without what tools and builds leave behind."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    found = [path for path in found if "node_modules" not in path.parts]
    return sorted(path for path in found if path.suffix in TEXT or path.name in TEXT_NAMES)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_files_are_short(path):
    """A file of up to 300 lines is one room."""
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= 300 or _name(path) in LONG_FILES


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_functions_are_short(path):
    """A function has at most 40 lines; its docstring is not counted."""
    long = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            told = first.end_lineno - first.lineno + 1 if documented else 0
            if node.end_lineno - node.lineno + 1 - told > 40:
                long.append(f"{_name(path)}:{node.name}")

    assert set(long) <= set(LONG_FUNCTIONS)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_public_modules_say_what_they_offer(path):
    """Each module has an ``__all__``, and each name in it is there."""
    if path.name == "__main__.py":
        return
    dotted = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
    module = import_module(dotted.removesuffix(".__init__"))

    assert all(hasattr(module, name) for name in module.__all__)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_command_line_prints(path):
    """All others hand on what they have to say: to ``cli``, through its ``Say``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    streams = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "sys"
    }

    assert path.name == "cli.py" or not ("print" in used or streams & {"stdout", "stderr"})


def test_no_paths_of_a_machine():
    """Nothing in the project points into somebody's disk."""
    found = [
        str(path.relative_to(ROOT))
        for path in _ours()
        if MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []


def test_nothing_is_left_unfinished():
    """What is to be done stands in the tracker, not in the files."""
    found = [
        str(path.relative_to(ROOT))
        for path in _ours()
        if path.suffix in {".py", ".md", ".typ"}
        if UNFINISHED.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []
