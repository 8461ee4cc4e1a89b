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


def test_there_are_snippets():
    """One for settings, one for each directive and role."""
    text = "".join(MARKDOWN)

    assert [kind for kind, _ in SNIPPETS].count("python") == 1
    for name in ("{worksheet}", "{item}", "{item-ref}", "{fact}", "{facts}", "{plan}", ":key:"):
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
        name = f"teacher/page-{number}" if ":key:" in text else f"page-{number}"
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
    pages = [
        built.text(f"{'teacher/' * (':key:' in text)}page-{number}.html")
        for number, text in enumerate(MARKDOWN)
    ]

    assert pages[0].count('<fieldset class="tk-item ') >= 14
    assert pages[1].count('<fieldset class="tk-item ') == 1
    assert pages[2].count("tk-item-ref") == 2
    assert pages[3].count("tk-cite") == 2
    assert "fact-elig-treaty-signed" in pages[4]
    assert "tk-plan" in pages[5]
    assert "[x] right" in pages[5]
