"""The words of a report, which are the same on a page, in Markdown and for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.marks import Evidence, State
from annotator.domain.sourcing.entries import Entry
from annotator.domain.sourcing.hanging import Reply
from annotator.domain.sourcing.report import (
    NO_TAG,
    SKIPPED,
    UNRESOLVED,
    UNSEEN,
    Agreed,
    ArticleReport,
    Line,
    Part,
)
from annotator.domain.tags import Tag

_STATES = {
    NO_TAG: Tag(NO_TAG, ".", "–", "", "read, and none of the tags applies"),
    SKIPPED: Tag(SKIPPED, "x", "╌", "", "not to be judged"),
    UNRESOLVED: Tag(UNRESOLVED, "?", "≠", "", "people differ, and nobody has settled it"),
    UNSEEN: Tag(UNSEEN, "", "·", "", "nobody has tagged it yet"),
}
_FIGURES = {
    "raw_agreement": "raw agreement",
    "fleiss_kappa": "Fleiss’ κ",
    "krippendorff_alpha": "Krippendorff’s α",
    "gwet_ac1": "Gwet’s AC1",
}
_MANNERS = {
    "refused": "refused",
    "no-reply": "did not reply",
    "unreachable": "could not be reached",
    "partial": "answered in part",
}
_SETTLED = {
    "single": "by one annotator",
    "majority": "by majority",
    "adjudicated": "decided by a reviewer",
}
_LINKS = {
    "alive": "alive",
    "gone": "gone",
    "redirected": "leads elsewhere",
    "retitled": "has another title",
    "unreachable": "could not be reached",
}


def summary(report: ArticleReport) -> list[str]:
    """What an editor wants to know first, in a few words each."""
    entries, told = report.entries, report.ledger
    speaking = [entry for entry in entries if entry.borne]
    anonymous = sum(entry.is_anonymous for entry in speaking)
    single = len({each.reading.sentence.id for each in told.single})
    declined = len({reply.party.name for reply in told.replies if reply.declined})
    sentences = counted(sum(line.counts for line in report.lines), "sentence")
    of_them = f" ({anonymous} anonymous)" if anonymous else ""
    return [
        f"{sentences}, {counted(len(speaking), 'source')}{of_them}",
        f"{counted(single, 'sentence')} on a single source",
        f"{counted(declined, 'party')} declined comment".replace("partys", "parties"),
        counted(len(report.findings), "finding"),
        f"{len(report.unresolved)} unresolved",
    ]


def shown(category: str, tags: Sequence[Tag]) -> Tag:
    """The sign, letter and word for a tag or a state; a tag that the project lacks has its name."""
    for tag in tags:
        if tag.name == category:
            return tag
    return _STATES.get(category) or Tag(category, category[:1], "•", "", "")


def in_words(line: Line) -> str:
    """What a sentence was given, without signs: `confirmed, and opinion, with evidence`."""
    first, *others = line.tags or [line.state.replace("-", " ")]
    said = first + "".join(f", and {tag}" for tag in others)
    return f"{said}, with evidence" if line.notes else said


def settled_in_words(line: Line) -> str:
    """How a sentence is settled, or why not; empty where there is nothing to settle."""
    return "" if line.state == SKIPPED else _SETTLED.get(line.settled, line.settled)


def category_in_words(category: str) -> str:
    """A tag or a state as a heading."""
    return category.replace("-", " ") if category == NO_TAG else category


def said_in_words(state: State, tags: Sequence[str]) -> str:
    """What one person says of a sentence."""
    return " + ".join(tags) if tags else state.replace("-", " ")


def about(report: ArticleReport) -> list[str]:
    """What is known of an article beside its title."""
    article = report.article
    published = article.published and (
        f"{article.published} (a guess)"
        if article.published_basis == "guessed"
        else article.published
    )
    known = (article.publisher, article.byline, published)
    return [each for each in known if each] + [f"revision {article.revision}"]


def about_entry(entry: Entry) -> list[str]:
    """What is special about a source."""
    notes = []
    if entry.is_anonymous:
        notes.append("readers cannot identify it")
    if entry.is_proposed:
        notes.append("proposed by the program, confirmed by nobody")
    if entry.is_confidential:
        notes.append("confidential")
    roles = {mention.source.role for mention in entry.mentions}
    if "declined" in roles:
        notes.append("declined comment")
    if "asked-by" in roles:
        notes.append("asked for comment")
    vias = dict.fromkeys(m.source.via for m in entry.mentions if m.source.via)
    return notes + [f"via {via}" for via in vias]


def about_reply(reply: Reply) -> str:
    """What came of asking a party."""
    if reply.manner:
        return _MANNERS[reply.manner]
    return "gave no substance" if reply.declined else "answered"


def about_evidence(piece: Evidence) -> list[str]:
    """What is known of a piece of evidence beside its place."""
    known: list[str] = [piece.stance]
    if piece.seen:
        known.append(f"seen {piece.seen}")
    if piece.checked:
        known.append(f"{_LINKS[piece.checked.state]} on {piece.checked.at[:10]}")
        if piece.checked.url:
            known.append(f"leads to {piece.checked.url}")
        if piece.checked.title and piece.checked.state == "retitled":
            known.append(f"now called “{piece.checked.title}”")
    return known


def figures(agreed: Agreed) -> list[tuple[str, str]]:
    """The figures of agreement, with what they are called."""
    return [
        (_FIGURES.get(name, name), "not defined" if value is None else f"{value:.2f}")
        for name, value in agreed.figures
    ]


def share(part: Part, category: str) -> str:
    """How much of a part is of a category: `3 (60 %)`; empty for nothing."""
    count = part.counts.get(category, 0)
    return f"{count} ({count / part.total:.0%})".replace("%", " %") if count else ""


def stretch(part: Part) -> str:
    """Which sentences a part has."""
    return part.first if part.first == part.last else f"{part.first}–{part.last}"


def hanging(report: ArticleReport) -> list[tuple[str, str]]:
    """What hangs on one source, in sentences, each with the sentence's id."""
    found = [
        (each.reading.sentence.id, f"hangs on {each.entries[0].name} alone")
        for each in report.ledger.single
    ]
    found += [
        (each.reading.sentence.id, f"counts one anonymous source twice: {each.entries[0].name}")
        for each in report.ledger.twice
    ]
    return list(dict.fromkeys(found))


def counted(number: int, thing: str) -> str:
    """A number of things, the one or the many."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
