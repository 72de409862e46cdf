"""An article and its marks in words, as commands print them."""

from __future__ import annotations

from annotator.cli.output import columns, line
from annotator.domain.article import Article, Sentence
from annotator.domain.marks import Comment, Evidence, Mark, Source

UNSEEN = "unseen"


def decision(mark: Mark | Comment | None) -> str:
    """What was decided, in words: the tags with the primary first, `no-tag`, `skipped (why)`."""
    if not isinstance(mark, Mark) or mark.state == "open":
        return UNSEEN
    if mark.state == "tagged":
        return " + ".join(mark.tags)
    return f"skipped ({mark.skip_reason})" if mark.skip_reason else mark.state


def in_full(mark: Mark) -> str:
    """A mark with everything that is attached to it, on one line."""
    parts = [decision(mark)]
    if mark.unsure:
        parts.append("unsure")
    if mark.look_again:
        parts.append(f"look again: {mark.look_again}")
    parts += [f"source: {_source(source)}" for source in mark.sources]
    parts += [f"evidence: {_evidence(piece)}" for piece in mark.evidence]
    if mark.note:
        parts.append(f"note: {mark.note}")
    return " · ".join(parts)


def _source(source: Source) -> str:
    more = ", confidential" if source.confidential else ""
    return f"{source.name} ({source.kind}{more})"


def _evidence(piece: Evidence) -> str:
    place = f", {piece.locator}" if piece.locator else ""
    return f"{piece.url or piece.document}{place} ({piece.stance})"


def title_lines(article: Article) -> None:
    """Prints what an article is called and where it is from."""
    line(article.title)
    known = (article.publisher, article.byline, article.published, article.url)
    about = (
        article.id,
        f"revision {article.revision}",
        f"{len(article.sentences)} sentences",
        *(part for part in known if part),
    )
    line(" · ".join(about))
    line()


def kind_and_text(article: Article, sentence: Sentence) -> str:
    """A sentence's words, after its kind where that is not a plain one."""
    kind = "" if sentence.kind == "sentence" else f"[{sentence.kind}] "
    return kind + article.text_of(sentence)


def sentence_states(article: Article, marks: dict[str, Mark]) -> None:
    """Prints each sentence with its id and its state."""
    columns(
        [
            (sentence.id, decision(marks.get(sentence.id)), kind_and_text(article, sentence))
            for sentence in article.sentences
        ]
    )


def change(before: Mark | Comment | None, after: Mark | Comment | None) -> str:
    """What became of a mark; in full where the decision stayed the same."""
    old, new = decision(before), decision(after)
    if old == new:
        old = in_full(before) if isinstance(before, Mark) else UNSEEN
        new = in_full(after) if isinstance(after, Mark) else UNSEEN
    return f"{old} → {new}"
