"""Consistency: what a schema cannot say of a document, alone and beside the others.

Every function is pure and returns all that it finds, in the document's order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import Article, Sentence, fingerprint, problems, text_digest
from annotator.domain.history import rebuild
from annotator.domain.marks import Comment, Mark, Source
from annotator.domain.names import clean_name, file_key, same_name
from annotator.domain.project import Project
from annotator.domain.review import reviewing
from annotator.domain.review.decisions import Review, ReviewEvent
from annotator.domain.revisions.earlier import versions
from annotator.domain.tags import Renamed, Tag, current_name
from annotator.errors import BadNameError

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a document."""

    place: str
    """As `marks.s3.tags` or `history[4].at`; a line and a column; empty for the whole."""
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.place else self.what


def of_article(article: Article) -> list[Problem]:
    """What contradicts itself in an article."""
    found = [Problem("", what) for what in problems(article)]
    if fingerprint(article.text) != article.fingerprint:
        found.append(Problem("fingerprint", "it is not the digest of the text's words"))
    before = 0
    for n, earlier in enumerate(article.previous):
        if not before < earlier.revision < article.revision:
            found.append(Problem(f"previous[{n}].revision", f"{earlier.revision} is out of order"))
        if earlier.text is not None and text_digest(earlier.text) != earlier.sha256:
            found.append(Problem(f"previous[{n}].sha256", "it is not the digest of the text"))
        before = earlier.revision
    found += _of_alignments(article)
    return found + list(_times([("retrieved", article.retrieved)]))


def _of_alignments(article: Article) -> Iterator[Problem]:
    """What an alignment says of sentences that there are not, or says of one twice."""
    every = versions(article)
    for n, earlier in enumerate(article.previous):
        for side, version in (("old", every[n]), ("new", every[n + 1])):
            there = version.by_id()
            named = [id_ for row in earlier.alignment for id_ in getattr(row, side)]
            place = f"previous[{n}].alignment"
            for id_ in dict.fromkeys(named):
                if id_ not in there:
                    yield Problem(place, f"revision {version.revision} has no sentence {id_!r}")
            if len(set(named)) < len(named):
                yield Problem(place, f"a sentence of revision {version.revision} stands twice")


def of_annotations(
    document: Annotations,
    article: Article | None = None,
    project: Project | None = None,
    threads: Collection[str] | None = None,
) -> list[Problem]:
    """What contradicts itself in an annotator's document, and its article and project if given.

    Args:
        document: the annotations.
        article: as it is today; marks made on an earlier revision are not held against it.
        project: whose tags they should be.
        threads: ids of all comments on the article, of everybody; None where nobody knows.
    """
    here = _sentences_of(document.article, document.article_revision, article)
    found = _of_place(document.article, document.article_revision, article)
    found += _of_person("annotator", document.annotator, project)
    if here is not None and article is not None and document.article_sha256 != article.sha256:
        found.append(Problem("article_sha256", "it is not that of the article's text"))
    for sentence, mark in document.marks.items():
        place = f"marks.{sentence}"
        found += _of_decision(place, mark.state, mark.tags, project)
        found += _of_skip(place, mark)
        found += _of_quote(place, sentence, mark, article, here)
        found += _of_sources(place, sentence, mark, here)
    found += _of_comments(document.comments, _ever(here, article), threads)
    found += _of_history(document, document.history)
    if not found:
        found += _of_rebuilt(document)
    return found


def of_review(
    review: Review,
    article: Article | None = None,
    project: Project | None = None,
    threads: Collection[str] | None = None,
) -> list[Problem]:
    """The same of a reviewer's document."""
    here = _sentences_of(review.article, review.article_revision, article)
    found = _of_place(review.article, review.article_revision, article)
    found += _of_person("reviewer", review.reviewer, project)
    for sentence, decision in review.decisions.items():
        place = f"decisions.{sentence}"
        found += _of_decision(place, decision.state, decision.tags, project)
        found += _unknown_sentence(place, sentence, here)
    for sentence in review.sent_back:
        found += _unknown_sentence(f"sent_back.{sentence}", sentence, here)
    found += _of_comments(review.comments, _ever(here, article), threads)
    broken = list(_of_history(review, review.history))
    return found + (broken or _of_rebuilt_review(review))


def of_project(project: Project, taken: Collection[str] = ()) -> list[Problem]:
    """What contradicts itself in a project; `taken` are the keys that actions have."""
    found = list(_of_tags(project.tags, taken))
    found += _of_renamed(project.renamed, [tag.name for tag in project.tags])
    names: list[str] = []
    for n, person in enumerate(project.people):
        place = f"people[{n}].name"
        found += _of_name(place, person.name)
        twin = next((name for name in names if same_name(name, person.name)), None)
        if twin is not None:
            found.append(Problem(place, f"{person.name!r} and {twin!r} would have one file"))
        names.append(person.name)
    for article, people in project.assignments.items():
        unknown = [name for name in people if name not in names]
        found += [Problem(f"assignments.{article}", f"nobody is called {n!r}") for n in unknown]
    settings = project.settings
    if not 0 <= settings.second_look <= 1:
        found.append(Problem("settings.second_look", "it is a share, from 0 to 1"))
    if settings.evidence_days is not None and settings.evidence_days < 0:
        found.append(Problem("settings.evidence_days", "it cannot be negative"))
    return found


