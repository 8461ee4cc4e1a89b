"""What the extension adds to the time of building this pack's pages.

    pip install sphinx-markdown-builder
    python benchmarks/build_time.py [RUNS]

The pages are built with the extension. Then the same pages, written out as plain Markdown by
sphinx-markdown-builder (tables, lists and texts of all items, facts and claims in them), are
built without it: by the same Sphinx, MyST and theme, with the same conf.py, pictures and menu.
CPU seconds of whole processes that take turns, the best of five; the page of the gallery is left
out, because its pictures are drawn, not written.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = "exclude_patterns=teacher/**,toolkit/gallery.md"
WITHOUT = (
    "-D", "extensions=myst_parser,sphinx_design,lean_pages",
    "-D", "nitpicky=0", "-D", "suppress_warnings=myst,toc,ref,image",
)  # fmt: skip
"""conf.py without the extension, and without warnings of links to items and facts."""
_MENU = re.compile(r"^```\{toctree\}\n.*?^```$", re.MULTILINE | re.DOTALL)


def cpu(*command: str) -> float:
    """Run Sphinx; return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "sphinx", "-Q", *command], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def written_out(folder: Path) -> Path:
    """Write this pack's pages as plain Markdown, with the same project around them."""
    plain, docs = folder / "plain", ROOT / "docs"
    extensions = "myst_parser,sphinx_design,teachkit.sphinxext,sphinx_markdown_builder"
    cpu("-b", "markdown", "-D", f"extensions={extensions}", "-D", LEFT_OUT, str(docs), str(plain))
    shutil.rmtree(plain / ".doctrees")
    for page in plain.rglob("*.md"):
        written = (docs / page.relative_to(plain)).read_text("utf-8")
        menus = _MENU.findall(written)  # the writer leaves them out
        page.write_text("\n\n".join([page.read_text("utf-8"), *menus]) + "\n", "utf-8")
    for name in ("_ext", "_static", "_templates"):
        shutil.copytree(docs / name, plain / name, dirs_exist_ok=True)
    shutil.copy(docs / "conf.py", plain)
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
        for run in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
            out = str(folder / f"out{run}")
            ours.append(cpu("-D", LEFT_OUT, str(ROOT / "docs"), f"{out}/ours"))
            theirs.append(cpu(*WITHOUT, str(plain), f"{out}/plain"))
    print(f"with the extension {min(ours):.2f} s, the same pages without it {min(theirs):.2f} s: "
          f"{min(ours) / min(theirs):.2f} times")  # fmt: skip


if __name__ == "__main__":
    main()
