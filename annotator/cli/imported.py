"""What an import did, told or as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from annotator.cli.failures import ExitCode
from annotator.cli.output import columns, say
from annotator.cli.prose import counted
from annotator.domain.project import Project
from annotator.errors import EmptySourceError, RefusedError, StorageError, nearest
from annotator.flows.datasets.import_report import LONGEST_LABEL, Imported
from annotator.text.visible import visible

_MOST_TOLD = 20
"""Errors, labels and the like that are told one by one."""
_SHELL = {"'": r"\'", "\\": r"\\"}


def as_value(done: Imported, *, source: str, format_name: str, dry: bool) -> dict[str, Any]:
    """What `import --json` prints."""
    return {
        "source": visible(source),
        "format": format_name,
        "dry_run": dry,
        "labels": done.labels,
        "came_in": done.came_in,
        "there_already": done.there_already,
        "annotators": [
            {
                "annotator": name,
                "came_in": one.came_in,
                "there_already": one.there_already,
                "look_again": one.look_again,
                "is_new": name in done.newcomers,
            }
            for name, one in sorted(done.annotators.items())
        ],
        "called": [{"theirs": their, "ours": our} for their, our in done.called.items()],
        "clashes": [
            {"annotator": name, "came_in_as": other, "labels": number}
            for (name, other), number in done.clashes.items()
        ],
        "mapped": [
            {"label": label, "tag": tag or None, "labels": number}
            for (label, tag), number in done.mapped.items()
        ],
        "unknown_labels": [
            {"label": label, "labels": number} for label, number in done.unknown.most_common()
        ],
        "passed_over": [
            {"why": why, "items": number} for why, number in done.passed_over.most_common()
        ],
        "without_annotator": done.nobodys,
        "not_found": done.unplaced,
        "articles_added": done.articles,
        "documents": done.documents,
        "notices": [visible(notice) for notice in done.notices],
        "failed": done.failed,
        "errors": [visible(str(error)) for error in done.errors],
    }


def tell(done: Imported, project: Project, *, dry: bool) -> None:
    """Prints who said how much on stdout, and what there is to say on stderr."""
    if done.annotators:
        heading = ("annotator", "came in", "there already", "look again")
        rows = [
            (name, f"{one.came_in:,}", f"{one.there_already:,}", f"{one.look_again:,}")
            for name, one in sorted(done.annotators.items())
        ]
        columns([heading, *rows], right=(1, 2, 3))
    for error in done.errors[:_MOST_TOLD]:
        say(str(error))
    if done.failed > min(len(done.errors), _MOST_TOLD):
        say(f"{counted(done.failed, 'item')} stayed outside for such reasons.")
    for sentence in _sentences(done, project):
        say(sentence)
    if done.there_already and not (done.came_in or done.articles or done.documents):
        say("Everything that could come in was there already; nothing was changed.")
    if dry:
        say("Nothing was written. Leave out --dry-run to do it.")


def tell_stop(done: Imported) -> None:
    """Says how far an import came that was broken off."""
    far = f"{counted(done.came_in, 'label')} came in; then it stopped."
    say(f"{far} Importing the same again goes on there, and gives no label twice.")


def verdict(done: Imported, source: str) -> ExitCode:
    """The exit code.

    Raises:
        EmptySourceError: the source holds nothing at all.
        RefusedError: all labels are nobody's.
    """
    good = done.came_in + done.there_already + len(done.articles) + done.documents
    clashes = sum(done.clashes.values())
    if not (good or done.stayed_outside or done.labels or done.passed_over):
        raise EmptySourceError(source)
    if not done.stayed_outside:
        return ExitCode.FINDINGS if clashes else ExitCode.DONE
    if good:
        return ExitCode.FINDINGS
    if done.nobodys == done.stayed_outside:
        raise RefusedError(_nobodys(done.nobodys))
    if done.errors and all(isinstance(error, StorageError) for error in done.errors):
        return ExitCode.STORAGE
    return ExitCode.DATA


def _sentences(done: Imported, project: Project) -> Iterator[str]:
    """What there is to say beside the counts and the errors."""
    if done.articles:
        yield f"{counted(len(done.articles), 'article')} came along: {_some(done.articles)}."
    stand_ins = {name for _, name in done.clashes}
    if newcomers := [name for name in done.newcomers if name not in stand_ins]:
        yield f"New to the project: {_some(newcomers)}."
    if done.documents:
        yield f"{counted(done.documents, 'document')} came in with their history."
    yield from _first(done.notices)
    yield from _first([f"{their!r} is {our} here." for their, our in done.called.items()])
    yield from _first([_mapped(*pair, number) for pair, number in done.mapped.most_common()])
    if done.passed_over:
        each = ", ".join(f"{number:,} {why}" for why, number in done.passed_over.most_common())
        yield f"Passed over, for they are no labels: {each}."
    yield from _first([_clash(*pair, number) for pair, number in done.clashes.most_common()])
    yield from _unknown(done, project)
    if done.unplaced:
        yield (
            f"{counted(done.unplaced, 'label')} found no place. Bring in what is missing with "
            "`annotator add` first, and import the same again."
        )
    if done.nobodys and done.nobodys < done.stayed_outside + done.came_in + done.there_already:
        yield _nobodys(done.nobodys)


def _first(sentences: Sequence[str]) -> Iterator[str]:
    """As many of these as somebody reads."""
    yield from sentences[:_MOST_TOLD]
    more = len(sentences) - _MOST_TOLD
    if more > 0:
        yield f"{more:,} more of this kind are not shown; `--json` has them."


def _mapped(label: str, tag: str, number: int) -> str:
    what = f"is {tag} here" if tag else "was left out"
    return f"The label {label!r} {what} ({number:,})."


def _clash(name: str, other: str, number: int) -> str:
    differ = "differs" if number == 1 else "differ"
    return (
        f"{counted(number, 'label')} {differ} from {name}'s own marks, which stay; they came in as "
        f"{other!r}. `annotator review` settles which is right."
    )


def _unknown(done: Imported, project: Project) -> Iterator[str]:
    """The labels without a tag, with what to type for each."""
    names = [tag.name for tag in project.tags]
    told = done.unknown.most_common(_MOST_TOLD)
    for label, number in told:
        outside = f"{counted(number, 'item')} stayed outside"
        if len(label) > LONGEST_LABEL:
            yield (
                f"{outside}: what stands for the label has more than {LONGEST_LABEL} characters, "
                f"{label[:40]!r} and so on, so it is none. Check which field holds the labels."
            )
            continue
        tag = nearest(label, names) or "TAG"
        to, out = _typed(f"{label}={tag}"), _typed(f"{label}=")
        yield (
            f"{outside}: the project has no tag {label!r}. Say `--map {to}`, or `--map {out}` to "
            "leave that label out."
        )
    if len(done.unknown) > len(told):
        yield f"{len(done.unknown) - len(told):,} labels more are unknown; `--json` has more."


def _typed(text: str) -> str:
    """A text as one types it in a shell, also one with signs that no terminal shows."""
    if visible(text) == text and text.isprintable():
        return shlex.quote(text)
    signs = (_SHELL.get(sign) or (sign if sign.isprintable() else _escaped(sign)) for sign in text)
    return f"$'{''.join(signs)}'"


def _escaped(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if sign.isascii() else f"\\U{ord(sign):08x}"


def _nobodys(number: int) -> str:
    verb = "says" if number == 1 else "say"
    return f"{counted(number, 'label')} {verb} not whose they are. Say it: `--annotator NAME`."


def _some(names: Sequence[str], most: int = 10) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
