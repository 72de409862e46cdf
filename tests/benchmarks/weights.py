"""Fits the weights that come with the program: `python -m tests.benchmarks.weights FILE …`.

Each line of a file is an article with the labels of its sentences:
`{"id": …, "sentences": [{"text", "kind", "label", "sure"}], "paragraph_of": [0, 1, 1, …]}`; an
article may have a `weight` of its own. The weights are those of a multinomial logistic regression
over what cues say and what a sentence is like (`annotator.assist.features`), of words those that
several articles have and that are no names; `-o` writes them. Before, it tells what a fit without
a tenth of the articles gives on that tenth.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from annotator.assist.cues import cues_for
from annotator.assist.evaluation import Tried, evaluated
from annotator.assist.features import is_word
from annotator.assist.prior import ROLES, Prior, logarithms
from annotator.assist.reading import Line
from annotator.assist.roles import NO_TAG, OPINION, answers_of
from annotator.assist.suggesting import Suggester
from annotator.domain.article import COUNTED_KINDS
from tests.assist.articles import read_article
from tests.benchmarks.suggestions import summary

_PENALTY = 0.15
"""Inverse strength of the penalty, by cross-validation over 0.03 to 1."""
_JUDGING = 1.3
"""What a sentence counts that judges: more are told for facts than the other way round."""
_UNSURE = 0.6
"""What a label counts that its annotator was not sure of."""
_RARE = 5
"""Sentences that a feature must be of."""
_RARE_WORD = 6
"""Articles that a word must be of."""
_MODESTY = 0.85
"""What the fit is multiplied by: it is a little too sure of articles by outlets that are new."""
_PARTS = 10
_HEAD = """# Weights of a logistic regression, fitted by `python -m tests.benchmarks.weights` on
# {sentences} sentences: of {articles} articles by wire services, papers, broadcasters and sites,
# or in their manner, and {single} written one by one. A language model that had the guideline
# labelled them. Nothing of their texts is in here.
# Columns: {columns}
"""


class Row(NamedTuple):
    """A labelled sentence."""

    article: str
    features: dict[str, float]
    label: str
    weight: float
    cold: dict[str, float]
    """By the cues alone."""


def main() -> None:
    """Tells what cross-validation gives, and writes the weights where told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--language", default="en")
    given = parser.parse_args()
    rows = [row for path in given.files for row in rows_of(path, given.language)]
    tried = list(_tried(rows))
    for path in given.files:
        own = [one for one, row in tried if row.article.startswith(path.name)]
        sys.stdout.write(f"{summary(path.name, evaluated(own, ROLES[:-1])).text}\n")
    if given.output:
        given.output.write_text(_written(rows), encoding="utf-8")


def rows_of(path: Path, language: str) -> Iterator[Row]:
    """The labelled sentences of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        article = json.loads(line)
        lines = [
            Line(f"s{n}", _kind(sentence), article["paragraph_of"][n], sentence["text"])
            for n, sentence in enumerate(article["sentences"])
        ]
        reader = Suggester(read_article(lines, cues_for(language)), answers_of())
        each = zip(lines, article["sentences"], reader.features(), strict=True)
        for one, sentence, features in each:
            if one.kind in COUNTED_KINDS:
                cold = reader.by_cues(one.id)
                sure = 1.0 if sentence.get("sure", True) else _UNSURE
                yield Row(
                    article=f"{path.name} {number}",
                    features=features,
                    label=sentence["label"],
                    weight=sure * article.get("weight", 1.0),
                    cold=cold,
                )


def _kind(sentence: dict[str, str]) -> str:
    return "caption" if sentence["label"] == "skip" else sentence.get("kind", "sentence")


def _tried(rows: Sequence[Row]) -> Iterator[tuple[Tried, Row]]:
    names = {name: n for n, name in enumerate(dict.fromkeys(row.article for row in rows))}
    for part in range(_PARTS):
        prior = fitted([row for row in rows if names[row.article] % _PARTS != part])
        for row in rows:
            if names[row.article] % _PARTS == part:
                shares = prior.applied(row.cold, prior.scores(row.features))
                best = max(shares, key=shares.__getitem__)
                yield Tried(row.label, None if best == NO_TAG else best, shares[best]), row


def fitted(rows: Sequence[Row]) -> Prior:
    """The weights that these sentences give."""
    seen = DictVectorizer(dtype=float)
    frequent = _frequent_words(rows)
    matrix = seen.fit_transform([_counted(row, frequent) for row in rows])
    often = (matrix != 0).sum(axis=0).A1 >= _RARE
    model = LogisticRegression(C=_PENALTY, max_iter=2000, fit_intercept=False)
    weights = [row.weight * (_JUDGING if row.label == OPINION else 1) for row in rows]
    model.fit(matrix[:, often], [row.label for row in rows], weights)
    order = [list(model.classes_).index(role) for role in ROLES]
    names = seen.get_feature_names_out()[often]
    columns = model.coef_[order].T * _MODESTY
    return Prior(
        {
            name: tuple(round(float(weight), 2) for weight in row)
            for name, row in zip(names, columns, strict=True)
            if abs(row).max() >= 0.01
        }
    )


def _counted(row: Row, words: frozenset[str]) -> dict[str, float]:
    """What is fitted: features and what cues say, without rare words."""
    kept = {n: value for n, value in row.features.items() if not is_word(n) or n in words}
    return kept | logarithms(row.cold)


def _frequent_words(rows: Sequence[Row]) -> frozenset[str]:
    articles = defaultdict(set)
    for row in rows:
        for name in filter(is_word, row.features):
            articles[name].add(row.article)
    return frozenset(name for name, those in articles.items() if len(those) >= _RARE_WORD)


def _written(rows: Sequence[Row]) -> str:
    lengths = Counter(row.article for row in rows)
    single = sum(length == 1 for length in lengths.values())
    head = _HEAD.format(
        sentences=len(rows),
        articles=len(lengths) - single,
        single=single,
        columns=", ".join(ROLES),
    )
    found = (
        "\t".join([name, *(f"{weight:g}" for weight in row)])
        for name, row in sorted(fitted(rows).rows.items())
    )
    return head + "".join(f"{line}\n" for line in found)


if __name__ == "__main__":
    main()
