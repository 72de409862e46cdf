"""Looking again: what a sentence was before its article changed, and what changes did to marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, HowAligned
from annotator.domain.marks import Mark
from annotator.domain.revisions.carry import Carried, decided_on, fates
from annotator.domain.revisions.earlier import Version, versions
from annotator.flows.wording import cut

if TYPE_CHECKING:
    from annotator.flows.changed_words import Stretch

_CUT = " | "
"""Between sentences that were cut apart, or are one now."""

_TOLD = 90
"""Code points of a change that are told in a line."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a sentence was when it was decided on."""

    how: HowAligned
    """`edited`, `split` or `joined`."""
    words: tuple[Stretch, ...]
    """How its words became those of today; of a cut, the sentences there were or are, in a row."""

    @property
    def label(self) -> str:
        """What the words are."""
        return {"split": "was one", "joined": "were two"}.get(self.how, "changed")

    @property
    def told(self) -> str:
        """The change in a line."""
        if self.how == "edited":
            from annotator.flows.changed_words import only_changes  # noqa: PLC0415 - as below

            return cut(only_changes(self.words), _TOLD)
        return f"{self.label}: {cut(''.join(part.told for part in self.words), _TOLD)}"


class Past:
    """The earlier revisions of an article, put together when they are first asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def _versions(self) -> list[Version]:
        return versions(self.article)

    def before(self, document: Annotations, sentence: str) -> Before | None:
        """What a sentence was that an annotator is to look at again; None if that is not known.

        Args:
            document: the annotator's, as it stands with this article.
            sentence: its id.
        """
        now = next((s for s in self.article.sentences if s.id == sentence), None)
        if now is None:
            return None
        text = self.article.text_of(now)
        was = decided_on(document, sentence)
        if was is not None and was.split() != text.split():
            return _edited(was, text)
        return self._by_alignment(sentence, text) if was is None else None

    def _by_alignment(self, sentence: str, text: str) -> Before | None:
        """What the latest change made of it, where nobody has decided on it by this id."""
        every = self._versions
        for n in range(len(self.article.previous) - 1, -1, -1):
            for row in self.article.previous[n].alignment:
                if sentence not in row.new or row.how not in {"edited", "split", "joined"}:
                    continue
                if row.how == "edited":
                    return _edited(" ".join(_texts(every[n], row.old)), text)
                parts = (every[n + 1], row.new) if row.how == "split" else (every[n], row.old)
                return Before(row.how, _in_a_row(_texts(*parts)))
        return None


def _texts(version: Version, ids: tuple[str, ...]) -> list[str]:
    known = version.by_id()
    return [" ".join(version.text_of(known[id_]).split()) for id_ in ids if id_ in known]


def _edited(was: str, text: str) -> Before:
    # Comparing words is needed only where an article has changed.
    from annotator.flows.changed_words import stretches  # noqa: PLC0415

    return Before("edited", tuple(stretches(was, text)))


def _in_a_row(texts: Iterable[str]) -> tuple[Stretch, ...]:
    from annotator.flows.changed_words import Stretch  # noqa: PLC0415 - as above

    parts = [part for text in texts for part in (Stretch(_CUT, "cut"), Stretch(text, "same"))]
    return tuple(parts[1:])


@dataclass(frozen=True, slots=True)
class News:
    """What changes of an article did to an annotator's marks."""

    look_again: int = 0
    """Marks that ask for another look because of them."""
    gone: int = 0
    """Marks of sentences that are no longer there; they are in the history."""
    notices: tuple[str, ...] = ()
    """What could not be kept, as sentences."""

    def __str__(self) -> str:
        """In one line; empty where nothing is to be told."""
        kept = f"{self.gone} marks of gone sentences are in the history: h"
        if self.gone == 1:
            kept = "1 mark of a gone sentence is in the history: h"
        parts = [f"{self.look_again} to look at again: n"] if self.look_again else []
        parts += [kept] if self.gone else []
        parts += self.notices[:1]
        parts += [f"and {len(self.notices) - 1} more of that kind"] if self.notices[1:] else []
        return " · ".join(parts)


def news(before: Annotations, over: Carried, article: Article) -> News:
    """What carrying a document over to today's article did to its marks."""
    document = over.document
    new = document.history[len(before.history) :]
    asked = {event.sentence for event in new if _asks(event.after)}
    still = [id_ for id_ in asked if id_ and _asks(document.marks.get(id_))]
    gone = 0
    if any(event.after is None for event in new):
        became = fates(article, before.article_revision)
        gone = sum(id_ in became and not became[id_].new for id_ in before.marks)
    return News(len(still), gone, over.notices)


def _asks(after: object) -> bool:
    return isinstance(after, Mark) and after.look_again is not None
