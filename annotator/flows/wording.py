"""Marks in words: what was decided, what it rests on, and what became of it; one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from annotator.domain.marks import Comment, Evidence, Mark, Source

if TYPE_CHECKING:
    from annotator.domain.marks import SourceKind
    from annotator.domain.review.decisions import Decision, Seen
    from annotator.domain.review.gold import Gold
    from annotator.domain.sourcing.hanging import Reply

LONGEST = 60
"""Code points of a note or a comment within a line; longer ones are cut."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def in_words(mark: Mark | Comment | None) -> str:
    """A mark's decision in words."""
    if not isinstance(mark, Mark) or mark.state == "open":
        return "unseen"
    return said_in_words(mark)


def said_in_words(said: Mark | Decision | Seen | Gold | None) -> str:
    """What somebody decided, in words."""
    if said is None or said.state in {None, "open"}:
        return "undecided"
    if said.state == "tagged":
        return " + ".join(said.tags)
    return "no tag" if said.state == "no-tag" else "skipped"


def gold_in_words(gold: Gold) -> str:
    """How a sentence is settled, or why not, in words."""
    if gold.provenance is None:
        return "nobody voted"
    if gold.provenance == "unresolved":
        why = {"stale": "a mark has changed since", "reviewers-differ": "reviewers differ"}
        return f"unresolved: {why.get(gold.why or '', 'they differ')}"
    return gold.provenance


def source_in_words(source: Source) -> str:
    """A source in one line: its name, kind, and what is special about it."""
    parts = [source.kind.replace("-", " ")]
    if source.role != "speaker":
        parts.append(source.role.replace("-", " "))
    if source.manner:
        parts.append(source.manner.replace("-", " "))
    if source.basis != "explicit":
        parts.append(f"{source.basis} from {source.from_}" if source.from_ else source.basis)
    if source.via:
        parts.append(f"via {source.via}")
    if source.confidential:
        parts.append("confidential")
    if source.by == "program":
        parts.append("proposed")
    return f"{source.name} ({', '.join(parts)})"


def words_of_kind(kind: SourceKind) -> str:
    """What kind of source it is."""
    return kind.replace("-", " ")


def reply_in_words(reply: Reply) -> str:
    """What came of asking a party for comment."""
    manners = {
        "refused": "refused",
        "no-reply": "did not reply",
        "unreachable": "could not be reached",
        "partial": "answered in part",
    }
    said = manners.get(reply.manner or "", "gave no substance" if reply.declined else "answered")
    where = [sentence for sentence in reply.answered if sentence != reply.sentence]
    return f"{said}; speaks in {', '.join(where)}" if where else said


def evidence_in_words(piece: Evidence) -> str:
    """A piece of evidence in one line: its stance, where it is and what it says."""
    where = " ".join(filter(None, (piece.url or piece.document, piece.locator)))
    quotation = f" “{piece.quotation}”" if piece.quotation else ""
    return f"{piece.stance}: {where}{quotation}"


def cut(text: str, room: int = LONGEST) -> str:
    """A text on one line, cut with `…` where it is longer than `room` code points."""
    text = " ".join(text.split())
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def change_in_words(before: Mark | Comment | None, after: Mark | Comment | None) -> str:
    """What became of a mark, and nothing that stayed: `unseen → opinion; source +Insiders`."""
    old, new = in_words(before), in_words(after)
    said = [f"{old} → {new}"] if old != new else []
    was = before if isinstance(before, Mark) else Mark("open")
    now = after if isinstance(after, Mark) else Mark("open")
    if was.skip_reason != now.skip_reason and now.skip_reason:
        said.append(now.skip_reason.replace("-", " "))
    said += _came_and_went("source", was.sources, now.sources)
    if was.evidence != now.evidence:
        said.append(f"evidence: {len(now.evidence) or 'none'}")
    if was.note != now.note:
        said.append(f"note: {cut(now.note) or 'none'}")
    if was.unsure != now.unsure:
        said.append("unsure" if now.unsure else "no longer unsure")
    if was.look_again != now.look_again:
        said.append(f"look again: {now.look_again}" if now.look_again else "looked at again")
    return "; ".join(said) or new


def _came_and_went(what: str, was: Sequence[_Named], now: Sequence[_Named]) -> list[str]:
    """Which names came, which went, and which mean something else now."""
    if tuple(was) == tuple(now):
        return []
    old, new = {item.name: item for item in was}, {item.name: item for item in now}
    steps = [f"+{cut(name)}" for name in new if name not in old]
    steps += [f"−{cut(name)}" for name in old if name not in new]
    steps += [f"{cut(name)} changed" for name in new if name in old and new[name] != old[name]]
    return [f"{what} {', '.join(steps) or 'order changed'}"]


def some(names: Sequence[str], most: int = 5) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
