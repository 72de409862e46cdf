"""Reviewing without a screen: what a command wants decided or said, saved when it returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotations
from annotator.domain.review.decisions import Review
from annotator.domain.review.gold import Gold
from annotator.domain.review.threads import Remark
from annotator.errors import AmbiguousNameError, RefusedError, UnknownNameError
from annotator.flows.annotate import Annotating
from annotator.flows.colleagues import check_may_review, look
from annotator.flows.desk import Desk
from annotator.flows.marking import find_sentence, saved_change
from annotator.flows.review.reviewing import Reviewed, Reviewing
from annotator.flows.team.people import join_project
from annotator.stores.base import Opened


@dataclass(frozen=True, slots=True)
class Decided:
    """What a change to a review without a screen came to."""

    outcomes: tuple[Reviewed, ...]
    gold: Gold
    """Of the sentence, as it is now."""
    revision: int | None
    """Of the reviewer's document; None where there was nothing to save."""
    problems: tuple[str, ...] = ()
    """Whose documents could not be read, so that they count for nothing here, in sentences."""


def saved_review(
    desk: Desk,
    article: str,
    sentence: str,
    act: Callable[[Reviewing], Sequence[Reviewed]],
    of: str | None = None,
) -> Decided:
    """Opens an article at a sentence, changes the review and returns when it is on the disk.

    Args:
        desk: the project and who reviews.
        article: its id.
        sentence: its id.
        act: what to do there.
        of: the annotator whose tags are looked at; None for all.

    Raises:
        ConflictError: the same reviewer decided the sentence elsewhere at the same time.
        RefusedError: there is nothing to review, or it is not to be seen yet.
        SaveError: it is not on the disk.
        UnknownSentenceError: there is no such sentence.
    """
    find_sentence(desk.store.article(article).document, sentence)
    opened = desk.store.review(article, desk.annotator)
    work = opened_review(desk, article, of, opened)
    work.go_to(sentence)
    before = work.document.revision
    outcomes = tuple(act(work))
    gold = work.gold(sentence)
    problems = tuple(work.colleagues.problems.values())
    if work.document.revision == before:
        return Decided(outcomes, gold, None, problems)
    join_project(desk.store, desk.annotator, "reviewer")
    saved = desk.store.save_review(work.document, opened.token if opened else None)
    return Decided(outcomes, gold, saved.document.revision, problems)


def opened_review(
    desk: Desk, article: str, of: str | None = None, opened: Opened[Review] | None = None
) -> Reviewing:
    """A review of an article without a screen; what is changed in it is not saved by itself.

    Args:
        desk: the project and who reviews.
        article: its id.
        of: the annotator whose tags are looked at; None for all.
        opened: the reviewer's document, where it has been opened already.

    Raises:
        RefusedError: there is nothing to review, or it is not to be seen yet.
    """
    text = desk.store.article(article).document
    project = desk.project()
    opened = opened or desk.store.review(article, desk.annotator)
    colleagues = look(desk.store, text, project)
    check_may_review(project, desk.annotator, article, colleagues)
    return Reviewing(
        text, opened, colleagues, project, desk.session, lambda _: None, of=of, why="cli"
    )


def saved_comment(
    desk: Desk, article: str, sentence: str, text: str, reply_to: str | None = None
) -> int:
    """Adds a comment to a sentence, and returns the revision of the document that holds it.

    Reviewers keep theirs with their decisions, annotators with their marks.

    Args:
        desk: the project and who speaks.
        article: its id.
        sentence: its id.
        text: what is said.
        reply_to: the id of the comment that it answers, or a unique beginning of one.

    Raises:
        RefusedError: the text is empty.
        UnknownNameError: there is no such comment on the sentence.
    """
    if not text.strip():
        raise RefusedError("The comment is empty: say something, or leave it.")
    if _is_reviewer(desk, article):

        def speak(work: Reviewing) -> list[Reviewed]:
            answered = _comment_called(work.thread(sentence), reply_to)
            return [work.comment(text, answered)]

        done = saved_review(desk, article, sentence, speak)
        return done.revision or 0

    def say(work: Annotating) -> Annotations:
        find_sentence(work.article, sentence)
        work.go(work.index_of(sentence) or 0)
        work.comment(text, _comment_called(work.thread(sentence), reply_to))
        return work.document

    return saved_change(desk, article, say).document.revision


def _is_reviewer(desk: Desk, article: str) -> bool:
    """Whether somebody speaks as a reviewer: by their role, unless they annotate the article."""
    roles = {person.name: person.role for person in desk.project().people}
    if roles.get(desk.annotator, "annotator") == "annotator":
        return False
    return desk.store.annotations(article, desk.annotator) is None


def _comment_called(thread: Sequence[Remark], name: str | None) -> str | None:
    """The id of the comment that is meant."""
    if name is None:
        return None
    known = [remark.comment.id for remark in thread]
    found = [each for each in known if name and each.startswith(name)]
    if len(found) > 1:
        raise AmbiguousNameError("comment", name, found)
    if not found:
        raise UnknownNameError("comment", name, known, "`annotator show --gold` lists them.")
    return found[0]
