"""A whole project in one JSON file: articles, annotations and reviews with their history.

`{"schema": "annotator/native", "version": 1, …, "articles": [` stands on the first line, then an
article a line with everything that is said of it, each document as its own file has it. So it can
be read line by line, and another project takes it without loss.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, cast

from annotator.codec import Document, decode, encode, from_json, to_json
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.marks import Mark
from annotator.domain.project import Project
from annotator.domain.review.decisions import Review
from annotator.errors import BadRecordError, BrokenDocumentError, DamagedFileError, DataError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.labeled import Source
from annotator.formats.datasets.lines import head_of
from annotator.formats.datasets.withholding import Withholding

_SCHEMA = "annotator/native"
_VERSION = 1
_END = b"\n]}\n"
_LONGEST = 256_000_000
"""Bytes of an article with everything that is said of it."""

_WITHHELD = "[withheld]"
"""What stands for a comment that tells what must not be told."""


class Documents(NamedTuple):
    """An article with everything that is said of it."""

    article: Article
    annotations: tuple[Annotations, ...]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Native:
    """A file of this format, of which the articles are yet to be read."""

    project: Project
    guidelines: str
    articles: Iterator[Documents | DataError]
    """One after another; a line that cannot be read is an error in its place."""


def write_native(documents: Iterable[Documents], about: About, target: Target) -> None:
    """Writes one article after another, so that memory does not grow with their number.

    With real names, confidential sources and everything else it is whole; a policy that withholds
    something takes it out of every revision.
    """
    head = {
        "schema": _SCHEMA,
        "version": _VERSION,
        "annotator": about.version,
        "guidelines": about.guidelines,
    }
    with target.file("data.json") as stream:
        stream.write(to_json(head)[:-1] + b',"project":')
        stream.write(_line(about.project, lambda plain: _project_told(plain, about)))
        stream.write(b',"articles":[')
        between = b"\n"
        for found in documents:
            stream.write(between + _written(found, about))
            between = b",\n"
        stream.write(_END)


def _written(found: Documents, about: About) -> bytes:
    telling = _Telling(found, about)
    annotations = b",".join(_line(one, telling.annotations) for one in found.annotations)
    reviews = b",".join(_line(one, telling.review) for one in found.reviews)
    article = _line(found.article, telling.article)
    return b'{"article":%s,"annotations":[%s],"reviews":[%s]}' % (article, annotations, reviews)


Change = Callable[[dict[str, Any]], dict[str, Any]]


def _line(document: Document, change: Change) -> bytes:
    """A document on one line; byte for byte the same where nothing is withheld."""
    plain = from_json(encode(document))
    return to_json(change(plain))


def _project_told(plain: dict[str, Any], about: About) -> dict[str, Any]:
    names = about.policy.names
    if names.are_told:
        return plain
    people = [person | {"name": names.of(person["name"])} for person in plain["people"]]
    assigned = {key: names.several(value) for key, value in plain["assignments"].items()}
    return plain | {"people": people, "assignments": assigned}


class _Telling:
    """Takes out of an article's documents what must not be told."""

    def __init__(self, found: Documents, about: About) -> None:
        self._policy = about.policy
        self._names = about.policy.names
        self._withholding = Withholding(_marks(found), about.policy, about.withheld)

    def article(self, plain: dict[str, Any]) -> dict[str, Any]:
        """The article, whose revisions say who made them."""
        return plain | {
            "previous": [one | {"by": self._named(one["by"])} for one in plain["previous"]]
        }

    def annotations(self, plain: dict[str, Any]) -> dict[str, Any]:
        """An annotator's document."""
        return plain | {
            "annotator": self._named(plain["annotator"]),
            "marks": {key: self._mark(mark) for key, mark in plain["marks"].items()},
            "comments": [self._said(one) for one in plain["comments"]],
            "history": [one | {"after": self._said(one["after"])} for one in plain["history"]],
        }

    def review(self, plain: dict[str, Any]) -> dict[str, Any]:
        """A reviewer's document."""
        return plain | {
            "reviewer": self._named(plain["reviewer"]),
            "decisions": {key: self._said(one) for key, one in plain["decisions"].items()},
            "sent_back": {key: self._said(one) for key, one in plain["sent_back"].items()},
            "comments": [self._said(one) for one in plain["comments"]],
            "history": [one | {"after": self._said(one["after"])} for one in plain["history"]],
        }

    def _named(self, name: str) -> str:
        return (self._names.of(name) or "") if name else name

    def _said(self, plain: dict[str, Any] | None) -> dict[str, Any] | None:
        """A mark, a comment, a decision or a send-back, told by their fields."""
        if plain is None:
            return None
        if "sources" in plain:
            return self._mark(plain)
        if "saw" in plain:
            return plain | {"saw": {self._named(k): seen for k, seen in plain["saw"].items()}}
        if "to" in plain:
            return plain | {"to": [self._named(name) for name in plain["to"]]}
        if "text" in plain and self._withholding.tells(plain["text"]):
            return plain | {"text": _WITHHELD}
        return plain

    def _mark(self, plain: dict[str, Any]) -> dict[str, Any]:
        if not (plain["sources"] or plain["evidence"] or plain["note"]):
            return plain
        tells, policy = self._withholding.tells, self._policy
        sources = [
            one
            for one in plain["sources"]
            if (policy.confidential or not one["confidential"])
            and not any(map(tells, (one["name"], one["mention"], one["via"])))
        ]
        evidence = [one for one in plain["evidence"] if not any(map(tells, _texts(one)))]
        note = "" if tells(plain["note"]) or not policy.notes else plain["note"]
        return plain | {
            "sources": sources,
            "evidence": evidence if policy.evidence else [],
            "note": note,
        }


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value that JSON has
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)


