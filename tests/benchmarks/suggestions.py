"""Suggestions: how good they are on unseen articles and on hard cases, and how long they take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from annotator.assist.cues import cues_for
from annotator.assist.evaluation import Evaluation, Tried, evaluated
from annotator.assist.learning import Example, Learnt
from annotator.assist.reading import Line
from annotator.assist.roles import NO_TAG, answers_of
from annotator.assist.suggesting import Suggester
from annotator.domain.article import COUNTED_KINDS
from tests.assist.articles import (
    HardCase,
    Tagged,
    hard_cases,
    read_article,
    seed,
    suggester_of_case,
    wikinews,
)
from tests.benchmarks.figures import Figure, Note, median
from tests.benchmarks.figures import Line as Printed

_TAGS = answers_of().names[:-1]
_SENTENCES = 100
_MARKS = 10_000
_ROUNDS = 9
_RIGHT_COLD, _RIGHT_MARKED, _SURE = 11, 13, 0.9

Guess = Callable[[Sequence[Tagged]], list[tuple[str, float]]]


def measure(_folder: Path) -> Iterator[Printed]:
    """Figures on the seed, on tagged articles and on the hard cases; then times."""
    try:
        rows = seed()
    except OSError:
        yield Note("seed and tagged articles: left out, ../shared/gold is not beside this checkout")
    else:
        yield from _of_seed(rows)
        articles = wikinews()
        yield from _of_articles(articles)
        yield from _against_others(articles)
    cases = list(hard_cases())
    yield summary(f"{len(cases)} hard cases", evaluated(list(map(_tried_case, cases)), _TAGS))
    yield from _times(cases)


def _reader(rows: Sequence[Tagged]) -> Suggester:
    return Suggester(read_article([row.line for row in rows], cues_for("en")), answers_of())


def _tried(suggester: Suggester, row: Tagged, given: dict[str, str], learnt: Learnt) -> Tried:
    said = suggester.suggest(row.line.id, given, learnt)
    return Tried(row.tag, said.tag if said else None, said.probability if said else 0.0)


def _tried_case(case: HardCase) -> Tried:
    sentence = Line(f"s{len(case.before) + 1}", "sentence", 1, case.text)
    return _tried(suggester_of_case(case), Tagged(sentence, case.tag), {}, Learnt())


def _of_seed(rows: Sequence[Tagged]) -> Iterator[Printed]:
    article = _reader(rows)
    for marked, least in ((False, _RIGHT_COLD), (True, _RIGHT_MARKED)):
        given: dict[str, str] = {}
        tried = []
        for row in rows:
            tried.append(_tried(article, row, given, Learnt()))
            if marked and row.line.kind in COUNTED_KINDS:
                given[row.line.id] = row.tag
        right = sum((one.suggested or NO_TAG) == one.right for one in tried)
        sure = sum(t.probability > _SURE and t.suggested != t.right for t in tried)
        how = "with the marks as they are made" if marked else "cold"
        yield Note(
            f"seed, {how}: {right} of {len(rows)} right, ≥ {least} {_yes(right >= least)}; "
            f"{sure} surer than {_SURE} and wrong, 0 {_yes(not sure)}"
        )


def _of_articles(articles: dict[str, list[Tagged]]) -> Iterator[Printed]:
    tried = []
    for rows in articles.values():
        article = _reader(rows)
        tried += [_tried(article, row, {}, Learnt()) for row in _judged(rows)]
    yield summary(f"{len(articles)} tagged articles, cold", evaluated(tried, _TAGS))
    tried = []
    for name, rows in articles.items():
        learnt = Learnt()
        for other, theirs in articles.items():
            if other != name:
                _learn(learnt, theirs)
        article = _reader(rows)
        tried += [_tried(article, row, {}, learnt) for row in _judged(rows)]
    yield summary("… after learning from the other articles", evaluated(tried, _TAGS))


def _judged(rows: Sequence[Tagged]) -> list[Tagged]:
    return [row for row in rows if row.line.kind in COUNTED_KINDS]


def _learn(learnt: Learnt, rows: Sequence[Tagged]) -> None:
    reader = _reader(rows)
    given = {row.line.id: row.tag for row in _judged(rows)}
    for sentence in given:
        example = reader.example(sentence, given)
        if example is not None:
            learnt.learn(example)


def _against_others(articles: dict[str, list[Tagged]]) -> Iterator[Printed]:
    """What a library's classifier makes of the same articles, trained on the others."""
    try:
        # measured only where it is installed, and it has no types
        from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # noqa: PLC0415
            TfidfVectorizer,
        )
        from sklearn.linear_model import (  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
            LogisticRegression,
        )
        from sklearn.pipeline import (  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
            make_pipeline,
        )
    except ImportError:
        yield Note("scikit-learn: left out, it is not installed")
        return
    cases = [Tagged(Line("s1", "sentence", 0, case.text), case.tag) for case in hard_cases()]
    tried = []
    for name, rows in articles.items():
        known = [row for other, theirs in articles.items() if other != name for row in theirs]
        known = [*_judged(known), *cases]
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            LogisticRegression(max_iter=1000, class_weight="balanced"),
        )
        model.fit([row.line.text for row in known], [row.tag for row in known])
        texts = [row.line.text for row in _judged(rows)]
        for row, shares in zip(_judged(rows), model.predict_proba(texts), strict=True):
            best = max(zip(model.classes_, shares, strict=True), key=lambda pair: pair[1])
            tag = None if best[0] == NO_TAG else str(best[0])
            tried.append(Tried(row.tag, tag, float(best[1])))
    found = evaluated(tried, _TAGS)
    yield summary("scikit-learn (words and pairs, logistic) on the same", found)


