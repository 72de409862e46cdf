"""One hard project: what formats stumble over, in two articles by two annotators and a reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.codec import empty_annotations, empty_review
from annotator.domain.article import Article, Sentence, fingerprint, text_digest
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Evidence, Mark, Source, Suggestion
from annotator.domain.project import Person, Project
from annotator.domain.review.decisions import Seen
from annotator.domain.review.reviewing import ReviewChange, decision
from annotator.domain.review.reviewing import record as reviewed
from annotator.stores.memory import MemoryStore

GUIDELINES = """# Guidelines

Tag what the article *shows*.

## confirmed (c)

On the record, “with quotes”.
"""

HARD = (
    "=1+1 adds up, they say",
    "“Quotes”, commas,\nand a line end.",
    "中文的句子。",
    "🧪 An experiment 👩‍🔬 of hers.",
    "عربي في النص.",
    "Tab\there; semicolon, \\backslash\\ and <b>markup</b> & more.",
    "@SUM(A1) was declined.",
    "Nobody reads this one.",
)
"""The sentences of the first article, s1 to s8."""

PLAIN = ("It rained on Monday.", "Two aides said it will rain again.", "SEE ALSO: the weather.")


def article(id_: str, title: str, sentences: tuple[str, ...], **facts: str | None) -> Article:
    """An article of these sentences, cut by hand; the first is the headline."""
    text = "\n\n".join((sentences[0], " ".join(sentences[1:])))
    cuts = []
    end = 0
    for number, sentence in enumerate(sentences):
        start = text.index(sentence, end)
        end = start + len(sentence)
        kind = "link" if sentence.startswith("SEE") else "sentence" if number else "headline"
        cuts.append(Sentence(f"s{number + 1}", start, end, kind, min(number, 1)))  # type: ignore[arg-type]
    known = {"url", "publisher", "byline", "published", "published_basis", "language", "license"}
    return Article(
        id=id_,
        revision=1,
        title=title,
        retrieved="2026-11-20T09:00:00.000Z",
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter="by hand",
        text=text,
        sentences=tuple(cuts),
        **(dict.fromkeys(known) | facts),  # type: ignore[arg-type]
    )


def hard_store() -> MemoryStore:
    """The project, in memory."""
    people = (Person("ana"), Person("ben"), Person("rita", "reviewer"))
    store = MemoryStore(Project("hard “project”", people), GUIDELINES)
    store.save_article(
        article(
            "hard",
            "=1+1 adds up, they say",
            HARD,
            url="https://example.org/hard?a=1&b=2",
            publisher="The “Gazette”",
            published="2026-11-19",
            published_basis="declared",
            language="en",
            license="CC-BY-4.0",
        ),
        None,
    )
    store.save_article(article("plain", PLAIN[0], PLAIN, language="en"), None)
    annotate(store, "hard", "ana", _ANA, hand_in=True)
    annotate(store, "hard", "ben", _BEN)
    annotate(store, "plain", "ana", {"s1": Mark("no-tag"), "s2": Mark("tagged", ("opinion",))})
    _review(store)
    return store


_ANA = {
    "s1": Mark("tagged", ("confirmed", "opinion"), note="@note,\r\nwith “lines”"),
    "s2": Mark("no-tag"),
    "s3": Mark(
        "tagged",
        ("insider-sourced",),
        suggestion=Suggestion("insider-sourced", 0.75, "rules 1", shown=True, accepted=True),
    ),
    "s4": Mark("tagged", ("opinion",)),
    "s5": Mark("skipped", skip_reason="bad-cut"),
    "s6": Mark(
        "tagged",
        ("confirmed",),
        sources=(
            Source("Deep Throat", "Tab", "s6", 0, 3, "unnamed-person", confidential=True),
            Source(
                "Mx. =Name",
                "semicolon",
                "s6",
                10,
                19,
                "named-person",
                role="declined",
                manner="refused",
            ),
        ),
        evidence=(Evidence('https://example.org/e?q="1"', None, quotation="so, “it” is"),),
    ),
    "s7": Mark("tagged", ("declined-comment",)),
}
_BEN = {
    "s1": Mark("tagged", ("confirmed", "opinion")),
    "s2": Mark("no-tag"),
    "s3": Mark("tagged", ("opinion",)),
    "s4": Mark("tagged", ("confirmed",)),
    "s5": Mark("skipped", skip_reason="bad-cut"),
    "s6": Mark("tagged", ("confirmed",), note="ask ana, she knows Deep Throat"),
    "s7": Mark("open", note="\t-1", unsure=True),
}


def annotate(
    store: MemoryStore,
    name: str,
    annotator: str,
    marks: Mapping[str, Mark],
    *,
    hand_in: bool = False,
    again: bool = False,
) -> None:
    """Saves an annotator's marks, one a minute from noon; `again` adds to those there are."""
    text = store.article(name).document
    quotes = {sentence.id: text.text_of(sentence) for sentence in text.sentences}
    opened = store.annotations(name, annotator) if again else None
    document = empty_annotations(name, text.revision, text.sha256, annotator)
    document = opened.document if opened else document
    for minute, (sentence, mark) in enumerate(marks.items()):
        at = f"2026-11-22T{16 if again else 12}:{minute:02}:00.000Z"
        whole = replace(mark, quote=quotes[sentence], at=at, seconds=minute + 0.5)
        how = Circumstances(at, "b1f0", "key")
        document = record(document, [Change(sentence, whole)], how)
    if hand_in:
        how = Circumstances("2026-11-22T13:00:00.000Z", "b1f0", "hand-in")
        document = record(document, [Change(None, None)], how)
    store.save_annotations(document, opened.token if opened else None)


def _review(store: MemoryStore) -> None:
    at = "2026-11-22T14:00:00.000Z"
    saw = {"ana": Seen("tagged", ("insider-sourced",)), "ben": Seen("tagged", ("opinion",))}
    final = decision(
        "tagged",
        ["opinion", "confirmed"],
        saw,
        at,
        reason="both defensible",
        also_right=["insider-sourced"],
    )
    review = reviewed(
        empty_review("hard", 1, "rita"),
        [ReviewChange("s3", final)],
        Circumstances(at, "c1f0", "key"),
    )
    store.save_review(review, None)
