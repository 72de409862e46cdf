"""Pages from the web, on the loopback interface."""

from __future__ import annotations

import ast
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import annotator
from annotator.errors import FetchError, StorageError, TooLargeError
from annotator.web import GLANCE, LIMIT, Page, checked, fetch, look
from tests.loopback import Answer, Site, page, redirect, serving, without_proxies

HELLO = "<p>Prices rise in Málaga.</p>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    without_proxies(monkeypatch)
    with serving({"/": page(HELLO)}) as running:
        yield running


def packed(data: bytes, encoding: str = "gzip") -> Answer:
    return Answer(data, headers={"Content-Encoding": encoding, "Content-Type": "text/html"})


def test_a_page_comes_with_what_the_server_declared(site: Site) -> None:
    site.routes["/latin"] = page(HELLO, "latin-1")
    site.routes["/bare"] = Answer(b"text")

    assert fetch(site.url("/#top")) == Page(HELLO.encode(), site.url("/"), "text/html", "utf-8")
    assert fetch(site.url("/latin")).charset == "latin-1"
    assert fetch(site.url("/bare")) == Page(b"text", site.url("/bare"), None, None)


def test_it_says_who_asks_and_brings_neither_cookies_nor_a_referrer(site: Site) -> None:
    site.routes["/first"] = Answer(b"", 302, {"Location": "/", "Set-Cookie": "a=b; Path=/"})

    fetch(site.url("/first"))

    for _, headers in site.asked:
        assert headers["User-Agent"] == f"annotator/{annotator.__version__}"
        assert not {"Cookie", "Referer", "Authorization"} & set(headers)
    assert [path for path, _ in site.asked] == ["/first", "/"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_told(site: Site, status: int) -> None:
    for n in range(5):
        site.routes[f"/{n}"] = redirect(f"/{n + 1}", status)
    site.routes["/5"] = page("There.")

    assert fetch(site.url("/0")).url_final == site.url("/5")


def test_a_redirect_to_a_name_beyond_ascii_is_followed(site: Site) -> None:
    site.routes["/old"] = redirect("/caf\u00e9".encode().decode("latin-1"))
    site.routes["/caf%C3%A9"] = page("There.")

    assert fetch(site.url("/old")).data == b"There."


def test_too_many_redirects_and_a_loop_come_to_an_end(site: Site) -> None:
    for n in range(6):
        site.routes[f"/{n}"] = redirect(f"/{n + 1}")
    site.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}

    for path in ("/0", "/a"):
        site.asked.clear()
        with pytest.raises(FetchError, match="redirects more than 5 times"):
            fetch(site.url(path))
        assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/html,x", "http://a:b@127.0.0.1/", "//:"],
)
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    site.routes["/out"] = redirect(target)

    with pytest.raises(FetchError, match=r"it redirects to .*, which is not followed"):
        fetch(site.url("/out"))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http and https addresses are, and this is file"),
        ("ftp://example.org/a", "this is ftp"),
        ("example.org", "this is no address"),
        ("http://", "not a web address"),
        ("http://[::1", "not a web address"),
        ("http://example.org:99999/", "not a web address"),
        ("https://" + "a" * 70 + "é.org/", "not a web address"),
        ("https://" + "a" * 64 + ".org/", "not a web address"),
        ("https://ana:secret@example.org/", "it holds a name or a password"),
    ],
)
def test_an_address_that_is_not_fetched_is_refused_before_anything_is_sent(
    url: str, why: str
) -> None:
    with pytest.raises(FetchError, match=why) as told:
        fetch(url)
    assert "secret" not in str(told.value)


