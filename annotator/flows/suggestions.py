"""Suggestions for an annotator: read from the article, learnt from marks that may be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotator.assist.cues import cues_for, languages
from annotator.assist.evaluation import Evaluation, Tried, evaluated
from annotator.assist.learning import MODEL, Learnt
from annotator.assist.reading import Line, read_article
from annotator.assist.roles import NO_TAG, Answers, answers_of
from annotator.assist.sources import SourceFinder, Sources
from annotator.assist.suggesting import THRESHOLD, Reason, Suggested, Suggester
from annotator.domain.article import COUNTED_KINDS, Article
from annotator.domain.blind import sees_others_beside
from annotator.domain.marks import Mark, Source, Suggestion
from annotator.domain.project import Project
from annotator.domain.tags import current_name
from annotator.errors import DataError, RefusedError
from annotator.flows.colleagues import Colleagues, look
from annotator.flows.gold import gold_of
from annotator.stores.base import Store

When = Literal["off", "before", "after"]
"""When a suggestion is shown: never, before one's own decision, or only after it."""

_ENOUGH = 400
"""Articles that are learnt from at most, those worked on last."""
_FOLDS = 10


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion with its article; the fields of `suggest --json`."""

    article: str
    sentence: str
    tag: str
    probability: float
    because: tuple[Reason, ...]
    carried_from: str | None


def shown_when(project: Project, article: str, annotator: str, others: Iterable[str]) -> When:
    """When suggestions are shown to an annotator of an article.

    `auto` shows them before the decision as long as nobody else annotates the article, so that
    independent marks stay independent.

    Args:
        project: its settings and assignments.
        article: its id.
        annotator: who is asked.
        others: names of those who have annotations on it, perhaps the annotator's own among them.
    """
    mode = project.settings.suggestions
    if mode != "auto":
        return mode
    people = {*others, *project.assignments.get(article, ())}
    return "after" if people - {annotator} else "before"


class Suggesting:
    """Suggestions while one annotator works on one article; making one reads and learns."""

    def __init__(self, article: Article, answers: Answers, learnt: Learnt) -> None:
        """Reads an article.

        Args:
            article: as it is today.
            answers: of the project.
            learnt: from other articles; from now on it learns from this one too.
        """
        self._suggester = suggester_of(article, answers)
        self._sources = SourceFinder(self._suggester.reads, cues_for(article.language))
        self._learnt = learnt
        self._there = {sentence.id for sentence in article.sentences}
        self._marks: dict[str, str] = {}

    def suggest(self, sentence: str, threshold: float = THRESHOLD) -> Suggested | None:
        """What the program would say of a sentence; its own mark does not count."""
        return self._suggester.suggest(sentence, self._marks, self._learnt, threshold)

    def mark(self, sentence: str, mark: Mark | None) -> None:
        """Takes up what became of a sentence: learns its mark, or forgets the one before."""
        self.answer(sentence, None if mark is None else _answer(mark))

    def answer(self, sentence: str, answer: str | None) -> None:
        """Likewise, from a tag or `no-tag`; null where there is no decision any more.

        A mark of a sentence that the article has not got teaches nothing.
        """
        if sentence not in self._there or self._marks.get(sentence) == answer:
            return
        before = self._suggester.example(sentence, self._marks)
        if before is not None:
            self._learnt.forget(before)
            del self._marks[sentence]
        if answer is None:
            return
        suggested = self.suggest(sentence)
        if suggested is not None and before is None:
            self._learnt.check(suggested.probability, right=suggested.tag == answer)
        self._marks[sentence] = answer
        after = self._suggester.example(sentence, self._marks)
        if after is None:
            del self._marks[sentence]
        else:
            self._learnt.learn(after)

    def sources(self, sentence: str, tag: str | None, given: Sources) -> tuple[Source, ...]:
        """Who or what a sentence rests on, by the program.

        Args:
            sentence: its id.
            tag: the primary tag of its mark, if it has one: who declined is looked for then.
            given: the sources of the article's marks so far, by sentence.
        """
        role = None if tag is None else self._suggester.answers.role_of(tag)
        return self._sources.propose(sentence, role, given)

    def doubt(self) -> float:
        """How unsure the program is of the sentences without a decision, 0 to 1 on average."""
        unsure = [
            1 - max(self._suggester.weigh(read.line.id, self._marks, self._learnt).shares.values())
            for read in self._suggester.reads
            if read.line.kind in COUNTED_KINDS and read.line.id not in self._marks
        ]
        return sum(unsure) / len(unsure) if unsure else 0.0


def recorded(suggested: Suggested, *, shown: bool, accepted: bool) -> Suggestion:
    """What a mark keeps of a suggestion: what was shown, and whether it was taken."""
    return Suggestion(suggested.tag, suggested.probability, MODEL, shown, accepted)


def suggester_of(article: Article, answers: Answers) -> Suggester:
    """An article that was read with the cues of its language."""
    lines = [Line(s.id, s.kind, s.paragraph, article.text_of(s)) for s in article.sentences]
    return Suggester(read_article(lines, cues_for(article.language)), answers)


def suggesting(store: Store, article: str, annotator: str) -> Suggesting:
    """Suggestions for an annotator of an article, learnt from every mark that they may see.

    Of the article itself only their own marks count. While it is blind to them, only their own
    marks anywhere do. This reads many documents: call it off the thread that draws.
    """
    project = store.project().document
    answers = answers_of(project.tags, project.renamed)
    text = store.article(article).document
    everybody = look(store, text, project)
    alone = _is_blind(project, article, annotator, everybody)
    learnt = learnt_from(store, project, answers, annotator, besides=article, alone=alone)
    found = Suggesting(text, answers, learnt)
    for sentence, answer in _answers_of(everybody, annotator).items():
        found.answer(sentence, answer)
    return found


def suggestion_rows(
    store: Store, annotator: str, articles: Sequence[str], notes: list[str]
) -> Iterator[SuggestionRow]:
    """What the program would say of each sentence of these articles, in reading order.

    Where suggestions are shown after the decision only, sentences without one have none.

    Args:
        store: the project.
        annotator: who asks.
        articles: their ids.
        notes: takes sentences on what was left out.
    """
    project = store.project().document
    withheld: dict[When, list[str]] = {"off": [], "after": []}
    for article in articles:
        when = shown_when(project, article, annotator, store.annotators(article))
        if when != "before":
            withheld[when].append(article)
        if when == "off":
            continue
        yield from _rows_of(store, project, annotator, article, when, notes)
    if withheld["off"]:
        notes.append("Suggestions are off in this project (`suggestions` in its settings).")
    if withheld["after"]:
        notes.append(
            "Others annotate these articles too, so suggestions are shown only for sentences that "
            f"you have decided: {_some(withheld['after'])}."
        )


def _rows_of(
    store: Store, project: Project, annotator: str, article: str, when: When, notes: list[str]
) -> Iterator[SuggestionRow]:
    try:
        found = suggesting(store, article, annotator)
        text = store.article(article).document
    except DataError as error:
        notes.append(str(error))
        return
    if cues_for(text.language) is None:
        known = ", ".join(languages())
        notes.append(
            f"{article}: there are no cues for the language {text.language!r} (there are {known}), "
            "so suggestions come from learning alone."
        )
    decided = _answers_of(look(store, text, project), annotator) if when == "after" else None
    for sentence in text.sentences:
        if decided is not None and sentence.id not in decided:
            continue
        said = found.suggest(sentence.id)
        if said is not None:
            yield SuggestionRow(
                article, said.sentence, said.tag, said.probability, said.because, said.carried_from
            )


def least_certain(store: Store, annotator: str, articles: Sequence[str]) -> list[str]:
    """These articles, those first of whose open sentences the program is least sure."""
    doubts = {article: suggesting(store, article, annotator).doubt() for article in articles}
    return sorted(articles, key=lambda article: -doubts[article])


def learnt_from(
    store: Store,
    project: Project,
    answers: Answers,
    annotator: str,
    *,
    besides: str,
    alone: bool = False,
) -> Learnt:
    """What the marks teach that an annotator may see.

    Args:
        store: the project.
        project: its settings.
        answers: of the project.
        annotator: who works.
        besides: an article that is left out.
        alone: whether only their own marks count.
    """
    learnt = Learnt()
    for article in reversed(_worked_on(store, besides)):
        try:
            text = store.article(article).document
        except DataError:
            continue
        everybody = look(store, text, project)
        hidden = alone or _is_blind(project, article, annotator, everybody)
        for name in everybody.annotators:
            if name == annotator or not hidden:
                _learn(Suggesting(text, answers, learnt), _answers_of(everybody, name))
    return learnt


def _learn(reader: Suggesting, answers: Mapping[str, str]) -> None:
    for sentence, answer in answers.items():
        reader.answer(sentence, answer)


def _worked_on(store: Store, besides: str) -> list[str]:
    """The articles that somebody has marked, those worked on last first."""
    rows = [
        (max(person.updated for person in row.people), row.id)
        for row in store.overview()
        if row.people and row.problem is None and row.id != besides
    ]
    return [article for _, article in sorted(rows, reverse=True)[:_ENOUGH]]


def _is_blind(project: Project, article: str, annotator: str, everybody: Colleagues) -> bool:
    own = everybody.annotators.get(annotator)
    return not sees_others_beside(project, annotator, article, own.document if own else None)


def _answers_of(everybody: Colleagues, annotator: str) -> dict[str, str]:
    """What an annotator says of each sentence: the primary tag or `no-tag`."""
    views = everybody.annotators.get(annotator)
    if views is None:
        return {}
    said = ((sentence, _said(one.state, one.tags)) for sentence, one in views.said.items())
    return {sentence: answer for sentence, answer in said if answer is not None}


def _answer(mark: Mark) -> str | None:
    return _said(mark.state, mark.tags)


def _said(state: str, tags: tuple[str, ...]) -> str | None:
    if state == "tagged":
        return tags[0]
    return NO_TAG if state == "no-tag" else None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How good suggestions are on a project's own articles."""

    against: str
    """`gold`, or an annotator's name."""
    articles: int
    in_order: bool
    """Whether an article's earlier answers were given, as while tagging; else it was unseen."""
    found: Evaluation
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Answered:
    """An article with its right answers."""

    suggester: Suggester
    article: Article
    answers: dict[str, str] = field(default_factory=dict)


