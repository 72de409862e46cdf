"""`annotator mark`."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.parts import desk
from annotator.cli.prose import in_full
from annotator.domain.annotations import Annotations
from annotator.domain.article import Sentence
from annotator.domain.marks import (
    MANNERS,
    ROLES,
    SKIP_REASONS,
    SOURCE_BASES,
    SOURCE_KINDS,
    Evidence,
    Source,
    Stance,
    State,
)
from annotator.domain.tags import find_tag
from annotator.errors import UnknownNameError
from annotator.flows.annotate import Annotating
from annotator.flows.marking import About, Wanted, find_sentence, marked, saved_change, source_named

_BY_KIND = ""
"""What `--skip` without a reason stands for."""
_TODAY = "today"


def _reason(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Refuses a reason that there is not.

    Raises:
        UnknownNameError: the nearest one is named.
    """
    if value is not None and value != _BY_KIND and value not in SKIP_REASONS:
        way_out = "With --skip last, or before another option, the kind of the sentence decides."
        raise UnknownNameError("reason to skip", value, SKIP_REASONS, way_out)
    return value


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Refuses what is no day.

    Raises:
        click.BadParameter: so it is.
    """
    if value in {None, _TODAY}:
        return value
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        said = f"{value!r} is no date: write one such as 2026-11-22, or today."
        raise click.BadParameter(said, context, option) from None


@click.command("mark", cls=Command)
@article_argument()
@click.argument("sentence")
@click.argument("tags", metavar="[TAG]…", nargs=-1)
@click.option("--none", is_flag=True, help="Read, and none of the tags applies.")
@click.option(
    "--skip",
    metavar="[REASON]",
    is_flag=False,
    flag_value=_BY_KIND,
    callback=_reason,
    help=f"Not to be judged: {', '.join(SKIP_REASONS)}. Only a plain sentence needs a reason.",
)
@click.option("--clear", is_flag=True, help="Back to unseen; note, source and evidence stay.")
@click.option(
    "--source",
    "sources",
    metavar="WORDS",
    multiple=True,
    help="Who or what it rests on: words of the text, or a name. May be said more than once.",
)
@click.option("--source-kind", type=click.Choice(SOURCE_KINDS), help="What the source is.")
@click.option("--role", type=click.Choice(ROLES), help="What the source does.")
@click.option("--basis", type=click.Choice(SOURCE_BASES), help="How the text shows the source.")
@click.option("--manner", type=click.Choice(MANNERS), help="How a party declined.")
@click.option("--via", metavar="NAME", help="Who relays what the source says.")
@click.option("--confidential", is_flag=True, help="The source is withheld on export.")
@click.option("--no-source", is_flag=True, help="Takes away the sources that there are.")
@click.option(
    "--evidence",
    metavar="URL|DOCUMENT",
    multiple=True,
    help="What you found to check it. May be said more than once.",
)
@click.option("--locator", metavar="PLACE", help="Where in the evidence: page, paragraph, minute.")
@click.option("--quotation", metavar="TEXT", help="What the evidence says there.")
@click.option(
    "--stance",
    type=click.Choice(get_args(Stance)),
    default="supports",
    help="What the evidence does to the sentence.",
)
@click.option(
    "--seen",
    metavar="DATE",
    callback=_day,
    help="When you saw the evidence: today, or a date such as 2026-11-22; not yet, without it.",
)
@click.option("--archived", metavar="URL", help="A copy of the evidence.")
@click.option("--no-evidence", is_flag=True, help="Takes away the evidence that there is.")
@click.option("--note", metavar="TEXT", help="A note; an empty one takes it away.")
@click.option("--unsure/--sure", default=None, help="Whether you are in doubt.")
def command(article: str, sentence: str, **wanted: Any) -> None:  # noqa: ANN401 - a value for each option
    """Tag one sentence without a screen.

    ARTICLE is an id, a unique beginning of one, or a file; SENTENCE is an id such as s3, as
    `annotator show` prints them. The first TAG is the primary, others are second tags: their
    names, a beginning or their keys. They replace the tags that there are; note, sources and
    evidence stay.
    """
    state = _state(wanted)
    _check_attached(wanted)
    work = desk(given())
    done = saved_change(
        work,
        article_named(work.store, article),
        lambda at_work: _marked(at_work, sentence, state, wanted),
    )
    mark = done.document.marks.get(sentence)
    words = in_full(mark) if mark else "unseen"
    if not done.changed:
        say(f"{sentence} is so already: {words}.")
        return
    line(f"{sentence}  {words}")
    for notice in done.notices:
        say(notice)
    say(f"saved r{done.document.revision}")


def _state(wanted: dict[str, Any]) -> State | None:
    """The decision that is asked for; None to leave it as it is.

    Raises:
        UsageError: more than one is, or nothing at all.
    """
    asked: dict[str, State] = {
        "TAG": "tagged",
        "--none": "no-tag",
        "--skip": "skipped",
        "--clear": "open",
    }
    skip = wanted["skip"] is not None
    said = (wanted["tags"], wanted["none"], skip, wanted["clear"])
    chosen = [name for name, value in zip(asked, said, strict=True) if value]
    if len(chosen) > 1:
        raise click.UsageError(f"Say one of {' and '.join(chosen)}, not both.")
    attached = ("sources", "no_source", "evidence", "no_evidence")
    quiet = wanted["note"] is None and wanted["unsure"] is None
    if not chosen and quiet and not any(wanted[name] for name in attached):
        raise click.UsageError("Say a TAG, or one of --none, --skip, --clear, --source, --note …")
    return asked[chosen[0]] if chosen else None


def _check_attached(wanted: dict[str, Any]) -> None:
    """Refuses details of a source or of evidence that is not there.

    Raises:
        UsageError: so they are.
    """
    details = {
        "sources": ("source_kind", "role", "basis", "manner", "via", "confidential"),
        "evidence": ("locator", "quotation", "seen", "archived"),
    }
    for thing, names in details.items():
        said = [name for name in names if wanted[name]]
        if said and not wanted[thing]:
            option = thing.removesuffix("s")
            raise click.UsageError(f"--{said[0].replace('_', '-')} goes with --{option}.")
    for thing in details:
        if not all(words.strip() for words in wanted[thing]):
            raise click.UsageError(f"--{thing.removesuffix('s')} needs a text.")


def _marked(
    work: Annotating, name: str, state: State | None, wanted: dict[str, Any]
) -> Annotations:
    sentence = find_sentence(work.article, name)
    project = work.project
    found = [find_tag(tag, project.tags, project.renamed).name for tag in wanted["tags"]]
    tags = tuple(dict.fromkeys(found))
    mark = work.mark_of(sentence.id)
    skip = wanted["skip"]
    return marked(
        work,
        sentence,
        Wanted(
            state=state,
            tags=tags,
            skip_reason=skip or None,
            sources=_sources(work, sentence, tags or (mark.tags if mark else ()), wanted),
            drop_sources=wanted["no_source"],
            evidence=_evidence(work, wanted),
            drop_evidence=wanted["no_evidence"],
            note=wanted["note"],
            unsure=wanted["unsure"],
        ),
    )


def _sources(
    work: Annotating, sentence: Sentence, tags: tuple[str, ...], wanted: dict[str, Any]
) -> tuple[Source, ...]:
    about = About(
        kind=wanted["source_kind"],
        role=wanted["role"],
        basis=wanted["basis"],
        via=wanted["via"],
        manner=wanted["manner"],
        confidential=wanted["confidential"],
    )
    return tuple(
        source_named(work, sentence, words.strip(), tags, about) for words in wanted["sources"]
    )


def _evidence(work: Annotating, wanted: dict[str, Any]) -> tuple[Evidence, ...]:
    seen = work.session.now()[:10] if wanted["seen"] == _TODAY else wanted["seen"]
    found = (piece.strip() for piece in wanted["evidence"])
    return tuple(
        Evidence(
            url=piece if "://" in piece else None,
            document=None if "://" in piece else piece,
            locator=wanted["locator"],
            quotation=wanted["quotation"],
            stance=wanted["stance"],
            seen=seen,
            archived=wanted["archived"],
        )
        for piece in found
    )
