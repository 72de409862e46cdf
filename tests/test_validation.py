from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from annotator.codec import decode, empty_rows, encode, thing_of
from annotator.domain.article import Article, EarlierRevision, Sentence, fingerprint, text_digest
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Comment, Mark, Source
from annotator.domain.project import Person, Project, Settings
from annotator.domain.review.decisions import Decision, Review, ReviewEvent, Seen, SentBack
from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag
from annotator.validation import validate
from tests import strategies as some

AT = "2026-11-22T09:00:00.000Z"
TEXT = "It will fail. Aides said so."
ARTICLE = Article(
    id="an-article",
    revision=1,
    title="It will fail",
    url=None,
    publisher=None,
    byline=None,
    published=None,
    published_basis=None,
    retrieved=AT,
    language="en",
    license=None,
    sha256=text_digest(TEXT),
    fingerprint=fingerprint(TEXT),
    segmenter="by hand",
    text=TEXT,
    sentences=(Sentence("s1", 0, 13, "sentence", 0), Sentence("s2", 14, 28, "sentence", 0)),
)
EARLIER = EarlierRevision(1, AT, "ana", "edit", ARTICLE.sha256, None, None, ())
AIDES = Source("Aides", "Aides", "s2", 0, 5, "unnamed-group")
GOOD = record(
    replace(some.empty_annotations(), article_sha256=ARTICLE.sha256),
    [
        Change("s1", Mark("tagged", ("opinion",), quote="It will fail.", at=AT)),
        Change("s2", Mark("tagged", ("insider-sourced",), quote="Aides said so.", at=AT)),
        Change("s2", Comment("0" * 16, "s2", None, "Who?", AT)),
    ],
    Circumstances(AT, "a1", "key"),
)
PROJECT = Project("desk", people=(Person("ana"),))
PATH = "annotations/an-article/ana.json"


def check(plain: dict[str, Any], path: str = PATH, **beside: Any) -> list[str]:  # noqa: ANN401 - passed on
    known: dict[str, Any] = {"article": ARTICLE, "project": PROJECT, "threads": ()} | beside
    found = validate("annotations", json.dumps(plain).encode(), path, **known)
    return [str(problem) for problem in found]


def good() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(encode(GOOD))
    return plain


def test_a_good_document_has_no_problems() -> None:
    assert check(good()) == []


@given(some.histories())
def test_whatever_is_done_leaves_a_document_without_problems(documents: tuple[Any, ...]) -> None:
    for document in documents:
        data = encode(replace(document, created=document.created or AT))
        found = validate("annotations", data, PATH)
        assert not [p for p in found if not p.place.startswith("comments")], found


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "line 1, column 1: it is not JSON"),
        (b'{\n  "schema": "annotator/anno', "line 2"),
        (b'{\n<<<<<<< HEAD\n"version": 1}', "line 2, column 1"),
        (b"[]", "it holds no JSON object"),
        (b"{}", "schema: it is None"),
        (b'{"schema": "annotator/review", "version": 1}', "not 'annotator/annotations'"),
        (b'{"schema": "annotator/annotations", "version": 7}', "versions up to 1: update it"),
        (b'{"schema": "annotator/annotations", "version": 1.5}', "1.5 is no version"),
        (b'{"schema": 1, "schema": 2}', "schema: the same key stands there twice"),
    ],
)
def test_a_file_that_is_no_document_says_so(data: bytes, says: str) -> None:
    found = validate("annotations", data, PATH)
    assert says in str(found[0])


def test_everything_that_does_not_fit_the_schema_is_found_at_once() -> None:
    plain = good()
    plain |= {"colour": "blue", "revision": "3", "handed_in": {}}
    del plain["annotator"]
    plain["marks"]["s1"]["state"] = "maybe"
    plain["history"][0]["after"]["tags"] = [3]
    plain["history"][1]["after"]["extra"] = 1
    plain["history"][2]["after"] = 5
    assert sorted(check(plain)) == [
        "annotator: it is missing",
        "colour: this key is unknown",
        "handed_in: it is {}, not a list",
        "history[0].after.tags[0]: it is 3, not text",
        "history[1].after.extra: this key is unknown",
        "history[2].after: it is 5, not an object",
        "marks.s1.state: it is \"maybe\", not 'tagged', 'no-tag', 'skipped' or 'open'",
        'revision: it is "3", not a whole number',
    ]


