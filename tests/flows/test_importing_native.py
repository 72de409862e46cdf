"""Whole articles from another project: nothing is lost, and nothing of ours is overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.codec import empty_annotations, empty_review, encode
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Comment, Mark
from annotator.domain.project import Person, Project
from annotator.domain.review.decisions import Decision, Review, Seen
from annotator.domain.review.reviewing import ReviewChange
from annotator.domain.review.reviewing import record as record_review
from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag
from annotator.flows.articles.ingest import Intake
from annotator.flows.articles.mending import done, join_with_next
from annotator.formats.articles import Incoming
from annotator.stores.base import Store
from annotator.stores.memory import MemoryStore
from tests.desks import NOON, SHORT, fill
from tests.labels_in import exported, imported, mark, marks_of, said

ID = "mayor-resigns"


@pytest.fixture
def theirs() -> MemoryStore:
    """A project with one article, marks, a comment, a hand-in and a review."""
    people = (Person("ben"), Person("rita", "lead"))
    store = MemoryStore(Project("theirs", people), "# Theirs\n")
    fill(store, SHORT)
    article = article_of(store)
    how = Circumstances(NOON, "0000", "key")
    document = empty_annotations(ID, 1, article.sha256, "ben")
    document = record(document, [Change("s2", opinion(article, "s2"))], how)
    document = record(document, [Change("s3", opinion(article, "s3"))], how)
    comment = Comment("0123456789abcdef", "s2", None, "Why?", NOON)
    document = record(document, [Change("s2", comment)], replace(how, why="comment"))
    document = record(document, [Change(None, None)], replace(how, why="hand-in"))
    store.save_annotations(document, None)
    store.save_review(reviewed("opinion"), None)
    return store


def article_of(store: Store) -> Article:
    return store.article(ID).document


def opinion(article: Article, sentence: str, tag: str = "opinion") -> Mark:
    texts = {one.id: article.text_of(one) for one in article.sentences}
    return Mark("tagged", (tag,), quote=texts[sentence], at=NOON)


def reviewed(tag: str) -> Review:
    saw = {"ben": Seen("tagged", ("opinion",))}
    settled = Decision("tagged", (tag,), (), None, saw, NOON)
    how = Circumstances(NOON, "0000", "key")
    return record_review(empty_review(ID, 1, "rita"), [ReviewChange("s2", settled)], how)


def documents(store: Store) -> list[bytes]:
    """Everything about the article, byte for byte."""
    annotations = (store.annotations(ID, name) for name in store.annotators(ID))
    reviews = (store.review(ID, name) for name in store.reviewers(ID))
    return [
        encode(article_of(store)),
        *(encode(opened.document) for opened in annotations if opened),
        *(encode(opened.document) for opened in reviews if opened),
    ]


def bens(store: Store) -> Annotations:
    opened = store.annotations(ID, "ben")
    assert opened is not None
    return opened.document


def test_an_empty_project_gets_everything_byte_for_byte(theirs: MemoryStore) -> None:
    ours = MemoryStore(Project("ours"), "# Ours\n")
    report = imported(ours, "native", exported(theirs, "native"))
    assert documents(ours) == documents(theirs)
    assert (report.articles, report.documents, report.came_in, report.errors) == ([ID], 2, 2, [])
    people = [(person.name, person.role) for person in ours.project().document.people]
    assert people == [("ben", "annotator"), ("rita", "lead")]
    assert ours.guidelines() == "# Ours\n"
    assert "other guidelines" in report.notices[0]
    again = imported(ours, "native", exported(theirs, "native"))
    assert (again.articles, again.documents, again.came_in, again.there_already) == ([], 0, 0, 2)
    assert documents(ours) == documents(theirs)


def test_a_dry_run_writes_nothing(theirs: MemoryStore) -> None:
    ours = MemoryStore(Project("ours"))
    report = imported(ours, "native", exported(theirs, "native"), dry=True)
    assert (report.articles, report.came_in) == ([ID], 2)
    assert (ours.article_ids(), ours.project().document.people) == ([], ())


def test_what_went_on_on_both_sides_is_merged(theirs: MemoryStore) -> None:
    ours = MemoryStore(Project("ours"))
    imported(ours, "native", exported(theirs, "native"))
    article = article_of(ours)
    mark(ours, article, "ben", {"s4": opinion(article, "s4"), "s5": opinion(article, "s5")})
    theirs_now = {"s1": opinion(article, "s1"), "s5": opinion(article, "s5", "confirmed")}
    mark(theirs, article, "ben", theirs_now)
    report = imported(ours, "native", exported(theirs, "native"))
    tags = {id_: one.tags for id_, one in marks_of(ours, ID, "ben").items()}
    assert tags == dict.fromkeys(("s1", "s2", "s3", "s4", "s5"), ("opinion",))
    assert len(bens(ours).comments) == len(bens(ours).handed_in) == 1
    assert dict(report.clashes) == {("ben", "ben (native)"): 1}
    beside = marks_of(ours, ID, "ben (native)")
    assert {id_: one.tags for id_, one in beside.items()} == {"s5": ("confirmed",)}
    before = documents(ours)
    again = imported(ours, "native", exported(theirs, "native"))
    assert (again.came_in, dict(again.clashes), documents(ours)) == (0, {}, before)


def test_decisions_that_differ_stand_beside_one_another(theirs: MemoryStore) -> None:
    ours = MemoryStore(Project("ours"))
    fill(ours, SHORT)
    ours.save_review(reviewed("confirmed"), None)
    report = imported(ours, "native", exported(theirs, "native"))
    found = {name: ours.review(ID, name) for name in ours.reviewers(ID)}
    tags = {name: one.document.decisions["s2"].tags for name, one in found.items() if one}
    assert tags == {"rita": ("confirmed",), "rita (native)": ("opinion",)}
    assert report.clashes["rita", "rita (native)"] == 1
    before = documents(ours)
    assert not imported(ours, "native", exported(theirs, "native")).clashes
    assert documents(ours) == before


def test_an_article_that_went_on_there_goes_on_here(theirs: MemoryStore) -> None:
    ours = MemoryStore(Project("ours"))
    imported(ours, "native", exported(theirs, "native"))
    mark(ours, article_of(ours), "ana", {"s4": opinion(article_of(ours), "s4")})
    done(theirs, join_with_next(article_of(theirs), "s2", by="ben", at=NOON))
    report = imported(ours, "native", exported(theirs, "native"))
    assert (article_of(ours), report.errors) == (article_of(theirs), [])
    assert list(marks_of(ours, ID, "ana")) == ["s4"]


def test_an_article_that_went_on_here_takes_what_was_said_of_the_earlier_one(
    theirs: MemoryStore,
) -> None:
    ours = MemoryStore(Project("ours"))
    fill(ours, SHORT)
    done(ours, join_with_next(article_of(ours), "s2", by="ana", at=NOON))
    article = article_of(ours)
    report = imported(ours, "native", exported(theirs, "native"))
    assert (article_of(ours), report.errors, report.articles) == (article, [], [])
    assert len(bens(ours).history) >= len(bens(theirs).history)


def test_labels_of_an_article_that_changed_on_both_sides_are_placed_by_their_words(
    theirs: MemoryStore,
) -> None:
    ours = MemoryStore(Project("ours"))
    fill(ours, SHORT)
    text = article_of(ours).text
    for store, more in ((ours, " It rained."), (theirs, " It snowed.")):
        incoming = Incoming("Mayor resigns", text.replace(" It will", more + " It will"))
        Intake(store).take(incoming, NOON, into=ID)
    report = imported(ours, "native", exported(theirs, "native"))
    assert {id_: one.tags for id_, one in marks_of(ours, ID, "ben").items()} == {
        "s2": ("opinion",),
        "s3": ("opinion",),
    }
    assert "changed on both sides" in report.notices[-1]
    assert "review of rita" in str(report.errors[0])


def test_another_article_of_the_same_id_gets_an_id_of_its_own(theirs: MemoryStore) -> None:
    ours = MemoryStore(Project("ours"))
    fill(ours, b"Mayor resigns\n\nQuite another story of quite another mayor.\n")
    before = article_of(ours)
    report = imported(ours, "native", exported(theirs, "native"))
    assert (article_of(ours), report.articles) == (before, [f"{ID}-2"])
    assert list(said(ours)) == [(f"{ID}-2", "ben")]


def test_tags_of_the_other_project_are_mapped_also_in_the_history(theirs: MemoryStore) -> None:
    opened = theirs.project()
    view = Tag("view", "v", "≈", "#CC79A7", "a view")
    tags = (*DEFAULT_TAGS[:3], view)
    renamed = (Renamed("opinion", "view", NOON),)
    theirs.save_project(replace(opened.document, tags=tags, renamed=renamed), opened.token)
    article = article_of(theirs)
    mark(theirs, article, "ben", {"s4": opinion(article, "s4", "view")})
    ours = MemoryStore(Project("ours"))
    refused = imported(ours, "native", exported(theirs, "native"))
    assert (refused.unknown, said(ours)) == ({"view": 1}, {})
    report = imported(ours, "native", exported(theirs, "native"), labels=[("view", "confirmed")])
    found = {id_: one.tags for id_, one in marks_of(ours, ID, "ben").items()}
    assert (found["s4"], report.errors) == (("confirmed",), [])
    after = [event.after for event in bens(ours).history if isinstance(event.after, Mark)]
    assert {tag for one in after for tag in one.tags} == {"confirmed"}


def test_a_damaged_line_is_told_and_the_rest_comes_in(theirs: MemoryStore) -> None:
    fill(theirs, b"Storm closes port\n\nThe port was closed on Sunday.\n")
    data = exported(theirs, "native")["data.json"].splitlines(keepends=True)
    ours = MemoryStore(Project("ours"))
    report = imported(ours, "native", b"".join([data[0], b'{"article": 7},\n', *data[2:]]))
    assert "line 2" in str(report.errors[0])
    assert ours.article_ids() == ["storm-closes-port"]


def test_a_history_that_contradicts_itself_stays_outside(theirs: MemoryStore) -> None:
    (data,) = exported(theirs, "native").values()
    broken = data.replace(b'"history":[{"revision":1,', b'"history":[{"revision":10000000000,', 1)
    assert broken != data
    mine = MemoryStore(Project("mine"), "# Mine\n")
    done = imported(mine, "native", broken)
    assert "10000000000 does not follow 0" in str(done.errors[0])
    assert mine.annotations(ID, "ben") is None
    assert mine.review(ID, "rita") is not None


def test_marks_that_their_history_does_not_make_stay_outside(theirs: MemoryStore) -> None:
    (data,) = exported(theirs, "native").values()
    begins = data.index(b'"marks":')
    other = data[begins:].replace(b'"opinion"', b'"confirmed"', 1)
    mine = MemoryStore(Project("mine"), "# Mine\n")
    done = imported(mine, "native", data[:begins] + other)
    assert "s2: it is not what the history makes of it" in str(done.errors[0])
    assert mine.annotations(ID, "ben") is None


def test_a_byte_order_mark_is_no_obstacle_and_damage_is_told_without_a_repair(
    theirs: MemoryStore,
) -> None:
    (data,) = exported(theirs, "native").values()
    mine = MemoryStore(Project("mine"), "# Mine\n")
    assert imported(mine, "native", b"\xef\xbb\xbf" + data).errors == []
    damaged = data.replace(b'"handed_in":', b'"unknown":1,"handed_in":', 1)
    (error,) = imported(MemoryStore(Project("mine"), ""), "native", damaged).errors
    assert "line 2: unknown key 'unknown'" in str(error)
    assert "repair" not in str(error)


@pytest.mark.parametrize("name", ["native", "jsonl", "label-studio"])
def test_an_article_that_was_set_aside_is_not_brought_in_anew(
    theirs: MemoryStore, name: str
) -> None:
    files = exported(theirs, name)
    mine = MemoryStore(Project("mine"), "# Mine\n")
    fill(mine, SHORT)
    mine.set_aside(ID)
    done = imported(mine, name, files)
    assert mine.article_ids() == []
    assert f"remove --back {ID}" in str(done.errors[0])
    assert said(mine) == {}


def test_an_id_that_leads_out_of_the_project_is_made_anew(theirs: MemoryStore) -> None:
    data = exported(theirs, "native")["data.json"].replace(b'"mayor-resigns"', b'"../../outside"')
    ours = MemoryStore(Project("ours"))
    report = imported(ours, "native", data)
    assert (ours.article_ids(), report.came_in) == ([ID], 2)


@pytest.mark.parametrize("fields", [b'"x"', b"[]", b'{"title":7}'])
def test_an_article_with_an_odd_past_is_told(theirs: MemoryStore, fields: bytes) -> None:
    done(theirs, join_with_next(article_of(theirs), "s2", by="ben", at=NOON))
    data = exported(theirs, "native")["data.json"].replace(b'"fields":{}', b'"fields":' + fields)
    ours = MemoryStore(Project("ours"))
    report = imported(ours, "native", data)
    assert "previous[0].fields" in str(report.errors[0])
    assert ours.article_ids() == []
