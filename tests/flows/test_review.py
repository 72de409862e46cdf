"""Reviewing: what each key does, what needs a reviewer, and what becomes of gold."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from annotator.codec import empty_annotations
from annotator.domain.annotations import Annotations
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Comment, Mark
from annotator.domain.project import Person, Project, Settings, UserSettings
from annotator.domain.review.decisions import Review
from annotator.domain.review.waiting import DIFFER, REPLY, SECOND_LOOK, STALE, TO_READ
from annotator.errors import AnnotatorError, RefusedError, UnknownNameError
from annotator.flows.annotate import Annotating
from annotator.flows.colleagues import look
from annotator.flows.desk import Desk
from annotator.flows.review.filter import Filter
from annotator.flows.review.reviewing import Reviewing
from annotator.flows.session import Session
from annotator.stores.base import Opened, Store
from annotator.stores.files import FileStore
from annotator.stores.memory import MemoryStore
from annotator.stores.personal import PersonalFiles
from tests.desks import SHORT, fill, session

ARTICLE = "mayor-resigns"
CONTRACT = Path(__file__).parent.parent / "contract" / "desk"
SEED = "stellantis-considers-collaboration"

PEOPLE = (Person("ana"), Person("ben"), Person("cho"), Person("rita", "reviewer"))


def at_work(who: str, run: str = "") -> Session:
    """A session whose comments have ids of their own."""
    ids = count(1)
    own = hashlib.sha256(f"{who}{run}".encode()).hexdigest()[:8]
    return replace(session(who, run or f"{who}1"), new_id=lambda: f"{own}{next(ids):08x}")


def project(**settings: object) -> Project:
    plain = replace(Settings(second_look=0.0), **settings)  # type: ignore[arg-type]
    return Project("test", people=PEOPLE, settings=plain)


def desk(project: Project) -> MemoryStore:
    """The short article, s1 to s5, with nobody's tags yet."""
    store = MemoryStore(project)
    fill(store, SHORT)
    return store


def mark(
    store: Store,
    who: str,
    sentence: str,
    *tags: str,
    hour: int = 11,
    minute: int = 0,
    why: str = "key",
) -> None:
    """Somebody tags a sentence; without a tag they say that none applies."""
    at = f"2026-11-22T{hour}:{minute:02}:00.000Z"
    opened = store.annotations(ARTICLE, who)
    article = store.article(ARTICLE).document
    new = empty_annotations(ARTICLE, article.revision, article.sha256, who)
    document = opened.document if opened else new
    text = next(article.text_of(s) for s in article.sentences if s.id == sentence)
    after = Mark("tagged" if tags else "no-tag", tags, quote=text, at=at)
    how = Circumstances(at, f"{who}1", why)  # type: ignore[arg-type]
    save(store, record(document, [Change(sentence, after)], how), opened)


def say(store: Store, who: str, sentence: str, text: str, minute: int, id_: int = 1) -> None:
    at = f"2026-11-22T{13 + minute // 60}:{minute % 60:02}:00.000Z"
    opened = store.annotations(ARTICLE, who)
    assert opened is not None
    comment = Comment(f"{id_:016x}", sentence, None, text, at)
    how = Circumstances(at, f"{who}1", "comment")
    save(store, record(opened.document, [Change(sentence, comment)], how), opened)


def save(store: Store, document: Annotations, opened: Opened[Annotations] | None) -> None:
    store.save_annotations(document, opened.token if opened else None)


def reviewing(
    store: Store, *, of: str | None = None, who: Session | None = None, article: str = ARTICLE
) -> Reviewing:
    """Rita at work; what she does is saved at once."""
    who = who or at_work("rita")
    text = store.article(article).document
    now = store.project().document
    opened = store.review(article, who.annotator)
    token = [opened.token if opened else None]

    def saved(review: Review) -> None:
        token[0] = store.save_review(review, token[0]).token

    return Reviewing(text, opened, look(store, text, now), now, who, saved, of=of)


def at(work: Reviewing, sentence: str) -> Reviewing:
    work.go_to(sentence)
    return work


def needs(work: Reviewing) -> dict[str, str | None]:
    return {s.id: why for s in work.article.sentences if (why := work.why(s.id))}


