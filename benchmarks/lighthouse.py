"""What Lighthouse says of the pages, from a server as schools' hosts are and from a plain one.

Run: ``make site``, ``npm install --global lighthouse``, then ``python benchmarks/lighthouse.py``.
Needs Chromium and Node.js. Each page is loaded several times on a slow phone (Lighthouse's own
settings) or, with ``--desktop``, on a computer; the median and the worst score are printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "site"
SCORES = ("performance", "accessibility", "best-practices")
TIMES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}
PAGES = ("index", "lessons/*", "lessons/*/*", "reference/*", "evidence/*", "toolkit/gallery")


class Plain(SimpleHTTPRequestHandler):
    """``python -m http.server``: no packing, no word on keeping, a connection for each file."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Packed(Plain):
    """Packs texts, says how long they may be kept, and leaves connections open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, kind = path.read_bytes(), self.guess_type(str(path))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600")
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "+xml")):
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def serving(handler: type[Plain]) -> Iterator[str]:
    """Serve the pages on loopback while the block runs."""
    bound = partial(handler, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), bound) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def look(program: str, address: str, *, desktop: bool) -> tuple[list[int], dict[str, str]]:
    """Return the scores out of 100 and the times of one load."""
    command = [program, address, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(SCORES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += ["--preset=desktop"] if desktop else []
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    done = subprocess.run(  # noqa: S603 - our own words and addresses
        command,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | ({"CHROME_PATH": chromium} if chromium else {}),
    )
    told = json.loads(done.stdout)
    scores = [round(100 * told["categories"][name]["score"]) for name in SCORES]
    return scores, {said: told["audits"][key]["displayValue"] for key, said in TIMES.items()}


def chosen(patterns: list[str]) -> list[str]:
    """Return the pages that the patterns name, as paths below the site."""
    found = {path for one in patterns for path in SITE.glob(f"{one}.html")}
    return sorted(path.relative_to(SITE).as_posix() for path in found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What Lighthouse says of the pages.")
    parser.add_argument("pages", nargs="*", default=PAGES, help="patterns, without .html")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--desktop", action="store_true")
    parser.add_argument(
        "--plain", action="store_true", help="also from a server that packs nothing"
    )
    options = parser.parse_args()
    program = shutil.which("lighthouse")
    if program is None:
        print("skipped: lighthouse is not installed (npm install --global lighthouse)")
        return
    for handler in (Packed, Plain) if options.plain else (Packed,):
        with serving(handler) as address:
            for page in chosen(options.pages):
                runs = [
                    look(program, f"{address}/{page}", desktop=options.desktop)
                    for _ in range(options.runs)
                ]
                scores = list(zip(*(one for one, _ in runs), strict=True))
                middle = "/".join(f"{statistics.median(one):.0f}" for one in scores)
                worst = "/".join(str(min(one)) for one in scores)
                times = ", ".join(f"{said} {value}" for said, value in runs[-1][1].items())
                print(f"{handler.__name__:6} {page:42} {middle} worst {worst}; {times}", flush=True)


if __name__ == "__main__":
    main()
