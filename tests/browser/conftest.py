"""A real browser and a server on loopback. Without a browser these tests fail."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

QUIET = (
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The browser itself asks for nothing, so that whatever is asked for comes from a page.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, without a screen."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield started
        started.close()


class _Silent(SimpleHTTPRequestHandler):
    policy = ""

    def log_message(self, *_args):
        """Say nothing: the tests look at the pages."""

    def end_headers(self):
        """Send a Content-Security-Policy where there is one."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@contextmanager
def _serve(folder, policy=""):
    handler = type("Silent", (_Silent,), {"policy": policy})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def served(built):
    """The address of everything that was built."""
    with _serve(built) as address:
        yield address


@pytest.fixture(scope="session")
def serve():
    """A function that serves a folder with a Content-Security-Policy, as a context."""
    return _serve
