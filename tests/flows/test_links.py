from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from annotator.domain.marks import Evidence, LinkCheck, Mark
from annotator.domain.project import Settings
from annotator.errors import FetchError
from annotator.flows.desk import Desk
from annotator.flows.marking import Wanted, find_sentence, marked, saved_change
from annotator.flows.sourcing.links import (
    AT_ONCE,
    SILENT,
    Answered,
    Asking,
    links,
    looked_at,
    note,
    row_of,
)
from tests.desks import NOON, memory_desk, session

A, B = "https://a.example/1", "https://b.example/2"


@dataclass(frozen=True)
class Page:
    data: bytes
    url_final: str
    charset: str | None = None


@dataclass(frozen=True)
class Said:
    url: str
    status: int
    page: Page | None


def asking(known: dict[str, Said]) -> Asking:
    """Servers that answer for these addresses, and for no others."""

    def look(url: str) -> Answered:
        if url not in known:
            raise FetchError(url, "nobody answers")
        return known[url]

    return Asking(look, lambda data, _: data.decode() or None, lambda: NOON)


def alive(url: str, title: str = "", led_to: str | None = None) -> Said:
    return Said(url, 200, Page(title.encode(), led_to or url))


def put(desk: Desk, sentence: str, *urls: str, by: str = "ana") -> None:
    (article,) = desk.store.article_ids()
    own = Desk(desk.store, desk.personal, desk.settings, session(by, by))
    of = find_sentence(desk.store.article(article).document, sentence)
    evidence = tuple(Evidence(url, None) for url in urls)
    saved_change(own, article, lambda work: marked(work, of, Wanted(evidence=evidence)))


def mark_of(desk: Desk, sentence: str, by: str = "ana") -> Mark:
    opened = desk.store.annotations("mayor-resigns", by)
    assert opened
    return opened.document.marks[sentence]


def checked(desk: Desk, known: dict[str, Said]) -> list[str]:
    """Looks at everything and notes it; returns the states."""
    found = links(desk, desk.store.article_ids(), [])
    looked = dict(looked_at([link.url for link in found], asking(known)))
    note(desk, "mayor-resigns", looked)
    return [row_of(link, looked[link.url]).state for link in found]


def test_what_is_found_is_noted_in_ones_own_marks_as_one_action(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    put(desk, "s2", A, B)
    put(desk, "s3", A)
    before = desk.store.annotations("mayor-resigns", "ana")
    states = checked(desk, {A: alive(A, "Budget"), B: Said(B, 404, None)})
    assert states == ["alive", "gone", "alive"]
    assert [piece.checked for piece in mark_of(desk, "s2").evidence] == [
        LinkCheck(NOON, "alive", None, "Budget"),
        LinkCheck(NOON, "gone"),
    ]
    after = desk.store.annotations("mayor-resigns", "ana")
    assert before
    assert after
    new = list(after.document.history)[before.document.revision :]
    assert [(event.sentence, event.why) for event in new] == [("s2", "cli"), ("s3", "cli")]
    assert len({event.group for event in new}) == 1


def test_a_mark_is_as_old_as_it_was_so_that_looking_answers_nobody(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    put(desk, "s2", A)
    at = mark_of(desk, "s2").at
    checked(desk, {A: alive(A)})
    assert mark_of(desk, "s2").at == at


def test_the_next_check_compares_with_what_was_noted(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    put(desk, "s2", A)
    assert checked(desk, {A: alive(A, "Budget")}) == ["alive"]
    assert checked(desk, {A: alive(A, "Sorry")}) == ["retitled"]
    assert checked(desk, {}) == ["unreachable"]
    assert mark_of(desk, "s2").evidence[0].checked == LinkCheck(NOON, "unreachable", None, "Sorry")
    assert checked(desk, {A: alive(A, "Sorry", B)}) == ["redirected"]


def test_only_what_was_looked_at_longer_ago_is_looked_at_again(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    put(desk, "s2", A)
    checked(desk, {A: alive(A)})
    put(desk, "s3", B)
    ids = desk.store.article_ids()
    assert [link.url for link in links(desk, ids, [], older=1)] == [B]
    assert [link.url for link in links(desk, ids, [], older=0)] == [A, B]


def test_others_evidence_is_looked_at_where_it_may_be_seen_and_never_written(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    put(desk, "s2", A)
    put(desk, "s2", A, B, by="ben")
    ids = desk.store.article_ids()
    assert [link.annotator for link in links(desk, ids, [])] == ["ana"]
    both = links(desk, ids, [], everybody=True)
    assert [(link.annotator, link.url) for link in both] == [("ana", A), ("ben", A), ("ben", B)]
    checked(desk, {A: alive(A), B: alive(B)})
    assert [piece.checked for piece in mark_of(desk, "s2", "ben").evidence] == [None, None]
    opened = desk.store.project()
    desk.store.save_project(replace(opened.document, settings=Settings(blind=True)), opened.token)
    assert [link.annotator for link in links(desk, ids, [], everybody=True)] == ["ana"]


def test_each_host_is_asked_one_thing_at_a_time_and_each_address_once() -> None:
    urls = [f"https://h{n % 20}.example/{n // 20}" for n in range(100)]
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    lock = threading.Lock()
    together = threading.Barrier(2, timeout=10)

    def look(url: str) -> Answered:
        host = url.split("/")[2]
        with lock:
            now[host] += 1
            most[host] = max(most[host], now[host])
            first = url.endswith("/0") and host in {"h0.example", "h1.example"}
        if first:  # two hosts are asked at once, or this would break
            together.wait()
        with lock:
            now[host] -= 1
        return alive(url)

    found = list(looked_at([*urls, *urls], Asking(look, lambda *_: None, lambda: NOON)))
    assert sorted(url for url, _ in found) == sorted(urls)
    assert set(most.values()) == {1}
    assert AT_ONCE >= 2


def test_a_host_that_answers_nothing_is_left_alone_after_a_while() -> None:
    asked: list[str] = []

    def look(url: str) -> Answered:
        asked.append(url)
        raise FetchError(url, "nobody answers")

    urls = [f"https://dead.example/{n}" for n in range(50)]
    found = dict(looked_at(urls, Asking(look, lambda *_: None, lambda: NOON)))
    assert asked == urls[:SILENT]
    assert len(found) == 50
    assert "not asked again" in found[urls[-1]].why


def test_addresses_that_are_none_are_unreachable_and_stop_nothing(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    put(desk, "s2", "http://[broken", A)
    assert checked(desk, {A: alive(A)}) == ["unreachable", "alive"]


def test_a_fault_while_asking_is_raised_and_nobody_waits_for_ever() -> None:
    def look(_url: str) -> Answered:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(looked_at([A, B], Asking(look, lambda *_: None, lambda: NOON)))
