"""A mended cut, as commands print it: the sentences that there are now."""

from __future__ import annotations

from typing import Any

from annotator.cli.output import columns, json_value, say
from annotator.domain.article import Article, Sentence
from annotator.flows.articles.mending import Mending, done
from annotator.stores.base import Store


def mended(store: Store, mending: Mending, *, dry: bool, as_json: bool) -> None:
    """Does what was asked for, unless nothing is to be written, and tells what there is then.

    Raises:
        ConflictError: somebody changed the article at the same time.
    """
    article = mending.after if dry else done(store, mending)
    if as_json:
        json_value(
            {
                "article": article.id,
                "revision": article.revision,
                "written": not dry,
                "before": [_row(mending.before, sentence) for sentence in mending.old],
                "after": [_row(mending.after, sentence) for sentence in mending.new],
            }
        )
        return
    columns([(s.id, mending.after.text_of(s)) for s in mending.new])
    if dry:
        say("Nothing was written: without --dry-run it is.")
        return
    names = ", ".join(sentence.id for sentence in mending.old)
    if mending.is_taken_back:
        what = "Tags that were there before come back, unless somebody has tagged it since"
    else:
        what = f"Who has tagged {names} keeps the tags and is asked for another look"
    say(f"Revision {article.revision} of {article.id}. {what}.")


def _row(article: Article, sentence: Sentence) -> dict[str, Any]:
    return {
        "id": sentence.id,
        "start": sentence.start,
        "end": sentence.end,
        "kind": sentence.kind,
        "text": article.text_of(sentence),
    }
