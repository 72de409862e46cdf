"""Publishing: a project's marks as the rows of a dataset, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.article import Article
from annotator.domain.carry import carried
from annotator.errors import DataError, NotWholeError
from annotator.formats.rows import MarkedBy, Row, rows
from annotator.formats.withholding import Withheld
from annotator.stores.base import Store


def dataset(store: Store, *, withheld: Withheld | None) -> Iterator[Row]:
    """A row for each mark: articles by id, sentences in reading order, annotators by name.

    One article is in memory at a time.

    Args:
        store: the project.
        withheld: counts what is left out because it would name a confidential source; null takes
            everything along.

    Raises:
        NotWholeError: files cannot be read; all of them are named, and rows end at the first.
    """
    project = store.project().document
    errors: list[DataError] = []
    for article in store.article_ids():
        text = _text(store, article, errors)
        documents = list(_documents(store, article, text, errors))
        if documents and text is not None and not errors:
            yield from rows(text, documents, project, withheld)
    if errors:
        raise NotWholeError(errors)


def _documents(
    store: Store, article: str, text: Article | None, errors: list[DataError]
) -> Iterator[MarkedBy]:
    for name in store.annotators(article):
        try:
            opened = store.annotations(article, name)
            if opened is not None:
                today = carried(opened.document, text) if text else opened.document
                yield MarkedBy(today, dict(today.marks))
        except DataError as error:
            errors.append(error)


def _text(store: Store, article: str, errors: list[DataError]) -> Article | None:
    try:
        return store.article(article).document
    except DataError as error:
        errors.append(error)
        return None