def _marks(found: Documents) -> Iterator[Mark]:
    """Every mark that there is or ever was."""
    for document in found.annotations:
        yield from document.marks.values()
        yield from (one.after for one in document.history if isinstance(one.after, Mark))


class Head(NamedTuple):
    """What such a file says of its project before the articles."""

    project: Project
    guidelines: str


def read_documents(source: Source) -> Iterator[Head | Documents | DataError]:
    """Everything in a source: what it says of its project, then one article after another.

    Raises:
        BrokenDocumentError: as for `read_native`.
    """
    for file in source.files:
        with source.open(file) as stream:
            found = read_native(stream, source.name)
            yield Head(found.project, found.guidelines)
            yield from found.articles


def holds_native(source: Source) -> bool:
    """Whether a source begins as this format does."""
    return is_native(head_of(source))


def is_native(data: bytes) -> bool:
    """Whether a file begins as this format does."""
    return (
        data.removeprefix(codecs.BOM_UTF8)
        .lstrip()[:40]
        .replace(b" ", b"")
        .startswith(b'{"schema":"annotator/native"')
    )


def read_native(stream: BinaryIO, name: str) -> Native:
    """A file of this format, article by article.

    Args:
        stream: the file, at its beginning.
        name: what to call it in messages.

    Raises:
        BrokenDocumentError: it is none, is cut off in its first line, or of another version.
    """
    head = stream.readline(_LONGEST)
    try:
        start = head.removeprefix(codecs.BOM_UTF8).rstrip().removesuffix(b"[")
        known = from_json(start + b"[]}")
    except ValueError as error:
        what = "it does not end its first line where the articles begin, as an export does"
        raise BrokenDocumentError(name, "a native export", what) from error
    if not isinstance(known, dict) or known.get("schema") != _SCHEMA:
        raise BrokenDocumentError(name, "a native export", "it does not say so")
    if known.get("version") != _VERSION:
        what = f"it is of version {known.get('version')!r}, and this annotator knows {_VERSION}"
        raise BrokenDocumentError(name, "a native export", what)
    project = decode(to_json(known.get("project")), f"{name}, project", "project")
    return Native(
        cast("Project", project), str(known.get("guidelines", "")), _articles(stream, name)
    )


def _articles(stream: BinaryIO, name: str) -> Iterator[Documents | DataError]:
    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 2):
        if line.strip() == _END.strip():
            return
        if len(line) == _LONGEST:
            what = f"it has more than {_LONGEST // 1_000_000} MB, and nothing after it was read"
            yield BadRecordError(name, f"line {number:,}", what)
            return
        yield _documents(line.rstrip().removesuffix(b","), name, f"line {number:,}")
    yield BadRecordError(name, "at its end", "it is cut off")


def _documents(line: bytes, name: str, part: str) -> Documents | DataError:
    """What a line holds, or why that cannot be read."""
    where = f"{name}, {part}"
    try:
        plain = from_json(line)
        article = decode(to_json(plain["article"]), where, "article")
        annotations = [decode(to_json(one), where, "annotations") for one in plain["annotations"]]
        reviews = [decode(to_json(one), where, "review") for one in plain["reviews"]]
    except DamagedFileError as error:
        why = f"{error.place}: {error.what}" if error.place else error.what
        return BadRecordError(name, part, why)
    except DataError as error:
        return error
    except (ValueError, KeyError, TypeError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else "it is no article"
        return BadRecordError(name, part, what)
    return Documents(
        cast("Article", article),
        tuple(cast("list[Annotations]", annotations)),
        tuple(cast("list[Review]", reviews)),
    )