def evaluate(
    store: Store,
    reader: str | None,
    articles: Sequence[str],
    *,
    against: str | None = None,
    in_order: bool = False,
) -> Evaluated:
    """Tries suggestions on articles whose right answers are known, each unseen when it is tried.

    The articles are dealt into ten parts at most; for each the program learns from the others
    and is asked about every sentence of it that has an answer.

    Args:
        store: the project.
        reader: who asks; what a blind project hides from them is left out.
        articles: ids.
        against: an annotator whose marks are the right answers; null for the gold.
        in_order: whether an article's earlier answers are given, as while tagging.

    Raises:
        RefusedError: none of the articles has a right answer that the reader may see.
    """
    project = store.project().document
    answers = answers_of(project.tags, project.renamed)
    notes: list[str] = []
    known = [
        _Answered(suggester_of(text, answers), text, right)
        for text, right in _answered(store, project, articles, reader, against, notes)
    ]
    if not known:
        whose = f"{against} has marked none" if against else "there is no gold"
        raise RefusedError(f"Nothing to evaluate against: {whose} of the articles that you see.")
    tried = [
        row
        for fold in range(min(_FOLDS, len(known)))
        for row in _tried(known, fold, answers, in_order=in_order)
    ]
    names = [tag.name for tag in project.tags]
    found = evaluated(tried, names)
    return Evaluated(against or "gold", len(known), in_order, found, tuple(notes))


