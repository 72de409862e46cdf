"""Opening an article: what cannot keep anybody from it, and what is left when it fails."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from annotator.domain.annotations import Annotations
from annotator.errors import AnnotatorError, DamagedFileError
from annotator.stores.base import Opened
from tests.desks import file_desk, memory_desk

ARTICLE = "mayor-resigns"


class Nobody:
    """Hears of saves and says nothing."""

    def saved(self, revision: int) -> None: ...

    def merged(self, opened: Opened[Annotations]) -> None: ...

    def failed(self, error: AnnotatorError) -> None: ...

    def unreadable(self, error: AnnotatorError) -> None: ...

    def changed(self, opened: Opened[Annotations]) -> None: ...


def test_what_is_done_after_opening_is_saved(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    work, queue = desk.begin(ARTICLE, Nobody())
    work.tag("opinion")
    assert queue.wait_until_saved(10)
    queue.close()
    saved = desk.store.annotations(ARTICLE, "ana")
    assert saved is not None
    assert saved.document == work.document


@pytest.mark.parametrize("broken", ["state", "state/recent.json"])
def test_a_list_that_cannot_be_kept_keeps_nobody_from_work(tmp_path: Path, broken: str) -> None:
    if broken == "state":
        (tmp_path / "state").write_bytes(b"a file where a folder should be")
    else:
        (tmp_path / broken).mkdir(parents=True)
    work, queue = memory_desk(tmp_path).begin(ARTICLE, Nobody())
    queue.close()
    assert work.article.id == ARTICLE


def test_an_article_that_does_not_open_leaves_no_thread_behind(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    work, queue = desk.begin(ARTICLE, Nobody())
    work.tag("opinion")
    assert queue.wait_until_saved(10)
    queue.close()
    (path,) = (tmp_path / "desk").rglob("ana*.json")
    path.write_bytes(path.read_bytes().replace(b'"state":"tagged"', b'"state":7', 1))
    before = threading.enumerate()
    with pytest.raises(DamagedFileError):
        desk.begin(ARTICLE, Nobody())
    assert threading.enumerate() == before
