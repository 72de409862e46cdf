"""How good suggestions are on a project's own articles, each unseen when it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.assist.cues import Cues
from annotator.assist.evaluation import Evaluation, Tried, evaluated
from annotator.assist.learning import Learnt
from annotator.assist.roles import Answers, answers_of
from annotator.assist.suggesting import Suggester
from annotator.domain.article import COUNTED_KINDS, Article
from annotator.domain.project import Project
from annotator.errors import DataError, RefusedError
from annotator.flows.colleagues import Colleagues, look
from annotator.flows.review.gold import gold_of
from annotator.flows.suggestions.learning import (
    Suggesting,
    answers_by,
    cues_of,
    is_blind,
    said,
    suggester_of,
)
from annotator.flows.wording import some
from annotator.stores.base import Store

_FOLDS = 10


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


@dataclass(frozen=True, slots=True)
class _Answered:
    """An article with its right answers."""

    suggester: Suggester
    cues: Cues | None
    article: Article
    answers: dict[str, str]


def evaluate(
    store: Store,
    reader: str | None,
    articles: Sequence[str],
    *,
    against: str | None = None,
    in_order: bool = False,
) -> Evaluated:
    """Tries suggestions on articles whose right answers are known.

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
        _answered_of(text, answers, cues_of(store, text), right)
        for text, right in _answered(store, project, articles, reader, against, notes)
    ]
    if not known:
        whose = f"{against} has marked none" if against else "there is no gold"
        raise RefusedError(f"Nothing to evaluate against: {whose} of the articles that you see.")
    folds = range(min(_FOLDS, len(known)))
    tried = [row for fold in folds for row in _tried(known, fold, in_order=in_order)]
    found = evaluated(tried, [tag.name for tag in project.tags])
    return Evaluated(against or "gold", len(known), in_order, found, tuple(notes))


def _answered_of(
    article: Article, answers: Answers, cues: Cues | None, right: dict[str, str]
) -> _Answered:
    return _Answered(suggester_of(article, answers, cues), cues, article, right)


def _tried(known: Sequence[_Answered], fold: int, *, in_order: bool) -> Iterator[Tried]:
    """The sentences of every tenth article, tried after learning from all the others."""
    learnt = Learnt()
    folds = min(_FOLDS, len(known))
    for number, each in enumerate(known):
        if number % folds != fold:
            Suggesting(each.suggester, each.cues, learnt).teach(each.answers)
    for each in known[fold::folds]:
        given: dict[str, str] = {}
        for sentence in each.article.sentences:
            right = each.answers.get(sentence.id)
            if right is None:
                continue
            found = each.suggester.suggest(sentence.id, given, learnt)
            yield Tried(right, found.tag if found else None, found.probability if found else 0.0)
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
        blind = reader is not None and is_blind(project, article, reader, everybody)
        if blind and against != reader:
            hidden.append(article)
            continue
        right = _right(text, everybody, project, against)
        if right:
            yield text, right
    if hidden:
        notes.append(f"This project is blind: hand in to evaluate on {some(hidden)}.")


def _right(
    article: Article, everybody: Colleagues, project: Project, against: str | None
) -> dict[str, str]:
    kinds = {s.id for s in article.sentences if s.kind in COUNTED_KINDS}
    if against is not None:
        found = answers_by(everybody, against)
        return {sentence: answer for sentence, answer in found.items() if sentence in kinds}
    settled = (
        (sentence, said(gold.state or "", gold.tags))
        for sentence, gold in gold_of(article, everybody, project).items()
    )
    return {name: answer for name, answer in settled if answer is not None and name in kinds}
