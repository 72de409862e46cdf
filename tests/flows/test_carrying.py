"""Every reader shows marks as they stand with today's article; only a save of theirs writes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.codec import encode
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.datasets.selection import Selection
from annotator.domain.marks import Source
from annotator.domain.project import Project
from annotator.domain.revisions.carry import carried
from annotator.domain.revisions.cuts import split
from annotator.domain.tags import DEFAULT_TAGS, Renamed
from annotator.errors import ConflictError
from annotator.flows.annotate import Annotating
from annotator.flows.articles.ingest import with_text
from annotator.flows.datasets.publish import Asked, publication
from annotator.flows.listing import shown
from annotator.flows.versions import document_of
from annotator.formats.articles import Incoming
from annotator.stores.base import Opened, Store
from annotator.stores.files import FileStore
from annotator.stores.memory import MemoryStore
from tests.desks import NOON, SHORT, file_desk, fill, session

MAYOR = "mayor-resigns"
LATER = "2026-11-23T12:00:00.000Z"
EDITED = SHORT.decode().replace("on Monday", "on Sunday").replace("Two aides", "Her aides")


def edited(store: Store) -> Article:
    """Saves the article's next revision, in which s2 and s3 are edited, and gives it."""
    opened = store.article(MAYOR)
    new = with_text(opened.document, Incoming("Mayor resigns", EDITED), by="ben", at=LATER)
    return store.save_article(new, opened.token).document


def working(
    store: Store, saves: list[Annotations], run: str = "b1f0", project: Project | None = None
) -> Annotating:
    """Work on the article as it is, each save collected."""
    article = store.article(MAYOR).document
    opened = store.annotations(MAYOR, "ana")
    return Annotating(article, opened, project or Project("test"), session(run=run), saves.append)


@pytest.fixture
def store() -> MemoryStore:
    """A project with the short article, whose s2 to s4 ana has tagged."""
    store = MemoryStore(Project("test"))
    fill(store, SHORT)
    saves: list[Annotations] = []
    work = working(store, saves)
    for sentence, tag in ((1, "confirmed"), (2, "insider-sourced"), (3, "declined-comment")):
        work.go(sentence)
        work.tag(tag)
    store.save_annotations(saves[-1], None)
    return store


def looks(document: Annotations) -> dict[str, str | None]:
    return {sentence: mark.look_again for sentence, mark in document.marks.items()}


def test_an_open_article_that_changes_carries_the_marks_and_saves_nothing_by_itself(
    store: MemoryStore,
) -> None:
    saves: list[Annotations] = []
    work = working(store, saves)
    work.go(3)
    work.take_article(edited(store))
    assert looks(work.document) == {"s2": "edited", "s3": "edited", "s4": None}
    assert work.progress().look_again == 2
    assert (work.sentence.id, saves, work.saved_revision) == ("s4", [], 3)
    opened = store.annotations(MAYOR, "ana")
    assert opened is not None
    assert not work.has_more_than(opened), "what only carries over waits for the next save"
    work.go(1)
    work.tag("confirmed")
    assert [event.why for event in saves[-1].history[3:]] == ["carry", "carry", "reaffirm"]
    assert (saves[-1].article_revision, looks(saves[-1])["s2"]) == (2, None)
    assert work.has_more_than(opened)


def test_opening_an_article_that_changed_shows_what_asks_for_another_look(
    store: MemoryStore,
) -> None:
    edited(store)
    saves: list[Annotations] = []
    work = working(store, saves)
    assert (work.saved_revision, work.document.revision, saves) == (3, 5, [])
    work.go(4)
    work.tag("opinion")
    assert work.next_that_needs_me(1) == "look again: edited"
    assert work.sentence.id == "s2"


def test_undo_passes_over_what_was_carried(store: MemoryStore) -> None:
    saves: list[Annotations] = []
    work = working(store, saves)
    work.take_article(edited(store))
    assert "s4 declined-comment → unseen" in work.undo().said
    assert "not undone: s3 has been changed since" in work.undo().said
    assert looks(work.document) == {"s2": "edited", "s3": "edited"}


def test_words_of_a_source_that_are_gone_are_told(store: MemoryStore) -> None:
    work = working(store, [])
    work.go(2)
    source = replace(_aides(work), mention="Two aides", start=0, end=9)
    work.set_sources([source])
    work.take_article(edited(store))
    assert len(work.notices) == 1
    assert "“Two aides”" in work.notices[0]
    assert work.document.marks["s3"].sources[0].start is None


def _aides(work: Annotating) -> Source:
    return Source("aides", "", work.sentence.id, None, None, "unnamed-group")


