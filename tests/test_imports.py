"""Who may know whom, and what an import may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "teachkit"

LAYERS = (
    {"errors", "sections", "speech", "steps", "zipped"},
    {"parts", "tomlfile"},
    {"paper"},
    {"model"},
    {"display", "late", "tables"},
    {"bank", "bibliography", "variants"},
    {"classwork", "evidence", "marking", "schema", "timeline"},
    {"claims"},
    {"gradebook", "handouts", "lint"},
    {"sphinxext"},
    {"analysis", "cohort", "exchange", "regrade", "review"},
    {"report"},
    {"build", "privacy"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
"""From the bottom up: a module may use those of lower layers only."""

RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

HEAVY = (
    "sphinx",
    "docutils",
    "myst_parser",
    "typst",
    "pybtex",
    "markdown_it",
    "sphinx_design",
    "tomlkit",
    "matplotlib",
    "numpy",
    "pikepdf",
    "pyarrow",
    "dask",
    "distributed",
)


def _module_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Return the modules of ours that a file names, at its top or inside functions."""
    found = set()
    depth = len(path.relative_to(SOURCE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            named = [node.module.split(".")[0]] if node.module else [n.name for n in node.names]
            found |= set(named)
    return found - {"__version__"}


def _files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def test_every_module_has_a_layer():
    """A new module is given its place on purpose."""
    assert {_module_of(path) for path in _files()} <= set(RANK)


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_arrows_run_one_way(path):
    """A file imports from lower layers and from its own package, never sideways or up."""
    own = _module_of(path)

    above = {name for name in _imports(path) - {own} if RANK[name] >= RANK[own]}

    assert not above


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_are_relative(path):
    """Inside the package nobody imports it by its name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    absolute = [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        if node.level == 0 and (node.module or "").split(".")[0] == "teachkit"
    ]

    assert absolute == []


@pytest.mark.parametrize(
    "name",
    [
        "teachkit",
        "teachkit.cli",
        "teachkit.bank",
        "teachkit.marking",
        "teachkit.lint",
        "teachkit.classwork",
        "teachkit.gradebook",
        "teachkit.cohort",
        "teachkit.regrade",
        "teachkit.review",
        "teachkit.analysis",
        "teachkit.report",
        "teachkit.evidence",
        "teachkit.variants",
        "teachkit.build",
    ],
)
def test_import_is_light(name):
    """What checks and grades loads no Sphinx, no Typst and no parser of pages."""
    code = f"import sys, {name}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {module.split(".")[0] for module in done.stdout.split()}

    assert not loaded & set(HEAVY)


def test_layers_name_each_module_once():
    """The table above has no contradiction in it."""
    assert len(RANK) == sum(map(len, LAYERS))
    assert all(not low & high for low, high in pairwise(LAYERS))
