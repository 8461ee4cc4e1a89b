"""Make the pictures of the README and the toolkit's pages from what `make` has built.

    make && .venv/bin/python tools/make_pictures.py

It wants Chromium and pdftoppm. Look at the pictures before you commit them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "build"
PICTURES = ROOT / "docs" / "images"
LARGEST = 150_000
SIZE = {"width": 900, "height": 960}

PAGES = {
    "page": BUILT / "site" / "lessons" / "1-eligibility" / "index.html",
    "report": BUILT / "results" / "sample-class" / "feedback" / "S07.html",
    "class": BUILT / "results" / "sample-class" / "report.html",
}
PRINTED = {
    "handout": BUILT / "handouts" / "eligibility.pdf",
    "reading": BUILT / "readings" / "1-eligibility.pdf",
    "reading-document": BUILT / "readings" / "1-eligibility-document-2.pdf",
    "reading-organiser": BUILT / "readings" / "1-eligibility-organiser-1.pdf",
}


def photograph(pages: dict[str, Path]) -> None:
    """Take a picture of the top of each page, in light mode."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, path in pages.items():
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            page.goto(path.as_uri())
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def draw(pdf: Path, name: str) -> None:
    """Draw the first page of a PDF; pages full of text somewhat smaller."""
    height = SIZE["height"] if name == "handout" else 840
    size = ["-scale-to-y", str(height), "-scale-to-x", "-1"]
    command = ["pdftoppm", "-png", "-gray", "-singlefile", "-f", "1", "-l", "1", *size]
    subprocess.run([*command, str(pdf), str(PICTURES / name)], check=True)  # noqa: S603


def main() -> int:
    """Make all pictures; say which are too large for a README."""
    PICTURES.mkdir(exist_ok=True)
    photograph(PAGES)
    for name, path in PRINTED.items():
        draw(path, name)
    heavy = [path for path in PICTURES.glob("*.png") if path.stat().st_size > LARGEST]
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
