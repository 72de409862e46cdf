"""Carrying a review over to today's revision of its article, as annotations are carried over.

Like `annotator.domain.revisions.carry` it is a function of the document and the article alone,
applied by every reader in memory and written by the reviewer's own next save.

- `unchanged` and `moved`: a decision stays. `edited`: it stays and is stale. `split`: each piece
  gets it, and it is stale. `joined`: the first decision stays, stale.
- A decision that is stale for this reason keeps whom it saw, and says that it saw no mark of the
  sentence as it is now; what it did see stands in the history. What only agreed with one mark, or
  saw none, has nothing left to agree with and goes.
- Where a cut is only taken back, and nothing was decided in between, decisions come back whole.
- `deleted`: the decision leaves the document and stays in its history.
- Comments and requests for another look follow their sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.article import Aligned, Article
from annotator.domain.history import Circumstances
from annotator.domain.reconcile import reconciled
from annotator.domain.review.decisions import Decision, Review, ReviewEvent, Seen, SentBack
from annotator.domain.review.reviewing import WAY, MergedReview, ReviewChange, part, record
from annotator.domain.review.votes import agrees_with_one
from annotator.domain.revisions.carry import session_of
from annotator.domain.revisions.earlier import Step, steps


def carried_review(review: Review, article: Article) -> Review:
    """The review as it stands with today's article; itself where that is the one it is about."""
    if review.article_revision >= article.revision:
        return review
    for step in steps(article, review.article_revision):
        how = Circumstances(step.at, session_of(step.after.revision), "carry")
        review = record(review, list(_changes(review, step)), how)
    return replace(review, article_revision=article.revision)


def _changes(review: Review, step: Step) -> Iterator[ReviewChange]:
    """What one change of the article changes in a review."""
    for row in step.alignment:
        if row.old and not _is_same(row, step):
            yield from _decisions(review, row, step)
            yield from _requests(review, row)
    new_of = {id_: row.new for row in step.alignment for id_ in row.old}
    for comment in review.comments:
        new = new_of.get(comment.sentence, ())
        if new and comment.sentence not in new:
            yield ReviewChange(new[0], replace(comment, sentence=new[0]))


def _is_same(row: Aligned, step: Step) -> bool:
    """Whether a sentence has the words and the id that it had."""
    if row.old != row.new or len(row.old) > 1:
        return False
    before, after = step.before.by_id().get(row.old[0]), step.after.by_id().get(row.new[0])
    if before is None or after is None:
        return before is after
    return step.before.text_of(before) == step.after.text_of(after)


def _decisions(review: Review, row: Aligned, step: Step) -> Iterator[ReviewChange]:
    """What becomes of the decisions on the sentences of a row."""
    had = [review.decisions[id_] for id_ in row.old if id_ in review.decisions]
    if not had:
        return
    if _is_taken_back(review, row, step):
        found = {sentence: _before_it_went(review, sentence) for sentence in row.new}
    else:
        after = had[0] if row.how in {"unchanged", "moved"} else _outdated(had[0])
        found = dict.fromkeys(row.new, after)
    for sentence in dict.fromkeys([*row.old, *row.new]):
        if review.decisions.get(sentence) != found.get(sentence):
            yield ReviewChange(sentence, found.get(sentence))


def _is_taken_back(review: Review, row: Aligned, step: Step) -> bool:
    """Whether these are sentences of before again, and nothing was decided in between."""
    if len(row.old) == len(row.new) == 1 or not step.known.issuperset(row.new):
        return False
    last = (next(_events(review, sentence), None) for sentence in row.old)
    return all(event is None or event.why == "carry" for event in last)


def _before_it_went(review: Review, sentence: str) -> Decision | None:
    """The decision on a sentence until its article lost it."""
    return next((e.after for e in _events(review, sentence) if isinstance(e.after, Decision)), None)


def _events(review: Review, sentence: str) -> Iterator[ReviewEvent]:
    """What happened to the decision on a sentence, the latest first."""
    for event in review.history.naming(sentence):
        if event.sentence == sentence and part(event, review.history) == "decision":
            yield event


def _outdated(decision: Decision) -> Decision | None:
    """The decision as one that saw no mark of the sentence as it is now."""
    if agrees_with_one(decision) or not decision.saw:
        return None
    return replace(decision, saw={name: Seen("open", ()) for name in decision.saw})


def _requests(review: Review, row: Aligned) -> Iterator[ReviewChange]:
    asked = [review.sent_back[id_] for id_ in row.old if id_ in review.sent_back]
    if not asked or not row.new:
        return
    for sentence in dict.fromkeys([*row.old, *row.new]):
        now = asked[0] if sentence == row.new[0] else SentBack((), asked[0].at)
        before = review.sent_back.get(sentence) or SentBack((), asked[0].at)
        if before != now:
            yield ReviewChange(sentence, now)


def reconcile_reviews(disk: Review, own: Review, article: Article | None = None) -> MergedReview:
    """What is to be saved where `disk` is there and `own` was to be.

    A sentence that both sides decided differently, or sent back to others, is held back; see
    `annotator.domain.reconcile.reconciled`. Both are carried over to today's article first, so
    that what carrying over did is no conflict.

    Args:
        disk: what is there.
        own: what was to be saved.
        article: as it is today; null where nobody knows, and nothing is carried over then.
    """
    if article is not None and disk.article_revision != own.article_revision:
        disk, own = carried_review(disk, article), carried_review(own, article)
    return reconciled(disk, own, WAY)
