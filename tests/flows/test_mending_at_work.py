"""Cuts, edits, tags and undo in any order, as the screen does them: nothing is lost or confused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import decode, encode
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, problems
from annotator.domain.consistency import of_annotations, of_article
from annotator.domain.marks import Mark
from annotator.domain.project import Project
from annotator.domain.revisions.carry import Fate, carried, fates
from annotator.domain.revisions.cuts import pieces
from annotator.errors import RefusedError
from annotator.flows.annotate import Annotating
from annotator.flows.articles.editing import replaced
from annotator.flows.articles.ingest import with_text
from annotator.flows.articles.mending import done, join_with_next, places, split_before
from annotator.formats.articles import Incoming
from annotator.stores.base import Opened
from annotator.stores.memory import MemoryStore
from tests.desks import SHORT, fill, session

MAYOR = "mayor-resigns"
TAGS = ("confirmed", "insider-sourced", "declined-comment", "opinion")
DOINGS = (
    *("split", "join", "edit", "tag", "second", "skip", "note"),
    *("toggle_unsure", "same_source"),
    *("undo", "redo", "ben", "reopen"),
)
ACTS = st.lists(
    st.tuples(st.sampled_from(DOINGS), st.integers(0, 99), st.integers(0, 99)), max_size=20
)


@dataclass
class Desk:
    """Ana with the article open, and Ben who looks in now and then."""

    store: MemoryStore
    work: Annotating

    def save(self) -> None:
        """Puts ana's document on the disk if she has done anything since."""
        if not self.work.is_saved:
            was = self.store.annotations(MAYOR, "ana")
            saved = self.store.save_annotations(self.work.document, was.token if was else None)
            assert saved.document == self.work.document
            self.work.saved_revision = saved.document.revision

    def take(self, article: Article) -> None:
        """Goes on with what the project has now."""
        self.work.take_article(article)


def desk() -> Desk:
    store = MemoryStore(Project("test"))
    fill(store, SHORT)
    return Desk(store, open_as(store, "ana"))


def nowhere(document: Annotations) -> None:
    """Saves nothing: whoever works puts it on the disk when it suits them."""


def open_as(
    store: MemoryStore, who: str, save: Callable[[Annotations], None] = nowhere
) -> Annotating:
    """Work on the article as it is."""
    article = store.article(MAYOR).document
    return Annotating(article, store.annotations(MAYOR, who), Project("test"), session(who), save)


def do(at: Desk, what: str, where: int, how: int) -> None:
    """One thing that somebody does; what cannot be done there is left."""
    work, store = at.work, at.store
    work.go(where % len(work.article.sentences))
    if what in {"split", "join"}:
        mend(at, what, how)
    elif what == "edit":
        shown = work.article
        new = with_text(shown, Incoming(shown.title, edited(shown, where, how)), by="b", at=NOW())
        at.take(replaced(store, shown, new))
    elif what in {"tag", "second"}:
        getattr(work, what)(TAGS[how % len(TAGS)])
    elif what == "skip":
        work.skip("bad-cut")
    elif what == "note":
        work.set_note(f"note {how}" if how % 3 else "")
    elif what in {"undo", "redo", "toggle_unsure", "same_source"}:
        getattr(work, what)()
    elif what == "ben":
        ben_tags(store, where, how)
    else:
        at.save()
        at.work = open_as(store, "ana")
    at.save()


_clock = iter(range(10**9))


def NOW() -> str:  # noqa: N802 - it stands for a constant that goes on
    """Times in ascending order."""
    n = next(_clock)
    return f"2027-01-01T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}.000Z"


def mend(at: Desk, what: str, how: int) -> None:
    """Splits or joins the current sentence, as S and J do."""
    work, sentence = at.work, at.work.sentence.id
    try:
        if what == "join":
            mending = join_with_next(work.article, sentence, by="ana", at=NOW())
        else:
            found = places(work.article, sentence)
            if not found:
                return
            offset = found[how % len(found)]
            text = work.text_of(work.sentence)
            mending = split_before(work.article, sentence, offset, by="ana", at=NOW())
            assert tuple(mending.texts()) == pieces(text, offset)
    except RefusedError:
        return
    outlook = mending.outlook(work.document).document
    at.take(done(at.store, mending))
    assert work.sentence.id == mending.new[0].id
    assert dict(work.document.marks) == dict(outlook.marks), "what was shown is what is there"


