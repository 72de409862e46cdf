"""The save queue: in order, gathered, retried, and merged with what others save meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from annotator.domain.annotations import Annotations
from annotator.domain.project import Project
from annotator.errors import AnnotatorError, SaveError
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.flows.saving import SaveQueue
from annotator.stores.base import Key, Opened
from annotator.stores.memory import MemoryStore
from tests.desks import SHORT, fill, memory_desk, session

ARTICLE = "mayor-resigns"
KEY = Key("annotations", ARTICLE, "ana")


@dataclass
class Heard:
    """What the queue said, and a way to wait until it has said something."""

    revisions: list[int] = field(default_factory=list)
    merges: list[Opened[Annotations]] = field(default_factory=list)
    failures: list[AnnotatorError] = field(default_factory=list)
    changes: list[Opened[Annotations]] = field(default_factory=list)
    something: threading.Condition = field(default_factory=threading.Condition)

    def saved(self, revision: int) -> None:
        self._note(lambda: self.revisions.append(revision))

    def merged(self, opened: Opened[Annotations]) -> None:
        self._note(lambda: self.merges.append(opened))

    def failed(self, error: AnnotatorError) -> None:
        self._note(lambda: self.failures.append(error))

    def unreadable(self, error: AnnotatorError) -> None:
        self._note(lambda: self.failures.append(error))

    def changed(self, opened: Opened[Annotations]) -> None:
        self._note(lambda: self.changes.append(opened))

    def _note(self, what: Callable[[], None]) -> None:
        with self.something:
            what()
            self.something.notify_all()

    def wait(self, condition: Callable[[], object]) -> None:
        with self.something:
            assert self.something.wait_for(condition, timeout=10), "it was never said"


class Disk(MemoryStore):
    """A store whose disk can be slow or full."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.is_full = False
        super().__init__(Project("test"))

    def _put(self, key: Key, data: Iterable[bytes]) -> None:
        if key.thing == "annotations":
            self.asked.set()
            assert self.goes_on.wait(10)
            if self.is_full:
                raise SaveError(self.where(key), "the disk is full")
        super()._put(key, data)


@dataclass
class Bench:
    """A desk with the article open."""

    disk: Disk
    desk: Desk
    work: Annotating
    queue: SaveQueue
    heard: Heard

    def on_disk(self) -> Annotations:
        opened = self.desk.store.annotations(ARTICLE, "ana")
        assert opened is not None
        return opened.document


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    disk = Disk()
    fill(disk, SHORT)
    desk = replace(memory_desk(tmp_path), store=disk)
    heard = Heard()
    work, queue = desk.begin(ARTICLE, heard)
    yield Bench(disk, desk, work, queue, heard)
    queue.close()


def elsewhere(bench: Bench, run: str = "else") -> tuple[Annotating, Callable[[], None]]:
    """The same annotator on another machine, and how that one saves."""
    store = bench.desk.store
    opened = store.annotations(ARTICLE, "ana")
    done: list[Annotations] = []
    project = bench.work.project
    other = Annotating(bench.work.article, opened, project, session(run=run), done.append)

    def save() -> None:
        store.save_annotations(done[-1], opened.token if opened else None)

    return other, save


def test_what_was_done_is_saved_and_said_once_it_is(bench: Bench) -> None:
    bench.work.tag("opinion")
    assert bench.queue.wait_until_saved(10)
    assert bench.heard.revisions == [1]
    assert bench.on_disk() == bench.work.document


def test_changes_made_while_a_save_runs_go_together_in_the_next(bench: Bench) -> None:
    bench.disk.goes_on.clear()
    bench.work.tag("opinion")
    assert bench.disk.asked.wait(10)
    for tag in ("confirmed", "opinion", "confirmed"):
        bench.work.tag(tag)
    bench.disk.goes_on.set()
    bench.heard.wait(lambda: 4 in bench.heard.revisions)
    assert bench.heard.revisions == [1, 4]
    assert bench.on_disk().revision == 4


def test_a_failed_save_is_tried_again_until_it_works(bench: Bench) -> None:
    bench.disk.is_full = True
    bench.work.tag("opinion")
    bench.heard.wait(lambda: len(bench.heard.failures) >= 2)
    assert not bench.queue.wait_until_saved(0)
    bench.disk.is_full = False
    bench.heard.wait(lambda: bench.heard.revisions)
    assert bench.on_disk().revision == 1


def test_the_annotator_joins_the_project_with_the_first_save(bench: Bench) -> None:
    assert bench.desk.project().people == ()
    bench.work.tag("opinion")
    bench.heard.wait(lambda: bench.heard.revisions)
    assert [person.name for person in bench.desk.project().people] == ["ana"]


def test_what_others_saved_meanwhile_is_merged_and_work_goes_on_after_it(bench: Bench) -> None:
    other, save = elsewhere(bench)
    other.go(4)
    other.tag("opinion")
    save()
    bench.work.tag("confirmed")
    bench.heard.wait(lambda: bench.heard.merges)
    bench.work.tag("opinion")  # nothing is saved until the merge is taken in
    opened = bench.heard.merges[-1]
    assert bench.work.take_in(opened) == ()
    bench.queue.resume(opened.token)
    assert bench.work.has_more_than(opened)
    bench.queue.submit(bench.work.document)
    bench.heard.wait(lambda: 3 in bench.heard.revisions)
    tags = {s: m.tags[0] for s, m in bench.on_disk().marks.items()}
    assert tags == {"s1": "confirmed", "s2": "opinion", "s5": "opinion"}


def test_an_edit_made_during_a_merge_never_overwrites_the_other_side_unseen(
    bench: Bench,
) -> None:
    other, save = elsewhere(bench)
    other.go(1)
    other.tag("confirmed")
    save()
    bench.work.tag("confirmed")
    bench.heard.wait(lambda: bench.heard.merges)
    bench.work.tag("opinion")  # of s2, which the other side has tagged, too
    opened = bench.heard.merges[-1]
    (held,) = bench.work.take_in(opened)
    assert held.sentence == "s2"
    assert bench.work.document.marks["s2"].tags == ("confirmed",)
    assert held.own is not None
    bench.work.keep_own(held)
    assert bench.work.document.marks["s2"].tags == ("opinion",)


def test_a_change_elsewhere_is_noticed_while_nothing_is_saved(bench: Bench) -> None:
    other, save = elsewhere(bench)
    other.tag("opinion")
    save()
    bench.queue.watch(KEY)
    bench.heard.wait(lambda: bench.heard.changes)
    assert bench.work.take_in(bench.heard.changes[-1]) == ()
    assert bench.work.document.marks["s1"].tags == ("opinion",)


def test_an_own_save_is_no_change_elsewhere(bench: Bench) -> None:
    bench.work.tag("opinion")
    bench.heard.wait(lambda: bench.heard.revisions)
    bench.queue.watch(KEY)
    bench.work.tag("opinion")
    bench.heard.wait(lambda: 2 in bench.heard.revisions)
    assert bench.heard.changes == []
