"""The options of `annotator export` that say what goes out, and what of it may be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from annotator.domain.datasets.pseudonyms import NAMINGS
from annotator.domain.datasets.selection import GOLD
from annotator.formats.datasets.withholding import TIMES


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
