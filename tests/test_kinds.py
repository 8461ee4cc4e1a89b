"""Every kind of item has its place in every part: a missing one is seen here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teachkit.handouts import blocks
from teachkit.handouts import keys as handout_keys
from teachkit.lint.kinds import CHECKS
from teachkit.marking import MARKERS
from teachkit.model import ITEM_TYPES
from teachkit.sphinxext.answers import ANSWERS
from teachkit.sphinxext.controls import CONTROLS
from teachkit.sphinxext.questions import QUESTIONS

ROOT = Path(__file__).parents[1]
PLACES = {
    "marking/__init__.py: MARKERS": MARKERS,
    "lint/kinds.py: CHECKS": CHECKS,
    "sphinxext/questions.py: QUESTIONS": QUESTIONS,
    "sphinxext/controls.py: CONTROLS": CONTROLS,
    "sphinxext/answers.py: ANSWERS": ANSWERS,
    "handouts/blocks.py: BODIES": {cls.kind: one for cls, one in blocks.BODIES.items()},
    "handouts/keys.py: ANSWERS": {cls.kind: one for cls, one in handout_keys.ANSWERS.items()},
}
"""What CONTRIBUTING.md lists in the recipe "add an item kind"."""


@pytest.mark.parametrize("place", PLACES)
def test_each_part_knows_all_kinds(place):
    """The tables hold the ten kinds, no more and no fewer."""
    assert set(PLACES[place]) == set(ITEM_TYPES)


@pytest.mark.parametrize("place", PLACES)
def test_the_recipe_names_each_place(place):
    """CONTRIBUTING.md leads to the table that a new kind must enter."""
    file, table = place.split(": ")
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert f"`{file}`" in recipes
    assert f"`{table}`" in recipes


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_the_template_draws_each_kind(kind):
    """Typst has a body for it."""
    template = ROOT / "src" / "teachkit" / "handouts" / "templates" / "kinds.typ"

    assert f'item.kind == "{kind}"' in template.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_each_kind_is_documented(kind):
    """Its format and its rule are explained to authors."""
    pages = ROOT / "docs" / "toolkit"

    assert re.search(
        rf"^## {kind}\b", (pages / "format.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert f"| {kind} | `" in (pages / "marking.md").read_text(encoding="utf-8")


def test_paths_in_the_recipes_exist():
    """Each file that CONTRIBUTING.md names is there."""
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./-]+/[\w.-]*|[\w-]+\.(?:py|md|toml))`", recipes))
    lesson = ROOT / "docs" / "lessons" / "1-eligibility"
    bases = (ROOT, ROOT / "src" / "teachkit", lesson)
    made_up = {one for one in named if "NAME" in one}
    lost = {one for one in named - made_up if not any((base / one).exists() for base in bases)}

    assert named
    assert lost == set()
