"""Marking without a screen: what a command wants of one sentence, recorded as one event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from annotator.domain import edits
from annotator.domain.annotations import Annotations, Why
from annotator.domain.article import Article, Sentence
from annotator.domain.edits import Occasion
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.kinds import guessed_kind
from annotator.domain.marks import (
    Evidence,
    Manner,
    Mark,
    Role,
    SkipReason,
    Source,
    SourceBasis,
    SourceKind,
    State,
)
from annotator.domain.meanings import meanings
from annotator.domain.progress import is_unseen
from annotator.domain.proposed import with_proposal, without_proposals
from annotator.domain.revisions.carry import anchored
from annotator.errors import RefusedError, StorageError, UnknownSentenceError
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.flows.team.people import join_project


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mark is to be; what is null stays as it is."""

    state: State | None = None
    """`open` takes the decision back."""
    tags: tuple[str, ...] = ()
    """Exactly these, the primary first, where the state is `tagged`."""
    skip_reason: SkipReason | None = None
    """Null for the one that the sentence's kind gives."""
    sources: tuple[Source, ...] = ()
    """To be added; one of the same name is replaced."""
    drop_sources: bool = False
    """Whether those there are go first."""
    evidence: tuple[Evidence, ...] = ()
    """To be added; a piece of the same address is replaced."""
    drop_evidence: bool = False
    note: str | None = None
    """An empty one takes the note away."""
    unsure: bool | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What was said of a source beside its words; what is null is filled in."""

    kind: SourceKind | None = None
    """Null for that of the source of the same name, else for a guess from the words."""
    role: Role | None = None
    """Null for `declined` where the primary tag says so, else `speaker`."""
    basis: SourceBasis | None = None
    """Null for what follows from where the words stand."""
    via: str | None = None
    manner: Manner | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What a change without a screen came to."""

    document: Annotations
    changed: bool
    """Whether there was anything to save."""
    notices: tuple[str, ...] = ()
    """What could not be kept because the article has changed, in sentences."""


def saved_change(desk: Desk, article: str, change: Callable[[Annotating], Annotations]) -> Done:
    """Opens an article, makes a change and returns when it is on the disk.

    Raises:
        ConflictError: somebody changed the same sentence at the same time.
        SaveError: it is not on the disk.
    """
    text = desk.store.article(article).document
    opened = desk.store.annotations(article, desk.annotator)
    work = Annotating(text, opened, desk.project(), desk.session, lambda _: None, why="cli")
    with suppress(StorageError):  # what others say may stay unread: this is one's own document
        work.take_colleagues(desk.colleagues(work))
    before = work.document.revision
    document = change(work)
    if document.revision == before:
        return Done(document, changed=False)
    join_project(desk.store, desk.annotator)
    saved = desk.store.save_annotations(document, opened.token if opened else None)
    return Done(saved.document, changed=True, notices=work.notices)


def find_sentence(article: Article, sentence: str) -> Sentence:
    """The sentence with that id.

    Raises:
        UnknownSentenceError: there is none; those that there are are named.
    """
    for found in article.sentences:
        if found.id == sentence:
            return found
    before = (s.id for earlier in article.previous for s in earlier.sentences or ())
    gone = "It was there before the article changed. " if sentence in before else ""
    way_out = f"{gone}`annotator show {article.id}` lists them."
    raise UnknownSentenceError(sentence, [s.id for s in article.sentences], way_out)


def marked(work: Annotating, sentence: Sentence, wanted: Wanted) -> Annotations:
    """The document with the sentence marked as wanted; the same one if it was so already.

    Raises:
        RefusedError: it is to be skipped, and nothing gives the reason.
    """
    document = work.document
    before = work.mark_of(sentence.id)
    occasion = Occasion(
        quote=work.text_of(sentence),
        guidelines=work.project.guidelines,
        at=work.moment(sentence.id),
    )
    asked = work.look_again(sentence.id) is not None
    after, why = _decided(before, sentence, wanted, occasion, asked=asked)
    if after is not None:
        # nobody looks on, so nothing is proposed; what had been for another tag goes with it
        after = with_proposal(before, after, meanings(work.project.renamed))
    after = _attached(after, wanted, occasion)
    if edits.same_decision(before, after) and why != "reaffirm":
        return document
    how = Circumstances(occasion.at, work.session.id, why)
    return anchored(record(document, [Change(sentence.id, after)], how), work.article)


