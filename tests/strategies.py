"""Hypothesis strategies for every value, wild text included, and for histories as they happen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from annotator.codec import empty_rows
from annotator.domain.annotations import Annotations
from annotator.domain.article import (
    KINDS,
    Aligned,
    Article,
    Basis,
    EarlierRevision,
    HowAligned,
    Sentence,
    fingerprint,
    sentence_id,
    text_digest,
)
from annotator.domain.history import (
    Change,
    ChangedSinceError,
    Circumstances,
    record,
    redo,
    undo,
)
from annotator.domain.marks import (
    MANNERS,
    ROLES,
    SKIP_REASONS,
    SOURCE_BASES,
    SOURCE_KINDS,
    STANCES,
    Comment,
    Evidence,
    LinkCheck,
    LinkState,
    LookAgain,
    Mark,
    Source,
    SourceBy,
    State,
    Suggestion,
)
from annotator.domain.project import (
    Person,
    PersonRole,
    Project,
    Settings,
    Severity,
    SuggestionMode,
    UserSettings,
)
from annotator.domain.review.decisions import Decision, Reason, Review, ReviewEvent, Seen, SentBack
from annotator.domain.rows import Log, Rows
from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag

T = TypeVar("T")

TAG_NAMES = tuple(tag.name for tag in DEFAULT_TAGS)
SENTENCES = tuple(f"s{n}" for n in range(1, 13))
_START = datetime(2026, 11, 22, 9, tzinfo=UTC)

WILD = (
    "",
    '"from_":',
    '{"from_": "from", "from": 1}',
    "two\nlines\r\nand\u2028a third",
    '    "s1": {"state": "tagged"},',
    "  ]\n}\n",
    "\x00\x07\x1b[31m\x7f\x85",
    "back\\slash \\u0041 \\n",
    "عربى \u202e e\u0301 👩\u200d👩\u200d👧 \U0010ffff \ufffe",
)
"""Texts that have a meaning in the file's own layout, or none anywhere."""


def texts(most: int = 40) -> SearchStrategy[str]:
    """Any text that UTF-8 can hold."""
    any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=most)
    return st.one_of(any_text, st.sampled_from(WILD))


def words() -> SearchStrategy[str]:
    """Text with something in it."""
    return texts().filter(lambda text: bool(text.strip()))


