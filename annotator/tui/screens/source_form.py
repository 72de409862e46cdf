"""Sources of one sentence while they are entered: frozen values, and what each key makes of them.

Nothing here knows of a screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from annotator.domain.kinds import guessed_kind
from annotator.domain.marks import MANNERS, ROLES, SOURCE_BASES, SOURCE_KINDS, Source
from annotator.domain.mentions import Span, find_mention, find_words, is_pronoun, words_of
from annotator.domain.proposed import confirmed

Part = Literal["kind", "role", "basis", "manner", "confidential"]
"""What has a few values, through which a key goes."""

VALUES: dict[Part, tuple[Any, ...]] = {
    "kind": SOURCE_KINDS,
    "role": ROLES,
    "basis": SOURCE_BASES,
    "manner": (None, *MANNERS),
    "confidential": (False, True),
}

_LONGEST = 4000
"""Code points of a sentence that are shown; nobody is quoted that far into one."""

_BLANK = Source("", "", None, None, None, "unnamed-group")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source as far as it is entered."""

    source: Source = _BLANK
    named: bool = False
    """Whether the name was typed or taken, so that picking words leaves it."""
    sure_of_kind: bool = False
    """Whether the kind was chosen or taken, not guessed from the words."""
    guessed: bool = False
    """Whether the words say anything of the kind."""

    @property
    def blank(self) -> bool:
        """Whether nothing was entered that could be saved."""
        return not self.source.name and not self.source.mention

    @property
    def proposed(self) -> bool:
        """Whether it is as the program proposed it."""
        return self.source.by == "program"


@dataclass(frozen=True, slots=True)
class Form:
    """The sources of one sentence, and the one at hand."""

    text: str
    """The sentence's."""
    sentence: str
    """Its id."""
    words: tuple[Span, ...]
    known: tuple[Source, ...]
    """The article's sources so far."""
    entries: tuple[Entry, ...]
    at: int = 0
    anchor: int | None = None
    """Number of the word from which words are picked; none before the first is."""
    head: int | None = None
    """Number of the word to which they are picked."""
    above: tuple[tuple[str, str], ...] = ()
    """Ids and texts of the sentences above it, in reading order."""
    declined: bool = False
    """Whether the sentence is tagged as one in which a party declined."""
    had: tuple[Source, ...] = ()
    """The sentence's sources when the form was opened."""
    proposed: tuple[Source, ...] = ()
    """What the program proposes for it."""

    @property
    def entry(self) -> Entry:
        """The one at hand."""
        return self.entries[self.at]

    @property
    def source(self) -> Source:
        """The one at hand."""
        return self.entry.source

    @property
    def offered(self) -> tuple[Source, ...]:
        """What is proposed and not among the sources yet."""
        had = {(entry.source.name, entry.source.role) for entry in self.entries}
        return tuple(each for each in self.proposed if (each.name, each.role) not in had)

    @property
    def picked(self) -> Span | None:
        """Where the mention at hand stands in this sentence, if it does."""
        source = self.source
        if source.sentence != self.sentence or source.start is None or source.end is None:
            return None
        return (source.start, source.end)


def form(
    text: str,
    sentence: str,
    tags: Sequence[str] = (),
    sources: Sequence[Source] = (),
    known: Sequence[Source] = (),
    above: Sequence[tuple[str, str]] = (),
    proposed: Sequence[Source] = (),
) -> Form:
    """The form as it opens: at the sentence's first source, at a proposed one, or at a blank one.

    Args:
        text: the sentence's text.
        sentence: its id.
        tags: its tags: where a party declined, sources begin as that party.
        sources: its sources now.
        known: the article's sources, in the order of their digits.
        above: ids and texts of sentences above it, in reading order, to choose `from` among.
        proposed: what the program proposes for it; saving confirms it.
    """
    text = text[:_LONGEST]
    entries = tuple(map(_entry, sources or proposed))
    declined = "declined-comment" in tags
    new = Form(
        *(text, sentence, tuple(words_of(text)), tuple(known), entries),
        above=tuple(above),
        declined=declined,
        had=tuple(sources),
        proposed=tuple(proposed),
    )
    return _at_words(new) if entries else added(new)


