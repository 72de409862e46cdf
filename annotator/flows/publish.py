"""Publishing: a project's marks as the rows of a dataset, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.formats.rows import Row, rows
from annotator.stores.base import Store


def dataset(store: Store, *, confidential: bool = False) -> Iterator[Row]:
    """A row for each mark: articles by id, sentences in reading order, annotators by name.

    One article is in memory at a time.
    """
    project = store.project().document
    for article in store.article_ids():
        documents = [
            opened.document
            for name in store.annotators(article)
            if (opened := store.annotations(article, name)) is not None
        ]
        if documents:
            text = store.article(article).document
            yield from rows(text, documents, project, confidential=confidential)
