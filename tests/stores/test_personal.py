from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.project import UserSettings
from annotator.errors import DamagedFileError, ReadError
from annotator.stores.personal import PersonalFiles
from tests.stores.contract import marked
from tests.strategies import empty_annotations, time_after


@pytest.fixture
def personal(tmp_path: Path) -> PersonalFiles:
    return PersonalFiles(tmp_path / "config", tmp_path / "state")


def test_nothing_is_made_before_something_is_kept(personal: PersonalFiles, tmp_path: Path) -> None:
    assert personal.settings() == UserSettings()
    assert personal.draft("an-article/s1/note") == ""
    personal.keep_draft("an-article/s1/note", "")
    assert personal.recent() == {}
    assert personal.rescued("an-article", "ana") is None
    assert list(tmp_path.iterdir()) == []


def test_settings_are_kept(personal: PersonalFiles) -> None:
    settings = UserSettings(name="ana", keys={"undo": ("z",)}, ascii=True)
    personal.save_settings(settings)
    assert personal.settings() == settings


def test_damaged_settings_are_told_and_left(personal: PersonalFiles, tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.json"
    path.parent.mkdir()
    path.write_text('{"name": "ana"}', "utf-8")
    with pytest.raises(DamagedFileError, match=r"settings\.json"):
        personal.settings()
    assert path.read_text("utf-8") == '{"name": "ana"}'


def test_what_cannot_be_read_is_told(personal: PersonalFiles, tmp_path: Path) -> None:
    (tmp_path / "config" / "settings.json").mkdir(parents=True)
    with pytest.raises(ReadError, match=r"settings\.json"):
        personal.settings()


def test_a_draft_is_kept_by_its_place_until_it_is_empty(personal: PersonalFiles) -> None:
    personal.keep_draft("s1/note", "half a th")
    personal.keep_draft("s2/note", "another\none")
    assert personal.draft("s1/note") == "half a th"
    personal.keep_draft("s1/note", "")
    assert (personal.draft("s1/note"), personal.draft("s2/note")) == ("", "another\none")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff"])
def test_drafts_that_cannot_be_read_are_none(
    personal: PersonalFiles, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "drafts.json").write_bytes(data)
    assert personal.draft("s1/note") == ""


def test_the_latest_articles_are_remembered(personal: PersonalFiles) -> None:
    for n in (3, 1, 2):
        personal.note_opened(f"article-{n}", time_after(n))
    personal.note_opened("article-1", time_after(9))
    assert personal.recent() == {
        "article-1": time_after(9),
        "article-2": time_after(2),
        "article-3": time_after(3),
    }


def test_a_rescued_document_waits_until_it_was_taken_back(personal: PersonalFiles) -> None:
    document = marked(empty_annotations(), "s1", "opinion")
    where = personal.rescue(document)
    assert Path(where).is_file()
    assert personal.rescued("an-article", "ana") == document
    assert personal.rescued("an-article", "ben") is None
    personal.done_with_rescued("an-article", "ana")
    assert personal.rescued("an-article", "ana") is None


def test_no_rescued_document_is_ever_overwritten(personal: PersonalFiles) -> None:
    tags = ["opinion", "confirmed", "insider-sourced"]
    for tag in tags:
        where = Path(personal.rescue(marked(empty_annotations(), "s1", tag)))
        personal.rescue(marked(empty_annotations(), "s1", tag))
    personal.done_with_rescued("an-article", "ana")
    kept = b"".join(path.read_bytes() for path in where.parent.iterdir())
    assert len(list(where.parent.iterdir())) == 3
    assert all(tag.encode() in kept for tag in tags)
