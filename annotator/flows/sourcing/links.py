"""Links: looks at the addresses of evidence, and notes in one's own marks what was found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Protocol
from urllib.parse import urlsplit

from annotator.domain.annotations import Annotations
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Evidence, LinkCheck, LinkState
from annotator.domain.revisions.carry import anchored, carried
from annotator.domain.sourcing.links import found_gone_or_closed, found_page
from annotator.errors import DataError, FetchError, TooLargeError
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.flows.listing import visible_to
from annotator.flows.marking import saved_change
from annotator.flows.session import utc_now

AT_ONCE = 8
"""Hosts that are asked at the same time; each is asked one thing at a time."""
SILENT = 3
"""Addresses after which a host that answers nothing is not asked again in this run."""


class FoundPage(Protocol):
    """What has to be known of a page."""

    @property
    def data(self) -> bytes:
        """Its beginning."""

    @property
    def url_final(self) -> str:
        """Where it came from in the end."""

    @property
    def charset(self) -> str | None:
        """Its encoding, as declared."""


class Answered(Protocol):
    """What has to be known of a server's answer."""

    @property
    def url(self) -> str:
        """What it was asked for."""

    @property
    def status(self) -> int:
        """As HTTP has it."""

    @property
    def page(self) -> FoundPage | None:
        """The page, where there is one."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How addresses are looked at."""

    look: Callable[[str], Answered]
    """Asks a server; FetchError where there is no answer."""
    title: Callable[[bytes, str | None], str | None]
    """The title of a page."""
    now: Callable[[], str] = utc_now


@dataclass(frozen=True, slots=True)
class Link:
    """One address of a piece of evidence."""

    article: str
    annotator: str
    """Whose evidence it is."""
    sentence: str
    url: str
    before: LinkCheck | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What was found of a link; the fields of `evidence check --json`."""

    article: str
    annotator: str
    sentence: str
    url: str
    state: LinkState
    at: str
    leads_to: str | None
    title: str | None
    why: str
    """Why it could not be reached, in a sentence; empty where it could."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at an address, whatever was known of it before."""

    answer: Answered | None
    title: str | None
    at: str
    why: str = ""


def links(
    desk: Desk,
    articles: Iterable[str],
    problems: list[str],
    *,
    everybody: bool = False,
    older: int | None = None,
) -> list[Link]:
    """The addresses of the evidence in articles, in reading order.

    Args:
        desk: whose evidence it is, unless everybody's is asked for.
        articles: ids.
        problems: what cannot be read is added, in sentences.
        everybody: whether others' evidence counts as well, as far as it may be seen.
        older: days; only what was last looked at longer ago counts.
    """
    found: list[Link] = []
    for article in articles:
        try:
            found += _links_of(desk, article, problems, everybody=everybody)
        except DataError as error:
            problems.append(str(error))
    if older is None:
        return found
    since = datetime.fromisoformat(desk.session.now()) - timedelta(days=older)
    return [
        link
        for link in found
        if link.before is None or datetime.fromisoformat(link.before.at) < since
    ]


def _links_of(desk: Desk, article: str, problems: list[str], *, everybody: bool) -> Iterator[Link]:
    text = desk.store.article(article).document
    names: Sequence[str] = [desk.annotator]
    if everybody:
        names = desk.store.annotators(article)
        names = visible_to(desk.annotator, desk.store, desk.project(), article, names)
    for name in names:
        try:
            opened = desk.store.annotations(article, name)
        except DataError as error:
            problems.append(str(error))
            continue
        if opened is None:
            continue
        marks = carried(opened.document, text).marks
        for sentence in text.sentences:
            line = marks.line(sentence.id)
            if line is None or b'"evidence":[]' in line:
                continue
            for piece in marks[sentence.id].evidence:
                if piece.url:
                    yield Link(article, name, sentence.id, piece.url, piece.checked)


