"""The selection of a dataset: what of a project goes out, decided once for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from annotator.domain.article import Article, Sentence
from annotator.domain.marks import Mark, State
from annotator.domain.review.gold import Gold, Provenance

Include = Literal["unresolved", "look-again", "skipped", "open"]
INCLUDES: tuple[Include, ...] = get_args(Include)
GOLD, ALL = "gold", "all"

Filter = Literal[
    "article",
    "date",
    "finished",
    "license",
    "blind",
    "kind",
    "unseen",
    "open",
    "skipped",
    "unresolved",
    "single",
    "provenance",
    "look-again",
    "no-tag",
    "tag",
]

WHY: Mapping[Filter, str] = {
    "article": "in other articles than `--article` names",
    "date": "in articles that are not published within `--since` and `--until`",
    "finished": "in articles that not all who annotate them have handed in (`--finished`)",
    "license": "in articles without a licence (`--allow-unlicensed` takes them)",
    "blind": "in articles that you have yet to hand in, as the project is blind",
    "kind": "of other kinds than `--kinds` names",
    "unseen": "not labeled by anybody whose labels are asked for",
    "open": "with a note or a source and no decision (`--include open` takes them)",
    "skipped": "skipped (`--include skipped` takes them)",
    "unresolved": "unresolved (`--include unresolved` takes them)",
    "single": "with one vote only (`--allow-single` takes them)",
    "provenance": "settled in other ways than `--gold` names",
    "look-again": "to be looked at again (`--include look-again` takes them)",
    "no-tag": "without a tag (`--without-no-tag`)",
    "tag": "without the tags that `--tags` names",
}
"""What to say of sentences that a filter leaves out, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; null stands for everything."""

    labels: str = GOLD
    """`gold`: one label a sentence, as it is settled. `all`: what each annotator says. Else the
    name of one."""
    provenances: frozenset[Provenance] = frozenset({"unanimous", "adjudicated", "majority"})
    """How gold must have come about; `single` and `unresolved` have to be asked for."""
    include: frozenset[Include] = frozenset()
    kinds: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    """Tags of which a label must have one; labels without a tag are a matter of `no_tag`."""
    no_tag: bool = True
    """Whether sentences come along that were read and have no tag: they are the negatives."""
    articles: frozenset[str] | None = None
    since: str | None = None
    """First day of publication, ISO 8601."""
    until: str | None = None
    """Last day of publication."""
    finished: bool = False
    """Whether articles count only when everybody who annotates them has handed them in."""
    licensed: bool = False
    """Whether articles count only when their licence is known."""
    context: int = 1
    """Sentences before and after each that are given with it."""


@dataclass(frozen=True, slots=True)
class Material:
    """An article with what everybody says of it, as it stands today."""

    article: Article
    marks: Mapping[str, Mapping[str, Mark]]
    """By sentence, then by annotator in the order of their names; tags called as they are today.
    Sentences without a mark are not there."""
    gold: Mapping[str, Gold]
    """By sentence."""
    first: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    """The marks that counted when the article was first handed in, by those who have handed it
    in: likewise."""
    handed_in: Mapping[str, str] = field(default_factory=dict)
    """When each annotator last handed the article in."""
    begun: frozenset[str] = frozenset()
    """Annotators who have a document on the article."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a dataset says of a sentence."""

    annotator: str | None
    """Whose it is; null for gold."""
    state: State | None
    """Null where it is unresolved."""
    tags: tuple[str, ...]
    rests_on: Mapping[str, Mark]
    """The marks that say so, by annotator."""
    look_again: bool = False


def article_filter(article: Article, selection: Selection) -> Filter | None:
    """The filter that leaves a whole article out; None if none does."""
    if selection.articles is not None and article.id not in selection.articles:
        return "article"
    day = (article.published or "")[: len("2026-11-22")]
    too_early = selection.since is not None and day < selection.since
    too_late = selection.until is not None and day > selection.until
    if too_early or too_late or (not day and (selection.since or selection.until)):
        return "date"
    if selection.licensed and not (article.license or "").strip():
        return "license"
    return None


def is_finished(material: Material, selection: Selection) -> bool:
    """Whether everybody who annotates an article has handed it in, and somebody has."""
    if selection.labels not in {GOLD, ALL}:
        return selection.labels in material.handed_in
    begun = {name for marks in material.marks.values() for name in marks}
    return bool(material.handed_in) and begun <= material.handed_in.keys()


def labels_of(
    material: Material, sentence: Sentence, selection: Selection, left_out: Counter[Filter]
) -> Iterator[Label]:
    """The labels of a sentence that are selected, those of several annotators by name.

    Args:
        material: the article.
        sentence: one of its sentences.
        selection: what is asked for.
        left_out: is told which filter left what out.
    """
    if selection.kinds is not None and sentence.kind not in selection.kinds:
        left_out["kind"] += 1
        return
    found = list(_candidates(material, sentence.id, selection))
    if not found:
        left_out["unseen"] += 1
    for label, no_label in found:
        if why := no_label or _filter(label, selection):
            left_out[why] += 1
        else:
            yield label


def _candidates(
    material: Material, sentence: str, selection: Selection
) -> Iterator[tuple[Label, Filter | None]]:
    """What is said of a sentence by those whose labels are asked for, and why it does not count."""
    if selection.labels == GOLD:
        yield from _of_gold(material, sentence, selection)
        return
    for name, mark in material.marks.get(sentence, {}).items():
        if selection.labels not in {ALL, name}:
            continue
        why: Filter | None = None
        if mark.state in {"open", "skipped"} and mark.state not in selection.include:
            why = "open" if mark.state == "open" else "skipped"
        yield Label(name, mark.state, mark.tags, {name: mark}, bool(mark.look_again)), why


def _of_gold(
    material: Material, sentence: str, selection: Selection
) -> Iterator[tuple[Label, Filter | None]]:
    gold = material.gold[sentence]
    by_name = material.marks.get(sentence, {})
    if gold.provenance is None:
        skipped = {name: mark for name, mark in by_name.items() if mark.state == "skipped"}
        if skipped:
            why: Filter | None = None if "skipped" in selection.include else "skipped"
            yield Label(None, "skipped", (), skipped, _asks(skipped)), why
        return
    if gold.provenance == "unresolved":
        why = None if "unresolved" in selection.include else "unresolved"
        votes = {name: by_name[name] for name in gold.said if name in by_name}
        yield Label(None, None, (), votes, _asks(votes)), why
        return
    why = None
    if gold.provenance not in selection.provenances:
        why = "single" if gold.provenance == "single" else "provenance"
    agreeing = {name: by_name[name] for name in gold.agreeing if name in by_name}
    asks = gold.provenance != "adjudicated" and _asks(agreeing)
    yield Label(None, gold.state, gold.tags, agreeing, asks), why


def _asks(marks: Mapping[str, Mark]) -> bool:
    return any(mark.look_again for mark in marks.values())


def _filter(label: Label, selection: Selection) -> Filter | None:
    if label.look_again and "look-again" not in selection.include:
        return "look-again"
    if label.state == "no-tag":
        return None if selection.no_tag else "no-tag"
    if selection.tags is not None and not selection.tags.intersection(label.tags):
        return "tag"
    return None
