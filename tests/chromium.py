"""A headless Chromium for tests of pages, driven over a pipe as its DevTools protocol has it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
"""Where it is; None for nowhere."""

WHY_NOT = "there is no chromium here; `apt-get install chromium` brings it"


@dataclass
class Page:
    """A page that is shown: what it asked for and complained of so far."""

    commands: IO[bytes]
    answers: IO[bytes]
    session: str = ""
    last: int = 0
    requests: list[str] = field(default_factory=list)
    """Addresses, the page's own included."""
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings on the console, exceptions, and what a security policy refused."""
    dialogs: list[str] = field(default_factory=list)

    def call(self, method: str, **params: object) -> Any:  # noqa: ANN401 - any JSON
        """Calls a method of the protocol and gives its result, hearing events meanwhile."""
        self.last += 1
        message: dict[str, object] = {"id": self.last, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.commands.write(json.dumps(message).encode() + b"\0")
        self.commands.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self.last:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, path: Path) -> None:
        """Shows a file, and returns when it is loaded."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=path.as_uri())
        while self._read().get("method") != "Page.loadEventFired":
            pass

    def value(self, script: str) -> Any:  # noqa: ANN401 - any JSON
        """What a script comes to; a promise is waited for."""
        found = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self.call("Page.printToPDF")["data"])

    def dark(self) -> None:
        """Shows the page as somebody sees it who likes it dark."""
        feature = {"name": "prefers-color-scheme", "value": "dark"}
        self.call("Emulation.setEmulatedMedia", features=[feature])

    def _read(self) -> dict[str, Any]:
        pieces = bytearray()
        while (sign := self.answers.read(1)) not in {b"\0", b""}:
            pieces += sign
        assert pieces, "chromium has gone"
        message: dict[str, Any] = json.loads(bytes(pieces))
        self._hear(message.get("method", ""), message.get("params", {}))
        return message

    def _hear(self, event: str, params: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif event == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif event == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning"}:
            self.complaints.append(str(params["args"]))
        elif event == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        elif event == "Page.javascriptDialogOpening":
            self.dialogs.append(params["message"])


@contextmanager
def browsing(folder: Path) -> Iterator[Page]:
    """A page in a Chromium of its own, which keeps its files in a folder."""
    assert CHROMIUM
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    options = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
        *("--disable-background-networking", "--no-first-run", "--remote-debugging-pipe"),
    )
    line = [CHROMIUM, *options, f"--user-data-dir={folder / 'chromium'}", "about:blank"]
    redirected = ["bash", "-c", f'exec "$@" 3<&{to_read} 4>&{from_write}', "bash", *line]
    with (
        subprocess.Popen(
            redirected,
            pass_fds=(to_read, from_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process,
        os.fdopen(to_write, "wb") as commands,
        os.fdopen(from_read, "rb") as answers,
    ):
        os.close(to_read)
        os.close(from_write)
        try:
            page = Page(commands, answers)
            target = page.call("Target.createTarget", url="about:blank")["targetId"]
            attached = page.call("Target.attachToTarget", targetId=target, flatten=True)
            page.session = attached["sessionId"]
            yield page
        finally:
            process.kill()
