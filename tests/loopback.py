"""A web server on this machine for tests: what it answers is told, what it was asked is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass(frozen=True)
class Answer:
    """What the server says to one path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_silent: bool = False
    """It takes the question and never says a word."""
    drips: bytes = b""
    """What comes after the body again and again, slowly, without an end."""
    raw: bytes | None = None
    """Sent instead of an answer in HTTP."""
    head: int | None = None
    """Status that HEAD gets instead, as from servers that do not know it."""


def page(text: str, charset: str = "utf-8", declared: str | None = None) -> Answer:
    """An HTML page; the header declares its charset, or another one."""
    says = f"text/html; charset={declared or charset}"
    return Answer(text.encode(charset), headers={"Content-Type": says})


def redirect(to: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(b"moved", status, {"Location": to})


@dataclass
class Site:
    """A server that is running."""

    port: int
    routes: dict[str, Answer]
    """By path; may be changed while the server runs. What is not there is 404."""
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Paths and headers of the requests, in their order."""
    methods: list[str] = field(default_factory=list)
    """HEAD or GET of the same requests."""
    over: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving(routes: Mapping[str, Answer]) -> Iterator[Site]:
    """Runs a server on the loopback interface while the block lasts."""
    site = Site(0, dict(routes))
    with _Server(("127.0.0.1", 0), _handler(site)) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.over.set()
            server.shutdown()
            thread.join()


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the proxies out of the environment, so that the loopback interface is reached."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


def _handler(site: Site) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            site.methods.append(self.command)
            answer = site.routes.get(self.path, Answer(b"not here", 404))
            if answer.is_silent:
                site.over.wait()
                return
            if answer.raw is not None:
                self.wfile.write(answer.raw)
            else:
                self._say(answer)
            while answer.drips and not site.over.wait(0.01):
                self.wfile.write(answer.drips)
                self.wfile.flush()

        do_HEAD = do_GET  # noqa: N815 - as the standard library has it

        def _say(self, answer: Answer) -> None:
            is_head = self.command == "HEAD"
            self.send_response(answer.head if is_head and answer.head else answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"" if is_head else answer.body)
            self.wfile.flush()

        def log_message(self, *_words: object) -> None:
            """Nobody reads it."""

    return Handler
