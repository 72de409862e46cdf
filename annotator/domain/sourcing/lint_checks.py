"""What each sourcing check looks at: pure functions from an article's ledger to what they find.

What only the program has proposed counts for less: it answers no rule, and lowers what is found
by one step of severity. So does a headline, whose source stands at the sentence that bears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from annotator.domain.article import Article
from annotator.domain.marks import Evidence, Role, Source
from annotator.domain.meanings import Meanings
from annotator.domain.mentions import find_words
from annotator.domain.sourcing.entries import ANONYMOUS, Entry, Mention, name_key
from annotator.domain.sourcing.hanging import Ledger
from annotator.domain.sourcing.readings import Reading

_NEAR = 60
"""Code points after the words for an anonymous source in which its party may be named."""
_LINKED = re.compile(
    r"\s*(?:,\s*)?(?:at|in|inside|within|from|of|with|close to|near)\s+(?:the\s+)?"
)
"""What stands between an anonymous source and the party it is of: “insiders at Acme”."""
_ABOUT = re.compile(r"\b(?:with|on|about|against|regarding)\s+(?:the\s+)?$")
"""What stands before a party that an anonymous source only speaks of: “familiar with Acme”."""
_AND = re.compile(" ?[,;&/] ?| and ")
_SHORTEST = 3
"""Letters that a part of a party's name has at least, to be looked for by itself."""


