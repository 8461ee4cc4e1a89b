"""Each kind of problem is found where it is, and nothing else is said."""

from __future__ import annotations

import pytest
from lint_cases import CASES
from lint_items import ITEMS, sheet

from teachkit.lint import CODES

ELSEWHERE = {"no-sheets", "same-letter", "no-pack", "sources-unchecked"}
"""Codes that need more than one changed line; test_lint_pack.py provokes them."""


def marked(files):
    """Return file and line of the comment that marks the expected place; 0 if there is none."""
    for name, text in files.items():
        for number, line in enumerate(text.splitlines(), start=1):
            if "#!" in line:
                return name, number
    return next(iter(files)), 0


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_code_at_its_place(case, check_pack, tmp_path):
    """File, line, key, code and severity are right, and no other problem is reported."""
    name, line = marked(case.files)

    found = check_pack(case.files)

    places = {(one.file, one.line, one.key) for one in found if one.code == case.code}
    assert (str(tmp_path / name), line, case.key) in places
    assert {one.code for one in found} == {case.code} | case.also
    assert all(one.severity == CODES[one.code].severity for one in found)
    assert all(one.message and one.hint for one in found)


@pytest.mark.parametrize("kind", ITEMS)
def test_a_sound_item_gives_nothing(kind, check_pack):
    """The items that the cases change have no problem themselves."""
    assert check_pack({"exercises/sheet.toml": sheet(kind)}) == []


def test_every_code_has_a_case():
    """A code that nothing provokes would be a promise that nobody keeps."""
    assert {case.code for case in CASES} | ELSEWHERE == set(CODES)


def test_codes_are_words_for_tools_and_texts_for_people():
    """Names are kebab-case; meaning and remedy fit behind each other in brackets."""
    for code in CODES.values():
        assert code.name.replace("-", "").isalpha()
        assert code.name.islower()
        assert code.meaning
        assert not code.meaning.endswith(".")
        assert not code.remedy.endswith(".")