def of_file(path: str, article: str, person: str | None = None) -> list[Problem]:
    """Whether a document stands where its names say, with any system's separators in `path`."""
    *folders, name = path.replace("\\", "/").split("/")
    stem = name.removesuffix(".json")
    if person is None:
        expected = [] if stem == article else [f"{article}.json"]
    else:
        folder = folders[-1] if folders else article
        right = stem == file_key(person) and folder == article
        expected = [] if right else [f"{article}/{file_key(person)}.json"]
    return [Problem("", f"the file is of {each}, by what it holds") for each in expected]


def _times(times: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for place, at in times:
        if not _TIME.fullmatch(at):
            yield Problem(place, f"{at!r} is no time in UTC with milliseconds")


def _of_name(place: str, name: str) -> list[Problem]:
    try:
        good = clean_name(name) == name
    except BadNameError as error:
        return [Problem(place, str(error))]
    return [] if good else [Problem(place, f"{name!r} is not in its normal form")]


def _of_person(place: str, name: str, project: Project | None) -> list[Problem]:
    """Somebody whom the project knows by another name that is the same to a file."""
    people = [person.name for person in project.people] if project else []
    if name in people:
        return []
    twins = [twin for twin in people if same_name(twin, name)]
    return [Problem(place, f"it is {name!r}, and the project knows {twin!r}") for twin in twins]


def _of_place(article_id: str, revision: int, article: Article | None) -> list[Problem]:
    if article is None:
        return []
    if article_id != article.id:
        return [Problem("article", f"it is {article_id!r}, not {article.id!r}")]
    if revision > article.revision:
        what = f"it is {revision}, and the article has {article.revision} only"
        return [Problem("article_revision", what)]
    return []


def _sentences_of(
    article_id: str, revision: int, article: Article | None
) -> Mapping[str, Sentence] | None:
    """The sentences that a document is about; None if it is about an earlier revision."""
    if article is None or (article_id, revision) != (article.id, article.revision):
        return None
    return {sentence.id: sentence for sentence in article.sentences}


def _ever(
    here: Mapping[str, Sentence] | None, article: Article | None
) -> Mapping[str, Sentence] | None:
    """Those sentences with the ones that the article had: comments stay where theirs was."""
    if here is None or article is None or not article.previous:
        return here
    every = (s for earlier in article.previous for s in earlier.sentences or ())
    return {sentence.id: sentence for sentence in every} | dict(here)


def _unknown_sentence(
    place: str, sentence: str, here: Mapping[str, Sentence] | None
) -> list[Problem]:
    if here is None or sentence in here:
        return []
    return [Problem(place, f"the article has no sentence {sentence!r}")]


def _of_decision(
    place: str, state: str, tags: Sequence[str], project: Project | None
) -> list[Problem]:
    place = f"{place}.tags"
    if (state == "tagged") != bool(tags):
        what = "a tagged one has a tag" if state == "tagged" else f"a {state} one has none"
        return [Problem(place, what)]
    found = [Problem(place, "a tag stands there twice")] if len(set(tags)) < len(tags) else []
    if project is not None:
        known = {tag.name for tag in project.tags}
        unknown = [tag for tag in tags if current_name(tag, project.renamed) not in known]
        found += [Problem(place, f"the project has no tag {tag!r}") for tag in unknown]
    return found


def _of_skip(place: str, mark: Mark) -> list[Problem]:
    if (mark.state == "skipped") == (mark.skip_reason is not None):
        return []
    what = "a skipped one has a reason" if mark.state == "skipped" else "only a skipped one has"
    return [Problem(f"{place}.skip_reason", what)]


def _of_quote(
    place: str,
    sentence: str,
    mark: Mark,
    article: Article | None,
    here: Mapping[str, Sentence] | None,
) -> list[Problem]:
    if here is None or article is None:
        return []
    if sentence not in here:
        return _unknown_sentence(place, sentence, here)
    if mark.quote == article.text_of(here[sentence]):
        return []
    return [Problem(f"{place}.quote", "it is not the text of the sentence")]


def _of_sources(
    place: str,
    sentence: str,
    mark: Mark,
    here: Mapping[str, Sentence] | None,
) -> Iterator[Problem]:
    for n, source in enumerate(mark.sources):
        where = f"{place}.sources[{n}]"
        for named in filter(None, (source.sentence, source.from_)):
            yield from _unknown_sentence(where, named, here)
        length = len(mark.quote) if source.sentence == sentence else None
        other = (here or {}).get(source.sentence or "")
        if length is None and other is not None:
            length = other.end - other.start
        if not _within(source, length):
            yield Problem(where, "its start and end are not a stretch of the sentence")


def _within(source: Source, length: int | None) -> bool:
    if source.start is None or source.end is None:
        return source.start is source.end
    return 0 <= source.start < source.end and (length is None or source.end <= length)


def _of_comments(
    comments: Sequence[Comment],
    ever: Mapping[str, Sentence] | None,
    threads: Collection[str] | None,
) -> Iterator[Problem]:
    ids = [comment.id for comment in comments]
    for n, comment in enumerate(comments):
        place = f"comments[{n}]"
        yield from _unknown_sentence(f"{place}.sentence", comment.sentence, ever)
        if comment.id in ids[:n]:
            yield Problem(f"{place}.id", f"{comment.id} stands there twice")
        if threads is not None and comment.reply_to not in {None, *ids, *threads}:
            yield Problem(f"{place}.reply_to", f"there is no comment {comment.reply_to}")
    yield from _times((f"comments[{n}].at", comment.at) for n, comment in enumerate(comments))


def _of_history(
    document: Annotations | Review, history: Sequence[Event | ReviewEvent]
) -> Iterator[Problem]:
    before, at = 0, ""
    groups: set[int] = set()
    for n, event in enumerate(history):
        place = f"history[{n}]"
        if event.revision != before + 1:
            yield Problem(f"{place}.revision", f"{event.revision} does not follow {before}")
        if event.group != event.revision and event.group not in groups:
            yield Problem(f"{place}.group", f"no event {event.group} stands before it")
        if event.undoes is not None and event.undoes not in groups:
            yield Problem(f"{place}.undoes", f"no action {event.undoes} stands before it")
        if event.at < at:
            yield Problem(f"{place}.at", "it is earlier than the event before")
        yield from _times([(f"{place}.at", event.at)])
        before, at = event.revision, max(at, event.at)
        groups.add(event.group)
    if document.revision != before:
        yield Problem("revision", f"it is {document.revision}, and the last event's is {before}")
    if history and document.updated != at:
        yield Problem("updated", "it is not the time of the last event")


def _of_rebuilt(document: Annotations) -> list[Problem]:
    again = rebuild(document, document.revision)
    found = [
        Problem(f"marks.{sentence}", "it is not what the history makes of it")
        for sentence in dict.fromkeys([*document.marks, *again.marks])
        if document.marks.get(sentence) != again.marks.get(sentence)
    ]
    if list(document.comments) != list(again.comments):
        found.append(Problem("comments", "they are not what the history makes of them"))
    if document.handed_in != again.handed_in:
        found.append(Problem("handed_in", "it is not what the history makes of it"))
    return found


def _of_rebuilt_review(review: Review) -> list[Problem]:
    again = reviewing.rebuild(review, review.revision)
    what = "it is not what the history makes of it"
    found = [
        Problem(f"decisions.{sentence}", what)
        for sentence in dict.fromkeys([*review.decisions, *again.decisions])
        if review.decisions.get(sentence) != again.decisions.get(sentence)
    ]
    found += [
        Problem(f"sent_back.{sentence}", what)
        for sentence in dict.fromkeys([*review.sent_back, *again.sent_back])
        if review.sent_back.get(sentence) != again.sent_back.get(sentence)
    ]
    if list(review.comments) != list(again.comments):
        found.append(Problem("comments", "they are not what the history makes of them"))
    return found


def _of_tags(tags: Sequence[Tag], taken: Collection[str]) -> Iterator[Problem]:
    for n, tag in enumerate(tags):
        place = f"tags[{n}]"
        if not tag.name.strip():
            yield Problem(f"{place}.name", "a tag needs a name")
        if tag.name in {other.name for other in tags[:n]}:
            yield Problem(f"{place}.name", f"two tags are called {tag.name!r}")
        if len(tag.key) != 1 or not tag.key.isprintable() or tag.key.isdigit() or tag.key == " ":
            yield Problem(f"{place}.key", f"{tag.key!r} is not one letter or sign")
        elif tag.key.lower() != tag.key:
            yield Problem(f"{place}.key", "the capital of a key adds a second tag: use the small")
        elif tag.key in {other.key for other in tags[:n]}:
            yield Problem(f"{place}.key", f"two tags have the key {tag.key!r}")
        elif tag.key in taken or tag.key.upper() in taken:
            yield Problem(f"{place}.key", f"{tag.key!r} does something else already")
        if not _COLOUR.fullmatch(tag.colour):
            yield Problem(f"{place}.colour", f"{tag.colour!r} is not as #RRGGBB")


def _of_renamed(renamed: Sequence[Renamed], names: Sequence[str]) -> Iterator[Problem]:
    for n, change in enumerate(renamed):
        if change.from_ in names:
            what = f"{change.from_!r} was retired and cannot be the name of a tag again"
            yield Problem(f"renamed[{n}].from", what)
        if current_name(change.to, renamed[n + 1 :]) not in names:
            yield Problem(f"renamed[{n}].to", f"there is no tag {change.to!r}")
    yield from _times((f"renamed[{n}].at", change.at) for n, change in enumerate(renamed))
