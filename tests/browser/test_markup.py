"""Markup as the standard has it: two validators, over all pages in one call each.

Both come from npm, pinned in ``tests/markup``; one needs Java. In CI they must be there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from built_pages import pages_of
from packs import CONF, new_pack

FOLDER = Path(__file__).parents[1] / "markup"
PACKAGES = FOLDER / "node_modules"
# What stands inside the theme's <article role="main">, which furo writes for old browsers.
ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
HEAD = '<!DOCTYPE html>\n<html lang="en"><head><title>A page</title></head><body>'
# A table whose cells a phone stacks (claim_tables.py) says its roles again: Safari forgets them
# where cells are no cells for the eye. The validators call that needless (in the other one it is
# no-redundant-role); what they fear, a role that is not the element's, is not there. Nothing of
# the theme's is filtered.
NEEDLESS = (
    r".*“role” attribute must not be used on a “t[drh]” element which has a “table” ancestor.*"
)

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ
    and not (PACKAGES.is_dir() and shutil.which("node") and shutil.which("java")),
    reason="npm ci --prefix tests/markup, with Node.js and Java, checks the markup",
)


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """The sheet with all kinds, and its key."""
    pack = new_pack(tmp_path_factory.mktemp("kinds"))
    pack.conf = CONF.replace('"basic"', '"furo"')
    return pack.build("html", teacher=True).out


def test_pages_are_valid_html(built, kinds):
    """The Nu Html Checker of the W3C finds no error in any page of either edition."""
    pages = [*pages_of(built / "teacher"), *pages_of(kinds)]
    jar = PACKAGES / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss2m", "-jar", str(jar), "--stdout", "--format", "json", "--errors-only"]
    command += ["--filterpattern", NEEDLESS, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["messages"]

    assert len(pages) > 30
    assert [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in found] == []


def test_our_part_of_a_page_is_sound(built, kinds, tmp_path):
    """html-validate finds nothing in the articles; around them is the theme's part."""
    number = 0
    for folder in (built / "teacher", kinds):
        for path in pages_of(folder):
            found = ARTICLE.search(path.read_text(encoding="utf-8"))
            if found:
                number += 1
                page = tmp_path / f"{number}-{path.stem}.html"
                page.write_text(f"{HEAD}<main>{found[1]}</main></body></html>\n", "utf-8")
    program = PACKAGES / "html-validate/bin/html-validate.mjs"
    told = tmp_path / "told.json"
    command = ["node", str(program), "--config", str(FOLDER / "html-validate.json")]
    command += ["--formatter", f"json={told}", str(tmp_path)]
    subprocess.run(command, capture_output=True, check=False)
    faults = {
        f"{Path(page['filePath']).name}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(told.read_text(encoding="utf-8"))
        for one in page["messages"]
    }

    assert number > 30
    assert faults == set()
