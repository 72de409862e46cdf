"""The card of a dataset: what its labels mean, how they came about, and what was withheld.

It is the `README.md` of a folder for the Hugging Face library, whose YAML head makes the columns
(https://github.com/huggingface/hub-docs/blob/main/datasetcard.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.codec import to_json
from annotator.domain.agreement.figures import Figure
from annotator.domain.datasets.census import NO_LICENCE, UNLABELED
from annotator.domain.datasets.splits import missing
from annotator.formats.datasets.about import About, Written
from annotator.formats.datasets.rows import Column
from annotator.formats.datasets.said import CHECKED, FIELD_TYPES, STRUCTS

_DTYPES = {"text": "string", "whole": "int64", "number": "float64", "flag": "bool"}
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_SIZE_NAMES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M")
_SETTLED = {
    "unanimous": "two annotators or more gave it, and nobody another one",
    "adjudicated": "a reviewer decided, knowing what the annotators said",
    "majority": "more than half of the annotators gave it",
    "single": "one annotator gave it, and nobody else was asked",
    "unresolved": "there is no answer yet, so there is no label",
}
_LICENSES = {
    "CC0-1.0": "cc0-1.0",
    "CC-BY-4.0": "cc-by-4.0",
    "CC-BY-SA-4.0": "cc-by-sa-4.0",
    "CC-BY-NC-4.0": "cc-by-nc-4.0",
    "CC-BY-3.0": "cc-by-3.0",
    "CC-BY-SA-3.0": "cc-by-sa-3.0",
}
"""SPDX identifiers to those that the Hub knows."""


class Split(NamedTuple):
    """A split that has been written."""

    name: str
    file: Written
    rows: int
    bytes: int
    """Of its columns in memory."""


def card(about: About, splits: Sequence[Split]) -> bytes:
    """The card, Markdown with a head of YAML."""
    parts = [
        "---",
        *_head(about, splits),
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
        *_files(about, splits),
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


def licence_on_the_hub(about: About) -> str:
    """The licence as the Hub calls it: `other` where there are several, or it knows none."""
    names = [name for name in about.census.licenses if name != NO_LICENCE]
    if len(names) != 1 or NO_LICENCE in about.census.licenses:
        return "other"
    return _LICENSES.get(names[0].upper().replace("CC BY", "CC-BY"), "other")


def _head(about: About, splits: Sequence[Split]) -> Iterator[str]:
    rows = about.census.rows
    size = next((n for n, most in enumerate(_SIZES) if rows < most), len(_SIZES))
    yield f"pretty_name: {_quoted(about.project.name)}"
    license_ = licence_on_the_hub(about)
    yield f"license: {license_}"
    if license_ == "other":
        yield 'license_name: "see the card: licences of the texts"'
    languages = sorted(about.census.languages.keys() - {UNLABELED})
    if languages:
        yield f"language: [{', '.join(map(_quoted, languages))}]"
    yield "task_categories: [text-classification]"
    yield f"size_categories: [{_quoted(_SIZE_NAMES[size])}]"
    yield 'tags: ["news", "sourcing", "fact-checking", "annotator"]'
    yield "dataset_info:"
    yield "  features:"
    for column in about.columns:
        yield from _feature(column, about.labels)
    yield "  splits:"
    for split in splits:
        yield f"  - name: {_quoted(split.name)}"
        yield f"    num_bytes: {split.bytes}"
        yield f"    num_examples: {split.rows}"
    yield f"  download_size: {sum(split.file.bytes for split in splits)}"
    yield f"  dataset_size: {sum(split.bytes for split in splits)}"
    yield "configs:"
    yield "- config_name: default"
    yield "  data_files:"
    for split in splits:
        yield f"  - split: {_quoted(split.name)}"
        yield f"    path: {_quoted(split.file.name)}"


def _feature(column: Column, labels: Iterable[str]) -> Iterator[str]:
    yield f"  - name: {_quoted(column.name)}"
    if column.type == "label":
        yield "    dtype:"
        yield "      class_label:"
        yield "        names:"
        for number, label in enumerate(labels):
            yield f"          '{number}': {_quoted(label)}"
    elif column.type == "texts":
        yield "    list: string"
    elif column.type in STRUCTS:
        yield "    list:"
        yield from _fields(STRUCTS[column.type], "    ")
    else:
        yield f"    dtype: {_DTYPES[column.type]}"


def _fields(names: Iterable[str], indent: str) -> Iterator[str]:
    for name in names:
        yield f"{indent}- name: {_quoted(name)}"
        kind = FIELD_TYPES.get(name, "text")
        if name == "checked":
            yield f"{indent}  struct:"
            yield from _fields(CHECKED, f"{indent}  ")
        elif kind == "texts":
            yield f"{indent}  list: string"
        else:
            yield f"{indent}  dtype: {_DTYPES[kind]}"


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


def _annotators(about: About) -> Iterator[str]:
    census = about.census
    yield "## Who labeled, and how disagreements were settled"
    yield ""
    if about.policy.names.naming == "none":
        yield "Annotators are not told apart."
    else:
        people = _number(len(census.annotators), "annotator", "annotators")
        yield f"Labels rest on the marks of {people}."
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
    found = about.agreement() if about.agreement is not None else None
    if found is None or not found.units:
        yield "No sentence has marks of two annotators, so nothing is known of their agreement."
        yield ""
        return
    units = _number(found.units, "plain sentence has", "plain sentences have")
    articles = _number(found.clusters, "article", "articles")
    yield (
        f"{units} independent marks of two annotators or more, in {articles}; all agree on "
        f"{found.agree:,}. Intervals hold 95 % of 1,000 resamples of articles."
    )
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


def _files(about: About, splits: Sequence[Split]) -> Iterator[str]:
    yield "## Files"
    yield ""
    yield from _table(
        ("file", "bytes", "SHA-256"),
        [
            (f"`{split.file.name}`", f"{split.file.bytes:,}", f"`{split.file.sha256}`")
            for split in splits
        ],
    )
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


def _quoted(text: str) -> str:
    """A text in YAML, which takes what JSON has."""
    return to_json(text).decode()
