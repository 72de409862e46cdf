"""Dataset rows: what every format out is given, one marked sentence after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.edits import with_current_names
from annotator.domain.marks import Mark, support
from annotator.domain.project import Project
from annotator.formats.withholding import Open, Withheld, confidential_words, opened

Row = Mapping[str, Any]
"""Column to value; the columns are those of `columns`, in their order, in every row."""

_BEFORE_TAGS = (
    "id",
    "article",
    "article_revision",
    "article_sha256",
    "title",
    "publisher",
    "byline",
    "url",
    "language",
    "license",
    "published",
    "published_basis",
    "retrieved",
    "segmenter",
    "sentence",
    "index",
    "paragraph",
    "start",
    "end",
    "kind",
    "text",
    "annotator",
    "state",
    "label",
    "tags",
)
_AFTER_TAGS = (
    "support",
    "unsure",
    "skip_reason",
    "look_again",
    "sources",
    "evidence",
    "note",
    "suggestion",
    "guidelines",
    "at",
    "seconds",
    "handed_in",
)


def tag_columns(project: Project) -> dict[str, str]:
    """The tags' own columns, 0 or 1: tag name to column, such as `tag_insider_sourced`."""
    columns: dict[str, str] = {}
    for tag in project.tags:
        name = "tag_" + re.sub(r"\W", "_", tag.name)
        while name in columns.values():
            name += "_"
        columns[tag.name] = name
    return columns


def columns(project: Project) -> tuple[str, ...]:
    """Every column in its fixed order."""
    return (*_BEFORE_TAGS, *tag_columns(project).values(), *_AFTER_TAGS)


class MarkedBy(NamedTuple):
    """An annotator's document and its marks, read."""

    document: Annotations
    marks: Mapping[str, Mark]
    """By sentence."""


def rows(
    article: Article,
    documents: Sequence[MarkedBy],
    project: Project,
    withheld: Withheld | None,
) -> Iterator[Row]:
    """A row for each mark, in reading order, and within a sentence by annotator.

    Marks of sentences that are no longer in the article have no row.

    Args:
        article: the text.
        documents: annotators' marks of it, in the order their rows are to come.
        project: whose tag names are used.
        withheld: counts what is left out because it would name a confidential source of the
            article; null takes everything along.
    """
    tags = tag_columns(project)
    words = confidential_words(mark for one in documents for mark in one.marks.values())
    about = _about(article)
    for index, sentence in enumerate(article.sentences):
        for document, marks in documents:
            if sentence.id not in marks:
                continue
            mark = with_current_names(marks[sentence.id], project.renamed)
            seen = Open(mark.sources, mark.evidence, mark.note)
            if withheld is not None:
                seen = opened(mark, words, withheld)
            key = (article.id, str(article.revision), sentence.id, document.annotator)
            yield {
                "id": "/".join(key),
                **about,
                "sentence": sentence.id,
                "index": index,
                "paragraph": sentence.paragraph,
                "start": sentence.start,
                "end": sentence.end,
                "kind": sentence.kind,
                "text": article.text_of(sentence),
                "annotator": document.annotator,
                **_marked(mark, tags, seen),
                "handed_in": document.handed_in[-1].at if document.handed_in else None,
            }


def _about(article: Article) -> dict[str, Any]:
    """What is the same in every row of an article."""
    names = _BEFORE_TAGS[_BEFORE_TAGS.index("title") : _BEFORE_TAGS.index("sentence")]
    return {
        "article": article.id,
        "article_revision": article.revision,
        "article_sha256": article.sha256,
    } | {name: getattr(article, name) for name in names}


def _marked(mark: Mark, tags: Mapping[str, str], seen: Open) -> dict[str, Any]:
    """What was said of the sentence."""
    label = {"tagged": mark.tags[0] if mark.tags else None, "no-tag": "no-tag"}.get(mark.state)
    return {
        "state": mark.state,
        "label": label,
        "tags": mark.tags,
        **{column: int(tag in mark.tags) for tag, column in tags.items()},
        "support": support(mark),
        "unsure": mark.unsure,
        "skip_reason": mark.skip_reason,
        "look_again": mark.look_again,
        "sources": seen.sources,
        "evidence": seen.evidence,
        "note": seen.note,
        "suggestion": mark.suggestion,
        "guidelines": mark.guidelines,
        "at": mark.at,
        "seconds": mark.seconds,
    }


def counted(given: Iterable[Row], count: list[int]) -> Iterator[Row]:
    """The same rows; how many there were is appended to `count` at the end."""
    number = 0
    for row in given:
        yield row
        number += 1
    count.append(number)
