"""Choosing a dataset: what was asked for in the words of the options, made a selection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from annotator.domain.article import KINDS
from annotator.domain.blind import sees_others_beside, visible
from annotator.domain.datasets.pseudonyms import Names, Naming
from annotator.domain.datasets.selection import ALL, GOLD, INCLUDES, Include, Selection
from annotator.domain.datasets.splits import Splits, fractions_in
from annotator.domain.project import Project
from annotator.domain.review.gold import Provenance
from annotator.domain.tags import find_tag
from annotator.errors import DataError, RefusedError, UnknownNameError
from annotator.flows.datasets.publish import Asked
from annotator.formats.datasets.outgoing import Writer, usual_policy, usual_selection
from annotator.formats.datasets.withholding import Policy, Times
from annotator.stores.base import Store

ABOUT_LABELS = frozenset(
    {
        "labels",
        "gold",
        "allow_single",
        "include",
        "kinds",
        "tags",
        "without_no_tag",
        "context",
        "no_text",
        "splits",
        "seed",
        "times",
    }
)
"""Options that mean nothing where whole documents go out."""

_SETTLED = tuple(name for name in get_args(Provenance) if name != "unresolved")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for, as it was typed or chosen; null for what nobody said."""

    labels: str = GOLD
    gold: str | None = None
    allow_single: bool = False
    include: tuple[str, ...] = ()
    kinds: str | None = None
    tags: str | None = None
    without_no_tag: bool = False
    articles: tuple[str, ...] = ()
    """Ids."""
    since: str | None = None
    until: str | None = None
    finished: bool = False
    context: int = 1
    allow_unlicensed: bool = False
    no_text: bool = False
    splits: str | None = None
    seed: str = "0"
    annotators: str | None = None
    include_confidential: bool = False
    notes: bool | None = None
    evidence: bool | None = None
    times: str | None = None


def asked(store: Store, writer: Writer, said: Options, reader: str) -> Asked:
    """What is asked for of a project.

    Args:
        store: the project's.
        writer: the format, which has its own usual ways.
        said: what was asked for.
        reader: who asks; it matters only where the project is blind.

    Raises:
        UnknownNameError: a kind, a tag, an article or a way to settle that there is not.
        RefusedError: a date is none, the shares of the splits cannot be read, or the format is
            nothing without texts or names.
    """
    if writer.takes == "documents" and said.annotators == "none":
        raise RefusedError(
            f"{writer.name} says whose each document is: take `--annotators pseudonyms`."
        )
    project = store.project().document
    policy = _policy(said, writer, store)
    writer.check(policy)
    return Asked(
        _selection(said, writer, project),
        policy,
        _splits(said),
        reader if project.settings.blind else None,
    )


def _selection(said: Options, writer: Writer, project: Project) -> Selection:
    """Which labels go out."""
    usual = usual_selection(writer)
    gold = usual.provenances
    if said.gold is not None:
        names = _each_of(said.gold, _SETTLED, "way to settle")
        gold = frozenset(cast("Iterable[Provenance]", names))
    if said.allow_single:
        gold |= {"single"}
    include = _each_of(",".join(said.include), INCLUDES, "choice for --include")
    tags = None
    if said.tags is not None:
        wanted = filter(None, said.tags.split(","))
        tags = frozenset(
            find_tag(name.strip(), project.tags, project.renamed).name for name in wanted
        )
    return replace(
        usual,
        labels=said.labels if said.labels in {GOLD, ALL} else said.labels.strip(),
        provenances=gold,
        include=frozenset(cast("Iterable[Include]", include)),
        kinds=None if said.kinds in {None, ALL} else _each_of(said.kinds or "", KINDS, "kind"),
        tags=tags,
        no_tag=not said.without_no_tag,
        articles=frozenset(said.articles) or None,
        since=_day(said.since),
        until=_day(said.until),
        finished=said.finished,
        licensed=usual.licensed and not (said.allow_unlicensed or said.no_text),
        context=said.context,
    )


def _policy(said: Options, writer: Writer, store: Store) -> Policy:
    """What of it may be told."""
    usual = usual_policy(writer)
    naming = cast("Naming", said.annotators or usual.names.naming)
    names = Names()
    if naming != "names":
        names = Names(naming, store.secret(), _everybody(store))
    return Policy(
        names,
        confidential=said.include_confidential,
        notes=usual.notes if said.notes is None else said.notes,
        evidence=usual.evidence if said.evidence is None else said.evidence,
        times=cast("Times", said.times or usual.times),
        text=not said.no_text,
    )


def _splits(said: Options) -> Splits:
    """How it is divided."""
    if said.splits is None:
        return Splits(seed=said.seed)
    return Splits(fractions_in(said.splits), said.seed)


def _everybody(store: Store) -> tuple[str, ...]:
    """Everybody who has ever done anything in a project."""
    names = {person.name for person in store.project().document.people}
    for article in store.article_ids():
        names.update(store.annotators(article), store.reviewers(article))
    return tuple(sorted(names))


def whose(store: Store, reader: str) -> list[str]:
    """Whose labels can be asked for: everybody who annotates, as far as the reader may know.

    In a blind project those are who annotates an article of which the reader sees others' tags.
    """
    project = store.project().document
    found: set[str] = set()
    for article in store.article_ids():
        there = store.annotators(article)
        if found.issuperset(there):
            continue
        others = not project.settings.blind or _sees_others(store, project, reader, article)
        found.update(visible(there, reader, others=others))
    return sorted(found)


def _sees_others(store: Store, project: Project, reader: str, article: str) -> bool:
    try:
        own = store.annotations(article, reader)
    except DataError:  # who cannot show that they have handed in is shown nothing
        return False
    return sees_others_beside(project, reader, article, own.document if own else None)


def _each_of(said: str, known: Sequence[str], thing: str) -> frozenset[str]:
    names = [name.strip() for name in said.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UnknownNameError(thing, name, known)
    return frozenset(names)


def _day(said: str | None) -> str | None:
    if said is not None and not _DAY.fullmatch(said):
        raise RefusedError(f"{said!r} is no day. Write it as 2026-11-22.")
    return said
