"""Bringing articles in: ids, cuts, and the same content once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Article, problems
from annotator.domain.consistency import of_article
from annotator.domain.project import Project
from annotator.domain.revisions.cuts import join, split
from annotator.errors import BinaryFileError, RefusedError, UnknownNameError
from annotator.flows.articles.editing import revised
from annotator.flows.articles.ingest import Intake, with_text
from annotator.formats.articles import Incoming
from annotator.stores.base import Opened
from annotator.stores.memory import MemoryStore
from tests.desks import NOON, seed

LONG_STORY = (
    "Mayor resigns\n\nMayor Ada Lovelace, who governed the city for years, resigned on Monday. "
    "Two of her aides said that she had planned to go for many weeks. Her office declined to say "
    "anything about the reasons of her decision. The council will elect somebody else by the end "
    "of the month."
)


def test_the_seed_article_becomes_sixteen_sentences_that_are_its_text() -> None:
    store = MemoryStore(Project("test"))
    added = Intake(store).add_one(seed(), "seed.txt", NOON)
    assert (added.sentences, added.is_new) == (16, True)
    article = store.article(added.article).document
    assert article.text == seed().decode()
    assert problems(article) == []
    assert article.sha256 == hashlib.sha256(seed()).hexdigest()
    assert (article.retrieved, article.language, article.revision) == (NOON, "en", 1)


def test_the_same_content_in_other_bytes_is_one_article() -> None:
    store = MemoryStore(Project("test"))
    intake = Intake(store)
    first = intake.add_one("A café.  Open.\n".encode(), "a.txt", NOON)
    again = Intake(store).add_one("\ufeffA cafe\u0301. Open.".encode(), "b.txt", NOON)
    assert (first.is_new, again.is_new, again.article) == (True, False, first.article)
    assert store.article_ids() == [first.article]


def test_two_articles_of_one_title_get_ids_of_their_own() -> None:
    store = MemoryStore(Project("test"))
    intake = Intake(store)
    for text in (b"News\n\nOne.", b"News\n\nTwo.", b"News\n\nThree."):
        intake.add_one(text, "a.txt", NOON)
    assert store.article_ids() == ["news", "news-2", "news-3"]


def test_an_id_of_an_article_that_was_set_aside_is_not_given_again() -> None:
    store = MemoryStore(Project("test"))
    Intake(store).add_one(b"News\n\nOne.", "a.txt", NOON)
    store.set_aside("news")
    assert Intake(store).add_one(b"News\n\nTwo.", "a.txt", NOON).article == "news-2"


def test_what_was_set_aside_is_found_by_its_content_whatever_its_id() -> None:
    store = MemoryStore(Project("test"))
    Intake(store).add_one(b"News\n\nOne.", "a.txt", NOON)
    Intake(store).add_one(b"News\n\nTwo.", "a.txt", NOON)
    store.set_aside("news-2")
    again = Intake(store).add_one(b"News\n\nTwo.\n", "b.txt", NOON)
    assert (again.article, again.is_new, again.is_aside) == ("news-2", False, True)
    assert store.article_ids() == ["news"]


def test_an_id_that_somebody_took_meanwhile_is_not_overwritten() -> None:
    store = MemoryStore(Project("test"))
    early, late = Intake(store), Intake(store)
    late.add_one(b"Something else.", "a.txt", NOON)
    early.add_one(b"News\n\nOne.", "a.txt", NOON)
    assert late.add_one(b"News\n\nTwo.", "a.txt", NOON).article == "news-2"
    assert "One." in store.article("news").document.text


def test_what_two_add_at_the_same_time_is_added_once() -> None:
    store = MemoryStore(Project("test"))
    early, late = Intake(store), Intake(store)
    texts = [f"Story {n}\n\nThe council of town {n} met.".encode() for n in range(4)]
    late.add_one(b"Something else.", "a.txt", NOON)
    ours = [early.add_one(text, "a.txt", NOON).outcome for text in texts]
    theirs = [late.add_one(text, "b.txt", LATER).outcome for text in texts]
    assert (ours, theirs) == (["new"] * 4, ["same"] * 4)
    assert len(store.article_ids()) == 5


def test_what_is_no_article_leaves_the_project_as_it_was() -> None:
    store = MemoryStore(Project("test"))
    with pytest.raises(BinaryFileError):
        Intake(store).add_one(b"\x89PNG\r\n\x1a\n", "a.png", NOON)
    assert store.article_ids() == []
    with pytest.raises(UnknownNameError):
        store.article("a")


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda t: any(map(str.isalnum, t))))
def test_any_text_becomes_an_article_whose_sentences_cover_it(text: str) -> None:
    store = MemoryStore(Project("test"))
    added = Intake(store).add_one(("x " + text).encode(), "a.txt", NOON)
    article = store.article(added.article).document
    assert problems(article) == []
    covered = {i for s in article.sentences for i in range(s.start, s.end)}
    assert all(article.text[i].isspace() for i in set(range(len(article.text))) - covered)


# ── changed articles ─────────────────────────────────────────────────────────────────────────

STORY = Incoming(
    "Mayor resigns",
    "Mayor resigns\n\nMayor Ada Lovelace resigned on Monday. Two aides said she had planned it "
    "for weeks.\n\nHer office declined to comment. It will change the city for ever.\n",
    url="https://example.org/news/mayor",
    publisher="The Example",
)
LATER = "2026-11-23T12:00:00.000Z"


def edited(incoming: Incoming = STORY, **changes: Any) -> Incoming:  # noqa: ANN401 - any field
    text = incoming.text.replace("on Monday", "on Sunday evening")
    return replace(incoming, **({"text": text} | changes))


def store_with(*incoming: Incoming) -> MemoryStore:
    store = MemoryStore(Project("test"))
    for each in incoming:
        Intake(store).take(each, NOON)
    return store


def test_the_same_address_with_another_text_is_the_next_revision_and_keeps_what_was() -> None:
    store = store_with(STORY)
    was = store.article("mayor-resigns").document
    new = edited(
        url="HTTPS://Example.org:443/news/mayor/?utm_source=feed#top",
        title="Mayor resigns in anger",
        byline="Grace Hopper",
    )
    added = Intake(store, "ana").take(new, LATER)
    assert (added.outcome, added.revision, added.notices) == ("revised", 2, ())
    assert [row.how for row in added.alignment] == ["unchanged", "edited"] + ["unchanged"] * 3
    now = store.article("mayor-resigns").document
    assert now == added.after
    assert (now.title, now.byline, now.url) == (new.title, "Grace Hopper", was.url)
    assert (now.retrieved, now.text) == (LATER, new.text)
    assert [s.id for s in now.sentences] == [s.id for s in was.sentences]
    (earlier,) = now.previous
    assert (earlier.text, earlier.sentences, earlier.sha256) == (
        was.text,
        was.sentences,
        was.sha256,
    )
    assert (earlier.by, earlier.at, earlier.why) == ("ana", LATER, "add")
    assert earlier.fields == {"title": was.title, "byline": None, "retrieved": NOON}
    assert of_article(now) == []


@pytest.mark.parametrize(
    "other",
    [
        edited(url=None),
        edited(url=None, publisher=None),
        edited(url=None, title="Ada Lovelace steps down", text=LONG_STORY + " One more thing."),
        edited(url=None, title="She goes", text=STORY.text.replace("Mayor resigns", "She goes")),
    ],
)
def test_a_source_without_address_is_known_by_title_or_sentences_and_that_is_said(
    other: Incoming,
) -> None:
    store = store_with(replace(STORY, text=LONG_STORY) if LONG_STORY in other.text else STORY)
    added = Intake(store).take(other, LATER)
    assert (added.outcome, added.article) == ("revised", "mayor-resigns")
    assert "taken for a new version of mayor-resigns, because" in added.notices[0]


@pytest.mark.parametrize(
    "other",
    [
        edited(url="https://example.org/other"),
        edited(url=None, publisher="The Other"),
        edited(url=None, text="Mayor resigns\n\nAnother town, another mayor. Nothing is known."),
        edited(url=None, title="Flood", text="Flood\n\nThe river rose. Nobody was hurt by it."),
        edited(url=None, published="2026-11-25", published_basis="declared"),
    ],
)
def test_what_may_be_another_article_is_one(other: Incoming) -> None:
    story = replace(STORY, published="2026-11-22", published_basis="declared")
    added = Intake(store_with(story)).take(other, LATER)
    assert (added.outcome, added.revision) == ("new", 1)


def test_pieces_of_one_source_are_no_versions_of_each_other() -> None:
    store = MemoryStore(Project("test"))
    intake = Intake(store)
    plain = replace(STORY, url=None)
    first = intake.take(replace(plain, part="line 1"), NOON)
    assert intake.take(edited(plain, part="line 2"), NOON).outcome == "new"
    later = Intake(store).take(edited(plain, part="line 1", text=plain.text + " More."), LATER)
    assert (later.outcome, later.article) == ("revised", first.article)


def test_an_article_is_known_by_its_sentences_however_often_it_changed() -> None:
    intake = Intake(MemoryStore(Project("test")))
    texts = [LONG_STORY.replace("Mayor resigns", f"Version {n}") for n in range(12)]
    added = [intake.add_one(text.encode(), "a.txt", NOON) for text in texts]
    assert [one.outcome for one in added] == ["new"] + ["revised"] * 11


def test_content_of_an_earlier_revision_changes_nothing_unless_it_is_forced() -> None:
    store = store_with(STORY, edited())
    again = Intake(store).take(STORY, LATER)
    assert (again.outcome, again.revision) == ("same", 2)
    assert "--to mayor-resigns" in again.notices[0]
    forced = Intake(store).take(STORY, LATER, into="mayor-resigns")
    assert (forced.outcome, forced.revision) == ("revised", 3)
    assert {row.how for row in forced.alignment} == {"unchanged", "edited"}


def test_any_text_becomes_the_new_one_of_the_article_that_is_named() -> None:
    other = Incoming("Flood", "The river rose.")
    store = store_with(STORY)
    assert Intake(store).take(other, LATER, into="mayor-resigns").outcome == "revised"
    assert store.article_ids() == ["mayor-resigns"]
    assert Intake(store).take(other, LATER, into="mayor-resigns").outcome == "same"
    Intake(store).take(STORY, LATER, into="mayor-resigns")
    Intake(store).take(Incoming("Sun", "The sun came out."), LATER)
    with pytest.raises(RefusedError, match="sun has this text already"):
        Intake(store).take(Incoming("Sun", "The sun came out."), LATER, into="mayor-resigns")
    with pytest.raises(UnknownNameError):
        Intake(store).take(other, LATER, into="nowhere")


def test_a_dry_run_tells_all_and_writes_nothing() -> None:
    store = store_with(STORY)
    before = store.article("mayor-resigns")
    intake = Intake(store)
    told = [
        intake.take(each, LATER, dry=True).outcome
        for each in (edited(), STORY, Incoming("Flood", "The river rose."), edited())
    ]
    assert told == ["revised", "same", "new", "same"]
    assert intake.take(Incoming("Flood", "The river  rose."), LATER, dry=True).outcome == "same"
    assert store.article("mayor-resigns") == before
    assert store.article_ids() == ["mayor-resigns"]


def test_what_was_corrected_by_hand_stays_and_a_guess_replaces_no_declared_date() -> None:
    store = store_with(replace(STORY, published="2026-11-22", published_basis="declared"))
    opened = store.article("mayor-resigns")
    by_hand = revised(
        opened.document, {"title": "The mayor goes"}, {"s4": "caption"}, by="ana", at=NOON
    )
    store.save_article(by_hand, opened.token)
    new = edited(published="2026-11-23", published_basis="guessed", license="CC BY 4.0")
    now = Intake(store).take(new, LATER).after
    assert now is not None
    assert (now.title, now.published, now.published_basis) == (
        "The mayor goes",
        "2026-11-22",
        "declared",
    )
    assert (now.license, now.sentences[3].kind) == ("CC BY 4.0", "caption")


def test_hand_made_cuts_stay_where_the_text_does() -> None:
    store = store_with(STORY)
    opened = store.article("mayor-resigns")
    joined = join(opened.document, "s2", "ana", NOON)
    words = "Her office declined"
    cut = split(joined, "s4", len(words) + 1, "ana", NOON)
    store.save_article(cut, opened.token)
    text = STORY.text.replace("for ever", "for good") + "\nMore soon.\n"
    added = Intake(store).take(replace(STORY, text=text), LATER)
    assert added.after is not None
    texts = [added.after.text_of(sentence) for sentence in added.after.sentences]
    assert texts[1:] == [
        "Mayor Ada Lovelace resigned on Monday. Two aides said she had planned it for weeks.",
        words,
        "to comment.",
        "It will change the city for good.",
        "More soon.",
    ]
    assert [row.how for row in added.alignment] == ["unchanged"] * 4 + ["edited", "new"]
    assert Intake(store).take(replace(STORY, text=text + "\n"), LATER).outcome == "same"


class Meddling(MemoryStore):
    """A store in which somebody else saves an article just before each of the first saves."""

    def __init__(self, theirs: list[Article]) -> None:
        super().__init__(Project("test"))
        self.theirs = theirs

    def save_article(self, article: Article, token: str | None) -> Opened[Article]:
        if token is not None and self.theirs:
            super().save_article(self.theirs.pop(), token)
        return super().save_article(article, token)


def test_an_article_that_somebody_changed_meanwhile_is_revised_as_it_is_then() -> None:
    store = Meddling([])
    Intake(store).take(STORY, NOON)
    was = store.article("mayor-resigns").document
    store.theirs.append(revised(was, {"byline": "Ben"}, {}, by="ben", at=NOON))
    added = Intake(store).take(edited(), LATER)
    assert (added.revision, len(store.article("mayor-resigns").document.previous)) == (3, 2)
    store.theirs.append(with_text(store.article("mayor-resigns").document, STORY, by="", at=NOON))
    same = Intake(store).take(STORY, LATER, into="mayor-resigns")
    assert (same.outcome, same.revision) == ("same", 4)
