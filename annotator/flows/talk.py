"""Talk: what colleagues say to one annotator of an article, beside the annotator's own document.

Comments of everybody, sentences that reviewers sent back, and, where they may be seen, tags.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.annotations import Annotations
from annotator.domain.marks import Comment
from annotator.domain.review.decisions import Seen, SentBack
from annotator.domain.review.threads import Remark, asked_of, has_answered, threads, unanswered
from annotator.flows.colleagues import Colleagues


class Talk:
    """What others say; what the annotator has answered is told by their own document."""

    def __init__(self, annotator: str, colleagues: Colleagues, *, sees_others: bool) -> None:
        """Sorts what everybody says by sentence.

        Args:
            annotator: to whom it is said.
            colleagues: everybody's documents.
            sees_others: whether the annotator may see what other annotators say; what reviewers
                say may always be seen.
        """
        self.annotator = annotator
        self._sees_others = sees_others
        self._views = {n: v for n, v in colleagues.annotators.items() if n != annotator}
        comments = [(n, c) for n, review in colleagues.reviews.items() for c in review.comments]
        if sees_others:
            comments += [(n, c) for n, v in self._views.items() for c in v.document.comments]
        self._comments: dict[str, list[tuple[str, Comment]]] = {}
        for by, comment in comments:
            self._comments.setdefault(comment.sentence, []).append((by, comment))
        self._asked: dict[str, dict[str, SentBack]] = {}
        for reviewer, review in colleagues.reviews.items():
            for sentence, asked in asked_of(review.sent_back, annotator).items():
                self._asked.setdefault(sentence, {})[reviewer] = asked

    @property
    def sentences(self) -> set[str]:
        """The sentences that somebody has commented or sent back."""
        return {*self._comments, *self._asked}

    def thread(self, sentence: str, own: Iterable[Comment]) -> list[Remark]:
        """What was said of a sentence, one's own comments among it, oldest first."""
        said = [*self._comments.get(sentence, ()), *((self.annotator, c) for c in own)]
        return threads(said).get(sentence, [])

    def unanswered(self, sentence: str, document: Annotations) -> list[Remark]:
        """What others said of a sentence since the annotator last marked or commented it."""
        if sentence not in self._comments:
            return []
        mark = document.marks.get(sentence)
        own = [comment for comment in document.comments if comment.sentence == sentence]
        return unanswered(self.thread(sentence, own), self.annotator, mark.at if mark else "")

    def asked(self, sentence: str, document: Annotations) -> list[str]:
        """The reviewers who asked for another look and have no answer yet."""
        return [
            reviewer
            for reviewer, asked in self._asked.get(sentence, {}).items()
            if not has_answered(document, sentence, asked)
        ]

    def latest(self, sentence: str) -> str:
        """When others last said something of a sentence, UTC; empty for never."""
        times = [comment.at for _, comment in self._comments.get(sentence, ())]
        times += [asked.at for asked in self._asked.get(sentence, {}).values()]
        return max(times, default="")

    def said(self, sentence: str) -> dict[str, Seen]:
        """The other annotators' tags of a sentence, as far as they may be seen."""
        if not self._sees_others:
            return {}
        return {name: v.said[sentence] for name, v in self._views.items() if sentence in v.said}