def summary(name: str, found: Evaluation) -> Note:
    """One line on how good suggestions are."""
    by_tag = ", ".join(
        f"{tag.tag} {_share(tag.f1)} of {tag.sentences}" for tag in found.tags if tag.sentences
    )
    return Note(
        f"{name}: macro F1 {_share(found.macro_f1)}, right {_share(found.accuracy)}, calibration "
        f"error {_share(found.calibration_error)}; F1 {by_tag}"
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _yes(good: bool) -> str:  # noqa: FBT001 - it is all there is to say
    return "yes" if good else "NO"


def _times(cases: Sequence[HardCase]) -> Iterator[Printed]:
    texts = [case.text for case in cases][:_SENTENCES]
    lines = [Line(f"s{n}", "sentence", n // 3, text) for n, text in enumerate(texts)]
    cues = cues_for("en")
    learnt = _many(texts)
    spent = []
    for _ in range(_ROUNDS):
        began = perf_counter()
        article = Suggester(read_article(lines, cues), answers_of())
        for line in lines:
            article.suggest(line.id, {}, learnt)
        spent.append((perf_counter() - began) * 1000)
    yield Figure(f"an article of {_SENTENCES} sentences", median(spent), "ms", at_most=50)
    spent = []
    marks: dict[str, str] = {}
    for line in lines[:50]:
        began = perf_counter()
        said = article.suggest(line.id, marks, learnt)
        learnt.check(said.probability if said else 0.5, right=True)
        marks[line.id] = "opinion"
        example = article.example(line.id, marks)
        if example is not None:
            learnt.learn(example)
        spent.append((perf_counter() - began) * 1000)
    yield Figure(f"one more mark after {_MARKS:,}", median(spent), "ms", at_most=5)
    long = Line("s1", "sentence", 0, ("did not immediately “" * 2000)[:20_000])
    began = perf_counter()
    read_article([long], cues)
    yield Figure("a sentence of 20,000 characters", (perf_counter() - began) * 1000, "ms", None, 50)


def _many(texts: Sequence[str]) -> Learnt:
    """As much as a large project has taught."""
    learnt = Learnt()
    names = answers_of().names
    for n in range(_MARKS):
        words = tuple(dict.fromkeys(texts[n % len(texts)].casefold().split()))
        learnt.learn(
            Example((*words, f"w{n % 4000}"), "sentence none surely no-tag", names[n % len(names)])
        )
    return learnt
