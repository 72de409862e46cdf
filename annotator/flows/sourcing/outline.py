"""The ledger as a list to walk through: each source, and below it every place that it bears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from annotator.domain.sourcing.entries import Entry, Mention, across
from annotator.domain.sourcing.hanging import Ledger, Reply, Rests
from annotator.flows.sourcing.ledgers import Told, Unread, each_sourced
from annotator.flows.wording import reply_in_words, words_of_kind
from annotator.stores.base import Store

Note = Literal["alone", "twice", "several names", "asked", "proposed"]
"""What is special about a place: its sentence hangs on this source alone; it counts one anonymous
source twice; its source goes by several names; who was asked for comment; nobody but the program
has said so."""
NOTES: tuple[Note, ...] = get_args(Note)

_LONGEST = 300
"""Code points of a sentence that are kept for its line."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place at which a sentence rests on a source, in words."""

    mention: Mention
    notes: tuple[Note, ...]
    said: str
    """How it rests on it, where that is not plain; empty else."""
    text: str
    """The sentence's own words."""
    title: str
    """The article's."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one article brings to the list."""

    entries: tuple[Entry, ...]
    places: Mapping[Mention, Place]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a source, or with a place one of the sentences that rest on it."""

    entry: Entry
    place: Place | None
    said: str

    @property
    def article(self) -> str:
        """The article that it leads to."""
        return (self.place.mention if self.place else self.entry.mentions[0]).article

    @property
    def sentence(self) -> str:
        """The sentence that it leads to; of a source the first."""
        return (self.place.mention if self.place else self.entry.mentions[0]).sentence


@dataclass(frozen=True, slots=True)
class Outline:
    """Every line, with what is special about how many places."""

    lines: tuple[Line, ...] = ()
    sources: int = 0
    articles: int = 0
    counts: Mapping[Note, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """Why an article cannot be read."""

    def only(self, note: Note | None) -> tuple[Line, ...]:
        """The places of which something is noted, each below its source; all for None."""
        if note is None:
            return self.lines
        found: list[Line] = []
        head: Line | None = None
        for line in self.lines:
            if line.place is None:
                head = line
            elif note in line.place.notes:
                found += [line] if head is None else [head, line]
                head = None
        return tuple(found)


def piece_of(ledger: Ledger) -> Piece:
    """What an article brings to the list, without the article itself."""
    texts = {s.id: ledger.article.text_of(s)[:_LONGEST] for s in ledger.article.sentences}
    notes = _notes(ledger)
    replies: dict[Mention, Reply] = {
        mention: reply for reply in ledger.replies for mention in _asked(reply)
    }
    places = {
        m: Place(
            m,
            tuple(n for n in NOTES if n in notes.get(m, ())),
            ", ".join(_said(m, notes.get(m, ()), replies.get(m))),
            texts.get(m.sentence, ""),
            ledger.article.title or ledger.article.id,
        )
        for entry in ledger.entries
        for m in entry.mentions
    }
    return Piece(ledger.entries, places)


def outline(pieces: Sequence[Piece]) -> Outline:
    """The list of what some articles rest on; the same source in several of them stands once."""
    places = {mention: place for piece in pieces for mention, place in piece.places.items()}
    several = len(pieces) > 1
    every = (entry for piece in pieces for entry in piece.entries)
    entries = across(every) if several else list(every)
    lines: list[Line] = []
    for entry in entries:
        lines.append(Line(entry, None, _about(entry)))
        lines += [Line(entry, places[m], places[m].said) for m in entry.mentions]
    by_place = {(m.article, m.sentence, n) for m, p in places.items() for n in p.notes}
    counts = Counter(note for *_, note in by_place)
    sources = sum(line.place is None for line in lines)
    return Outline(tuple(lines), sources, len(pieces), counts)


def outline_of(
    store: Store, articles: Sequence[str], reader: str | None, told: Told = lambda *_: True
) -> Outline:
    """The list of what these articles rest on, by what is settled.

    Args:
        store: the project.
        articles: their ids; one is in memory at a time.
        reader: who looks.
        told: hears how many of them are read, and says whether to go on.
    """
    pieces: list[Piece] = []
    problems: list[str] = []
    for done, found in enumerate(each_sourced(store, articles, reader), 1):
        if isinstance(found, Unread):
            problems.append(found.problem)
        else:
            pieces.append(piece_of(found.ledger))
        if not told(done, len(articles)):
            break
    return replace(outline(pieces), problems=tuple(problems))


def _notes(ledger: Ledger) -> dict[Mention, set[Note]]:
    """What is to be noted of each mention."""
    found: dict[Mention, set[Note]] = {}
    for mention, note in _each_note(ledger):
        found.setdefault(mention, set()).add(note)
    return found


def _each_note(ledger: Ledger) -> Iterator[tuple[Mention, Note]]:
    """What is to be noted, mention by mention."""
    for rests in ledger.single:
        yield from ((m, "alone") for m in _spoken(rests))
    for rests in ledger.twice:
        yield from ((m, "twice") for m in _spoken(rests))
    for entry in ledger.under_several_words:
        yield from ((m, "several names") for m in entry.mentions)
    for reply in ledger.replies:
        yield from ((m, "asked") for m in _asked(reply))
    for entry in ledger.entries:
        yield from ((m, "proposed") for m in entry.mentions if m.source.by == "program")


def _spoken(rests: Rests) -> Iterator[Mention]:
    """The mentions by which a sentence rests on its only source."""
    here = rests.reading.sentence.id
    return (
        m for m in rests.entries[0].mentions if m.sentence == here and m.source.role == "speaker"
    )


def _asked(reply: Reply) -> Iterator[Mention]:
    """The mentions of a party in the sentence that says that it was asked."""
    return (
        m
        for m in reply.party.mentions
        if m.sentence == reply.sentence and m.source.role != "asked-by"
    )


def _said(mention: Mention, notes: Iterable[Note], reply: Reply | None) -> Iterator[str]:
    """How a sentence rests on a source."""
    source = mention.source
    if "proposed" in notes:
        yield "proposed"
    if reply is not None:
        by = f"asked by {', '.join(reply.asked_by)}" if reply.asked_by else "nobody says who asked"
        yield f"{reply_in_words(reply)}, {by}"
    elif source.role == "asked-by":
        yield "asks"
    if "alone" in notes:
        yield "its only source"
    if "twice" in notes:
        yield "counted twice"
    if source.basis != "explicit":
        yield f"{source.basis} from {source.from_}" if source.from_ else source.basis
    if source.via:
        yield f"via {source.via}"


def _about(entry: Entry) -> str:
    """What kind of source it is, how much rests on it, and what is special about it."""
    borne, several = len(entry.borne), len(entry.articles) > 1
    said = [words_of_kind(entry.kind)]
    if several:
        said.append(f"{len(entry.articles)} articles")
    if borne:
        said.append("1 sentence rests on it" if borne == 1 else f"{borne} sentences rest on it")
    if entry.is_anonymous and len(entry.words) > 1:
        said.append(f"by {len(entry.words)} names: {', '.join(f'“{w}”' for w in entry.words)}")
    if entry.is_confidential:
        said.append("confidential")
    return " · ".join(said)
