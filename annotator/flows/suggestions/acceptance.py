"""What annotators made of suggestions, over a whole project."""

from __future__ import annotations

from annotator.domain.blind import sees_others_beside
from annotator.domain.edits import with_current_names
from annotator.domain.review.acceptance import Acceptance, counted
from annotator.errors import DataError
from annotator.flows.colleagues import look
from annotator.flows.review.gold import gold_of
from annotator.stores.base import Store


def acceptance(store: Store, reader: str | None) -> list[Acceptance]:
    """How often each annotator took suggestions, and how taken and typed marks agree with gold.

    Annotators whom no suggestion was ever shown to have no row. This reads every mark.

    Args:
        store: the project.
        reader: who asks; what a blind project hides from them does not count.
    """
    project = store.project().document
    found: dict[str, Acceptance] = {}
    for article in store.article_ids():
        try:
            text = store.article(article).document
        except DataError:
            continue
        everybody = look(store, text, project)
        own = everybody.annotators.get(reader or "")
        others = sees_others_beside(project, reader, article, own.document if own else None)
        gold = gold_of(text, everybody, project) if others else {}
        for name, views in everybody.annotators.items():
            if others or name == reader:
                marks = {
                    sentence: with_current_names(views.document.marks[sentence], project.renamed)
                    for sentence in views.said
                }
                found[name] = counted(found.get(name, Acceptance(name)), marks, gold)
    return [one for _, one in sorted(found.items()) if one.shown or one.accepted]
