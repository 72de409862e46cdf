"""`annotator decide`."""

from __future__ import annotations

from typing import Any, cast, get_args

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.parts import desk
from annotator.domain.marks import State
from annotator.domain.review.decisions import Reason
from annotator.domain.tags import find_tag
from annotator.flows.review.deciding import saved_review
from annotator.flows.review.reviewing import Reviewed, Reviewing
from annotator.flows.wording import gold_in_words

_REASONS = {reason.replace(" ", "-"): cast("Reason", reason) for reason in get_args(Reason)}
_OTHER_ANSWERS = ("no-tag", "skipped")
"""What may be right, too, and is no tag."""


@click.command("decide", cls=Command)
@article_argument()
@click.argument("sentence")
@click.argument("tags", metavar="[TAG]…", nargs=-1)
@click.option("--none", is_flag=True, help="None of the tags applies.")
@click.option("--skip", is_flag=True, help="It is not to be judged.")
@click.option(
    "--agree", is_flag=True, help="Agree with the majority, or with the one named with --of."
)
@click.option("--clear", is_flag=True, help="Takes your decision back.")
@click.option("--of", metavar="NAME", help="Whose mark it is that you agree with.")
@click.option(
    "--reason", type=click.Choice(list(_REASONS)), help="Why you overrule somebody's mark."
)
@click.option(
    "--also",
    metavar="TAG",
    multiple=True,
    help="Could be defended, too: a tag, no-tag or skipped. May be said repeatedly.",
)
@click.option(
    "--send-back",
    metavar="NAME",
    multiple=True,
    help="Asks NAME for another look, which settles nothing; once more takes that back. May be "
    "said for several.",
)
def command(article: str, sentence: str, **wanted: Any) -> None:  # noqa: ANN401 - a value for each option
    """Settle one sentence as its reviewer, without a screen.

    ARTICLE is an id, a unique beginning of one, or a file; SENTENCE is an id such as s3. The
    first TAG is the primary, others are second tags. Your decision keeps what every annotator
    said when you made it, and is stale once one of them says something else. Agreeing with the
    mark of one of several settles nothing alone.
    """
    state = _state(wanted)
    work = desk(given())
    chosen = article_named(work.store, article)
    done = saved_review(
        work, chosen, sentence, lambda at_work: _act(at_work, state, wanted), wanted["of"]
    )
    for outcome in done.outcomes:
        line(outcome.said)
    if done.revision is not None:
        say(f"saved r{done.revision}; {sentence} is now {gold_in_words(done.gold)}")
    for problem in done.problems:
        say(problem)


def _state(wanted: dict[str, Any]) -> State | None:
    """The decision that is asked for; None where it is to agree, to clear or to send back.

    Raises:
        UsageError: more than one is, or nothing at all.
    """
    asked = {
        "TAG": wanted["tags"],
        "--none": wanted["none"],
        "--skip": wanted["skip"],
        "--agree": wanted["agree"],
        "--clear": wanted["clear"],
    }
    chosen = [name for name, value in asked.items() if value]
    if len(chosen) > 1:
        raise click.UsageError(f"Say one of {' and '.join(chosen)}, not both.")
    if not chosen and not wanted["send_back"]:
        raise click.UsageError(
            "Say a TAG, or one of --none, --skip, --agree, --clear, --send-back."
        )
    states: dict[str, State] = {"TAG": "tagged", "--none": "no-tag", "--skip": "skipped"}
    state = states.get(chosen[0]) if chosen else None
    for option in ("reason", "also"):
        if wanted[option] and state is None:
            raise click.UsageError(f"--{option} goes with a TAG, --none or --skip.")
    return state


def _act(work: Reviewing, state: State | None, wanted: dict[str, Any]) -> list[Reviewed]:
    sentence = work.sentence.id
    done = []
    if state is not None:
        done.append(
            work.decide_tags(
                state,
                [_tag(work, tag) for tag in wanted["tags"]],
                reason=_REASONS.get(wanted["reason"] or ""),
                also_right=[_answer(work, answer) for answer in wanted["also"]],
            )
        )
    elif wanted["agree"]:
        done.append(work.agree())
    elif wanted["clear"]:
        done.append(work.clear())
    work.go_to(sentence)
    if wanted["send_back"]:
        done.append(work.send_back(wanted["send_back"]))
    return done


def _answer(work: Reviewing, name: str) -> str:
    """The tag that is meant, or the state that is called so."""
    return name if name in _OTHER_ANSWERS else _tag(work, name)


def _tag(work: Reviewing, name: str) -> str:
    return find_tag(name, work.project.tags, work.project.renamed).name
