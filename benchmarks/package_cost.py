"""What the packages of "What it stands on" cost: CPU to import them, and their size on the disk.

    python benchmarks/package_cost.py [PACKAGE=MODULE ...]

Each is imported in a process of its own, the best of three, less what Python needs to start. A
package that is not installed is left out; to compare with another, install it and name it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

PACKAGES = {
    "teachkit": "teachkit.bank",
    "sphinx": "sphinx.application",
    "myst-parser": "myst_parser.parsers.sphinx_",
    "sphinx-design": "sphinx_design",
    "furo": "furo",
    "pybtex": "pybtex.database.input.bibtex",
    "minify-go": "minify",
    "typst": "typst",
    "markdown-it-py": "markdown_it",
    "pikepdf": "pikepdf",
    "matplotlib": "matplotlib.pyplot",
    "tomlkit": "tomlkit",
    "XlsxWriter": "xlsxwriter",
    "python-calamine": "python_calamine",
    "openpyxl": "openpyxl",
    "pyarrow": "pyarrow",
    "numpy": "numpy",
    "distributed": "distributed",
    "pydantic": "pydantic",
    "rapidfuzz": "rapidfuzz",
    "pygal": "pygal",
}


def cpu(program: str) -> float:
    """Return the CPU ms of a Python process."""
    spent = []
    for _run in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(spent)


def size(package: str) -> float:
    """Return the MB of a package's files.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    found = [Path(one.locate()) for one in files(package) or ()]
    return sum(one.stat().st_size for one in found if one.is_file()) / 1e6


def main() -> None:
    """Print a line for each."""
    start = cpu("pass")
    print(f"Python starts in {start:.0f} ms of CPU")
    wanted = PACKAGES | dict(one.split("=", 1) for one in sys.argv[1:])
    for package, module in wanted.items():
        try:
            takes = size(package)
        except PackageNotFoundError:
            continue
        print(f"{package:<16}{cpu(f'import {module}') - start:>6.0f} ms {takes:>6.1f} MB")


if __name__ == "__main__":
    main()