def edited(*path: str | int, value: object) -> dict[str, Any]:
    plain: Any = good()
    at = plain
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return plain  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        (edited("article", value="another"), "article: it is 'another', not 'an-article'"),
        (edited("article_revision", value=2), "article_revision: it is 2, and the article has 1"),
        (edited("article_sha256", value="0"), "article_sha256: it is not that"),
        (edited("revision", value=9), "revision: it is 9, and the last event's is 3"),
        (edited("updated", value="2027"), "updated: it is not the time of the last event"),
        (edited("marks", "s1", "tags", value=[]), "marks.s1: a tagged mark has no tag"),
        (edited("marks", "s1", "tags", value=["rumour"]), "marks.s1.tags: the project has no tag"),
        (edited("marks", "s1", "tags", value=["opinion"] * 2), "marks.s1.tags: a tag stands there"),
        (edited("marks", "s1", "state", value="no-tag"), "marks.s1.tags: a no-tag one has none"),
        (edited("marks", "s1", "skip_reason", value="bad-cut"), "marks.s1.skip_reason"),
        (edited("marks", "s1", "quote", value="It fails."), "marks.s1.quote: it is not the text"),
        (edited("marks", "s9", value=good()["marks"]["s1"]), "marks.s9: the article has no"),
        (edited("marks", "s1", "note", value="?"), "marks.s1: it is not what the history makes"),
        (edited("comments", value=[]), "comments: they are not what the history makes"),
        (edited("comments", 0, "reply_to", value="x"), "comments[0].reply_to: there is no comment"),
        (edited("comments", value=good()["comments"] * 2), "comments[1].id"),
        (edited("handed_in", value=[{"revision": 1, "at": AT}]), "handed_in: it is not what"),
        (edited("history", 1, "revision", value=5), "history[1].revision: 5 does not follow 1"),
        (edited("history", 1, "group", value=7), "history[1].group: no event 7"),
        (edited("history", 1, "undoes", value=2), "history[1].undoes: no action 2"),
        (edited("history", 1, "at", value="noon"), "history[1].at: 'noon' is no time in UTC"),
        (edited("history", 0, "at", value="2027-01-01T00:00:00.000Z"), "history[1].at: it is earl"),
        (edited("history", value=[]), "revision: it is 3, and the last event's is 0"),
    ],
)
def test_what_contradicts_itself_or_the_article_is_found(plain: dict[str, Any], says: str) -> None:
    assert any(found.startswith(says) for found in check(plain)), check(plain)


@pytest.mark.parametrize(
    "source",
    [
        replace(AIDES, end=99),
        replace(AIDES, start=-1),
        replace(AIDES, start=5, end=5),
        replace(AIDES, end=None),
        replace(AIDES, sentence="s9"),
        replace(AIDES, sentence="s1", end=14),
        replace(AIDES, from_="s9"),
    ],
)
def test_a_source_outside_its_sentence_is_found(source: Source) -> None:
    mark = replace(GOOD.marks["s2"], sources=(source,))
    document = record(GOOD, [Change("s2", mark)], Circumstances(AT, "a1", "key"))
    assert [f.split(":")[0] for f in check(json.loads(encode(document)))] == ["marks.s2.sources[0]"]
    whole = record(
        GOOD,
        [Change("s2", replace(mark, sources=(AIDES, replace(AIDES, sentence="s1", end=13))))],
        Circumstances(AT, "a1", "key"),
    )
    assert check(json.loads(encode(whole))) == []