def test_renamed_tags_and_a_changed_article_go_together(store: MemoryStore) -> None:
    edited(store)
    tags = tuple(replace(t, name="on-record") if t.key == "c" else t for t in DEFAULT_TAGS)
    project = Project("test", tags=tags, renamed=(Renamed("confirmed", "on-record", NOON),))
    saves: list[Annotations] = []
    work = working(store, saves, project=project)
    assert (work.document.marks["s2"].tags, looks(work.document)["s2"]) == (
        ("on-record",),
        "edited",
    )
    work.no_tag()
    assert [event.why for event in saves[-1].history[3:]] == ["carry", "carry", "rename", "key"]


def test_restore_brings_marks_of_before_to_the_article_of_today(store: MemoryStore) -> None:
    opened = store.article(MAYOR)
    cut = split(opened.document, "s3", 10, "ben", LATER)
    store.save_article(cut, opened.token)
    first, second = (sentence.id for sentence in cut.sentences[2:4])
    work = working(store, [])
    work.go(2)
    work.no_tag()
    work.restore(2)
    assert set(work.document.marks) == {"s2", first, second}
    assert work.document.marks[first].tags == ("insider-sourced",)


def test_lists_exports_and_versions_are_of_today_and_write_nothing(store: MemoryStore) -> None:
    article = edited(store)
    on_disk = store.annotations(MAYOR, "ana")
    assert on_disk is not None
    today = carried(on_disk.document, article)
    (row,) = store.overview()
    assert row.people[0].progress.look_again == 2
    assert row.people[0].updated == on_disk.document.updated
    assert shown(store, MAYOR).marks["ana"] == dict(today.marks)
    everything = Selection("all", include=frozenset({"look-again"}))
    rows = publication(store, Asked(everything)).rows()
    assert [row["look_again"] for row in rows] == ["edited", "edited", None]
    found = document_of(store, MAYOR, "ana")
    assert (found.document, found.saved) == (today, 3)
    assert store.annotations(MAYOR, "ana") == on_disk


def test_the_index_counts_anew_when_only_the_article_has_changed(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    store = FileStore(tmp_path / "desk", tmp_path / "cache")
    saves: list[Annotations] = []
    work = working(desk.store, saves)
    work.go(1)
    work.tag("confirmed")
    store.save_annotations(saves[-1], None)
    assert store.overview()[0].people[0].progress.look_again == 0
    edited(desk.store)
    assert store.overview()[0].people[0].progress.look_again == 1
    assert FileStore(tmp_path / "desk", tmp_path / "cache").overview() == store.overview()


def test_two_machines_one_of_which_carried_over_lose_nothing(store: MemoryStore) -> None:
    here: list[Annotations] = []
    there: list[Annotations] = []
    laptop = working(store, here, "aaaa")
    opened = store.annotations(MAYOR, "ana")
    assert opened is not None
    edited(store)
    desktop = working(store, there, "bbbb")
    desktop.go(4)
    desktop.tag("opinion")
    store.save_annotations(there[-1], opened.token)
    laptop.go(1)
    laptop.tag("opinion")
    merged = store.save_annotations(here[-1], opened.token).document
    assert merged.article_revision == 2
    assert (merged.marks["s2"].tags, merged.marks["s2"].look_again) == (("opinion",), "edited")
    assert merged.marks["s5"].tags == ("opinion",)
    assert looks(merged)["s3"] == "edited"
    assert merged.history.lines()[: len(there[-1].history)] == there[-1].history.lines()
    laptop.take_article(store.article(MAYOR).document)
    assert laptop.take_in(Opened(merged, "token")) == ()
    assert encode(laptop.document) == encode(merged)


def test_the_same_sentence_decided_on_both_machines_is_asked_about(store: MemoryStore) -> None:
    here: list[Annotations] = []
    there: list[Annotations] = []
    laptop = working(store, here, "aaaa")
    opened = store.annotations(MAYOR, "ana")
    assert opened is not None
    edited(store)
    desktop = working(store, there, "bbbb")
    for work, tag in ((desktop, "opinion"), (laptop, "insider-sourced")):
        work.go(1)
        work.tag(tag)
    store.save_annotations(there[-1], opened.token)
    with pytest.raises(ConflictError) as raised:
        store.save_annotations(here[-1], opened.token)
    assert [held.sentence for held in raised.value.held] == ["s2"]  # type: ignore[attr-defined]
    now = store.annotations(MAYOR, "ana")
    assert now is not None
    assert now.document.marks["s2"].tags == ("opinion",)
