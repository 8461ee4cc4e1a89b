"""What a page with 40 items costs: script and style as sent, and scripting in Chromium.

Run: ``python benchmarks/page_script.py``. Needs Chromium. Times are of this machine, the median
of several runs. What the extension adds to a build is in ``build_time.py``.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from packs import CONF, new_pack  # noqa: E402

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


if __name__ == "__main__":
    main()
