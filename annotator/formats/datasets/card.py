"""The card of a dataset: what its labels mean, how they came about, and what was withheld.

It is the `README.md` of a folder for the Hugging Face library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.domain.agreement.figures import Figure
from annotator.domain.datasets.census import UNLABELED
from annotator.domain.datasets.selection import Filter
from annotator.domain.datasets.splits import missing
from annotator.formats.datasets.about import About, Split, Written
from annotator.formats.datasets.card_head import head

_SETTLED = {
    "unanimous": "two annotators or more gave it, and nobody another one",
    "adjudicated": "a reviewer decided, knowing what the annotators said",
    "majority": "more than half of the annotators gave it",
    "single": "one annotator gave it, and nobody else was asked",
    "unresolved": "there is no answer yet, so there is no label",
}
_LEFT_OUT: Mapping[Filter, str] = {
    "unseen": "nobody whose labels were asked for has labeled them",
    "open": "there is a note or a source, and no decision yet",
    "skipped": "the annotator said that they cannot be judged",
    "unresolved": "annotators or reviewers disagree, and nobody has settled it",
    "single": "one annotator alone has labeled them",
    "provenance": "they are settled in a way that was not asked for",
    "look-again": "they wait to be looked at again",
    "kind": "they are of a kind that was not asked for",
    "no-tag": "they have no tag, and only tags were asked for",
    "tag": "they have none of the tags that were asked for",
}
"""Why sentences of the articles are not in a dataset, or marks of them."""


def card(about: About, splits: Sequence[Split], files: Iterable[Written]) -> bytes:
    """The card, Markdown with a head of YAML.

    Args:
        about: the dataset, of which all rows have been drawn.
        splits: those that it has.
        files: what lies beside the card.
    """
    parts = [
        "---",
        *head(about, splits),
        "---",
        "",
        f"# {_plain(about.project.name)}",
        "",
        summary(about),
        "",
        *_labels(about),
        *_counts(about),
        *_annotators(about),
        *_agreement(about),
        *_splits(about),
        *_licenses(about),
        *_withheld(about),
        *_columns(about),
        *_files(about, splits, files),
        *_guidelines(about),
    ]
    return ("\n".join(parts).rstrip() + "\n").encode()


def summary(about: About) -> str:
    """What the dataset is, in a sentence."""
    rows = _number(about.census.rows, "row", "rows")
    articles = _number(about.census.articles, "news article", "news articles")
    return f"{rows} of {articles}: sentences, each with what the article shows of its sourcing."


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _labels(about: About) -> Iterator[str]:
    means = {tag.name: tag.means for tag in about.project.tags}
    yield "## The labels"
    yield ""
    yield (
        "A label says what the *article shows* of a sentence's support. It is no verdict of truth: "
        "`confirmed` certifies accountable sourcing, not that something is so."
    )
    yield ""
    yield from _table(
        ("number", "label", "means"),
        [
            (str(number), f"`{label}`", means.get(label, "read, and none of the tags applies"))
            for number, label in enumerate(about.labels)
        ],
    )
    version = _plain(about.project.guidelines)
    yield (
        "`label` is the primary tag; `tags` holds all of them. The guidelines, version "
        f"{version}, stand at the end."
    )
    yield ""


def _counts(about: About) -> Iterator[str]:
    used = [split for split in about.splits.names if split in about.census.splits]
    labels = [label for label in (*about.labels, UNLABELED) if about.census.labels[label]]
    yield "## Counts"
    yield ""
    yield from _table(
        ("label", "rows", *used),
        [
            (
                _plain(label),
                f"{about.census.labels[label]:,}",
                *(f"{about.census.splits[split][label]:,}" for split in used),
            )
            for label in labels
        ],
    )
    left_out = [(why, about.census.left_out[why]) for why in _LEFT_OUT]
    if any(count for _, count in left_out):
        yield "Sentences of these articles, or marks of them, that are left out:"
        yield ""
        yield from _table(
            ("left out", "because"),
            [(f"{count:,}", _LEFT_OUT[why]) for why, count in left_out if count],
        )


def _annotators(about: About) -> Iterator[str]:
    census = about.census
    yield "## Who labeled, and how disagreements were settled"
    yield ""
    people = _number(len(census.people), "annotator", "annotators")
    apart = ", who are not told apart" if about.policy.names.naming == "none" else ""
    yield f"Labels rest on the marks of {people}{apart}."
    what = {
        "gold": "One label a sentence, as it is settled.",
        "all": "One row for what each annotator says of a sentence; several may differ.",
    }
    yield what.get(about.selection.labels, "The labels of one annotator.")
    yield "How the sentence of a row is settled:"
    yield ""
    yield from _table(
        ("how", "rows", "means"),
        [
            (how, f"{count:,}", _SETTLED.get(how, "nobody has voted"))
            for how, count in sorted(census.provenances.items())
        ],
    )
    yield (
        f"{census.accepted:,} of {census.rows:,} labels ({census.accepted / census.rows:.1%}) "
        "began as a suggestion of the program that an annotator took; one was shown for "
        f"{census.suggested:,}."
    )
    yield ""


def _agreement(about: About) -> Iterator[str]:
    yield "## Agreement"
    yield ""
    measured = about.agreement() if about.agreement is not None else None
    if measured is None or not measured.found.units:
        yield "No sentence has marks of two annotators, so nothing is known of their agreement."
        yield ""
        return
    found = measured.found
    units = _number(found.units, "plain sentence has", "plain sentences have")
    articles = _number(found.clusters, "article", "articles")
    yield (
        f"{units} independent marks of two annotators or more, in {articles}; all agree on "
        f"{found.agree:,}."
    )
    if measured.articles < measured.of:
        yield (
            f"This was measured of a sample: {measured.articles:,} of the {measured.of:,} "
            "articles, drawn by the SHA-256 of their ids."
        )
    if late := measured.of_now:
        times = "Once" if late == 1 else f"{late:,} times"
        yield f"{times} an annotator has yet to hand an article in; their marks of now count there."
    if found.resamples:
        yield f"Intervals hold 95 % of {found.resamples:,} resamples of articles."
    else:
        yield "The articles are too few for intervals."
    yield ""
    figures = found.figures
    yield from _table(
        ("figure", "value", "95 % interval"),
        [
            ("raw agreement", *_figure(figures.raw_agreement)),
            ("Fleiss’ κ", *_figure(figures.fleiss_kappa)),
            ("Krippendorff’s α", *_figure(figures.krippendorff_alpha)),
            ("Gwet’s AC1", *_figure(figures.gwet_ac1)),
        ],
    )


def _figure(figure: Figure) -> tuple[str, str]:
    value = figure.why if figure.value is None else f"{figure.value:.3f}"
    if figure.low is None or figure.high is None:
        return value, "–"
    return value, f"{figure.low:.3f} to {figure.high:.3f}"


def _splits(about: About) -> Iterator[str]:
    shares = ", ".join(f"{name} {share:.0%}" for name, share in about.splits.fractions)
    groups = len(about.census.groups)
    yield "## Splits"
    yield ""
    yield (
        "Whole articles are divided, never sentences of one; articles that are near copies of "
        "each other, such as a wire story in two papers, stay together (column `near_copies`). "
        f"There {'is' if groups == 1 else 'are'} {_number(groups, 'group', 'groups')} of them."
    )
    if about.is_stratified:
        yield f"They were chosen so that each split has its share of every label: {shares}."
    else:
        yield (
            f"Where an article belongs follows from SHA-256 of the seed "
            f"`{_plain(about.splits.seed)}` and its group, so it stays there as the corpus "
            f"grows: {shares}."
        )
    lacking = missing(about.census.splits, about.labels, about.splits.names)
    for split, labels in lacking.items():
        yield f"**{split} has no row that is {', '.join(labels)}.**"
    yield ""


def _licenses(about: About) -> Iterator[str]:
    yield "## Licences of the texts"
    yield ""
    yield from _table(
        ("licence", "articles"),
        [(_plain(name), f"{n:,}") for name, n in sorted(about.census.licenses.items())],
    )
    yield "Column `license` says it for each row. The licence of a text is its publisher's to give."
    yield ""


def _withheld(about: About) -> Iterator[str]:
    policy, withheld = about.policy, about.withheld
    names = {
        "names": "Annotators are called by their names.",
        "pseudonyms": "Pseudonyms stand for annotators; their secret is in no file here.",
        "none": "Annotators' names are left out.",
    }
    times = {
        "full": "Times are to the millisecond.",
        "day": "Times are to the day.",
        "none": "Times are left out.",
    }
    yield "## What was withheld"
    yield ""
    yield f"- {names[policy.names.naming]}"
    if policy.confidential:
        yield "- Confidential sources came along."
    else:
        what = f": {withheld}" if str(withheld) else "; there was none here"
        yield f"- Confidential sources, and what names one, are left out{what}."
    yield f"- Annotators' notes {'came along' if policy.notes else 'are left out'}."
    yield f"- Evidence {'came along' if policy.evidence else 'is left out'}."
    yield f"- {times[policy.times]}"
    if not policy.text:
        yield "- The words of the articles are left out; `start` and `end` say where they stand."
    if out := about.census.left_out["license"]:
        yield f"- {out:,} sentences of articles without a known licence are left out."
    yield ""


def _columns(about: About) -> Iterator[str]:
    yield "## Columns"
    yield ""
    yield from _table(
        ("column", "holds"), [(f"`{column.name}`", column.means) for column in about.columns]
    )


def _files(about: About, splits: Sequence[Split], files: Iterable[Written]) -> Iterator[str]:
    yield "## Files"
    yield ""
    yield from _table(
        ("file", "bytes", "SHA-256"),
        [(f"`{file.name}`", f"{file.bytes:,}", f"`{file.sha256}`") for file in files],
    )
    if any(split.file.name.endswith(".jsonl") for split in splits):
        yield (
            "JSON Lines have no types. Where all texts of a column or field are days, as those of "
            "`published` may be, `datasets` takes them for times and gives `2026-11-22 00:00:00` "
            "for `2026-11-22`. Parquet has no such trouble."
        )
        yield ""
    yield (
        f"Made by annotator {about.version} with `{about.command.replace('`', '')}`. `SHA256SUMS` "
        "and `manifest.json` have the digest of every file. To cite it:"
    )
    yield ""
    yield f"> {_plain(about.project.name)}. {summary(about)} SHA-256 of its articles:"
    yield f"> {about.census.digest()}."
    yield ""


def _guidelines(about: About) -> Iterator[str]:
    if not about.guidelines.strip():
        return
    yield "## Guidelines"
    yield ""
    fenced = False
    for line in about.guidelines.splitlines():
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        is_heading = not fenced and re.match(r"#{1,6}\s", line)
        yield f"{'##'[: 6 - len(line) + len(line.lstrip('#'))]}{line}" if is_heading else line
    yield ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _plain(text: str) -> str:
    """A text on one line, in which nothing is markup."""
    return re.sub(r"([\\`*_<>\[\]#])", r"\\\1", " ".join(text.split()))
