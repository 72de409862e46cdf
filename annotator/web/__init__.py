"""Pages from the web: the only module that opens connections.

http and https only, also after a redirect; no cookies, no passwords, the proxies of the
environment. A page that is too slow, too large or not there is an error with a sentence.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from annotator import __version__
from annotator.errors import FetchError, TooLargeError
from annotator.web.unpacking import unpacker

LIMIT = 10_000_000
"""Bytes that a page has at most, unpacked."""

DEADLINE = 20.0
"""Seconds that a page may take, from the look-up of its name to its last byte."""

GLANCE = 300_000
"""Bytes of a page that `look` reads, unpacked: its title stands near the beginning."""

REDIRECTS = 5
"""How many are followed."""

_SCHEMES = ("http", "https")
_TITLED = (None, "text/html", "application/xhtml+xml")
"""Media types of pages that have a title; a server that declares none may mean one."""
_PIECE = 65_536
_HEADERS = {
    "User-Agent": f"annotator/{__version__}",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_LATER = "Try again later."
_BROKEN_OFF = "the connection broke off before the end"
_SAVE = "Save what it shows in a browser and add that file."
_STRANGE = re.compile(r"[\s\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave."""

    data: bytes
    """Unpacked."""
    url_final: str
    """The address that it came from in the end, without a fragment."""
    content_type: str | None
    """Media type that the server declared, in lower case and without parameters."""
    charset: str | None
    """Encoding that the server declared."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says of an address, be there a page or not."""

    url: str
    """The address as it was asked for, in ASCII and without a fragment."""
    status: int
    """As HTTP has it; 200 for a page."""
    page: Page | None
    """The beginning of the page; None for an answer that is no page."""


def fetch(url: str, *, deadline: float = DEADLINE, limit: int = LIMIT) -> Page:
    """Gets a page.

    The work is done by a thread that is left alone once the time is over: no look-up of a name
    and no server that sends a byte now and then can hold anybody up.

    Args:
        url: an http or https address.
        deadline: seconds for everything.
        limit: bytes of the page, unpacked.

    Raises:
        FetchError: the address cannot be used, nobody answers, or with an error, or too late.
        TooLargeError: the page has more bytes.
    """
    attempt = _done(url, _Attempt(checked(url), deadline, limit))
    if attempt.page is None:
        raise _told(url, attempt.error) from attempt.error
    return attempt.page


def look(url: str, *, deadline: float = DEADLINE) -> Answer:
    """Asks whether there is something at an address: HEAD, then GET where more is to be known.

    GET follows where HEAD finds HTML, of which the beginning is read for its title, and where HEAD
    is refused, for not every server answers it as it would answer a reader.

    Args:
        url: an http or https address.
        deadline: seconds for each of the two.

    Raises:
        FetchError: the address cannot be used, nobody answers, or too late.
    """
    found = _answer(url, _Attempt(checked(url), deadline, GLANCE, "HEAD"))
    if found is not None and found.page and found.page.content_type not in _TITLED:
        return found
    again = _answer(url, attempt := _Attempt(checked(url), deadline, GLANCE, is_glance=True))
    if again is None:
        raise _told(url, attempt.error) from attempt.error
    return again


def _answer(url: str, attempt: _Attempt) -> Answer | None:
    """What a server answers; None where it does not."""
    try:
        _done(url, attempt)
    except FetchError as error:
        attempt.error = error
    if isinstance(attempt.error, urllib.error.HTTPError):
        attempt.error.close()
        return Answer(attempt.url, attempt.error.code, None)
    return None if attempt.page is None else Answer(attempt.url, HTTPStatus.OK, attempt.page)


def _done(url: str, attempt: _Attempt) -> _Attempt:
    """The attempt when it is through.

    Raises:
        FetchError: the time is over.
    """
    thread = threading.Thread(target=attempt.run, name="fetch", daemon=True)
    thread.start()
    thread.join(attempt.deadline)
    if thread.is_alive():
        attempt.give_up()
        raise FetchError(url, f"it took more than {attempt.deadline:g} seconds", _LATER)
    return attempt


def checked(url: str, base: str = "") -> str:
    """An address as it goes over the wire, in ASCII and without its fragment.

    Args:
        url: an address, or after a redirect what the server said.
        base: the address that it is relative to.

    Raises:
        FetchError: it is not an address that is fetched.
    """
    shown = url.strip()
    try:
        parts = urlsplit(urljoin(base, shown))
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(shown, "it is not a web address") from error
    if parts.scheme not in _SCHEMES:
        why = f"only http and https addresses are, and this is {parts.scheme or 'no address'}"
        raise FetchError(shown, why)
    if not host or _STRANGE.search(host):
        raise FetchError(shown, "it is not a web address")
    if parts.username is not None:
        raise FetchError(f"{parts.scheme}://…@{host}", "it holds a name or a password", _SAVE)
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode()
    except UnicodeError as error:
        raise FetchError(shown, "it is not a web address") from error
    place = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return urlunsplit((parts.scheme, f"{place}:{port}" if port else place, path, query, ""))


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """What a server did that makes an end of it."""

    def __init__(self, why: str, way_out: str = _SAVE) -> None:
        super().__init__(why)
        self.why = why
        self.way_out = way_out


