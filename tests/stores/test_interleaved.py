"""Whatever the order in which people save, files and gold are those of one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codec import empty_review
from annotator.domain.history import Change, Circumstances, record, undo
from annotator.domain.marks import Comment, Mark
from annotator.domain.project import Project
from annotator.domain.review.decisions import Seen, SentBack
from annotator.domain.review.gold import Gold, article_gold
from annotator.domain.review.reviewing import ReviewChange, Said, decision
from annotator.domain.review.reviewing import record as record_review
from annotator.domain.review.reviewing import undo as undo_review
from annotator.stores.base import Key, Store
from annotator.stores.files import create_project
from annotator.stores.memory import MemoryStore
from tests.stores.contract import article
from tests.strategies import empty_annotations, time_after

ARTICLE = "an-article"
SENTENCES = ("s1", "s2")
MARKS = (
    Mark("tagged", ("opinion",)),
    Mark("tagged", ("confirmed", "opinion")),
    Mark("no-tag"),
    Mark("skipped", skip_reason="bad-cut"),
    None,
)
UNDO = "undo"


@dataclass(frozen=True)
class Act:
    """One thing that one person does to one sentence, at a time of their own clock."""

    who: str
    at: int
    sentence: str
    after: object
    """A mark or none for annotators, a decision, a request or none for reviewers, or a comment."""

    def do(self, store: Store) -> None:
        """Opens, edits and saves, as one program of that person does."""
        how = Circumstances(time_after(self.at), self.who, "key")
        if self.who.startswith("r"):
            self._review(store, how)
            return
        opened = store.annotations(ARTICLE, self.who)
        document = opened.document if opened else empty_annotations(self.who)
        if self.after == UNDO:
            done = undo(document, how)
            document = done[0] if done else document
        else:
            after = self.after
            assert after is None or isinstance(after, Mark | Comment)
            document = record(document, [Change(self.sentence, after)], how)
        store.save_annotations(document, opened.token if opened else None)

    def _review(self, store: Store, how: Circumstances) -> None:
        opened = store.review(ARTICLE, self.who)
        review = opened.document if opened else empty_review(ARTICLE, 1, self.who)
        if self.after == UNDO:
            done = undo_review(review, how)
            review = done[0] if done else review
        else:
            after: Said | None = self.after  # type: ignore[assignment]  # as drawn
            review = record_review(review, [ReviewChange(self.sentence, after)], how)
        store.save_review(review, opened.token if opened else None)


@st.composite
def comments(draw: st.DrawFn, who: str, at: int, sentence: str) -> Comment:
    text = draw(st.sampled_from(["Who?", "Why?"]))
    return Comment(f"{who:0>8}{at:08x}"[-16:], sentence, None, text, time_after(at))


@st.composite
def acts(draw: st.DrawFn, who: str) -> list[Act]:
    """What one person does, in order."""
    done = []
    for at in range(draw(st.integers(0, 5))):
        sentence = draw(st.sampled_from(SENTENCES))
        kind = draw(st.sampled_from(["decide", "decide", "comment", "undo"]))
        after: object = UNDO
        if kind == "comment":
            after = draw(comments(who, at, sentence))
        elif kind == "decide" and who.startswith("r"):
            after = draw(_said(at))
        elif kind == "decide":
            after = draw(st.sampled_from(MARKS))
        done.append(Act(who, at, sentence, after))
    return done


def _said(at: int) -> st.SearchStrategy[Said | None]:
    seen = [Seen(mark.state, mark.tags) for mark in MARKS if mark is not None]
    saws = st.dictionaries(st.sampled_from(["ana", "ben"]), st.sampled_from(seen))
    decisions = st.builds(
        lambda saw, tag: decision("tagged", (tag,), saw, time_after(at)),
        saws,
        st.sampled_from(["opinion", "confirmed"]),
    )
    back = st.sampled_from([("ana",), ("ben",), ()]).map(lambda to: SentBack(to, time_after(at)))
    return st.one_of(decisions, decisions, back, st.none())


@st.composite
def interleaved(draw: st.DrawFn) -> tuple[list[Act], list[Act]]:
    """Everybody's acts one after another, and the same ones in some other order of people."""
    scripts = [draw(acts(who)) for who in ("ana", "ben", "rita", "rob")]
    turns = draw(st.permutations([n for n, script in enumerate(scripts) for _ in script]))
    rest = [iter(script) for script in scripts]
    return list(chain.from_iterable(scripts)), [next(rest[turn]) for turn in turns]


def gold_in(store: Store) -> dict[str, Gold]:
    """The gold of the project's only article."""
    marks = {
        name: opened.document.marks
        for name in store.annotators(ARTICLE)
        if (opened := store.annotations(ARTICLE, name))
    }
    decided = {
        name: review.document.decisions
        for name in store.reviewers(ARTICLE)
        if (review := store.review(ARTICLE, name))
    }
    return article_gold(SENTENCES, marks, decided)


def tokens(store: Store) -> Iterator[tuple[Key, str]]:
    """The digest of every document's bytes."""
    for name in store.annotators(ARTICLE):
        if opened := store.annotations(ARTICLE, name):
            yield Key("annotations", ARTICLE, name), opened.token
    for name in store.reviewers(ARTICLE):
        if review := store.review(ARTICLE, name):
            yield Key("review", ARTICLE, name), review.token


def all_done(store: Store, acts: Sequence[Act]) -> Store:
    store.save_article(article(), None)
    for act in acts:
        act.do(store)
    return store


@given(interleaved())
def test_any_order_of_people_leaves_the_same_files_and_the_same_gold(
    orders: tuple[list[Act], list[Act]],
) -> None:
    one, other = (all_done(MemoryStore(Project("desk")), acts) for acts in orders)
    assert dict(tokens(one)) == dict(tokens(other))
    assert gold_in(one) == gold_in(other)


@given(interleaved())
@settings(max_examples=15, deadline=None)
def test_the_same_holds_of_folders(orders: tuple[list[Act], list[Act]]) -> None:
    with TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("one", "other")]
        for folder, acts in zip(folders, orders, strict=True):
            all_done(create_project(folder, Project("desk"), ""), acts)
        one, other = (
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.json")}
            for folder in folders
        )
    assert one == other
