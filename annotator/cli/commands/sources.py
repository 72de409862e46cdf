"""`annotator sources`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from annotator.cli.failures import ExitCode
from annotator.cli.ledgers import annotator_option, articles_argument, ledgers
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.places import open_project
from annotator.domain.sourcing.entries import Entry, across
from annotator.domain.sourcing.hanging import Ledger, Reply
from annotator.flows.sourcing.ledgers import source_rows
from annotator.flows.wording import reply_in_words, words_of_kind

_HEADS = ("name", "kind", "mentions", "sentences", "articles", "")
_SPARE = (5, 2)
"""Columns that a narrow terminal does without, the first to go first."""


@click.command("sources", cls=Command)
@articles_argument
@annotator_option
@as_json
def command(articles: tuple[str, ...], *, annotator: str | None, as_json: bool) -> ExitCode:
    """List who articles rest on, each source once.

    Mentions are one source if they have one name, or one is carried over from the other. Then
    come the sentences that hang on a single source, those that count one anonymous source twice,
    and who was asked for comment.

    What is settled counts; of a sentence that is not, everybody's answer does. In a blind project
    your own marks count, until you have handed the article in.
    """
    problems: list[str] = []
    found = [each.ledger for each in ledgers(open_project(given()), articles, annotator, problems)]
    entries = [entry for each in found for entry in each.entries]
    if as_json:
        json_value(source_rows(entries))
    elif entries:
        _print(found, entries)
    elif not problems:
        say("No sentence has a source yet. `annotator mark … --source WORDS` attaches one.")
    return ExitCode.DATA if problems else ExitCode.DONE


def _print(found: Sequence[Ledger], entries: Sequence[Entry]) -> None:
    whole = across(entries)
    rows = [
        (*map(str, (r.name, words_of_kind(r.kind), r.mentions, r.sentences, r.articles)), _note(e))
        for r, e in zip(source_rows(entries), whole, strict=True)
    ]
    columns([_HEADS, *rows], right=(2, 3, 4), spare=_SPARE)
    several = len(found) > 1
    parts = (
        ("hang on a single source", _single(found)),
        ("count one anonymous source twice", _twice(found)),
        ("one anonymous source under several words", _under_several_words(found)),
        ("asked for comment", _replies(found)),
    )
    for title, lines in parts:
        rows_of = list(lines)
        if rows_of:
            line()
            line(f"{title}:")
            columns([row if several else row[1:] for row in rows_of])


def _note(entry: Entry) -> str:
    """What is special about a source."""
    notes = []
    if entry.is_proposed:
        notes.append("proposed by the program")
    if entry.is_confidential:
        notes.append("confidential")
    if any(mention.source.role == "declined" for mention in entry.mentions):
        notes.append("declined")
    vias = dict.fromkeys(m.source.via for m in entry.mentions if m.source.via)
    notes += [f"via {via}" for via in vias]
    return ", ".join(notes)


def _single(found: Sequence[Ledger]) -> Iterator[tuple[str, ...]]:
    for each in found:
        by_source: dict[str, list[str]] = {}
        for rests in each.single:
            by_source.setdefault(rests.entries[0].name, []).append(rests.reading.sentence.id)
        for name, sentences in by_source.items():
            yield each.article.id, name, ", ".join(dict.fromkeys(sentences))


def _twice(found: Sequence[Ledger]) -> Iterator[tuple[str, ...]]:
    for each in found:
        for rests in each.twice:
            yield each.article.id, rests.reading.sentence.id, rests.entries[0].name


def _under_several_words(found: Sequence[Ledger]) -> Iterator[tuple[str, ...]]:
    for each in found:
        for entry in each.under_several_words:
            words = ", ".join(f"“{words}”" for words in entry.words)
            yield each.article.id, entry.name, words


def _replies(found: Sequence[Ledger]) -> Iterator[tuple[str, ...]]:
    for each in found:
        for reply in each.replies:
            yield each.article.id, reply.sentence, reply.party.name, _reply(reply)


def _reply(reply: Reply) -> str:
    by = f"asked by {', '.join(reply.asked_by)}" if reply.asked_by else "who asked is not said"
    return f"{reply_in_words(reply)} · {by}"
