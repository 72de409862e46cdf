"""Entries of the ledger: each source once, with every place at which a sentence rests on it.

Mentions of one article are joined

- by name: case and spaces make no difference, and giving two mentions one name is how an analyst
  joins them; a person's last name alone is that of the one person of the article who has it;
- by carry-over: a pronoun or a continued quotation (`from`) belongs to the source of the sentence
  that it hangs on.

Across articles the same name is the same source, unless the name is no more than the words of the
text for somebody unnamed: the “officials” of two articles are not known to be the same people.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.marks import Source, SourceKind
from annotator.domain.mentions import is_pronoun
from annotator.domain.sourcing.readings import Reading

ANONYMOUS: frozenset[SourceKind] = frozenset({"unnamed-person", "unnamed-group"})
"""Kinds of sources that the reader cannot identify."""

_HONORIFICS = frozenset(
    [
        "dame",
        "dr",
        "frau",
        "herr",
        "lady",
        "lord",
        "miss",
        "mr",
        "mrs",
        "ms",
        "prof",
        "señor",
        "sir",
    ]
)
_ARTICLES = frozenset({"a", "an", "the"})
_CARRIED = frozenset({"pronoun", "continued", "inherited"})

Place = tuple[str, str]
"""An article and a sentence of it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place at which a sentence rests on a source, or a source was asked or asks."""

    article: str
    sentence: str
    """The sentence that rests on it; the words may stand in another one, `source.sentence`."""
    source: Source
    whose: tuple[str, ...]
    """The annotators who attached it."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.article, self.sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """One source."""

    name: str
    kind: SourceKind
    """What most say of it."""
    mentions: tuple[Mention, ...]
    """In reading order."""

    @property
    def is_anonymous(self) -> bool:
        """Whether the reader cannot identify it."""
        return self.kind in ANONYMOUS

    @property
    def is_confidential(self) -> bool:
        """Whether any mention of it is to be withheld."""
        return any(mention.source.confidential for mention in self.mentions)

    @property
    def is_proposed(self) -> bool:
        """Whether nobody but the program has said that it is a source."""
        return all(mention.source.by == "program" for mention in self.mentions)

    @property
    def sentences(self) -> tuple[Place, ...]:
        """The sentences that name or rest on it, each once."""
        return tuple(dict.fromkeys(mention.place for mention in self.mentions))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles in which it occurs, each once."""
        return tuple(dict.fromkeys(mention.article for mention in self.mentions))

    @property
    def words(self) -> tuple[str, ...]:
        """What the text calls it, each once and without pronouns; case makes no difference."""
        spoken = (m.source.mention for m in self.mentions)
        return tuple({name_key(w): w for w in spoken if w and not is_pronoun(w)}.values())

    @property
    def borne(self) -> tuple[Place, ...]:
        """The sentences that rest on it: where it speaks, not where it was asked or asks."""
        spoken = (m.place for m in self.mentions if m.source.role == "speaker")
        return tuple(dict.fromkeys(spoken))


def entries_of(article: str, readings: Sequence[Reading]) -> list[Entry]:
    """The sources of one article, in the order in which they first appear."""
    mentions = _mentions(article, readings)
    groups = _Groups(mentions)
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(groups.of(mention), []).append(mention)
    return [_entry(each) for each in found.values()]


def across(entries: Iterable[Entry]) -> list[Entry]:
    """The sources of several articles, those that are the same joined; most mentioned first."""
    found: dict[tuple[str, ...], list[Mention]] = {}
    for entry in entries:
        apart = (entry.articles[0],) if _is_generic(entry) else ()
        found.setdefault((name_key(entry.name), *apart), []).extend(entry.mentions)
    whole = [_entry(mentions) for mentions in found.values()]
    return sorted(whole, key=lambda e: (-len(e.articles), -len(e.sentences), -len(e.mentions)))


