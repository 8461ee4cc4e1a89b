"""Small packs for tests: pages, sheets and facts in a folder, built in this process."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

__all__ = ["ALL_BUILDERS", "FACTS", "SOURCES", "Built", "Pack", "files_of", "new_pack"]

FIXTURES = Path(__file__).parent / "fixtures"

ALL_BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "gettext",
    "texinfo",
    "xml",
    "pseudoxml",
    "handout",
)

CONF = """\
extensions = ["myst_parser", "teachkit.sphinxext"]
project = "A pack"
author = copyright = "Nobody"
version = release = "1"
language = "en"
html_theme = "basic"
html_copy_source = False
html_show_sourcelink = False
gettext_compact = False
exclude_patterns = [] if tags.has("teacher") else ["teacher/**"]
latex_documents = [("index", "pack.tex", "A pack", "Nobody", "howto")]
man_pages = [("index", "pack", "A pack", "Nobody", 1), ("sheet", "sheet", "A sheet", "Nobody", 1)]
texinfo_documents = [("index", "pack", "A pack", "Nobody", "pack", "A pack.", "Education")]


def setup(app):
    def note(app, env, docnames):
        (app.doctreedir / "read.txt").write_text(" ".join(sorted(docnames)))
    app.connect("env-before-read-docs", note)
"""

FACTS = """\
format = 1

[[fact]]
id = "treaty-signed"
text = '''The treaty was *signed* on 4 April 1949.'''
source = ["treaty"]
as-of = "1949-04-04"
confidence = "high"
checked = 2026-11-21
recheck = 2031-11-21

[[fact]]
id = "treaty-members"
text = '''It has 32 members.'''
source = ["treaty", "list", "news"]
as-of = "7 March 2024"
confidence = "medium"
checked = 2026-11-21
recheck = 2027-11-21

[[fact]]
id = "other-rule"
text = '''All must agree.'''
source = ["list"]
as-of = "in force since 1949"
confidence = "low"
checked = 2026-11-21
recheck = 2027-11-21
note = "Said by one *witness* only."
"""

SOURCES = """\
@misc{treaty, author = {{The parties}}, shortauthor = {{Treaty}}, title = {The Treaty},
  howpublished = {Archives}, date = {1949-04-04}, url = {https://example.org/treaty},
  urldate = {2026-11-21}}
@book{list, author = {Ann Author}, title = {A List}, publisher = {A Press}, year = {2024}}
@misc{news, author = {Bo Writer}, title = {News}, howpublished = {A paper}, date = {2025-01-02},
  url = {https://example.org/news}, urldate = {2026-11-21}, note = {Short}}
"""


@dataclass(frozen=True)
class Built:
    """What a build left."""

    out: Path
    code: int
    warnings: list[str]
    read: list[str]
    """The pages that were read; none if nothing had changed."""

    def text(self, name: str) -> str:
        """Return a file of the output."""
        return (self.out / name).read_text(encoding="utf-8")


@dataclass
class Pack:
    """A pack in a folder."""

    root: Path
    conf: str = CONF

    def page(self, name: str, text: str) -> None:
        """Write a page."""
        self.write(f"docs/{name}.md", text)

    def sheet(self, text: str) -> None:
        """Write a sheet, named by its id."""
        name = re.search(r'^id = "(.+)"$', text, re.MULTILINE)[1]
        self.write(f"exercises/{name}.toml", text)

    def write(self, name: str, text: str) -> None:
        """Write any file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(
        self,
        builder: str = "html",
        *options: str,
        teacher: bool = False,
        out: str = "",
        doctrees: str = "",
        strict: bool = True,
    ) -> Built:
        """Build the pages; strict: a warning fails the build, as it does for a site.

        Args:
            builder: Its name.
            *options: More options of sphinx-build.
            teacher: Whether it is the teacher edition.
            out: A folder for the output; two builds into one share what they keep.
            doctrees: A folder for what Sphinx has read.
            strict: Whether a warning fails.
        """
        from sphinx.cmd.build import main
        from sphinx.locale import translators

        edition = "teacher" if teacher else "student"
        folder = self.root / "out" / (out or f"{builder}-{edition}")
        kept = self.root / "kept" / (doctrees or out or f"{builder}-{edition}")
        kept.mkdir(parents=True, exist_ok=True)
        log, read = kept / "warnings.txt", kept / "read.txt"
        read.unlink(missing_ok=True)
        if not (self.root / "docs/conf.py").is_file():
            self.write("docs/conf.py", self.conf)
        command = ["-q", "-n", "--keep-going", "--no-color", "-b", builder, "-d", str(kept)]
        command += ["-w", str(log)] + ["-W"] * strict + ["-t", "teacher"] * teacher
        with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": "86400"}):
            code = main([*command, *options, str(self.root / "docs"), str(folder)])
        translators.clear()
        return Built(
            folder,
            code,
            log.read_text(encoding="utf-8").splitlines() if log.is_file() else [],
            read.read_text().split() if read.is_file() else [],
        )


def new_pack(root: Path) -> Pack:
    """Return a pack with the sheet of all ten kinds, shown whole and in part, and its keys."""
    pack = Pack(root)
    (root / "exercises").mkdir(parents=True)
    shutil.copy(FIXTURES / "all-kinds.toml", root / "exercises")
    pack.write("docs/evidence/facts.toml", FACTS)
    pack.write("docs/evidence/sources.bib", SOURCES)
    pack.page(
        "index",
        "# A pack\n\nSigned in 1949 {fact}`treaty-signed`.\n"
        "See {item-ref}`all-kinds/date-graded`.\n\n"
        "```{item} all-kinds/choice-practice\n```\n\n"
        "```{toctree}\nlesson\nsheet\nfacts\none\ntwo\nthree\n```\n",
    )
    pack.page(
        "lesson",
        "# A lesson\n\n" + "```{item} all-kinds/match-graded\n```\n\n" * 2,
    )
    pack.page("sheet", "# A sheet\n\n```{worksheet} all-kinds\n```\n")
    pack.page("facts", "# Facts\n\n```{facts}\n```\n")
    for name in ("one", "two", "three"):
        pack.page(name, f"# Page {name}\n\nAll agree {{fact}}`other-rule, treaty-members`.\n")
    pack.page(
        "teacher/index",
        "---\norphan: true\n---\n# Guide\n\n```{plan} all-kinds\n```\n\n"
        "```{worksheet} all-kinds\n:key:\n```\n\n```{item} all-kinds/text-graded\n:key:\n```\n\n"
        "```{facts}\n:prefix: other-\n```\n",
    )
    return pack


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of an output, by name.

    An e-book counts as its members: Sphinx puts the time of the build into the archive.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                files |= {f"{name}/{one}": archive.read(one) for one in archive.namelist()}
        elif path.is_file():
            files[name] = path.read_bytes()
    return files
