"""What a page with 40 items costs: script and style as sent, scripting in Chromium, build time.

Run: ``python benchmarks/page_script.py``. Needs Chromium. Times are of this machine, the median
of several runs; the build's ratio is of the whole to what is left without the extension's time.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from sphinx.cmd.build import main as build_main  # noqa: E402

from packs import CONF, new_pack  # noqa: E402
from teachkit.sphinxext import (  # noqa: E402
    assets,
    citations,
    claim_tables,
    directives,
    domain,
    forms,
    uses,
)

RUNS = 7


def page_of_40(folder: Path) -> Path:
    """Build a page with the sheet of all kinds, twice: 40 items."""
    pack = new_pack(folder)
    pack.conf = CONF.replace('"basic"', '"furo"')
    text = (folder / "exercises/all-kinds.toml").read_text(encoding="utf-8")
    pack.sheet(text.replace('id = "all-kinds"', 'id = "more-kinds"'))
    pack.page(
        "sheet", "# Forty\n\n```{worksheet} all-kinds\n```\n\n```{worksheet} more-kinds\n```\n"
    )
    return pack.build("html").out


def sent(folder: Path) -> dict[str, int]:
    """Return the bytes of script and style as a server packs them."""
    return {
        name: len(gzip.compress((folder / "_static" / name).read_bytes()))
        for name in ("teachkit.js", "teachkit.css")
    }


def scripting(page_file: Path) -> tuple[float, float, int]:
    """Return ms of scripting until the page is interactive, all and ours alone, and its items."""
    whole, ours = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(RUNS):
            context = browser.new_context()
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Performance.enable")
            session.send("Profiler.enable")
            session.send("Profiler.setSamplingInterval", {"interval": 200})
            session.send("Profiler.start")
            page.goto(page_file.as_uri())
            profile = session.send("Profiler.stop")["profile"]
            metrics = session.send("Performance.getMetrics")["metrics"]
            named = {one["name"]: one["value"] for one in metrics}
            whole.append(1000 * named["ScriptDuration"])
            ours.append(_of("teachkit.js", profile))
            items = page.locator(".tk-do:visible").count()
            context.close()
        browser.close()
    return statistics.median(whole), statistics.median(ours), items


def _of(script: str, profile: dict) -> float:
    """Return the ms of a profile in which a function of the script was running."""
    nodes = {one["id"]: one for one in profile["nodes"]}
    parents = {child: one["id"] for one in profile["nodes"] for child in one.get("children", ())}

    def inside(node: int | None) -> bool:
        while node is not None:
            if script in nodes[node]["callFrame"]["url"]:
                return True
            node = parents.get(node)
        return False

    pairs = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return sum(delta for sample, delta in pairs if inside(sample)) / 1000


class Clock:
    """CPU seconds spent in the extension: what other builders of the same pages would not do."""

    def __init__(self) -> None:
        self.spent, self.depth = 0.0, 0

    def around(self, owner: object, name: str) -> None:
        """Time a function or method; calls inside others are counted once."""
        inner = getattr(owner, name)

        def timed(*args: object, **kwargs: object) -> object:
            self.depth += 1
            began = process_time()
            try:
                return inner(*args, **kwargs)
            finally:
                self.depth -= 1
                self.spent += (process_time() - began) * (not self.depth)

        setattr(owner, name, timed)


def build_seconds(folder: Path) -> tuple[float, float]:
    """Return the CPU seconds of building this pack's pages, and those spent in the extension."""
    clock = Clock()
    for owner in (directives.TeachkitDirective, citations.FactRole, domain.ItemRefRole):
        clock.around(owner, "run")
    for owner in (forms.DressForms, forms.DressTerms, claim_tables.DressTables, uses.ListUses):
        clock.around(owner, "run")
    clock.around(forms, "show_unit")
    clock.around(assets, "_write_assets")
    began = process_time()
    options = ["-q", "-b", "html", "-d", str(folder / "kept")]
    build_main([*options, str(ROOT / "docs"), str(folder / "out")])
    return process_time() - began, clock.spent


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "forty").mkdir()
        out = page_of_40(folder / "forty")
        sizes = sent(out)
        print(
            *(f"{key} {size:,} B gzip;" for key, size in sizes.items()),
            f"{sum(sizes.values()):,} B",
        )
        whole, ours, items = scripting(out / "sheet.html")
        print(
            f"{items} items: {ours:.0f} ms of our script, {whole:.0f} ms of all script on the page"
        )
        (folder / "pack").mkdir()
        whole, ours = build_seconds(folder / "pack")
        print(
            f"build: {whole:.1f} s CPU, {ours:.1f} s in the extension: {whole / (whole - ours):.2f}"
        )


if __name__ == "__main__":
    main()
