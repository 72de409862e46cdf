"""`annotator show`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import click

from annotator.cli.articles import article_named
from annotator.cli.identity import annotator_name
from annotator.cli.options import Command, article_argument, as_json, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.parts import personal_files
from annotator.cli.places import open_project
from annotator.cli.prose import in_full, kind_and_text, title_lines
from annotator.domain.article import Article
from annotator.flows.listing import Shown, shown
from annotator.stores.files import FileStore


@click.command("show", cls=Command)
@article_argument()
@as_json
def command(article: str, *, as_json: bool) -> None:
    """Print an article's sentences with their tags.

    ARTICLE is an id, a unique beginning of one, or a file, which is added first. In a blind
    project you see your own tags only, until you have handed the article in.
    """
    store = open_project(given())
    found = shown(store, article_named(store, article), _reader(store))
    if found.hidden:
        say(f"This project is blind: hand in to see the tags of {', '.join(found.hidden)}.")
    if as_json:
        json_value(_as_plain(found))
    else:
        _print(found)


def _reader(store: FileStore) -> str | None:
    """Who looks; asked only where it makes a difference."""
    if not store.project().document.settings.blind:
        return None
    return annotator_name(given(), personal_files(store.root).settings())


def _as_plain(found: Shown) -> dict[str, Any]:
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
        for sentence in article.sentences
    ]
    return {name: getattr(article, name) for name in names} | {"sentences": sentences}


def _print(found: Shown) -> None:
    title_lines(found.article)
    if not any(found.marks.values()):
        columns([(s.id, kind_and_text(found.article, s)) for s in found.article.sentences])
        say("Nobody has tagged it yet.")
        return
    rows = []
    for sentence in found.article.sentences:
        rows.append((sentence.id, kind_and_text(found.article, sentence)))
        marks = found.on(sentence)
        rows += [("", f"{name}: {in_full(mark)}") for name, mark in marks.items()]
    columns(rows)
    there = {sentence.id for sentence in found.article.sentences}
    for name, own in found.marks.items():
        if gone := [sentence for sentence in own if sentence not in there]:
            line()
            line(f"{name} also marked what is no longer in the article: {', '.join(gone)}")