def test_addresses_go_over_the_wire_in_ascii() -> None:
    assert checked(" https://münchen.example/Straße?q=ö b#x ") == (
        "https://xn--mnchen-3ya.example/Stra%C3%9Fe?q=%C3%B6%20b"
    )
    assert checked("https://example.org/a%20b?c=%C3%A9&d=1") == (
        "https://example.org/a%20b?c=%C3%A9&d=1"
    )
    assert checked("../x", "http://example.org:8080/a/b") == "http://example.org:8080/x"
    assert checked("http://[::1]:80") == "http://[::1]:80/"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, r"the server answers 404 Not Found\. Check the address"),
        (403, r"403 Forbidden\. Save what it shows in a browser"),
        (503, r"503 Service Unavailable\. Try again later"),
        (429, r"Try again later"),
        (499, r"the server answers 499\. Check the address"),
    ],
)
def test_an_answer_that_is_no_page_is_told_with_a_way_out(
    site: Site, status: int, says: str
) -> None:
    site.routes["/x"] = Answer(b"<p>An error page.</p>", status)

    with pytest.raises(StorageError, match=says):
        fetch(site.url("/x"))


def test_a_server_that_refuses_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_proxies(monkeypatch)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="the connection was refused"):
            fetch(f"http://127.0.0.1:{held.getsockname()[1]}/")


def test_a_host_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_words: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    without_proxies(monkeypatch)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"there is no such host, or no network\. Check"):
        fetch("http://nobody.invalid/")


@pytest.mark.parametrize(
    "slow",
    [
        Answer(is_silent=True),
        Answer(b"<p>", drips=b"x"),
        Answer(raw=b"HTTP/1.0 200 OK\r\n", drips=b"X: y\r\n"),
        Answer(raw=b"HTTP/1.0 200", drips=b" "),
    ],
    ids=["silent", "a body in drops", "headers in drops", "a first line in drops"],
)
def test_a_server_that_takes_its_time_is_left_alone(site: Site, slow: Answer) -> None:
    site.routes["/slow"] = slow
    began = time.monotonic()

    with pytest.raises(FetchError, match=r"it took more than 0\.3 seconds\. Try again later"):
        fetch(site.url("/slow"), deadline=0.3)

    assert time.monotonic() - began < 5
    for thread in threading.enumerate():
        if thread.name == "fetch":
            thread.join(5)
            assert not thread.is_alive()


def test_a_page_above_the_limit_is_not_read_to_its_end(site: Site) -> None:
    site.routes["/large"] = Answer(b"x" * 11_000_000)
    site.routes["/endless"] = Answer(b"x", drips=b"x" * 1_000_000)
    site.routes["/just"] = Answer(b"x" * LIMIT)

    for path in ("/large", "/endless"):
        with pytest.raises(TooLargeError, match=r"more than 10 MB.*Save what it shows"):
            fetch(site.url(path))
    assert len(fetch(site.url("/just")).data) == LIMIT


