"""Articles with marks, for tests of who they rest on: each sentence is said in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.domain.article import Article, Sentence, fingerprint, text_digest
from annotator.domain.marks import Evidence, Mark, Source, SourceKind
from annotator.domain.sourcing.readings import Reading, own_readings

TAGS = {"c": "confirmed", "i": "insider-sourced", "d": "declined-comment", "o": "opinion"}


def article(*sentences: str, id_: str = "a", **known: str) -> Article:
    """An article of these sentences; the first is a headline where it has no full stop."""
    text = "\n".join(sentences)
    cut, at = [], 0
    for n, words in enumerate(sentences):
        kind = "headline" if n == 0 and not words.endswith(".") else "sentence"
        cut.append(Sentence(f"s{n + 1}", at, at + len(words), kind, n))  # type: ignore[arg-type]
        at += len(words) + 1
    return Article(
        id=id_,
        revision=1,
        title=sentences[0],
        url=known.get("url"),
        publisher=known.get("publisher"),
        byline=known.get("byline"),
        published=known.get("published"),
        published_basis=None,
        retrieved="2026-11-22T09:00:00.000Z",
        language="en",
        license=None,
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter="test",
        text=text,
        sentences=tuple(cut),
    )


def source(
    name: str,
    kind: SourceKind,
    sentence: str | None = None,
    *,
    from_: str | None = None,
    mention: str | None = None,
    **more: object,
) -> Source:
    """A source; with `from_` it is carried over from that sentence."""
    basis = "explicit" if from_ is None else "continued"
    found = {"basis": basis, "from_": from_, **more}
    words = name if mention is None else mention
    return Source(name, words, sentence, None, None, kind, **found)  # type: ignore[arg-type]


def mark(tags: str, *sources: Source, evidence: Sequence[Evidence] = ()) -> Mark:
    """A mark with tags by their letters, such as `io`; without any it is open."""
    names = tuple(TAGS[letter] for letter in tags)
    state = "tagged" if names else "open"
    return Mark(state, names, sources=sources, evidence=tuple(evidence))  # type: ignore[arg-type]


def readings(text: Article, marks: Mapping[str, Mark], name: str = "ana") -> list[Reading]:
    """What one annotator says of an article."""
    return own_readings(text.sentences, name, marks)