def optional(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.one_of(st.none(), strategy)


def several(strategy: SearchStrategy[T], most: int = 3) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def times() -> SearchStrategy[str]:
    """UTC times with milliseconds, within some years of the program's beginning."""
    return st.integers(0, 10**11).map(time_after)


def time_after(milliseconds: int) -> str:
    at = _START + timedelta(milliseconds=milliseconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def sentence_ids() -> SearchStrategy[str]:
    later = st.integers(0, 99).map(lambda n: sentence_id("text", n, n + 1))
    return st.one_of(st.sampled_from(SENTENCES), later)


def hexes(digits: int) -> SearchStrategy[str]:
    return st.integers(0, 16**digits - 1).map(lambda n: f"{n:0{digits}x}")


def sources() -> SearchStrategy[Source]:
    return st.builds(
        Source,
        name=texts(),
        mention=texts(),
        sentence=optional(sentence_ids()),
        start=optional(st.integers(0, 500)),
        end=optional(st.integers(0, 500)),
        kind=st.sampled_from(SOURCE_KINDS),
        role=st.sampled_from(ROLES),
        basis=st.sampled_from(SOURCE_BASES),
        from_=optional(sentence_ids()),
        via=optional(texts()),
        manner=optional(st.sampled_from(MANNERS)),
        confidential=st.booleans(),
        by=st.sampled_from(get_args(SourceBy)),
    )


def evidence() -> SearchStrategy[Evidence]:
    checked = st.builds(
        LinkCheck,
        at=times(),
        state=st.sampled_from(get_args(LinkState)),
        url=optional(texts()),
        title=optional(texts()),
    )
    return st.builds(
        Evidence,
        url=optional(texts()),
        document=optional(texts()),
        locator=optional(texts()),
        quotation=optional(texts()),
        stance=st.sampled_from(STANCES),
        seen=optional(texts(10)),
        archived=optional(texts()),
        checked=optional(checked),
    )


def suggestions() -> SearchStrategy[Suggestion]:
    return st.builds(
        Suggestion,
        tag=st.sampled_from(TAG_NAMES),
        probability=st.floats(0, 1),
        model=texts(),
        shown=st.booleans(),
        accepted=st.booleans(),
    )


def tag_lists(least: int = 1) -> SearchStrategy[tuple[str, ...]]:
    names = st.sampled_from(TAG_NAMES)
    return st.lists(names, min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    """Marks whose tags and reason fit their state."""
    state = draw(st.sampled_from(get_args(State)))
    return Mark(
        state=state,
        tags=draw(tag_lists()) if state == "tagged" else (),
        unsure=draw(st.booleans()),
        skip_reason=draw(st.sampled_from(SKIP_REASONS)) if state == "skipped" else None,
        quote=draw(texts()),
        sources=draw(several(sources(), 2)),
        evidence=draw(several(evidence(), 2)),
        note=draw(texts()),
        look_again=draw(optional(st.sampled_from(get_args(LookAgain)))),
        suggestion=draw(optional(suggestions())),
        guidelines=draw(st.sampled_from(["1", "2", "2026-11"])),
        at=draw(times()),
        seconds=draw(optional(st.floats(0, 1e6))),
    )


def plain_marks() -> SearchStrategy[Mark]:
    """Marks that differ in their decision only: cheap to make, many of them equal."""
    return st.builds(
        Mark,
        state=st.just("tagged"),
        tags=tag_lists(),
        at=st.just(time_after(0)),
    )


def comments(sentence: str | None = None) -> SearchStrategy[Comment]:
    return st.builds(
        Comment,
        id=hexes(16),
        sentence=st.just(sentence) if sentence else sentence_ids(),
        reply_to=optional(hexes(16)),
        text=texts(),
        at=times(),
    )


def empty_annotations(annotator: str = "ana", article: str = "an-article") -> Annotations:
    """A document before the first mark."""
    return Annotations(
        article=article,
        article_revision=1,
        article_sha256=hashlib.sha256(article.encode()).hexdigest(),
        annotator=annotator,
        revision=0,
        created="",
        updated="",
        handed_in=(),
        marks=empty_rows("marks"),
        comments=empty_rows("comments"),
        history=empty_rows("history"),
    )


Step = Callable[[Annotations], Annotations]
"""What a person does once: a document before, a document after."""


def _change(changes: Sequence[Change], how: Circumstances) -> Step:
    return lambda document: record(document, changes, how)


def _unmake(action: Callable[..., object], how: Circumstances) -> Step:
    def step(document: Annotations) -> Annotations:
        try:
            done = action(document, how)
        except ChangedSinceError:
            return document
        return done[0] if isinstance(done, tuple) else document

    return step


def circumstances(session: str = "a1") -> SearchStrategy[Circumstances]:
    return st.builds(
        Circumstances,
        at=times(),
        session=st.just(session),
        why=st.sampled_from(["key", "cli", "accept", "carry", "import"]),
        saw_others=st.booleans(),
    )


def edits(
    session: str = "a1",
    mark: SearchStrategy[Mark] | None = None,
    sentences: SearchStrategy[str] | None = None,
) -> SearchStrategy[Step]:
    """Giving one or a few sentences a mark, or taking it away."""
    where = sentence_ids() if sentences is None else sentences
    what = plain_marks() if mark is None else mark
    changes = st.lists(
        st.builds(Change, where, optional(what)),
        min_size=1,
        max_size=3,
        unique_by=lambda change: change.sentence,
    )
    return st.builds(_change, changes, circumstances(session))


def steps(session: str = "a1", mark: SearchStrategy[Mark] | None = None) -> SearchStrategy[Step]:
    """Anything that a person does: edits, comments, handing in, undo and redo."""
    how = circumstances(session)
    talk = st.builds(
        lambda comment, at: _change(
            [Change(comment.sentence, comment)], Circumstances(at, session, "comment")
        ),
        comments(),
        times(),
    )
    hand_in = times().map(
        lambda at: _change([Change(None, None)], Circumstances(at, session, "hand-in"))
    )
    unmade = st.builds(_unmake, st.sampled_from([undo, redo]), how)
    return st.one_of(edits(session, mark), talk, hand_in, unmade)


@st.composite
def histories(
    draw: st.DrawFn, mark: SearchStrategy[Mark] | None = None, most: int = 12
) -> tuple[Annotations, ...]:
    """A document as it was after each thing that was done, the empty one first."""
    documents = [empty_annotations()]
    for step in draw(st.lists(steps(mark=mark), max_size=most)):
        documents.append(step(documents[-1]))
    return tuple(documents)


def annotated(most: int = 6) -> SearchStrategy[Annotations]:
    return histories(marks(), most).map(lambda documents: documents[-1])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Articles whose cuts and digests are right."""
    text = draw(texts(80).filter(bool))
    ends = sorted(draw(st.sets(st.integers(1, len(text)), max_size=5)))
    starts = [0, *ends[:-1]]
    cuts = tuple(
        Sentence(f"s{n}", start, end, draw(st.sampled_from(KINDS)), n // 2)
        for n, (start, end) in enumerate(zip(starts, ends, strict=False), 1)
    )
    return Article(
        id=draw(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)),
        revision=draw(st.integers(2, 9)),
        title=draw(texts()),
        url=draw(optional(texts())),
        publisher=draw(optional(texts())),
        byline=draw(optional(texts())),
        published=draw(optional(texts(10))),
        published_basis=draw(optional(st.sampled_from(get_args(Basis)))),
        retrieved=draw(times()),
        language=draw(optional(st.sampled_from(["en", "zh-Hans"]))),
        license=draw(optional(texts())),
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter=draw(texts(10)),
        text=text,
        sentences=cuts,
        previous=draw(several(_earlier(cuts), 2)),
    )


def _earlier(cuts: tuple[Sentence, ...]) -> SearchStrategy[EarlierRevision]:
    aligned = st.builds(
        Aligned,
        old=several(sentence_ids()),
        new=several(sentence_ids()),
        how=st.sampled_from(get_args(HowAligned)),
    )
    return st.builds(
        EarlierRevision,
        revision=st.integers(1, 9),
        at=times(),
        by=texts(),
        why=texts(),
        sha256=hexes(64),
        text=optional(texts()),
        sentences=optional(st.just(cuts)),
        alignment=several(aligned),
        fields=st.dictionaries(texts(), optional(texts()), max_size=2),
    )


def decisions() -> SearchStrategy[Decision]:
    seen = st.builds(Seen, state=st.sampled_from(get_args(State)), tags=tag_lists(0))
    return st.builds(
        Decision,
        state=st.just("tagged"),
        tags=tag_lists(),
        also_right=tag_lists(0),
        reason=optional(st.sampled_from(get_args(Reason))),
        saw=st.dictionaries(st.one_of(texts(), st.just("from_")), seen, max_size=3),
        at=times(),
    )


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    sent_back = st.builds(SentBack, to=several(texts()), at=times())
    events = st.builds(
        ReviewEvent,
        revision=st.integers(1, 99),
        at=times(),
        session=texts(),
        group=st.integers(1, 99),
        sentence=optional(sentence_ids()),
        after=st.one_of(st.none(), decisions(), sent_back, comments()),
        why=st.sampled_from(["key", "undo", "comment"]),
        undoes=optional(st.integers(1, 9)),
        saw_others=st.booleans(),
    )
    return Review(
        article="an-article",
        article_revision=draw(st.integers(1, 9)),
        reviewer=draw(words()),
        revision=draw(st.integers(0, 99)),
        created=draw(times()),
        updated=draw(times()),
        decisions=_rows("decisions", draw(st.dictionaries(sentence_ids(), decisions()))),
        sent_back=_rows("sent_back", draw(st.dictionaries(sentence_ids(), sent_back))),
        comments=_log("comments", draw(several(comments()))),
        history=_log("review_history", draw(several(events))),
    )


def _rows(field: str, values: dict[str, T]) -> Rows[T]:
    empty: Rows[T] = empty_rows(field)
    return empty.with_all(values)


def _log(field: str, values: Sequence[T]) -> Log[T]:
    empty: Log[T] = empty_rows(field)
    return empty.plus(values)


def projects() -> SearchStrategy[Project]:
    settings = st.builds(
        Settings,
        blind=st.booleans(),
        suggestions=st.sampled_from(get_args(SuggestionMode)),
        majority=st.booleans(),
        reviewer_sees_names=st.booleans(),
        second_look=st.floats(0, 1),
        ascii=st.booleans(),
        lint=st.dictionaries(texts(), st.sampled_from(get_args(Severity)), max_size=2),
        evidence_days=optional(st.integers(0, 9999)),
    )
    tag = st.builds(Tag, texts(), texts(1), texts(2), st.just("#009E73"), texts())
    return st.builds(
        Project,
        name=texts(),
        people=several(st.builds(Person, texts(), st.sampled_from(get_args(PersonRole)))),
        tags=st.one_of(st.just(DEFAULT_TAGS), several(tag)),
        renamed=several(st.builds(Renamed, texts(), texts(), times())),
        guidelines=texts(),
        settings=settings,
        assignments=st.dictionaries(st.one_of(texts(), st.just("from_")), several(texts())),
    )


def user_settings() -> SearchStrategy[UserSettings]:
    return st.builds(
        UserSettings,
        name=optional(texts()),
        theme=optional(texts()),
        keys=st.dictionaries(st.one_of(texts(), st.just("from_")), several(texts())),
        ascii=optional(st.booleans()),
        details=st.booleans(),
        questions=st.booleans(),
    )


def documents() -> SearchStrategy[Annotations | Article | Review | Project | UserSettings]:
    """Any document that a file can hold."""
    return st.one_of(articles(), annotated(), reviews(), projects(), user_settings())
