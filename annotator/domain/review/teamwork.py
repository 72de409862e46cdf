"""Teamwork on one article in figures: how far they agree, what is to settle, who has to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.blind import sees_others_beside
from annotator.domain.marks import Comment
from annotator.domain.project import Project
from annotator.domain.review.decisions import Review, Seen
from annotator.domain.review.gold import settled
from annotator.domain.review.reviewing import seen_with_current_names, with_current_names
from annotator.domain.review.threads import asked_of, has_answered, threads, unanswered
from annotator.domain.review.votes import is_disputed, votes


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person."""

    comments: int = 0
    """Sentences of which others said something since they last did something there."""
    sent_back: int = 0
    """Sentences that a reviewer asks them to look at again."""


@dataclass(frozen=True, slots=True)
class Teamwork:
    """What several people made of an article."""

    compared: int = 0
    """Plain sentences that two or more have voted on."""
    agreed: int = 0
    """Those of them on which all gave one answer."""
    to_settle: int = 0
    """Sentences of any kind that are unresolved and wait for no annotator's second look."""
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """By person; only of those for whom something waits."""


NONE = Teamwork()
"""Where one person or nobody is at work."""


def teamwork(
    article: Article,
    annotations: Mapping[str, Annotations],
    said: Mapping[str, Mapping[str, Seen]],
    reviews: Mapping[str, Review],
    project: Project,
) -> Teamwork:
    """The figures of an article.

    Args:
        article: as it is today.
        annotations: by annotator, carried over to it.
        said: what their marks say, by annotator and sentence.
        reviews: by reviewer, carried over likewise.
        project: its settings, and the tags that were renamed.
    """
    renamed = project.renamed
    by_sentence: dict[str, dict[str, Seen]] = {}
    for name, own in said.items():
        for id_, one in own.items():
            if one.state != "open":
                by_sentence.setdefault(id_, {})[name] = seen_with_current_names(one, renamed)
    awaited = _awaited(annotations, reviews)
    compared = agreed = to_settle = 0
    for sentence in article.sentences:
        voting = votes(by_sentence.get(sentence.id, {}))
        if sentence.kind == "sentence" and len(voting) > 1:
            compared += 1
            agreed += not is_disputed(voting)
        decisions = {
            name: with_current_names(review.decisions[sentence.id], renamed)
            for name, review in reviews.items()
            if sentence.id in review.decisions
        }
        if is_disputed(voting) or decisions:
            by_majority = project.settings.majority
            found = settled(by_sentence.get(sentence.id, {}), decisions, by_majority=by_majority)
            to_settle += found.provenance == "unresolved" and sentence.id not in awaited
    waiting = dict(_waiting(annotations, reviews, project, article))
    return Teamwork(compared, agreed, to_settle, waiting)


def _awaited(
    annotations: Mapping[str, Annotations], reviews: Mapping[str, Review]
) -> frozenset[str]:
    """The sentences that an annotator was asked to look at again, and has not yet."""
    return frozenset(
        sentence
        for review in reviews.values()
        for sentence, asked in review.sent_back.items()
        for name in asked.to
        if not (name in annotations and has_answered(annotations[name], sentence, asked))
    )


def _waiting(
    annotations: Mapping[str, Annotations],
    reviews: Mapping[str, Review],
    project: Project,
    article: Article,
) -> Iterator[tuple[str, Waiting]]:
    """What waits for each person for whom something does."""
    there = {sentence.id for sentence in article.sentences}
    for name in sorted({*annotations, *reviews}):
        document, review = annotations.get(name), reviews.get(name)
        sees = sees_others_beside(project, name, article.id, document)
        heard = [(by, c) for by, each in reviews.items() for c in each.comments]
        heard += [
            (by, c) for by, each in annotations.items() for c in each.comments if sees or by == name
        ]
        comments = sum(
            sentence in there and _is_waited_for(name, sentence, heard, document, review)
            for sentence in {comment.sentence for _, comment in heard}
        )
        sent_back = {
            sentence
            for each in reviews.values()
            for sentence, asked in asked_of(each.sent_back, name).items()
            if sentence in there and not (document and has_answered(document, sentence, asked))
        }
        if comments or sent_back:
            yield name, Waiting(comments, len(sent_back))


def _is_waited_for(
    name: str,
    sentence: str,
    heard: list[tuple[str, Comment]],
    document: Annotations | None,
    review: Review | None,
) -> bool:
    """Whether somebody has to answer what others said of a sentence.

    An annotator has to, unless they marked it since; a reviewer only where they did something.
    """
    thread = threads(said for said in heard if said[1].sentence == sentence).get(sentence, [])
    mark = document.marks.get(sentence) if document else None
    decision = review.decisions.get(sentence) if review else None
    asked = review.sent_back.get(sentence) if review else None
    did = max((each.at for each in (mark, decision, asked) if each is not None), default="")
    spoke = any(remark.by == name for remark in thread)
    if document is None and not did and not spoke:
        return False
    return bool(unanswered(thread, name, did))
