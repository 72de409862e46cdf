"""A project on the disk for the readers of others: the hard one, and articles for every split."""

from __future__ import annotations

from pathlib import Path

from annotator.codec import empty_review
from annotator.domain.history import Circumstances
from annotator.domain.marks import Evidence, LinkCheck, Mark, Source, Suggestion
from annotator.domain.review.decisions import Seen
from annotator.domain.review.reviewing import ReviewChange, decision, record
from annotator.stores.base import Store
from annotator.stores.files import create_project
from annotator.stores.memory import MemoryStore
from tests.formats.hard import GUIDELINES, annotate, article, hard_store

_LICENSES = ("CC-BY-4.0", "CC-BY-SA-4.0", None)
_LANGUAGES = ("en", "de-AT", "en-GB")
_MARKS = ("confirmed", "insider-sourced", "declined-comment", "opinion")


def make_project(root: Path) -> None:
    """Makes it: several annotators, a reviewer, articles with and without a licence."""
    store = hard_store()
    for number in range(9):
        _more(store, number)
    made = create_project(root, store.project().document, GUIDELINES)
    _copy(store, made)


def _more(store: MemoryStore, number: int) -> None:
    """An article that two annotators have handed in, and of which a reviewer settled a sentence."""
    name = f"more-{number}"
    sentences = (
        f"Number {number} is a headline",
        *(f"Item {number}{n} of desk {number} costs {number * 7 + n} more." for n in range(5)),
    )
    facts = {"license": _LICENSES[number % 3], "language": _LANGUAGES[number % 3]}
    store.save_article(article(name, sentences[0], sentences, **facts), None)
    taken = Suggestion("opinion", 0.5, "rules 1", shown=True, accepted=True)
    seen = LinkCheck("2026-11-21T10:00:00.000Z", "retitled", title="A “title”,\nof two lines")
    found = (
        Evidence("https://example.org/1", None, checked=seen),
        Evidence(None, "ledger.pdf", "p. 4", "'so it is", "contradicts", "2026-11-20"),
    )
    named = Source("Desk", "desk", "s2", 11, 15, "named-organisation")
    for who in ("ana", "ben"):
        marks = {f"s{n + 2}": Mark("tagged", (tag,)) for n, tag in enumerate(_MARKS)}
        marks["s1"] = Mark("no-tag", note="'apostrophe first")
        marks["s2"] = Mark("tagged", ("confirmed",), sources=(named,), evidence=found)
        marks["s6"] = Mark("no-tag") if who == "ana" else Mark("tagged", ("confirmed", "opinion"))
        if who == "ben":
            marks["s5"] = Mark("tagged", ("opinion",), suggestion=taken)
        annotate(store, name, who, marks, hand_in=True)
    at = "2026-11-22T15:00:00.000Z"
    saw = {"ana": Seen("no-tag", ()), "ben": Seen("tagged", ("confirmed", "opinion"))}
    review = record(
        empty_review(name, 1, "rita"),
        [ReviewChange("s6", decision("no-tag", [], saw, at))],
        Circumstances(at, "c1f0", "key"),
    )
    store.save_review(review, None)


def _copy(store: Store, to: Store) -> None:
    for name in store.article_ids():
        to.save_article(store.article(name).document, None)
        for who in store.annotators(name):
            if (said := store.annotations(name, who)) is not None:
                to.save_annotations(said.document, None)
        for who in store.reviewers(name):
            if (settled := store.review(name, who)) is not None:
                to.save_review(settled.document, None)
