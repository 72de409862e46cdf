"""The options of `annotator export` that say what goes out, and what of it may be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

import click

from annotator.cli.articles import article_named
from annotator.domain.article import KINDS
from annotator.domain.datasets.pseudonyms import NAMINGS, Names, Naming
from annotator.domain.datasets.selection import ALL, GOLD, INCLUDES, Include, Selection
from annotator.domain.datasets.splits import Splits, fractions_in
from annotator.domain.project import Project
from annotator.domain.review.gold import Provenance
from annotator.domain.tags import find_tag
from annotator.errors import RefusedError, UnknownNameError
from annotator.formats.datasets.outgoing import Writer, usual_policy, usual_selection
from annotator.formats.datasets.withholding import TIMES, Policy, Times
from annotator.stores.base import Store

_SETTLED = tuple(name for name in get_args(Provenance) if name != "unresolved")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said with these options, as it was typed; null for what was not said."""

    labels: str
    gold: str | None
    allow_single: bool
    include: tuple[str, ...]
    kinds: str | None
    tags: str | None
    without_no_tag: bool
    articles: tuple[str, ...]
    since: str | None
    until: str | None
    finished: bool
    context: int
    allow_unlicensed: bool
    no_text: bool
    splits: str | None
    seed: str
    annotators: str | None
    include_confidential: bool
    notes: bool | None
    evidence: bool | None
    times: str | None


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds all of them to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--labels",
        default=GOLD,
        show_default=True,
        metavar="gold|all|NAME",
        help="One settled label a sentence, what every annotator says, or what one says.",
    ),
    click.option(
        "--gold", metavar="HOW,…", help="Which gold counts: unanimous,adjudicated,majority,single."
    ),
    click.option("--allow-single", is_flag=True, help="Gold of one vote counts as well."),
    click.option(
        "--include",
        multiple=True,
        metavar="WHAT",
        help="Also what is unresolved, look-again, skipped or open. May be said repeatedly.",
    ),
    click.option("--kinds", metavar="KIND,…", help="Sentences of these kinds only."),
    click.option("--tags", metavar="TAG,…", help="Labels with one of these tags, and no-tag."),
    click.option(
        "--without-no-tag", is_flag=True, help="Leave out sentences that were read without a tag."
    ),
    click.option(
        "--article", "articles", multiple=True, metavar="ARTICLE", help="These articles only."
    ),
    click.option("--since", metavar="DATE", help="Articles published on that day or later."),
    click.option("--until", metavar="DATE", help="Articles published on that day or earlier."),
    click.option("--finished", is_flag=True, help="Articles that everybody has handed in."),
    click.option(
        "--context",
        type=click.IntRange(0, 100),
        default=1,
        show_default=True,
        help="Sentences before and after each that come with it.",
    ),
    click.option(
        "--allow-unlicensed", is_flag=True, help="In hf, also texts without a known licence."
    ),
    click.option("--no-text", is_flag=True, help="Where sentences stand, without their words."),
    click.option(
        "--splits",
        metavar="SHARES",
        help="Shares of the splits: 80/10/10, which is usual, or train=0.9,test=0.1.",
    ),
    click.option("--seed", default="0", show_default=True, help="Another one splits otherwise."),
    click.option(
        "--annotators",
        type=click.Choice(NAMINGS),
        help="How people are called; in hf pseudonyms, else names.",
    ),
    click.option("--include-confidential", is_flag=True, help="Confidential sources come along."),
    click.option("--notes/--no-notes", default=None, help="Annotators' notes; in hf left out."),
    click.option("--evidence/--no-evidence", default=None, help="Evidence; in hf left out."),
    click.option(
        "--times", type=click.Choice(TIMES), help="How exact times are; in hf to the day."
    ),
)


def selection(said: Said, writer: Writer, store: Store, project: Project) -> Selection:
    """What is asked for.

    Raises:
        UnknownNameError: a kind, a tag, an article or a way to settle that there is not.
        RefusedError: a date is none.
    """
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
        articles=frozenset(article_named(store, one) for one in said.articles) or None,
        since=_day(said.since),
        until=_day(said.until),
        finished=said.finished,
        licensed=usual.licensed and not (said.allow_unlicensed or said.no_text),
        context=said.context,
    )


def policy(said: Said, writer: Writer, store: Store) -> Policy:
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


def splits(said: Said) -> Splits:
    """How it is divided.

    Raises:
        RefusedError: the shares cannot be read.
    """
    if said.splits is None:
        return Splits(seed=said.seed)
    return Splits(fractions_in(said.splits), said.seed)


def _everybody(store: Store) -> tuple[str, ...]:
    """Everybody who has ever done anything in a project."""
    names = {person.name for person in store.project().document.people}
    for article in store.article_ids():
        names.update(store.annotators(article), store.reviewers(article))
    return tuple(sorted(names))


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