@pytest.mark.parametrize("members", [1, 3])
def test_a_packed_page_is_unpacked(site: Site, members: int) -> None:
    whole = HELLO.encode() * members
    site.routes["/gzip"] = packed(gzip.compress(HELLO.encode()) * members)
    site.routes["/zlib"] = packed(zlib.compress(whole), "deflate")
    site.routes["/bare"] = packed(zlib.compress(whole, wbits=-15), "Deflate")
    site.routes["/padded"] = packed(gzip.compress(whole) + b"\0" * 10, "x-gzip")

    for path in ("/gzip", "/zlib", "/bare", "/padded"):
        assert fetch(site.url(path)).data == whole
    assert "gzip" in site.asked[0][1]["Accept-Encoding"]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_stopped_while_it_is_unpacked(site: Site, encoding: str) -> None:
    engine = zlib.compressobj(1, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(engine.compress(b"\0" * 1_000_000) for _ in range(200)) + engine.flush()
    site.routes["/bomb"] = packed(bomb, encoding)
    began = time.process_time()

    with pytest.raises(TooLargeError):
        fetch(site.url("/bomb"))
    assert time.process_time() - began < 2


def test_what_is_packed_and_broken_is_told(site: Site) -> None:
    whole = gzip.compress(HELLO.encode() * 100)
    site.routes["/cut"] = packed(whole[:-20])
    site.routes["/damaged"] = packed(whole[:12] + b"\xff" * 20)
    site.routes["/br"] = packed(b"\x0b\x02\x80", "br")
    site.routes["/short"] = Answer(b"abc", headers={"Content-Length": "1000"})
    site.routes["/odd"] = Answer(raw=b"SSH-2.0-OpenSSH_9\r\n")

    for path, says in {
        "/cut": "packed and damaged or cut off",
        "/damaged": "packed and damaged",
        "/br": "packed as 'br'",
        "/short": "broke off before the end",
        "/odd": "no web server",
    }.items():
        with pytest.raises(FetchError, match=says):
            fetch(site.url(path))


def test_an_empty_packed_page_is_an_empty_page(site: Site) -> None:
    site.routes["/empty"] = packed(b"")
    assert fetch(site.url("/empty")).data == b""


def test_the_proxy_of_the_environment_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.routes["http://example.org/a"] = page("Through the proxy.")
    monkeypatch.setenv("http_proxy", site.url(""))

    assert fetch("http://example.org/a").data == b"Through the proxy."


def test_no_other_module_opens_connections() -> None:
    root = Path(annotator.__path__[0])
    ways = {"urllib.request", "http.client", "socket", "ssl", "urllib3", "requests", "httpx"}
    users = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            users |= {str(path.relative_to(root)) for name in names if name in ways}
    assert users == {"web/__init__.py"}


def test_looking_asks_for_the_head_and_then_for_the_beginning_of_a_page(site: Site) -> None:
    site.routes["/file.pdf"] = Answer(b"%PDF", headers={"Content-Type": "application/pdf"})
    site.routes["/long"] = page(HELLO + "x" * 3 * GLANCE)

    found = look(site.url("/#top"))
    assert (found.status, found.url, found.page and found.page.data) == (
        200,
        site.url("/"),
        HELLO.encode(),
    )
    assert look(site.url("/file.pdf")).page == Page(
        b"", site.url("/file.pdf"), "application/pdf", None
    )
    assert site.methods == ["HEAD", "GET", "HEAD"]
    long = look(site.url("/long")).page
    assert long is not None
    assert GLANCE < len(long.data) <= GLANCE + 65_536


@pytest.mark.parametrize("status", [404, 410, 403, 500])
def test_looking_tells_what_a_server_answers_where_there_is_no_page(
    site: Site, status: int
) -> None:
    site.routes["/none"] = Answer(b"sorry", status)
    assert (look(site.url("/none")).status, look(site.url("/none")).page) == (status, None)


@pytest.mark.parametrize("head", [404, 405, 501])
def test_a_server_that_does_not_know_head_is_asked_as_a_reader_would(site: Site, head: int) -> None:
    site.routes["/get"] = Answer(b"<title>Here</title>", head=head)
    found = look(site.url("/get"))
    assert (found.status, found.page and found.page.data) == (200, b"<title>Here</title>")
    assert site.methods == ["HEAD", "GET"]


def test_looking_stays_at_head_through_redirects_and_says_where_they_led(site: Site) -> None:
    site.routes |= {"/old": redirect("/new.pdf"), "/loop": redirect("/loop")}
    site.routes["/new.pdf"] = Answer(b"%PDF", headers={"Content-Type": "application/pdf"})
    found = look(site.url("/old"))
    assert found.page
    assert (found.url, found.page.url_final) == (site.url("/old"), site.url("/new.pdf"))
    assert site.methods == ["HEAD", "HEAD"]
    with pytest.raises(FetchError, match="redirects more than"):
        look(site.url("/loop"))


def test_looking_at_what_nobody_answers_is_an_error_in_time(site: Site) -> None:
    site.routes["/silent"] = Answer(is_silent=True)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"more than 0\.2 seconds|nobody answers"):
        look(site.url("/silent"), deadline=0.2)
    assert time.monotonic() - begun < 3
    with pytest.raises(FetchError, match="only http and https"):
        look("javascript:alert(1)")
