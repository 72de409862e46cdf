"""Carrying over: marks, comments and sources go with their sentences to today's article."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import order_of_id
from annotator.domain.consistency import of_annotations, of_article
from annotator.domain.history import Change, Circumstances, rebuild, record, undo
from annotator.domain.marks import Comment, Evidence, Mark, Source
from annotator.domain.revisions.carry import Fate, as_of, carried, carry, decided_on, fates
from annotator.domain.revisions.cuts import join, split
from tests.domain.test_alignment import scripts
from tests.revisions import ONE_LINE, article_of, became, document_on, marked
from tests.strategies import time_after

A, B, C, D = "The mayor resigned.", "Aides had known.", "Her office was silent.", "Rain fell."
OPINION = Mark("tagged", ("opinion",), guidelines="1", at=time_after(0))
CONFIRMED = replace(OPINION, tags=("confirmed",))
AIDES = Source("Aides", "Aides", "s2", 0, 5, "unnamed-group")
BY = ("ana", time_after(60_000))


def as_decided(mark: Mark | None) -> Mark | None:
    return mark and replace(mark, quote="")


def test_marks_of_unchanged_and_moved_sentences_stay_as_they_are() -> None:
    old = article_of(A, B, C)
    document = document_on(old, {"s1": OPINION, "s2": CONFIRMED})
    now = carried(document, became(old, D, B, A, C))
    assert dict(now.marks) == dict(document.marks)
    assert now.history == document.history


def test_an_edited_sentence_keeps_its_mark_and_asks_for_another_look() -> None:
    old = article_of(A, B)
    new = became(old, "The mayor resigned on Monday.", B)
    now = carried(document_on(old, {"s1": OPINION}), new)
    assert now.marks["s1"] == replace(
        OPINION, quote="The mayor resigned on Monday.", look_again="edited"
    )
    assert (now.article_revision, now.article_sha256) == (2, new.sha256)
    last = now.history[-1]
    assert (last.why, last.at, last.sentence) == ("carry", new.previous[0].at, "s1")


def test_a_deleted_sentences_mark_stays_in_the_history_and_comes_back_with_it() -> None:
    old = article_of(A, B)
    document = document_on(old, {"s1": OPINION, "s2": CONFIRMED})
    without = became(old, A)
    now = carried(document, without)
    assert list(now.marks) == ["s1"]
    assert rebuild(now, 2).marks["s2"] == document.marks["s2"]
    back = became(without, A, B, minute=2)
    assert dict(carried(now, back).marks) == dict(document.marks)
    assert carried(document, back) == carried(now, back)


def test_the_pieces_of_a_split_sentence_have_its_mark_and_ask_for_another_look() -> None:
    old = article_of(f"{A} {B}", C)
    source = replace(AIDES, sentence="s1", start=20, end=25)
    mark = replace(
        OPINION, sources=(source,), note="who?", evidence=(Evidence("https://a.b", None),)
    )
    new = split(old, "s1", 20, *BY)
    first, second = (sentence.id for sentence in new.sentences[:2])
    now = carried(document_on(old, {"s1": mark}), new)
    assert list(now.marks) == sorted([first, second], key=lambda id_: (len(id_), id_))
    assert now.marks[first].sources == (
        replace(source, sentence=second, start=0, end=5, basis="continued", from_=second),
    )
    assert now.marks[second] == replace(
        mark,
        quote=B,
        look_again="split",
        sources=(replace(source, sentence=second, start=0, end=5),),
    )
    assert now.marks[first].quote == A


def test_joining_again_brings_the_old_mark_back_whole() -> None:
    old = article_of(f"{A} {B}", C)
    document = document_on(
        old,
        {
            "s1": replace(
                OPINION, unsure=True, sources=(replace(AIDES, sentence="s1", start=20, end=25),)
            )
        },
    )
    cut = split(old, "s1", 20, *BY)
    back = join(cut, cut.sentences[0].id, *BY)
    assert dict(carried(document, back).marks) == dict(document.marks)
    assert dict(carried(carried(document, cut), back).marks) == dict(document.marks)


def test_splitting_again_what_was_joined_brings_both_marks_back() -> None:
    old = article_of(A, B, C, between=ONE_LINE)
    document = document_on(old, {"s1": OPINION, "s3": CONFIRMED})
    joined = join(old, "s1", *BY)
    back = split(joined, joined.sentences[0].id, len(A) + 1, *BY)
    assert dict(carried(document, back).marks) == dict(document.marks)


def test_pieces_that_were_decided_again_are_joined_with_all_their_tags() -> None:
    old = article_of(f"{A} {B}", C)
    cut = split(old, "s1", 20, *BY)
    first, second = (sentence.id for sentence in cut.sentences[:2])
    document = carried(document_on(old, {"s1": OPINION}), cut)
    document = marked(document, cut, {second: CONFIRMED})
    now = carried(document, join(cut, first, *BY))
    assert (now.marks["s1"].tags, now.marks["s1"].look_again) == (
        ("opinion", "confirmed"),
        "joined",
    )
    assert list(now.marks) == ["s1"]


def test_a_sentence_whose_mark_was_cleared_before_gets_that_of_its_pieces() -> None:
    old = article_of(f"{A} {B}", C)
    cut = split(old, "s1", 20, *BY)
    first = cut.sentences[0].id
    document = marked(document_on(old, {"s1": OPINION}), old, {"s1": None})
    document = marked(carried(document, cut), cut, {first: CONFIRMED})
    now = carried(document, join(cut, first, *BY))
    assert (list(now.marks), now.marks["s1"].tags) == (["s1"], ("confirmed",))


def test_the_first_decision_counts_where_one_of_the_joined_has_none() -> None:
    old = article_of(A, B, C, between=ONE_LINE)
    noted = Mark("open", note="ask them")
    joined = join(old, "s1", *BY)
    now = carried(document_on(old, {"s1": noted, "s2": CONFIRMED}), joined)
    mark = now.marks[joined.sentences[0].id]
    assert (mark.state, mark.tags, mark.note) == ("tagged", ("confirmed",), "ask them")
    only = carried(document_on(old, {"s1": noted}), joined).marks[joined.sentences[0].id]
    assert (only.state, only.look_again) == ("open", None)


def test_sources_move_with_their_words_or_are_dropped_with_a_notice() -> None:
    old = article_of(A, B, C)
    mark = replace(OPINION, sources=(AIDES,))
    carried_on = replace(OPINION, sources=(replace(AIDES, basis="continued", from_="s2"),))
    document = document_on(old, {"s2": mark, "s3": carried_on})
    moved = carry(document, became(old, A, "Two Aides had known.", C))
    for id_ in ("s2", "s3"):
        assert (moved.document.marks[id_].sources[0].start, moved.notices) == (4, ())
    lost = carry(document, became(old, A, "They had known.", C))
    source = lost.document.marks["s3"].sources[0]
    assert (source.name, source.sentence, source.start, source.end) == ("Aides", None, None, None)
    assert len(lost.notices) == 2
    assert "“Aides”" in lost.notices[0]


def test_comments_follow_and_those_of_a_deleted_sentence_stay() -> None:
    old = article_of(f"{A} {B}", C)
    document = document_on(old, {})
    said = Comment("0" * 16, "s1", None, "Who says so?", time_after(0))
    document = record(document, [Change("s1", said)], Circumstances(time_after(0), "a1", "comment"))
    cut = split(old, "s1", 20, *BY)
    now = carried(document, cut)
    assert [comment.sentence for comment in now.comments] == [cut.sentences[0].id]
    back = carried(now, join(cut, cut.sentences[0].id, *BY))
    assert list(back.comments) == [said]
    gone = carried(document, became(old, C))
    assert list(gone.comments) == [said]
    assert of_annotations(gone, became(old, C)) == []


def test_a_document_of_today_is_the_same_object() -> None:
    article = became(article_of(A, B), B)
    document = document_on(article, {})
    assert carried(document, article) is document
    newer = replace(document, article_revision=9)
    assert carried(newer, article) is newer


def test_undo_takes_back_no_carrying_over() -> None:
    old = article_of(A, B)
    document = document_on(old, {"s2": OPINION})
    now = carried(document, became(old, "The mayor resigned on Monday.", B))
    how = Circumstances(time_after(0), "a1", "undo")
    done = undo(marked(now, old, {"s1": CONFIRMED}), how)
    assert done is not None
    assert done[0].marks.get("s1") is None
    again = undo(done[0], how)
    assert again is not None
    assert list(again[0].marks) == []
    assert undo(again[0], how) is None


def test_words_that_come_back_ask_for_no_other_look() -> None:
    old = article_of(A, B)
    document = document_on(old, {"s1": OPINION})
    edited = became(old, "The mayor resigned on Monday.", B)
    assert dict(carried(document, became(edited, A, B)).marks) == dict(document.marks)


def test_fates_tell_of_several_revisions_at_once() -> None:
    old = article_of(f"{A} {B}", C, D, between=ONE_LINE)
    cut = split(old, "s1", 20, *BY)
    pieces = tuple(sentence.id for sentence in cut.sentences[:2])
    assert fates(cut, 1)["s1"] == Fate(pieces, "split")
    back = join(cut, pieces[0], *BY)
    assert fates(back, 1)["s1"] == Fate(("s1",), "unchanged")
    assert fates(back, 2)[pieces[1]] == Fate(("s1",), "joined")
    new = became(back, f"{A} {B}", "Her office was quite silent.", between=ONE_LINE)
    assert fates(new, 1) == {
        "s1": Fate(("s1",), "unchanged"),
        "s2": Fate(("s2",), "edited"),
        "s3": Fate((), "deleted"),
    }
    assert fates(new, new.revision)["s2"] == Fate(("s2",), "unchanged")


def test_the_fate_of_a_sentence_that_came_back_is_not_that_it_was_deleted() -> None:
    old = article_of(A, B, C)
    without = became(old, A, C)
    back = became(without, A, B, C, D)
    assert fates(without, 1)["s2"] == Fate((), "deleted")
    assert fates(back, 1)["s2"] == Fate(("s2",), "unchanged")
    other = "Two aides had known."
    gone = became(became(old, A, other, C), A, C)
    assert fates(became(gone, A, B, C), 1)["s2"] == Fate(("s2",), "unchanged")
    assert fates(became(gone, A, other, D), 1)["s2"] == Fate(("s2",), "edited")


# ── laws ─────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(scripts(), min_size=1, max_size=3))
def test_every_untouched_sentence_keeps_its_mark(
    chain: list[tuple[list[str], list[str], list[int]]],
) -> None:
    old, new, origin = chain[0]
    article = article_of(*old)
    document = document_on(article, {s.id: replace(OPINION, note=s.id) for s in article.sentences})
    changed = became(article, *new)
    now = carried(document, changed)
    for n, sentence in zip(origin, changed.sentences, strict=True):
        if n >= 0:
            assert now.marks[sentence.id] == document.marks[f"s{n + 1}"]
    assert of_annotations(now, changed) == of_article(changed) == []
    assert rebuild(now, document.revision).marks == document.marks
    for minute, (_, further, _) in enumerate(chain[1:], 2):
        changed = became(changed, *further, minute=minute)
    assert carried(now, changed) == carried(document, changed)


@given(st.data())
def test_cuts_made_by_anybody_carry_over_and_back(data: st.DataObject) -> None:
    article = article_of("One two three.", "Four five.", "Six seven eight.", between=ONE_LINE)
    marks = data.draw(
        st.dictionaries(st.sampled_from(["s1", "s2", "s3"]), st.sampled_from([OPINION, CONFIRMED]))
    )
    document = document_on(article, marks)
    steps = data.draw(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=5))
    now, held = article, document
    for is_split, n in steps:
        sentence = now.sentences[n % len(now.sentences)]
        words = now.text_of(sentence).split()
        if is_split and len(words) > 1:
            now = split(now, sentence.id, len(words[0]) + 1, *BY)
        elif not is_split and sentence is not now.sentences[-1]:
            now = join(now, sentence.id, *BY)
        held = carried(held, now)
    assert held == carried(document, now)
    assert of_annotations(held, now) == []
    if now.sentences == article.sentences:
        assert dict(held.marks) == dict(document.marks)


def test_going_back_to_before_the_article_changed_gives_the_marks_of_then_carried_over() -> None:
    old = article_of(f"{A} {B}", C)
    cut = split(old, "s1", 20, *BY)
    first, second = (sentence.id for sentence in cut.sentences[:2])
    document = document_on(old, {"s1": OPINION, "s2": OPINION})
    document = marked(carried(document, cut), cut, {first: CONFIRMED, "s2": None})
    then = as_of(document, 1, cut).marks
    assert list(then) == sorted([first, second], key=order_of_id)
    assert (then[first].tags, then[first].look_again) == (("opinion",), "split")
    assert as_of(document, 2, cut).marks == as_of(document, 3, cut).marks
    assert list(as_of(document, 0, cut).marks) == []
    assert as_of(document, document.revision, cut).marks == document.marks
    uncarried = document_on(old, {"s1": OPINION})
    assert as_of(uncarried, 1, cut).marks == carried(uncarried, cut).marks


def test_the_words_that_were_decided_on_are_known_after_they_changed() -> None:
    old = article_of(A, B)
    edited = became(old, "The mayor resigned on Monday.", B)
    now = carried(document_on(old, {"s1": OPINION}), edited)
    assert (decided_on(now, "s1"), decided_on(now, "s2")) == (A, None)
    again = marked(now, edited, {"s1": OPINION})
    assert decided_on(again, "s1") == "The mayor resigned on Monday."
