"""Learning: suggestions for one article at work, and what a whole project's marks teach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from annotator.assist.cues import Cues, Page, cues_for, primary
from annotator.assist.learning import Example, Learnt
from annotator.assist.reading import Line, reading
from annotator.assist.roles import NO_TAG, Answers
from annotator.assist.sources import SourceFinder
from annotator.assist.suggesting import THRESHOLD, Suggested, Suggester
from annotator.domain.article import COUNTED_KINDS, Article, Sentence
from annotator.domain.blind import sees_others_beside
from annotator.domain.marks import Mark, Source
from annotator.domain.project import Project
from annotator.errors import DataError
from annotator.flows.colleagues import Colleagues, look
from annotator.stores.base import Key, Store

_ENOUGH = 400
"""Articles that are learnt from at most, those worked on last."""

_LARGEST = 1_000_000
"""Bytes of an article that is learnt from at most, some 4,000 sentences: what is read of more
would take more memory than the article that is open."""

Pause = Callable[[], None]
"""Called between two sentences, by which who shares a processor with a screen lets it go on."""


def no_pause() -> None:
    """Goes on at once."""


class Suggesting:
    """Suggestions while one annotator works on one article."""

    def __init__(self, suggester: Suggester, cues: Cues | None, learnt: Learnt) -> None:
        """Begins without any mark.

        Args:
            suggester: the article, read.
            cues: that it was read with.
            learnt: from other articles; from now on it learns from this one too.
        """
        self._suggester = suggester
        self._sources = SourceFinder(suggester.reads, cues)
        self._learnt = learnt
        self._marks: dict[str, str] = {}

    def suggest(self, sentence: str, threshold: float = THRESHOLD) -> Suggested | None:
        """What the program would say of a sentence; its own mark does not count."""
        return self._suggester.suggest(sentence, self._marks, self._learnt, threshold)

    def mark(self, sentence: str, mark: Mark | None) -> None:
        """Takes up what became of a sentence: learns its mark, or forgets the one before."""
        self.answer(sentence, None if mark is None else said(mark.state, mark.tags))
        self._sources.take(sentence, () if mark is None else mark.sources)

    def answer(self, sentence: str, answer: str | None) -> Example | None:
        """Likewise, from a tag or `no-tag`; null where there is no decision any more.

        A mark of a sentence that the article has not got teaches nothing.

        Returns:
            What was learnt, if anything new was.
        """
        if self._marks.get(sentence) == answer:
            return None
        before = self._suggester.example(sentence, self._marks)
        if before is not None:
            self._learnt.forget(before)
            del self._marks[sentence]
        if answer is None:
            return None
        self._marks[sentence] = answer
        after = self._suggester.example(sentence, self._marks)
        if after is None:
            del self._marks[sentence]
        else:
            self._learnt.learn(after)
        return after

    def _check(self, sentence: str, answer: str) -> None:
        """Notes how right the program would have been, before a new mark is learnt."""
        if not self._suggester.is_asked(sentence):
            return
        shares = self._suggester.weigh(sentence, self._marks, self._learnt).shares
        likeliest = max(shares, key=shares.__getitem__)
        if likeliest != NO_TAG:
            self._learnt.check(shares[likeliest], right=likeliest == answer)

    def take_all(self, answers: Mapping[str, str]) -> list[Example]:
        """Takes up many answers; returns what was learnt."""
        learnt = (self.answer(sentence, answer) for sentence, answer in answers.items())
        return [example for example in learnt if example is not None]

    def teach(self, answers: Mapping[str, str], pause: Pause = no_pause) -> list[Example]:
        """Likewise, noting how right the program would have been of each; of finished work only.

        At work that would depend on the order in which marks are made and taken back.
        """
        learnt = []
        for sentence, answer in answers.items():
            self._check(sentence, answer)
            learnt.append(self.answer(sentence, answer))
            pause()
        return [example for example in learnt if example is not None]

    def learn_with(self, learnt: Learnt) -> None:
        """Goes on with what other articles have taught since; the marks so far count there too."""
        marks = dict(self._marks)
        self.forget_all()
        self._learnt = learnt
        self.take_all(marks)

    def forget_all(self) -> None:
        """Forgets every mark that was taken up."""
        for sentence in list(self._marks):
            self.answer(sentence, None)

    def sources(self, sentence: str, tag: str | None) -> tuple[Source, ...]:
        """Who or what a sentence rests on, by the program.

        Args:
            sentence: its id.
            tag: the tag of its mark that asks for a source, if one does: who declined is looked
                for then.
        """
        role = None if tag is None else self._suggester.answers.role_of(tag)
        return self._sources.propose(sentence, role)

    def doubt(self) -> float:
        """How unsure the program is of the sentences without a decision, 0 to 1 on average."""
        unsure = [
            1 - max(self._suggester.weigh(read.line.id, self._marks, self._learnt).shares.values())
            for read in self._suggester.reads
            if read.line.kind in COUNTED_KINDS and read.line.id not in self._marks
        ]
        return sum(unsure) / len(unsure) if unsure else 0.0


def cues_of(store: Store, article: Article) -> Cues | None:
    """The cues of an article's language, the project's own among them; None where there are none.

    Raises:
        BadCuesError: a line of the project's own is none.
    """
    own = store.cues(primary(article.language))
    return cues_for(article.language, None if own is None else Page(*own))


def suggester_of(
    article: Article,
    answers: Answers,
    cues: Cues | None,
    sentences: Sequence[Sentence] | None = None,
    pause: Pause = no_pause,
) -> Suggester:
    """An article that was read with these cues.

    Args:
        article: the article.
        answers: of the project.
        cues: of its language.
        sentences: those of the article that are read, in their order; all of them without.
        pause: between two sentences.
    """
    chosen = article.sentences if sentences is None else sentences
    lines = [Line(s.id, s.kind, s.paragraph, article.text_of(s)) for s in chosen]
    reads = []
    for read in reading(lines, cues):
        reads.append(read)
        pause()
    return Suggester(reads, answers)


class Lessons:
    """What the marks of a project teach that one annotator may see, article by article."""

    def __init__(
        self,
        store: Store,
        project: Project,
        answers: Answers,
        annotator: str,
        *,
        alone: bool,
        besides: str | None = None,
        pause: Pause = no_pause,
    ) -> None:
        """Reads and learns; takes as long as there are marks.

        Args:
            store: the project's.
            project: its settings.
            answers: of the project.
            annotator: who works.
            alone: whether only their own marks count, as while an article is blind to them.
            besides: an article that nothing is learnt from.
            pause: between two sentences.
        """
        self._learnt = Learnt()
        self._from: dict[str, list[Example]] = {}
        self.unread: list[str] = []
        """Articles that cannot be read, and articles with the annotators whose marks cannot."""
        for article in reversed(_worked_on(store, besides)):
            try:
                text = store.article(article).document
            except DataError:
                self.unread.append(article)
                continue
            everybody = look(store, text, project)
            self.unread += [f"{article} ({name})" for name in everybody.problems]
            hidden = alone or is_blind(project, article, annotator, everybody)
            cues = cues_of(store, text)
            suggester = suggester_of(text, answers, cues, pause=pause)
            for name in everybody.annotators:
                if name == annotator or not hidden:
                    reader = Suggesting(suggester, cues, self._learnt)
                    learnt = reader.teach(answers_by(everybody, name), pause)
                    self._from.setdefault(article, []).extend(learnt)

    def leave_out(self, article: str) -> Learnt:
        """What was learnt from all articles but one, for as long as work on that one goes on."""
        for example in self._from.get(article, []):
            self._learnt.forget(example)
        return self._learnt

    @contextmanager
    def without(self, article: str) -> Iterator[Learnt]:
        """Likewise for a while; what is learnt meanwhile has to be forgotten before its end."""
        yield self.leave_out(article)
        for example in self._from.get(article, []):
            self._learnt.learn(example)


def _worked_on(store: Store, besides: str | None) -> list[str]:
    """The articles that somebody has marked, those worked on last first where they are many."""
    found = [
        article
        for article in store.article_ids()
        if article != besides and store.annotators(article)
        if store.size(Key("article", article)) <= _LARGEST
    ]
    if len(found) <= _ENOUGH:
        return found
    updated = {
        row.id: max(person.updated for person in row.people)
        for row in store.overview()
        if row.people
    }
    return sorted(found, key=lambda article: updated.get(article, ""), reverse=True)[:_ENOUGH]


def is_blind(project: Project, article: str, annotator: str, everybody: Colleagues) -> bool:
    """Whether an annotator may not see what others say of an article."""
    own = everybody.annotators.get(annotator)
    return not sees_others_beside(project, annotator, article, own.document if own else None)


def answers_by(everybody: Colleagues, annotator: str) -> dict[str, str]:
    """What an annotator says of each sentence: the primary tag or `no-tag`."""
    views = everybody.annotators.get(annotator)
    if views is None:
        return {}
    found = ((sentence, said(one.state, one.tags)) for sentence, one in views.said.items())
    return {sentence: answer for sentence, answer in found if answer is not None}


def said(state: str, tags: tuple[str, ...]) -> str | None:
    """A mark's answer: its primary tag, `no-tag`, or null where it is no judgement."""
    if state == "tagged":
        return tags[0]
    return NO_TAG if state == "no-tag" else None
