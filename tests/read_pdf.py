"""Read printed pages back, as reader programs do."""

from __future__ import annotations

import re
import subprocess
from itertools import combinations
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "lines_upon_lines",
    "lost_texts",
    "marked_edges",
    "pages_in",
    "resolved",
    "squashed",
    "text_in",
]

_LINE = re.compile(
    r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.DOTALL
)
_WORD = re.compile(r">([^<]+)</word>")
_SIGNS = re.compile(r"[\s\u200b\u2060\u00ad_.,;:]")


def text_in(path: Path, *, body: bool = True) -> str:
    """Return the text of a PDF in its own order, without heads and feet of pages."""
    inside = ["-x", "0", "-y", "50", "-W", "2000", "-H", "740"] if body else []
    if body and "letter" in path.name:
        inside[-1] = "690"
    done = subprocess.run(
        ["pdftotext", "-raw", *inside, str(path), "-"], capture_output=True, check=True
    )
    return re.sub("\u200b\n?|\u2060", "", done.stdout.decode())


def squashed(text: str, *, keep: str = "") -> str:
    """Return text without spaces, breaks, hyphens of breaks and stops, which setting moves."""
    text = re.sub(r"-\n", "", text)
    return "".join(one for one in text if one in keep or not _SIGNS.match(one)).replace("-", "")


def pages_in(path: Path) -> int:
    """Return how many pages a PDF has."""
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True)
    return int(re.search(rb"Pages:\s+(\d+)", done.stdout)[1])


def marked_edges(path: Path, millimetres: float = 9) -> list[int]:
    """Return the pages on which something stands so near to an edge of the paper.

    Whatever it is: pages are drawn, and a table whose frame runs off the paper is seen too.
    """
    dpi = 18
    drawn = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", str(path)], capture_output=True, check=True
    ).stdout
    edge, pages = int(millimetres / 25.4 * dpi), []
    while head := re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", drawn):
        width, height = int(head[1]), int(head[2])
        end = head.end() + width * height
        rows = [drawn[at : at + width] for at in range(head.end(), end, width)]
        ground = rows[0][0:1]
        sides = b"".join(row[:edge] + row[-edge:] for row in rows)
        ends = b"".join(rows[:edge] + rows[-edge:])
        pages.append((sides + ends).strip(ground) != b"")
        drawn = drawn[end:]
    return [number for number, marked in enumerate(pages, start=1) if marked]


def lines_upon_lines(path: Path) -> list[tuple[int, str, str]]:
    """Return (page, line, line) of lines of text of which one lies upon the other.

    Lines that are set tightly overlap a little: a third of the lower one's height is too much.
    """
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", str(path), "-"], capture_output=True, check=True
    )
    found = []
    for page, text in enumerate(done.stdout.decode().split("<page ")[1:], start=1):
        lines = [
            (*map(float, one.groups()[:4]), " ".join(_WORD.findall(one[5])))
            for one in _LINE.finditer(text)
        ]
        for (left, top, right, bottom, said), other in combinations(lines, 2):
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            height = min(bottom - top, other[3] - other[1])
            if across > 6 and down > 0.3 * height and len(said) > 9 and len(other[4]) > 9:
                found.append((page, said, other[4]))
    return found


def resolved(source: Path, kept: Path, out: Path) -> dict[str, nodes.document]:
    """Return the doctrees of the pages of a build, as the builder of readings gets them."""
    from sphinx.application import Sphinx
    from sphinx.locale import translators
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from teachkit.sphinxext.handout.library import Library

    with patch_docutils(), docutils_namespace():
        app = Sphinx(source, source, out, kept, "handout", status=None, warning=None)
        library = Library(app.builder)
        names = [one for one in sorted(app.env.found_docs) if not one.startswith("teacher/")]
        trees = {one: library.page(one) for one in names}
    translators.clear()
    return trees


# Answers are not printed, nor what speaks of a screen; numbers of notes stand for
# citations; the tables and lists of a question are set as boxes and lines, and what they say is
# compared by itself.
_SET_ANEW = {"tk-answer", "tk-cite", "toctree-wrapper", "on-screen"}
_OUR_WORDS = {"tk-pairs", "tk-events", "tk-choices", "tk-claims", "tk-blank"}


def lost_texts(tree: nodes.document, text: str) -> list[str]:
    """Return the texts of a page that a PDF's text does not hold."""
    said = squashed(text)
    lost = []
    for node in tree.findall(nodes.Text):
        around = _classes_around(node)
        ours = around & _OUR_WORDS and not _is_item_text(node)
        if not around & _SET_ANEW and not ours and squashed(str(node)) not in said:
            lost.append(str(node))
    words = [one for entry in tree.findall(nodes.list_item) for one in entry.get("tk-of", [])]
    return lost + [one for one in words if squashed(one) not in said]


def _classes_around(node: nodes.Node) -> set[str]:
    found: set[str] = set()
    while node.parent is not None:
        node = node.parent
        found |= set(node.get("classes", []))
    return found


def _is_item_text(node: nodes.Node) -> bool:
    """Whether a text of a question is its author's: what its boxes have for names."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.Element) and "tk-value" in node:
            return True
    return False
