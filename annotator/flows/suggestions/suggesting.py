"""Suggestions for an annotator: when they are shown, and what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.assist.cues import languages
from annotator.assist.learning import Learnt
from annotator.assist.roles import answers_of
from annotator.assist.suggesting import Reason
from annotator.domain.article import Article
from annotator.errors import DataError
from annotator.flows.colleagues import Colleagues, look
from annotator.flows.suggestions.assisting import When, shown_when
from annotator.flows.suggestions.learning import (
    Lessons,
    Suggesting,
    answers_by,
    cues_of,
    is_blind,
    suggester_of,
)
from annotator.flows.wording import some
from annotator.stores.base import Store


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion with its article; the fields of `suggest --json`."""

    article: str
    sentence: str
    tag: str
    probability: float
    because: tuple[Reason, ...]
    carried_from: str | None


class _Learnt:
    """What an annotator may learn from in a project, read when it is first needed."""

    def __init__(self, store: Store, annotator: str) -> None:
        self.store = store
        self.annotator = annotator
        self.project = store.project().document
        self.answers = answers_of(self.project.tags, self.project.renamed)
        self._lessons: dict[bool, Lessons] = {}

    def lessons(self, article: Article, everybody: Colleagues) -> Lessons:
        """What may be learnt from while an article is at hand."""
        alone = is_blind(self.project, article.id, self.annotator, everybody)
        if alone not in self._lessons:
            self._lessons[alone] = Lessons(
                self.store, self.project, self.answers, self.annotator, alone=alone
            )
        return self._lessons[alone]

    def at_work(self, article: Article, learnt: Learnt) -> Suggesting:
        """The annotator's work on an article, without marks yet."""
        cues = cues_of(self.store, article)
        return Suggesting(suggester_of(article, self.answers, cues), cues, learnt)


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
    source = _Learnt(store, annotator)
    withheld: dict[When, list[str]] = {"off": [], "after": []}
    for article in articles:
        when = shown_when(source.project, article, annotator, store.annotators(article))
        if when != "before":
            withheld[when].append(article)
        if when != "off":
            yield from _rows_of(source, article, when, notes)
    if withheld["off"]:
        notes.append("Suggestions are off in this project (`suggestions` in its settings).")
    if withheld["after"]:
        notes.append(
            "Others annotate these articles too, so suggestions are shown only for sentences that "
            f"you have decided: {some(withheld['after'])}."
        )


def _rows_of(
    source: _Learnt, article: str, when: When, notes: list[str]
) -> Iterator[SuggestionRow]:
    try:
        text = source.store.article(article).document
    except DataError as error:
        notes.append(str(error))
        return
    if cues_of(source.store, text) is None:
        known = ", ".join(languages())
        notes.append(
            f"{article}: there are no cues for the language {text.language!r} (there are {known}), "
            "so suggestions come from learning alone."
        )
    everybody = look(source.store, text, source.project)
    own = answers_by(everybody, source.annotator)
    with source.lessons(text, everybody).without(article) as learnt:
        found = source.at_work(text, learnt)
        found.take_all(own)
        said = [
            found.suggest(sentence.id)
            for sentence in text.sentences
            if when == "before" or sentence.id in own
        ]
        found.forget_all()
    for one in said:
        if one is not None:
            yield SuggestionRow(
                article, one.sentence, one.tag, one.probability, one.because, one.carried_from
            )


def doubts(store: Store, annotator: str, articles: Iterable[str]) -> Iterator[tuple[str, float]]:
    """How unsure the program is of each article's open sentences, 0 to 1 on average.

    One article is in memory at a time; one that cannot be read is passed over.
    """
    source = _Learnt(store, annotator)
    for article in articles:
        try:
            text = store.article(article).document
        except DataError:
            continue
        everybody = look(store, text, source.project)
        with source.lessons(text, everybody).without(article) as learnt:
            found = source.at_work(text, learnt)
            found.take_all(answers_by(everybody, annotator))
            doubt = found.doubt()
            found.forget_all()
        yield article, doubt


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """How unsure the program is of an article; the fields of `suggest --least-certain --json`."""

    article: str
    unseen: int
    """Sentences that its annotator has not decided on."""
    doubt: float
    """0 to 1, on average of these sentences."""


def doubt_rows(store: Store, annotator: str, articles: Sequence[str]) -> list[DoubtRow]:
    """The articles with unseen sentences, those first of which the program is least sure."""
    known = dict(doubts(store, annotator, articles))
    found = []
    for row in store.overview():
        own = row.of(annotator)
        unseen = own.progress.unseen if own else row.sentences
        if row.id in known and unseen:
            found.append(DoubtRow(row.id, unseen, round(known[row.id], 3)))
    return sorted(found, key=lambda row: -row.doubt)


def least_certain(store: Store, annotator: str, articles: Sequence[str]) -> list[str]:
    """These articles, those first of whose open sentences the program is least sure."""
    known = dict(doubts(store, annotator, articles))
    return sorted(articles, key=lambda article: -known.get(article, -1))