@dataclass(slots=True)
class _Attempt:
    """One page being fetched; `page` or `error` is there when `run` is through."""

    url: str
    deadline: float
    limit: int
    method: str = "GET"
    is_glance: bool = False
    """Whether the page may have more bytes, which are not read."""
    page: Page | None = None
    error: Exception | None = None
    sockets: list[socket.socket] = field(default_factory=list)
    is_over: bool = False

    def run(self) -> None:
        try:
            self.page = self._page()
        except Exception as error:  # noqa: BLE001 - told by the thread that waits
            self.error = error

    def give_up(self) -> None:
        """Wakes a thread that waits for the server, so that it ends."""
        self.is_over = True
        for each in self.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def connected(self, opened: socket.socket) -> None:
        """Notes a connection, to be cut when the time is over."""
        self.sockets.append(opened)
        if self.is_over:
            self.give_up()

    def _page(self) -> Page:
        request = urllib.request.Request(self.url, headers=_HEADERS, method=self.method)  # noqa: S310 - checked
        with _opener(self).open(request, timeout=self.deadline) as answer:
            data = b"".join(self._unpacked(answer))
            headers: http.client.HTTPMessage = answer.headers
            declared = headers["Content-Type"]
            return Page(
                data,
                answer.url,
                headers.get_content_type() if declared else None,
                headers.get_content_charset() if declared else None,
            )

    def _unpacked(self, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        """The pieces of a page, unpacked as they come; it ends where the limit is passed."""
        packed_as = answer.headers.get("Content-Encoding", "").strip().lower()
        unpack = unpacker(packed_as)
        if unpack is None:
            raise _Refused(f"it is packed as {packed_as[:20]!r}, which nobody asked for")
        raw = size = 0
        while piece := answer.read1(_PIECE):
            raw += len(piece)
            for part in unpack.parts(piece, self.limit + 1 - size):
                size += len(part)
                yield part
            if max(raw, size) > self.limit:
                if self.is_glance:
                    return
                raise TooLargeError(self.url, self.limit, _SAVE)
            if self.is_over:
                return
        if answer.length:
            raise _Refused(_BROKEN_OFF, _LATER)
        if raw and not unpack.is_whole:
            raise _Refused("what it sent is packed and damaged or cut off", _LATER)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to web addresses only."""

    max_redirections = REDIRECTS
    max_repeats = REDIRECTS

    def http_error_302(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
    ) -> Any:  # noqa: ANN401 - what the standard library has
        """Looks at where a redirect leads before the standard library does."""
        fp.close()  # else all that came with the redirect would be read
        target = headers.get("Location") or headers.get("URI")
        if target is None:
            raise _Refused(f"it answers {code} and does not say where the page is")
        try:
            there = checked(
                target.encode("latin-1", "replace").decode("utf-8", "replace"), req.full_url
            )
        except FetchError as error:
            raise _Refused(f"it redirects to {target[:80]!r}, which is not followed") from error
        if sum(getattr(req, "redirect_dict", {}).values()) >= REDIRECTS:
            raise _Refused(f"it redirects more than {REDIRECTS} times")
        for name in ("Location", "URI"):
            del headers[name]
        headers["Location"] = there
        return super().http_error_302(req, fp, code, msg, headers)

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Asks there as it asked here: the standard library makes a GET of a HEAD."""
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request is not None:
            request.method = req.get_method()
        return request

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _opener(attempt: _Attempt) -> urllib.request.OpenerDirector:
    """What opens addresses: without the handlers for files, FTP, data, cookies and passwords."""

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            attempt.connected(self.sock)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            attempt.connected(self.sock)

    class OverHttp(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class OverHttps(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req, context=ssl.create_default_context())

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        OverHttp(),
        OverHttps(),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


_NETWORK = "Check the address and the network."
_TOLD: tuple[tuple[type[Exception], str, str], ...] = (
    (socket.gaierror, "there is no such host, or no network", _NETWORK),
    (TimeoutError, "nobody answers", _LATER),
    (ConnectionRefusedError, "the connection was refused", _NETWORK),
    (ssl.SSLError, "the connection is not secure", _SAVE),
    (zlib.error, "what it sent is packed and damaged", _LATER),
    (http.client.IncompleteRead, _BROKEN_OFF, _LATER),
    (http.client.RemoteDisconnected, _BROKEN_OFF, _LATER),
    (http.client.HTTPException, "what answers is no web server", "Check the address."),
)
"""What can go wrong, why, and the way out; the first kind that fits counts."""


def _told(url: str, error: Exception | None) -> FetchError | TooLargeError:
    """The sentence for what went wrong."""
    if isinstance(error, FetchError | TooLargeError):
        return error
    if isinstance(error, _Refused):
        return FetchError(url, error.why, error.way_out)
    if isinstance(error, urllib.error.HTTPError):
        return _answered(url, error)
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
        error = error.reason
    failed = f"the connection failed ({getattr(error, 'strerror', None) or error})"
    known = ((why, out) for kind, why, out in _TOLD if isinstance(error, kind))
    return FetchError(url, *next(known, (failed, _LATER)))


def _answered(url: str, error: urllib.error.HTTPError) -> FetchError:
    """The sentence for an answer that is no page."""
    error.close()
    with suppress(ValueError):
        status = HTTPStatus(error.code)
        way_out = _SAVE if error.code in (401, 402, 403, 451) else "Check the address."
        way_out = _LATER if error.code >= 500 or error.code in (408, 425, 429) else way_out  # noqa: PLR2004 - the server's faults
        return FetchError(url, f"the server answers {error.code} {status.phrase}", way_out)
    return FetchError(url, f"the server answers {error.code}")
