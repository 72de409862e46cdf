"""What each sourcing check looks at: pure functions from an article's ledger to what they find.

What only the program has proposed counts for less: it answers no rule, and lowers what is found
by one step of severity. So does a headline, whose source stands at the sentence that bears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from annotator.domain.article import Article
from annotator.domain.marks import Evidence, Role, Source
from annotator.domain.meanings import Meanings
from annotator.domain.sourcing.entries import ANONYMOUS, name_key
from annotator.domain.sourcing.hanging import Ledger
from annotator.domain.sourcing.parties import Parties
from annotator.domain.sourcing.readings import Reading

_ARCHIVES = frozenset(
    ["web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is"]
)
"""Hosts whose pages are copies of others."""
_REACHED = frozenset(["alive", "redirected", "retitled"])
"""What the check of a link notes where there was a page."""
_SHORTEST = 3
"""Letters of a part of a site's name that may be the outlet's."""
_COPIED = re.compile("https?:/.{1,2000}")


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
    to_confirm: bool = False
    """Whether nothing is lacking but that a person confirms what the program has proposed."""
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
        evidence = reading.evidence()
        if _is_sure(sources) or any(piece.stance != "contradicts" for piece in evidence):
            continue
        if evidence:
            yield _plain(reading, "confirmed, and its only evidence contradicts it")
        elif sources:
            yield _to_confirm(
                reading, f"its basis is only proposed by the program: {_names(sources)}"
            )
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
            yield _to_confirm(reading, f"its source is only proposed by the program: {words}")


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
    parties = Parties(case.ledger.replies)
    if not parties:
        return
    texts = {s.id: case.article.text_of(s) for s in case.article.sentences}
    for entry in case.ledger.entries:
        for mention in entry.mentions:
            source = mention.source
            if source.kind not in ANONYMOUS or source.role != "speaker":
                continue
            party = parties.behind(entry, source, texts.get(source.sentence or "", ""))
            if party is not None:
                said = f"“{source.mention or entry.name}” speaks anonymously"
                message = f"{said}, {party.name} declines comment in {party.sentence}"
                weak = party.is_proposed or source.by == "program"
                yield Found(mention.sentence, message, is_weak=weak)


def declined_without_party(case: Case) -> Iterator[Found]:
    """Declined-comment without who declined."""
    for reading in case.tagged(case.names.declined):
        parties = _of_role(reading, "declined")
        if not parties:
            message = "declined-comment, and nobody is given as who declined"
            yield _unless_headline(reading, message)
        elif not _is_sure(parties):
            yield _to_confirm(
                reading, f"who declined is only proposed by the program: {_names(parties)}"
            )


def declined_without_asker(case: Case) -> Iterator[Found]:
    """Declined-comment without who asked."""
    for reading in case.tagged(case.names.declined):
        if not _of_role(reading, "asked-by"):
            yield _unless_headline(reading, "declined-comment, and nobody is given as who asked")


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
    called = {outlet, *(label for label in site.split(".")[:-1] if len(label) >= _SHORTEST)} - {""}
    for reading in case.tagged(case.names.confirmed):
        sources = _of_role(reading, "speaker")
        evidence = [piece for piece in reading.evidence() if piece.stance == "supports"]
        own = [not called.isdisjoint(_spellings(source.name)) for source in sources]
        own += [site != "" and _is_of_site(_site(piece.url), site) for piece in evidence]
        if own and all(own):
            who = case.article.publisher or site
            yield _plain(reading, f"confirmed by {who} only, which publishes it")


def _plain(reading: Reading, message: str) -> Found:
    return Found(reading.sentence.id, message, by=reading.by)


def _weak(reading: Reading, message: str) -> Found:
    return Found(reading.sentence.id, message, is_weak=True, by=reading.by)


def _to_confirm(reading: Reading, message: str) -> Found:
    return replace(_weak(reading, message), to_confirm=True)


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


def _age(piece: Evidence, today: str) -> int | None:
    """Days since a piece of evidence was last seen; None where no date is known."""
    reached = piece.checked.at if piece.checked and piece.checked.state in _REACHED else None
    seen = [when for when in (piece.seen, reached) if when]
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


def _spellings(name: str) -> set[str]:
    """An outlet's name as its publisher and as its site may write it."""
    outlet = _outlet(name)
    return {outlet, outlet.replace(" ", ""), outlet.removesuffix(".com")}


def _site(url: str | None) -> str:
    """The host of an address without `www.`, that of what it is a copy of; empty for none."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
        copied = _COPIED.search(parts.path) if host in _ARCHIVES else None
        if copied:
            original = re.sub("^(https?):/+", r"\1://", copied.group())
            return (urlsplit(original).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return host


def _is_of_site(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}") or (host != "" and site.endswith(f".{host}"))
