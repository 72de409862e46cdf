"""A check-up of a whole project: every file against its schema, and all against one another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from annotator.codec import Document, decode, encode
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.names import file_key
from annotator.domain.project import Project
from annotator.domain.review.decisions import Review
from annotator.errors import AnnotatorError, DamagedFileError, NewerVersionError, ReadError
from annotator.flows.salvage import salvage
from annotator.stores.inspection import ProjectFile
from annotator.validation import validate


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; the fields of `check --json`."""

    path: str
    """From the project's folder."""
    place: str
    """Where in the file; empty for the whole."""
    what: str
    repaired: str | None = None
    """What was done about it; null for nothing."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A file that cannot be used as it is, and what is to take its place, if anything can."""

    file: ProjectFile
    judged: bytes | None
    """What it held when it was looked at; null for the leftover of a save."""
    better: bytes | None
    kept: str
    lost: str


@dataclass(slots=True)
class _Known:
    """What is known from the start, and what has been read and later files are held against."""

    aside: frozenset[str]
    taken: frozenset[str]
    project: Project | None = None
    articles: dict[str, str] = field(default_factory=dict)
    """Id to fingerprint."""
    fingerprints: dict[str, str] = field(default_factory=dict)
    article: Article | None = None
    threads: set[str] | None = None
    """Ids of all comments on the article at hand; None where one of its files is unreadable."""


def check_up(
    files: Iterable[ProjectFile],
    load: Callable[[str], Article | None],
    aside: Iterable[str],
    at: str,
    is_leftover: Callable[[ProjectFile], bool | None],
    taken: Collection[str] = (),
) -> Iterator[tuple[list[Finding], Unfit | None]]:
    """What is wrong with each file that has something wrong with it.

    Args:
        files: of the project, as `annotator.stores.inspection.project_files` gives them.
        load: an article by its id, None for one that cannot be read.
        aside: ids of articles that were set aside.
        at: the time, UTC, for what has to be recorded anew.
        is_leftover: whether a temporary file is of no save that goes on; null for unknown.
        taken: keys that do something else, so that no tag can have them.
    """
    known = _Known(frozenset(aside), frozenset(taken))
    for group in _grouped(files):
        if group[0].thing in {"annotations", "review"}:
            known.article = load(group[0].article)
            known.threads = _threads(group)
        for file in group:
            if file.is_temporary:
                found, unfit = _look_at_temporary(file, is_leftover(file))
            else:
                found, unfit = _look(file, known, at)
            if found:
                yield found, unfit


def _grouped(files: Iterable[ProjectFile]) -> Iterator[list[ProjectFile]]:
    """The files about one article together, every other one by itself."""
    group: list[ProjectFile] = []
    for file in files:
        together = group and file.article and file.thing in {"annotations", "review", None}
        if group and not (together and group[0].article == file.article and _about(group[0])):
            yield group
            group = []
        group.append(file)
    if group:
        yield group


def _about(file: ProjectFile) -> bool:
    return file.thing in {"annotations", "review"}


def _look_at_temporary(
    file: ProjectFile,
    is_leftover: bool | None,  # noqa: FBT001 - an answer
) -> tuple[list[Finding], Unfit | None]:
    if is_leftover:
        what = "it was left behind by a save that was interrupted; what it was to replace is whole"
        return [Finding(file.name, "", what)], Unfit(file, None, None, "", "nothing")
    if is_leftover is None:
        what = "it is of a save; whether that goes on cannot be told without writing here"
        return [Finding(file.name, "", what)], None
    return [], None


def _look(file: ProjectFile, known: _Known, at: str) -> tuple[list[Finding], Unfit | None]:
    if file.thing is None:
        return [Finding(file.name, "", "no file of annotator's is called so")], None
    try:
        data = file.read()
    except ReadError as error:
        return [Finding(file.name, "", str(error))] if file.is_there else [], None
    problems = validate(
        file.thing,
        data,
        file.name,
        article=known.article if _about(file) else None,
        project=known.project,
        threads=known.threads if _about(file) else None,
        taken=known.taken,
    )
    found = [Finding(file.name, problem.place, problem.what) for problem in problems]
    try:
        document = read_whole(data, file)
    except NewerVersionError:
        return found, None
    except DamagedFileError as error:
        found = found or [Finding(file.name, "", str(error))]
        return found, _unfit(file, data, at)
    found += _beside_others(file, document, known)
    unfit = Unfit(file, data, None, "", "nothing") if _is_misplaced(file, document) else None
    return found, unfit


def read_whole(data: bytes, file: ProjectFile) -> Document:
    """The document with every line of it read.

    Raises:
        DamagedFileError: something in it cannot be read.
        NewerVersionError: a newer annotator wrote it.
    """
    document = decode(data, file.name, file.thing)
    lazy: list[Iterable[object]] = []
    if isinstance(document, Article):
        lazy = [document.previous]
    elif isinstance(document, Annotations):
        lazy = [document.marks.values(), document.comments, document.history]
    elif isinstance(document, Review):
        lazy = [document.decisions.values(), document.sent_back.values()]
        lazy += [document.comments, document.history]
    for items in lazy:
        deque(items, maxlen=0)
    return document


def _unfit(file: ProjectFile, data: bytes, at: str) -> Unfit:
    saved = salvage(str(file.thing), data, at)
    if saved is None or _is_misplaced(file, saved.document):
        return Unfit(file, data, None, "nothing", "all of it, as far as annotator can tell")
    return Unfit(file, data, encode(saved.document), saved.kept, saved.lost)


def _is_misplaced(file: ProjectFile, document: Document) -> bool:
    """Whether a document stands where the store does not look for it, or finds another."""
    if isinstance(document, Article):
        return document.id != file.article
    if isinstance(document, Annotations | Review):
        name = document.annotator if isinstance(document, Annotations) else document.reviewer
        return document.article != file.article or file_key(name) != file.path.stem
    return False


def _beside_others(file: ProjectFile, document: Document, known: _Known) -> list[Finding]:
    """What is wrong with a document only because of the others."""
    if isinstance(document, Project):
        known.project = document
    elif isinstance(document, Article):
        twin = known.fingerprints.setdefault(document.fingerprint, document.id)
        known.articles[document.id] = document.fingerprint
        if twin != document.id:
            return [Finding(file.name, "fingerprint", f"{twin} has the same content")]
    elif _about(file) and file.article not in known.articles and file.article not in known.aside:
        what = f"there is no article {file.article!r}; bring its text in again with `annotator add`"
        return [Finding(file.name, "article", what)]
    return []


def _threads(group: list[ProjectFile]) -> set[str] | None:
    found: set[str] = set()
    for file in group:
        if not _about(file):
            continue
        try:
            document = decode(file.read(), file.name, file.thing)
            found |= {c.id for c in cast("Annotations | Review", document).comments}
        except AnnotatorError:
            return None
    return found


def repaired(unfit: Unfit, where: str) -> str:
    """What was done about an unfit file, in words.

    Args:
        unfit: the file.
        where: where it is now.
    """
    if unfit.better is not None:
        return f"set aside as {where}; kept {unfit.kept}; lost {unfit.lost}"
    return f"set aside as {where}"
