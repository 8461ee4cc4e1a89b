"""Every snippet of the page for authors builds, on the pack's own exercises and facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packs import Pack

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "toolkit" / "sphinx.md"
BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SNIPPETS = [(kind, text) for _fence, kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]
MARKDOWN = [text for kind, text in SNIPPETS if kind == "md"]
KEYED = (":key:", "{fact-uses}")
"""What marks a snippet for pages below teacher/."""


def _page(number):
    """Name the page of a snippet."""
    keyed = any(mark in MARKDOWN[number] for mark in KEYED)
    return f"{'teacher/' * keyed}page-{number}"


def test_there_are_snippets():
    """One for settings, one for each directive and role."""
    text = "".join(MARKDOWN)

    assert [kind for kind, _ in SNIPPETS].count("python") == 1
    names = "{worksheet} {item} {item-ref} {fact} {facts} {plan} {fact-uses} {timeline} :key:"
    for name in (*names.split(), "{web-pages}", "{corroboration}", "{claims}"):
        assert name in text


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """All snippets, each a page; those with keys below teacher/, in the teacher edition."""
    conf = next(text for kind, text in SNIPPETS if kind == "python")
    shared = f'nitpicky = True\nteachkit_pack = "{ROOT.as_posix()}"\nhtml_theme = "basic"\n'
    # Labels of lesson sections, which items point to, are not part of these pages.
    pack = Pack(tmp_path_factory.mktemp("snippets"), conf + shared)
    names = []
    for number, text in enumerate(MARKDOWN):
        name = _page(number)
        pack.page(name, f"# Snippet {number}\n\n{text}")
        names.append(name)
    labels = re.findall(r'^section = "(.+)"$', _sheet(), re.MULTILINE)
    sections = "".join(f"({one})=\n## Section {one}\n\n" for one in dict.fromkeys(labels))
    pack.page("rest", f"# The rest\n\n```{{facts}}\n```\n\n{sections}")
    toc = "\n".join(["rest", *names])
    pack.page("index", f"# All\n\n```{{toctree}}\n{toc}\n```\n")
    return pack.build("html", teacher=True)


def _sheet():
    return (ROOT / "exercises" / "eligibility.toml").read_text(encoding="utf-8")


def test_the_snippets_build(built):
    """Without a warning, with -n -W."""
    assert built.warnings == []
    assert built.code == 0


def test_the_snippets_show_what_they_promise(built):
    """A form, one item, links, citations, facts, a plan with its key."""
    pages = [built.text(f"{_page(number)}.html") for number in range(len(MARKDOWN))]
    key = next(page for page in pages if "tk-plan" in page)
    claims = next(page for page in pages if "tk-web-page" in page)

    assert pages[0].count('<fieldset class="tk-item ') >= 14
    assert pages[1].count('<fieldset class="tk-item ') == 1
    assert pages[2].count("tk-item-ref") == 2
    assert pages[3].count("tk-cite") == 2
    assert "fact-elig-treaty-signed" in pages[4]
    assert "[x] right" in key
    assert claims.count("tk-web-page") == 5
    assert claims.count("tk-organiser") == 1
    assert claims.count("tk-filter") == 1
