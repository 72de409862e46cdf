"""Articles that change: made from sentences, and brought to their next revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.domain.annotations import Annotations
from annotator.domain.article import (
    Article,
    EarlierRevision,
    Sentence,
    fingerprint,
    text_digest,
)
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark
from annotator.domain.revisions.alignment import aligned
from tests.strategies import empty_annotations, time_after

ONE_LINE = " "
LINES = "\n"


def cuts_of(sentences: Sequence[str], between: str = LINES) -> tuple[Sentence, ...]:
    """The cuts of a text that is these sentences one after another."""
    found, at = [], 0
    for n, sentence in enumerate(sentences):
        paragraph = n if "\n" in between else 0
        found.append(Sentence(f"s{n + 1}", at, at + len(sentence), "sentence", paragraph))
        at += len(sentence) + len(between)
    return tuple(found)


def article_of(*sentences: str, between: str = LINES) -> Article:
    """An article of these sentences, s1 and so on."""
    text = between.join(sentences)
    return Article(
        id="an-article",
        revision=1,
        title="An article",
        url=None,
        publisher=None,
        byline=None,
        published=None,
        published_basis=None,
        retrieved=time_after(0),
        language="en",
        license=None,
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter="by hand",
        text=text,
        sentences=cuts_of(sentences, between),
    )


def became(article: Article, *sentences: str, between: str = LINES, minute: int = 1) -> Article:
    """The article's next revision, which has these sentences."""
    text = between.join(sentences)
    found = aligned(article, text, cuts_of(sentences, between))
    earlier = EarlierRevision(
        revision=article.revision,
        at=time_after(minute * 60_000),
        by="ana",
        why="add",
        sha256=article.sha256,
        text=article.text,
        sentences=article.sentences,
        alignment=found.rows,
    )
    return replace(
        article,
        revision=article.revision + 1,
        text=text,
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        sentences=found.sentences,
        previous=(*article.previous, earlier),
    )


def hows(article: Article) -> dict[str, str]:
    """How each sentence, by its old id, or its new one where it is new, came through the latest."""
    return {id_: row.how for row in article.previous[-1].alignment for id_ in (row.old or row.new)}


def document_on(article: Article, marks: Mapping[str, Mark], annotator: str = "ana") -> Annotations:
    """An annotator's document with these marks, quotes filled in."""
    empty = replace(
        empty_annotations(annotator, article.id),
        article_revision=article.revision,
        article_sha256=article.sha256,
    )
    return marked(empty, article, marks)


def marked(
    document: Annotations, article: Article, marks: Mapping[str, Mark | None], session: str = "a1"
) -> Annotations:
    """The document with these marks too, one action each."""
    texts = {sentence.id: article.text_of(sentence) for sentence in article.sentences}
    for id_, mark in marks.items():
        after = mark and replace(mark, quote=texts[id_])
        how = Circumstances(document.updated or time_after(0), session, "key")
        document = record(document, [Change(id_, after)], how)
    return document