def test_marks_on_an_earlier_revision_are_not_held_against_the_article_of_today() -> None:
    later = replace(ARTICLE, revision=2, text="All new.", sentences=())
    assert check(good(), article=later) == []


def test_a_renamed_tag_is_known_by_its_old_name() -> None:
    tags = (*DEFAULT_TAGS[:3], replace(DEFAULT_TAGS[3], name="view"))
    renamed = Renamed("opinion", "view", AT)
    assert check(good(), project=replace(PROJECT, tags=tags, renamed=(renamed,))) == []
    assert check(good(), project=replace(PROJECT, tags=tags)) == [
        "marks.s1.tags: the project has no tag 'opinion'"
    ]


def test_a_reply_to_a_colleague_is_known_where_the_thread_is() -> None:
    plain = edited("comments", 0, "reply_to", value="f" * 16)
    plain["history"][2]["after"]["reply_to"] = "f" * 16
    assert check(plain, threads={"f" * 16}) == []
    assert check(plain, threads=None) == []
    assert check(plain, threads={"0"}) == [f"comments[0].reply_to: there is no comment {'f' * 16}"]


@pytest.mark.parametrize(
    ("path", "good_place"),
    [
        ("/desk/annotations/an-article/ana.json", True),
        (r"C:\desk\annotations\an-article\ana.json", True),
        ("/desk/annotations/an-article/ana (1).json", False),
        ("/desk/annotations/another/ana.json", False),
    ],
)
def test_a_file_stands_where_its_names_say(path: str, *, good_place: bool) -> None:
    assert (check(good(), path=path) == []) is good_place


@pytest.mark.parametrize(
    ("project", "says"),
    [
        (
            replace(PROJECT, tags=(DEFAULT_TAGS[0], replace(DEFAULT_TAGS[0], key="y"))),
            "tags[1].name: two tags are called",
        ),
        (replace(PROJECT, tags=(*DEFAULT_TAGS, Tag("x", "c", "x", "#000000", ""))), "tags[4].key"),
        (replace(PROJECT, tags=(Tag("x", "C", "x", "#000000", ""),)), "tags[0].key: the capital"),
        (replace(PROJECT, tags=(Tag("x", "7", "x", "#000000", ""),)), "tags[0].key: '7'"),
        (replace(PROJECT, tags=(Tag("x", "", "x", "#000000", ""),)), "tags[0].key: ''"),
        (replace(PROJECT, tags=(Tag("x", "y", "x", "red", ""),)), "tags[0].colour: 'red'"),
        (replace(PROJECT, tags=(Tag(" ", "y", "x", "#000000", ""),)), "tags[0].name: a tag needs"),
        (
            replace(PROJECT, people=(Person("ana"), Person("Ana"))),
            "people[1].name: 'Ana' and 'ana'",
        ),
        (replace(PROJECT, people=(Person("a/b"),)), "people[0].name: The name 'a/b'"),
        (replace(PROJECT, people=(Person(" ana"),)), "people[0].name: ' ana' is not in its normal"),
        (replace(PROJECT, assignments={"x": ("bob",)}), "assignments.x: nobody is called 'bob'"),
        (replace(PROJECT, settings=Settings(second_look=2)), "settings.second_look"),
        (replace(PROJECT, settings=Settings(evidence_days=-1)), "settings.evidence_days"),
        (replace(PROJECT, renamed=(Renamed("opinion", "confirmed", AT),)), "renamed[0].from"),
        (replace(PROJECT, renamed=(Renamed("view", "nothing", AT),)), "renamed[0].to"),
        (replace(PROJECT, renamed=(Renamed("view", "opinion", "then"),)), "renamed[0].at"),
    ],
)
def test_a_project_that_contradicts_itself_is_found(project: Project, says: str) -> None:
    found = [str(problem) for problem in validate("project", encode(project), "annotator.json")]
    assert len(found) == 1
    assert found[0].startswith(says)


