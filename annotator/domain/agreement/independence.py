"""Independent marks: what each annotator said by themselves, before colleagues' tags were seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import Article, Sentence
from annotator.domain.edits import with_current_names
from annotator.domain.history import changes_mark
from annotator.domain.marks import Mark
from annotator.domain.revisions.carry import carried, fates
from annotator.domain.revisions.earlier import versions
from annotator.domain.tags import Renamed

NO_TAG = "no-tag"

_NEW_WORDS = frozenset({"edited", "split", "joined"})
"""Why a mark asks for another look that judged other words than its sentence has now."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mark that counts, and what it is of."""

    mark: Mark
    sentence: Sentence
    """As it is today."""
    earlier_words: str = ""
    """The words that were judged, where they are others than today's: only judgements of the same
    words compare."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What counts of one document."""

    judgements: tuple[Judgement, ...]
    influenced: int = 0
    """Sentences of which a mark was made after colleagues' tags had been seen; it does not count,
    and the one before it does."""
    gone: int = 0
    """Marks of sentences that the article has no longer, which do not count."""


def as_of_now(document: Annotations, article: Article) -> Judged:
    """The marks of today, carried over to today's article."""
    there = {sentence.id: sentence for sentence in article.sentences}
    marks = carried(document, article).marks
    found = tuple(Judgement(mark, there[id_]) for id_, mark in marks.items() if id_ in there)
    return Judged(found, gone=len(marks) - len(found))


def as_first_handed_in(document: Annotations, article: Article) -> Judged:
    """The marks when the article was first handed in, each as last made without seeing others'.

    Of a document that was not handed in yet the marks of now count. What the program carried over
    to another text is no judgement of that text.
    """
    made, influenced = _made_alone(document)
    places = _Places(article)
    found: dict[tuple[str, str], Judgement] = {}
    gone = 0
    for sentence, (mark, at) in made.items():
        judgement = places.judgement(mark, sentence, at, document.article_revision)
        if judgement is None:
            gone += 1
        else:
            found.setdefault((judgement.sentence.id, judgement.earlier_words), judgement)
    return Judged(tuple(found.values()), len(influenced), gone)


def _made_alone(document: Annotations) -> tuple[dict[str, tuple[Mark, str]], set[str]]:
    """Each sentence's mark with the time when it was made, and the sentences left as they were."""
    until = document.handed_in[0].revision if document.handed_in else document.revision
    made: dict[str, tuple[Mark, str]] = {}
    influenced: set[str] = set()
    told: set[str] = set()
    for number, event in enumerate(document.history):
        earlier = document.history[:number] if event.why == "undo" else ()
        if event.sentence is None or not changes_mark(event, earlier):
            continue
        told.add(event.sentence)
        if event.revision > until or event.why in {"carry", "rename"}:  # the program's own
            continue
        if event.saw_others:
            influenced.add(event.sentence)
        if event.sentence not in influenced:
            _make(made, event.sentence, event)
    for sentence in document.marks:
        if sentence not in told:  # its history is lost, and nothing says that it ever changed
            mark = document.marks[sentence]
            made[sentence] = (mark, mark.at)
    return made, influenced


def _make(made: dict[str, tuple[Mark, str]], sentence: str, event: Event) -> None:
    if not isinstance(event.after, Mark):
        made.pop(sentence, None)
    elif event.after.look_again in _NEW_WORDS:  # a note perhaps: the new words wait for a judgement
        if sentence in made:
            made[sentence] = (event.after, made[sentence][1])
    else:
        made[sentence] = (event.after, event.at)


class _Places:
    """Where sentences of earlier revisions of an article stand today; each revision once."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._today = {sentence.id: sentence for sentence in article.sentences}
        self._since: dict[int, Mapping[str, tuple[Sentence, str]]] = {}

    def judgement(self, mark: Mark, sentence: str, at: str, latest: int) -> Judgement | None:
        """A mark with its sentence of today, None where the article has it no longer.

        Args:
            mark: as it was made.
            sentence: its sentence's id then.
            at: when it was made.
            latest: the last revision of the article that its document knows.
        """
        replaced = (earlier.revision for earlier in self._article.previous if earlier.at > at)
        revision = min((latest, self._article.revision, *replaced))
        if revision not in self._since:
            self._since[revision] = self._places(revision)
        place = self._since[revision].get(sentence)
        if place is None and sentence in self._today:  # a clock that was wrong
            place = (self._today[sentence], "")
        return place and Judgement(mark, *place)

    def _places(self, revision: int) -> dict[str, tuple[Sentence, str]]:
        """For each sentence of a revision the one that it is today, the first of several.

        With it the words that it had, where they are others than today's.
        """
        if revision >= self._article.revision:
            return {id_: (sentence, "") for id_, sentence in self._today.items()}
        then = next(v for v in versions(self._article) if v.revision >= revision)
        what_became = fates(self._article, revision)
        found = {}
        for sentence in then.sentences:
            fate = what_became.get(sentence.id)
            now = self._today.get(fate.new[0]) if fate and fate.new else None
            if now is not None:
                words = then.text_of(sentence)
                same = words == self._article.text_of(now)
                found[sentence.id] = (now, "" if same else words)
        return found


def categories_of(mark: Mark, renamed: Sequence[Renamed] = ()) -> tuple[str, ...]:
    """A mark's tags as they are called today, `no-tag` for none; nothing if it is no judgement."""
    if mark.state == "tagged":
        return with_current_names(mark, renamed).tags
    return (NO_TAG,) if mark.state == "no-tag" else ()


def rated(
    judged: Judged, renamed: Sequence[Renamed]
) -> Iterator[tuple[Judgement, tuple[str, ...]]]:
    """What is a rating of it: tags, or that none applies; with the tags' names of today."""
    for judgement in judged.judgements:
        if tags := categories_of(judgement.mark, renamed):
            yield judgement, tags
