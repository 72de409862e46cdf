"""The gold of an article from what everybody has saved, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.article import Article
from annotator.domain.edits import with_current_names
from annotator.domain.project import Project
from annotator.domain.review.gold import Gold, article_gold
from annotator.domain.review.threads import Remark
from annotator.flows.colleagues import Colleagues, look
from annotator.stores.base import Store


@dataclass(frozen=True, slots=True)
class Settled:
    """An article's gold and talk, by sentence."""

    gold: Mapping[str, Gold]
    """Of every sentence of the article as it is today."""
    threads: Mapping[str, list[Remark]]
    """Of those that somebody has said something about."""
    problems: Mapping[str, str]
    """Whose document cannot be read, and why."""


def settled_article(store: Store, article: Article, project: Project) -> Settled:
    """How each sentence of an article is settled.

    Args:
        store: the project's.
        article: as it is today; what was said of an earlier revision is carried over.
        project: its tags and settings.
    """
    everybody = look(store, article, project)
    return Settled(gold_of(article, everybody, project), everybody.threads(), everybody.problems)


def gold_of(article: Article, everybody: Colleagues, project: Project) -> dict[str, Gold]:
    """The gold of each sentence, with sources and evidence, from documents already read."""
    marks = {
        name: {
            sentence: with_current_names(views.document.marks[sentence], project.renamed)
            for sentence in views.said
        }
        for name, views in everybody.annotators.items()
    }
    return article_gold(
        [sentence.id for sentence in article.sentences],
        marks,
        {name: review.decisions for name, review in everybody.reviews.items()},
        by_majority=project.settings.majority,
    )
