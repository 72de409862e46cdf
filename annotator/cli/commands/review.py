"""`annotator review`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.parts import desk
from annotator.cli.places import open_project
from annotator.cli.prose import counted
from annotator.cli.screen import can_open, open_review
from annotator.errors import RefusedError
from annotator.flows.desk import Desk
from annotator.flows.review.deciding import opened_review
from annotator.flows.wording import said_in_words


@click.command("review", cls=Command)
@article_argument(required=False)
@click.option("--of", metavar="NAME", help="Walk through the tags of NAME, one after another.")
def command(article: str | None, of: str | None) -> None:
    """Read colleagues' tags side by side, and settle what they disagree on.

    ARTICLE is an id or a unique beginning of one. Without it the library opens, where Enter
    opens a review; a project's only article is reviewed at once.

    Without a terminal the sentences that need you are printed, with who says what.
    """
    options = given()
    store = open_project(options)
    screen = can_open()
    work = desk(options, store.root, screen=screen)
    chosen = _only_one(work) if article is None else article_named(work.store, article)
    if screen:
        open_review(work, chosen, of)
    elif chosen is None:
        raise RefusedError("Say which ARTICLE: `annotator status` lists them.")
    else:
        _print(work, chosen, of)


def _only_one(work: Desk) -> str | None:
    """The project's article, if it has one only.

    Raises:
        RefusedError: it has none.
    """
    there = work.store.article_ids()
    if not there:
        raise RefusedError("The project has no articles yet. Bring one in: `annotator add FILE`.")
    return there[0] if len(there) == 1 else None


def _print(work: Desk, article: str, of: str | None) -> None:
    """Prints what needs this reviewer, for somebody without a screen."""
    at_work = opened_review(work, article, of)
    for sentence in at_work.article.sentences:
        why = at_work.why(sentence.id)
        if why is not None:
            said = at_work.said(sentence.id).items()
            told = ", ".join(f"{at_work.name_of(n)} {said_in_words(one)}" for n, one in said)
            line(f"{sentence.id}  {why}: {told}")
            line(f"    {' '.join(at_work.article.text_of(sentence).split())}")
    left = sum(at_work.left().values())
    say(
        f"{counted(left, 'sentence')} of {article} {'needs' if left == 1 else 'need'} you. There "
        f"is no terminal here to open a screen in: `annotator decide {article} SENTENCE TAG` "
        f"settles one, `annotator comment {article} SENTENCE TEXT` says something about it."
    )