def name_key(name: str) -> str:
    """What equal names have in common: case, spaces and the form of accents make no difference."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _mentions(article: str, readings: Sequence[Reading]) -> list[Mention]:
    """Every mention in reading order; one place that several people give is one mention."""
    found: list[Mention] = []
    for reading in readings:
        here: list[Mention] = []
        for name, mark in reading.marks.items():
            for source in mark.sources:
                new = Mention(article, reading.sentence.id, source, (name,))
                _add(here, new)
        for mention in here:
            _add(found, mention, among=_at_end(found, mention.sentence))
    return found


def _at_end(found: list[Mention], sentence: str) -> int:
    """Where the mentions of the latest sentence begin, if it is this one."""
    at = len(found)
    while at and found[at - 1].sentence == sentence:
        at -= 1
    return at


def _add(found: list[Mention], new: Mention, among: int = 0) -> None:
    """Adds a mention, or who gives it to the same one of somebody else."""
    for n in range(among, len(found)):
        old = found[n]
        if not set(old.whose) & set(new.whose) and _is_same(old.source, new.source):
            found[n] = replace(old, whose=(*old.whose, *new.whose))
            return
    found.append(new)


def _is_same(one: Source, other: Source) -> bool:
    """Whether two people mean the same words, in the same role."""
    if one.role != other.role:
        return False
    if one.start is not None and other.start is not None and one.sentence == other.sentence:
        return one.start < (other.end or 0) and other.start < (one.end or 0)
    return name_key(one.name) == name_key(other.name)


class _Groups:
    """Which mentions of one article are of one source: a union of the keys of their names."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._above: dict[str, str] = {}
        self._by_sentence: dict[str, list[Mention]] = {}
        for mention in mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
        for mention in mentions:
            antecedent = self._antecedent(mention)
            if antecedent is not None:
                self._join(_own_key(mention), _own_key(antecedent))
        self._join_last_names(mentions)

    def of(self, mention: Mention) -> str:
        """The same text for mentions of one source."""
        return self._root(_own_key(mention))

    def _root(self, key: str) -> str:
        while (above := self._above.get(key, key)) != key:
            key = above
        return key

    def _join(self, one: str, other: str) -> None:
        root, onto = self._root(one), self._root(other)
        if root != onto:
            self._above[root] = onto

    def _antecedent(self, mention: Mention) -> Mention | None:
        """The mention that a carried one stands for, where it names nobody by itself."""
        source = mention.source
        if source.from_ is None or source.from_ == mention.sentence:
            return None
        if source.basis not in _CARRIED or not _stands_for_another(source):
            return None
        there = [m for m in self._by_sentence.get(source.from_, ()) if m.source.role == source.role]
        if len(there) > 1:
            there = [m for m in there if m.source.kind == source.kind]
        return there[0] if len({_own_key(m) for m in there}) == 1 else None

    def _join_last_names(self, mentions: Sequence[Mention]) -> None:
        people = {
            name_key(m.source.name): name_key(m.source.name).split()
            for m in mentions
            if m.source.kind == "named-person"
        }
        whole = {key: words for key, words in people.items() if _is_whole(words)}
        for key, words in people.items():
            if words and key not in whole:
                of_that_name = [other for other, full in whole.items() if full[-1] == words[-1]]
                if len(of_that_name) == 1:
                    self._join(key, of_that_name[0])


def _is_whole(words: Sequence[str]) -> bool:
    """Whether a person's name has more than a last name and what it is preceded by."""
    return len([word for word in words if word.rstrip(".") not in _HONORIFICS]) > 1


def _stands_for_another(source: Source) -> bool:
    """Whether a carried source names nobody by itself: a pronoun, or words of another sentence.

    A name that stands in the sentence it is carried from is a name, whoever else speaks there.
    """
    return is_pronoun(source.name) or not source.name or source.sentence != source.from_


def _own_key(mention: Mention) -> str:
    """What a mention is called by itself; pronouns of two sentences are not one name."""
    source = mention.source
    if is_pronoun(source.name) or not source.name:
        return f"{name_key(source.name)}\n{mention.sentence}"
    return name_key(source.name)


def _entry(mentions: Sequence[Mention]) -> Entry:
    sure = [m for m in mentions if m.source.by != "program"] or list(mentions)
    named = [m for m in sure if not is_pronoun(m.source.name) and m.source.name] or sure
    plain = [m for m in named if m.source.basis == "explicit"] or named
    kind = Counter(m.source.kind for m in plain).most_common(1)[0][0]
    names = list(dict.fromkeys(m.source.name for m in plain))
    name = max(names, key=lambda n: len(n.split())) if kind == "named-person" else names[0]
    return Entry(name, kind, tuple(mentions))


def _is_generic(entry: Entry) -> bool:
    """Whether a name is no more than the words of the text for somebody whom it does not name."""
    words = {name_key(m.source.mention) for m in entry.mentions}
    if entry.is_anonymous:
        return name_key(entry.name) in words or is_pronoun(entry.name)
    if entry.kind in {"named-person", "named-organisation"}:
        return False
    bare = [word for word in entry.name.split() if word.casefold() not in _ARTICLES]
    return all(word[0].islower() for word in bare)
