"""Projects to measure on, written byte for byte as the program writes them.

They are made from templates, without the program: so a benchmark never measures a file that the
code under test has made easy for itself.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

ANNOTATOR: Final = "ana"
PER_PARAGRAPH: Final = 3

TAGS: Final = (
    ("confirmed", "c", "✓", "#009E73", "a checkable statement with an accountable basis"),
    ("insider-sourced", "i", "◆", "#E69F00", "rests on someone the reader cannot identify"),
    ("declined-comment", "d", "⊘", "#56B4E9", "a party was asked and gave no substance"),
    ("opinion", "o", "≈", "#CC79A7", "evaluation, forecast, motive, interpretation"),
)
"""Name, key, glyph, colour and meaning of the four tags, in order."""

_ENDINGS: Final = (
    "has been confirmed by the ministry, according to a statement published on Monday.",
    "rests on insiders, who have revealed that the talks between the two went on until late.",
    "was put to the company, which declined to comment.",
    "shows, as the paper’s own correspondent sees it, that the ‘strategic’ deal will fail soon.",
)
_START: Final = datetime(2026, 11, 20, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as text and cuts; `spans` are offsets in code points, one per sentence."""

    id: str
    title: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def sha256(self) -> str:
        """The digest that every annotations file names."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def sentences(self) -> Iterator[str]:
        """The sentences' texts in reading order; each begins with `Claim` and its number."""
        return (self.text[start:end] for start, end in self.spans)


def article(name: str, count: int) -> Article:
    """An article of `count` sentences: a headline, then paragraphs of three."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number in range(1, count + 1):
        about = f" of {name}" if number == 1 else ""
        sentence = f"Claim {number}{about} {_ENDINGS[number % len(_ENDINGS)]}"
        spans.append((at, at + len(sentence)))
        between = "\n\n" if _ends_paragraph(number) else " "
        pieces += (sentence, between)
        at += len(sentence) + len(between)
    return Article(name, f"Benchmark {name}", "".join(pieces).rstrip(), tuple(spans))


def project_document() -> str:
    """An `annotator.json` with the default tags and one person."""
    tags = ",\n    ".join(
        _one_line({"name": name, "key": key, "glyph": glyph, "colour": colour, "means": means})
        for name, key, glyph, colour, means in TAGS
    )
    settings = {
        "blind": False,
        "suggestions": "auto",
        "majority": False,
        "reviewer_sees_names": True,
        "second_look": 0.1,
        "ascii": False,
    }
    return (
        '{\n  "schema": "annotator/project",\n  "version": 1,\n  "name": "benchmark",\n'
        f'  "people": [\n    {{"name":"{ANNOTATOR}","role":"annotator"}}\n  ],\n'
        f'  "tags": [\n    {tags}\n  ],\n  "renamed": [],\n  "guidelines": "1",\n'
        f'  "settings": {_one_line(settings)},\n  "assignments": {{}}\n}}\n'
    )


def article_document(item: Article) -> str:
    """The article's file."""
    flat = " ".join(unicodedata.normalize("NFC", item.text).split())
    head: dict[str, object] = {
        "schema": "annotator/article",
        "version": 1,
        "id": item.id,
        "revision": 1,
        "title": item.title,
        **dict.fromkeys(("url", "publisher", "byline", "published", "published_basis")),
        "retrieved": "2026-11-20T09:00:00.000Z",
        "language": "en",
        "license": None,
        "sha256": item.sha256,
        "fingerprint": hashlib.sha256(flat.encode()).hexdigest(),
        "segmenter": "by hand",
        "text": item.text,
    }
    paragraph = 0
    rows: list[str] = []
    for number, (start, end) in enumerate(item.spans, 1):
        kind = "headline" if number == 1 else "sentence"
        rows.append(
            f'{{"id":"s{number}","start":{start},"end":{end},"kind":"{kind}",'
            f'"paragraph":{paragraph}}}'
        )
        paragraph += _ends_paragraph(number)
    return f'{_head(head)}  "sentences": {_block("[]", rows)},\n  "previous": []\n}}\n'


def annotations_document(item: Article, marked: int) -> str:
    """The annotator's file with the first `marked` sentences tagged, an event for each."""
    marks: list[str] = []
    events: list[str] = []
    at = _START
    for number, sentence in zip(range(1, marked + 1), item.sentences(), strict=False):
        at = _START + timedelta(seconds=7 * number)
        mark = _mark(number, sentence, _time(at))
        marks.append(f'"s{number}": {mark}')
        events.append(
            f'{{"revision":{number},"at":"{_time(at)}","session":"ben1","group":{number},'
            f'"sentence":"s{number}","after":{mark},"why":"key","undoes":null,"saw_others":false}}'
        )
    head: dict[str, object] = {
        "schema": "annotator/annotations",
        "version": 1,
        "article": item.id,
        "article_revision": 1,
        "article_sha256": item.sha256,
        "annotator": ANNOTATOR,
        "revision": marked,
        "created": _time(_START),
        "updated": _time(at),
        "handed_in": [],
    }
    return (
        f'{_head(head)}  "marks": {_block("{}", marks)},\n  "comments": [],\n'
        f'  "history": {_block("[]", events)}\n}}\n'
    )


def write(root: Path, item: Article, marked: int) -> Path:
    """Add the article to the project at `root`, which is made if need be.

    Returns:
        Where the annotator's file is, or will be once the first sentence is tagged.
    """
    annotations = root / "annotations" / item.id / f"{ANNOTATOR}.json"
    annotations.parent.mkdir(parents=True, exist_ok=True)
    (root / "articles").mkdir(exist_ok=True)
    (root / "annotator.json").write_text(project_document(), "utf-8")
    (root / "articles" / f"{item.id}.json").write_text(article_document(item), "utf-8")
    if marked:
        annotations.write_text(annotations_document(item, marked), "utf-8")
    return annotations


def _ends_paragraph(number: int) -> bool:
    return number % PER_PARAGRAPH == 1


def _mark(number: int, sentence: str, at: str) -> str:
    # Every fourth mark has a source, as in an article that leans on people.
    source = {
        "name": "insiders",
        "mention": "insiders",
        "sentence": f"s{number}",
        "start": sentence.find("insiders"),
        "end": sentence.find("insiders") + len("insiders"),
        "kind": "unnamed-group",
        "role": "speaker",
        "basis": "explicit",
        **dict.fromkeys(("from", "via", "manner")),
        "confidential": False,
        "by": "annotator",
    }
    return _one_line(
        {
            "state": "tagged",
            "tags": [TAGS[number % len(TAGS)][0]],
            "unsure": False,
            "skip_reason": None,
            "quote": sentence,
            "sources": [source] if "insiders" in sentence else [],
            "evidence": [],
            "note": "",
            "look_again": None,
            "suggestion": None,
            "guidelines": "1",
            "at": at,
            "seconds": 2.0,
        }
    )


def _head(values: dict[str, object]) -> str:
    lines = (f'  "{key}": {_one_line(value)},\n' for key, value in values.items())
    return "{\n" + "".join(lines)


def _block(brackets: str, rows: list[str]) -> str:
    if not rows:
        return brackets
    return f"{brackets[0]}\n    " + ",\n    ".join(rows) + f"\n  {brackets[1]}"


def _one_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