def looked_at(urls: Iterable[str], asking: Asking) -> Iterator[tuple[str, Looked]]:
    """Each address once with what was found, as it is found.

    Hosts are asked at the same time, but each one thing at a time, so that nobody is pressed.
    """
    by_host: dict[str, list[str]] = {}
    unique = list(dict.fromkeys(urls))
    for url in unique:
        by_host.setdefault(_host(url), []).append(url)
    hosts: SimpleQueue[list[str]] = SimpleQueue()
    found: SimpleQueue[tuple[str, Looked] | BaseException] = SimpleQueue()
    for of_host in by_host.values():
        hosts.put(of_host)
    for n in range(min(AT_ONCE, len(by_host))):
        # Nobody waits for them where the person has had enough: they note nothing by themselves.
        worker = threading.Thread(
            target=_ask_hosts, args=(hosts, found, asking), name=f"links-{n}", daemon=True
        )
        worker.start()
    for _ in unique:
        one = found.get()
        if isinstance(one, BaseException):
            raise one
        yield one


def _ask_hosts(
    hosts: SimpleQueue[list[str]],
    found: SimpleQueue[tuple[str, Looked] | BaseException],
    asking: Asking,
) -> None:
    try:
        while True:
            for one in _ask_host(hosts.get_nowait(), asking):
                found.put(one)
    except Empty:
        return
    except BaseException as error:  # noqa: BLE001 - raised by the thread that waits
        found.put(error)


def _ask_host(urls: Sequence[str], asking: Asking) -> Iterator[tuple[str, Looked]]:
    silent = 0
    for url in urls:
        if silent >= SILENT:
            why = f"{_host(url)} answered nothing {SILENT} times, and was not asked again."
            yield url, Looked(None, None, asking.now(), why)
            continue
        looked = _ask(url, asking)
        silent = silent + 1 if looked.answer is None else 0
        yield url, looked


def _ask(url: str, asking: Asking) -> Looked:
    try:
        answer = asking.look(url)
    except (FetchError, TooLargeError) as error:
        return Looked(None, None, asking.now(), str(error))
    page = answer.page
    title = asking.title(page.data, page.charset) if page else None
    refused = "" if page else f"{url}: the server answers {answer.status}."
    return Looked(answer, title, asking.now(), refused)


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).netloc.lower()
    except ValueError:
        return ""


def noted(looked: Looked, before: LinkCheck | None) -> LinkCheck:
    """What is noted of a link, given what was noted last."""
    answer = looked.answer
    if answer is None:
        return LinkCheck(looked.at, "unreachable", None, before.title if before else None)
    if answer.page is None:
        check = found_gone_or_closed(answer.status, looked.at)
        return replace(check, title=before.title if before else None)
    return found_page(answer.url, answer.page.url_final, looked.title, before, looked.at)


def row_of(link: Link, looked: Looked) -> LinkRow:
    """What is told of a link."""
    check = noted(looked, link.before)
    return LinkRow(
        link.article,
        link.annotator,
        link.sentence,
        link.url,
        check.state,
        check.at,
        check.url,
        check.title,
        looked.why if check.state == "unreachable" else "",
    )


def note(desk: Desk, article: str, found: Mapping[str, Looked]) -> bool:
    """Notes what was found in one's own marks of an article, as one action; False for nothing new.

    The marks stay as old as they are: to look at a link is no answer to anybody.

    Raises:
        ConflictError: somebody changed the same sentence at the same time.
        SaveError: it is not on the disk.
    """

    def change(work: Annotating) -> Annotations:
        document = work.document
        changes = []
        for sentence in work.article.sentences:
            mark = document.marks.get(sentence.id)
            if mark is None or not mark.evidence:
                continue
            evidence = tuple(_with_check(piece, found) for piece in mark.evidence)
            if evidence != mark.evidence:
                changes.append(Change(sentence.id, replace(mark, evidence=evidence)))
        how = Circumstances(desk.session.now(), desk.session.id, "cli")
        return anchored(record(document, changes, how), work.article) if changes else document

    return saved_change(desk, article, change).changed


def _with_check(piece: Evidence, found: Mapping[str, Looked]) -> Evidence:
    looked = found.get(piece.url or "")
    return piece if looked is None else replace(piece, checked=noted(looked, piece.checked))