def ben_tags(store: MemoryStore, where: int, how: int) -> None:
    """Ben opens the article, tags one sentence, and leaves."""
    saves: list[Annotations] = []
    was = store.annotations(MAYOR, "ben")
    work = open_as(store, "ben", saves.append)
    work.go(where % len(work.article.sentences))
    work.tag(TAGS[how % len(TAGS)])
    if saves:
        store.save_annotations(saves[-1], was.token if was else None)


def edited(article: Article, where: int, how: int) -> str:
    """Another text: a sentence with another word, without a sentence, with one more, or moved."""
    head, *rest = [article.text_of(sentence) for sentence in article.sentences]
    at = where % len(rest)
    if how % 4 == 0:
        rest[at] = " ".join(["Yesterday", *rest[at].split()[1:]])
    elif how % 4 == 1 and len(rest) > 2:
        del rest[at]
    elif how % 4 == 2:
        rest.insert(at, f"It rained for {how} days in the hills.")
    else:
        rest.append(rest.pop(at))
    return f"{head}\n\n{' '.join(rest)}\n"


def is_sound(article: Article) -> None:
    """Ids are unique, and the sentences with the blanks between them are the text."""
    assert problems(article) == []
    assert of_article(article) == []
    ends = [0, *(s.end for s in article.sentences)]
    starts = [*(s.start for s in article.sentences), len(article.text)]
    gaps = [article.text[a:b] for a, b in zip(ends, starts, strict=True)]
    assert not "".join(gaps).strip()
    rebuilt = gaps[0] + "".join(
        article.text_of(s) + gap for s, gap in zip(article.sentences, gaps[1:], strict=True)
    )
    assert rebuilt == article.text
    assert all(a.end <= b.start for a, b in pairwise(article.sentences))


def are_of(document: Annotations, article: Article) -> None:
    """The marks are of sentences that there are, quote their words, and come of the history."""
    assert of_annotations(document, article, Project("test")) == []
    text = {sentence.id: article.text_of(sentence) for sentence in article.sentences}
    assert set(document.marks) <= set(text)
    assert {s: m.quote for s, m in document.marks.items()} == {s: text[s] for s in document.marks}
    assert decode(encode(document), "here", "annotations") == document


def untouched(before: Article, after: Article) -> set[str]:
    """The sentences that the latest change of the article left alone."""
    if before.revision == after.revision:
        return set()
    was = {s.id: before.text_of(s) for s in before.sentences}
    now = {s.id: after.text_of(s) for s in after.sentences}
    rows = after.previous[-1].alignment
    cut = {id_ for row in rows if row.how not in {"unchanged", "moved"} for id_ in row.old}
    return {id_ for id_ in was if id_ not in cut and was[id_] == now.get(id_)}


@given(ACTS)
def test_any_order_of_cuts_edits_tags_and_undo_keeps_everything_in_order(
    acts: list[tuple[str, int, int]],
) -> None:
    at = desk()
    for what, where, how in acts:
        before, marks = at.work.article, dict(at.work.document.marks)
        events = at.work.document.history.lines()
        do(at, what, where, how)
        article, document = at.work.article, at.work.document
        assert article == at.store.article(MAYOR).document
        is_sound(article)
        are_of(document, article)
        assert document.history.lines()[: len(events)] == events, "history only grows"
        for sentence in untouched(before, article):
            assert document.marks.get(sentence) == marks.get(sentence)
        ben = at.store.annotations(MAYOR, "ben")
        if ben is not None:
            are_of(carried(ben.document, article), article)


