"""An index of a project's overview, so that 100,000 articles are listed without being read.

It is never the truth: each row is believed only while what it was read from stands as it stood,
by the times of files and folders; without the index everything is read. It can be deleted at any
moment, and whatever is wrong with it, the overview is the same.

A file that changes twice within one tick of the clock keeps its time. So a time is believed only
if it was well past when the file was read, as git does with an index of its own
(`Documentation/technical/racy-git.txt`).
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotator.domain.overview import ArticleRow, damaged_article_row
from annotator.errors import AnnotatorError, ReadError, UnknownNameError
from annotator.stores.index_file import EMPTY, MISSING, UNSURE, Entry, IndexFile, Kept, Stamps

_TICK = 2_000_000_000
"""Nanoseconds within which a second change may leave the time as it is: FAT counts in seconds."""

_MANY = 10_000
"""Rows from which on the garbage collector would be noticed."""

_BATCH = 2_000
"""Rows that are kept at once while everything is read, so that breaking off loses little."""


class _Looked(NamedTuple):
    """What a look at the times has found."""

    stamps: Stamps
    stale: frozenset[str]
    """Articles to be read, new ones included."""
    gone: frozenset[str]


class Index:
    """The overview of a project in a folder, from what is known and what has changed."""

    def __init__(
        self,
        root: Path,
        cache: Path,
        article_ids: Callable[[], list[str]],
        row: Callable[[str], ArticleRow],
        *,
        project: Callable[[], int] = lambda: 0,
        now: Callable[[], int] = time.time_ns,
        small: int = 5_000,
    ) -> None:
        """Takes the parts; nothing is read or made yet.

        Args:
            root: the project's folder.
            cache: the user's folder for indexes.
            article_ids: lists the articles.
            row: reads an article's row from its files.
            project: a number that changes with what rows depend on in the project itself.
            now: the clock that the times of files are by, nanoseconds since 1970.
            small: articles up to which every file is looked at each time; for 5,000 that takes
                less than a tenth of a second.
        """
        self._articles = root / "articles"
        self._annotations = root / "annotations"
        self._reviews = root / "reviews"
        self._article_ids = article_ids
        self._row = row
        self._project = project
        self._now = now
        self._small = small
        self._file = IndexFile(root, cache)
        self._kept = EMPTY
        self._one_at_a_time = threading.Lock()

    def overview(self, *, thorough: bool = False) -> list[ArticleRow]:
        """Every article with how far everybody is, by id.

        Args:
            thorough: whether every file is looked at. Else, in a large project, only the times
                of folders are: they tell of every change but one made within a file, as some
                editors and `cp` make it.

        Raises:
            AnnotatorError: as reading the project without an index would.
        """
        with self._one_at_a_time:
            if self._kept is EMPTY:
                self._kept = _uncollected(self._file.load)
            looked = self._look(thorough=thorough or len(self._kept.entries) <= self._small)
            if looked.stale or looked.gone or looked.stamps != self._kept.stamps:
                self._catch_up(looked)
            return [entry.row for entry in self._kept.entries.values()]

    def _look(self, *, thorough: bool) -> _Looked:
        """Finds what has changed since what is known was read."""
        now = self._now()
        kept, known = self._kept, self._kept.entries
        stamps = Stamps(
            _stamp(self._articles, now),
            _stamp(self._annotations, now),
            _stamp(self._reviews, now),
            self._project(),
        )
        same_articles = not thorough and stamps.articles == kept.stamps.articles != UNSURE
        ids, stale, gone = list(known), set[str](), frozenset[str]()
        if stamps.project != kept.stamps.project:
            stale.update(known)
        if not same_articles:
            listed = self._article_ids()
            ids = [article for article in listed if article in known]
            stale.update(article for article in listed if article not in known)
            gone = frozenset(known.keys() - set(listed))
            stale -= gone
            files = _stamps(self._articles, (f"{article}.json" for article in ids), now)
            stale.update(_changed(ids, files, (known[article].file for article in ids)))
        begun = ids
        if stamps.annotations == kept.stamps.annotations != UNSURE:  # then none is new
            begun = [article for article in ids if known[article].folder != MISSING]
        folders = _stamps(self._annotations, begun, now)
        stale.update(_changed(begun, folders, (known[article].folder for article in begun)))
        reviewed = ids
        if stamps.reviews == kept.stamps.reviews != UNSURE:
            reviewed = [article for article in ids if known[article].reviews != MISSING]
        folders = _stamps(self._reviews, reviewed, now)
        stale.update(_changed(reviewed, folders, (known[article].reviews for article in reviewed)))
        if thorough:
            there = [a for a in ids if known[a].folder != MISSING or known[a].reviews != MISSING]
            marks = (self._marks(article, known[article].names, now) for article in there)
            stale.update(_changed(there, marks, (known[article].marks for article in there)))
        return _Looked(stamps, frozenset(stale), gone)

    def _catch_up(self, looked: _Looked) -> None:
        """Reads what is stale and keeps it, a batch at a time; what was read before an error stays.

        Raises:
            AnnotatorError: an article cannot be read.
        """
        stale, gone = sorted(looked.stale), set(looked.gone)
        project = looked.stamps.project
        same_project = not self._kept.entries or self._kept.stamps.project == project
        half_way = Stamps(project=project if same_project else UNSURE)
        for start in range(0, len(stale), _BATCH):
            new: dict[str, Entry] = {}
            try:
                for article in stale[start : start + _BATCH]:
                    entry = self._read(article)
                    if entry is None:
                        gone.add(article)
                    else:
                        new[article] = entry
            except AnnotatorError:
                self._keep(half_way, new, ())
                raise
            if start + _BATCH < len(stale):
                self._keep(half_way, new, ())
        self._keep(looked.stamps, new if stale else {}, gone)

    def _keep(self, stamps: Stamps, new: dict[str, Entry], gone: Iterable[str]) -> None:
        before = self._kept
        gone = [article for article in gone if article in before.entries]
        token = self._file.keep(before, stamps, new, gone)
        entries = dict(before.entries)
        in_order = all(article in entries for article in new)
        entries.update(new)
        for article in gone:
            del entries[article]
        if not in_order:
            entries = dict(sorted(entries.items()))
        self._kept = Kept(token, stamps, entries)

    def _read(self, article: str) -> Entry | None:
        """Reads one article, its times first; None if it has gone meanwhile."""
        now = self._now()
        file = _stamp(self._articles / f"{article}.json", now)
        folder = _stamp(self._annotations / article, now)
        reviews = _stamp(self._reviews / article, now)
        names = "//".join(
            "/".join(_names(place / article)) for place in (self._annotations, self._reviews)
        )
        marks = self._marks(article, names, now)
        try:
            row = self._row(article)
        except UnknownNameError:
            return None
        except ReadError as error:  # looked at each time: no stamp tells that it can be read again
            row, folder = damaged_article_row(article, str(error)), UNSURE
        return Entry(file, folder, reviews, marks, names, row)

    def _marks(self, article: str, names: str, now: int) -> int:
        """The stamp of all annotations and reviews of an article together."""
        annotations, _, reviews = names.partition("//")
        found = [
            _stamp(f"{place}/{article}/{name}", now)
            for place, files in ((self._annotations, annotations), (self._reviews, reviews))
            for name in files.split("/")
            if name
        ]
        return UNSURE if UNSURE in found else hash(tuple(found))


def _changed(ids: Iterable[str], now: Iterable[int], before: Iterable[int]) -> Iterator[str]:
    """The ids whose stamps differ, or cannot tell."""
    for article, stamp, known in zip(ids, now, before, strict=True):
        if stamp != known or stamp == UNSURE:
            yield article


def _stamp(path: Path | str, now: int, *, within: int | None = None) -> int:
    """A number that changes whenever what is at a path does.

    Args:
        path: of a file or a folder.
        now: nanoseconds since 1970, taken before.
        within: descriptor of the folder that the path is relative to.
    """
    try:
        found = os.stat(path, dir_fd=within)
    except (FileNotFoundError, NotADirectoryError):
        return MISSING
    except OSError:
        return UNSURE
    if found.st_mtime_ns > now - _TICK or found.st_ctime_ns > now - _TICK:
        return UNSURE
    return hash((found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


def _stamps(folder: Path, names: Iterable[str], now: int) -> Iterator[int]:
    """The stamps of what is in a folder, by names."""
    try:
        within = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield from (MISSING for _ in names)
        return
    try:
        for name in names:
            yield _stamp(name, now, within=within)
    finally:
        os.close(within)


def _names(folder: Path) -> list[str]:
    """The names of the files that hold annotations, or reviews."""
    try:
        found = os.listdir(folder)  # noqa: PTH208 - names are enough
    except OSError:
        return []
    return sorted(name for name in found if name.endswith(".json") and not name.startswith("."))


def _uncollected(load: Callable[[], Kept]) -> Kept:
    """Loads, and keeps the garbage collector from going through 100,000 new rows again and again.

    They stay as long as the program runs, so it need not look at them later either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        kept = load()
        if len(kept.entries) > _MANY:
            gc.freeze()
        return kept
    finally:
        if was_on:
            gc.enable()