@dataclass(frozen=True, slots=True)
class Case:
    """An article to be checked, and what is known around it."""

    ledger: Ledger
    names: Meanings
    today: str
    """ISO 8601."""
    evidence_days: int | None = None
    """Age in days from which evidence is old; null for never."""

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.ledger.article

    def decided(self) -> Iterator[Reading]:
        """The readings that are an answer: what is unseen makes no finding yet."""
        return (reading for reading in self.ledger.readings if reading.state != "open")

    def tagged(self, tag: str) -> Iterator[Reading]:
        """The readings that have a tag, as primary or second."""
        return (reading for reading in self.ledger.readings if tag in reading.tags)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a rule found."""

    sentence: str | None
    message: str
    is_weak: bool = False
    """Whether it is one step less severe than the rule."""
    by: str = ""
    """Whose tags say so, where the sentence is not settled."""

    def without_name(self) -> Found:
        """The same, whoever says so."""
        return replace(self, by="")

    def told(self, message: str) -> Found:
        """The same in other words."""
        return replace(self, message=message)


def confirmed_without_basis(case: Case) -> Iterator[Found]:
    """Confirmed without a source or evidence."""
    for reading in case.tagged(case.names.confirmed):
        sources = _of_role(reading, "speaker")
        if reading.evidence() or _is_sure(sources):
            continue
        if sources:
            yield _weak(reading, f"its only basis is a proposal of the program: {_names(sources)}")
        else:
            yield _unless_headline(reading, "confirmed, with neither source nor evidence")


def insider_without_mention(case: Case) -> Iterator[Found]:
    """Insider-sourced without the words that name the source."""
    for reading in case.tagged(case.names.insider):
        sources = [s for s in _of_role(reading, "speaker") if s.mention.strip()]
        if not sources:
            message = "insider-sourced, and no words of the text are given as source"
            yield _unless_headline(reading, message)
        elif not _is_sure(sources):
            words = ", ".join(f"“{source.mention}”" for source in sources)
            yield _weak(reading, f"its source is only a proposal of the program: {words}")


def insider_opinion(case: Case) -> Iterator[Found]:
    """Insider-sourced and opinion at once; less severe where somebody named speaks too."""
    for reading in case.tagged(case.names.insider):
        if case.names.opinion in reading.tags:
            named = [s for s in _of_role(reading, "speaker") if s.kind not in ANONYMOUS]
            message = "an anonymous source and an opinion in one sentence"
            yield (_weak if _is_sure(named) else _plain)(reading, message)


def one_anonymous_source(case: Case) -> Iterator[Found]:
    """All that the article states as fact comes from one anonymous source."""
    rests = case.ledger.rests
    if any(p.stance == "supports" for each in rests for p in each.reading.evidence()):
        return
    entries = list({id(entry): entry for each in rests for entry in each.entries}.values())
    sure = [entry for entry in entries if not entry.is_proposed]
    counted = sure or entries
    if len(counted) != 1 or not counted[0].is_anonymous:
        return
    first = counted[0]
    bears = [s for _, s in first.borne]
    message = f"rests on one anonymous source, {first.name} ({', '.join(bears)})"
    proposed = [entry.name for entry in entries if entry is not first]
    if proposed:
        message += f"; others are only proposed by the program: {', '.join(proposed)}"
    yield Found(None, message, is_weak=bool(proposed) or not sure)


def anonymous_counted_twice(case: Case) -> Iterator[Found]:
    """Two mentions in one sentence that are one anonymous source."""
    for each in case.ledger.twice:
        yield _plain(each.reading, f"counts one anonymous source twice: {each.entries[0].name}")


def anonymous_and_declined(case: Case) -> Iterator[Found]:
    """A party that speaks anonymously in one place and declines comment in another."""
    parties: dict[str, str] = {}
    for reply in case.ledger.replies:
        if reply.declined:
            for name in _names_of(reply.party.name):
                parties.setdefault(name, reply.sentence)
    if not parties:
        return
    texts = {s.id: case.article.text_of(s) for s in case.article.sentences}
    for entry in case.ledger.entries:
        anonymous = (m for m in entry.mentions if m.source.kind in ANONYMOUS)
        for mention in anonymous:
            if mention.source.role == "speaker":
                yield from _of_parties(entry, mention, parties, texts)


def _of_parties(
    entry: Entry, mention: Mention, parties: Mapping[str, str], texts: Mapping[str, str]
) -> Iterator[Found]:
    """The first party that an anonymous mention is of, if it is of any."""
    source = mention.source
    behind = _words_behind(source, texts.get(source.sentence or "", ""))
    for party, declines in parties.items():
        words = (source.name, source.mention)
        if behind.startswith(party) or any(_is_of(each, party) for each in words):
            said = f"“{source.mention or entry.name}” speaks anonymously"
            message = f"{said}, {party} declines comment in {declines}"
            yield Found(mention.sentence, message, is_weak=source.by == "program")
            return


def declined_without_party(case: Case) -> Iterator[Found]:
    """Declined-comment without who declined."""
    for reading in case.tagged(case.names.declined):
        parties = _of_role(reading, "declined")
        if not parties:
            yield _plain(reading, "declined-comment, and nobody is given as who declined")
        elif not _is_sure(parties):
            message = f"who declined is only a proposal of the program: {_names(parties)}"
            yield _weak(reading, message)


def declined_without_asker(case: Case) -> Iterator[Found]:
    """Declined-comment without who asked."""
    for reading in case.tagged(case.names.declined):
        if not _of_role(reading, "asked-by"):
            yield _plain(reading, "declined-comment, and nobody is given as who asked")


def evidence_not_opened(case: Case) -> Iterator[Found]:
    """Evidence whose link nobody has opened."""
    for reading in case.decided():
        for piece in reading.evidence():
            reached = piece.checked is not None and piece.checked.state != "unreachable"
            if piece.url and not piece.seen and not reached:
                yield _plain(reading, f"nobody has opened {piece.url}")


def evidence_old(case: Case) -> Iterator[Found]:
    """Evidence that was seen longer ago than the project allows."""
    if case.evidence_days is None:
        return
    for reading in case.decided():
        for piece in reading.evidence():
            age = _age(piece, case.today)
            if age is not None and age > case.evidence_days:
                days = "1 day" if age == 1 else f"{age} days"
                yield _plain(reading, f"{piece.url or piece.document} was last seen {days} ago")


def evidence_gone(case: Case) -> Iterator[Found]:
    """Evidence whose page is gone, and that has no copy elsewhere."""
    for reading in case.decided():
        for piece in reading.evidence():
            if piece.checked and piece.checked.state == "gone" and not piece.archived:
                on = piece.checked.at[:10]
                yield _plain(reading, f"{piece.url} was gone on {on}, and there is no copy of it")


def own_outlet_only(case: Case) -> Iterator[Found]:
    """Confirmed by nothing but the outlet that publishes it; its own witnessing is no finding."""
    outlet, site = _outlet(case.article.publisher or ""), _site(case.article.url)
    for reading in case.tagged(case.names.confirmed):
        sources = _of_role(reading, "speaker")
        evidence = [piece for piece in reading.evidence() if piece.stance == "supports"]
        own = [outlet != "" and _outlet(source.name) == outlet for source in sources]
        own += [site != "" and _is_of_site(_site(piece.url), site) for piece in evidence]
        if own and all(own):
            who = case.article.publisher or site
            yield _plain(reading, f"confirmed by {who} only, which publishes it")


def _plain(reading: Reading, message: str) -> Found:
    return Found(reading.sentence.id, message, by=reading.by)


def _weak(reading: Reading, message: str) -> Found:
    return Found(reading.sentence.id, message, is_weak=True, by=reading.by)


def _unless_headline(reading: Reading, message: str) -> Found:
    """A headline has the tag of the sentence that bears it, where the source belongs."""
    return (_weak if reading.sentence.kind == "headline" else _plain)(reading, message)


def _of_role(reading: Reading, role: Role) -> list[Source]:
    return [source for source in reading.sources() if source.role == role]


def _is_sure(sources: Sequence[Source]) -> bool:
    """Whether a person stands behind one of these."""
    return any(source.by != "program" for source in sources)


def _names(sources: Sequence[Source]) -> str:
    return ", ".join(dict.fromkeys(source.name for source in sources))


def _names_of(party: str) -> Iterator[str]:
    """What a party that declined may be called, as a whole and in its parts: “Acme and Bolt”."""
    yield party
    yield from (part for part in _AND.split(" ".join(party.split())) if _is_name(part))


def _is_of(words: str, party: str) -> bool:
    """Whether words for a source say that it is of a party, and not only speaks of it."""
    span = find_words(words, party)
    return span is not None and not _ABOUT.search(words[: span[0]])


def _is_name(part: str) -> bool:
    return len(part) >= _SHORTEST and part[0].isupper()


def _words_behind(source: Source, text: str) -> str:
    """What follows the words of a source as in “insiders at Acme”, from the party's name on."""
    begins = text.find(source.mention) if source.mention else -1
    if begins < 0:
        return ""
    end = source.end if source.end is not None else begins + len(source.mention)
    linked = _LINKED.match(text, end)
    return text[linked.end() : linked.end() + _NEAR] if linked else ""


def _age(piece: Evidence, today: str) -> int | None:
    """Days since a piece of evidence was last seen; None where no date is known."""
    seen = [when for when in (piece.seen, piece.checked.at if piece.checked else None) if when]
    dates = [found for when in seen if (found := _date(when))]
    now = _date(today)
    return (now - max(dates)).days if dates and now else None


def _date(when: str) -> date | None:
    try:
        return date.fromisoformat(when[:10])
    except ValueError:
        return None


def _outlet(name: str) -> str:
    return name_key(name).removeprefix("the ")


def _site(url: str | None) -> str:
    """The host of an address without `www.`; empty for none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _is_of_site(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}") or (host != "" and site.endswith(f".{host}"))