def _entry(source: Source) -> Entry:
    """A source that is there; name and kind of a proposed one follow other words."""
    if source.by == "program":
        return Entry(source, guessed=True)
    return Entry(source, named=True, sure_of_kind=True)


def sentence_above(now: Form, at: str, step: int) -> str:
    """The sentence a step below the one with that id, among those above the sentence.

    Where there is none, the nearest above is given; empty if nothing is above.
    """
    ids = [id_ for id_, _ in now.above]
    if not ids:
        return ""
    if at not in ids:
        return ids[-1]
    return ids[max(0, min(len(ids) - 1, ids.index(at) + step))]


def result(now: Form) -> tuple[Source, ...]:
    """What is to be saved: every source that has a name, in order, as the annotator's word."""
    return tuple(confirmed(entry.source) for entry in now.entries if not entry.blank)


def added(now: Form) -> Form:
    """One more source, blank, at hand; a blank one that is there already is used first."""
    blank = next((i for i, entry in enumerate(now.entries) if entry.blank), None)
    if blank is not None:
        return gone_to(now, blank)
    has_declined = any(entry.source.role == "declined" for entry in now.entries)
    role: Any = "declined" if now.declined and not has_declined else "speaker"
    entries = (*now.entries, Entry(replace(_BLANK, role=role)))
    return replace(now, entries=entries, at=len(entries) - 1, anchor=None, head=None)


def deleted(now: Form) -> Form:
    """Without the source at hand; the last one leaves a blank one."""
    entries = now.entries[: now.at] + now.entries[now.at + 1 :]
    shorter = replace(now, entries=entries, at=max(0, min(now.at, len(entries) - 1)))
    return _at_words(shorter) if entries else added(replace(shorter, anchor=None, head=None))


def gone_to(now: Form, index: int) -> Form:
    """Another of the sentence's sources at hand."""
    return _at_words(replace(now, at=max(0, min(index, len(now.entries) - 1))))


def moved(now: Form, step: int, *, extend: bool = False) -> Form:
    """The word before or after the one picked, or with `extend` one word more or less.

    Where none is picked yet, forward picks the first word and backward the last.
    """
    if not now.words:
        return now
    if now.head is None or now.anchor is None:
        return picked(now, 0 if step > 0 else len(now.words) - 1)
    if extend:
        return picked(now, now.head + step, extend=True)
    ends = (now.anchor, now.head)
    return picked(now, (max(ends) if step > 0 else min(ends)) + (step if ends[0] == ends[1] else 0))


def picked(now: Form, word: int, *, extend: bool = False) -> Form:
    """The form with a word picked by its number, or with all from the anchor to it."""
    if not now.words:
        return now
    head = max(0, min(word, len(now.words) - 1))
    anchor = now.anchor if extend and now.anchor is not None else head
    first, last = sorted((anchor, head))
    span = (now.words[first][0], now.words[last][1])
    return replace(_mentioned(now, span), anchor=anchor, head=head)


def taken(now: Form, number: int) -> Form:
    """The article's source of that number, from 1, here: joined by its name.

    Words that were picked become its mention; else the place where the sentence names it; else
    it is carried from the sentence in which it was last mentioned.
    """
    if not 1 <= number <= len(now.known):
        return now
    known = now.known[number - 1]
    span = now.picked or find_mention(now.text, known)
    joined = replace(now.source, name=known.name, kind=known.kind, confidential=known.confidential)
    now = _with(now, Entry(joined, named=True, sure_of_kind=True))
    if span is not None:
        return _at_words(_mentioned(now, span))
    carried = replace(
        joined,
        mention=known.mention,
        sentence=known.sentence,
        start=known.start,
        end=known.end,
        basis="continued",
        from_=known.from_ or known.sentence,
    )
    return _with(now, replace(now.entry, source=carried))


def offer_taken(now: Form) -> Form:
    """The first that is proposed and not there yet, in the place of a blank one or as one more."""
    if not now.offered:
        return now
    now = added(now)
    entries = (*now.entries[: now.at], _entry(now.offered[0]), *now.entries[now.at + 1 :])
    return _at_words(replace(now, entries=entries))