def tag_all(store: Store, rows: dict[str, Sequence[str | None]]) -> None:
    """Tags of ana, ben and cho by sentence; None for who has not come to it."""
    for sentence, tags in rows.items():
        for who, tag in zip(("ana", "ben", "cho"), tags, strict=False):
            if tag is not None:
                mark(store, who, sentence, *([tag] if tag != "no-tag" else []))


@pytest.fixture
def store() -> MemoryStore:
    """Three annotators: s2 unanimous, s3 two to one, s4 all different, s5 of ana only."""
    store = desk(project())
    tag_all(
        store,
        {
            "s2": ["confirmed", "confirmed", "confirmed"],
            "s3": ["insider-sourced", "confirmed", "insider-sourced"],
            "s4": ["declined-comment", "no-tag", "opinion"],
            "s5": ["opinion"],
        },
    )
    return store


# ── settling ─────────────────────────────────────────────────────────────────────────────────


def test_settling_begins_where_they_differ_and_visits_only_that(store: MemoryStore) -> None:
    work = reviewing(store)
    assert needs(work) == {"s3": DIFFER, "s4": DIFFER}
    assert (work.sentence.id, work.left()) == ("s3", {DIFFER: 2})
    assert (work.next_that_needs_me(1), work.sentence.id) == (DIFFER, "s4")
    assert (work.next_that_needs_me(1), work.sentence.id) == (DIFFER, "s3")
    assert (work.next_that_needs_me(-1), work.sentence.id) == (DIFFER, "s4")


