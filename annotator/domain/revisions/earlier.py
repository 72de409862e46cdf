"""Earlier revisions of an article, each whole: an article's file keeps only what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.article import Aligned, Article, EarlierRevision, Sentence
from annotator.domain.rows import Log


@dataclass(frozen=True, slots=True)
class Version:
    """An article's text with its cuts at one revision."""

    revision: int
    text: str
    sha256: str
    sentences: tuple[Sentence, ...]

    def by_id(self) -> Mapping[str, Sentence]:
        """The sentences by their ids."""
        return {sentence.id: sentence for sentence in self.sentences}

    def text_of(self, sentence: Sentence) -> str:
        """The sentence's own words."""
        return self.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True)
class Step:
    """How one revision became the next."""

    before: Version
    after: Version
    alignment: tuple[Aligned, ...]
    """Sentences that no row names are what they were."""
    at: str
    """When, UTC."""
    known: frozenset[str]
    """The sentences that there were up to then."""


def with_earlier(article: Article, earlier: EarlierRevision) -> Sequence[EarlierRevision]:
    """The article's earlier revisions and one more; those that nobody has read stay unread."""
    if isinstance(article.previous, Log):
        return article.previous.plus([earlier])
    return (*article.previous, earlier)


def versions(article: Article) -> list[Version]:
    """Every revision of an article, the earliest first, today's last."""
    now = Version(article.revision, article.text, article.sha256, article.sentences)
    found = [now]
    for earlier in reversed(article.previous):
        text = now.text if earlier.text is None else earlier.text
        sentences = now.sentences if earlier.sentences is None else earlier.sentences
        now = Version(earlier.revision, text, earlier.sha256, sentences)
        found.append(now)
    found.reverse()
    return found


def steps(article: Article, since: int) -> list[Step]:
    """The changes of an article since a revision, in order; none where it is today's."""
    if since >= article.revision or not article.previous:
        return []
    every = versions(article)
    known: set[str] = set()
    found = []
    for n, earlier in enumerate(article.previous):
        known.update(sentence.id for sentence in every[n].sentences)
        if earlier.revision >= since:
            before, after = every[n], every[n + 1]
            found.append(Step(before, after, earlier.alignment, earlier.at, frozenset(known)))
    return found


def known_spans(article: Article) -> dict[tuple[str, int, int], str]:
    """The id of every sentence that the article has or had, by text digest, start and end.

    Where one stretch had two ids in turn, the later one counts.
    """
    return {
        (version.sha256, sentence.start, sentence.end): sentence.id
        for version in versions(article)
        for sentence in version.sentences
    }
