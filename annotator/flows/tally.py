"""A tally of one document: states and counts, kept up to date without counting anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.codec import standing_of, standings
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.marks import Mark
from annotator.domain.progress import Progress, Standing, progress


class Tally:
    """Where every sentence of an article stands; a change costs what it changes.

    Raises:
        DamagedFileError: a line of the document is not a mark.
    """

    def __init__(self, article: Article, document: Annotations) -> None:
        self._kinds = {sentence.id: sentence.kind for sentence in article.sentences}
        self._standings = standings(document, f"annotations of {document.annotator}")
        self.progress = progress(list(self._kinds.items()), self._standings.get)

    def get(self, sentence: str) -> Standing | None:
        """A sentence's standing, None without a mark."""
        return self._standings.get(sentence)

    def has_attached(self, sentence: str) -> bool:
        """Whether a sentence's mark has a source or evidence."""
        standing = self._standings.get(sentence)
        return standing is not None and standing.attached

    def state_of(self, sentence: str) -> str | None:
        """The state of a sentence's mark, None without one."""
        standing = self._standings.get(sentence)
        return standing.state if standing else None

    def change(self, sentences: Iterable[str], marks: Mapping[str, Mark]) -> None:
        """Takes up what became of these sentences."""
        changed = [(s, self._kinds[s]) for s in sentences if s in self._kinds]
        old = progress(changed, self._standings.get)
        for sentence, _ in changed:
            mark = marks.get(sentence)
            if mark is None:
                self._standings.pop(sentence, None)
            else:
                self._standings[sentence] = standing_of(mark)
        new = progress(changed, self._standings.get)
        self.progress = Progress(
            **{
                name: getattr(self.progress, name) - getattr(old, name) + getattr(new, name)
                for name in Progress.__slots__
            }
        )
