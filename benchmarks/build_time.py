"""What the extension adds to the time of building this pack's pages.

    pip install sphinx-markdown-builder
    python benchmarks/build_time.py

The pages are built once with the extension. Then the same pages, written out as plain Markdown by
sphinx-markdown-builder (tables, lists and texts of all items, facts and claims in them), are built
by Sphinx, MyST and the same theme without it. CPU seconds of whole processes, the best of three;
the page of the gallery is left out, because its pictures are drawn, not written.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONF = """project = "Plain"
extensions = ["myst_parser", "sphinx_design"]
html_theme = "furo"
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
html_copy_source = False
suppress_warnings = ["myst", "toc", "ref", "image"]
"""
LEFT_OUT = "exclude_patterns=teacher/**,toolkit/gallery.md"


def cpu(*command: str) -> float:
    """Run Sphinx; return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "sphinx", "-Q", *command], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def written_out(folder: Path) -> Path:
    """Write this pack's pages as plain Markdown, with a project around them."""
    plain = folder / "plain"
    extensions = "myst_parser,sphinx_design,teachkit.sphinxext,sphinx_markdown_builder"
    cpu("-b", "markdown", "-D", f"extensions={extensions}", "-D", LEFT_OUT,
        str(ROOT / "docs"), str(plain))  # fmt: skip
    shutil.rmtree(plain / ".doctrees")
    index = plain / "index.md"
    pages = sorted(one.relative_to(plain).with_suffix("").as_posix() for one in plain.rglob("*.md"))
    rest = "\n".join(one for one in pages if one != "index")
    whole = f"{index.read_text('utf-8')}\n\n```{{toctree}}\n:hidden:\n\n{rest}\n```\n"
    index.write_text(whole, "utf-8")
    (plain / "conf.py").write_text(CONF, "utf-8")
    return plain


def main() -> None:
    """Print both and the ratio."""
    if find_spec("sphinx_markdown_builder") is None:
        print("Skipped: pip install sphinx-markdown-builder, which writes the plain pages.")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = written_out(folder)
        ours, theirs = [], []
        for run in range(3):
            out = str(folder / f"out{run}")
            ours.append(cpu("-D", LEFT_OUT, str(ROOT / "docs"), f"{out}/ours"))
            theirs.append(cpu(str(plain), f"{out}/plain"))
    print(f"with the extension {min(ours):.2f} s, the same pages without it {min(theirs):.2f} s: "
          f"{min(ours) / min(theirs):.2f} times")  # fmt: skip


if __name__ == "__main__":
    main()
