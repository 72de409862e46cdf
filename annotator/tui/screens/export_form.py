"""An export while it is chosen: frozen values, the fields and choices there are, what they mean.

Nothing here knows of a screen. Fields and choices that mean nothing for the format, or for whose
labels go out, are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeVar

from annotator.domain.article import KINDS
from annotator.domain.datasets.pseudonyms import NAMINGS
from annotator.domain.datasets.selection import ALL, GOLD, INCLUDES
from annotator.flows.datasets.exporting import is_installed
from annotator.flows.datasets.selecting import Options
from annotator.formats.datasets.outgoing import WRITERS, Writer, usual_policy, writer_named
from annotator.formats.datasets.withholding import TIMES

USUAL_SPLITS = "80/10/10"

FORMATS: Mapping[str, str] = {
    "jsonl": "JSON Lines, an object a line",
    "csv": "a table for spreadsheets and pandas",
    "parquet": "a table in columns with their types",
    "hf": "a folder for Hugging Face datasets, with a card",
    "label-studio": "a folder to import into Label Studio",
    "doccano": "for doccano, a sentence each",
    "doccano-spans": "for doccano, an article each, with spans",
    "prodigy": "for Prodigy, a sentence each",
    "prodigy-spans": "for Prodigy, an article each, with spans",
    "brat": "a folder of texts with stand-off files",
    "w3c": "Web Annotations in JSON-LD",
    "spacy": "a folder of DocBin files to train spaCy",
    "native": "the whole project in one file, with history",
}
"""What each format is, in a few words."""

_NAMED = {
    "names": "people are called by their names",
    "pseudonyms": "each is called by a code that tells nobody who it is",
    "none": "nobody is called anything",
}
_TIMED = {
    "full": "when each label was given, to the second",
    "day": "the day only",
    "none": "no times",
}
_ALSO = {
    "no-tag": "sentences that were read and have no tag: they are the negatives",
    "single": "sentences that one annotator alone has labeled (--allow-single)",
    "unresolved": "sentences on which annotators differ, without a label",
    "look-again": "labels that somebody was asked to look at again",
    "skipped": "sentences that were skipped, without a label",
    "open": "sentences with a note or a source and no decision, without a label",
}
_WITH = {
    "notes": "what annotators noted on sentences",
    "evidence": "what annotators found to check sentences",
    "confidential": "sources marked as confidential, and what names them: take care",
    "text": "the words of the articles; without them only where sentences stand",
    "unlicensed": "texts of articles without a licence; else those stay at home",
}
_SHOWN = {"single": "single votes", "text": "words", "confidential": "confidential sources"}

Values = frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """What is chosen so far; null where nobody has chosen and the format's own way holds."""

    format: str = WRITERS[0].name
    labels: str = GOLD
    also: Values = frozenset({"no-tag"})
    kinds: Values = frozenset(KINDS)
    articles: str = ALL
    people: str | None = None
    notes: bool | None = None
    evidence: bool | None = None
    confidential: bool = False
    text: bool = True
    unlicensed: bool = False
    times: str | None = None
    splits: str = USUAL_SPLITS
    target: str | None = None

    @property
    def writer(self) -> Writer:
        """The format."""
        return writer_named(self.format)

    @property
    def has_rows(self) -> bool:
        """Whether labels go out one by one, and not whole articles."""
        return self.writer.takes == "rows"


Takes = Literal["one", "any", "text"]
"""One of the choices of a field, any of them, or what is typed."""


class Choice(NamedTuple):
    """Something that can be chosen."""

    value: str
    chosen: bool
    means: str
    """What it means, a few words without a full stop."""

    @property
    def shown(self) -> str:
        """What it is called."""
        return _SHOWN.get(self.value, self.value)


