"""An index of sentences by their words: in which articles a quotation may stand.

It takes 24 bytes a sentence, so that a project of any size fits; what it finds is to be looked at.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from annotator.domain.article import Article
from annotator.domain.datasets.quoting import bare

_PIECE = 24
"""Signs at the beginning and at the end of a sentence by which pieces of it are found."""

_NUMBER_BITS = 26
_NUMBERS = (1 << _NUMBER_BITS) - 1
_HASHES = (1 << (64 - _NUMBER_BITS)) - 1


class SentenceIndex:
    """Sentences of articles, by their words, their beginnings and their ends."""

    def __init__(self) -> None:
        self._entries = array("Q")
        self._articles: list[str] = []
        self._sorted = True

    def note(self, article: Article) -> None:
        """Takes up an article."""
        number = len(self._articles) & _NUMBERS
        self._articles.append(article.id)
        for sentence in article.sentences:
            words = bare(article.text_of(sentence))
            self._entries.append(_entry("whole", words, number))
            if len(words) > _PIECE:
                self._entries.append(_entry("begins", words[:_PIECE], number))
                self._entries.append(_entry("ends", words[-_PIECE:], number))
        self._sorted = False

    def having(self, quote: str) -> list[str]:
        """The articles that may have a sentence of exactly these words, in the order noted."""
        return self._found([("whole", bare(quote))])

    def having_a_piece(self, quote: str) -> list[str]:
        """The articles that may have the words though they are cut elsewhere."""
        words = bare(quote)
        return self._found([("begins", words[:_PIECE]), ("ends", words[-_PIECE:])])

    def around(self, before: str, after: str) -> set[str]:
        """The articles that may have a sentence that ends or begins as these words do."""
        ahead, behind = bare(before), bare(after)
        wanted = [("whole", ahead), ("whole", behind)]
        wanted += [("ends", ahead[-_PIECE:]), ("begins", behind[:_PIECE])]
        return set(self._found([(kind, words) for kind, words in wanted if words]))

    def _found(self, wanted: list[tuple[str, str]]) -> list[str]:
        if not self._sorted:
            self._entries = array("Q", sorted(self._entries))
            self._sorted = True
        numbers = {number for kind, words in wanted for number in self._numbers(kind, words)}
        return [self._articles[number] for number in sorted(numbers)]

    def _numbers(self, kind: str, words: str) -> Iterator[int]:
        least = _entry(kind, words, 0)
        first = bisect_left(self._entries, least)
        last = bisect_right(self._entries, least | _NUMBERS)
        return (entry & _NUMBERS for entry in self._entries[first:last])


def _entry(kind: str, words: str, number: int) -> int:
    """Some words with the number of their article in the lowest bits."""
    return ((hash((kind, words)) & _HASHES) << _NUMBER_BITS) | number
