"""The page on marking says what the code does."""

import doctest
from pathlib import Path

from teachkit.marking import MARKERS
from teachkit.marking.responses import MAX_LENGTH, MAX_PARTS_LENGTH
from teachkit.model import ITEM_TYPES, State

PAGE = Path(__file__).parents[2] / "docs/toolkit/marking.md"


def test_the_examples_run():
    """Each Python line gives the result that the page prints."""
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)

    assert tried >= 5
    assert failed == 0


def test_every_rule_state_and_limit_is_on_the_page():
    """A new rule must be explained to teachers."""
    text = PAGE.read_text(encoding="utf-8")

    rules = {rule for cls in ITEM_TYPES.values() for rule in (cls.default_rule, *cls.other_rules)}
    named = {*rules, *map(str, State)}
    assert {name for name in named if f"`{name}`" not in text} == set()
    assert {kind for kind in MARKERS if f"| {kind} |" not in text} == set()
    assert f"{MAX_LENGTH:,}" in text
    assert f"{MAX_PARTS_LENGTH:,}" in text