class Field(NamedTuple):
    """A row of the form."""

    name: str
    takes: Takes
    means: str
    choices: tuple[Choice, ...] = ()

    def told(self) -> str:
        """What is chosen, in a few words."""
        chosen = [choice for choice in self.choices if choice.chosen]
        if self.takes == "one":
            return f"{chosen[0].shown}: {chosen[0].means}" if chosen else ""
        if self.name == "kinds" and len(chosen) == len(self.choices):
            return "all"
        return ", ".join(choice.shown for choice in chosen) or "none"

    def about(self, value: str) -> str:
        """What the field and one of its choices mean, in sentences."""
        found = (one for one in self.choices if one.value == value)
        one = next(found, None)
        if one is None or self.name == "format":
            return self.means
        return f"{self.means}. {one.shown}: {one.means}."


NAMES = (
    *("format", "labels", "also", "kinds", "articles", "people"),
    *("with", "times", "splits", "target"),
)
"""All fields in their order."""

TYPED = ("splits", "target")
"""Those that are typed."""


def fields(form: Form, people: Sequence[str]) -> dict[str, Field]:
    """The fields that mean something, by name.

    Args:
        form: what is chosen so far.
        people: whose labels can be asked for.
    """
    return {name: field for name in NAMES if (field := _FIELDS[name](form, people))}


def _format(form: Form, _: Sequence[str]) -> Field:
    found = (Choice(w.name, w.name == form.format, FORMATS.get(w.name, "")) for w in WRITERS)
    return Field("format", "one", about_format(form.writer), tuple(found))


def about_format(writer: Writer) -> str:
    """What a format is, what it cannot hold and what it needs, in sentences."""
    what = FORMATS.get(writer.name, writer.name)
    said = [f"{what[:1].upper()}{what[1:]}."]
    if writer.loses:
        said.append(f"It cannot hold: {', '.join(writer.loses)}.")
    if not is_installed(writer):
        said.insert(1, f"Not installed yet: `pip install 'annotator[{writer.extra}]'`.")
    return " ".join(said)


def _labels(form: Form, people: Sequence[str]) -> Field | None:
    if not form.has_rows:
        return None
    means = {
        GOLD: "one settled label a sentence",
        ALL: "what every annotator says, a row each",
        **{name: f"what {name} says" for name in people if name not in {GOLD, ALL}},
    }
    if form.labels not in means:
        means[form.labels] = f"what {form.labels} says"
    return _one_of("labels", "Whose labels go out", form.labels, means)


def _also(form: Form, _: Sequence[str]) -> Field | None:
    if not form.has_rows:
        return None
    of_gold = {"single", "unresolved"} if form.labels != GOLD else set()
    return _any_of("also", "Which other sentences come along", form.also, _ALSO, without=of_gold)


def _kinds(form: Form, _: Sequence[str]) -> Field | None:
    if not form.has_rows:
        return None
    means: dict[str, str] = {kind: f"sentences of the kind {kind}" for kind in KINDS}
    return _any_of("kinds", "Sentences of which kinds go out", form.kinds, means)


def _articles(form: Form, _: Sequence[str]) -> Field:
    means = {ALL: "every article", "finished": "only those that everybody has handed in"}
    return _one_of("articles", "Of which articles", form.articles, means)


def _people(form: Form, _: Sequence[str]) -> Field:
    namings = (naming for naming in NAMINGS if form.has_rows or naming != "none")
    means: dict[str, str] = {naming: _NAMED[naming] for naming in namings}
    usual = usual_policy(form.writer).names.naming
    now = form.people if form.people in means else usual
    return _one_of("people", "How annotators are called", now, means)


def _with(form: Form, _: Sequence[str]) -> Field:
    without = set()
    if form.writer.needs_text or not form.has_rows:
        without.add("text")
    if not form.writer.is_public or not form.text:
        without.add("unlicensed")
    return _any_of("with", "What else comes along", _told(form), _WITH, without=without)


def _told(form: Form) -> Values:
    """What comes along of what may stay at home."""
    usual = usual_policy(form.writer)
    told = {
        "notes": usual.notes if form.notes is None else form.notes,
        "evidence": usual.evidence if form.evidence is None else form.evidence,
        "confidential": form.confidential,
        "text": form.text,
        "unlicensed": form.unlicensed,
    }
    return frozenset(name for name, comes in told.items() if comes)