def test_a_good_project_and_its_renames_in_a_row_have_no_problems() -> None:
    renamed = (Renamed("view", "belief", AT), Renamed("belief", "opinion", AT))
    project = replace(PROJECT, renamed=renamed, assignments={"an-article": ("ana",)})
    assert validate("project", encode(project), "desk/annotator.json") == []


@pytest.mark.parametrize(
    ("article", "says"),
    [
        (replace(ARTICLE, sha256="0"), "sha256 is not the digest of the text"),
        (replace(ARTICLE, fingerprint="0"), "fingerprint: it is not the digest"),
        (replace(ARTICLE, sentences=ARTICLE.sentences[:1] * 2), "two sentences have the same id"),
        (replace(ARTICLE, retrieved="today"), "retrieved: 'today' is no time"),
        (replace(ARTICLE, previous=(EARLIER,)), "previous[0].revision: 1 is out of order"),
        (
            replace(ARTICLE, revision=2, previous=(replace(EARLIER, text="Other."),)),
            "previous[0].sha256: it is not the digest",
        ),
    ],
)
def test_an_article_that_contradicts_itself_is_found(article: Article, says: str) -> None:
    found = [str(p) for p in validate("article", encode(article), "articles/an-article.json")]
    assert any(says in problem for problem in found), found


@given(some.documents())
def test_what_validates_opens_and_what_opens_fits_the_schema(document: Any) -> None:  # noqa: ANN401 - any document
    data, thing = encode(document), thing_of(document)
    found = validate(thing, data, "a file")
    assert decode(data, "a file") == document
    assert not [p for p in found if "this key is unknown" in p.what or "not text" in p.what]


def test_an_article_with_its_earlier_revisions_has_no_problems() -> None:
    article = replace(ARTICLE, revision=2, previous=(replace(EARLIER, text=TEXT),))
    assert validate("article", encode(article), "articles/an-article.json") == []


def test_a_review_is_held_against_its_article_and_its_history() -> None:
    seen = {"ana": Seen("tagged", ("opinion",))}
    decision = Decision("tagged", ("opinion",), (), None, seen, AT)
    back = SentBack(("ben",), AT)
    events = [
        ReviewEvent(1, AT, "r1", 1, "s1", decision, "key"),
        ReviewEvent(2, AT, "r1", 2, "s2", decision, "key"),
        ReviewEvent(3, AT, "r1", 3, "s2", None, "undo", 2),
        ReviewEvent(4, AT, "r1", 4, "s2", back, "key"),
    ]
    review = Review(
        *("an-article", 1, "rita", 4, AT, AT),
        empty_rows("decisions").having("s1", decision),
        empty_rows("sent_back").having("s2", back),
        empty_rows("comments"),
        empty_rows("review_history").plus(events),
    )

    def found(document: Review) -> list[str]:
        path = "reviews/an-article/rita.json"
        problems = validate("review", encode(document), path, article=ARTICLE, project=PROJECT)
        return [str(problem) for problem in problems]

    assert found(review) == []
    other = replace(decision, tags=("rumour",))
    assert found(replace(review, decisions=review.decisions.having("s1", other))) == [
        "decisions.s1.tags: the project has no tag 'rumour'",
        "decisions.s1: it is not what the history makes of it",
    ]
    assert found(replace(review, decisions=review.decisions.having("s9", decision))) == [
        "decisions.s9: the article has no sentence 's9'",
        "decisions.s9: it is not what the history makes of it",
    ]
    assert found(replace(review, sent_back=review.sent_back.having("s9", back))) == [
        "sent_back.s9: the article has no sentence 's9'",
        "sent_back.s9: it is not what the history makes of it",
    ]
    assert found(replace(review, revision=5))[0].startswith("revision: it is 5")


def test_an_article_that_lies_elsewhere_is_found(tmp_path: Path) -> None:
    found = validate("article", encode(ARTICLE), str(tmp_path / "copy.json"))
    assert [str(problem) for problem in found] == [
        "the file is of an-article.json, by what it holds"
    ]
