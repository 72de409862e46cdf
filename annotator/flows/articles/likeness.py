"""Likeness: whether a text that comes in is another version of an article that is there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from annotator.domain.article import Article, Sentence
from annotator.domain.revisions.alignment import aligned
from annotator.flows.articles.catalogue import as_title, titles_of
from annotator.formats.articles import Incoming
from annotator.text.language import detect
from annotator.text.sentences import segment

ENOUGH = 0.5
"""Share of the shorter text that two texts of one title have in common if they are one article."""

MOST = 0.6
"""Share of the longer text that two texts of different titles have in common if they are."""

_FEW = 2
"""Sentences that two texts of different titles have in common at least."""

_TELLING = 20
"""Code points below which a sentence may stand in any article."""


def sentences_in(incoming: Incoming) -> list[str]:
    """The words of each sentence of what came in, without the title."""
    cuts = segment(incoming.text, incoming.language or detect(incoming.text))
    texts = [" ".join(incoming.text[s.start : s.end].split()) for s in cuts]
    return [text for text in texts if as_title(text) != as_title(incoming.title)]


def contradicts(article: Article, incoming: Incoming) -> bool:
    """Whether what is known of both says that they are two articles.

    That is two addresses, two publishers or two declared dates.
    """
    if article.url and incoming.url:
        return True  # the addresses differ, or it would have been found by its own
    publishers = {name.casefold() for name in (article.publisher, incoming.publisher) if name}
    declared = {
        each.published[:10]
        for each in (article, incoming)
        if each.published and each.published_basis == "declared"
    }
    return len(publishers) > 1 or len(declared) > 1


def why_alike(article: Article, incoming: Incoming, sentences: Sequence[str], own_id: str) -> str:
    """Why a text is likely to be another version of an article; empty where it is not.

    Args:
        article: as it is.
        incoming: the text.
        sentences: of the text, as `sentences_in` has them.
        own_id: the id that the text would have; empty where its source gives none.
    """
    is_titled = as_title(incoming.title) in titles_of(article)
    if is_titled or article.id == own_id:
        share = _share_kept(article, sentences)
        if share >= ENOUGH:
            name = "title" if is_titled else "id"
            return f"it has its {name} and {share:.0%} of its text, edited or not"
    share = _share_equal(article, sentences)
    return f"{share:.0%} of its text is the same" if share >= MOST else ""


def _share_equal(article: Article, sentences: Sequence[str]) -> float:
    """How much of the longer text stands in the other sentence by sentence; 0 for too little."""
    titles = titles_of(article)
    ours = {" ".join(article.text_of(sentence).split()) for sentence in article.sentences}
    ours = {text for text in ours if as_title(text) not in titles}
    theirs = set(sentences)
    both = {text for text in ours & theirs if len(text) >= _TELLING}
    if len(both) < _FEW:
        return 0.0
    return sum(map(len, both)) / max(sum(map(len, ours)), sum(map(len, theirs)))


def _share_kept(article: Article, sentences: Sequence[str]) -> float:
    """How much of the shorter text is in the other, edited or not, but for the title."""
    titles = titles_of(article)
    lengths = {
        s.id: s.end - s.start
        for s in article.sentences
        if as_title(article.text_of(s)) not in titles
    }
    ends = list(accumulate(len(sentence) + 1 for sentence in sentences))
    cuts = [
        Sentence("", end - 1 - len(sentence), end - 1, "sentence", n)
        for n, (sentence, end) in enumerate(zip(sentences, ends, strict=True))
    ]
    found = aligned(article, "\n".join(sentences), cuts)
    kept = sum(lengths.get(id_, 0) for row in found.rows if row.new for id_ in row.old)
    shorter = min(sum(lengths.values()), sum(map(len, sentences)))
    return min(kept / shorter, 1.0) if shorter else 0.0
