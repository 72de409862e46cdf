"""What became of sources that were brought in: a row for each article, told or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.cli.aligned import changed, counts, counts_in_words
from annotator.cli.articles import way_back
from annotator.cli.output import columns, line, say
from annotator.cli.prose import counted
from annotator.errors import AnnotatorError
from annotator.flows.articles.ingest import Added
from annotator.text.visible import visible

MOST_TOLD = 20
"""Failures, and notices, that are told one by one."""


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one article, or of a source or a piece of one that is none."""

    source: str
    part: str
    """Which piece of the source; empty where the source is one article."""
    added: Added | None = None
    error: AnnotatorError | None = None
    """Why it failed; null where `added` is not."""

    @property
    def name(self) -> str:
        """The source, with the piece of it that is meant."""
        return visible(f"{self.source}, {self.part}" if self.part else self.source)


def as_row(came: Came, *, with_changes: bool) -> dict[str, Any]:
    """The fields of `add --json`; null for what is not so."""
    added = came.added
    is_revised = added is not None and added.outcome == "revised"
    numbers = counts(added.alignment) if added and is_revised else {}
    row: dict[str, Any] = {
        "source": visible(came.source),
        "part": came.part,
        "article": added.article if added else None,
        "outcome": added.outcome if added else None,
        "added": added is not None and added.outcome == "new",
        "aside": added is not None and added.outcome == "aside",
        "revision": added.revision if added else None,
        "title": added.title if added else None,
        "sentences": added.sentences if added else None,
        **{how: numbers.get(how) for how in ("unchanged", "moved", "edited", "new", "deleted")},
        "notices": added.notices if added else (),
        "error": visible(str(came.error)) if came.error else None,
    }
    if with_changes:
        row["changes"] = list(_changes(added)) if added and is_revised else None
    return row


def tell(came: Sequence[Came], *, dry: bool) -> None:
    """Prints what became of each source: good ones on stdout, what there is to say on stderr."""
    good = [row.added for row in came if row.added]
    if good:
        columns([(added.article, _what_became(added), added.title) for added in good])
    if dry:
        for added in good:
            _tell_changes(added)
    notices = [f"{row.name}: {notice}" for row in came for notice in _notices(row)]
    for notice in notices[:MOST_TOLD]:
        say(notice)
    if len(notices) > MOST_TOLD:
        say(f"{len(notices) - MOST_TOLD:,} notices more; `--json` has them all.")
    if len(came) > 1:
        say(f"{totals(came)}.")
    if dry:
        say("Nothing was written. Leave out --dry-run to do it.")


def totals(came: Iterable[Came]) -> str:
    """How many articles became what."""
    outcomes = [row.added.outcome if row.added else "failed" for row in came]
    there = sum(outcome in {"same", "aside"} for outcome in outcomes)
    revised = outcomes.count("revised")
    said = [f"{counted(outcomes.count('new'), 'article')} added"]
    said += [f"{revised} revised"] if revised else []
    said += [f"{there} {'was' if there == 1 else 'were'} there already"] if there else []
    return ", ".join(said)


def tell_failures(came: Sequence[Came]) -> None:
    """Says of the first failures why, and how many more there are."""
    failed = [row.error for row in came if row.error]
    for error in failed[:MOST_TOLD]:
        say(str(error))
    if len(failed) > MOST_TOLD:
        say(f"{len(failed) - MOST_TOLD:,} more could not be added; `--json` has them all.")


def _notices(row: Came) -> Iterable[str]:
    """What there is to say of an article that came in."""
    if row.added and row.added.outcome == "aside":
        yield f"{way_back(row.added.article)}."
    if row.added:
        yield from row.added.notices


def _what_became(added: Added) -> str:
    if added.outcome == "new":
        return counted(added.sentences, "sentence")
    if added.outcome == "revised":
        return f"revision {added.revision}: {counts_in_words(added.alignment) or 'as it was'}"
    return "set aside" if added.outcome == "aside" else "was there already"


def _tell_changes(added: Added) -> None:
    if added.outcome != "revised" or not added.before or not added.after:
        return
    line()
    line(f"{added.article}, revision {added.revision}:")
    for change in changed(added.before, added.after, added.alignment):
        line(f"  {change.name}  {change.row.how}: {change.words}")


def _changes(added: Added) -> Iterable[dict[str, Any]]:
    if added.before and added.after:
        for row, words in changed(added.before, added.after, added.alignment):
            yield {"how": row.how, "old": row.old, "new": row.new, "words": words}