def named(now: Form, typed: str) -> Form:
    """The form with a name typed; a name of the article's sources joins that source."""
    name = unicodedata.normalize("NFC", " ".join(typed.split()))
    if name == now.source.name:
        return now
    if not name:
        kept = replace(now.source, name=now.source.mention)
        entry = replace(now.entry, source=kept, named=False)
        return _with(now, _guessed(now, entry, kept.name))
    for number, known in enumerate(now.known, start=1):
        if known.name.casefold() == name.casefold():
            return taken(now, number)
    named = replace(now.entry, source=replace(now.source, name=name), named=True)
    now = _with(now, _guessed(now, named, name))
    span = now.picked or find_words(now.text, name)
    return _at_words(_mentioned(now, span)) if span else now


def relayed(now: Form, typed: str) -> Form:
    """The form with who relays the source; nobody for an empty text."""
    via = unicodedata.normalize("NFC", " ".join(typed.split())) or None
    return _with(now, replace(now.entry, source=replace(now.source, via=via)))


def carried(now: Form, sentence: str | None) -> Form:
    """The form with the sentence that the source is carried from."""
    source = replace(now.source, from_=sentence)
    if sentence is not None and source.basis == "explicit":
        source = replace(source, basis="continued")
    return _with(now, replace(now.entry, source=source))


def chosen(now: Form, part: Part, value: Any) -> Form:  # noqa: ANN401 - a value of that part
    """The form with one part set."""
    source = replace(now.source, **{part: value})
    if part == "role" and value != "declined":
        source = replace(source, manner=None)
    if part == "basis" and value == "explicit":
        source = replace(source, from_=None)
    sure = now.entry.sure_of_kind or part == "kind"
    return _with(now, replace(now.entry, source=source, sure_of_kind=sure))


def cycled(now: Form, part: Part, step: int = 1) -> Form:
    """The form with the next value of a part, after the last the first."""
    values = VALUES[part]
    index = (values.index(getattr(now.source, part)) + step) % len(values)
    return chosen(now, part, values[index])


def asks_manner(now: Form) -> int | None:
    """The first source that declined and of which nothing says how; none for none."""
    for index, entry in enumerate(now.entries):
        if not entry.blank and entry.source.role == "declined" and entry.source.manner is None:
            return index
    return None


def _mentioned(now: Form, span: Span) -> Form:
    """The form with the words of a stretch as the mention at hand, and what follows from them."""
    mention = now.text[slice(*span)]
    entry, source = now.entry, now.source
    pronoun = is_pronoun(mention)
    was_elsewhere = source.sentence not in {None, now.sentence}
    source = replace(
        source,
        name=source.name if entry.named else unicodedata.normalize("NFC", mention),
        mention=mention,
        sentence=now.sentence,
        start=span[0],
        end=span[1],
    )
    if pronoun:
        source = replace(source, basis="pronoun")
    elif was_elsewhere or source.basis == "pronoun":
        source = replace(source, basis="explicit", from_=None)
    entry = replace(entry, source=source)
    return _with(now, _guessed(now, entry, source.name if entry.named else mention))


def _guessed(now: Form, entry: Entry, words: str) -> Entry:
    """The entry with the kind that its words make likely, unless its kind was chosen."""
    if entry.sure_of_kind:
        return entry
    others = [other.source for i, other in enumerate(now.entries) if i != now.at]
    kind = guessed_kind(words, (*now.known, *others))
    source = replace(entry.source, kind=kind or _BLANK.kind)
    return replace(entry, source=source, guessed=kind is not None)


def _with(now: Form, entry: Entry) -> Form:
    """The form with another entry at hand, by the annotator if anything in it is new."""
    if entry.source != now.source:
        entry = replace(entry, source=replace(entry.source, by="annotator"))
    return replace(now, entries=(*now.entries[: now.at], entry, *now.entries[now.at + 1 :]))


def _at_words(now: Form) -> Form:
    """The form with the words of the mention at hand as those that are picked."""
    span = now.picked
    touched = (
        [i for i, (start, end) in enumerate(now.words) if start < span[1] and end > span[0]]
        if span
        else []
    )
    if not touched:
        return replace(now, anchor=None, head=None)
    return replace(now, anchor=touched[0], head=touched[-1])