def test_agreeing_with_the_majority_settles_and_moves_on(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    done = work.agree()
    assert (done.said, work.sentence.id) == ("s3 insider-sourced", "s4")
    assert work.gold("s3").provenance == "adjudicated"
    assert work.left() == {DIFFER: 1}
    opened = store.review(ARTICLE, "rita")
    assert opened is not None
    kept = opened.document.decisions["s3"]
    assert (kept.tags, sorted(kept.saw)) == (("insider-sourced",), ["ana", "ben", "cho"])


def test_without_a_majority_agreeing_says_so_and_does_nothing(store: MemoryStore) -> None:
    work = at(reviewing(store), "s4")
    done = work.agree()
    assert (done.said, done.changed) == ("there is no majority: decide with a tag", frozenset())
    assert (work.document.revision, work.sentence.id) == (0, "s4")
    assert at(work, "s1").agree().said == "nobody has tagged it"


def test_a_tag_decides_otherwise_stays_for_a_reason_and_then_moves_on(store: MemoryStore) -> None:
    work = at(reviewing(store), "s4")
    done = work.decide("opinion")
    assert (done.overruled, work.sentence.id) == (True, "s4")
    assert work.gold("s4").tags == ("opinion",)
    work.give_reason("both defensible")
    kept = work.decision_on("s4")
    assert kept is not None
    assert (kept.reason, kept.also_right) == (
        "both defensible",
        ("declined-comment", "no-tag"),
    )
    assert work.sentence.id == "s3"
    assert at(work, "s1").give_reason("slip").said == "decide first: a reason says why"


def test_no_tag_and_skip_decide_too(store: MemoryStore) -> None:
    work = at(reviewing(store), "s4")
    work.no_tag()
    assert (work.gold("s4").state, work.gold("s4").tags) == ("no-tag", ())
    at(work, "s4").skip()
    assert (work.gold("s4").provenance, work.gold("s4").state) == ("adjudicated", "skipped")


def test_a_second_tag_belongs_to_a_decision(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    assert work.second("opinion").said == "decide on the first tag first"
    work.decide("confirmed")
    work.second("opinion")
    assert work.gold("s3").tags == ("confirmed", "opinion")
    work.second("opinion")
    assert work.gold("s3").tags == ("confirmed",)


def test_the_same_decision_again_is_nothing_new(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    work.decide("confirmed")
    revision = work.document.revision
    assert at(work, "s3").decide("confirmed").said == "s3 confirmed already"
    assert work.document.revision == revision


def test_a_decision_comes_back_only_when_what_it_saw_has_changed(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    work.agree()
    mark(store, "ben", "s5", "opinion")
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    assert "s3" not in needs(work)
    mark(store, "ben", "s3", "opinion", minute=1)
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    assert needs(work)["s3"] == STALE
    assert (work.gold("s3").why, work.is_stale("s3")) == ("stale", True)
    at(work, "s3").agree()
    assert "s3" not in needs(work)
    assert work.document.history[-1].why == "reaffirm"


def test_a_share_of_unanimous_sentences_is_looked_at_all_the_same() -> None:
    store = desk(project(second_look=1.0))
    tag_all(store, {"s2": ["confirmed", "confirmed"], "s5": ["opinion", None]})
    work = reviewing(store)
    assert needs(work) == {"s2": SECOND_LOOK}
    at(work, "s2").agree()
    assert needs(work) == {}
    assert work.gold("s2").provenance == "adjudicated"


def test_a_unanimous_sentence_that_somebody_has_looked_at_needs_no_second_look() -> None:
    store = desk(project(second_look=1.0))
    tag_all(store, {"s2": ["confirmed", "confirmed"], "s3": ["opinion", "opinion"]})
    at(reviewing(store, of="ana"), "s2").agree()
    assert needs(reviewing(store)) == {"s3": SECOND_LOOK}
    assert needs(reviewing(store, who=at_work("rob"))) == {"s3": SECOND_LOOK}


def test_undo_goes_back_and_says_what_it_undid(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    work.agree()
    done = work.undo()
    assert (done.said, work.sentence.id) == ("undone: s3 insider-sourced → undecided", "s3")
    assert work.gold("s3").why == "disagreement"
    assert work.redo().said == "done again: s3 undecided → insider-sourced"
    later = reviewing(store, who=session("rita", "rita2"))
    assert later.undo().said.startswith("undone, from ")
    assert later.gold("s3").why == "disagreement"


def test_clearing_takes_a_decision_back(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    assert work.clear().said == "there is no decision of yours to clear"
    work.decide("opinion")
    work.clear()
    assert work.gold("s3").why == "disagreement"


# ── one colleague ────────────────────────────────────────────────────────────────────────────


def test_walking_through_a_colleagues_tags_agrees_without_settling(store: MemoryStore) -> None:
    work = reviewing(store, of="ben")
    assert needs(work) == {"s2": TO_READ, "s3": TO_READ, "s4": TO_READ}
    assert (work.agree().said, work.sentence.id) == ("s2 agreed: confirmed", "s3")
    work.agree()
    assert work.gold("s2").provenance == "unanimous"
    assert work.gold("s3").why == "disagreement"
    assert needs(work) == {"s4": TO_READ}
    assert at(work, "s5").agree().said == "ben has not tagged it: nothing to agree with"
    assert reviewing(store).left() == {DIFFER: 2}


def test_one_annotator_alone_stays_single_when_agreed_with(store: MemoryStore) -> None:
    work = at(reviewing(store, of="ana"), "s5")
    work.agree()
    assert work.gold("s5").provenance == "single"


def test_disputing_a_colleagues_tag_settles_with_everybodys_marks_in_view(
    store: MemoryStore,
) -> None:
    work = at(reviewing(store, of="ana"), "s2")
    assert work.decide("opinion").overruled
    assert (work.gold("s2").provenance, work.gold("s2").tags) == ("adjudicated", ("opinion",))
    assert "s2" not in needs(work)
    assert "settled it: opinion" in at(work, "s2").agree().said
    assert work.gold("s2").tags == ("opinion",)


def test_an_agreement_comes_back_when_the_mark_changes(store: MemoryStore) -> None:
    work = at(reviewing(store, of="ana"), "s5")
    work.agree()
    mark(store, "ana", "s5", "confirmed", minute=2)
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    assert needs(work)["s5"] == STALE
    assert work.gold("s5").provenance == "single"


@pytest.mark.parametrize("of", ["rita", None])
def test_nobody_reviews_their_own_tags(of: str | None) -> None:
    store = desk(project())
    mark(store, "rita", "s2", "opinion")
    with pytest.raises(RefusedError, match="nobody reviews their own tags"):
        reviewing(store, of=of)


def test_only_who_has_tagged_an_article_can_be_reviewed(store: MemoryStore) -> None:
    with pytest.raises(UnknownNameError, match="no annotator 'bem'"):
        reviewing(store, of="bem")
    with pytest.raises(RefusedError, match=f"Nobody has tagged {ARTICLE}"):
        reviewing(desk(project()))


# ── talking ──────────────────────────────────────────────────────────────────────────────────


def test_sending_back_settles_nothing_and_waits_for_the_annotator(store: MemoryStore) -> None:
    work = at(reviewing(store), "s3")
    assert work.send_back().said == "s3 sent back to ben"
    assert work.gold("s3").why == "disagreement"
    assert (work.sent_back("s3"), needs(work)) == (("ben",), {"s4": DIFFER})
    mark(store, "ben", "s3", "confirmed", minute=59, why="reaffirm")
    assert work.waiting() == 1
    later = replace_time(store, "ben", "s3")
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    assert later > "2026-11-22T12"
    assert (work.sent_back("s3"), needs(work)["s3"]) == ((), DIFFER)


def replace_time(store: Store, who: str, sentence: str) -> str:
    """Marks a sentence again, with the same tags, after everything else that was said."""
    at = "2026-11-22T20:00:00.000Z"
    opened = store.annotations(ARTICLE, who)
    assert opened is not None
    again = replace(opened.document.marks[sentence], at=at)
    how = Circumstances(at, f"{who}2", "reaffirm")
    save(store, record(opened.document, [Change(sentence, again)], how), opened)
    return at


def test_a_reviewer_who_annotates_too_is_not_asked_by_themselves(store: MemoryStore) -> None:
    mark(store, "rita", "s4", "confirmed")
    mark(store, "rita", "s5", "confirmed")
    work = at(reviewing(store), "s4")
    assert work.send_back().said == "s4 sent back to ana and ben and cho"
    assert at(work, "s5").send_back().said == "s5 sent back to ana"


def test_a_colleagues_tag_that_was_sent_back_is_not_to_be_read_until_they_answer(
    store: MemoryStore,
) -> None:
    work = at(reviewing(store, of="ben"), "s3")
    assert work.why("s3") == TO_READ
    work.send_back()
    assert work.why("s3") is None
    mark(store, "ben", "s3", "opinion", hour=20)
    assert reviewing(store, of="ben").why("s3") == TO_READ


def test_agreeing_with_a_second_colleague_keeps_the_first_only_while_that_mark_stands(
    store: MemoryStore,
) -> None:
    at(reviewing(store, of="ana"), "s2").agree()
    work = at(reviewing(store, of="ben"), "s2")
    work.agree()
    assert sorted(work.document.decisions["s2"].saw) == ["ana", "ben"]
    mark(store, "ben", "s2", "opinion", hour=20)
    work = at(reviewing(store, of="cho"), "s2")
    work.agree()
    assert sorted(work.document.decisions["s2"].saw) == ["ana", "cho"]
    assert not work.is_stale("s2")


@pytest.mark.parametrize("why", ["carry", "rename"])
def test_what_the_program_does_to_a_mark_is_no_answer(store: MemoryStore, why: str) -> None:
    at(reviewing(store), "s3").send_back(["ben"])
    mark(store, "ben", "s3", "view", hour=20, why=why)
    assert reviewing(store).sent_back("s3") == ("ben",)


def test_sending_back_again_takes_it_back_and_a_name_asks_somebody_else(
    store: MemoryStore,
) -> None:
    work = at(reviewing(store), "s3")
    work.send_back()
    assert work.send_back().said == "s3 no longer sent back to ben"
    assert work.sent_back("s3") == ()
    assert work.send_back(["ana", "cho"]).said == "s3 sent back to ana and cho"
    assert at(work, "s4").send_back().said == "s4 sent back to ana and ben and cho"
    assert at(work, "s1").send_back().said.startswith("nobody has tagged it")
    work.undo()
    assert work.sent_back("s4") == ()


def test_a_reply_needs_the_reviewer_until_they_say_something(store: MemoryStore) -> None:
    work = at(reviewing(store), "s2")
    say(store, "ana", "s5", "I am sure.", 1, id_=7)
    work.comment("Who says so?")
    say(store, "ben", "s2", "Her office does.", 2, id_=8)
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    assert needs(work) == {"s2": REPLY, "s3": DIFFER, "s4": DIFFER}
    assert [(r.by, r.comment.text) for r in work.thread("s2")] == [
        ("rita", "Who says so?"),
        ("ben", "Her office does."),
    ]
    work.reply("Then it is right.")
    assert "s2" not in needs(work)
    last = work.thread("s2")[-1]
    assert (last.by, last.answers, last.comment.reply_to) == ("rita", "ben", f"{8:016x}")


# ── names and blind projects ─────────────────────────────────────────────────────────────────


def test_names_are_letters_where_the_project_hides_them(store: MemoryStore) -> None:
    opened = store.project()
    store.save_project(project(reviewer_sees_names=False), opened.token)
    work = at(reviewing(store), "s3")
    called = {name: work.name_of(name) for name in work.annotators}
    assert sorted(called.values()) == ["A", "B", "C"]
    assert list(called.values()) == ["A", "B", "C"]
    assert called == {n: reviewing(store).name_of(n) for n in called}
    assert work.send_back().said == f"s3 sent back to {called['ben']}"
    assert reviewing(store, of=called["ben"]).of == "ben"
    assert "ben" not in work.undo().said
    assert work.name_of("rita") == "rita"


# ── filters ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(tag="confirmed"), ["s2", "s3"]),
        (Filter(tag="confirmed", annotator="ana"), ["s2"]),
        (Filter(tag="no-tag"), ["s4"]),
        (Filter(pair=("confirmed", "insider-sourced")), ["s3"]),
        (Filter(pair=("insider-sourced", "insider-sourced")), ["s3"]),
        (Filter(pair=("confirmed", "insider-sourced"), annotator="ana"), []),
        (Filter(annotator="ben"), ["s3", "s4"]),
        (Filter(unsure=True), []),
        (Filter(stale=True), []),
    ],
)
def test_filters_choose_the_sentences_to_visit(
    store: MemoryStore, wanted: Filter, found: list[str]
) -> None:
    work = reviewing(store)
    work.filter = wanted
    assert [s.id for s in work.article.sentences if work.matches(s.id)] == found
    assert work.matching() == len(found)
    work.go(0)
    visited = []
    while work.next_that_needs_me(1) and work.sentence.id not in visited:
        visited.append(work.sentence.id)
    assert visited == found


# ── the contract ─────────────────────────────────────────────────────────────────────────────


def test_the_contract_leaves_what_nobody_has_settled(tmp_path: Path) -> None:
    shutil.copytree(CONTRACT, tmp_path / "desk")
    store = FileStore(tmp_path / "desk")
    work = reviewing(store, article=SEED)
    left = {s: why for s, why in needs(work).items() if why != SECOND_LOOK}
    assert left == {"s2": DIFFER, "s9": DIFFER, "s13": STALE}
    work.filter = Filter(unsure=True)
    assert [s.id for s in work.article.sentences if work.matches(s.id)] == ["s8", "s14"]
    work.filter = Filter(stale=True)
    assert (work.next_that_needs_me(1), work.sentence.id) == (STALE, "s13")


# ── what the annotator sees of it ────────────────────────────────────────────────────────────


def annotating(store: Store, who: str = "ben", run: str = "") -> Annotating:
    text, now = store.article(ARTICLE).document, store.project().document
    opened = store.annotations(ARTICLE, who)
    token = [opened.token if opened else None]

    def saved(document: Annotations) -> None:
        token[0] = store.save_annotations(document, token[0]).token

    work = Annotating(text, opened, now, at_work(who, run or f"{who}9"), saved)
    work.take_colleagues(look(store, text, now))
    return work


def test_what_was_sent_back_needs_the_annotator_until_they_mark_it_again(
    store: MemoryStore,
) -> None:
    rita = at(reviewing(store), "s3")
    rita.send_back()
    ben = annotating(store)
    assert (ben.sent_back_by("s3"), ben.look_again("s3")) == (["rita"], "sent-back")
    assert (ben.waiting_for_me(), ben.progress().look_again) == (["s3"], 1)
    ben.go(0)
    assert (ben.next_that_needs_me(1), ben.sentence.id) == ("sent back", "s3")
    ben.set_note("I do not see why")
    assert ben.look_again("s3") == "sent-back"
    ben.tag("confirmed")
    assert (ben.look_again("s3"), ben.progress().look_again) == (None, 0)
    assert ben.document.history[-1].why == "reaffirm"
    rita.take_colleagues(look(store, rita.article, rita.project, rita.colleagues))
    assert (rita.sent_back("s3"), needs(rita)["s3"]) == ((), DIFFER)
    assert annotating(store).sent_back_by("s3") == []


def test_a_reply_answers_what_was_sent_back_and_undoing_it_does_not(store: MemoryStore) -> None:
    at(reviewing(store), "s3").send_back()
    ben = annotating(store)
    ben.go(2)
    ben.comment("It is on the record.")
    assert ben.sent_back_by("s3") == []
    ben.undo()
    assert ben.sent_back_by("s3") == ["rita"]


def test_comments_of_colleagues_are_unanswered_until_the_annotator_says_or_marks_something(
    store: MemoryStore,
) -> None:
    rita = at(reviewing(store), "s3")
    rita.comment("Who says so?")
    ben = annotating(store)
    assert [r.comment.text for r in ben.unanswered("s3")] == ["Who says so?"]
    ben.go(0)
    assert (ben.next_that_needs_me(1), ben.sentence.id) == ("unanswered", "s3")
    ben.reply("Her office.")
    assert (ben.unanswered("s3"), ben.waiting_for_me()) == ([], [])
    assert [(r.by, r.answers) for r in ben.thread("s3")] == [("rita", None), ("ben", "rita")]
    ana = annotating(store, "ana")
    assert len(ana.unanswered("s3")) == 2
    ana.go(2)
    ana.tag("opinion")
    assert ana.unanswered("s3") == []


def test_colleagues_tags_are_shown_after_ones_own_decision_and_that_is_recorded(
    store: MemoryStore,
) -> None:
    ben = annotating(store)
    assert ben.others_on("s5") == {}
    assert list(ben.others_on("s3")) == ["ana", "cho"]
    ben.go(2)
    ben.tag("insider-sourced")
    ben.tag("no such sentence was shown")
    assert [e.saw_others for e in ben.document.history[-2:]] == [True, False]
    again = annotating(store)
    again.go(2)
    again.tag("opinion")
    assert again.document.history[-1].saw_others


def test_in_a_blind_project_colleagues_are_heard_only_after_handing_in(store: MemoryStore) -> None:
    opened = store.project()
    store.save_project(project(blind=True), opened.token)
    say(store, "ana", "s3", "I am sure.", 1)
    at(reviewing(store), "s3").comment("Who says so?")
    ben = annotating(store)
    assert (ben.others_on("s3"), [r.by for r in ben.unanswered("s3")]) == ({}, ["rita"])
    for index in (0, 4):
        ben.go(index)
        ben.no_tag()
    ben.hand_in()
    assert list(ben.others_on("s3")) == ["ana", "cho"]
    assert {r.by for r in ben.thread("s3")} == {"ana", "rita"}


def test_in_a_blind_project_who_annotates_reviews_only_after_handing_in(
    store: MemoryStore, tmp_path: Path
) -> None:
    opened = store.project()
    store.save_project(project(blind=True), opened.token)
    personal = PersonalFiles(tmp_path / "config", tmp_path / "state")

    def opens(who: str) -> None:
        desk = Desk(store, personal, UserSettings(), session(who))
        work, queue = desk.review(ARTICLE, Nobody())
        queue.close()
        assert isinstance(work, Reviewing)

    opens("rita")
    opens("somebody new")
    mark(store, "rita", "s2", "opinion")
    for who in ("ben", "rita"):
        with pytest.raises(RefusedError, match="blind: hand in mayor-resigns"):
            opens(who)


def test_a_review_is_saved_by_the_queue_and_its_reviewer_joins_the_project(
    store: MemoryStore, tmp_path: Path
) -> None:
    personal = PersonalFiles(tmp_path / "config", tmp_path / "state")
    desk = Desk(store, personal, UserSettings(), session("rob"))
    work, queue = desk.review(ARTICLE, Nobody())
    work.go_to("s3")
    work.agree()
    assert queue.wait_until_saved(10)
    queue.close()
    opened = store.review(ARTICLE, "rob")
    assert opened is not None
    assert opened.document == work.document
    assert Person("rob", "reviewer") in store.project().document.people


class Nobody:
    """Hears of saves and tells nobody."""

    def saved(self, revision: int) -> None: ...
    def merged(self, opened: Opened[Review]) -> None: ...
    def failed(self, error: AnnotatorError) -> None: ...
    def unreadable(self, error: AnnotatorError) -> None: ...
    def changed(self, opened: Opened[Review]) -> None: ...
