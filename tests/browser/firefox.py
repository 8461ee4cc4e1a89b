"""Firefox, driven by the protocol that it speaks itself (WebDriver BiDi): no program between.

Only what the tests need: pages, scripts in them, a mouse and keys.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from itertools import count
from time import sleep

__all__ = ["FOUND", "started"]

FOUND = shutil.which("firefox-esr") or shutil.which("firefox")

BLANK = "data:text/html,<!doctype html><title>twin</title>"
ADD_SCRIPT = """text => {
  document.head.appendChild(Object.assign(document.createElement('script'), { text }));
}"""


class Page:
    """A tab; ``errors`` are what its scripts did not catch, ``asked`` what it fetched."""

    def __init__(self, browser, context):
        self.browser, self.context = browser, context
        self.errors, self.asked = [], []

    def goto(self, address):
        """Open an address and wait until it is loaded."""
        here = {"context": self.context}
        self.browser.ask("browsingContext.navigate", **here, url=address, wait="complete")

    def set_content(self, _html):
        """Open an empty page."""
        self.goto(BLANK)

    def add_script_tag(self, content):
        """Run a classic script."""
        self.evaluate(ADD_SCRIPT, content)

    def evaluate(self, function, argument=None):
        """Call a function of one argument; what it returns has to be text, a number or a truth."""
        return self._call(function, {"type": "string", "value": json.dumps(argument)}).get("value")

    def _call(self, function, *arguments):
        wrapped = f"text => ({function})(JSON.parse(text))"
        told = self.browser.ask(
            "script.callFunction",
            functionDeclaration=wrapped,
            arguments=list(arguments),
            target={"context": self.context},
            awaitPromise=True,
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return told["result"]

    def click(self, selector):
        """Point at the middle of an element and press."""
        found = self._call(FIND, {"type": "string", "value": json.dumps(selector)})
        place = {"type": "element", "element": {"sharedId": found["sharedId"]}}
        self._act(
            type="pointer",
            id="mouse",
            actions=[
                {"type": "pointerMove", "x": 0, "y": 0, "origin": place},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
        )

    def press(self, *keys):
        """Press keys one after the other."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act(type="key", id="keys", actions=strokes)

    def _act(self, **source):
        self.browser.ask("input.performActions", context=self.context, actions=[source])

    def resize(self, width, height):
        """Give the page a window of a size in pixels."""
        size = {"width": width, "height": height}
        self.browser.ask("browsingContext.setViewport", context=self.context, viewport=size)

    def close(self):
        """Close the tab."""
        self.browser.ask("browsingContext.close", context=self.context)


FIND = """selector => {
  const found = document.querySelector(selector);
  found.scrollIntoView({ block: "center", behavior: "instant" });
  return found;
}"""


class Firefox:
    """A running browser."""

    def __init__(self, socket):
        self.socket, self.numbers, self.pages = socket, count(1), {}
        self.version = self.ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def new_page(self):
        """Open a tab."""
        context = self.ask("browsingContext.create", type="tab")["context"]
        self.pages[context] = Page(self, context)
        return self.pages[context]

    def ask(self, method, **params):
        """Send a command and wait for its answer; note what happens meanwhile."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv(timeout=60))
            if told["type"] == "event":
                self._note(told["method"], told["params"])
            elif told["id"] == number:
                assert told["type"] == "success", told
                return told["result"]

    def _note(self, event, what):
        page = self.pages.get(what.get("context") or what.get("source", {}).get("context"))
        if page is None:
            return
        if event == "network.beforeRequestSent":
            page.asked.append(what["request"]["url"])
        elif what["type"] == "javascript" and what["level"] == "error":
            page.errors.append(what["text"])


QUIET = """user_pref("app.normandy.enabled", false);
user_pref("browser.safebrowsing.provider.mozilla.updateURL", "");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
"""


@contextmanager
def started(folder):
    """Start Firefox without a screen, with a new profile in a folder; it ends with the block."""
    from websockets.sync.client import connect

    (folder / "user.js").write_text(QUIET, encoding="utf-8")
    command = [FOUND, "--headless", "--remote-debugging-port=0", "--profile", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            place = _listening(folder / "WebDriverBiDiServer.json", process)
            with connect(f"{place}/session", max_size=None, compression=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def _listening(note, process):
    """Return the address that the browser writes into its profile once it listens."""
    for _ in range(600):
        if note.is_file() and (text := note.read_text(encoding="utf-8")).strip():
            told = json.loads(text)
            return f"ws://{told['ws_host']}:{told['ws_port']}"
        assert process.poll() is None, "Firefox has ended before it began"
        sleep(0.1)
    raise AssertionError("Firefox does not listen")
