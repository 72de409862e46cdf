"""An article and its marks in words, as commands print them."""

from __future__ import annotations

from annotator.cli.output import columns, line
from annotator.domain.article import Article, Sentence
from annotator.domain.marks import Comment, Mark
from annotator.flows.wording import evidence_in_words, source_in_words

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
    parts += [f"source: {source_in_words(source)}" for source in mark.sources]
    parts += [f"evidence: {evidence_in_words(piece)}" for piece in mark.evidence]
    if mark.note:
        parts.append(f"note: {mark.note}")
    return " · ".join(parts)


def counted(number: int, thing: str) -> str:
    """A number of things, the one or the many."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def title_lines(article: Article) -> None:
    """Prints what an article is called and where it is from."""
    line(article.title)
    known = (article.publisher, article.byline, article.published, article.url)
    about = (
        article.id,
        f"revision {article.revision}",
        counted(len(article.sentences), "sentence"),
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