@given(ACTS, st.integers(0, 99), st.integers(0, 99))
def test_a_cut_that_is_taken_back_leaves_marks_as_they_were(
    acts: list[tuple[str, int, int]], where: int, how: int
) -> None:
    at = desk()
    for act in acts:
        do(at, *act)
    work = at.work
    work.go(where % len(work.article.sentences))
    sentence, marks = work.sentence, dict(work.document.marks)
    found = places(work.article, sentence.id)
    if not found:
        return
    offset = found[how % len(found)]
    at.take(done(at.store, split_before(work.article, sentence.id, offset, by="a", at=NOW())))
    assert _decided(work, sentence.id) == _only(marks, sentence.id, 2)
    at.take(done(at.store, join_with_next(work.article, work.sentence.id, by="a", at=NOW())))
    assert work.sentence == sentence
    assert dict(work.document.marks) == marks


def _decided(work: Annotating, sentence: str) -> list[tuple[str, ...]]:
    """The tags of the two pieces that the cursor is on."""
    assert sentence not in work.document.marks
    here = work.article.sentences[work.current : work.current + 2]
    marks = [work.document.marks.get(piece.id) for piece in here]
    return [mark.tags for mark in marks if mark is not None]


def _only(marks: dict[str, Mark], sentence: str, times: int) -> list[tuple[str, ...]]:
    return [marks[sentence].tags] * times if sentence in marks else []


def test_work_that_was_saved_by_somebody_else_meanwhile_is_merged_after_a_cut() -> None:
    at = desk()
    at.work.go(2)
    at.work.tag("confirmed")
    at.save()
    first = at.store.annotations(MAYOR, "ana")
    assert first is not None
    laptop = open_as(at.store, "ana")
    laptop.session = replace(laptop.session, id="1a70")
    mend_at(at, 2, 1)
    at.work.tag("opinion")
    at.save()
    laptop.go(4)
    laptop.tag("opinion")
    merged = at.store.save_annotations(laptop.document, first.token).document
    laptop.take_article(at.store.article(MAYOR).document)
    assert laptop.take_in(Opened(merged, "token")) == ()
    assert laptop.document == merged
    are_of(merged, laptop.article)
    assert sorted(mark.tags for mark in merged.marks.values()) == [
        ("confirmed",),
        ("opinion",),
        ("opinion",),
    ]


def mend_at(at: Desk, where: int, how: int) -> None:
    at.work.go(where)
    mend(at, "split", how)


def test_what_was_undone_of_a_sentence_that_is_cut_now_is_not_done_again() -> None:
    at = desk()
    at.work.go(2)
    at.work.tag("confirmed")
    at.work.undo()
    mend_at(at, 2, 1)
    assert at.work.redo().said == (
        "not done again: s3 is no longer in the article, see its history (h)"
    )
    are_of(at.work.document, at.work.article)


def test_what_was_undone_of_a_sentence_that_is_edited_now_is_not_done_again() -> None:
    at = desk()
    at.work.go(2)
    at.work.tag("confirmed")
    at.work.undo()
    shown = at.work.article
    text = shown.text.replace("Two aides", "Her aides")
    new = with_text(shown, Incoming(shown.title, text), by="b", at=NOW())
    at.take(replaced(at.store, shown, new))
    assert at.work.redo().said == (
        "not done again: the words of s3 have changed since, see its history (h)"
    )


def test_a_sentence_one_of_whose_pieces_is_deleted_lives_on_in_the_other() -> None:
    at = desk()
    at.work.go(3)
    at.work.tag("confirmed")
    at.save()
    mend_at(at, 3, 1)
    second = at.work.article.sentences[4]
    shown = at.work.article
    text = shown.text.replace(" declined to comment.", " declined to say more.")
    text = text.replace("Her office ", "")
    new = with_text(shown, Incoming(shown.title, text), by="b", at=NOW())
    replaced(at.store, shown, new)
    assert fates(new, 1)["s4"] == Fate((second.id,), "split")
    assert [m.tags for m in open_as(at.store, "ana").document.marks.values()] == [("confirmed",)]
