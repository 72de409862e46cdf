"""`annotator show`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.failures import ExitCode
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.places import open_project
from annotator.cli.prose import in_full, kind_and_text, title_lines
from annotator.cli.reader import reader
from annotator.domain.article import Article
from annotator.domain.marks import Comment
from annotator.domain.review.votes import is_agreement, votes
from annotator.flows.listing import Shown, shown
from annotator.flows.wording import gold_in_words, said_in_words

if TYPE_CHECKING:
    from annotator.flows.review.gold import Settled


@click.command("show", cls=Command)
@article_argument()
@click.option(
    "--gold", is_flag=True, help="With how each sentence is settled, by whom, and what was said."
)
@as_json
def command(article: str, *, gold: bool, as_json: bool) -> ExitCode:
    """Print an article's sentences with their tags.

    ARTICLE is an id, a unique beginning of one, or a file, which is added first. In a blind
    project you see your own tags only, until you have handed the article in. A file that cannot
    be read is told of, and the rest is shown; the exit code is 3 then.
    """
    store = open_project(given())
    found = shown(store, article_named(store, article), reader(store))
    if found.hidden:
        say(f"This project is blind: hand in to see the tags of {', '.join(found.hidden)}.")
    settled = None
    if gold and not found.hidden:
        from annotator.flows.review.gold import settled_article  # noqa: PLC0415 - few ask for it

        settled = settled_article(store, found.article, store.project().document)
    problems = {**found.problems, **(settled.problems if settled else {})}
    if as_json:
        json_value(_as_plain(found, settled))
    else:
        _print(found, settled)
    for problem in problems.values():
        say(problem)
    return ExitCode.DATA if problems else ExitCode.DONE


def _as_plain(found: Shown, settled: Settled | None) -> dict[str, Any]:
    article = found.article
    names = (f.name for f in fields(Article) if f.name not in {"sentences", "previous"})
    sentences = [
        {
            "id": sentence.id,
            "start": sentence.start,
            "end": sentence.end,
            "kind": sentence.kind,
            "paragraph": sentence.paragraph,
            "text": article.text_of(sentence),
            "marks": found.on(sentence),
        }
        | (_settled_as_plain(settled, sentence.id) if settled else {})
        for sentence in article.sentences
    ]
    return {name: getattr(article, name) for name in names} | {"sentences": sentences}


def _settled_as_plain(settled: Settled, sentence: str) -> dict[str, Any]:
    said = [
        {"by": remark.by, **{f.name: getattr(remark.comment, f.name) for f in fields(Comment)}}
        for remark in settled.threads.get(sentence, [])
    ]
    return {"gold": settled.gold[sentence], "comments": said}


def _settled_in_words(settled: Settled, sentence: str) -> list[tuple[str, str]]:
    """How a sentence is settled and what was said of it, a line each."""
    gold = settled.gold[sentence]
    said = [] if gold.state is None else [f"gold: {said_in_words(gold)}, {gold_in_words(gold)}"]
    if gold.provenance == "unresolved":
        said.append(f"gold: {gold_in_words(gold)}")
    for name, decision in gold.decisions.items():
        also = f" · also right: {', '.join(decision.also_right)}" if decision.also_right else ""
        why = f" · {decision.reason}" if decision.reason else ""
        agrees = is_agreement(decision, votes(gold.said))
        does = f"agreed with {' and '.join(decision.saw)}" if agrees else "decided"
        said.append(f"{name} {does}: {said_in_words(decision)}{why}{also}")
    said += [
        f"{remark.by} [{remark.comment.id[:6]}]: “{remark.comment.text}”"
        for remark in settled.threads.get(sentence, [])
    ]
    return [("", each) for each in said]


def _print(found: Shown, settled: Settled | None) -> None:
    title_lines(found.article)
    if not any(found.marks.values()):
        columns([(s.id, kind_and_text(found.article, s)) for s in found.article.sentences])
        if not found.hidden and not found.problems:
            say("Nobody has tagged it yet.")
        return
    rows = []
    for sentence in found.article.sentences:
        rows.append((sentence.id, kind_and_text(found.article, sentence)))
        marks = found.on(sentence)
        rows += [("", f"{name}: {in_full(mark)}") for name, mark in marks.items()]
        if settled is not None:
            rows += _settled_in_words(settled, sentence.id)
    columns(rows)
    there = {sentence.id for sentence in found.article.sentences}
    for name, own in found.marks.items():
        if gone := [sentence for sentence in own if sentence not in there]:
            line()
            line(f"{name} also marked what is no longer in the article: {', '.join(gone)}")
