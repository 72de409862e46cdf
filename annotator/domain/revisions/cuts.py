"""Mending cuts: splitting a sentence before a word, and joining one with the next.

Both make the article's next revision, in which every other sentence keeps its id. A piece, or the
sentence that comes of two, gets an id from the text, so that people who make the same cut on two
machines make the same sentence; one that the article had before gets its old id back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.article import Aligned, Article, EarlierRevision, HowAligned, Sentence
from annotator.domain.mentions import Span, words_of
from annotator.domain.revisions.alignment import new_id
from annotator.domain.revisions.earlier import known_spans, with_earlier
from annotator.errors import RefusedError, UnknownSentenceError

_OPENING = "“‘„«‹\"'([{¿¡「『（【《〈"
"""Signs that belong to the word that follows them."""

_BLANK = " \t\u00a0\u3000"


def cut_places(article: Article, sentence: str) -> list[Span]:
    """The words before which a sentence can be cut: all but the first, as spans within it.

    Raises:
        UnknownSentenceError: there is no such sentence.
    """
    found = article.sentences[_index(article, sentence)]
    text = article.text_of(found)
    return [span for span in words_of(text) if text[: span[0]].strip(_OPENING + _BLANK)]


def split(article: Article, sentence: str, offset: int, by: str, at: str) -> Article:
    """The article's next revision, with a sentence cut in two.

    Opening quotation marks and brackets go with the word that follows them; white space at the cut
    belongs to neither piece. Both pieces are of the kind and the paragraph of the sentence.

    Args:
        article: as it is.
        sentence: the id of the one to cut.
        offset: code points from its beginning to the word that begins the second piece.
        by: who cuts it.
        at: when, UTC.

    Raises:
        UnknownSentenceError: there is no such sentence.
        RefusedError: nothing would be left on one side, or the cut is inside a word.
    """
    index = _index(article, sentence)
    whole = article.sentences[index]
    text = article.text_of(whole)
    if not 0 < offset < len(text):
        raise RefusedError(
            f"{sentence} has {len(text)} characters, and a cut at {offset} would leave nothing on "
            "one side. Choose a word after its first."
        )
    if text[offset].isspace():
        raise RefusedError(
            f"A cut at {offset} of {sentence} would be inside white space. Choose the beginning of "
            "a word."
        )
    if text[offset - 1].isalnum() and text[offset].isalnum() and not _is_word(text, offset):
        raise RefusedError(
            f"A cut at {offset} of {sentence} would be inside of “{_word_at(text, offset)}”. "
            "Choose the beginning of a word."
        )
    first, second = pieces(text, offset)
    if not first or not second:
        raise RefusedError(
            f"A cut there would leave nothing of {sentence} on one side. Choose a word after its "
            "first."
        )
    middle = whole.start + len(first)
    spans = [(whole.start, middle), (whole.end - len(second), whole.end)]
    return _cut(article, index, 1, spans, by, at, "split")


def pieces(text: str, offset: int) -> tuple[str, str]:
    """The two sentences that a cut makes of one, as `split` cuts it.

    Args:
        text: the sentence's words.
        offset: of the word that begins the second piece.
    """
    while offset and text[offset - 1] in _OPENING:
        offset -= 1
    return text[:offset].rstrip(), text[offset:].lstrip()


def join(article: Article, sentence: str, by: str, at: str) -> Article:
    """The article's next revision, with a sentence and the next one made one.

    Only sentences of one paragraph can be joined: a line end always cuts. The new sentence is of
    the kind of the first.

    Raises:
        UnknownSentenceError: there is no such sentence.
        RefusedError: it is the last, or the next is of another paragraph or kind.
    """
    index = _index(article, sentence)
    if index == len(article.sentences) - 1:
        raise RefusedError(f"{sentence} is the last sentence, so there is none to join it with.")
    first, second = article.sentences[index], article.sentences[index + 1]
    if first.paragraph != second.paragraph:
        raise RefusedError(
            f"{sentence} is the last of its paragraph, and {second.id} begins another one. "
            "Sentences are joined within a paragraph only."
        )
    if first.kind != second.kind:
        raise RefusedError(
            f"{sentence} is a {first.kind}, and {second.id} is a {second.kind}. Give both one kind "
            f"first: K on the screen, or `annotator edit {article.id} --kind {second.id} "
            f"{first.kind}`."
        )
    return _cut(article, index, 2, [(first.start, second.end)], by, at, "joined")


def _cut(
    article: Article,
    index: int,
    number: int,
    spans: Sequence[Span],
    by: str,
    at: str,
    how: HowAligned,
) -> Article:
    """The next revision, with these spans in the place of some sentences."""
    old = article.sentences[index : index + number]
    rest = (*article.sentences[:index], *article.sentences[index + number :])
    taken = {sentence.id for sentence in rest}
    known = known_spans(article)
    new: list[Sentence] = []
    for start, end in spans:
        id_ = known.get((article.sha256, start, end))
        if id_ is None or id_ in taken:
            id_ = new_id(article.sha256, start, end, taken)
        taken.add(id_)
        new.append(replace(old[0], id=id_, start=start, end=end))
    row = Aligned(tuple(s.id for s in old), tuple(s.id for s in new), how)
    earlier = EarlierRevision(
        revision=article.revision,
        at=at,
        by=by,
        why="join" if how == "joined" else "split",
        sha256=article.sha256,
        text=None,
        sentences=article.sentences,
        alignment=(row,),
    )
    return replace(
        article,
        revision=article.revision + 1,
        sentences=(*article.sentences[:index], *new, *article.sentences[index + number :]),
        previous=with_earlier(article, earlier),
    )


def _index(article: Article, sentence: str) -> int:
    ids = [each.id for each in article.sentences]
    if sentence not in ids:
        raise UnknownSentenceError(sentence, ids, f"`annotator show {article.id}` lists them.")
    return ids.index(sentence)


def _is_word(text: str, offset: int) -> bool:
    """Whether a word begins there: languages without blanks have words side by side."""
    return any(start == offset for start, _ in words_of(text))


def _word_at(text: str, offset: int) -> str:
    return next((text[a:b] for a, b in words_of(text) if a < offset < b), text[offset])
