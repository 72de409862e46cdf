"""What colleagues say of a sentence, beside the annotator's own mark: comments, requests, tags."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.review.threads import Remark
from annotator.flows.annotate import Annotating
from annotator.flows.wording import cut
from annotator.tui.glyphs import Glyphs
from annotator.tui.widgets.details import Said


def thread_in_words(remarks: list[Remark], own: str) -> list[str]:
    """A thread as lines; only where somebody else speaks, too, does it say who does."""
    alone = all(remark.by == own for remark in remarks)
    return [
        remark.comment.text
        if alone
        else f"{'you' if remark.by == own else remark.by}: {remark.comment.text}"
        for remark in remarks
    ]


def talk(work: Annotating, glyphs: Glyphs) -> Iterator[Said]:
    """Who asks for another look at the current sentence, and what was said of it."""
    sentence = work.sentence.id
    asking = work.sent_back_by(sentence)
    if asking:
        who = " and ".join(asking)
        yield Said(
            f"{glyphs.sent_back} sent back by {who}: mark it again, or answer with t", "warn"
        )
    said = thread_in_words(work.thread(sentence), work.session.annotator)
    yield from (Said(f"{glyphs.comment} {text}", "warn") for text in said)


def waiting_in_words(work: Annotating) -> str:
    """What waits for the annotator when the article opens; empty for nothing."""
    waiting = work.waiting_for_me()
    if not waiting:
        return ""
    back = sum(bool(work.sent_back_by(sentence)) for sentence in waiting)
    parts = [f"{back} sent back to you"] if back else []
    if talked := len(waiting) - back:
        parts.append(f"{talked} {'comment' if talked == 1 else 'comments'} for you")
    return f"{', '.join(parts)}: n goes there, L lists them"


def news_in_words(new: list[Remark]) -> str:
    """What colleagues have said just now, in a line."""
    last = new[-1]
    more = f", and {len(new) - 1} more" if len(new) > 1 else ""
    return f"{last.by} on {last.comment.sentence}: “{cut(last.comment.text)}”{more}"
