"""Dataset rows: what every format out is given, one labeled sentence after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from annotator.domain.agreement.independence import NO_TAG
from annotator.domain.article import Article, Sentence
from annotator.domain.datasets.census import Census
from annotator.domain.datasets.selection import Label, Material, Selection, labels_of
from annotator.domain.marks import Mark, support
from annotator.domain.project import Project
from annotator.domain.review.decisions import Decision
from annotator.domain.review.gold import Gold
from annotator.domain.review.votes import standing
from annotator.formats.datasets.said import evidence_of, sources_of, suggestions_of, votes_of
from annotator.formats.datasets.withholding import Policy, Withheld, Withholding

Row = Mapping[str, Any]
"""Column to value; the columns are those of `columns`, in their order, in every row."""

Type = Literal[
    "text",
    "whole",
    "number",
    "flag",
    "label",
    "texts",
    "votes",
    "sources",
    "evidence",
    "suggestions",
]
"""What a column holds: `label` is one of the project's labels, the last five are lists."""


class Column(NamedTuple):
    """A column of a dataset."""

    name: str
    type: Type
    means: str


_BEFORE_TAGS = (
    Column("id", "text", "of the row, unique: article, revision and sentence, and whose it is"),
    Column("article", "text", "id of the article"),
    Column("article_revision", "whole", "revision of its text and cuts"),
    Column("article_sha256", "text", "SHA-256 of its text in UTF-8"),
    Column("title", "text", "of the article"),
    Column("publisher", "text", "of the article"),
    Column("byline", "text", "of the article"),
    Column("url", "text", "of the article"),
    Column("language", "text", "of the article, BCP 47"),
    Column("license", "text", "of the article's text"),
    Column("published", "text", "when the article was published, ISO 8601"),
    Column("published_basis", "text", "whether that is declared or guessed"),
    Column("retrieved", "text", "when the text was read, UTC"),
    Column("segmenter", "text", "what cut the sentences"),
    Column("sentence", "text", "id of the sentence, stable for the article's life"),
    Column("index", "whole", "number of the sentence in the article, from 0"),
    Column("paragraph", "whole", "number of its paragraph, from 0"),
    Column("start", "whole", "first code point in the article's text"),
    Column("end", "whole", "one past the last code point"),
    Column("kind", "text", "headline, sentence, link, caption, dateline or boilerplate"),
    Column("text", "text", "the sentence"),
    Column("context_before", "text", "the sentences before it"),
    Column("context_after", "text", "the sentences after it"),
    Column("annotator", "text", "whose label it is; null for gold"),
    Column("annotators", "texts", "whose marks the label rests on"),
    Column("state", "text", "tagged, no-tag, skipped or open; null where unresolved"),
    Column("label", "label", "the primary tag, or no-tag; null where there is no label"),
    Column("tags", "texts", "all tags, the primary first"),
)
_AFTER_TAGS = (
    Column("support", "text", "what people attached: on-record, checked, both or none"),
    Column("unsure", "flag", "whether an annotator says so of it"),
    Column("skip_reason", "text", "why it is not to be judged"),
    Column("look_again", "text", "why it asks for another look"),
    Column("gold", "text", "how the sentence is settled: unanimous, adjudicated, majority, single"),
    Column("gold_why", "text", "why it is unresolved"),
    Column("also_right", "texts", "other tags that reviewers call defensible"),
    Column("decided_by", "texts", "reviewers who settled it"),
    Column("reason", "text", "a reviewer's reason"),
    Column("votes_handed_in", "votes", "marks as first handed in, before others' were seen"),
    Column("votes", "votes", "everybody's marks as they are now"),
    Column("sources", "sources", "who or what it rests on, and who says so"),
    Column("evidence", "evidence", "what was found to check it, and by whom"),
    Column("note", "text", "of the annotators; null where withheld"),
    Column("suggestions", "suggestions", "what the program had proposed, shown and accepted"),
    Column("guidelines", "text", "version of the guidelines in force"),
    Column("at", "text", "when it was last decided, UTC"),
    Column("seconds", "number", "time that the annotator took; null for gold"),
    Column("handed_in", "text", "when the article was last handed in by one of the annotators"),
    Column("near_copies", "text", "group of articles that are nearly the same, by its first one"),
    Column("split", "text", "where it belongs: train, validation, test"),
    Column("split_seed", "text", "the seed that the splits were drawn with"),
)