def _tried(
    known: Sequence[_Answered], fold: int, answers: Answers, *, in_order: bool
) -> Iterator[Tried]:
    """The sentences of every tenth article, tried after learning from all the others."""
    learnt = Learnt()
    folds = min(_FOLDS, len(known))
    for number, each in enumerate(known):
        if number % folds != fold:
            _learn(Suggesting(each.article, answers, learnt), each.answers)
    for each in known[fold::folds]:
        given: dict[str, str] = {}
        for sentence in each.article.sentences:
            right = each.answers.get(sentence.id)
            if right is None:
                continue
            said = each.suggester.suggest(sentence.id, given, learnt)
            yield Tried(right, said.tag if said else None, said.probability if said else 0.0)
            if in_order:
                given[sentence.id] = right


def _answered(
    store: Store,
    project: Project,
    articles: Sequence[str],
    reader: str | None,
    against: str | None,
    notes: list[str],
) -> Iterator[tuple[Article, dict[str, str]]]:
    hidden = []
    for article in articles:
        try:
            text = store.article(article).document
        except DataError as error:
            notes.append(str(error))
            continue
        everybody = look(store, text, project)
        blind = reader is not None and _is_blind(project, article, reader, everybody)
        if blind and against != reader:
            hidden.append(article)
            continue
        right = _right(text, everybody, project, against)
        if right:
            yield text, right
    if hidden:
        notes.append(f"This project is blind: hand in to evaluate on {_some(hidden)}.")


def _right(
    article: Article, everybody: Colleagues, project: Project, against: str | None
) -> dict[str, str]:
    kinds = {s.id for s in article.sentences if s.kind in COUNTED_KINDS}
    if against is not None:
        found = _answers_of(everybody, against)
        return {sentence: answer for sentence, answer in found.items() if sentence in kinds}
    settled = {
        sentence: _said(gold.state or "", gold.tags)
        for sentence, gold in gold_of(article, everybody, project).items()
    }
    return {
        sentence: current_name(answer, project.renamed)
        for sentence, answer in settled.items()
        if answer is not None and sentence in kinds
    }


def _some(names: Sequence[str], most: int = 5) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