def _decided(
    mark: Mark | None, sentence: Sentence, wanted: Wanted, occasion: Occasion, *, asked: bool
) -> tuple[Mark | None, Why]:
    """The mark with the decision that is wanted; the same again is another look if `asked`."""
    if wanted.state is None:
        return mark, "cli"
    if wanted.state == "open":
        return edits.cleared(mark, occasion), "cli"
    reason = None
    if wanted.state == "skipped":
        reason = wanted.skip_reason or edits.skip_reason_of(sentence)
        if reason is None:
            raise RefusedError(
                f"{sentence.id} is a plain sentence. Say why it is skipped: --skip not-prose, "
                "--skip bad-cut or --skip cannot-judge."
            )
    if mark and (mark.state, mark.tags, mark.skip_reason) == (wanted.state, wanted.tags, reason):
        again = edits.confirmed_again(mark, occasion) if asked else mark
        return again, "reaffirm" if asked else "cli"
    if wanted.state == "no-tag":
        return edits.no_tag(mark, occasion), "cli"
    if reason is not None:
        return edits.skipped(mark, reason, occasion), "cli"
    bare = mark and replace(mark, state="open", tags=())
    return edits.tagged(bare, wanted.tags[0], occasion, wanted.tags[1:]), "cli"


def _attached(mark: Mark | None, wanted: Wanted, occasion: Occasion) -> Mark | None:
    """The mark with the sources, evidence, note and doubt that are wanted."""
    if wanted.sources or wanted.drop_sources:
        had = without_proposals(mark.sources) if mark and not wanted.drop_sources else ()
        mark = edits.with_sources(mark, _sources(had, wanted.sources), occasion)
    if wanted.evidence or wanted.drop_evidence:
        pieces = mark.evidence if mark and not wanted.drop_evidence else ()
        mark = edits.with_evidence(mark, _evidence(pieces, wanted.evidence), occasion)
    if wanted.note is not None:
        mark = edits.with_note(mark, wanted.note, occasion)
    if wanted.unsure is not None and wanted.unsure != bool(mark and mark.unsure):
        mark = edits.with_unsure(mark, occasion)
    return mark


def _sources(had: Sequence[Source], new: Sequence[Source]) -> list[Source]:
    return list({source.name: source for source in (*had, *new)}.values())


def _evidence(had: Sequence[Evidence], new: Sequence[Evidence]) -> list[Evidence]:
    return list({(piece.url, piece.document): piece for piece in (*had, *new)}.values())


def mention(article: Article, sentence: Sentence, words: str) -> tuple[Sentence, int] | None:
    """Where the words of a source stand: in the sentence, else in the nearest one above it.

    Returns the sentence and the first code point within it; None where the text has them not.
    """
    at = article.sentences.index(sentence)
    for candidate in reversed(article.sentences[: at + 1]):
        start = article.text_of(candidate).find(words)
        if start >= 0:
            return candidate, start
    return None


def source_named(
    work: Annotating, sentence: Sentence, words: str, tags: Sequence[str], about: About
) -> Source:
    """A source called by words of the text, or by a name that the text does not have.

    Args:
        work: the annotator's work on the article.
        sentence: the one that rests on it.
        words: as they stand in the text.
        tags: of the mark; the primary says what the source is likely to do.
        about: the rest of what was said of it.
    """
    guess = guessed_kind(words, work.sources())  # that of the source of this name, if there is one
    declined = "declined-comment" in tags[:1]
    found = mention(work.article, sentence, words)
    here = found is not None and found[0] == sentence
    return Source(
        name=words,
        mention=words if found else "",
        sentence=found[0].id if found else None,
        start=found[1] if found else None,
        end=found[1] + len(words) if found else None,
        kind=about.kind or guess or "unnamed-group",
        role=about.role or ("declined" if declined else "speaker"),
        basis=about.basis or ("explicit" if here else "continued" if found else "unclear"),
        from_=found[0].id if found and not here else None,
        via=about.via,
        manner=about.manner,
        confidential=about.confidential,
    )


def handed_in(work: Annotating) -> Annotations:
    """The document handed in.

    Raises:
        RefusedError: sentences are unseen, or it was handed in and nothing changed since.
    """
    unseen = [s.id for s in work.article.sentences if is_unseen(s, work.state_of(s.id))]
    if unseen:
        some = ", ".join(unseen[:5]) + (" …" if len(unseen) > 5 else "")  # noqa: PLR2004 - to begin with
        count = "1 sentence is" if len(unseen) == 1 else f"{len(unseen)} sentences are"
        raise RefusedError(f"{count} unseen: {some}. Tag them first, then hand in.")
    work.hand_in()
    return work.document


def taken_back(work: Annotating) -> Annotations:
    """The document with its latest hand-in taken back.

    Raises:
        RefusedError: it is not handed in, or the history does not know of it.
    """
    if work.handed_in is None:
        raise RefusedError("It is not handed in, so there is nothing to take back.")
    revision = work.handed_in.revision
    group = next((e.group for e in work.document.history if e.revision == revision), None)
    if group is None:
        raise RefusedError(
            f"The history has no revision {revision}, at which it was handed in, so that cannot be "
            "taken back. `annotator check` says what else is wrong with the file."
        )
    how = Circumstances(work.session.now(), work.session.id, "undo", undoes=group)
    return record(work.document, [Change(None, None)], how)