def _times(form: Form, _: Sequence[str]) -> Field | None:
    if not form.has_rows:
        return None
    usual = form.times or usual_policy(form.writer).times
    return _one_of("times", "How exact times are", usual, {name: _TIMED[name] for name in TIMES})


def _splits(form: Form, _: Sequence[str]) -> Field | None:
    means = (
        "Shares of train, validation and test, or `name=share,…`. Whole articles are divided, and "
        "near copies stay together."
    )
    return Field("splits", "text", means) if form.has_rows else None


def _target(form: Form, _: Sequence[str]) -> Field:
    what = "The folder" if form.writer.is_folder else "The file"
    means = f"{what} to write, as seen from where you started the program."
    return Field("target", "text", means)


_FIELDS: Mapping[str, Callable[[Form, Sequence[str]], Field | None]] = {
    "format": _format,
    "labels": _labels,
    "also": _also,
    "kinds": _kinds,
    "articles": _articles,
    "people": _people,
    "with": _with,
    "times": _times,
    "splits": _splits,
    "target": _target,
}


def _one_of(name: str, asks: str, chosen: str, means: Mapping[str, str]) -> Field:
    found = (Choice(value, value == chosen, what) for value, what in means.items())
    return Field(name, "one", asks, tuple(found))


def _any_of(
    name: str,
    asks: str,
    chosen: Collection[str],
    means: Mapping[str, str],
    without: Collection[str] = (),
) -> Field:
    found = (
        Choice(value, value in chosen, what)
        for value, what in means.items()
        if value not in without
    )
    return Field(name, "any", asks, tuple(found))


# ── choosing ─────────────────────────────────────────────────────────────────────────────────────


def chosen(form: Form, field: str, value: str) -> Form:
    """The form once somebody has chosen a value, typed it, or put it in or out of several."""
    changed: dict[str, Any] = {field: value}
    if field in {"also", "kinds"}:
        changed[field] = getattr(form, field) ^ {value}
    elif field == "with":
        changed = {value: value not in _told(form)}
    elif field == "target":
        changed[field] = value.strip() or None
    return replace(form, **changed)


def counts_alike(before: Form, now: Form) -> bool:
    """Whether what is counted is the same: neither the target nor most formats change it."""
    same = replace(before, format=now.format, target=now.target) == now
    old, new = before.writer, now.writer
    usual = usual_policy(old) == usual_policy(new) and old.is_public == new.is_public
    return same and usual and old.takes == new.takes and options(before) == options(now)


def options(form: Form) -> Options:
    """What is asked for, in the words of the command."""
    there = fields(form, ())
    usual = usual_policy(form.writer)
    said = Options(
        finished=form.articles != ALL,
        annotators=_unless(form.people, usual.names.naming),
        include_confidential=form.confidential,
        notes=_unless(form.notes, usual.notes),
        evidence=_unless(form.evidence, usual.evidence),
    )
    if not form.has_rows:
        return replace(said, annotators=None) if said.annotators == "none" else said
    also = {choice.value for choice in there["also"].choices if choice.chosen}
    told = {choice.value for choice in there["with"].choices if choice.chosen}
    return replace(
        said,
        labels=form.labels,
        allow_single="single" in also,
        include=tuple(name for name in INCLUDES if name in also),
        kinds=None if form.kinds == frozenset(KINDS) else ",".join(_in_order(form.kinds)),
        without_no_tag="no-tag" not in also,
        allow_unlicensed="unlicensed" in told,
        no_text=not (form.text or form.writer.needs_text),
        splits=_unless(form.splits.strip() or None, USUAL_SPLITS),
        times=_unless(form.times, usual.times),
    )


V = TypeVar("V", str, bool)


def _unless(said: V | None, usual: V) -> V | None:
    return None if said == usual else said


def _in_order(kinds: Collection[str]) -> Iterator[str]:
    return (kind for kind in KINDS if kind in kinds)
