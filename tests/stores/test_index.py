"""The index: whatever happens to the project or to it, the overview is that of the files."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from annotator.domain.annotations import Annotations
from annotator.domain.overview import ArticleRow
from annotator.domain.project import Settings
from annotator.domain.tags import Renamed
from annotator.errors import FetchError
from annotator.stores.files import FileStore, create_project
from annotator.stores.index import Index
from tests.stores.contract import GUIDELINES, PROJECT, StoreContract, article, marked
from tests.stores.review_contract import decided, new
from tests.strategies import empty_annotations, time_after

HOUR = 3_600_000_000_000
NAMES = ("a-first", "b-second", "c-third")
PEOPLE = ("ana", "ben")


class Watched:
    """An index over a project, which notes what it reads; its clock is an hour late.

    So what was just written looks old, and the index believes the times that it sees.
    """

    def __init__(self, root: Path, cache: Path, *, late: bool = True, small: int = 5_000) -> None:
        self.store = FileStore(root)
        self.read: list[str] = []

        def row(name: str) -> ArticleRow:
            self.read.append(name)
            return self.store.row(name)

        now: Callable[[], int] = (lambda: time.time_ns() + HOUR) if late else time.time_ns
        project = self.store._rows_depend_on  # what a store with an index gives it
        self.index = Index(
            root,
            cache,
            self.store.article_ids,
            row,
            project=project,
            now=now,
            small=small,
        )

    def reads(self, *, thorough: bool = False) -> list[str]:
        """What an overview reads; it must be that of the files."""
        self.read.clear()
        found = self.index.overview(thorough=thorough)
        assert found == self.store.overview()
        return self.read


class Desk:
    """A project whose files get a time of their own with every change, as if time had passed."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "desk"
        self.cache = folder / "cache"
        self.store = create_project(self.root, PROJECT, GUIDELINES)
        self._times = count(1_700_000_000)

    def touched(self, *paths: Path) -> None:
        at = next(self._times)
        for path in paths:
            if path.exists():
                os.utime(path, (at, at))

    def add(self, name: str) -> None:
        if name in self.store.article_ids():
            return
        self.store.save_article(article(name), None)
        self.touched(self.article(name), self.root / "articles")

    def mark(self, name: str, who: str, sentence: str = "s1", tag: str = "opinion") -> None:
        opened = self.store.annotations(name, who)
        document: Annotations = (
            opened.document if opened else replace(empty_annotations(who), article=name)
        )
        self.store.save_annotations(
            marked(document, sentence, tag), opened.token if opened else None
        )
        self.touched(self.marks(name, who), self.marks(name, who).parent, self.root / "annotations")

    def decide(self, name: str, sentence: str = "s1", tag: str = "opinion") -> None:
        opened = self.store.review(name, "rita")
        review = opened.document if opened else replace(new(), article=name)
        self.store.save_review(decided(review, sentence, tag), opened.token if opened else None)
        self.touched(self.review(name), self.review(name).parent, self.root / "reviews")

    def set_aside(self, name: str) -> None:
        if name in self.store.article_ids():
            self.store.set_aside(name)
            self.touched(self.root / "articles")

    def bring_back(self, name: str) -> None:
        if name in self.store.aside_ids() and name not in self.store.article_ids():
            self.store.bring_back(name)
            self.touched(self.root / "articles")

    def edit(self, path: Path, old: bytes, new: bytes) -> None:
        """Changes a file in place, as some editors do: its folder's time stays as it was."""
        assert len(old) == len(new)
        if path.exists():
            path.write_bytes(path.read_bytes().replace(old, new, 1))
            self.touched(path)

    def delete(self, path: Path) -> None:
        if path.exists():
            path.unlink()
            self.touched(path.parent)

    def article(self, name: str) -> Path:
        return self.root / "articles" / f"{name}.json"

    def marks(self, name: str, who: str) -> Path:
        return self.root / "annotations" / name / f"{who}.json"

    def review(self, name: str) -> Path:
        return self.root / "reviews" / name / "rita.json"

    @property
    def file(self) -> Path:
        (found,) = self.cache.glob("*.sqlite3")
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three articles, of which the first has ana's marks and the second hers and ben's."""
    desk = Desk(tmp_path)
    for name in NAMES:
        desk.add(name)
    desk.mark("a-first", "ana")
    desk.mark("b-second", "ana")
    desk.mark("b-second", "ben")
    return desk


class TestFileStoreWithAnIndex(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> FileStore:
        create_project(tmp_path / "desk", PROJECT, GUIDELINES)
        return FileStore(tmp_path / "desk", tmp_path / "cache")


# ── what is read, and when ───────────────────────────────────────────────────────────────────


def test_what_has_not_changed_is_not_read_again(desk: Desk) -> None:
    first = Watched(desk.root, desk.cache)
    assert first.reads() == list(NAMES)
    assert first.reads() == []
    assert Watched(desk.root, desk.cache).reads() == []


def test_one_mark_reads_one_article(desk: Desk) -> None:
    here, there = Watched(desk.root, desk.cache), Watched(desk.root, desk.cache)
    here.reads()
    there.reads()
    desk.mark("b-second", "ben", "s2")
    assert here.reads() == ["b-second"]
    assert there.reads() == ["b-second"]
    desk.mark("c-third", "ben")
    assert here.reads() == ["c-third"]


def test_one_decision_reads_one_article(desk: Desk) -> None:
    desk.decide("a-first")
    watched = Watched(desk.root, desk.cache)
    watched.reads()
    assert watched.reads() == []
    desk.decide("b-second")
    assert watched.reads() == ["b-second"]
    desk.decide("b-second", "s2")
    assert watched.reads() == ["b-second"]
    desk.edit(desk.review("a-first"), b'"opinion"', b'"OPINION"')
    assert watched.reads(thorough=True) == ["a-first"]
    desk.delete(desk.review("b-second"))
    assert watched.reads() == ["b-second"]
    assert Watched(desk.root, desk.cache).reads() == []


def test_a_tag_that_is_renamed_is_renamed_in_every_row(desk: Desk) -> None:
    desk.mark("b-second", "ben", "s1", "opinion")
    store = FileStore(desk.root, desk.cache)
    assert [row.team.agreed for row in store.overview()] == [0, 1, 0]
    desk.mark("b-second", "ben", "s1", "view")
    assert [row.team.agreed for row in store.overview()] == [0, 0, 0]
    opened = store.project()
    renamed = (Renamed("opinion", "view", time_after(0)),)
    store.save_project(replace(opened.document, renamed=renamed), opened.token)
    for again in (store, FileStore(desk.root, desk.cache)):
        assert [row.team.agreed for row in again.overview()] == [0, 1, 0]


@pytest.mark.parametrize("blind", [False, True])
def test_what_rows_depend_on_in_the_project_makes_them_be_read_again(
    desk: Desk, *, blind: bool
) -> None:
    def change(**fields: object) -> None:
        opened = desk.store.project()
        desk.store.save_project(replace(opened.document, **fields), opened.token)  # type: ignore[arg-type]

    change(settings=Settings(blind=blind))
    watched = Watched(desk.root, desk.cache)
    assert watched.reads() == list(NAMES)
    assert watched.reads() == []
    change(assignments={"a-first": ("ben",)})
    assert watched.reads() == (list(NAMES) if blind else [])
    change(settings=Settings(blind=blind, majority=True))
    assert watched.reads() == list(NAMES)
    change(renamed=(Renamed("opinion", "view", time_after(0)),))
    assert watched.reads() == list(NAMES)
    assert Watched(desk.root, desk.cache).reads() == []


def test_what_was_read_before_an_error_is_not_read_again(desk: Desk) -> None:
    watched = Watched(desk.root, desk.cache)
    row = watched.index._row

    def broken(name: str) -> ArticleRow:
        if name == NAMES[-1]:
            raise FetchError("the disk", "it is gone for a moment")
        return row(name)

    watched.index._row = broken
    with pytest.raises(FetchError):
        watched.index.overview()
    assert Watched(desk.root, desk.cache).reads() == [NAMES[-1]]
    watched.index._row = row
    assert watched.reads() == [NAMES[-1]]


def test_articles_come_go_and_come_back(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache)
    here.reads()
    desk.set_aside("b-second")
    assert here.reads() == []
    desk.add("d-fourth")
    assert here.reads() == ["d-fourth"]
    desk.bring_back("b-second")
    assert here.reads() == ["b-second"]
    assert Watched(desk.root, desk.cache).reads() == []


def test_a_changed_article_is_read_again(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache)
    here.reads()
    opened = desk.store.article("a-first")
    desk.store.save_article(replace(opened.document, title="Another"), opened.token)
    desk.touched(desk.article("a-first"), desk.root / "articles")
    assert here.reads() == ["a-first"]


def test_annotations_that_are_deleted_by_hand_are_gone(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache)
    here.reads()
    desk.delete(desk.marks("b-second", "ana"))
    assert here.reads() == ["b-second"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("articles", "a-first.json"), b'"It will fail"', b'"It WILL fail"'),
        (("annotations", "b-second", "ben.json"), b'"unsure":false', b'"unsure":true '),
    ],
)
def test_a_file_that_is_edited_in_place_is_read_again(
    desk: Desk, path: tuple[str, ...], old: bytes, new: bytes
) -> None:
    here = Watched(desk.root, desk.cache)
    here.reads()
    desk.edit(desk.root.joinpath(*path), old, new)
    assert here.reads() == [path[1].removesuffix(".json")]


def test_in_a_large_project_only_a_thorough_look_sees_an_edit_in_place(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache, small=0)
    here.reads(thorough=True)
    desk.edit(desk.marks("b-second", "ben"), b'"unsure":false', b'"unsure":true ')
    here.index.overview()
    assert here.reads(thorough=True) == ["b-second"]
    desk.mark("b-second", "ana", "s2")
    assert here.reads() == ["b-second"]


def test_what_was_written_just_now_is_not_believed(desk: Desk) -> None:
    for name in NAMES:
        os.utime(desk.article(name))
    just_now = Watched(desk.root, desk.cache, late=False)
    assert just_now.reads() == list(NAMES)
    assert just_now.reads() == list(NAMES)


def test_times_that_lie_in_the_future_are_not_believed(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache)
    here.reads()
    ahead = time.time() + 86_400
    os.utime(desk.article("a-first"), (ahead, ahead))
    assert here.reads() == ["a-first"]
    assert here.reads() == ["a-first"]


def test_a_clock_that_was_set_back_hides_no_change(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache)
    here.reads()
    desk.mark("a-first", "ben")
    for path in (desk.marks("a-first", "ben"), desk.marks("a-first", "ben").parent):
        os.utime(path, (1_000, 1_000))
    assert here.reads() == ["a-first"]


def test_a_damaged_article_is_said_each_time_until_it_is_mended(desk: Desk) -> None:
    here = Watched(desk.root, desk.cache)
    whole = desk.article("b-second").read_bytes()
    desk.article("b-second").write_bytes(b"{")
    here.reads()
    again = Watched(desk.root, desk.cache)
    for index in (here.index, again.index):
        first, second, _ = index.overview()
        assert (first.problems, len(second.problems)) == ((), 1)
        assert "b-second.json: the file is damaged" in str(second.problem)
    assert again.read == []
    desk.article("b-second").write_bytes(whole)
    assert again.reads() == ["b-second"]


def test_a_persons_damaged_file_is_remembered_with_its_problem(desk: Desk) -> None:
    desk.marks("b-second", "ben").write_bytes(b"{")
    Watched(desk.root, desk.cache).reads()
    again = Watched(desk.root, desk.cache)
    assert again.reads() == []
    ana, ben = again.index.overview()[1].people
    assert (ana.problem, ana.progress.tagged) == (None, 1)
    assert "ben.json: the file is damaged" in str(ben.problem)


# ── the index's own file ─────────────────────────────────────────────────────────────────────


def other_tables(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE article (id)")
    database.close()


def other_version(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE about SET value = '0' WHERE name = 'version'")
        database.execute("UPDATE article SET row = '[]'")
    database.close()


def other_rows(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE article SET row = 'no list'")
    database.close()


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"no database at all" * 1000),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        other_tables,
        other_version,
        other_rows,
    ],
    ids=["deleted", "empty", "garbage", "cut off", "other tables", "other version", "other rows"],
)
def test_a_spoilt_index_is_made_anew(desk: Desk, spoil: Callable[[Path], object]) -> None:
    Watched(desk.root, desk.cache).reads()
    spoil(desk.file)
    assert Watched(desk.root, desk.cache).reads() == list(NAMES)
    assert Watched(desk.root, desk.cache).reads() == []


def test_where_no_index_can_be_written_everything_is_read(desk: Desk) -> None:
    desk.cache.write_text("a file where the folder should be")
    here = Watched(desk.root, desk.cache / "deeper")
    assert here.reads() == list(NAMES)
    assert here.reads() == []
    assert Watched(desk.root, desk.cache / "deeper").reads() == list(NAMES)


def test_an_index_that_another_program_holds_is_done_without(desk: Desk) -> None:
    Watched(desk.root, desk.cache).reads()
    holder = sqlite3.connect(desk.file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert Watched(desk.root, desk.cache).reads() == list(NAMES)
    holder.close()
    assert Watched(desk.root, desk.cache).reads() == []


def test_an_index_is_for_its_user_only(desk: Desk) -> None:
    Watched(desk.root, desk.cache).reads()
    assert desk.cache.stat().st_mode & 0o077 == 0


def test_two_projects_have_two_indexes(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    other.add("a-first")
    Watched(desk.root, desk.cache).reads()
    assert Watched(other.root, desk.cache).reads() == ["a-first"]
    assert Watched(desk.root, desk.cache).reads() == []
    assert len(list(desk.cache.glob("*.sqlite3"))) == 2


def test_a_stale_row_that_another_program_wrote_late_is_found_out(desk: Desk) -> None:
    """One reads an article, another sees it go, then the first writes what it read."""
    slow, quick = Watched(desk.root, desk.cache), Watched(desk.root, desk.cache)
    slow.reads()
    quick.reads()
    desk.add("d-fourth")
    row = slow.store.row

    def while_reading(name: str) -> object:
        found = row(name)
        desk.set_aside("d-fourth")
        quick.index.overview()
        return found

    slow.index._row = while_reading  # type: ignore[assignment]
    slow.index.overview()
    assert Watched(desk.root, desk.cache).reads() == []
    slow.index._row = row
    slow.reads()


def test_many_programs_use_an_index_at_once(desk: Desk) -> None:
    wrong: list[object] = []

    def look() -> None:
        watched = Watched(desk.root, desk.cache)
        for _ in range(10):
            try:
                watched.index.overview()
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must tell
                wrong.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(10):
        desk.mark("a-first", "ben", "s1", ("opinion", "confirmed")[n % 2])
        desk.mark(NAMES[n % 3], "ana", "s2")
    for thread in threads:
        thread.join()
    assert wrong == []
    Watched(desk.root, desk.cache).reads()


# ── always equal ─────────────────────────────────────────────────────────────────────────────

names, people = st.sampled_from(NAMES), st.sampled_from(PEOPLE)


class AnyChanges(RuleBasedStateMachine):
    """Any changes in any order, seen by two programs that share an index."""

    @initialize(late=st.booleans())
    def begin(self, *, late: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name))
        self.late = late
        self.here = self.opened()
        self.there = self.opened()

    def opened(self) -> Watched:
        return Watched(self.desk.root, self.desk.cache, late=self.late)

    @rule(name=names)
    def add(self, name: str) -> None:
        if name not in self.desk.store.aside_ids():
            self.desk.add(name)

    @rule(name=names, who=people, sentence=st.sampled_from(["s1", "s2"]))
    def mark(self, name: str, who: str, sentence: str) -> None:
        self.desk.mark(name, who, sentence)

    @rule(name=names, sentence=st.sampled_from(["s1", "s2"]))
    def decide(self, name: str, sentence: str) -> None:
        self.desk.decide(name, sentence)

    @rule(name=names)
    def set_aside(self, name: str) -> None:
        self.desk.set_aside(name)

    @rule(name=names)
    def bring_back(self, name: str) -> None:
        self.desk.bring_back(name)

    @rule(name=names, who=people)
    def edit_marks(self, name: str, who: str) -> None:
        self.desk.edit(self.desk.marks(name, who), b'"unsure":false', b'"unsure":true ')

    @rule(name=names)
    def edit_article(self, name: str) -> None:
        self.desk.edit(self.desk.article(name), b'"It will fail"', b'"It WILL fail"')

    @rule(name=names, who=people)
    def delete(self, name: str, who: str) -> None:
        self.desk.delete(self.desk.marks(name, who))

    @rule()
    def reopen(self) -> None:
        self.here = self.opened()

    @rule(data=st.binary(max_size=20))
    def spoil_the_index(self, data: bytes) -> None:
        for file in self.desk.cache.glob("*.sqlite3"):
            file.write_bytes(data)

    @rule()
    def look_elsewhere(self) -> None:
        self.there.reads()

    @invariant()
    def the_overview_is_that_of_the_files(self) -> None:
        if hasattr(self, "here"):
            self.here.reads()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestAnyChanges = AnyChanges.TestCase
TestAnyChanges.settings = settings(stateful_step_count=20)


def test_what_could_not_be_read_has_a_row_that_says_so_and_is_looked_at_each_time(
    desk: Desk,
) -> None:
    path = desk.marks("b-second", "ben")
    kept = path.read_bytes()
    path.unlink()
    path.mkdir()
    for _ in range(2):
        here = Watched(desk.root, desk.cache)
        problems = {row.id: row.problem for row in here.index.overview()}
        assert "b-second" in here.read
        assert "a folder stands where a file should be" in str(problems.pop("b-second"))
        assert set(problems.values()) == {None}
    path.rmdir()
    path.write_bytes(kept)
    assert all(not row.problems for row in Watched(desk.root, desk.cache).index.overview())
