"""A stretch of an article that was read for suggestions, and what other articles teach beside it.

Reading and learning take long: both are done off the screen's thread, and pause between two
sentences so that they never hold up a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.assist.cues import languages
from annotator.assist.learning import MODEL, Learnt
from annotator.assist.roles import answers_of
from annotator.assist.suggesting import Suggested
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, Sentence
from annotator.domain.blind import sees_others_beside
from annotator.domain.marks import Mark, Source
from annotator.domain.project import Project
from annotator.errors import DamagedFileError
from annotator.flows.suggestions.learning import (
    Lessons,
    Pause,
    Suggesting,
    cues_of,
    no_pause,
    suggester_of,
)
from annotator.flows.wording import some
from annotator.stores.base import Store

_WHOLE = 500
"""Sentences up to which an article is read as a whole; what is read of a sentence takes 5 KB."""
_STRETCH = 100
"""Sentences of a longer one that are read at a time."""
_BEFORE = 30
"""Sentences before a stretch that are read with it: what its first ones may hang on."""
_AFTER = 10


class Stretch:
    """The sentences that were read: what the program would say of each, as marks come and go."""

    model = MODEL

    def __init__(
        self,
        article: Article,
        indexes: range,
        suggesting: Suggesting,
        others: frozenset[str] = frozenset(),
        notice: str = "",
    ) -> None:
        """Begins without any mark.

        Args:
            article: the article, of which more may have been read.
            indexes: of the sentences that this is for.
            suggesting: what was read, without marks.
            others: who has annotations on the article.
            notice: what to tell the annotator, in a sentence.
        """
        self.article = article
        self.sentences = [sentence.id for sentence in _read_for(article, indexes)]
        """Ids of the sentences whose marks count."""
        self.others = others
        self.notice = notice
        self._indexes = indexes
        self._suggesting = suggesting
        self._among = frozenset(self.sentences)
        self._kept: dict[str, Suggested | None] = {}

    def is_for(self, index: int) -> bool:
        """Whether the sentence at an index is one that this is for."""
        return index in self._indexes

    def suggestion(self, sentence: str) -> Suggested | None:
        """What the program would say of a sentence; its own mark does not count."""
        if sentence not in self._kept:
            self._kept[sentence] = self._suggesting.suggest(sentence)
        return self._kept[sentence]

    def sources(self, sentence: str, tag: str | None) -> tuple[Source, ...]:
        """Who or what a sentence rests on, as far as its words say.

        Args:
            sentence: its id.
            tag: the tag of its mark that asks for a source, if it has one.
        """
        return self._suggesting.sources(sentence, tag)

    def changed(self, sentences: Iterable[str], marks: Mapping[str, Mark]) -> None:
        """Takes up what became of these sentences."""
        for sentence in self._among.intersection(sentences):
            try:
                mark = marks.get(sentence)
            except DamagedFileError:
                mark = None  # the screen says so where it shows the sentence
            self._suggesting.mark(sentence, mark)
        self._kept.clear()

    def learn_with(self, learnt: Learnt) -> None:
        """Goes on with what other articles teach."""
        self._suggesting.learn_with(learnt)
        self._kept.clear()

    def close(self) -> None:
        """Forgets the marks, so that what other articles teach can be used again."""
        self._suggesting.forget_all()


class Taught(NamedTuple):
    """What other articles teach."""

    learnt: Learnt
    notice: str
    """What to tell the annotator, in a sentence; empty for nothing."""


def read_stretch(
    store: Store, article: Article, project: Project, index: int, pause: Pause = no_pause
) -> Stretch:
    """Reads the stretch of an article that a sentence stands in.

    Args:
        store: the project's.
        article: the article.
        project: its tags.
        index: of the sentence.
        pause: between two sentences.

    Raises:
        BadCuesError: the project's own cues cannot be read.
    """
    cues = cues_of(store, article)
    answers = answers_of(project.tags, project.renamed)
    indexes = _around(len(article.sentences), index)
    suggester = suggester_of(article, answers, cues, _read_for(article, indexes), pause)
    notice = ""
    if cues is None:
        known = ", ".join(languages())
        notice = (
            f"there are no cues for the language {article.language!r} (there are {known}): "
            "suggestions come from your marks alone"
        )
    others = frozenset(store.annotators(article.id))
    return Stretch(article, indexes, Suggesting(suggester, cues, Learnt()), others, notice)


def taught_beside(
    store: Store, project: Project, own: Annotations, pause: Pause = no_pause
) -> Taught:
    """What the marks that an annotator may see teach, those of the article at hand left out.

    While that article is blind to them, only their own marks do.

    Args:
        store: the project's.
        project: its settings.
        own: the annotator's document on the article at hand.
        pause: between two sentences.

    Raises:
        AnnotatorError: something cannot be read that learning needs.
    """
    article, me = own.article, own.annotator
    alone = not sees_others_beside(project, me, article, own)
    answers = answers_of(project.tags, project.renamed)
    lessons = Lessons(store, project, answers, me, alone=alone, besides=article, pause=pause)
    unread = some(lessons.unread)
    notice = f"suggestions learn nothing from what cannot be read: {unread}" if unread else ""
    return Taught(lessons.leave_out(article), notice)


def _around(count: int, index: int) -> range:
    """The sentences that are read for at once with the one at an index."""
    if count <= _WHOLE:
        return range(count)
    first = index - index % _STRETCH
    return range(first, min(count, first + _STRETCH))


def _read_for(article: Article, indexes: range) -> Sequence[Sentence]:
    """The sentences that are read for the ones at these indexes, themselves among them."""
    first = max(0, indexes.start - _BEFORE)
    return article.sentences[first : indexes.stop + _AFTER]