def tag_columns(project: Project) -> dict[str, str]:
    """The tags' own columns, 0 or 1: tag name to column, such as `tag_insider_sourced`."""
    columns: dict[str, str] = {}
    for tag in project.tags:
        name = "tag_" + re.sub(r"\W", "_", tag.name)
        while name in columns.values():
            name += "_"
        columns[tag.name] = name
    return columns


def columns(project: Project) -> tuple[Column, ...]:
    """Every column in its fixed order."""
    own = (
        Column(name, "whole", f"1 where the sentence has the tag {tag}, else 0")
        for tag, name in tag_columns(project).items()
    )
    return (*_BEFORE_TAGS, *own, *_AFTER_TAGS)


def label_names(project: Project) -> tuple[str, ...]:
    """The labels in their order: the project's tags, and `no-tag`."""
    return (*(tag.name for tag in project.tags), NO_TAG)


class Place(NamedTuple):
    """Where an article's rows belong."""

    near_copies: str
    split: str
    seed: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for of a project, and what of it may be told."""

    project: Project
    selection: Selection
    policy: Policy


def rows(
    material: Material, wanted: Wanted, place: Place, census: Census, withheld: Withheld
) -> Iterator[Row]:
    """A row for each label, in reading order, and within a sentence by annotator.

    Args:
        material: an article with what everybody says of it.
        wanted: what is asked for.
        place: where the article belongs.
        census: is told what is left out, and whom labels rest on; it counts no row.
        withheld: counts what may not be told.
    """
    article = material.article
    marks = (mark for own in material.marks.values() for mark in own.values())
    making = _Making(material, wanted, Withholding(marks, wanted.policy, withheld))
    about = making.about()
    last = place._asdict()
    ends = {
        "near_copies": last["near_copies"],
        "split": last["split"],
        "split_seed": last["seed"],
    }
    for index, sentence in enumerate(article.sentences):
        found = labels_of(material, sentence, wanted.selection, census.left_out)
        for label in making.in_order(found):
            census.people.update(label.rests_on)
            row = {"id": making.id(sentence, label), **about, **making.of_sentence(index, sentence)}
            row.update(making.of_label(label, sentence))
            row.update(ends)
            yield row


class _Making:
    """Makes the rows of an article."""

    def __init__(self, material: Material, wanted: Wanted, withholding: Withholding) -> None:
        self._material = material
        self._article: Article = material.article
        self._wanted = wanted
        self._names = wanted.policy.names
        self._order = self._names.order()
        self._withholding = withholding
        self._tags = tag_columns(wanted.project)
        self._numbers: dict[str, int] = {}

    def about(self) -> dict[str, Any]:
        """What is the same in every row of the article."""
        article = self._article
        found: dict[str, Any] = {
            "article": article.id,
            "article_revision": article.revision,
            "article_sha256": article.sha256,
        }
        found |= {column.name: getattr(article, column.name) for column in _BEFORE_TAGS[4:14]}
        return found | {"retrieved": self._wanted.policy.time(article.retrieved)}

    def id(self, sentence: Sentence, label: Label) -> str:
        """Article, revision and sentence; and whose label it is, or a number for nobody's name."""
        whole = f"{self._article.id}/{self._article.revision}/{sentence.id}"
        if label.annotator is None:
            return whole
        who = self._names.of(label.annotator)
        if who is None:
            self._numbers[sentence.id] = self._numbers.get(sentence.id, 0) + 1
            who = str(self._numbers[sentence.id])
        return f"{whole}/{who}"

    def in_order(self, found: Iterator[Label]) -> Sequence[Label] | Iterator[Label]:
        """Labels of a sentence in an order that tells no name that must not be told."""
        if self._names.are_told:
            return found
        return sorted(found, key=lambda label: self._order(label.annotator or ""))

    def of_sentence(self, index: int, sentence: Sentence) -> dict[str, Any]:
        """Where the sentence stands and what it says."""
        text: str | None = None
        before: str | None = None
        after: str | None = None
        if self._wanted.policy.text:
            whole, all_of_them = self._article.text, self._article.sentences
            count = self._wanted.selection.context
            text = whole[sentence.start : sentence.end]
            first = all_of_them[max(index - count, 0)].start
            last = all_of_them[min(index + count, len(all_of_them) - 1)].end
            before = whole[first : sentence.start].strip()
            after = whole[sentence.end : last].strip()
        return {
            "sentence": sentence.id,
            "index": index,
            "paragraph": sentence.paragraph,
            "start": sentence.start,
            "end": sentence.end,
            "kind": sentence.kind,
            "text": text,
            "context_before": before,
            "context_after": after,
        }

    def of_label(self, label: Label, sentence: Sentence) -> dict[str, Any]:
        """What is said of the sentence, by whom, and how that came about."""
        names = self._names
        people = sorted(label.rests_on, key=self._order)
        marks = [label.rests_on[name] for name in people]
        gold = self._material.gold[sentence.id]
        deciding = _deciding(gold)
        first_tag = label.tags[0] if label.tags else None
        return {
            "annotator": names.of(label.annotator),
            "annotators": names.several(people),
            "state": label.state,
            "label": NO_TAG if label.state == "no-tag" else first_tag,
            "tags": list(label.tags),
            **{column: int(tag in label.tags) for tag, column in self._tags.items()},
            "support": support(marks),
            "unsure": any(mark.unsure for mark in marks),
            "skip_reason": next((mark.skip_reason for mark in marks if mark.skip_reason), None),
            "look_again": next((mark.look_again for mark in marks if mark.look_again), None),
            "gold": gold.provenance,
            "gold_why": gold.why,
            "also_right": list(gold.also_right),
            "decided_by": names.several(deciding),
            "reason": next((one.reason for one in deciding.values() if one.reason), None),
            "votes_handed_in": self._votes(self._material.first, sentence),
            "votes": self._votes(self._material.marks, sentence),
            **self._grounds(people, marks),
            "suggestions": suggestions_of(zip(people, marks, strict=True), names),
            "guidelines": max((mark.guidelines for mark in marks), default=None),
            **self._times(label, people, marks, gold, deciding),
        }

    def _votes(
        self, marks: Mapping[str, Mapping[str, Mark]], sentence: Sentence
    ) -> list[dict[str, Any]]:
        found = marks.get(sentence.id)
        return votes_of(found, self._order, self._wanted.policy) if found else []

    def _grounds(self, people: Sequence[str], marks: Sequence[Mark]) -> dict[str, Any]:
        """Sources, evidence and notes, as far as they may be told."""
        policy = self._wanted.policy
        sources: list[dict[str, Any]] = []
        evidence: list[dict[str, Any]] = []
        notes: list[str | None] = []
        for name, mark in zip(people, marks, strict=True):
            seen = self._withholding.seen(mark)
            notes.append(seen.note)
            if seen.sources:
                sources += sources_of(seen.sources, self._names.of(name), text=policy.text)
            if seen.evidence:
                evidence += evidence_of(seen.evidence, self._names.of(name), policy)
        note = None if None in notes else "\n".join(dict.fromkeys(filter(None, notes)))
        return {"sources": sources, "evidence": evidence, "note": note}

    def _times(
        self,
        label: Label,
        people: Sequence[str],
        marks: Sequence[Mark],
        gold: Gold,
        deciding: Mapping[str, Decision],
    ) -> dict[str, Any]:
        """When it was decided, how long that took, and when it was handed in."""
        time, handed_in = self._wanted.policy.time, self._material.handed_in
        times = [mark.at for mark in marks]
        if label.annotator is None and gold.provenance == "adjudicated":
            times += [decision.at for decision in deciding.values()]
        handed = [handed_in[name] for name in people if name in handed_in]
        return {
            "at": time(max(times, default=None)),
            "seconds": marks[0].seconds if label.annotator is not None else None,
            "handed_in": time(max(handed, default=None)),
        }


def _deciding(gold: Gold) -> dict[str, Decision]:
    """The decisions that settle a sentence."""
    return {
        name: decision
        for name, decision in gold.decisions.items()
        if standing(decision, gold.said) == "settled"
    }
